//! Definitions and headings of the whole workspace, by a few letters of their name.

use camino::Utf8Path;
use dossier_dialect::FileKind;
use dossier_syntax::Span;
use dossier_workspace::{Facts, FileId, Letters, Snapshot, slashed};

/// Something that can be jumped to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSymbol {
    /// What to show.
    pub name: String,
    /// What it is.
    pub kind: WorkspaceSymbolKind,
    /// The file it stands in.
    pub file: FileId,
    /// What to select there.
    pub span: Span,
    /// What to show beside it: where it stands.
    pub container: String,
}

/// What something that can be jumped to is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkspaceSymbolKind {
    /// A file that is one agent, skill, command, rule or the like.
    File(FileKind),
    /// A heading.
    Heading,
}

/// The most that is answered.
const MOST: usize = 256;

/// How well a name fits; the smallest is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Prefix,
    WordStarts,
    Subsequence,
}

/// A candidate, in the order of the answer. Nothing is copied until the best are known.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Found<'a> {
    fit: Fit,
    len: usize,
    name: &'a str,
    path: &'a Utf8Path,
    span: Span,
    kind: WorkspaceSymbolKind,
    file: FileId,
}

/// What has the letters of `query` in its name, in that order: the best first, definitions before
/// headings, and not too many. Without a query, the definitions.
pub fn workspace_symbols(snapshot: &Snapshot, query: &str) -> Vec<WorkspaceSymbol> {
    let query = Query::new(query);
    let mut found = files(snapshot, &query);
    found.sort_unstable();
    if found.len() < MOST && !query.letters.is_empty() {
        let mut headings = headings(snapshot, &query);
        let room = MOST - found.len();
        if headings.len() > room {
            headings.select_nth_unstable(room);
            headings.truncate(room);
        }
        headings.sort_unstable();
        found.append(&mut headings);
    }
    found
        .into_iter()
        .map(|found| WorkspaceSymbol {
            name: found.name.to_owned(),
            kind: found.kind,
            file: found.file,
            span: found.span,
            container: container(snapshot, &found),
        })
        .collect()
}

/// The files that are called so, and not too many.
fn files<'a>(snapshot: &'a Snapshot, query: &Query) -> Vec<Found<'a>> {
    let index = snapshot.index();
    let called = index.roster().all();
    // How well each fits, how long it is, and where it stands in the roster, as one number: of a
    // hundred thousand, the best must be found in a few milliseconds.
    let mut ranks: Vec<u64> = Vec::new();
    for (place, it) in (0_u64..).zip(called) {
        let Some(fit) = query.fit(&it.name) else {
            continue;
        };
        if it.is_one_of_many && best_name(snapshot, query, it.file) != Some(it.name.as_str()) {
            continue;
        }
        let len = it.name.len().min(0xFFFF) as u64;
        ranks.push((fit as u64) << 48 | len << 32 | place);
    }
    if ranks.len() > MOST {
        ranks.select_nth_unstable(MOST);
        ranks.truncate(MOST);
    }
    let of_rank = |rank: u64| {
        let it = called.get((rank & 0xFFFF_FFFF) as usize)?;
        let file = index.file(it.file);
        let facts = file.facts.as_ref()?;
        let (mut names, span) = names_of(facts, &file.path);
        let name = names.next()?;
        Some(Found {
            fit: query.fit(&it.name)?,
            len: name.len(),
            name,
            path: &file.path,
            span,
            kind: WorkspaceSymbolKind::File(it.kind),
            file: it.file,
        })
    };
    ranks.into_iter().filter_map(of_rank).collect()
}

/// Of the names of a file, the first that fits best.
fn best_name<'a>(snapshot: &'a Snapshot, query: &Query, file: FileId) -> Option<&'a str> {
    let file = snapshot.index().file(file);
    let (names, _) = names_of(file.facts.as_ref()?, &file.path);
    let fitting = names.filter_map(|name| Some((query.fit(name)?, name)));
    fitting.min_by_key(|(fit, _)| *fit).map(|(_, name)| name)
}

fn headings<'a>(snapshot: &'a Snapshot, query: &Query) -> Vec<Found<'a>> {
    let letters = Letters::of(query.letters.iter().copied());
    let mut found = Vec::new();
    for (file, seen, facts) in snapshot.index().files() {
        let mut numbers = seen.heading_letters.that_may_have(letters).peekable();
        // Of nearly all files no more is looked at than these.
        if numbers.peek().is_none() {
            continue;
        }
        let mut headings = facts.in_body.headings.iter().enumerate();
        for at in numbers {
            let Some((_, heading)) = headings.find(|(number, _)| *number == at) else {
                continue;
            };
            let fit = query.fit(heading.title);
            // The file itself is found by it.
            let is_title = at == 0 && fit.is_some() && says_name(heading.title, facts, &seen.path);
            if let Some(fit) = fit.filter(|_| !is_title) {
                found.push(Found {
                    fit,
                    len: heading.title.len(),
                    name: heading.title,
                    path: &seen.path,
                    span: heading.span,
                    kind: WorkspaceSymbolKind::Heading,
                    file,
                });
            }
        }
    }
    found
}

/// The names of the file as a whole, the one to show first, and where they stand.
fn names_of<'a>(facts: &'a Facts, path: &'a Utf8Path) -> (impl Iterator<Item = &'a str>, Span) {
    let (names, span) = match &facts.definition {
        Some(definition) => (&definition.names[..], definition.name_span),
        None => (&[][..], Span::default()),
    };
    // Rules and memory files go by their file's name.
    let stem = path.file_stem().filter(|_| names.is_empty());
    (names.iter().map(AsRef::as_ref).chain(stem), span)
}

/// True for a heading that says a name of its file and nothing else: `# ML Engineer` in
/// `ml-engineer.md`.
fn says_name(title: &str, facts: &Facts, path: &Utf8Path) -> bool {
    let key = |text: &str| {
        let letters = text.chars().map(key_char).filter(|&c| !separates(c));
        letters.collect::<String>()
    };
    let said = key(title);
    let (mut names, _) = names_of(facts, path);
    names.any(|name| key(name) == said)
}

/// The file of a heading, the folder of a definition.
fn container(snapshot: &Snapshot, found: &Found<'_>) -> String {
    let shown = match found.kind {
        WorkspaceSymbolKind::Heading => Some(found.path),
        WorkspaceSymbolKind::File(_) => found.path.parent(),
    };
    let facts = snapshot.index().file(found.file).facts.as_ref();
    let base = facts.and_then(|facts| match &facts.place.plugin {
        Some(_) => facts.place.home.parent(),
        None => Some(&*facts.place.home),
    });
    let shown = shown.unwrap_or(found.path);
    let below = base.and_then(|base| shown.strip_prefix(base).ok());
    slashed(below.unwrap_or(shown))
}

/// A query, made ready to be compared with many names.
struct Query {
    key: Vec<char>,
    letters: Vec<char>,
    /// For each letter of ASCII, the places in `letters` where it stands, as bits.
    places: [u64; 128],
}

impl Query {
    fn new(query: &str) -> Self {
        /// No name that anybody types is longer, and the places fit a number's bits.
        const LONGEST: usize = 64;
        let query = query.trim().trim_start_matches(['/', '@', '#']).trim();
        let key: Vec<char> = query.chars().take(LONGEST).map(key_char).collect();
        let letters: Vec<char> = key.iter().copied().filter(|&c| !separates(c)).collect();
        let mut places = [0; 128];
        for (at, &letter) in letters.iter().enumerate() {
            if letter.is_ascii() {
                places[letter as usize] |= 1 << at;
            }
        }
        Self {
            key,
            letters,
            places,
        }
    }

    fn fit(&self, name: &str) -> Option<Fit> {
        let mut letters = self.letters.iter();
        let mut next = letters.next();
        for c in name.chars() {
            match next {
                Some(&letter) if letter == key_char(c) => next = letters.next(),
                Some(_) => {}
                None => break,
            }
        }
        if next.is_some() {
            return None;
        }
        let mut rest = name.chars();
        let starts_so = self
            .key
            .iter()
            .all(|&c| rest.next().map(key_char) == Some(c));
        Some(match rest.next() {
            None if starts_so => Fit::Exact,
            _ if starts_so => Fit::Prefix,
            _ if self.fits_word_starts(name) => Fit::WordStarts,
            _ => Fit::Subsequence,
        })
    }

    /// True where every letter starts a word or follows the letter before it.
    fn fits_word_starts(&self, name: &str) -> bool {
        let Some(last) = self.letters.len().checked_sub(1) else {
            return true;
        };
        // Bit `i` says that the letters up to `i` fit, and that letter `i` is the character
        // before; in `passed`, that it is any character before.
        let (mut reached, mut passed) = (0_u64, 0_u64);
        let mut before = ' ';
        for c in name.chars() {
            let starts = separates(before) || before.is_lowercase() && c.is_uppercase();
            let may = if starts {
                (reached | passed) << 1 | 1
            } else {
                reached << 1
            };
            reached = may & self.places_of(key_char(c));
            passed |= reached;
            before = c;
        }
        passed >> last & 1 == 1
    }

    fn places_of(&self, c: char) -> u64 {
        if let Some(&places) = self.places.get(c as usize) {
            return places;
        }
        let letters = self.letters.iter().enumerate();
        letters
            .filter(|(_, letter)| **letter == c)
            .map(|(at, _)| 1 << at)
            .sum()
    }
}

/// A character as all ways of writing a name share it.
fn key_char(c: char) -> char {
    match c {
        ' ' | '_' => '-',
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn separates(c: char) -> bool {
    !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::{at_cursor, with_team};

    fn check(query: &str, expected: &Expect) {
        let fixture = with_team(
            "---\nname: main\ndescription: x\n---\n# Models and engines\n\n## Ship it\n\
             //- /w/.claude/rules/shell-scripts.md\n# Shell scripts\n",
        );
        let shown = at_cursor(&fixture, |snapshot, _, _| {
            let found = workspace_symbols(snapshot, query);
            let shown = found.iter().map(|it| {
                let kind = match it.kind {
                    WorkspaceSymbolKind::File(kind) => kind.as_str(),
                    WorkspaceSymbolKind::Heading => "heading",
                };
                format!("{} ({kind}) {}\n", it.name, it.container)
            });
            shown.collect::<String>()
        });
        expected.assert_eq(&shown);
    }

    #[test]
    fn the_best_come_first_and_definitions_before_headings() {
        check(
            "sh",
            &expect![[r#"
            ship (skill) .claude/skills/ship
            shell-scripts (rule) .claude/rules
            Ship it (heading) .claude/agents/main.md
        "#]],
        );
        check(
            "/ship",
            &expect![[r#"
            ship (skill) .claude/skills/ship
            shell-scripts (rule) .claude/rules
            Ship it (heading) .claude/agents/main.md
        "#]],
        );
        check(
            "ME",
            &expect![[r#"
            ml-engineer (agent) .claude/agents
            Models and engines (heading) .claude/agents/main.md
        "#]],
        );
        check(
            "mleng",
            &expect![[r#"
            ml-engineer (agent) .claude/agents
            Models and engines (heading) .claude/agents/main.md
        "#]],
        );
        check(
            "ml engineer",
            &expect![[r#"
            ml-engineer (agent) .claude/agents
        "#]],
        );
    }

    #[test]
    fn a_title_that_says_the_name_of_its_file_is_not_found_beside_it() {
        check(
            "shell",
            &expect![[r#"
            shell-scripts (rule) .claude/rules
        "#]],
        );
    }

    #[test]
    fn without_a_query_there_are_definitions() {
        check(
            "",
            &expect![[r#"
            main (agent) .claude/agents
            ship (skill) .claude/skills/ship
            reviewer (agent) alpha/agents
            unit-tests (skill) .claude/skills/unit-tests
            ml-engineer (agent) .claude/agents
            data-engineer (agent) .claude/agents
            release:notes (command) .claude/commands/release
            shell-scripts (rule) .claude/rules
        "#]],
        );
    }

    #[test]
    fn what_fits_nothing_finds_nothing() {
        check("xyzzy", &expect![[""]]);
        check(&"é👩".repeat(200), &expect![[""]]);
    }
}
