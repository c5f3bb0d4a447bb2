//! From a path in a text to the file that it leads to.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::VariableFolder;
use dossier_syntax::{Form, Mention, Span};
use smol_str::SmolStr;

use super::{Meaning, Target, nearness};
use crate::disk::normalize;
use crate::evidence::Strength;
use crate::{File, FileId, Snapshot};

impl Snapshot {
    /// The files that a path may lead to, the one that is meant if it exists first.
    pub(crate) fn possible_paths(&self, from: FileId, mention: &Mention) -> Vec<Utf8PathBuf> {
        let written = written_path(mention);
        let paths = self.candidate_paths(self.index().file(from), &written, mention.form);
        let paths = paths.unwrap_or_default().into_iter();
        paths.map(|path| normalize(&path)).collect()
    }

    pub(super) fn resolve_file(&self, from: FileId, mention: &Mention) -> Option<Target<'_>> {
        let index = self.index();
        let file = index.file(from);
        if let Some(fragment) = mention.own_fragment() {
            let page = self.page(&file.path)?;
            page.anchors.find(fragment)?;
            return Some(Target {
                is: Meaning::Indexed(from, Span::default()),
                strength: Strength::Strong,
                fragment: Some(fragment.into()),
            });
        }
        let is_there = |path: &Utf8PathBuf| {
            let known = index.find(path);
            known.is_some_and(|id| index.file(id).facts.is_some()) || self.disk().is_file(path)
        };
        // In trees and lists of a sketch, a bare name is a file of some folder.
        let paths = match mention.fenced {
            true => Vec::new(),
            false => self.possible_paths(from, mention),
        };
        let path = paths.into_iter().find(is_there);
        let path = path.or_else(|| self.file_of_team(from, mention))?;
        let is = match index.find(&path) {
            Some(id) => Meaning::Indexed(id, Span::default()),
            None => Meaning::File(path),
        };
        Some(Target {
            is,
            strength: Strength::Strong,
            fragment: mention.fragment().map(SmolStr::from),
        })
    }

    /// The file of its own team that a bare file name in code means: `reviewer.md`.
    fn file_of_team(&self, from: FileId, mention: &Mention) -> Option<Utf8PathBuf> {
        let name = mention.name;
        if mention.form != Form::Path {
            return None;
        }
        let file = self.index().file(from);
        let own = file.said().map(AsRef::as_ref);
        let stem = self.places().stem(name);
        let bearers = self.index().defining(stem).iter();
        let files = bearers.map(|id| self.index().file(*id));
        let near = files.filter_map(|to| {
            let nearness = nearness(&file.path, own, &to.path, to.facts.as_ref()?);
            let is_meant = nearness.is_near() && to.path.file_name() == Some(name);
            is_meant.then_some((nearness, &to.path))
        });
        near.min().map(|(_, path)| path.to_path_buf())
    }

    /// Where a written path may lead.
    fn candidate_paths(&self, file: &File, written: &str, form: Form) -> Option<Vec<Utf8PathBuf>> {
        let folder = file.path.parent()?;
        if let Some(rest) = written.strip_prefix("${") {
            let (variable, rest) = rest.split_once("}/")?;
            let folders = self.folders_of_variable(file, variable);
            return Some(folders.iter().map(|folder| folder.join(rest)).collect());
        }
        if let Some(rest) = written.strip_prefix("~/") {
            return Some(vec![self.places().home().folder()?.join(rest)]);
        }
        // Paths in code are written as from the team's folder, the plugin's or the repository's.
        let is_code = form == Form::Path;
        let home = || file.said().map(|facts| facts.place.home.to_path_buf());
        let plugin = || Some(self.places().plugin_of(&file.path)?.root.clone());
        let repository = || self.places().repository_of(&file.path);
        let bases = [
            Some(folder.to_owned()),
            is_code.then(home).flatten(),
            is_code.then(plugin).flatten(),
            is_code.then(repository).flatten(),
        ];
        Some(
            bases
                .into_iter()
                .flatten()
                .map(|base| base.join(written))
                .collect(),
        )
    }

    /// The folders that a variable may stand for in the paths of a file; none for one that its
    /// program has no row for.
    pub fn folders_of_variable(&self, file: &File, variable: &str) -> Vec<Utf8PathBuf> {
        let Some(facts) = file.said() else {
            return Vec::new();
        };
        let plugin = || Some(self.places().plugin_of(&file.path)?.root.clone());
        let mut rows = self.vocabulary(&facts.place).folder_variables().iter();
        let folders = match rows.find(|row| row.name == variable).map(|row| row.folder) {
            None => [None, None],
            Some(VariableFolder::Plugin) => [plugin(), None],
            Some(VariableFolder::Own) => [file.path.parent().map(Utf8Path::to_owned), None],
            Some(VariableFolder::Project) => [
                Some(facts.place.home.to_path_buf()),
                self.places().repository_of(&file.path),
            ],
        };
        folders.into_iter().flatten().collect()
    }
}

/// The path of a mention, without what stands behind it and as a disk has it.
fn written_path(mention: &Mention) -> String {
    let written = mention.name.split(['#', '?']).next().unwrap_or_default();
    written.replace("%20", " ").replace("\\ ", " ")
}
