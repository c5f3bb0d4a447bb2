//! The drafts of what is sent to registries and to editors' own repositories, with a release's version and sums in
//! them: `packaging/upstream/README.md` says what each is and how it is sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::dist::release::VERSION;
use crate::run::{at, root};

/// Which release, and where to.
#[derive(Args)]
pub(crate) struct Options {
    /// The release's SHA256SUMS.
    #[arg(
        long,
        value_name = "FILE",
        default_value = "target/release-files/SHA256SUMS"
    )]
    sums: PathBuf,
    /// The folder to put the drafts into. What is in it is deleted first.
    #[arg(long, value_name = "FOLDER", default_value = "target/upstream")]
    out: PathBuf,
}

/// The folder of the drafts: a folder for each receiver, and in it the files where they lie there.
const DRAFTS: &str = "packaging/upstream";

/// What stands for the version of the release.
const VERSION_MARK: &str = "@version@";
/// What stands for a file's sum: this, the file's name and another `@`.
const SUM_MARK: &str = "@sha256:";
/// The same for a sum in capital letters.
const CAPITAL_SUM_MARK: &str = "@SHA256:";

/// Writes the drafts, and says which ones need a sum that isn't there.
///
/// # Errors
/// A file can't be read or written.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let sums = fs::read_to_string(&options.sums).map_err(at(&options.sums))?;
    let sums = sums_in(&sums);
    if options.out.exists() {
        fs::remove_dir_all(&options.out).map_err(at(&options.out))?;
    }
    for (path, text) in drafts(&root())? {
        match filled(&text, VERSION, &sums) {
            Ok(text) => {
                let path = options.out.join(path.replace(VERSION_MARK, VERSION));
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(at(folder))?;
                }
                fs::write(&path, text).map_err(at(&path))?;
                println!("{}", path.display());
            }
            Err(missing) => println!(
                "left out: {path} ({} has no {missing})",
                options.sums.display()
            ),
        }
    }
    Ok(())
}

/// The files of a list as `sha256sum` writes it, with their sums.
fn sums_in(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(sum, name)| (name.trim_start_matches([' ', '*']), sum))
        .collect()
}

/// A draft with the version and the sums in their places, or the first file that has no sum.
fn filled(text: &str, version: &str, sums: &BTreeMap<&str, &str>) -> Result<String, String> {
    let mut text = text.replace(VERSION_MARK, version);
    for mark in [SUM_MARK, CAPITAL_SUM_MARK] {
        while let Some((before, rest)) = text.split_once(mark) {
            let (name, after) = rest.split_once('@').unwrap_or((rest, ""));
            let sum = sums.get(name).ok_or_else(|| name.to_owned())?;
            let sum = match mark {
                CAPITAL_SUM_MARK => sum.to_ascii_uppercase(),
                _ => (*sum).to_owned(),
            };
            text = format!("{before}{sum}{after}");
        }
    }
    Ok(text)
}

/// The drafts by their paths below the folder of all of them, with forward slashes. A receiver's
/// README is for whoever sends them.
fn drafts(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let folder = root.join(DRAFTS);
    let mut found = BTreeMap::new();
    for entry in ignore::Walk::new(&folder) {
        let entry = entry.map_err(|error| error.to_string())?;
        let about = entry.depth() <= 2 && entry.file_name() == "README.md";
        if about || !entry.path().is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
        let text = fs::read_to_string(entry.path()).map_err(at(entry.path()))?;
        found.insert(path.to_string_lossy().replace('\\', "/"), text);
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
