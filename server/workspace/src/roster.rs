//! What the files of all teams are called, in the order of the alphabet.
//!
//! Whoever looks for names by their first letters, or for the best of all, must not look at a
//! hundred thousand files for it. The list is made when somebody first asks, and kept until a name
//! changes.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use crate::index::meeting_key;
use crate::{Facts, FileId, Index};

/// One name of one file.
#[derive(Clone, Debug)]
pub struct Called {
    /// The name in the form that all ways of writing it share, without what may stand before it.
    pub key: SmolStr,
    /// The name as it is written.
    pub name: SmolStr,
    /// The file, which has no name of its own where it defines nothing.
    pub file: FileId,
    /// What the file is.
    pub kind: FileKind,
    /// The file defines somebody by this name; otherwise it goes by its file's name.
    pub is_definition: bool,
    /// The file has other names, too.
    pub is_one_of_many: bool,
    /// Which team it belongs to, by number.
    team: u32,
}

/// Which letters a text has, whatever their case, one bit each; others share bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters(u32);

impl Letters {
    /// The letters among `chars`.
    pub fn of(chars: impl Iterator<Item = char>) -> Self {
        let bit = |c: char| match c.to_lowercase().next().unwrap_or(c) {
            c @ 'a'..='z' => c as u32 - 'a' as u32,
            // Digits and marks.
            c if c.is_ascii() => 26 + c as u32 % 5,
            _ => 31,
        };
        Self(chars.fold(0, |letters, c| letters | 1 << bit(c)))
    }

    /// False where one of `others` is missing.
    pub fn may_have(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

/// The letters of the headings of one file.
#[derive(Clone, Debug, Default)]
pub struct HeadingLetters {
    /// Those of all of them: most files need no second look.
    any: Letters,
    each: Box<[Letters]>,
}

impl HeadingLetters {
    /// The headings that may have all these letters, by their number in the file.
    pub fn that_may_have(&self, letters: Letters) -> impl Iterator<Item = usize> {
        let each = match self.any.may_have(letters) {
            true => &self.each[..],
            false => &[],
        };
        let numbered = each.iter().enumerate();
        numbered.filter_map(move |(at, has)| has.may_have(letters).then_some(at))
    }
}

/// What the files of all teams are called.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// By their keys; where these are equal, by path.
    called: Vec<Called>,
    /// The number of each team, by its home.
    teams: FxHashMap<Utf8PathBuf, u32>,
    /// The names of each team, by its number, as places in `called`.
    members: Vec<Vec<u32>>,
}

impl Roster {
    pub(crate) fn of(index: &Index) -> Self {
        let mut roster = Self::default();
        for (id, file, facts) in index.files() {
            let called = roster.called(id, &file.path, facts);
            roster.called.extend(called);
        }
        roster.called.sort_unstable_by(|a, b| in_order(a, b, index));
        roster.count();
        roster
    }

    /// The same after some files have changed.
    pub(crate) fn after(&self, changed: &[FileId], index: &Index) -> Self {
        let mut roster = self.clone();
        roster.called.retain(|it| !changed.contains(&it.file));
        // One may have changed twice.
        let changed: BTreeSet<FileId> = changed.iter().copied().collect();
        for id in changed {
            let file = index.file(id);
            let Some(facts) = &file.facts else {
                continue;
            };
            for new in roster.called(id, &file.path, facts) {
                let is_before = |it: &Called| in_order(it, &new, index).is_lt();
                let place = roster.called.partition_point(is_before);
                roster.called.insert(place, new);
            }
        }
        roster.count();
        roster
    }

    /// Notes who belongs to which team.
    fn count(&mut self) {
        self.members = vec![Vec::new(); self.teams.len()];
        for (place, it) in (0..).zip(&self.called) {
            if let Some(members) = self.members.get_mut(it.team as usize) {
                members.push(place);
            }
        }
    }

    /// What a file is called.
    fn called(&mut self, file: FileId, path: &Utf8Path, facts: &Facts) -> Vec<Called> {
        if !Self::holds(facts) {
            return Vec::new();
        }
        let team = self.team(&facts.place.home);
        let one = |name: &SmolStr, is_definition, is_one_of_many| Called {
            key: meeting_key(name),
            name: name.clone(),
            file,
            kind: facts.place.kind,
            is_definition,
            is_one_of_many,
            team,
        };
        match &facts.definition {
            Some(definition) => {
                let are_many = definition.names.len() > 1;
                let names = definition.names.iter();
                names.map(|name| one(name, true, are_many)).collect()
            }
            // Rules and memory files go by their file's name.
            None => {
                let stem = path.file_stem().map(SmolStr::from);
                stem.iter().map(|stem| one(stem, false, false)).collect()
            }
        }
    }

    /// The number of a team.
    fn team(&mut self, home: &Utf8Path) -> u32 {
        if let Some(team) = self.teams.get(home) {
            return *team;
        }
        // There are no more teams than files, whose numbers are no larger.
        let team = u32::try_from(self.teams.len()).unwrap_or(u32::MAX);
        self.teams.insert(home.to_owned(), team);
        team
    }

    /// The letters of each heading of a file that is called something.
    pub(crate) fn letters_of_headings(facts: Option<&Facts>) -> HeadingLetters {
        let facts = facts.filter(|facts| Self::holds(facts));
        let headings = facts
            .into_iter()
            .flat_map(|facts| facts.in_body.headings.iter());
        let letters = headings.map(|it| Letters::of(it.title.chars()));
        let each: Box<[Letters]> = letters.collect();
        HeadingLetters {
            any: Letters(each.iter().fold(0, |any, letters| any | letters.0)),
            each,
        }
    }

    /// True for a file that is called something: what only configures is called alike everywhere.
    pub fn holds(facts: &Facts) -> bool {
        match facts.place.kind {
            FileKind::PluginManifest => false,
            kind => kind.is_of_team(),
        }
    }

    /// Every name, in the order of the keys.
    pub fn all(&self) -> &[Called] {
        &self.called
    }

    /// The names whose keys start with `start`, in their order.
    pub fn starting_with(&self, start: &str) -> &[Called] {
        let from = self.called.partition_point(|it| it.key.as_str() < start);
        let starts = |it: &Called| it.key.starts_with(start);
        let len = self.called[from..].partition_point(starts);
        &self.called[from..from + len]
    }

    /// The same of the team that is at home in a folder.
    pub fn of_team<'a>(
        &'a self,
        home: &Utf8Path,
        start: &'a str,
    ) -> impl Iterator<Item = &'a Called> {
        let team = self.teams.get(home).map(|team| *team as usize);
        let team = team.and_then(|team| self.members.get(team));
        let team = team.map_or(&[][..], Vec::as_slice);
        let at = |place: &u32| &self.called[*place as usize];
        let from = team.partition_point(|place| at(place).key.as_str() < start);
        let rest = team[from..].iter().map(at);
        rest.take_while(move |it| it.key.starts_with(start))
    }
}

fn in_order(a: &Called, b: &Called, index: &Index) -> Ordering {
    let path = |it: &Called| &index.file(it.file).path;
    let paths = || path(a).cmp(path(b)).then(a.file.cmp(&b.file));
    a.key.cmp(&b.key).then_with(paths)
}

#[cfg(test)]
mod tests {
    use dossier_syntax::{Parsed, Reading};

    use super::*;
    use crate::fixture::Fixture;

    /// An agent of that name.
    fn agent(name: &str) -> String {
        format!("---\nname: {name}\ndescription: Does {name}.\n---\n# On {name}\n")
    }

    #[test]
    fn after_some_files_have_changed_it_is_what_it_would_be_made_anew() {
        let fixture = Fixture::parse(&format!(
            "//- /w/.claude/agents/b.md\n{}//- /w/.claude/agents/c.md\n{}\
             //- /w/kit/.claude/agents/a.md\n{}",
            agent("b"),
            agent("c"),
            agent("a"),
        ));
        let (snapshot, _) = fixture.snapshot();
        let mut index = snapshot.index().clone();
        let shown = |roster: &Roster| {
            let all = roster.all().iter().map(|it| (it.name.clone(), it.file));
            let team = roster.of_team(Utf8Path::new("/w"), "");
            let team = team.map(|it| it.name.as_str()).collect::<Vec<_>>();
            (all.collect::<Vec<_>>(), team.join(" "))
        };
        assert_eq!(shown(index.roster()).1, "b c");
        for (name, text, expected) in [
            // A file goes by its own name, too.
            ("c", agent("a2"), "a2 b c"),
            ("d", agent("b"), "a2 b b c d"),
            ("b", String::new(), "a2 b c d"),
            ("d", agent("z"), "a2 c d z"),
        ] {
            let path = Utf8PathBuf::from(format!("/w/.claude/agents/{name}.md"));
            let lexicon = snapshot.dialects().lexicon();
            let parsed = Parsed::new(&text, &Reading::default(), lexicon);
            let facts = Facts::new(&path, &text, &parsed, snapshot.places());
            let id = index.id(&path);
            index.set(id, facts.filter(|_| !text.is_empty()));
            assert_eq!(
                shown(index.roster()),
                shown(&Roster::of(&index)),
                "after {name}"
            );
            assert_eq!(shown(index.roster()).1, expected);
        }
    }

    #[test]
    fn a_text_may_have_its_own_letters_in_any_case() {
        let letters = |text: &str| Letters::of(text.chars());
        for (text, others, may) in [
            ("Review", "rev", true),
            ("Review", "x", false),
            ("Über 10", "ü1", true),
            ("über", "Ü", true),
            ("", "a", false),
            ("a", "", true),
        ] {
            assert_eq!(
                letters(text).may_have(letters(others)),
                may,
                "{text} {others}"
            );
        }
    }
}
