//! What was probably meant.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use camino::Utf8PathBuf;
use dossier_dialect::{FileKind, closest, is_likely_typo};
use dossier_syntax::Mention;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Fix;
use crate::diagnostics::Findings;
use crate::diagnostics::surroundings::Said;
use crate::fixes::{FilesByName, named_fixes};
use crate::rename::last_part;

/// Skills that a paragraph names, each with where its name ends.
pub(super) type NamedSkills = Rc<[(usize, String)]>;

/// How many names are looked at in the findings of one file for what may have been meant. Whoever
/// has more of them wrong has another kind of fault.
const MOST_LOOKED_AT: usize = 1_000_000;

/// What the findings of one file guess from, and what was guessed.
#[derive(Default)]
pub(in crate::diagnostics) struct Guesses<'a> {
    agents: OnceCell<Vec<&'a str>>,
    skills: OnceCell<Vec<&'a str>>,
    guessed: RefCell<FxHashMap<(bool, String), Option<&'a str>>>,
    looked_at: Cell<usize>,
    teams: RefCell<FxHashMap<FileKind, bool>>,
    collected: RefCell<FxHashMap<FileKind, FxHashSet<String>>>,
    plugins: OnceCell<FxHashSet<&'a str>>,
    files: OnceCell<FilesByName<'a>>,
    /// The names of the files that programs call by none, once somebody has asked.
    pub(super) nameless: OnceCell<FxHashSet<&'a str>>,
    /// Whether a folder of the skill holds files with an extension, for each that was asked about.
    pub(super) holds: RefCell<FxHashMap<(Utf8PathBuf, Option<String>), bool>>,
    /// The folders of the skill that something else fills.
    pub(super) filled_later: OnceCell<FxHashSet<&'a str>>,
    /// The skills beside this one that a paragraph names, by its start, and up to where.
    skills_named: RefCell<FxHashMap<usize, NamedSkills>>,
    /// Whether the lines that were asked about say that what they name is made up.
    made_up: RefCell<FxHashMap<u32, bool>>,
    pub(super) said_of_aliases: OnceCell<Said<'a>>,
    pub(super) said_of_absent: OnceCell<Said<'a>>,
    /// The names that the text offers as values.
    pub(super) values: OnceCell<FxHashSet<&'a str>>,
}

impl Guesses<'_> {
    /// True as long as not too much was guessed: `names` are to be looked at now.
    pub(in crate::diagnostics) fn may_look_at(&self, names: usize) -> bool {
        let looked_at = self.looked_at.get().saturating_add(names);
        let may = looked_at <= MOST_LOOKED_AT;
        if may {
            self.looked_at.set(looked_at);
        }
        may
    }

    /// Whether a line says that what it names is made up; `look` finds out.
    pub(super) fn says_made_up(&self, line: u32, look: impl FnOnce() -> bool) -> bool {
        *self.made_up.borrow_mut().entry(line).or_insert_with(look)
    }

    /// The skills beside this one that the paragraph which starts at the byte `start` names, each
    /// with where its name ends; `look` finds them.
    pub(super) fn skills_named_in(
        &self,
        start: usize,
        look: impl FnOnce() -> Vec<(usize, String)>,
    ) -> NamedSkills {
        let mut known = self.skills_named.borrow_mut();
        known.entry(start).or_insert_with(|| look().into()).clone()
    }
}

impl<'a> Findings<'a> {
    /// The files of the team, by their names.
    pub(in crate::diagnostics) fn files_by_name(&self) -> &FilesByName<'a> {
        let files = &self.guesses.files;
        files.get_or_init(|| FilesByName::new(self.snapshot, self.source))
    }

    /// The names of plugins that are in sight.
    pub(super) fn plugins(&self) -> &FxHashSet<&'a str> {
        self.guesses.plugins.get_or_init(|| {
            let files = self.snapshot.index().files();
            let plugins = files.filter_map(|(.., facts)| facts.place.plugin.as_ref());
            plugins.map(|plugin| plugin.name.as_str()).collect()
        })
    }

    /// False for a file that belongs to no team that is in sight: it may name anybody.
    pub(super) fn has_team(&self, kind: FileKind) -> bool {
        let mut teams = self.guesses.teams.borrow_mut();
        *teams.entry(kind).or_insert_with(|| {
            let place = self.source.place();
            let mut kin = self.snapshot.index().of_kind(kind);
            kin.any(|(id, _, facts)| id != self.source.id && facts.place.is_of_team_with(place))
        })
    }

    /// True for the name of a file in a collection that is copied before use, beside this one's
    /// folder, that nothing tells to be of the kind yet: it has no front matter, or is called
    /// `name.template.md`.
    pub(super) fn is_in_collection(&self, name: &str, kind: FileKind) -> bool {
        let place = self.source.place();
        let dialects = self.snapshot.dialects();
        if place.loaded {
            return false;
        }
        let mut collected = self.guesses.collected.borrow_mut();
        let names = collected.entry(kind).or_insert_with(|| {
            let words = dialects.lexicon().pattern_words();
            let folder = dialects.folder_of_kind(kind);
            let files = folder.map(|it| self.snapshot.disk().list(&place.home.join(it)));
            let stem = |file: String| {
                let stem = file.strip_suffix(".md")?;
                let (rest, word) = stem.rsplit_once('.').unwrap_or((stem, ""));
                let is_pattern = words.iter().any(|it| it == word);
                Some(if is_pattern { rest } else { stem }.to_owned())
            };
            files.into_iter().flatten().filter_map(stem).collect()
        });
        names.contains(name.rsplit(':').next().unwrap_or(name))
    }

    /// The names of agents, or of skills and commands, those of the same team first.
    fn known_names(&self, agents: bool) -> &[&'a str] {
        let (names, kinds): (_, &[FileKind]) = match agents {
            true => (&self.guesses.agents, &[FileKind::Agent]),
            false => (&self.guesses.skills, &[FileKind::Skill, FileKind::Command]),
        };
        names.get_or_init(|| {
            let index = self.snapshot.index();
            let place = self.source.place();
            let kin = kinds.iter().flat_map(|&kind| index.of_kind(kind));
            let mut known: Vec<(bool, &str)> = kin
                .filter_map(|(_, _, facts)| {
                    let name = facts.definition.as_ref()?.name().as_str();
                    Some((!facts.place.is_of_team_with(place), name))
                })
                .collect();
            known.sort_unstable();
            known.into_iter().map(|(_, name)| name).collect()
        })
    }
}

/// What would make the name lead to a file of `kind`: the one that was meant, or a new one.
pub(super) fn fixes(
    findings: &Findings<'_>,
    mention: &Mention,
    kind: FileKind,
    meant: Option<&str>,
) -> Vec<Fix> {
    named_fixes(
        findings.snapshot,
        findings.source.id,
        last_part(findings.snapshot, findings.source.id, mention),
        mention.name,
        kind,
        meant,
    )
}

/// The name of an agent, or else of a skill or command, that was probably meant by one that is
/// nobody's.
pub(super) fn probably<'a>(findings: &Findings<'a>, name: &str, is_agent: bool) -> Option<&'a str> {
    let key = (is_agent, name.to_owned());
    if let Some(known) = findings.guesses.guessed.borrow().get(&key) {
        return *known;
    }
    let known = findings.known_names(is_agent);
    let may_guess = findings.guesses.may_look_at(known.len());
    let meant = may_guess.then(|| among(known, name)).flatten();
    findings.guesses.guessed.borrow_mut().insert(key, meant);
    meant
}

/// Which of the `known` names was meant by another.
fn among<'a>(known: &[&'a str], name: &str) -> Option<&'a str> {
    let names = || known.iter().copied();
    let typo = names().find(|known| is_likely_typo(name, known));
    // `legacy-modernization` for `legacy-modernizer`: what they are about is the same.
    let first = name.split('-').next().unwrap_or(name);
    let akin = || {
        names().filter(|known| {
            let rest = known.strip_prefix(first);
            name != first && rest.is_some_and(|rest| rest.starts_with('-'))
        })
    };
    // A whole collection that was renamed: `debugging` is `loom-debugging` now.
    let renamed = || {
        let ending = names().filter(|known| {
            let prefix = known.strip_suffix(name);
            prefix.is_some_and(|prefix| prefix.ends_with('-'))
        });
        ending.min_by_key(|known| known.len())
    };
    let last = name.rsplit('-').next();
    let count = name.split('-').count();
    let only = || {
        let mut alike: Vec<&str> = akin()
            .filter(|known| {
                let longer = known.strip_prefix(name);
                known.split('-').count() == count
                    || known.rsplit('-').next() == last
                    || longer.is_some_and(|rest| rest.starts_with('-'))
            })
            .collect();
        alike.dedup();
        (alike.len() == 1).then(|| alike[0])
    };
    let simple = || closest(name, names()).filter(|_| !name.contains('-'));
    typo.or_else(renamed)
        .or_else(|| closest(name, akin()))
        .or_else(only)
        .or_else(simple)
}
