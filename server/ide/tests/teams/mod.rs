//! Teams of real shape to try things on: the sample teams, or the folders in the one that
//! `DOSSIER_TEAMS` names.

use std::collections::BTreeMap;
use std::path::Path;

use camino::{Utf8Path, Utf8PathBuf};

/// The files of a team, under `/w`.
pub(crate) type Files = BTreeMap<Utf8PathBuf, String>;

/// Every team's files.
pub(crate) fn teams() -> impl Iterator<Item = Files> {
    let teams = std::env::var("DOSSIER_TEAMS")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/teams").to_owned());
    let folders = Path::new(&teams).read_dir().expect("the teams are there");
    folders.map(|team| {
        let team = team.expect("a folder can be listed").path();
        let team = Utf8PathBuf::from_path_buf(team).expect("teams have plain names");
        let mut files = Files::new();
        read(&team, &team, &mut files);
        files
    })
}

fn read(root: &Utf8Path, folder: &Utf8Path, files: &mut Files) {
    for entry in folder
        .read_dir_utf8()
        .expect("a folder can be listed")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            read(root, path, files);
        } else if let Ok(text) = std::fs::read_to_string(path) {
            let below = path.strip_prefix(root).expect("it lies below");
            files.insert(Utf8Path::new("/w").join(below), text);
        }
    }
}
