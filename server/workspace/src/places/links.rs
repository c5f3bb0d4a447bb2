//! Links to folders inside the workspace: what lies in such a folder is loaded through the link.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};

/// Links by their own paths, each with the folder that it leads to. Copies share what is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links(Arc<RwLock<BTreeMap<Utf8PathBuf, Utf8PathBuf>>>);

impl Links {
    /// Adds a link; true if it is new.
    pub(crate) fn add(&self, link: &Utf8Path, target: Utf8PathBuf) -> bool {
        let mut links = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let before = links.insert(link.to_owned(), target.clone());
        before != Some(target)
    }

    /// Forgets the links at or below a folder.
    pub(crate) fn forget(&self, folder: &Utf8Path) {
        let mut links = self.0.write().unwrap_or_else(PoisonError::into_inner);
        links.retain(|link, _| !link.starts_with(folder));
    }

    /// The other paths by which the file at `path` is reached.
    pub(crate) fn paths_to(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        let links = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let through = links.iter().filter_map(|(link, target)| {
            let below = path.strip_prefix(target).ok()?;
            // A link to a folder around itself leads nowhere new.
            (!link.starts_with(target)).then(|| link.join(below))
        });
        through.collect()
    }
}
