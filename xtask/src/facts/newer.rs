//! Which packages that facts are from have newer versions in their registry.

use std::collections::BTreeMap;
use std::process::Command;

use super::Fact;
use crate::run::npm_program;

/// Where the page of an npm package is.
const PAGES: &str = "https://www.npmjs.com/package/";

/// A version of three numbers.
type Version = [u64; 3];

/// A package with a version that no source has read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Newer {
    program: String,
    package: String,
    read: Version,
    newest: Version,
}

/// Asks the registry for the newest version of each package that a source names with the version that was
/// read, and gives those of which that is older.
///
/// # Errors
/// The registry doesn't answer, in words.
pub(super) fn packages(facts: &[Fact]) -> Result<Vec<Newer>, String> {
    let mut found = Vec::new();
    for ((program, package), read) in read(facts) {
        let newest = newest(&package)?;
        if newest > read {
            found.push(Newer {
                program,
                package,
                read,
                newest,
            });
        }
    }
    Ok(found)
}

impl std::fmt::Display for Newer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = |version: Version| version.map(|part| part.to_string()).join(".");
        let Self {
            program,
            package,
            read,
            newest,
        } = self;
        write!(
            f,
            "{program}  {package}  {} was read, {} is there",
            words(*read),
            words(*newest)
        )
    }
}

/// The newest version of each package that a source of a program has read, as its title says.
fn read(facts: &[Fact]) -> BTreeMap<(String, String), Version> {
    let mut read = BTreeMap::new();
    for fact in facts {
        let Some(package) = fact.url.strip_prefix(PAGES) else {
            continue;
        };
        let words = fact.title.split([' ', ',', ':', ')']);
        let Some(version) = words.filter_map(version).max() else {
            continue;
        };
        let known = read
            .entry((fact.program.clone(), package.to_owned()))
            .or_insert(version);
        *known = version.max(*known);
    }
    read
}

fn version(word: &str) -> Option<Version> {
    let parts = word.split('.').map(|part| part.parse().ok());
    parts.collect::<Option<Vec<u64>>>()?.try_into().ok()
}

fn newest(package: &str) -> Result<Version, String> {
    let asked = Command::new(npm_program())
        .args(["view", package, "version"])
        .output();
    let answer = asked.map_err(|error| format!("npm: {error}"))?;
    let said = String::from_utf8_lossy(&answer.stdout);
    version(said.trim()).ok_or_else(|| {
        let complaint = String::from_utf8_lossy(&answer.stderr);
        format!("npm says no version of {package}: {said}{complaint}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(title: &str, url: &str) -> Fact {
        Fact {
            date: "2026-11-27".to_owned(),
            program: "acme".to_owned(),
            tag: "A".to_owned(),
            title: title.to_owned(),
            url: url.to_owned(),
            rows: 1,
        }
    }

    #[test]
    fn the_newest_version_that_was_read_of_a_package_counts() {
        let found = read(&[
            fact("Acme 1.9.3: what it loads", &format!("{PAGES}@acme/cli")),
            fact("Acme (1.2.0 and 1.10.0)", &format!("{PAGES}@acme/cli")),
            fact("Acme's manual, 2.0.0", "https://acme.example/docs"),
            fact("Acme's types", &format!("{PAGES}@acme/sdk")),
        ]);
        let key = ("acme".to_owned(), "@acme/cli".to_owned());
        assert_eq!(found, BTreeMap::from([(key, [1, 10, 0])]));
    }

    #[test]
    fn a_newer_version_is_told_with_the_one_that_was_read() {
        let newer = Newer {
            program: "acme".to_owned(),
            package: "@acme/cli".to_owned(),
            read: [1, 9, 3],
            newest: [1, 10, 0],
        };
        assert_eq!(
            newer.to_string(),
            "acme  @acme/cli  1.9.3 was read, 1.10.0 is there"
        );
    }
}
