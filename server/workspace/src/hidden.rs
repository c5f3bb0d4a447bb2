//! Names that somebody may have where nothing is read.

use camino::Utf8Path;
use dossier_dialect::{FileKind, NamedBy};

use crate::{DanglingLink, Snapshot};

impl Snapshot {
    /// True for a name that a file of one of those kinds may have which isn't read: one behind a
    /// link that leads out of the workspace, or in a folder of a team that can't be opened.
    pub fn may_be_hidden(&self, name: &str, kinds: &[FileKind]) -> bool {
        let mut links = self.dangling_links().filter(|(_, link)| link.is_outside);
        links.any(|(id, link)| self.may_name(link, name, kinds) && self.dangling_link(id).is_some())
            || self.places().unread().iter().any(|it| it.is_team)
    }

    /// True for a name that what a link leads to may have: the link's own, and any where a program
    /// looks into the file for it.
    fn may_name(&self, link: &DanglingLink, name: &str, kinds: &[FileKind]) -> bool {
        let place = &link.place;
        if !kinds.contains(&place.kind) {
            return false;
        }
        let row = self.dialects().get(place.dialect).kind(place.kind);
        let is_told_inside = row.is_none_or(|row| row.named_by.contains(&NamedBy::Field));
        // The folder of many may hold any.
        let holds_many = link.is_folder && self.is_folder_of(&link.path, place.kind);
        let own = link.path.file_name().unwrap_or_default();
        is_told_inside || holds_many || own == name || self.places().stem(own) == name
    }

    fn is_folder_of(&self, path: &Utf8Path, kind: FileKind) -> bool {
        let name = path.file_name().unwrap_or_default();
        self.dialects().kind_of_folder(name) == Some(kind)
    }
}
