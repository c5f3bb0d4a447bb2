//! The world as the command line and the server start with it.

use std::sync::Arc;
use std::sync::mpsc::channel;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialects, TableError};
use dossier_workspace::scan::{Progress, scan};
use dossier_workspace::{Disk, RealDisk, World};

/// The variable that moves the user's configuration folder.
/// Source: Claude Code documentation, sub-agents, 2026-10-08.
const CONFIG_VARIABLE: &str = "CLAUDE_CONFIG_DIR";

/// Its name under the home folder where it isn't moved.
const CONFIG_FOLDER: &str = ".claude";

/// An empty world on this machine's disk.
pub(crate) fn world() -> Result<World, TableError> {
    world_on(Arc::new(RealDisk))
}

/// An empty world on a disk.
pub(crate) fn world_on(disk: Arc<dyn Disk>) -> Result<World, TableError> {
    let dialects = Arc::new(Dialects::builtin()?);
    let today = jiff::Zoned::now().date();
    Ok(World::new(dialects, disk, config_folder(), today))
}

/// Reads every agent file under `roots` into the world, and waits for the end.
pub(crate) fn read_all(world: &mut World, roots: &[Utf8PathBuf]) {
    read_all_telling(world, roots, || ());
}

/// The same, and calls `on_file` after each file.
pub(crate) fn read_all_telling(world: &mut World, roots: &[Utf8PathBuf], on_file: impl Fn()) {
    let places = world.places().clone();
    let (send, receive) = channel();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Moved here, so that it is dropped, and the loop ends, when the scan does.
            let send = send;
            scan(roots, &places, &Progress::default(), &send);
        });
        for found in receive.into_iter().flatten() {
            world.take_over(found);
            on_file();
        }
    });
    world.set_complete(true);
}

/// The user's configuration folder, if there is one.
pub(crate) fn config_folder() -> Option<Utf8PathBuf> {
    let moved = std::env::var(CONFIG_VARIABLE)
        .ok()
        .filter(|path| !path.is_empty());
    let folder = match moved {
        Some(folder) => Utf8PathBuf::from(folder),
        None => home_folder()?.join(CONFIG_FOLDER),
    };
    Some(folder.canonicalize_utf8().unwrap_or(folder))
}

/// The user's home folder.
pub(crate) fn home_folder() -> Option<Utf8PathBuf> {
    Utf8PathBuf::from_path_buf(std::env::home_dir()?).ok()
}

/// The folder whose files belong together with a file that is in no workspace folder: the nearest
/// above it that is a repository or has agent files. The home folder is none.
pub(crate) fn implied_root(file: &Utf8Path) -> Option<Utf8PathBuf> {
    const MARKS: [&str; 4] = [".git", ".claude", ".agents", ".claude-plugin"];
    let home = home_folder();
    let folders = file
        .ancestors()
        .skip(1)
        .filter(|folder| folder.parent().is_some());
    let mut folders = folders.take_while(|folder| Some(*folder) != home.as_deref());
    let found = folders.find(|folder| MARKS.iter().any(|mark| folder.join(mark).exists()));
    found.map(Utf8Path::to_owned)
}
