//! Plugins: folders whose files are loaded under the plugin's name.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::DialectId;
use smol_str::SmolStr;

/// A plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugin {
    /// The program that loads it.
    pub dialect: DialectId,
    /// Its name, which qualifies the names of its files: `plugin:name`.
    pub name: SmolStr,
    /// Its folder.
    pub root: Utf8PathBuf,
}

impl Plugin {
    /// The plugin at `root`; without a name of its own it has its folder's.
    pub(crate) fn at(dialect: DialectId, root: &Utf8Path, name: Option<SmolStr>) -> Self {
        let name = name.unwrap_or_else(|| SmolStr::from(root.file_name().unwrap_or_default()));
        Self {
            dialect,
            name,
            root: root.to_owned(),
        }
    }
}
