//! Plugins: folders whose files are loaded under the plugin's name.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Atom, Dialect, DialectId, FileKind, LeadsTo, Plugins};
use dossier_syntax::{Entry, Format, FrontMatter, Node, Value};
use smol_str::SmolStr;

use crate::disk::normalize;
use crate::places::slashed;

/// A plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugin {
    /// The program that loads it.
    pub dialect: DialectId,
    /// Its name, which qualifies the names of its files: `plugin:name`.
    pub name: SmolStr,
    /// Its folder.
    pub root: Utf8PathBuf,
    /// The files and folders that its manifest lists, or its entry in a marketplace.
    pub listed: Vec<Listed>,
    /// The folders that are not read since others are listed, each with the field that lists them.
    pub replaced: Vec<(Utf8PathBuf, String)>,
}

/// A file or folder that a plugin's manifest lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is, or what lies in it.
    pub kind: FileKind,
    /// Where it is.
    pub path: Utf8PathBuf,
    /// The field that lists it.
    pub field: String,
    /// What that field may list; nothing else that it lists is loaded.
    pub takes: LeadsTo,
}

impl Plugin {
    /// The plugins at `root`: of a manifest, or of a marketplace around it, which may name several
    /// and gives them what they list in addition.
    pub(crate) fn all_at(
        id: DialectId,
        dialect: &Dialect,
        rows: &Plugins,
        root: &Utf8Path,
        market: Option<&Market>,
        read: &dyn Fn(&Utf8Path) -> Option<String>,
    ) -> Vec<Self> {
        let manifest = read(&root.join(&rows.manifest));
        let manifest = manifest.map(|text| FrontMatter::parse(&text, Format::Json));
        let entries = market.map(|market| market.at(root)).unwrap_or_default();
        let unlisted = Self {
            dialect: id,
            name: SmolStr::from(root.file_name().unwrap_or_default()),
            root: root.to_owned(),
            listed: Vec::new(),
            replaced: Vec::new(),
        };
        let with = |fields: &[Entry]| {
            let mut plugin = unlisted.clone();
            plugin.take(dialect, fields);
            plugin
        };
        match manifest {
            Some(manifest) => {
                let fields = manifest.map(|it| it.entries).unwrap_or_default();
                let mut plugin = with(&fields);
                let name = plugin.name.clone();
                for entry in entries {
                    plugin.take(dialect, entry);
                }
                plugin.name = name;
                vec![plugin]
            }
            None if !entries.is_empty() => entries.into_iter().map(with).collect(),
            None if market.is_some_and(|market| market.holds(rows, root)) => vec![unlisted],
            None => Vec::new(),
        }
    }

    /// Takes over what the fields of a manifest, or of an entry in a marketplace, say.
    fn take(&mut self, dialect: &Dialect, fields: &[Entry]) {
        let rows = dialect.fields(FileKind::PluginManifest);
        for row in rows {
            let values = values_of(fields, &row.name);
            if values.is_empty() {
                continue;
            }
            if row.shape.is(Atom::Name)
                && let Some(name) = values[0].text().filter(|name| !name.is_empty())
            {
                self.name = name.into();
            }
            let Some(kind) = row.loads else {
                continue;
            };
            let paths = values.into_iter().flat_map(texts);
            let listed = paths.map(|path| Listed {
                kind,
                path: normalize(&self.root.join(path)),
                field: row.name.clone(),
                takes: row.leads_to.unwrap_or(LeadsTo::Any),
            });
            self.listed.extend(listed);
            if let Some(folder) = &row.replaces {
                self.replaced
                    .push((self.root.join(folder), row.name.clone()));
            }
        }
    }

    /// What the file at `path` is by what the plugin lists. `is_usual` tells whether a path below
    /// a plugin's root is one of a kind's usual ones.
    pub(crate) fn listed_as(
        &self,
        dialect: &Dialect,
        path: &Utf8Path,
        is_usual: impl Fn(FileKind, &str) -> bool,
    ) -> Option<&Listed> {
        self.listed.iter().find(|it| {
            let Ok(below) = path.strip_prefix(&it.path) else {
                return false;
            };
            if it.path == path {
                return it.takes != LeadsTo::Folders;
            }
            if it.takes == LeadsTo::Files {
                return false;
            }
            // A folder is read as the usual one is.
            let below = slashed(below);
            let globs = dialect.kind(it.kind).map(|row| &row.plugin_paths[..]);
            let mut globs = globs.unwrap_or_default().iter();
            globs.any(|glob| match glob.split_once('/') {
                Some((folder, _)) => is_usual(it.kind, &format!("{folder}/{below}")),
                None => is_usual(it.kind, &below),
            })
        })
    }

    /// The field that takes the place of the folder around `path`.
    pub(crate) fn replaced_by(&self, path: &Utf8Path) -> Option<&str> {
        let mut replaced = self.replaced.iter();
        let found = replaced.find(|(folder, _)| path.starts_with(folder));
        found.map(|(_, field)| field.as_str())
    }
}

/// The values of the field that a row names: the last of several fields of one name, and in a map
/// with any keys those of each.
fn values_of<'a>(fields: &'a [Entry], name: &str) -> Vec<&'a Node> {
    const ANY_KEY: &str = "*";
    let (outer, inner) = match name.split_once('.') {
        Some((outer, inner)) => (outer, Some(inner)),
        None => (name, None),
    };
    let values: Vec<&Node> = match outer {
        ANY_KEY => fields.iter().map(|entry| &entry.value).collect(),
        _ => {
            let last = fields.iter().rfind(|entry| entry.name == outer);
            last.map(|entry| &entry.value).into_iter().collect()
        }
    };
    let Some(inner) = inner else {
        return values;
    };
    let maps = values.into_iter().filter_map(|value| match &value.value {
        Value::Map { entries, .. } => Some(values_of(entries, inner)),
        _ => None,
    });
    maps.flatten().collect()
}

/// The paths that a value holds: itself, the items of a list.
fn texts(value: &Node) -> impl Iterator<Item = &str> {
    let items = match &value.value {
        Value::List { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    items.iter().filter_map(Node::text)
}

/// A marketplace: a list of plugins, and where those lie that lie beside it.
#[derive(Debug)]
pub(crate) struct Market {
    root: Utf8PathBuf,
    plugins: Vec<(Utf8PathBuf, Vec<Entry>)>,
}

impl Market {
    /// The marketplace at `root`, if there is one.
    pub(crate) fn read(
        rows: &Plugins,
        root: &Utf8Path,
        read: &dyn Fn(&Utf8Path) -> Option<String>,
    ) -> Option<Self> {
        let text = read(&root.join(&rows.marketplace))?;
        let fields = FrontMatter::parse(&text, Format::Json)?.entries;
        let base = base(rows, root, &fields);
        let listed = fields
            .into_iter()
            .find(|it| it.name == rows.plugins.as_str());
        let items = match listed.map(|it| it.value.value) {
            Some(Value::List { items, .. }) => items,
            _ => Vec::new(),
        };
        let plugins = items.into_iter().filter_map(|item| {
            let Value::Map { entries, .. } = item.value else {
                return None;
            };
            let place = entries.iter().find(|it| it.name == rows.lies_at.as_str());
            // Other sources are elsewhere.
            let path = place?.value.text().filter(|path| path.starts_with('.'))?;
            Some((normalize(&base.join(path)), entries))
        });
        Some(Self {
            root: root.to_owned(),
            plugins: plugins.collect(),
        })
    }

    /// What it says of the plugins that lie at `root`.
    fn at(&self, root: &Utf8Path) -> Vec<&[Entry]> {
        let here = self.plugins.iter().filter(|(place, _)| place == root);
        here.map(|(_, entries)| entries.as_slice()).collect()
    }

    /// True for a folder beside others in it that may go without a manifest.
    fn holds(&self, rows: &Plugins, folder: &Utf8Path) -> bool {
        folder.parent() == Some(&self.root.join(&rows.folder))
    }
}

/// Where the paths of a marketplace's plugins start.
fn base(rows: &Plugins, root: &Utf8Path, fields: &[Entry]) -> Utf8PathBuf {
    let mut fields = Some(fields);
    let mut path = None;
    for key in &rows.paths_start_at {
        let entry = fields.and_then(|fields| fields.iter().find(|it| it.name == key.as_str()));
        path = entry.and_then(|entry| entry.value.text());
        fields = entry.and_then(|entry| match &entry.value.value {
            Value::Map { entries, .. } => Some(entries.as_slice()),
            _ => None,
        });
    }
    path.map_or_else(|| root.to_owned(), |path| normalize(&root.join(path)))
}
