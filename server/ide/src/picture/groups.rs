//! Which files are drawn together: those of a plugin or of a folder.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::slashed;

use super::Group;

/// Where a file lies.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lair {
    /// Its plugin.
    pub(super) plugin: Option<String>,
    /// Its folder; that around it, for what is a folder itself.
    pub(super) folder: Utf8PathBuf,
}

/// A group with more files than this is drawn by its folders, if it has some.
const MANY: usize = 36;

/// More groups than this are too many to look at.
const MOST_GROUPS: usize = 84;

/// The groups of files that lie there: by plugin, and folders for the rest and for what is large.
pub(super) fn groups(lairs: &[Lair]) -> Vec<Group> {
    let mut plugins: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (at, lair) in lairs.iter().enumerate() {
        plugins.entry(lair.plugin.as_deref()).or_default().push(at);
    }
    let around = common(lairs, 0..lairs.len());
    let mut parts: Vec<Part<'_>> = match plugins.len() <= MOST_GROUPS {
        true => plugins
            .into_iter()
            .map(|(plugin, members)| Part::new(lairs, plugin, members))
            .collect(),
        // So many plugins are told apart by where they lie.
        false => vec![Part::new(lairs, None, (0..lairs.len()).collect())],
    };
    loop {
        let room = MOST_GROUPS.saturating_sub(parts.len());
        let large =
            (0..parts.len()).filter(|&at| !parts[at].whole && parts[at].members.len() > MANY);
        let Some(largest) = large.max_by_key(|&at| parts[at].members.len()) else {
            break;
        };
        let split = parts[largest].split(lairs, room);
        if split.is_empty() {
            parts[largest].whole = true;
        } else {
            parts.swap_remove(largest);
            parts.extend(split);
        }
    }
    let mut groups: Vec<_> = parts.iter().map(|part| part.group(&around)).collect();
    // Where a short title is that of several, the folders tell them apart.
    let titles: Vec<String> = groups.iter().map(|group| group.title.clone()).collect();
    for (group, part) in groups.iter_mut().zip(&parts) {
        let several = titles.iter().filter(|it| **it == group.title).count() > 1;
        if several && part.range.is_none() {
            group.title = part.folder_title(&around);
        }
    }
    groups.retain(|group| !group.nodes.is_empty());
    groups.sort_by(|a, b| a.nodes.first().cmp(&b.nodes.first()));
    groups
}

/// The folder that holds all of them.
fn common(lairs: &[Lair], members: impl IntoIterator<Item = usize>) -> Utf8PathBuf {
    let mut folders = members.into_iter().map(|at| lairs[at].folder.as_path());
    let Some(first) = folders.next() else {
        return Utf8PathBuf::new();
    };
    let common = folders.fold(first, |common, folder| {
        let mut above = common.ancestors();
        above
            .find(|it| folder.starts_with(it))
            .unwrap_or(Utf8Path::new(""))
    });
    common.to_owned()
}

/// The plugin that all of them are in.
fn plugin_of<'a>(lairs: &'a [Lair], members: &[usize]) -> Option<&'a str> {
    let first = lairs[*members.first()?].plugin.as_deref()?;
    let mut all = members.iter().map(|&at| lairs[at].plugin.as_deref());
    all.all(|it| it == Some(first)).then_some(first)
}

/// Files that may become a group, or several.
struct Part<'a> {
    plugin: Option<&'a str>,
    folder: Utf8PathBuf,
    members: Vec<usize>,
    /// More of its title, where one folder is drawn as several groups.
    range: Option<String>,
    /// True once it can't be split.
    whole: bool,
    /// True for a folder of a plugin that has several groups.
    of_several: bool,
}

impl<'a> Part<'a> {
    fn new(lairs: &'a [Lair], plugin: Option<&'a str>, members: Vec<usize>) -> Self {
        Self {
            plugin,
            folder: common(lairs, members.iter().copied()),
            members,
            range: None,
            whole: false,
            of_several: false,
        }
    }

    /// Its folders as parts, `room` more than it at most; nothing where it has none. What lies in
    /// it directly, or nearly alone in a folder, stays together.
    fn split(&self, lairs: &'a [Lair], room: usize) -> Vec<Self> {
        const FEW: usize = 3;
        let mut folders: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for &at in &self.members {
            let below = lairs[at].folder.strip_prefix(&self.folder);
            let first = below.ok().and_then(|below| below.components().next());
            folders
                .entry(first.map(|it| it.as_str()))
                .or_default()
                .push(at);
        }
        let mut rest = folders.remove(&None).unwrap_or_default();
        folders.retain(|_, members| {
            let large = members.len() >= FEW;
            if !large {
                rest.append(members);
            }
            large
        });
        rest.sort_unstable();
        if folders.is_empty() || folders.len() == 1 && rest.is_empty() {
            return Vec::new();
        }
        let folders: Vec<_> = folders.into_iter().collect();
        let mut parts = Vec::new();
        if folders.len() <= room {
            for (_, members) in folders {
                parts.push(Self {
                    of_several: self.plugin.is_some(),
                    ..Self::new(lairs, plugin_of(lairs, &members), members)
                });
            }
        } else if self.members.len() > MANY * 8 && room > 1 {
            // Neighbours in the alphabet share a group, so that there are few enough.
            let each = folders.len().div_ceil(room.min(MOST_GROUPS / 2));
            for some in folders.chunks(each) {
                let (Some((first, _)), Some((last, _))) = (some.first(), some.last()) else {
                    continue;
                };
                let members = some.iter().flat_map(|(_, members)| members).copied();
                let mut members: Vec<_> = members.collect();
                members.sort_unstable();
                parts.push(Self {
                    range: Some(format!(
                        "{} … {}",
                        first.unwrap_or_default(),
                        last.unwrap_or_default()
                    )),
                    folder: self.folder.clone(),
                    plugin: self.plugin,
                    members,
                    whole: true,
                    of_several: true,
                });
            }
        } else {
            return Vec::new();
        }
        if !rest.is_empty() {
            parts.push(Self {
                plugin: self.plugin,
                folder: self.folder.clone(),
                members: rest,
                range: None,
                whole: true,
                of_several: false,
            });
        }
        parts
    }

    /// The path of its folder from the one that holds all files.
    fn folder_title(&self, around: &Utf8Path) -> String {
        let below = self.folder.strip_prefix(around).unwrap_or(&self.folder);
        match below.as_str() {
            "" => around.file_name().unwrap_or("/").to_owned(),
            _ => slashed(below),
        }
    }

    fn group(&self, around: &Utf8Path) -> Group {
        let title = match (self.plugin, &self.range) {
            (_, Some(range)) => range.clone(),
            (Some(plugin), None) if self.of_several => {
                format!("{plugin}/{}", self.folder.file_name().unwrap_or_default())
            }
            (Some(plugin), None) => plugin.to_owned(),
            (None, None) => self.folder_title(around),
        };
        Group {
            title,
            nodes: self.members.clone(),
            ..Group::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The groups of files, `plugin:folder` or `folder`, each as often as it says.
    fn check(files: &[(&str, usize)], expected: &[&str]) {
        let mut lairs = Vec::new();
        for (place, count) in files {
            let (plugin, folder) = match place.split_once(':') {
                Some((plugin, folder)) => (Some(plugin.to_owned()), folder),
                None => (None, *place),
            };
            let folder = Utf8PathBuf::from(folder);
            lairs.extend((0..*count).map(|_| Lair {
                plugin: plugin.clone(),
                folder: folder.clone(),
            }));
        }
        let groups = groups(&lairs);
        let mut all: Vec<_> = groups.iter().flat_map(|it| it.nodes.clone()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..lairs.len()).collect::<Vec<_>>());
        let shown = groups
            .iter()
            .map(|it| format!("{} {}", it.title, it.nodes.len()));
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_small_team_is_one_group() {
        check(
            &[("/w/.claude/agents", 6), ("/w/.claude/skills", 4)],
            &[".claude 10"],
        );
        check(&[], &[]);
    }

    #[test]
    fn plugins_are_groups_however_small() {
        check(
            &[("a:/w/p/a/agents", 2), ("b:/w/p/b/skills", 1), ("/w", 1)],
            &["a 2", "b 1", "w 1"],
        );
    }

    #[test]
    fn a_large_team_is_drawn_by_its_folders() {
        check(
            &[
                ("/w/c/core", 20),
                ("/w/c/data", 20),
                ("/w/c", 2),
                ("/w/c/x", 1),
            ],
            &["core 20", "data 20", "c 3"],
        );
        // Nothing tells these apart.
        check(&[("/w/agents", 200)], &["agents 200"]);
    }

    #[test]
    fn hundreds_of_plugins_share_groups_by_name() {
        let names: Vec<_> = (0..200)
            .map(|at| format!("p{at:03}:/w/p{at:03}/agents"))
            .collect();
        let files: Vec<_> = names.iter().map(|name| (name.as_str(), 5)).collect();
        let mut lairs = Vec::new();
        for (name, count) in files {
            let (plugin, folder) = name.split_once(':').unwrap();
            lairs.extend((0..count).map(|_| Lair {
                plugin: Some(plugin.to_owned()),
                folder: folder.into(),
            }));
        }
        let groups = groups(&lairs);
        assert_eq!(groups.len(), 40);
        assert_eq!(groups[0].title, "p000 … p004");
    }
}
