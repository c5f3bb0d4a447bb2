//! Why a scan finds a file not.

use camino::{Utf8Path, Utf8PathBuf};
use ignore::Match;
use serde::Serialize;

use crate::scan::largest;
use crate::walk::{FOREIGN, rules};
use crate::{LARGEST_SETTINGS, Places};

/// Why a scan finds a file not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum PassedOver {
    /// It lies in a folder of other people's code.
    Foreign {
        /// The folder.
        folder: Utf8PathBuf,
    },
    /// It is larger than programs read.
    TooLarge {
        /// Its size, in bytes.
        size: u64,
    },
    /// A file such as `.gitignore` leaves it out.
    Ignored {
        /// That file.
        by: Utf8PathBuf,
        /// The line in it.
        pattern: String,
    },
    /// Another reason: a link, or a file that git is told to ignore elsewhere.
    Unknown,
}

/// Why the scan of `root` passes over the file at `path`, which lies in it. To be asked only about
/// files that it did pass over.
pub fn passed_over(root: &Utf8Path, path: &Utf8Path, places: &Places) -> PassedOver {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut above = below.ancestors().skip(1);
    let foreign = above.find(|folder| folder.file_name().is_some_and(|it| FOREIGN.contains(&it)));
    if let Some(folder) = foreign {
        let folder = root.join(folder);
        return PassedOver::Foreign { folder };
    }
    if let Some(size) = path.metadata().ok().map(|it| it.len())
        && size > largest(path, places)
    {
        return PassedOver::TooLarge { size };
    }
    // A folder that is ignored takes all in it along, whatever is said of that.
    let mut candidates: Vec<&Utf8Path> = path.ancestors().collect();
    candidates.retain(|it| it.starts_with(root) && *it != root);
    let ignored = candidates
        .iter()
        .rev()
        .find_map(|it| ignored_by(it, places));
    ignored.unwrap_or(PassedOver::Unknown)
}

/// The line that leaves a file or folder out. What stands nearer wins.
fn ignored_by(path: &Utf8Path, places: &Places) -> Option<PassedOver> {
    const FILES: [&str; 2] = [".ignore", ".gitignore"];
    for folder in path.ancestors().skip(1) {
        for file in FILES.map(|name| folder.join(name)) {
            let Ok(text) = places.disk().text(&file, LARGEST_SETTINGS) else {
                continue;
            };
            match rules(folder, &file, &text).matched(path, path.is_dir()) {
                Match::Ignore(line) => {
                    let pattern = line.original().to_owned();
                    return Some(PassedOver::Ignored { by: file, pattern });
                }
                Match::Whitelist(_) => return None,
                Match::None => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(files: &[(&str, &str)], path: &str) -> PassedOver {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        for (path, text) in files.iter().chain(&[(path, "x")]) {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let dialects = std::sync::Arc::new(dossier_dialect::Dialects::builtin().unwrap());
        let disk = std::sync::Arc::new(crate::RealDisk);
        let places = Places::new(dialects, disk, crate::Home::default());
        match passed_over(root, &root.join(path), &places) {
            PassedOver::Ignored { by, pattern } => PassedOver::Ignored {
                by: by.strip_prefix(root).unwrap().to_owned(),
                pattern,
            },
            PassedOver::Foreign { folder } => PassedOver::Foreign {
                folder: folder.strip_prefix(root).unwrap().to_owned(),
            },
            other => other,
        }
    }

    fn ignored(by: &str, pattern: &str) -> PassedOver {
        PassedOver::Ignored {
            by: by.into(),
            pattern: pattern.to_owned(),
        }
    }

    #[test]
    fn the_line_that_leaves_a_file_out_is_named() {
        let files = [(".gitignore", "# x\nbuild/\n*.tmp.md\n")];
        assert_eq!(
            reason(&files, "a/build/deep/x.md"),
            ignored(".gitignore", "build/")
        );
        assert_eq!(
            reason(&files, "a/x.tmp.md"),
            ignored(".gitignore", "*.tmp.md")
        );
        let nearer = [files[0], ("a/.gitignore", "!x.tmp.md\ny.md\n")];
        assert_eq!(reason(&nearer, "a/x.tmp.md"), PassedOver::Unknown);
        assert_eq!(reason(&nearer, "a/y.md"), ignored("a/.gitignore", "y.md"));
    }

    #[test]
    fn other_people_s_code_is_named_by_its_folder() {
        assert_eq!(
            reason(&[], "a/node_modules/b/x.md"),
            PassedOver::Foreign {
                folder: "a/node_modules".into()
            }
        );
    }
}
