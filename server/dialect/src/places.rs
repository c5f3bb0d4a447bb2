//! Where the files of every program lie: all their globs, asked at once.

use std::sync::OnceLock;

use globset::{Glob, GlobBuilder, GlobMatcher};

use crate::{Dialect, DialectId, FileKind, Kind};

/// One of the lists of globs that say where files of a kind lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceGlobs {
    /// Over whole paths: where a program's own files lie.
    Anywhere,
    /// Over whole paths: where others' files lie that it reads too.
    Reads,
    /// Under the user's configuration folder.
    Config,
    /// Under a plugin's root.
    Plugin,
    /// Files that are none all the same.
    Except,
}

impl PlaceGlobs {
    pub(crate) fn of(self, kind: &Kind) -> &[String] {
        match self {
            Self::Anywhere => &kind.paths,
            Self::Reads => &kind.reads,
            Self::Config => &kind.config_paths,
            Self::Plugin => &kind.plugin_paths,
            Self::Except => &kind.except,
        }
    }
}

/// Globs of one list of all kinds of all programs.
#[derive(Debug, Default)]
pub(crate) struct PlaceSet {
    /// Programs first come first.
    rows: Vec<Row>,
}

/// One glob. Nearly every path is in one program's places alone, so what a path must contain is
/// asked first, and the glob's own machine is made when that is there.
#[derive(Debug)]
struct Row {
    found: Found,
    contains: String,
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
        let mut rows = Vec::new();
        for (dialect, row) in dialects {
            for kind in row.kinds() {
                for (at, pattern) in among.of(kind).iter().enumerate() {
                    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
                    rows.push(Row {
                        found: Found {
                            dialect,
                            kind: kind.id,
                            glob: at,
                        },
                        contains: literal(pattern).to_owned(),
                        glob: glob.map_err(|e| e.to_string())?,
                        matcher: OnceLock::new(),
                    });
                }
            }
        }
        Ok(Self { rows })
    }

    /// Whatever `path` is by its place, the first programs and their first kinds first.
    pub(crate) fn matches<'a>(&'a self, path: &'a str) -> impl Iterator<Item = Found> + 'a {
        let rows = self.rows.iter().filter(|row| row.matches(path));
        rows.map(|row| row.found)
    }
}

impl Row {
    fn matches(&self, path: &str) -> bool {
        path.contains(&self.contains) && {
            let matcher = self.matcher.get_or_init(|| self.glob.compile_matcher());
            matcher.is_match(path)
        }
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
    use super::literal;

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
