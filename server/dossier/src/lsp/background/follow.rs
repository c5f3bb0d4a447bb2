//! Following the disk: what changed is read again, and what is gone is forgotten.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{ConfigFile, scan};

use super::scan::collect;
use crate::lsp::event::Event;
use crate::lsp::shared::Shared;

/// Reads what changed on the disk, in the workspace and the `implied` folders.
pub(super) fn follow_disk(shared: &Arc<Shared>, implied: &[Utf8PathBuf], paths: Vec<Utf8PathBuf>) {
    let shared = shared.clone();
    let mut roots = implied.to_owned();
    tokio::task::spawn_blocking(move || {
        // What is read last must be put into the index last.
        let _one_at_a_time = shared.following_disk();
        roots.extend(shared.folders());
        roots.extend(shared.world().places().config_roots());
        let mut changed = false;
        for path in paths {
            changed |= follow(&shared, &path, &roots);
        }
        if changed {
            shared.send(Event::TeamChanged);
        }
    });
}

/// Reads again what changed while scans went on, which began at `since`. The folders that are
/// watched by now were not all of that time.
pub(super) fn look_again<'a>(
    shared: &Arc<Shared>,
    implied: &[Utf8PathBuf],
    since: SystemTime,
    watched: impl Iterator<Item = &'a Utf8PathBuf>,
) {
    /// Clocks of file systems may be behind by that much.
    const COARSE: Duration = Duration::from_millis(20);
    let since = since - COARSE;
    let snapshot = shared.snapshot();
    let files = snapshot
        .index()
        .files()
        .map(|(_, file, _)| file.path.clone());
    let configs = snapshot.configuration().files();
    let configs = configs.map(|file| file.path.clone());
    let changed = files.chain(watched.cloned()).chain(configs).filter(|path| {
        let modified = path.metadata().and_then(|metadata| metadata.modified());
        // What is gone by now may have gone before it was watched.
        modified.map_or_else(
            |_| !shared.world().is_open(path),
            |modified| modified >= since,
        )
    });
    let changed: Vec<Utf8PathBuf> = changed.collect();
    if !changed.is_empty() {
        follow_disk(shared, implied, changed);
    }
}

/// Takes out the files of folders that are no longer part of the workspace.
pub(super) fn forget(shared: &Arc<Shared>, folders: Vec<Utf8PathBuf>) {
    let shared = shared.clone();
    tokio::task::spawn_blocking(move || {
        // Nobody who is reading them may put them back afterwards.
        let _one_at_a_time = shared.following_disk();
        let current = shared.folders();
        for folder in folders.iter().filter(|folder| !current.contains(folder)) {
            shared.world().forget(folder);
        }
        shared.send(Event::TeamChanged);
    });
}

/// Takes over the state of one path on the disk. Returns true if the index may have changed.
fn follow(shared: &Shared, path: &Utf8Path, roots: &[Utf8PathBuf]) -> bool {
    let places = shared.world().places().clone();
    if scan::is_config_file(path) && follow_config(shared, path, roots) {
        return true;
    }
    let root = match roots.iter().find(|root| path.starts_with(root)) {
        Some(root) => root.as_path(),
        // Outside the workspace only what was open before is followed, and no folder that was
        // taken out of the workspace meanwhile.
        None if shared.world().knows(path) => path.parent().unwrap_or(path),
        None => return false,
    };
    let read = |place: &Utf8Path| {
        collect(shared, |found| {
            scan::scan_within(root, place, &places, found);
        })
    };
    if path.is_dir() {
        read(path);
        return true;
    }
    if places.is_manifest(path) {
        places.forget_plugins();
        let plugin = path.parent().and_then(Utf8Path::parent);
        if let Some(plugin) = plugin.filter(|plugin| plugin.is_dir()) {
            read(plugin);
        }
        if !path.exists() {
            shared.world().forget(path);
        }
        return true;
    }
    if path.exists() && places.is_of_interest(path) {
        // Other Markdown comes and goes without anybody looking further.
        if !shared.world().knows(path) && scan::read(path, &places).is_none() {
            return false;
        }
        if read(path) == 0 {
            shared.world().set_file(path, None);
        }
        return true;
    }
    shared.world().forget(path)
}

/// Takes over a `dossier.toml` that is known already, that lies above the workspace, or that is
/// gone. Others are for the scan to find, which knows what is ignored.
fn follow_config(shared: &Shared, path: &Utf8Path, roots: &[Utf8PathBuf]) -> bool {
    let folder = path.parent().unwrap_or(path);
    let snapshot = shared.snapshot();
    let mut known = snapshot.configuration().files();
    let mut open = snapshot
        .open_files()
        .map(|id| snapshot.index().file(id).path.as_path());
    let is_ours = known.any(|file| file.path == path)
        || roots.iter().any(|root| root.starts_with(folder))
        || open.any(|file| file.starts_with(folder));
    if !is_ours {
        return false;
    }
    match snapshot.disk().read(path) {
        Some(text) => shared.world().set_config(ConfigFile::parse(path, &text)),
        None => {
            shared.world().forget(path);
        }
    }
    true
}
