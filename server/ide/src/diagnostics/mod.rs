//! Diagnostics: what a program would stumble over.

mod body_length;
mod broken;
mod cut_values;
mod dangling;
mod dangling_links;
mod delegation;
mod descriptions;
mod drifted;
mod empty_body;
mod fields;
mod finding;
mod folder_names;
mod front_matter;
mod globs;
mod hooks;
mod ignore;
mod imports;
mod late;
mod left_behind;
mod link_stub;
mod listed;
mod manifest;
mod models;
mod names;
mod never_starts;
mod no_tools;
mod old_place;
mod orders;
mod other_readers;
mod permissions;
mod placeholders;
mod preloading;
mod references;
mod run_together;
mod shadowed;
mod shell_commands;
mod silent_tools;
mod surroundings;
mod too_deep;
mod tools;
mod withheld_tools;
mod without_folder;

use std::cell::OnceCell;
use std::rc::Rc;

use camino::Utf8Path;
use dossier_dialect::{
    Atom, Category, Dialect, DialectId, FaultId, Field, FileKind, FrontMatterUse, Kind, Role, Rule,
    Severity,
};
use dossier_syntax::{FrontMatter, Heading, Mention, Span};
use dossier_workspace::values::{self, Part, Shapes, is_broken};
use dossier_workspace::{FileId, Snapshot, Source, mentions_by_place, slashed};
use rustc_hash::FxHashMap;

pub(crate) use fields::without_effect;
pub(crate) use finding::Finding;
pub use ignore::retain_heeded;
pub use left_behind::{Departed, LeftBehind, left_behind};
pub(crate) use preloading::{left_to_user, skill_left_to_user};
pub(crate) use tools::tool_lists;
pub(crate) use withheld_tools::{is_for_main_session, tool_name};

use self::dangling::Guesses;
use self::surroundings::Surroundings;

use crate::{Fix, readers};

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// How grave it is. Never [`Severity::Off`].
    pub severity: Severity,
    /// The text to blame.
    pub span: Span,
    /// What is wrong, and what the program does about it.
    pub message: String,
    /// How to draw it.
    pub tag: Option<Tag>,
    /// Other places that belong to it: a file, a span in it, and why.
    pub related: Vec<(FileId, Span, String)>,
    /// What would take it away, the best first.
    pub fixes: Vec<Fix>,
}

/// How a finding's text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Without effect.
    Unnecessary,
    /// On its way out.
    Deprecated,
}

/// The findings in one file, in the order of their places.
pub fn diagnostics(snapshot: &Snapshot, file: FileId) -> Vec<Diagnostic> {
    let Some(source) = readers::source(snapshot, file) else {
        let link = dangling_links::of(snapshot, file).into_iter();
        return link.chain(listed::found_in(snapshot, file)).collect();
    };
    let mut findings = Findings::new(snapshot, &source);
    findings.check();
    front_matter::spare_unreadable(&mut findings);
    // Settings are no place for comments about rules.
    if !findings.is_listed() {
        ignore::apply(&mut findings);
    }
    findings.in_order()
}

/// What `rules` find in a file, whether or not somebody has chosen to hear of it.
pub(crate) fn unasked(snapshot: &Snapshot, source: &Source, rules: &[&str]) -> Vec<Diagnostic> {
    let mut findings = Findings::new(snapshot, source);
    findings.heeds_choice = false;
    findings.check();
    front_matter::spare_unreadable(&mut findings);
    let mut found = findings.found;
    found.retain(|finding| rules.contains(&finding.rule));
    found
}

/// A file under check, and what was found in it.
struct Findings<'a> {
    snapshot: &'a Snapshot,
    source: &'a Source,
    /// Whether it matters what the user wants to hear.
    heeds_choice: bool,
    /// The programs that the user says read the file, once somebody has asked.
    chosen_programs: OnceCell<Vec<DialectId>>,
    /// The other programs that read the file where it lies, or of them those that the user says,
    /// once somebody has asked.
    other_readers: OnceCell<Vec<DialectId>>,
    /// Whether the program can read front matter once it has mended it, once somebody has asked.
    reads_on_second_try: OnceCell<Option<bool>>,
    /// Whether the file is a skill within another, once somebody has asked.
    is_part_of_skill: OnceCell<bool>,
    /// What the values of the front matter are, once somebody has asked.
    parts: OnceCell<Rc<[Part<'a>]>>,
    /// The fields whose values at each place are agents, once somebody has asked.
    agent_fields: OnceCell<FxHashMap<Span, &'a Field>>,
    /// The places that may name another file, once somebody has asked: nearly every rule does.
    mentions: OnceCell<Rc<[Mention<'a>]>>,
    /// The first mention at each place of the front matter, likewise.
    mentions_in_fields: OnceCell<FxHashMap<Span, Mention<'a>>>,
    around: Surroundings<'a>,
    guesses: Guesses<'a>,
    found: Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    fn new(snapshot: &'a Snapshot, source: &'a Source) -> Self {
        let (lines, headings) = (&source.parsed.lines, &source.facts.in_body.headings);
        Self {
            snapshot,
            source,
            heeds_choice: true,
            chosen_programs: OnceCell::new(),
            other_readers: OnceCell::new(),
            reads_on_second_try: OnceCell::new(),
            is_part_of_skill: OnceCell::new(),
            parts: OnceCell::new(),
            agent_fields: OnceCell::new(),
            mentions: OnceCell::new(),
            mentions_in_fields: OnceCell::new(),
            around: Surroundings::new(&source.text, lines, headings),
            guesses: Guesses::default(),
            found: Vec::new(),
        }
    }

    /// What was found, in the order of the places.
    fn in_order(&mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|finding| (finding.span, finding.rule));
        found
    }

    fn check(&mut self) {
        let dialect = self.dialect();
        let kind = dialect.kind(self.source.place().kind);
        let reads_front_matter = kind.is_some_and(|kind| kind.front_matter != FrontMatterUse::None);
        let chosen = self.snapshot.chosen(self.source.id);
        let enabled = self.snapshot.settings().diagnostics.enable && !chosen.is_excluded();
        let is_asked = || enabled && !other_readers::have_no_chosen(self);
        if dialect.is_open() || self.heeds_choice && !is_asked() {
            return;
        }
        if self.is_listed() {
            listed::check(self);
            return;
        }
        if self.source.place().kind == FileKind::PluginManifest {
            manifest::check(self);
            return;
        }
        if link_stub::check(self) {
            return;
        }
        too_deep::check(self);
        old_place::check(self);
        dangling::check(self);
        body_length::check(self);
        placeholders::check(self);
        shell_commands::check(self);
        imports::check(self);
        shadowed::check(self);
        if !reads_front_matter {
            return;
        }
        front_matter::check(self);
        if without_folder::check(self) {
            return;
        }
        let fields = self.front_matter().filter(|it| !it.late);
        let fields = fields.filter(|it| {
            !front_matter::is_taken_list(self, it) && !front_matter::is_document(self, it)
        });
        if let Some(front_matter) = fields {
            fields::check(self, front_matter);
            empty_body::check(self, front_matter);
            tools::check(self, front_matter);
            no_tools::check(self, front_matter);
            silent_tools::check(self, front_matter);
            withheld_tools::check(self, front_matter);
            permissions::check(self, front_matter);
            dangling::in_rules(self, front_matter);
            hooks::check(self, front_matter);
            globs::check(self);
            models::check(self);
            names::check(self, front_matter);
            folder_names::check(self, front_matter);
            descriptions::check(self, front_matter);
            preloading::check(self);
            never_starts::check(self, front_matter);
            cut_values::check(self, front_matter);
            other_readers::check(self, front_matter);
            references::check(self);
            delegation::check(self, front_matter);
            drifted::check(self, front_matter);
        }
    }

    /// True for what is defined by an entry of a file, and not by a file of its own.
    fn is_listed(&self) -> bool {
        self.snapshot.index().file(self.source.id).entry.is_some()
    }

    fn dialect(&self) -> &'a Dialect {
        self.snapshot.dialect(self.source.place())
    }

    /// False for a program that is none of those which the user says read the files. Names that no
    /// program has say nothing.
    fn is_chosen(&self, program: DialectId) -> bool {
        let chosen = self.chosen_programs.get_or_init(|| {
            let readers = self.snapshot.chosen(self.source.id).readers();
            readers.map_or_else(Vec::new, |them| self.snapshot.dialects().called(them))
        });
        chosen.is_empty() || chosen.contains(&program)
    }

    fn front_matter(&self) -> Option<&'a FrontMatter> {
        self.source.parsed.front_matter.as_ref()
    }

    /// What the values of the front matter are.
    fn parts(&self) -> Rc<[Part<'a>]> {
        let parts = self.parts.get_or_init(|| {
            let (dialect, kind) = (self.dialect(), self.source.place().kind);
            let front_matter = self.front_matter();
            let read = front_matter.map(|it| values::parts(dialect, kind, it, self.text()));
            read.unwrap_or_default().into()
        });
        parts.clone()
    }

    /// Those that are `atom`, where they can be read.
    fn parts_that_are(&self, atom: Atom) -> Vec<Part<'a>> {
        let parts = self.parts();
        let wanted = parts.iter().filter(|part| part.atom == atom);
        wanted
            .filter(|part| !is_broken(part.entry))
            .copied()
            .collect()
    }

    /// The field of which an agent's name at a place is a value.
    fn agent_field_at(&self, span: Span) -> Option<&'a Field> {
        let fields = self.agent_fields.get_or_init(|| {
            let parts = self.parts_that_are(Atom::Agent).into_iter();
            parts.map(|part| (part.span, part.field)).collect()
        });
        fields.get(&span).copied()
    }

    /// The places that may name another file: those of the front matter first.
    fn mentions(&self) -> Rc<[Mention<'a>]> {
        let all = || self.source.facts.mentions().collect();
        self.mentions.get_or_init(all).clone()
    }

    /// The mention that a value of the front matter is, at its place.
    fn mention_in_field(&self, span: Span) -> Option<Mention<'a>> {
        let in_fields = || mentions_by_place(self.source.facts.mentions_in_fields());
        let mentions = self.mentions_in_fields.get_or_init(in_fields);
        mentions.get(&span).copied()
    }

    /// What the file's program says of its kind.
    fn kind_row(&self) -> Option<&'a Kind> {
        self.dialect().kind(self.source.place().kind)
    }

    fn shapes(&self) -> Shapes<'a> {
        Shapes {
            dialect: self.dialect(),
            format: self.source.parsed.format,
            exact: self.kind_row().is_some_and(|kind| kind.exact_types),
        }
    }

    fn text(&self) -> &'a str {
        &self.source.text
    }

    /// Adds a finding, unless its rule speaks for other programs or is turned off. It is as grave
    /// as the rule says, unless the user set that otherwise.
    fn add(&mut self, finding: Finding) {
        let name = finding.rule();
        let Some(rule) = self.snapshot.dialects().rules().get(name) else {
            debug_assert!(false, "{name} is a file of grammars/rules");
            return;
        };
        let default = finding.default_severity(rule);
        if !rule.speaks_for(self.dialect().id()) {
            return;
        }
        let chosen = self.snapshot.chosen(self.source.id).severity(name);
        let chosen = chosen.filter(|_| self.heeds_choice);
        let severity = chosen.unwrap_or_else(|| self.as_sure(self.as_loaded(rule, default)));
        if severity != Severity::Off {
            self.found.push(finding.reported_as(severity));
        }
    }

    /// The file's path with forward slashes.
    fn slashed_path(&self) -> String {
        slashed(&self.snapshot.index().file(self.source.id).path)
    }

    /// A file that no program loads where it lies fails for nobody yet. What a repository's tests
    /// read has its faults on purpose.
    fn as_loaded(&self, rule: &Rule, severity: Severity) -> Severity {
        // What a text says is true of it wherever it lies.
        let is_of_skills = matches!(
            rule.category,
            Category::FrontMatter | Category::Fields | Category::Names | Category::Budget
        );
        if is_of_skills && self.is_part_of_skill() || self.is_test_data() {
            severity.min(Severity::Hint)
        } else if self.source.place().loaded {
            severity
        } else {
            severity.min(Severity::Warning)
        }
    }

    /// True for a skill that lies in another's folder, for whose sake no program is known to look
    /// there: a sample, or a part that the other's text tells to read. What the standard asks of
    /// skills is asked of the other.
    fn is_part_of_skill(&self) -> bool {
        let place = self.source.place();
        if place.kind != FileKind::Skill || self.dialect().role() != Role::Standard {
            return false;
        }
        *self.is_part_of_skill.get_or_init(|| {
            let dialects = self.snapshot.dialects();
            let path = &self.snapshot.index().file(self.source.id).path;
            let name = path.file_name().unwrap_or_default();
            let holds_skills = |folder: &&Utf8Path| {
                let name = folder.file_name();
                name.and_then(|name| dialects.kind_of_folder(name)) == Some(FileKind::Skill)
            };
            // Between the folder of its own and that of all skills.
            let above: Vec<_> = path.ancestors().skip(2).collect();
            let end = above.iter().position(holds_skills).unwrap_or_default();
            let mut between = above[..end].iter();
            between.any(|folder| self.snapshot.disk().is_file(&folder.join(name)))
        })
    }

    /// Where too little is sure of what the program does with such files, nothing is graver than
    /// their row says.
    fn as_sure(&self, severity: Severity) -> Severity {
        let kind = self.dialect().kind(self.source.place().kind);
        let gravest = kind.and_then(|kind| kind.gravest);
        gravest.map_or(severity, |gravest| severity.min(gravest))
    }

    /// True for a file that a test of the repository reads or compares with.
    fn is_test_data(&self) -> bool {
        let folders = self.snapshot.dialects().lexicon().test_folders();
        let path = &self.snapshot.index().file(self.source.id).path;
        let repository = self.snapshot.places().repository_of(path);
        let inside = repository.and_then(|root| path.strip_prefix(root).ok());
        inside.is_some_and(|path| path.iter().any(|part| folders.iter().any(|it| it == part)))
    }

    /// The headings of the sections around `span`, the innermost first.
    fn headings_around(&self, span: Span) -> impl Iterator<Item = Heading<'a>> + '_ {
        self.around.headings_around(span)
    }

    /// True for a file that shows what another should look like.
    fn is_pattern(&self) -> bool {
        let words = self.snapshot.dialects().lexicon().pattern_words();
        let path = &self.snapshot.index().file(self.source.id).path;
        path.as_str().split(['/', '\\', '-', '_', '.']).any(|word| {
            let word = word.to_ascii_lowercase();
            words.contains(&word)
        })
    }

    /// What the program does with a file that has the fault of that name.
    fn consequence(&self, fault: FaultId) -> Option<(Severity, &'a str)> {
        let place = self.source.place();
        self.dialect().fault(place.kind, fault, place.origin())
    }
}

/// `" Did you mean …?"`, or nothing.
pub(crate) fn did_you_mean(meant: Option<&str>) -> String {
    meant
        .map(|meant| format!(" Did you mean `{meant}`?"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
