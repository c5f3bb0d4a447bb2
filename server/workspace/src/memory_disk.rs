//! A disk in memory: files that somebody has as texts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use jiff::civil::Date;

use crate::disk::normalize;
use crate::scan;
use crate::walk::FOREIGN;
use crate::{Disk, Home, Unreadable, World};

/// A disk in memory, where nothing is ignored.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk {
    /// The texts by whole paths without `.` and `..`.
    pub files: BTreeMap<Utf8PathBuf, String>,
    /// Links that lead nowhere or out of the workspace: what is written in each, by its path.
    pub links: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

impl MemoryDisk {
    /// The world of what lies in `roots`, all of which was read and none of which is open.
    pub fn into_world(
        self,
        roots: &BTreeSet<Utf8PathBuf>,
        dialects: Arc<Dialects>,
        home: Home,
        today: Date,
    ) -> World {
        let is_inside = |path: &&Utf8PathBuf| roots.iter().any(|root| path.starts_with(root));
        let files: Vec<Utf8PathBuf> = self.files.keys().filter(is_inside).cloned().collect();
        let links: Vec<Utf8PathBuf> = self.links.keys().cloned().collect();
        let mut world = World::new(dialects, Arc::new(self), home, today);
        for root in roots {
            world.places().open(root);
        }
        world.look_for_programs(roots.iter().map(Utf8PathBuf::as_path));
        for file in &files {
            if let Some(found) = scan::read(file, &world.places().clone()) {
                world.take_over(found);
            }
        }
        for link in &links {
            if let Some(link) = world.places().dangling_link(link) {
                world.take_over(scan::Found::Dangling(Box::new(link)));
            }
        }
        world.set_complete(true);
        world
    }

    /// The files at or below a path without links. In the order of paths they stand together.
    fn below(&self, path: &Utf8Path) -> impl Iterator<Item = &Utf8PathBuf> {
        let behind = self.files.range(path.to_owned()..);
        let paths = behind.map(|(file, _)| file);
        paths.take_while(move |file| file.starts_with(path))
    }
}

impl Disk for MemoryDisk {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        let text = self.files.get(&self.real(path));
        let text = text.ok_or_else(|| Unreadable::Io(std::io::ErrorKind::NotFound.into()))?;
        match text.len() as u64 <= most {
            true => Ok(text.clone()),
            false => Err(Unreadable::TooLarge(most)),
        }
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.files.contains_key(&self.real(path))
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        self.below(&self.real(path)).next().is_some()
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        let path = normalize(path);
        let target = self.links.get(&path).zip(path.parent());
        target.map_or(path.clone(), |(target, folder)| {
            normalize(&folder.join(target))
        })
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.links.get(path).cloned()
    }

    fn list(&self, folder: &Utf8Path) -> Vec<String> {
        let folder = normalize(folder);
        let mut names: Vec<String> = self
            .below(&folder)
            .filter_map(|file| file.strip_prefix(&folder).ok())
            .filter_map(|below| {
                let mut parts = below.components();
                let name = parts.next()?.as_str().to_owned();
                Some(if parts.next().is_some() {
                    name + "/"
                } else {
                    name
                })
            })
            .collect();
        names.dedup();
        names
    }

    fn files_below(
        &self,
        folder: &Utf8Path,
        _: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        let is_foreign = |path: &Utf8Path| path.iter().any(|part| FOREIGN.contains(&part));
        let wanted = self
            .below(folder)
            .filter(|file| !is_foreign(file) && is_wanted(file));
        wanted.cloned().collect()
    }
}
