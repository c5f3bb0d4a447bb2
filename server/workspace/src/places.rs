//! What a file is, by its place first and by its shape second.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dashmap::DashMap;
use dossier_dialect::{Dialect, DialectId, Dialects, FileKind, NamedBy, Origin, Shape, ToolName};
use dossier_syntax::{FrontMatter, PermissionRule};
use smol_str::SmolStr;

use crate::Disk;
use crate::plugin::{MANIFEST, Plugin};

mod why;

pub use why::{Base, Sign, Why, WhyNot};

/// What a file is and who loads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The program whose rules hold.
    pub dialect: DialectId,
    /// What the file defines.
    pub kind: FileKind,
    /// The plugin it belongs to.
    pub plugin: Option<Arc<Plugin>>,
    /// True where the program looks for the file at this place. False for files that are told by
    /// their shape: a collection that is copied somewhere before it is used.
    pub loaded: bool,
    /// The folder whose files are one team: the one that holds `.claude`, a plugin's root, or
    /// the folder above `agents` or `skills`.
    pub home: Utf8PathBuf,
    /// The folder that it lies in.
    pub folder: Utf8PathBuf,
    /// True for files in the user's own configuration folder.
    pub user: bool,
}

impl Place {
    /// Whether the program treats the file as a plugin's.
    pub fn origin(&self) -> Origin {
        if self.plugin.is_some() {
            Origin::Plugin
        } else {
            Origin::Own
        }
    }
}

/// True for a name that agent files may have.
fn has_extension(path: &Utf8Path) -> bool {
    path.ends_with(MANIFEST) || matches!(path.extension(), Some("md" | "mdc" | "markdown" | "MD"))
}

fn folder_of(path: &Utf8Path) -> Utf8PathBuf {
    path.parent().unwrap_or(path).to_owned()
}

/// Knows where files lie.
#[derive(Debug)]
pub struct Places {
    dialects: Arc<Dialects>,
    disk: Arc<dyn Disk>,
    /// The user's configuration folder, such as `~/.claude`.
    config: Option<Utf8PathBuf>,
    /// The plugin whose root a folder is, for every folder asked about so far.
    plugins: DashMap<Utf8PathBuf, Option<Arc<Plugin>>>,
    /// The repository that a folder lies in, for every folder asked about so far.
    repositories: DashMap<Utf8PathBuf, Option<Utf8PathBuf>>,
}

impl Places {
    /// `config` is the user's configuration folder, if there is one.
    pub fn new(dialects: Arc<Dialects>, disk: Arc<dyn Disk>, config: Option<Utf8PathBuf>) -> Self {
        Self {
            dialects,
            disk,
            config,
            plugins: DashMap::new(),
            repositories: DashMap::new(),
        }
    }

    /// The tables.
    pub fn dialects(&self) -> &Arc<Dialects> {
        &self.dialects
    }

    /// The disk.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// The user's configuration folder.
    pub fn config(&self) -> Option<&Utf8Path> {
        self.config.as_deref()
    }

    /// The entries of the user's configuration folder that hold agent files and are there. The
    /// folder also holds logs and histories, which are left alone.
    pub fn config_roots(&self) -> Vec<Utf8PathBuf> {
        let Some(config) = &self.config else {
            return Vec::new();
        };
        let kinds = self
            .dialects
            .iter()
            .flat_map(dossier_dialect::Dialect::kinds);
        let globs = kinds.flat_map(|kind| &kind.config_paths);
        let first = globs.filter_map(|glob| glob.split('/').next());
        let roots: BTreeSet<Utf8PathBuf> = first.map(|name| config.join(name)).collect();
        roots
            .into_iter()
            .filter(|root| self.disk.exists(root))
            .collect()
    }

    /// Forgets which folders are plugins, after a manifest came, went or changed.
    pub fn forget_plugins(&self) {
        self.plugins.clear();
    }

    /// What the file at `path` is, if it is an agent file at all.
    pub fn of(
        &self,
        path: &Utf8Path,
        text: &str,
        front_matter: Option<&FrontMatter>,
    ) -> Option<Place> {
        if !has_extension(path) {
            return None;
        }
        self.by_place(path)
            .or_else(|| self.by_shape(path, text, front_matter?))
    }

    /// False for a text that can't be an agent file, as is told without reading further than its
    /// first line.
    pub fn may_be(&self, path: &Utf8Path, text: &str) -> bool {
        let starts_with_fence = || {
            text.trim_start_matches('\u{feff}')
                .trim_start()
                .starts_with("---")
        };
        starts_with_fence() || self.is_known_place(path)
    }

    /// True where the place alone may make the file an agent file, so that it is worth reading
    /// even if it doesn't start with a fence.
    pub fn is_known_place(&self, path: &Utf8Path) -> bool {
        self.by_place(path).is_some()
    }

    fn by_place(&self, path: &Utf8Path) -> Option<Place> {
        let slashed = slashed(path);
        if let Some(relative) = self
            .config
            .as_ref()
            .and_then(|config| path.strip_prefix(config).ok())
        {
            let relative = self::slashed(relative);
            for (dialect, row) in self.dialects.ids() {
                let is_place = |kind| row.is_config_place_of(kind, &relative);
                if let Some(kind) = row.kinds().iter().find(|kind| is_place(kind.id)) {
                    let home = self.config.clone().unwrap_or_default();
                    return Some(Place {
                        dialect,
                        kind: kind.id,
                        plugin: None,
                        loaded: true,
                        home,
                        folder: folder_of(path),
                        user: true,
                    });
                }
            }
        }
        for (dialect, row) in self.dialects.ids() {
            let own = row
                .kinds()
                .iter()
                .find(|kind| row.is_place_of(kind.id, &slashed));
            if let Some(kind) = own {
                let plugin = self.plugin_of(path).filter(|plugin| {
                    let relative = path.strip_prefix(&plugin.root).unwrap_or(path);
                    row.is_plugin_place_of(kind.id, &self::slashed(relative))
                });
                let home = plugin
                    .as_ref()
                    .map_or_else(|| self.home_of(path), |p| p.root.clone());
                return Some(Place {
                    dialect,
                    kind: kind.id,
                    plugin,
                    loaded: true,
                    home,
                    folder: folder_of(path),
                    user: false,
                });
            }
            if let Some(plugin) = self.plugin_of(path) {
                let relative = self::slashed(path.strip_prefix(&plugin.root).unwrap_or(path));
                let is_place = |kind| row.is_plugin_place_of(kind, &relative);
                if let Some(kind) = row.kinds().iter().find(|kind| is_place(kind.id)) {
                    let home = plugin.root.clone();
                    return Some(Place {
                        dialect,
                        kind: kind.id,
                        plugin: Some(plugin),
                        loaded: true,
                        home,
                        folder: folder_of(path),
                        user: false,
                    });
                }
            }
        }
        None
    }

    /// Collections keep agents in `agents/`, `categories/*/` and the like; what they are shows in
    /// their front matter. Programs' own documentation and README files have none of that.
    fn by_shape(&self, path: &Utf8Path, text: &str, front_matter: &FrontMatter) -> Option<Place> {
        let (dialect, row) = self.dialects.ids().next()?;
        let (kind, _) = self.shape(row, path, front_matter).ok()?;
        // A list of tools of which the program has none is another program's.
        let foreign = kind == FileKind::Agent && self.names_foreign_tools(row, text, front_matter);
        let dialect = if foreign {
            self.dialects.open()?
        } else {
            dialect
        };
        let home = self.home_of(path);
        Some(Place {
            dialect,
            kind,
            plugin: self.plugin_of(path),
            loaded: false,
            home,
            folder: folder_of(path),
            user: false,
        })
    }

    /// What front matter shows a file to be, and by what; or what is missing for that.
    fn shape(
        &self,
        row: &Dialect,
        path: &Utf8Path,
        front_matter: &FrontMatter,
    ) -> Result<(FileKind, Sign), WhyNot> {
        if path
            .file_stem()
            .is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
        {
            return Err(WhyNot::Readme);
        }
        let has = |name: &str| front_matter.field(name).is_some();
        let under = |kind: FileKind| {
            let (folder, found) = self.kind_folder(path)?;
            (found == kind).then(|| Sign::Folder(folder.to_owned()))
        };
        let only_in = |kind: FileKind, other: FileKind| {
            let mut fields = row.fields(kind);
            let field =
                fields.find(|field| row.field(other, &field.name).is_none() && has(&field.name))?;
            Some(Sign::Field(field.name.clone()))
        };
        let required = row.fields(FileKind::Agent).filter(|field| field.required);
        let missing: Vec<String> = required
            .filter(|field| !has(&field.name))
            .map(|field| field.name.clone())
            .collect();
        if missing.is_empty() {
            let sign = only_in(FileKind::Agent, FileKind::Skill).or_else(|| under(FileKind::Agent));
            if let Some(sign) = sign {
                return Ok((FileKind::Agent, sign));
            }
        }
        match under(FileKind::Command) {
            Some(sign) if row.fields(FileKind::Command).any(|field| has(&field.name)) => {
                Ok((FileKind::Command, sign))
            }
            _ if missing.is_empty() => Err(WhyNot::NothingTells),
            _ => Err(WhyNot::LacksFields(missing)),
        }
    }

    fn names_foreign_tools(&self, row: &Dialect, text: &str, front_matter: &FrontMatter) -> bool {
        let lists = front_matter.entries.iter().filter(|entry| {
            let field = row.field(FileKind::Agent, &entry.name);
            field.is_some_and(|field| field.shape == Shape::Tools)
        });
        let tools: Vec<&str> = lists
            .flat_map(|entry| entry.value.items(text, false))
            .map(|item| PermissionRule::parse(text, item.span).tool.of(text))
            .collect();
        let foreign = |tool: &&str| matches!(row.tool(tool), ToolName::Unknown);
        tools.len() > 1 && tools.iter().all(foreign)
    }

    /// The innermost plugin that holds `path`.
    pub fn plugin_of(&self, path: &Utf8Path) -> Option<Arc<Plugin>> {
        path.ancestors()
            .skip(1)
            .find_map(|folder| self.plugin_at(folder))
    }

    /// The plugin whose root `folder` is: it has a manifest, or is one of several folders in
    /// `plugins/` of a marketplace, which may go without.
    fn plugin_at(&self, folder: &Utf8Path) -> Option<Arc<Plugin>> {
        if let Some(known) = self.plugins.get(folder) {
            return known.clone();
        }
        let manifest = self.disk.read(&folder.join(MANIFEST));
        let plugin = match manifest {
            Some(manifest) => Some(Plugin::from_manifest(folder, &manifest)),
            None => folder
                .parent()
                .filter(|parent| parent.file_name() == Some("plugins"))
                .and_then(Utf8Path::parent)
                .filter(|market| self.disk.exists(&market.join(MARKETPLACE)))
                .map(|_| Plugin::at(folder, None)),
        }
        .map(Arc::new);
        self.plugins.insert(folder.to_owned(), plugin.clone());
        plugin
    }

    /// The root of the innermost repository that holds `path`; `None` outside of any.
    pub fn repository_of(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        const MARK: &str = ".git";
        let folder = path.parent()?;
        if let Some(known) = self.repositories.get(folder) {
            return known.clone();
        }
        let found = if self.disk.exists(&folder.join(MARK)) {
            Some(folder.to_owned())
        } else {
            self.repository_of(folder)
        };
        self.repositories.insert(folder.to_owned(), found.clone());
        found
    }

    /// The names a file answers to, best first, and the folders that qualify them.
    pub fn names_of(
        &self,
        path: &Utf8Path,
        place: &Place,
        field: Option<&str>,
    ) -> (Vec<SmolStr>, Vec<SmolStr>) {
        let kind = self.dialects.get(place.dialect).kind(place.kind);
        let mut names: Vec<SmolStr> = Vec::new();
        let named_by = kind.map_or(&[][..], |kind| &kind.named_by);
        let field_first = place.plugin.is_some().then_some(NamedBy::Field);
        for by in field_first
            .iter()
            .filter(|by| named_by.contains(by))
            .chain(named_by)
        {
            let name = match by {
                NamedBy::Field => field.map(SmolStr::from),
                NamedBy::Stem => path.file_name().map(stem).map(SmolStr::from),
                NamedBy::Folder => path
                    .parent()
                    .and_then(Utf8Path::file_name)
                    .map(SmolStr::from),
                NamedBy::Path => Some(self.path_name(path)),
            };
            if let Some(name) = name.filter(|name| !name.is_empty() && !names.contains(name)) {
                names.push(name);
            }
        }
        (names, self.qualifiers(path, place))
    }

    /// The innermost folder around `path` that is named for a kind of file.
    fn kind_folder<'a>(&self, path: &'a Utf8Path) -> Option<(&'a Utf8Path, FileKind)> {
        path.ancestors().skip(1).find_map(|folder| {
            let kind = self.dialects.kind_of_folder(folder.file_name()?)?;
            Some((folder, kind))
        })
    }

    /// The folder that a file's team shares: above the folder named for its kind and, if that is
    /// in a dot folder, above that too.
    fn home_of(&self, path: &Utf8Path) -> Utf8PathBuf {
        let folder = path.parent().unwrap_or(path);
        let kind_folder = self.kind_folder(path).map(|(folder, _)| folder);
        let Some(above) = kind_folder.and_then(Utf8Path::parent) else {
            return folder.to_owned();
        };
        let hidden = above.file_name().is_some_and(|name| name.starts_with('.'));
        if hidden {
            above.parent().unwrap_or(above).to_owned()
        } else {
            above.to_owned()
        }
    }

    /// A name made of the path below the kind's folder, joined by colons.
    fn path_name(&self, path: &Utf8Path) -> SmolStr {
        let stem = path.file_name().map(stem).unwrap_or_default();
        let below = self.folders_below_kind(path);
        let parts: Vec<&str> = below.into_iter().chain([stem]).collect();
        SmolStr::from(parts.join(":"))
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

/// A marketplace's manifest, relative to its root.
const MARKETPLACE: &str = ".claude-plugin/marketplace.json";

/// A file name without the extensions that programs give agent files.
fn stem(name: &str) -> &str {
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    ["agent", "chatmode", "prompt", "instructions"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix)?.strip_suffix('.'))
        .unwrap_or(name)
}

/// A path as globs read it.
fn slashed(path: &Utf8Path) -> String {
    path.as_str().replace('\\', "/")
}
