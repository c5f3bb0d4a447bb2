//! The folders in which a scan looks.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::Places;
use crate::walk::{Notes, Part, walker};

/// The folders that a scan of `roots` looks into, those near the roots first, and no more than
/// `most`.
pub fn folders(roots: &[Utf8PathBuf], most: usize, places: &Places) -> Vec<Utf8PathBuf> {
    let notes = Notes::new(roots, places);
    let mut found: BTreeSet<(usize, Utf8PathBuf)> = BTreeSet::new();
    for part in [Part::Teams, Part::Rest, Part::Nested] {
        let teams = match part {
            Part::Nested => notes.teams(roots, places),
            Part::Teams | Part::Rest => roots.to_vec(),
        };
        let Some(walker) = walker(part, &teams, None, places, &notes) else {
            continue;
        };
        let entries = walker.build().filter_map(Result::ok);
        let entries = entries.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
        found.extend(entries.filter_map(|entry| {
            let path = Utf8PathBuf::from_path_buf(entry.into_path()).ok()?;
            Some((depth(&path, roots), path))
        }));
    }
    found.into_iter().take(most).map(|(_, path)| path).collect()
}

/// How far below the nearest of its roots a folder lies.
fn depth(folder: &Utf8Path, roots: &[Utf8PathBuf]) -> usize {
    let below = roots
        .iter()
        .filter_map(|root| folder.strip_prefix(root).ok());
    let depths = below.map(|below| below.components().count());
    depths.min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use dossier_dialect::Dialects;

    use super::*;
    use crate::RealDisk;

    #[test]
    fn folders_that_are_not_scanned_are_left_out_and_the_near_ones_come_first() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        for folder in ["a/deep", ".b", "build/x", "node_modules/y"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::write(root.join(".gitignore"), "build/\n").unwrap();
        let dialects = Arc::new(Dialects::builtin().unwrap());
        let places = Places::new(dialects, Arc::new(RealDisk), crate::Home::default());
        let found = |most| {
            let found = folders(&[root.to_owned()], most, &places).into_iter();
            let inside = found.map(|path| path.strip_prefix(root).unwrap().to_string());
            inside.collect::<Vec<_>>()
        };
        assert_eq!(found(9), ["", ".b", "a", "a/deep"]);
        assert_eq!(found(3), ["", ".b", "a"]);
    }
}
