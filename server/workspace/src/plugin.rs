//! Plugins: folders whose files are loaded under the plugin's name.

use camino::{Utf8Path, Utf8PathBuf};
use jsonc_parser::ast::Value;
use smol_str::SmolStr;

/// A plugin's manifest, relative to its root.
/// Source: Claude Code documentation, plugin manifest, 2026-09.
pub(crate) const MANIFEST: &str = ".claude-plugin/plugin.json";

/// A plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plugin {
    /// Its name, which qualifies the names of its files: `plugin:name`.
    pub name: SmolStr,
    /// Its folder.
    pub root: Utf8PathBuf,
}

impl Plugin {
    /// The plugin at `root` whose manifest has the text `manifest`. A manifest without a name,
    /// or one that can't be read, leaves the folder's name.
    pub(crate) fn from_manifest(root: &Utf8Path, manifest: &str) -> Self {
        let name = jsonc_parser::parse_to_ast(
            manifest,
            &jsonc_parser::CollectOptions::default(),
            &jsonc_parser::ParseOptions::default(),
        )
        .ok()
        .and_then(|ast| match ast.value {
            Some(Value::Object(object)) => object
                .get_string("name")
                .map(|name| SmolStr::from(name.value.as_ref())),
            _ => None,
        });
        Self::at(root, name)
    }

    /// The plugin at `root`; without a name of its own it has its folder's.
    pub(crate) fn at(root: &Utf8Path, name: Option<SmolStr>) -> Self {
        let name = name.unwrap_or_else(|| SmolStr::from(root.file_name().unwrap_or_default()));
        Self {
            name,
            root: root.to_owned(),
        }
    }
}
