//! What a file is called: by programs, and by those who write of it.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{DialectId, FileKind, NamedBy, PlaceGlobs};
use smol_str::SmolStr;

use super::{Place, Places, slashed};

/// The names that a file answers to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Every one, the best first.
    pub all: Vec<SmolStr>,
    /// How many of them, from the first on, a program calls it by. The others are what people
    /// write: the name of its file, beside another that its field gives it.
    pub called: usize,
    /// What may stand before them, joined by colons: its plugin and folders.
    pub qualifiers: Vec<SmolStr>,
}

impl Places {
    /// The names of the file at `path`, whose field for a name says `field`.
    pub fn names_of(&self, path: &Utf8Path, place: &Place, field: Option<&str>) -> Names {
        let paths = self.paths_of(path, place);
        let named_by = |id: DialectId| -> Vec<NamedBy> {
            let kind = self.dialects.get(id).kind(place.kind);
            let named_by = kind.map_or(&[][..], |kind| &kind.named_by);
            let field_first = place.plugin.is_some().then_some(NamedBy::Field);
            let field_first = field_first.filter(|by| named_by.contains(by));
            field_first.iter().chain(named_by).copied().collect()
        };
        let names_by = |by: NamedBy| {
            let names = paths
                .iter()
                .filter_map(move |path| self.name_by(by, path, field));
            names.filter(|name| !name.is_empty())
        };
        let mut all: Vec<SmolStr> = Vec::new();
        let mut called = 0;
        for by in named_by(place.dialect) {
            for name in names_by(by) {
                if !all.contains(&name) {
                    all.push(name);
                }
            }
            // Of the ways to find a name, a program takes the first that leads to one.
            if called == 0 {
                called = all.len();
            }
        }
        if called < all.len() {
            for other in self.others_at_home(path, place) {
                let names = named_by(other).into_iter().map(names_by);
                let names = names.map(Iterator::collect::<Vec<_>>);
                let own = names.into_iter().find(|names| !names.is_empty());
                let places = all
                    .iter()
                    .rposition(|name| own.as_ref().is_some_and(|own| own.contains(name)));
                called = called.max(places.map_or(0, |at| at + 1));
            }
        }
        Names {
            all,
            called,
            qualifiers: self.qualifiers(path, place),
        }
    }

    /// The name that a file at `path` has by one of the ways to find it.
    fn name_by(&self, by: NamedBy, path: &Utf8Path, field: Option<&str>) -> Option<SmolStr> {
        match by {
            NamedBy::Field => field.map(SmolStr::from),
            NamedBy::Stem => path.file_name().map(|it| self.stem(it)).map(SmolStr::from),
            NamedBy::Folder => path
                .parent()
                .and_then(Utf8Path::file_name)
                .map(SmolStr::from),
            NamedBy::Path => Some(self.path_name(path, ":")),
            NamedBy::SlashPath => Some(self.path_name(path, "/")),
        }
    }

    /// The other programs that have a file's place for their own, and don't merely read what lies
    /// there: what they call it by is a name of it, too.
    fn others_at_home(&self, path: &Utf8Path, place: &Place) -> Vec<DialectId> {
        let found = self.dialects.places(PlaceGlobs::Anywhere, &slashed(path));
        let kin = found.into_iter().filter(|it| it.kind == place.kind);
        let ids = kin.map(|it| it.dialect);
        ids.filter(|id| !self.dialects.is_same_program(*id, place.dialect))
            .collect()
    }

    /// The paths by which programs load a file, which give it its names: its own first, if they
    /// look for it there.
    fn paths_of(&self, path: &Utf8Path, place: &Place) -> Vec<Utf8PathBuf> {
        let mut paths = vec![path.to_owned()];
        let is_loaded_as = |path: &Utf8Path| {
            let found = self.at(path);
            found.is_some_and(|found| found.loaded && found.kind == place.kind)
        };
        let links = self.links.paths_to(path).into_iter();
        paths.extend(links.filter(|link| is_loaded_as(link)));
        if paths.len() > 1 && !is_loaded_as(path) {
            paths.rotate_left(1);
        }
        paths
    }

    /// A name made of the path below the kind's folder, its parts joined by `with`.
    fn path_name(&self, path: &Utf8Path, with: &str) -> SmolStr {
        let stem = path.file_name().map(|it| self.stem(it)).unwrap_or_default();
        let below = self.folders_below_kind(path);
        let parts: Vec<&str> = below.into_iter().chain([stem]).collect();
        SmolStr::from(parts.join(with))
    }

    /// What may stand before a file's name: its plugin, and the folders below the kind's.
    fn qualifiers(&self, path: &Utf8Path, place: &Place) -> Vec<SmolStr> {
        let plugin = place.plugin.iter().map(|plugin| plugin.name.clone());
        let mut below = self.folders_below_kind(path);
        if place.kind == FileKind::Skill {
            below.pop();
        }
        plugin.chain(below.into_iter().map(SmolStr::from)).collect()
    }

    /// A file name without the extension, and what programs put before that.
    pub fn stem<'a>(&self, name: &'a str) -> &'a str {
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut suffixes = self.dialects.suffixes();
        suffixes
            .find_map(|suffix| name.strip_suffix(suffix))
            .unwrap_or(name)
    }

    fn folders_below_kind<'a>(&self, path: &'a Utf8Path) -> Vec<&'a str> {
        let folder = path.parent().unwrap_or(path);
        let below = self
            .kind_folder(path)
            .and_then(|(kind, _)| folder.strip_prefix(kind).ok());
        below
            .map(|below| below.components().map(|part| part.as_str()).collect())
            .unwrap_or_default()
    }
}
