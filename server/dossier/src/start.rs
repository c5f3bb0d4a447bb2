//! The world as the command line and the server start with it.

use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialects, TableError};
use dossier_workspace::scan::{Progress, scan};
use dossier_workspace::{Disk, Home, RealDisk, World, real_path};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::held_disk::HeldDisk;

/// An empty world on this machine's disk.
pub(crate) fn world() -> Result<World, TableError> {
    match std::env::var_os("DOSSIER_TEST_HOOKS") {
        None => world_on(Arc::new(RealDisk)),
        Some(_) => world_on(Arc::new(HeldDisk)),
    }
}

/// An empty world on a disk.
pub(crate) fn world_on(disk: Arc<dyn Disk>) -> Result<World, TableError> {
    let dialects = dialects()?;
    // The day of the user's own zone would take a search for it through all zones of the system.
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    let home = home(&dialects);
    Ok(World::new(dialects, disk, home, today))
}

/// The tables, read once.
pub(crate) fn dialects() -> Result<Arc<Dialects>, TableError> {
    static DIALECTS: OnceLock<Arc<Dialects>> = OnceLock::new();
    if let Some(read) = DIALECTS.get() {
        return Ok(read.clone());
    }
    let read = Arc::new(Dialects::builtin()?);
    Ok(DIALECTS.get_or_init(|| read).clone())
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

/// The user's home on this machine, and the folders of his own files.
pub(crate) fn home(dialects: &Dialects) -> Home {
    Home::new(dialects, home_folder(), |variable| {
        let moved = std::env::var(variable).ok();
        moved.filter(|path| !path.is_empty()).map(Into::into)
    })
    .with(|folder| real_path(&folder).unwrap_or(folder))
}

/// The user's home folder.
pub(crate) fn home_folder() -> Option<Utf8PathBuf> {
    Utf8PathBuf::from_path_buf(std::env::home_dir()?).ok()
}

/// The program of that name on `PATH`. Relative folders there would lead into whatever folder is
/// the current one.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    let path = std::env::join_paths(folders).ok()?;
    which::which_in(name, Some(path), std::env::current_dir().ok()?).ok()
}

/// The folder whose files belong together with a file that is in no workspace folder: the
/// repository that it lies in or, outside of any, the outermost folder above it that has a folder
/// in which programs look for agent files. The home folder is none.
pub(crate) fn implied_root(file: &Utf8Path, dialects: &Dialects) -> Option<Utf8PathBuf> {
    const REPOSITORY: &str = ".git";
    let home = home_folder();
    let folders = file
        .ancestors()
        .skip(1)
        .filter(|folder| folder.parent().is_some())
        .take_while(|folder| Some(*folder) != home.as_deref());
    let folders: Vec<&Utf8Path> = folders.collect();
    let repository = folders.iter().find(|it| it.join(REPOSITORY).exists());
    // Whoever may write above can make one there.
    let here = folders.iter().find(|it| it.exists());
    let is_trusted = |mark: &Utf8Path| here.is_none_or(|here| RealDisk.is_trusted(mark, here));
    let repository = repository.filter(|it| is_trusted(&it.join(REPOSITORY)));
    let has_team = |it: &&&Utf8Path| dialects.dot_folders().any(|team| it.join(team).exists());
    let found = repository.or_else(|| folders.iter().rfind(has_team));
    found.map(|it| it.to_path_buf())
}
