//! Where a file's front matter says nothing about it, since its folder does.

use camino::Utf8Path;
use dossier_dialect::{Dialect, DialectId, FileKind, Role};

use super::Places;

impl Places {
    /// A path as its repository sees it; the whole path outside of any.
    pub(super) fn in_repository<'a>(&self, path: &'a Utf8Path) -> &'a Utf8Path {
        let repository = self.repository_of(path);
        let inside = repository.and_then(|root| path.strip_prefix(root).ok());
        inside.unwrap_or(path)
    }

    /// The dot folder of other programs that `path` lies in, such as `.acme` for `.acme/agents/a/b.md`.
    /// What its programs don't look for there is nobody's, whatever the program `id` would make of it
    /// elsewhere.
    pub(super) fn others_folder<'a>(&self, id: DialectId, path: &'a Utf8Path) -> Option<&'a str> {
        let folders = self.in_repository(path).parent()?.components().rev();
        let mut dotted = folders
            .map(|it| it.as_str())
            .filter(|it| it.starts_with('.'));
        let nearest = dotted.find(|it| self.dialects.dot_folders().any(|known| known == *it))?;
        let own = self.dialects.get(id);
        (!own.looks_in(nearest)).then_some(nearest)
    }

    /// True for a file of a collection that lies in a folder called like another program than `id`,
    /// as installers keep what they copy for each: `templates/acme/agents/a.md`.
    pub(super) fn is_kept_for_another(&self, id: DialectId, path: &Utf8Path) -> bool {
        let inside = self.in_repository(path);
        let folder = self.kind_folder(inside).map(|(folder, _)| folder);
        let mut above = folder.into_iter().flat_map(|it| it.ancestors().skip(1));
        let own = self.dialects.get(id);
        let nearest = above.find_map(|folder| {
            let name = folder.file_name()?;
            let mut programs = self.dialects.iter();
            programs.find(|program| is_folder_for(program, name))
        });
        nearest.is_some_and(|program| program.id() != own.id())
    }

    /// True for what a skill brings along for those who use it, such as `skills/a/assets/b.md`.
    pub(super) fn is_part_of_skill(&self, path: &Utf8Path) -> bool {
        let parts = self.dialects.lexicon().skill_parts();
        let folder = self.in_repository(path).parent();
        let folders = folder.into_iter().flat_map(Utf8Path::components);
        let is_skills = |name: &str| self.dialects.kind_of_folder(name) == Some(FileKind::Skill);
        // The folder of all of them, and that of the skill.
        let below = folders
            .map(|it| it.as_str())
            .skip_while(|it| !is_skills(it));
        below.skip(2).any(|it| parts.iter().any(|part| part == it))
    }
}

/// True for the name of a folder that a collection keeps for a program: the program's id, or the
/// part of it by which its own folder is called.
fn is_folder_for(program: &Dialect, name: &str) -> bool {
    let is_short = || {
        let mut parts = program.id().split('-');
        parts.any(|part| part == name) && program.looks_in(&format!(".{name}"))
    };
    program.role() == Role::Program && (program.id() == name || is_short())
}
