//! Where the files of every program lie: all their globs, asked at once.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use globset::{Glob, GlobBuilder, GlobMatcher};

use crate::glob::LONGEST_GLOB;
use crate::{Dialect, DialectId, FileKind, Kind};

/// One of the lists of globs that say where files of a kind lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceGlobs {
    /// Over whole paths: where a program's own files lie.
    Anywhere,
    /// Over whole paths: where others' files lie that it reads too.
    Reads,
    /// Over whole paths: files that are its own wherever they lie, but that it loads only once
    /// they are copied to where somebody looks for them.
    Copied,
    /// Over whole paths: files of a common name, of which a field tells the kind's own.
    Told,
    /// Under the user's configuration folder.
    Config,
    /// Under a plugin's root.
    Plugin,
    /// Over whole paths: places for which there are others today.
    Old,
    /// Files that are none all the same.
    Except,
}

impl PlaceGlobs {
    pub(crate) fn of(self, kind: &Kind) -> &[String] {
        match self {
            Self::Anywhere => &kind.paths,
            Self::Reads => &kind.reads,
            Self::Copied => &kind.copied,
            Self::Told => kind.told.as_ref().map_or(&[], |told| &told.paths),
            Self::Config => &kind.config_paths,
            Self::Plugin => &kind.plugin_paths,
            Self::Old => &kind.old_paths,
            Self::Except => &kind.except,
        }
    }
}

/// Globs over paths, each with what it stands for.
#[derive(Debug)]
pub(crate) struct PlaceSet<T = Found> {
    /// Programs first come first.
    rows: Vec<Row<T>>,
    /// Finds what paths must contain, of all rows at once: nearly every path is in one program's
    /// places alone.
    literals: AhoCorasick,
    /// The row of each of those.
    by_literal: Vec<usize>,
    /// The rows whose paths need not contain anything.
    without: Vec<usize>,
}

/// One glob, whose own machine is made when a path has what it must contain.
#[derive(Debug)]
struct Row<T> {
    found: T,
    glob: Glob,
    matcher: OnceLock<GlobMatcher>,
}

/// A glob that a path matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The program.
    pub dialect: DialectId,
    /// The kind of file.
    pub kind: FileKind,
    /// The glob's place in the kind's list.
    pub glob: usize,
}

impl PlaceSet {
    /// The globs `among` the lists of the kinds of `dialects`.
    ///
    /// # Errors
    /// The words about a glob that is none.
    pub(crate) fn new<'a>(
        dialects: impl Iterator<Item = (DialectId, &'a Dialect)>,
        among: PlaceGlobs,
    ) -> Result<Self, String> {
        let kinds = dialects.flat_map(|(id, dialect)| {
            let kinds = dialect.kinds().iter();
            kinds.map(move |kind| (id, kind))
        });
        Self::of(kinds.flat_map(|(dialect, kind)| {
            let globs = among.of(kind).iter().enumerate();
            globs.map(move |(glob, pattern)| {
                let kind = kind.id;
                let found = Found {
                    dialect,
                    kind,
                    glob,
                };
                (pattern.as_str(), found)
            })
        }))
    }
}

impl<T: Copy> PlaceSet<T> {
    /// These globs, with what each stands for.
    ///
    /// # Errors
    /// The words about a glob that is none.
    pub(crate) fn of<'a>(globs: impl Iterator<Item = (&'a str, T)>) -> Result<Self, String> {
        let mut rows = Vec::new();
        let (mut literals, mut by_literal, mut without) = (Vec::new(), Vec::new(), Vec::new());
        for (pattern, found) in globs {
            match literal(pattern) {
                "" => without.push(rows.len()),
                literal => {
                    literals.push(literal);
                    by_literal.push(rows.len());
                }
            }
            rows.push(Row {
                found,
                glob: place_glob(pattern)?,
                matcher: OnceLock::new(),
            });
        }
        Ok(Self {
            rows,
            literals: AhoCorasick::new(literals).map_err(|e| e.to_string())?,
            by_literal,
            without,
        })
    }

    /// What the globs that `path` matches stand for, the first programs and their first kinds
    /// first.
    pub(crate) fn matches<'a>(&'a self, path: &'a str) -> impl Iterator<Item = T> + 'a {
        let literals = self.literals.find_overlapping_iter(path);
        let found = literals.map(|literal| self.by_literal[literal.pattern().as_usize()]);
        let mut possible: Vec<usize> = found.chain(self.without.iter().copied()).collect();
        possible.sort_unstable();
        possible.dedup();
        let rows = possible.into_iter().map(|at| &self.rows[at]);
        rows.filter(|row| row.matches(path)).map(|row| row.found)
    }
}

/// A glob over paths, of which `*` stays within a folder.
///
/// # Errors
/// The words about a glob that is none.
pub(crate) fn place_glob(pattern: &str) -> Result<Glob, String> {
    if pattern.len() > LONGEST_GLOB {
        return Err(format!("a glob has at most {LONGEST_GLOB} bytes"));
    }
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map_err(|e| e.to_string())
}

impl<T> Row<T> {
    fn matches(&self, path: &str) -> bool {
        let matcher = self.matcher.get_or_init(|| self.glob.compile_matcher());
        matcher.is_match(path)
    }
}

/// The longest text that every path which a glob matches contains.
fn literal(glob: &str) -> &str {
    if glob.contains(['[', '{', '?', '\\']) {
        return "";
    }
    // `**/` may stand for no folder at all.
    let parts = glob.split('*').map(|part| part.trim_start_matches('/'));
    parts.max_by_key(|part| part.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{PlaceSet, literal};

    #[test]
    fn a_glob_is_held_against_the_whole_path() {
        let globs = [".acme/*.md", "**/.acme/*.md", "/w/.acme/*.md"];
        let set = PlaceSet::of(globs.into_iter().zip(0..)).unwrap();
        let found: Vec<i32> = set.matches("/w/.acme/a.md").collect();
        assert_eq!(found, [1, 2]);
    }

    #[test]
    fn a_path_contains_what_is_literal_in_its_glob() {
        for (glob, expected) in [
            ("**/.acme/agents/**/*.md", ".acme/agents/"),
            ("**/*.agent.md", ".agent.md"),
            ("**/SKILL.md", "SKILL.md"),
            ("skills/*/SKILL.md", "SKILL.md"),
            ("agents/**/*.md", "agents/"),
            ("**/{a,b}.md", ""),
        ] {
            assert_eq!(literal(glob), expected, "{glob}");
        }
    }
}
