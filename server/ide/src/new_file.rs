//! Files that don't exist yet: where an agent or skill of some name would lie, and how it begins.

use std::fmt;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Atom, Dialect, FileKind};
use dossier_workspace::{FileId, Place, Snapshot};

use crate::template::{with_name, without_places};

/// The file that would define the agent, skill or command `name` for the team of `near`, and its
/// text. It lies beside the others of its kind. `None` where there is no telling where that is,
/// where the program refuses the name, or where such a file exists.
pub(crate) fn new_file(
    snapshot: &Snapshot,
    near: FileId,
    kind: FileKind,
    name: &str,
) -> Option<(Utf8PathBuf, String)> {
    let near_facts = snapshot.index().file(near).facts.as_ref()?;
    let dialect = snapshot.vocabulary(&near_facts.place);
    let template = dialect.kind(kind)?.template.as_deref()?;
    if !may_be_called(dialect, kind, name) {
        return None;
    }
    let folder = folder_of(snapshot, near, kind)?;
    let path = file_in(dialect, &folder, kind, name);
    let template = template.trim_start_matches('\n');
    let text = without_places(&with_name(template, name));
    (!snapshot.disk().exists(&path)).then(|| (path, text.trim_end().to_owned() + "\n"))
}

/// A file that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFiles {
    /// The paths to choose from, the likeliest first. No file is at any of them.
    pub places: Vec<NewPlace>,
    /// The text in snippet syntax.
    pub snippet: String,
}

impl NewFiles {
    /// The text as a file has it that nobody edits at once.
    pub fn text(&self) -> String {
        without_places(&self.snippet).trim_end().to_owned() + "\n"
    }
}

/// Where a file can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPlace {
    /// Its path.
    pub path: Utf8PathBuf,
    /// True in the user's own configuration folder.
    pub user: bool,
}

/// Why a file can't be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewFileError {
    /// There is nothing to begin a file of this kind with.
    Kind(FileKind),
    /// No file of its kind can have this name.
    Name(String),
    /// It exists everywhere it could lie.
    Exists(Utf8PathBuf),
    /// There is no folder to put it into.
    NoFolder,
}

impl fmt::Display for NewFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind(kind) => write!(f, "There is no template for the kind `{kind}`."),
            Self::Name(name) => write!(
                f,
                "`{name}` can't be a name: use two or more letters, digits and hyphens."
            ),
            Self::Exists(path) => write!(f, "{path} exists already."),
            Self::NoFolder => f.write_str("Open a folder first: there is none to put the file in."),
        }
    }
}

impl std::error::Error for NewFileError {}

/// Where a new file of `kind` called `name` can lie: beside its kin in the team of the file at
/// `near`, in the workspace's `folders` (those around `near`, if there are any), and in the user's
/// configuration folder. It is for the program with the id `program`, if one is named, else for
/// that of the file at `near`, or the first that has a template for such files.
///
/// # Errors
/// What keeps it from being made, in words for the user.
pub fn new_files(
    snapshot: &Snapshot,
    folders: &[Utf8PathBuf],
    near: Option<&Utf8Path>,
    program: Option<&str>,
    kind: FileKind,
    name: &str,
) -> Result<NewFiles, NewFileError> {
    let near_file = near.and_then(|near| snapshot.index().find(near));
    let near_facts = near_file.and_then(|file| snapshot.index().file(file).facts.as_ref());
    let own = near_facts.map(|facts| snapshot.vocabulary(&facts.place));
    let row = |dialect: &Dialect| dialect.kind(kind).is_some_and(|row| row.template.is_some());
    let asked = |dialect: &&Dialect| program.is_none_or(|id| dialect.id() == id);
    let dialects = own.into_iter().chain(snapshot.dialects().iter());
    let dialect = dialects.filter(asked).find(|dialect| row(dialect));
    let known = dialect.and_then(|dialect| Some((dialect, dialect.kind(kind)?)));
    let (dialect, row) = known.ok_or(NewFileError::Kind(kind))?;
    let template = row.template.as_deref().unwrap_or_default();
    if !may_be_called(dialect, kind, name) {
        return Err(NewFileError::Name(name.to_owned()));
    }

    let mut places: Vec<NewPlace> = Vec::new();
    let mut add = |folder: Utf8PathBuf, user: bool| {
        let path = file_in(dialect, &folder, kind, name);
        if places.iter().all(|place| place.path != path) {
            places.push(NewPlace { path, user });
        }
    };
    if let Some((file, facts)) = near_file.zip(near_facts)
        && let Some(folder) = folder_of(snapshot, file, kind)
    {
        add(folder, facts.place.user);
    }
    let around = |folder: &&Utf8PathBuf| near.is_some_and(|near| near.starts_with(folder));
    let has_around = folders.iter().any(|folder| around(&folder));
    if let Some(place) = row.paths.first() {
        let place = literal_start(place.trim_start_matches("**/"));
        for folder in folders.iter().filter(|it| !has_around || around(it)) {
            add(folder.join(&place), false);
        }
    }
    let mut ids = snapshot.dialects().ids();
    let id = ids.find(|(_, it)| it.id() == dialect.id()).map(|it| it.0);
    let config = id.and_then(|id| snapshot.places().home().config_of(id));
    if let Some((config, place)) = config.zip(row.config_paths.first()) {
        add(config.join(literal_start(place)), true);
    }

    let first = places.first().map(|place| place.path.clone());
    places.retain(|place| !snapshot.disk().exists(&place.path));
    if places.is_empty() {
        return Err(first.map_or(NewFileError::NoFolder, NewFileError::Exists));
    }
    let snippet = with_name(template.trim_start_matches('\n'), name);
    Ok(NewFiles { places, snippet })
}

/// The folders that a glob starts with: `.claude/agents` of `.claude/agents/**/*.md`.
pub(crate) fn literal_start(glob: &str) -> Utf8PathBuf {
    let (folders, _) = glob.rsplit_once('/').unwrap_or_default();
    let literal = |part: &&str| !part.contains(['*', '?', '[', '{']);
    folders.split('/').take_while(literal).collect()
}

/// Whether the program would take a file of this kind and name. Folders and plugins, which
/// qualify names, are no part of it.
fn may_be_called(dialect: &Dialect, kind: FileKind, name: &str) -> bool {
    let mut names = dialect
        .fields(kind)
        .filter(|field| field.shape.is(Atom::Name));
    dossier_syntax::is_name(name)
        && !name.contains([':', '.'])
        && names.all(|field| dialect.field_accepts(kind, &field.name, name))
}

/// Where a file of that name lies below the folder of its kind, as the first of its places has it:
/// as `name.md`, or as `SKILL.md` in a folder of its own.
pub(crate) fn file_in(
    dialect: &Dialect,
    folder: &Utf8Path,
    kind: FileKind,
    name: &str,
) -> Utf8PathBuf {
    let place = dialect.kind(kind).and_then(|row| row.paths.first());
    let last = place.and_then(|glob| glob.rsplit('/').next());
    match last {
        Some(last) if last.contains('*') => folder.join(last.replace('*', name)),
        Some(last) => folder.join(name).join(last),
        None => folder.join(format!("{name}.md")),
    }
}

/// The folder that files of `kind` lie in for the team of `near`: that of the nearest such file,
/// else the one named for it beside the folder that `near` lies in.
fn folder_of(snapshot: &Snapshot, near: FileId, kind: FileKind) -> Option<Utf8PathBuf> {
    let index = snapshot.index();
    let file = index.file(near);
    let place = &file.facts.as_ref()?.place;
    let own = file.path.parent()?;
    if place.kind == kind && kind != FileKind::Skill && file.entry.is_none() {
        return Some(own.to_owned());
    }
    let folder_of = |path: &Utf8Path| match kind {
        FileKind::Skill => path
            .parent()
            .and_then(Utf8Path::parent)
            .map(Utf8Path::to_owned),
        _ => path.parent().map(Utf8Path::to_owned),
    };
    let together = |path: &Utf8Path| {
        let shared = path.components().zip(own.components());
        shared.take_while(|(one, other)| one == other).count()
    };
    let is_near = |other: &Place| other.is_of_team_with(place) && other.user == place.user;
    // Beside the settings of a program lies what other programs read.
    let is_kin = |other: &Place| file.entry.is_none() || other.dialect == place.dialect;
    let kin = index.of_kind(kind).filter(|(_, other, facts)| {
        other.entry.is_none() && is_near(&facts.place) && is_kin(&facts.place)
    });
    // Of equally near ones, the one whose path is first.
    let nearest = kin
        .map(|(_, file, _)| &*file.path)
        .max_by_key(|path| (together(path), std::cmp::Reverse(path.to_owned())));
    if let Some(nearest) = nearest {
        return folder_of(nearest);
    }
    // `…/agents/x.md` → `…/skills`.
    let own_folder = own.ancestors().find(|folder| {
        let named = folder
            .file_name()
            .and_then(|name| snapshot.dialects().kind_of_folder(name));
        named == Some(place.kind)
    })?;
    let name = snapshot.dialects().folder_of_kind(kind)?;
    Some(own_folder.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use dossier_dialect::Severity;
    use dossier_workspace::fixture::Fixture;
    use expect_test::{Expect, expect};

    use super::*;

    const TEAM: &str = "\
//- /w/app/.claude/agents/web/lead.md
---
name: lead
description: Leads.
---
//- /w/app/.claude/skills/ship/SKILL.md
---
name: ship
description: Releases.
---
//- /w/plugins/alpha/.claude-plugin/plugin.json
{\"name\": \"alpha\"}
//- /w/plugins/alpha/agents/reviewer.md
---
name: reviewer
description: Reviews.
---
";

    fn check(near: Option<&str>, kind: FileKind, name: &str, expected: &Expect) {
        let (snapshot, _) = Fixture::parse(TEAM).snapshot();
        let folders = ["/w/app".into(), "/w/plugins".into()];
        let shown = match new_files(
            &snapshot,
            &folders,
            near.map(Utf8Path::new),
            None,
            kind,
            name,
        ) {
            Ok(found) => found
                .places
                .iter()
                .map(|place| format!("{}{}\n", place.path, if place.user { " *" } else { "" }))
                .collect(),
            Err(error) => format!("{error}\n"),
        };
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_new_file_lies_beside_its_kin_or_in_the_project_or_with_the_user() {
        let agent = FileKind::Agent;
        check(
            Some("/w/app/.claude/agents/web/lead.md"),
            agent,
            "tester",
            &expect![[r"
                /w/app/.claude/agents/web/tester.md
                /w/app/.claude/agents/tester.md
                /home/me/.claude/agents/tester.md *
            "]],
        );
        check(
            Some("/w/plugins/alpha/agents/reviewer.md"),
            agent,
            "tester",
            &expect![[r"
                /w/plugins/alpha/agents/tester.md
                /w/plugins/.claude/agents/tester.md
                /home/me/.claude/agents/tester.md *
            "]],
        );
        check(
            None,
            FileKind::Skill,
            "review-code",
            &expect![[r"
                /w/app/.claude/skills/review-code/SKILL.md
                /w/plugins/.claude/skills/review-code/SKILL.md
                /home/me/.claude/skills/review-code/SKILL.md *
            "]],
        );
    }

    #[test]
    fn what_is_there_is_not_made_again() {
        let near = Some("/w/app/.claude/agents/web/lead.md");
        check(
            near,
            FileKind::Skill,
            "ship",
            &expect![[r"
                /home/me/.claude/skills/ship/SKILL.md *
            "]],
        );
    }

    #[test]
    fn a_refusal_says_why() {
        check(
            None,
            FileKind::Agent,
            "a b",
            &expect![[r"
                `a b` can't be a name: use two or more letters, digits and hyphens.
            "]],
        );
        check(
            None,
            FileKind::Memory,
            "claude",
            &expect![[r"
                There is no template for the kind `memory`.
            "]],
        );
    }

    #[test]
    fn what_begins_for_any_program_is_nothing_to_complain_of() {
        let (snapshot, _) = Fixture::parse(TEAM).snapshot();
        let folders = ["/w/app".into()];
        let mut count = 0;
        for dialect in snapshot.dialects().iter() {
            for kind in FileKind::WRITTEN {
                let program = Some(dialect.id());
                let found = new_files(&snapshot, &folders, None, program, kind, "tester");
                let Ok(found) = found else { continue };
                let (place, text) = (&found.places[0], found.text());
                let asked = format!("{kind} for {}: {}\n{text}", dialect.id(), place.path);
                assert!(!text.contains("${"), "{asked}");
                let fixture = Fixture::parse(&format!("//- {}\n{text}", place.path));
                let (made, _) = fixture.snapshot();
                let file = made.index().find(&place.path);
                let file = file.unwrap_or_else(|| panic!("no file of an agent: {asked}"));
                let found = crate::diagnostics(&made, file);
                let grave = found.iter().find(|it| it.severity > Severity::Hint);
                // Somebody has yet to write its text.
                let grave = grave.filter(|it| it.rule != "empty-body");
                assert!(grave.is_none(), "{grave:?}\n{asked}");
                count += 1;
            }
        }
        assert!(count > 30, "{count}");
    }

    #[test]
    fn the_text_is_a_snippet_with_the_name_filled_in() {
        let (snapshot, _) = Fixture::parse(TEAM).snapshot();
        let folders = ["/w/app".into()];
        let found = new_files(&snapshot, &folders, None, None, FileKind::Agent, "tester").unwrap();
        assert!(
            found.snippet.starts_with("---\nname: ${1:tester}\n"),
            "{}",
            found.snippet
        );
    }
}
