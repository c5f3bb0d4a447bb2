//! Files that git writes in the place of links to folders, where links are not supported.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, PlaceGlobs};

use super::{Place, Places, slashed};
use crate::disk::normalize;

/// The longest path that is taken for a link's, in bytes.
pub(crate) const LONGEST_STUB: u64 = 1_024;

impl Places {
    /// True where programs look for a folder of a kind, such as `.claude/agents`, or for one that
    /// holds a file of it, such as `.claude/skills/x`: a file there may hold the path of a link.
    pub(crate) fn may_be_stub(&self, path: &Utf8Path) -> bool {
        self.folder_missing_at(path).is_some()
    }

    /// What a file is that holds nothing but the path of a folder, written from where it lies.
    /// The program finds no folder there, so it defines nothing.
    pub(crate) fn as_stub(&self, path: &Utf8Path, text: &str) -> Option<Place> {
        if text.len() as u64 > LONGEST_STUB {
            return None;
        }
        let missing = self.folder_missing_at(path)?;
        let written = text.trim_end_matches(['\r', '\n']);
        let is_path = written.contains('/') && !written.contains(char::is_whitespace);
        let target = normalize(&path.parent()?.join(written));
        let is_folder = self.disk.exists(&target) && !self.disk.is_file(&target);
        let leads_there = is_path && is_folder && !path.starts_with(&target);
        leads_there.then(|| Place {
            kind: FileKind::Memory,
            folder: self.folder_of(path),
            ..missing
        })
    }

    /// What a file would be in a folder at `path`.
    fn folder_missing_at(&self, path: &Utf8Path) -> Option<Place> {
        if path.extension().is_some() {
            return None;
        }
        let kind = |folder: &Utf8Path| self.dialects.kind_of_folder(folder.file_name()?);
        let above = path.parent()?;
        let kind = kind(path).or_else(|| kind(above))?;
        self.names_of_files(kind, path).find_map(|file| {
            let found = self.dialects.places(PlaceGlobs::Anywhere, &slashed(&file));
            let is_there = found.iter().any(|it| it.kind == kind);
            self.at(&file)
                .filter(|place| is_there && place.loaded && place.kind == kind)
        })
    }

    /// Files as a kind's folder may hold them.
    fn names_of_files(
        &self,
        kind: FileKind,
        folder: &Utf8Path,
    ) -> impl Iterator<Item = Utf8PathBuf> {
        let mut files = Vec::new();
        for (_, dialect) in self.dialects.ids() {
            let globs = dialect.kind(kind).into_iter().flat_map(|row| &row.paths);
            let names = globs.filter_map(|glob| Utf8Path::new(glob).file_name());
            files.extend(names.map(|name| folder.join(name.replace('*', "x"))));
        }
        files.into_iter()
    }
}
