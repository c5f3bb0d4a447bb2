//! The team as a tree to look around in: groups, who is in them, and beneath each who names whom.

mod others;

use std::collections::BTreeMap;

use camino::Utf8Path;
use dossier_dialect::{FileKind, Severity};
use dossier_syntax::Span;
use dossier_workspace::{Facts, File, FileId, Snapshot};

use crate::list::start_of_description;
use crate::plain_text::capitalised;
use crate::shown_path::from_root;

/// What a tree is grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeBy {
    /// Agents, skills, commands and so on.
    Kind,
    /// The plugins, and what belongs to none.
    Plugin,
    /// The folders that files lie in.
    Folder,
}

/// An entry of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEntry {
    /// The same for the same entry, whenever it is asked for, and no other's.
    pub id: String,
    /// What to show.
    pub label: String,
    /// What to show beside it.
    pub detail: String,
    /// What it is.
    pub icon: TreeIcon,
    /// The place that it leads to.
    pub place: Option<(FileId, Span)>,
    /// The definition that it is about: the name's place, or the start of its file.
    pub about: Option<Subject>,
    /// What is beneath it.
    pub beneath: Beneath,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The file.
    pub file: FileId,
    /// Its name's place, or the file's start.
    pub span: Span,
    /// True where there is a name, which may be changed.
    pub has_name: bool,
}

/// What is beneath an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beneath {
    /// Nothing.
    Nothing,
    /// Something to ask for by the entry's id. True where that is worth showing unasked.
    Level(bool),
    /// This. True where it is worth showing unasked.
    These(Vec<TreeEntry>, bool),
}

/// What an entry is, for its icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TreeIcon {
    /// A file of this kind, or a group of such.
    Kind(FileKind),
    /// A group: a plugin.
    Plugin,
    /// A group: a folder.
    Folder,
    /// A group: what belongs to no plugin.
    Project,
    /// A group: the user's own files.
    Own,
    /// Those that an entry names.
    Uses,
    /// Those that name an entry.
    UsedBy,
    /// A place where somebody is named.
    Mention,
    /// A name that is nobody's.
    Nobody,
    /// A remark that leads nowhere.
    Note,
}

/// How much was found in a file, or in all of a group. Hints don't count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// What is graver than a hint and no warning.
    pub information: usize,
}

impl Found {
    /// What was found in one file.
    pub fn of(snapshot: &Snapshot, file: FileId) -> Self {
        let mut found = Self::default();
        for it in crate::diagnostics(snapshot, file) {
            match it.severity {
                Severity::Error => found.errors += 1,
                Severity::Warning => found.warnings += 1,
                Severity::Information => found.information += 1,
                Severity::Hint | Severity::Off => {}
            }
        }
        found
    }

    fn add(&mut self, more: Self) {
        self.errors += more.errors;
        self.warnings += more.warnings;
        self.information += more.information;
    }
}

/// The files that a tree shows, in no order.
pub fn tree_files(snapshot: &Snapshot) -> impl Iterator<Item = (FileId, &Utf8Path, &Facts)> {
    let files = snapshot.index().files();
    files
        .filter(|(.., facts)| facts.place.kind.is_of_team())
        .map(|(id, file, facts)| (id, &*file.path, &**facts))
}

/// The entries beneath the one with the id `of`, or the groups. None beneath one that isn't there.
pub fn team_tree(snapshot: &Snapshot, by: TreeBy, of: Option<&str>) -> Vec<TreeEntry> {
    let Some(of) = of else {
        return groups(snapshot, by);
    };
    let Some((path, entry)) = named_by(of) else {
        return members(snapshot, by, of);
    };
    let file = snapshot.index().find_entry(path, entry);
    let is_there = |file: &FileId| snapshot.index().file(*file).facts.is_some();
    match file.filter(is_there) {
        Some(file) => others::beneath(snapshot, file, of),
        None => Vec::new(),
    }
}

/// What was found in each entry and group of a tree, of those where anything was.
pub fn team_findings(
    snapshot: &Snapshot,
    by: TreeBy,
    found: impl IntoIterator<Item = (FileId, Found)>,
) -> Vec<(String, Found)> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for (file, found) in found {
        let seen = snapshot.index().file(file);
        let Some(facts) = seen.facts.as_ref().filter(|_| found != Found::default()) else {
            continue;
        };
        let group = Group::of(by, &seen.path, facts);
        all.entry(group.id()).or_default().add(found);
        all.insert(id_of(seen), found);
    }
    all.into_iter().collect()
}

/// How the id of a file's entry starts. The rest is its path.
const FILE: &str = "file:";

/// How the id starts of what is defined by one of a file's entries. The rest is its number, and the
/// file's path.
const LISTED: &str = "entry:";

/// A group with more members than this is shown when it is asked for.
const MANY: usize = 40;

fn id_of(file: &File) -> String {
    let path = &file.path;
    match file.entry {
        Some(entry) => format!("{LISTED}{entry}:{path}"),
        None => format!("{FILE}{path}"),
    }
}

/// The path of the file that an id names, and which of its entries.
fn named_by(id: &str) -> Option<(&Utf8Path, Option<usize>)> {
    let listed = || {
        let (entry, path) = id.strip_prefix(LISTED)?.split_once(':')?;
        Some((Utf8Path::new(path), Some(entry.parse().ok()?)))
    };
    let file = id
        .strip_prefix(FILE)
        .map(|path| (Utf8Path::new(path), None));
    file.or_else(listed)
}

/// What files are grouped by, in the order of the groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group<'a> {
    Kind(FileKind),
    Project,
    Own,
    Plugin(&'a str),
    Folder(&'a Utf8Path),
    OwnFolder(&'a Utf8Path),
}

impl<'a> Group<'a> {
    fn of(by: TreeBy, path: &'a Utf8Path, facts: &'a Facts) -> Self {
        let place = &facts.place;
        match by {
            TreeBy::Kind => Self::Kind(place.kind),
            TreeBy::Plugin => match &place.plugin {
                Some(plugin) => Self::Plugin(&plugin.name),
                None if place.user => Self::Own,
                None => Self::Project,
            },
            TreeBy::Folder => {
                let folder = path.parent().unwrap_or(path);
                let folder = match (place.kind, folder.parent()) {
                    // A skill is its folder.
                    (FileKind::Skill, Some(outer)) => outer,
                    _ => folder,
                };
                match place.user {
                    true => Self::OwnFolder(folder),
                    false => Self::Folder(folder),
                }
            }
        }
    }

    fn id(&self) -> String {
        match self {
            Self::Kind(kind) => format!("kind:{kind}"),
            Self::Project => "project".to_owned(),
            Self::Own => "own".to_owned(),
            Self::Plugin(name) => format!("plugin:{name}"),
            Self::Folder(folder) | Self::OwnFolder(folder) => format!("folder:{folder}"),
        }
    }

    fn label(&self, snapshot: &Snapshot) -> String {
        match self {
            Self::Kind(kind) => capitalised(kind.many()),
            Self::Project => "In no plugin".to_owned(),
            Self::Own => "Your own".to_owned(),
            Self::Plugin(name) => (*name).to_owned(),
            Self::Folder(folder) | Self::OwnFolder(folder) => from_root(snapshot, folder),
        }
    }

    fn icon(&self) -> TreeIcon {
        match self {
            Self::Kind(kind) => TreeIcon::Kind(*kind),
            Self::Project => TreeIcon::Project,
            Self::Own => TreeIcon::Own,
            Self::Plugin(_) => TreeIcon::Plugin,
            Self::Folder(_) | Self::OwnFolder(_) => TreeIcon::Folder,
        }
    }
}

fn groups(snapshot: &Snapshot, by: TreeBy) -> Vec<TreeEntry> {
    let mut groups: BTreeMap<Group<'_>, usize> = BTreeMap::new();
    for (_, path, facts) in tree_files(snapshot) {
        *groups.entry(Group::of(by, path, facts)).or_default() += 1;
    }
    // Whatever is long is better looked through from above.
    let all: usize = groups.values().sum();
    let entries = groups.iter().map(|(group, &count)| TreeEntry {
        id: group.id(),
        label: group.label(snapshot),
        detail: count.to_string(),
        icon: group.icon(),
        place: None,
        about: None,
        beneath: Beneath::Level(all <= MANY),
    });
    entries.collect()
}

fn members(snapshot: &Snapshot, by: TreeBy, group: &str) -> Vec<TreeEntry> {
    let files = tree_files(snapshot);
    let mut members: Vec<_> = files
        .filter(|(_, path, facts)| Group::of(by, path, facts).id() == group)
        .map(|(file, path, facts)| (facts.place.kind, name_of(path, facts), path, file, facts))
        .collect();
    members.sort_unstable_by_key(|(kind, name, path, ..)| (*kind, *name, *path));
    let entries = members.into_iter().map(|(kind, name, path, file, facts)| {
        let subject = Subject::of(file, facts);
        TreeEntry {
            id: id_of(snapshot.index().file(file)),
            label: name.to_owned(),
            detail: detail(snapshot, by, path, facts),
            icon: TreeIcon::Kind(kind),
            place: Some((file, subject.span)),
            about: Some(subject),
            beneath: Beneath::Level(false),
        }
    });
    entries.collect()
}

/// The name that a file defines, or that of the file.
fn name_of<'a>(path: &'a Utf8Path, facts: &'a Facts) -> &'a str {
    match &facts.definition {
        Some(definition) => definition.name(),
        None => path.file_name().unwrap_or(path.as_str()),
    }
}

impl Subject {
    fn of(file: FileId, facts: &Facts) -> Self {
        let definition = facts.definition.as_ref();
        Self {
            file,
            span: definition.map_or_else(Span::default, |it| it.name_span),
            has_name: definition.is_some(),
        }
    }
}

/// What tells an entry from its namesakes, and what it is for.
fn detail(snapshot: &Snapshot, by: TreeBy, path: &Utf8Path, facts: &Facts) -> String {
    let plugin = facts.place.plugin.as_ref();
    let plugin = plugin.filter(|_| by != TreeBy::Plugin);
    let plugin = plugin.map(|it| it.name.to_string());
    let said = match &facts.definition {
        Some(definition) => start_of_description(definition),
        // Many files of one name differ by their folders alone.
        None if by == TreeBy::Folder => None,
        None => path
            .parent()
            .and_then(|folder| match snapshot.configuration().roots() {
                // It is where one looks first.
                [root] if root == folder => None,
                _ => Some(from_root(snapshot, folder)),
            }),
    };
    let parts = plugin.into_iter().chain(said);
    parts.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests;
