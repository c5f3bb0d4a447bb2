//! A new version, up to what can't be taken back.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::Args;

use crate::run::{at, build, root, succeed};

/// Which version.
#[derive(Args)]
pub(crate) struct Options {
    /// The version, such as `0.2.0`.
    version: String,
    /// Only write the files: no commit, no tag.
    #[arg(long)]
    no_commit: bool,
}

/// The files that hold the version, and what stands before and behind it there. Each place is
/// there once; the workspace's crates name each other, too.
const PLACES: [(&str, &str, &str); 8] = [
    ("Cargo.toml", "[workspace.package]\nversion = \"", "\""),
    ("editors/vscode/package.json", "\n  \"version\": \"", "\""),
    (
        "editors/vscode/package-lock.json",
        "\n  \"version\": \"",
        "\"",
    ),
    (
        "editors/vscode/package-lock.json",
        "\"name\": \"dossier\",\n      \"version\": \"",
        "\"",
    ),
    (
        "editors/claude-code/.claude-plugin/plugin.json",
        "\n  \"version\": \"",
        "\"",
    ),
    ("editors/zed/extension.toml", "\nversion = \"", "\""),
    ("editors/zed/Cargo.toml", "\nversion = \"", "\""),
    (
        "editors/zed/Cargo.lock",
        "\nname = \"dossier-zed\"\nversion = \"",
        "\"",
    ),
];

/// The changelog, and the heading under which the next release grows.
const CHANGELOG: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## [Unreleased]\n";

/// Writes the version everywhere, dates the changelog, commits and tags.
///
/// # Errors
/// The version is none, something is not as it is expected, or git refuses; what was written until
/// then stays, for `git restore` to take back.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let version = options.version.as_str();
    let parts: Vec<&str> = version.split('.').collect();
    if parts.len() != 3 || parts.iter().any(|it| it.parse::<u32>().is_err()) {
        return Err(format!("{version} is no version such as 0.2.0"));
    }
    let root = root();
    if !options.no_commit {
        is_clean(&root)?;
    }
    let old = env!("CARGO_PKG_VERSION");
    for (file, before, behind) in PLACES {
        change(&root, file, |text| {
            let written = format!("{before}{old}{behind}");
            once(text, &written, &format!("{before}{version}{behind}"))
        })?;
    }
    change(&root, "Cargo.toml", |text| {
        let (written, wanted) = (depended(old), depended(version));
        text.contains(&written)
            .then(|| text.replace(&written, &wanted))
    })?;
    let today = crate::run::today();
    change(&root, CHANGELOG, |text| {
        let dated = format!("{UNRELEASED}\n## [{version}] - {today}\n");
        once(text, UNRELEASED, &dated)
    })?;
    // Brings Cargo.lock up to date, and shows that it is still built.
    build(&root, &["--workspace", "--quiet"])?;
    if !options.no_commit {
        git(
            &root,
            &[
                "commit",
                "--all",
                "--message",
                &format!("Release {version}"),
            ],
        )?;
        let tag = format!("v{version}");
        git(&root, &["tag", "--annotate", &tag, "--message", &tag])?;
    }
    println!("{old} is {version} now. packaging/README.md says what to publish, and how.");
    Ok(())
}

/// How a crate of the workspace asks for another one.
fn depended(version: &str) -> String {
    format!("\", version = \"{version}\" }}")
}

/// `text` with `to` for `from`, if that is there once.
fn once(text: &str, from: &str, to: &str) -> Option<String> {
    (text.matches(from).count() == 1).then(|| text.replacen(from, to, 1))
}

fn change(root: &Path, file: &str, new: impl Fn(&str) -> Option<String>) -> Result<(), String> {
    let path = root.join(file);
    let text = fs::read_to_string(&path).map_err(at(&path))?;
    let new = new(&text).ok_or_else(|| format!("{file} doesn't hold the version as expected"))?;
    fs::write(&path, new).map_err(at(&path))
}

fn is_clean(root: &Path) -> Result<(), String> {
    let mut command = Command::new("git");
    let status = command.current_dir(root).args(["status", "--porcelain"]);
    let status = status.output().map_err(|error| format!("git: {error}"))?;
    match status.status.success() && status.stdout.is_empty() {
        true => Ok(()),
        false => Err("there are changes that are not committed".to_owned()),
    }
}

fn git(root: &Path, arguments: &[&str]) -> Result<(), String> {
    succeed(Command::new("git").current_dir(root).args(arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_holds_the_version_once_where_it_is_looked_for() {
        let version = env!("CARGO_PKG_VERSION");
        for (file, before, behind) in PLACES {
            let text = fs::read_to_string(root().join(file)).unwrap();
            let written = format!("{before}{version}{behind}");
            assert!(once(&text, &written, "").is_some(), "{file}: {written}");
        }
        let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert_eq!(text.matches(&depended(version)).count(), 4);
        let text = fs::read_to_string(root().join(CHANGELOG)).unwrap();
        assert!(once(&text, UNRELEASED, "").is_some());
    }
}
