//! What tests of several editors need.

use std::collections::BTreeSet;
use std::path::Path;

/// The files under a folder, by their paths in it.
pub(super) fn files_under(folder: &Path) -> BTreeSet<String> {
    let walk = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build();
    let files = walk.filter_map(|entry| {
        let entry = entry.ok()?;
        let path = entry.path().strip_prefix(folder).ok()?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        is_file.then(|| path.to_string_lossy().replace('\\', "/"))
    });
    files.collect()
}
