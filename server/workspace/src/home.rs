//! The user's home, and the folders of his own files in it.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{DialectId, Dialects};

/// The user's home, and the folders in which programs look for his own files.
#[derive(Clone, Debug, Default)]
pub struct Home {
    folder: Option<Utf8PathBuf>,
    config: Vec<(DialectId, Utf8PathBuf)>,
}

impl Home {
    /// The home at `folder`, with the configuration folder of each program that has one. `variable`
    /// tells what an environment variable says, which may move such a folder.
    pub fn new(
        dialects: &Dialects,
        folder: Option<Utf8PathBuf>,
        variable: impl Fn(&str) -> Option<Utf8PathBuf>,
    ) -> Self {
        let config = dialects.ids().filter_map(|(id, dialect)| {
            let row = dialect.config_folder()?;
            let moved = row.variable.as_deref().and_then(&variable);
            let usual = || Some(folder.as_ref()?.join(&row.folder));
            Some((id, moved.or_else(usual)?))
        });
        Self {
            config: config.collect(),
            folder,
        }
    }

    /// The same with the configuration folders changed, such as to where links lead.
    #[must_use]
    pub fn with(mut self, change: impl Fn(Utf8PathBuf) -> Utf8PathBuf) -> Self {
        for (_, folder) in &mut self.config {
            *folder = change(std::mem::take(folder));
        }
        self
    }

    /// The same folders, by the numbers that their programs have among other tables.
    pub(crate) fn among(&self, before: &Dialects, after: &Dialects) -> Self {
        let of_program = |all: &Dialects, id: DialectId| -> Vec<DialectId> {
            let program = before.get(id).id();
            let all = all.ids().filter(|(_, dialect)| dialect.id() == program);
            all.map(|(id, _)| id).collect()
        };
        let config = self.config().filter_map(|(id, folder)| {
            // A program may have several dialects, in an order that stays.
            let at = of_program(before, id).iter().position(|it| *it == id)?;
            Some((*of_program(after, id).get(at)?, folder.to_owned()))
        });
        Self {
            config: config.collect(),
            folder: self.folder.clone(),
        }
    }

    /// The home folder, for paths that start with `~/`.
    pub fn folder(&self) -> Option<&Utf8Path> {
        self.folder.as_deref()
    }

    /// The configuration folders, by program.
    pub fn config(&self) -> impl Iterator<Item = (DialectId, &Utf8Path)> {
        self.config
            .iter()
            .map(|(id, folder)| (*id, folder.as_path()))
    }

    /// The configuration folder of one program.
    pub fn config_of(&self, dialect: DialectId) -> Option<&Utf8Path> {
        self.config().find(|(id, _)| *id == dialect).map(|it| it.1)
    }

    /// The configuration folder that `path` lies in, what of the path is below it, and its program;
    /// several where programs share one.
    pub(crate) fn around<'a>(
        &'a self,
        path: &'a Utf8Path,
    ) -> impl Iterator<Item = (DialectId, &'a Utf8Path, &'a Utf8Path)> {
        // Nearly no path has the name of such a folder in it, which is told faster than part by part.
        let is_named = |folder: &Utf8Path| {
            let mut parts = folder.as_str().rsplit(['/', '\\']);
            let name = parts.find(|part| !matches!(*part, "" | "."));
            name.is_none_or(|name| path.as_str().contains(name))
        };
        let folders = self.config().filter(move |(_, folder)| is_named(folder));
        folders.filter_map(|(id, folder)| Some((id, folder, path.strip_prefix(folder).ok()?)))
    }

    /// True for what lies in a configuration folder.
    pub fn holds(&self, path: &Utf8Path) -> bool {
        self.around(path).next().is_some()
    }
}
