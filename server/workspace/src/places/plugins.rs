//! Which plugin a file belongs to.

use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::{DialectId, FileKind, PlaceGlobs};

use super::Places;
use crate::LARGEST_SETTINGS;
use crate::plugin::{Market, Plugin};

impl Places {
    /// The innermost plugin that holds `path`. Of several that share a folder, that which lists
    /// the file.
    pub fn plugin_of(&self, path: &Utf8Path) -> Option<Arc<Plugin>> {
        path.ancestors().skip(1).find_map(|folder| {
            let plugins = self.plugins_at(folder);
            let mut among = plugins.iter();
            let lists = among.find(|it| plugins.len() > 1 && self.listed_as(it, path).is_some());
            lists.or(plugins.first()).cloned()
        })
    }

    /// What the file at `path` is by what the plugin lists, and the field that does so.
    pub(super) fn listed_as<'p>(
        &self,
        plugin: &'p Plugin,
        path: &Utf8Path,
    ) -> Option<(FileKind, &'p str)> {
        let is_usual = |kind: FileKind, path: &str| {
            let mut found = self.dialects.places(PlaceGlobs::Plugin, path).into_iter();
            found.any(|it| (it.dialect, it.kind) == (plugin.dialect, kind))
        };
        let dialect = self.dialects.get(plugin.dialect);
        let listed = plugin.listed_as(dialect, path, is_usual)?;
        Some((listed.kind, &listed.field))
    }

    /// The plugins whose root `folder` is.
    fn plugins_at(&self, folder: &Utf8Path) -> Arc<[Arc<Plugin>]> {
        if let Some(known) = self.plugins.get(folder.as_str()) {
            return Arc::clone(&known);
        }
        let programs = self.dialects.ids();
        let found = programs.filter_map(|(id, dialect)| {
            let rows = dialect.plugins()?;
            let market = self.market_of(folder);
            let market = market.as_ref().filter(|(of, _)| *of == id).map(|it| &*it.1);
            let read = |path: &Utf8Path| self.read(path, LARGEST_SETTINGS);
            let plugins = Plugin::all_at(id, dialect, rows, folder, market, &read);
            (!plugins.is_empty()).then_some(plugins)
        });
        let plugins: Arc<[Arc<Plugin>]> = found
            .take(1)
            .flatten()
            .map(Arc::new)
            .collect::<Vec<_>>()
            .into();
        self.plugins
            .insert(folder.to_string(), Arc::clone(&plugins));
        plugins
    }

    /// The innermost marketplace at `folder` or around it, with the program that reads it.
    fn market_of(&self, folder: &Utf8Path) -> Option<(DialectId, Arc<Market>)> {
        if let Some(known) = self.markets.get(folder.as_str()) {
            return known.clone();
        }
        let mut programs = self.dialects.ids();
        let here = programs.find_map(|(id, dialect)| {
            let read = |path: &Utf8Path| self.read(path, LARGEST_SETTINGS);
            let market = Market::read(dialect.plugins()?, folder, &read)?;
            Some((id, Arc::new(market)))
        });
        let found = here.or_else(|| self.market_of(folder.parent()?));
        self.markets.insert(folder.to_string(), found.clone());
        found
    }
}
