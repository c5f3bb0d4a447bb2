//! Writing files so that nobody sees half of one, no save is lost, and a file stays what it is.
//!
//! # Replacing a text that was read (`--fix`, `setup`)
//!
//! Somebody may save the file between our reading and our writing. What we hold then is older than
//! what he wrote, so his save must win, whenever it comes:
//!
//! 1. The new text is written to a file beside the old one, and to the disk, and made like it:
//!    owner, group, mode, extended attributes and with them access lists. A disk that is full is
//!    noticed here, where nothing has happened yet.
//! 2. The two change places in one step (`renameat2`, `renameatx_np`). There is no moment at which
//!    the path leads to nothing or to half a text, and what was there at that very moment is now
//!    beside it.
//! 3. That is compared with what was read. If it differs, it was saved meanwhile: the two change
//!    places again. What comes out then must be our text; if not, it is a save that came in between,
//!    and takes the place in turn. An editor that is still writing into the old file goes on
//!    writing into the file at the path.
//! 4. The old file is kept until all others are written, and compared once more before it is
//!    removed ([`Replaced::settle`]): an editor that had opened it before step 2 and emptied or
//!    wrote it after step 3 is heard as well. Only one that opens a file, leaves it alone through
//!    the whole run, and writes after that goes unheard.
//!
//! Where a file system can't exchange, the old file is moved aside and the new one is put in its
//! place only if nobody was quicker (`write/exchange.rs`). For an instant nothing is at the path,
//! but no save is lost.
//!
//! # Writing into a file
//!
//! A file that has several names (hard links), or whose owner or attributes can't be given to
//! another, would not be itself after an exchange. It is compared and written in place, with its
//! text kept beside it until that is done: half a text may be seen for an instant, and a save in
//! place that falls between the comparison and the writing right after it would be lost. What the
//! file is weighs more there, and that is why this way is not taken for all files. On Windows it
//! is taken for all, since the system keeps everybody else out meanwhile (`write/in_place.rs`).
//!
//! # Reports (`--output`, `--update-baseline`)
//!
//! Nothing that was read is compared. A file is replaced in one step, a link goes on leading to
//! it, and what is no file (a device, a pipe, `/dev/stdout`) is written into.

mod exchange;
mod in_place;
#[cfg(unix)]
mod likeness;
mod limit;
#[cfg(all(test, unix))]
mod tests;

use std::fs::{self, File};
use std::io::{self, Write as _};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{RealDisk, lands_at, real_path};
use tempfile::TempPath;

use exchange::{Exchanged, exchange};
pub(crate) use limit::hear_of_limits;

/// The moments at which somebody else may save while a file is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// The new text is about to be written beside the file.
    Writing,
    /// The new text is beside the file, or the old one where it is written in place.
    Written,
    /// The two have changed places.
    Exchanged,
    /// What was saved meanwhile is at the path again.
    PutBack,
}

/// What happens at such a moment; nothing but in tests.
type Meanwhile<'a> = &'a mut dyn FnMut(Moment) -> io::Result<()>;

/// A file that was replaced. What it was is kept beside it.
#[derive(Debug)]
#[must_use = "what the file was stays beside it until it is settled"]
pub(crate) struct Replaced(Option<Pair>);

/// Two files that change places.
#[derive(Debug)]
struct Pair {
    path: Utf8PathBuf,
    beside: Utf8PathBuf,
    before: String,
    after: String,
}

/// Replaces the text of a file, which may be known by the path of a link, and keeps what it is.
///
/// # Errors
/// A file that is read-only, is no file, or no longer holds `before`, is left as it is.
pub(crate) fn replace(path: &Utf8Path, before: &str, after: &str) -> io::Result<Replaced> {
    replace_while(path, before, after, &mut |_| Ok(()))
}

fn replace_while(
    path: &Utf8Path,
    before: &str,
    after: &str,
    meanwhile: Meanwhile<'_>,
) -> io::Result<Replaced> {
    let target = landing(path)?;
    let metadata = fs::metadata(&target)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no file; left as it is"));
    }
    if !may_be_written(&target, &metadata) {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the file is read-only; left as it is",
        ));
    }
    // Also where the old text could not be kept beside it.
    if fs::read(&target)? != before.as_bytes() {
        return Err(changed_meanwhile());
    }
    let Some(new) = like(&target, after, meanwhile)? else {
        in_place::replace(&target, before, after, meanwhile)?;
        return Ok(Replaced(None));
    };
    meanwhile(Moment::Written)?;
    // From here on it may be the name of somebody's save, which must not go with ours.
    let beside = new.keep().map_err(|error| error.error)?;
    let beside = Utf8PathBuf::from_path_buf(beside).map_err(|_| not_utf8())?;
    let pair = Pair {
        path: target,
        beside,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    match exchange(&pair.beside, &pair.path) {
        Ok(Exchanged::Done) => {}
        Ok(Exchanged::Overtaken) => {
            pair.remove_beside();
            return Err(changed_meanwhile());
        }
        Err(error) => {
            // Only where nothing was exchanged is it ours.
            if fs::read(&pair.beside).is_ok_and(|text| text == after.as_bytes()) {
                pair.remove_beside();
            }
            return Err(error);
        }
    }
    meanwhile(Moment::Exchanged)?;
    pair.look(meanwhile)?;
    Ok(Replaced(Some(pair)))
}

impl Replaced {
    /// Looks a last time whether what the file was is still what was read, and removes it.
    ///
    /// # Errors
    /// Where it was saved meanwhile, it takes its place again.
    pub(crate) fn settle(self) -> io::Result<()> {
        let Some(pair) = self.0 else {
            return Ok(());
        };
        pair.look(&mut |_| Ok(()))?;
        pair.remove_beside();
        Ok(())
    }
}

impl Pair {
    /// Compares what was at the path with what was read, and puts it back where that differs.
    fn look(&self, meanwhile: Meanwhile<'_>) -> io::Result<()> {
        /// Somebody saves once in a while, not again and again within microseconds.
        const MOST_SAVES: usize = 16;
        let mut beside = fs::read(&self.beside).ok();
        if beside.as_deref() == Some(self.before.as_bytes()) {
            return Ok(());
        }
        let mut at_path = Some(self.after.clone().into_bytes());
        for _ in 0..MOST_SAVES {
            let exchanged = exchange(&self.beside, &self.path);
            if exchanged.is_err() {
                break;
            }
            meanwhile(Moment::PutBack)?;
            let came_out = fs::read(&self.beside).ok();
            if matches!(exchanged, Ok(Exchanged::Overtaken)) || came_out == at_path {
                self.remove_beside();
                return Err(changed_meanwhile());
            }
            // A save that came in between is newer than the one that was just put there.
            at_path = beside;
            beside = came_out;
        }
        Err(io::Error::other(format!(
            "the file was changed meanwhile; what was saved is in {}",
            self.beside
        )))
    }

    fn remove_beside(&self) {
        // It is in nobody's way but for its name.
        let _ = fs::remove_file(&self.beside);
    }
}

/// Makes a file that is not there yet, also where a link leads. Folders on the way are made.
///
/// # Errors
/// A file that is there is left as it is.
pub(crate) fn create(path: &Utf8Path, text: &str) -> io::Result<()> {
    let target = landing(path)?;
    let new = beside(&target, text, &mut |_| Ok(()))?;
    as_new_files(&new)?;
    new.persist_noclobber(&target)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => changed_meanwhile(),
            _ => error.error,
        })
}

/// Removes a file, which may be known by the path of a link.
///
/// # Errors
/// A file that no longer holds `before` is left as it is.
pub(crate) fn remove(path: &Utf8Path, before: &str) -> io::Result<()> {
    let target = landing(path)?;
    match fs::read(&target)? == before.as_bytes() {
        true => fs::remove_file(&target),
        false => Err(changed_meanwhile()),
    }
}

/// Writes a report: into what is no file, and else at once, whether or not it was there. Folders on
/// the way are made.
pub(crate) fn put(path: &Utf8Path, text: &str) -> io::Result<()> {
    let known = fs::metadata(path).ok();
    let is_special = known
        .as_ref()
        .is_some_and(|it| !it.is_file() && !it.is_dir());
    if is_special || is_descriptor(path) {
        let mut into = File::options().append(true).open(path)?;
        return into.write_all(text.as_bytes());
    }
    let target = landing(path)?;
    let Some(metadata) = known else {
        let new = beside(&target, text, &mut |_| Ok(()))?;
        as_new_files(&new)?;
        return new.persist(&target).map_err(|error| error.error);
    };
    if metadata.is_file() && !may_be_written(&target, &metadata) {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the file is read-only; left as it is",
        ));
    }
    let new = match like(&target, text, &mut |_| Ok(())) {
        // A file may be ours to write where its folder isn't.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => None,
        new => new?,
    };
    match new {
        Some(new) => new.persist(&target).map_err(|error| error.error),
        None => in_place::overwrite(&target, text),
    }
}

/// True for a path by which a process reaches what it has open, such as `/dev/stdout`: a file
/// behind it has been opened by somebody who goes on writing into it.
fn is_descriptor(path: &Utf8Path) -> bool {
    /// Where systems list what is open.
    const FOLDERS: [&str; 2] = ["/proc", "/dev/fd"];
    /// A longer chain of links leads in a circle.
    const MOST_LINKS: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let folder = path.parent().and_then(|it| real_path(it).ok());
        if folder.is_some_and(|it| FOLDERS.iter().any(|folder| it.starts_with(folder))) {
            return true;
        }
        let Ok(target) = path.read_link_utf8() else {
            return false;
        };
        path = path.parent().unwrap_or(Utf8Path::new("")).join(target);
    }
    false
}

/// Where what is written to a path lands.
fn landing(path: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let full = std::path::absolute(path)?;
    let full = Utf8PathBuf::from_path_buf(full).map_err(|_| not_utf8())?;
    lands_at(&RealDisk, &full).ok_or_else(|| io::Error::other("links lead in a circle"))
}

/// A file beside `target` with a text of its own, and with all that is kept of a file; `None` where
/// that file would not be the same.
fn like(target: &Utf8Path, text: &str, meanwhile: Meanwhile<'_>) -> io::Result<Option<TempPath>> {
    #[cfg(unix)]
    {
        let old = File::open(target)?;
        if !likeness::can_be_replaced(&old)? {
            return Ok(None);
        }
        let new = beside(target, text, meanwhile)?;
        let file = File::options().write(true).open(&new)?;
        let is_alike = likeness::give(&file, &old)?;
        file.sync_all()?;
        Ok(is_alike.then_some(new))
    }
    #[cfg(not(unix))]
    {
        let _ = (target, text, meanwhile);
        Ok(None)
    }
}

/// A file beside `target`, which only we may read, with a text that has reached the disk. It is
/// removed when it is dropped. Folders on the way are made.
fn beside(target: &Utf8Path, text: &str, meanwhile: Meanwhile<'_>) -> io::Result<TempPath> {
    let folder = target.parent().unwrap_or(target);
    fs::create_dir_all(folder)?;
    let new = tempfile::Builder::new()
        .prefix(".dossier-")
        .tempfile_in(folder);
    let mut new = new.map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::PermissionDenied => "no file can be made in its folder".to_owned(),
            _ => error.to_string(),
        };
        io::Error::new(error.kind(), format!("{why}; left as it is"))
    })?;
    let written = meanwhile(Moment::Writing)
        .and_then(|()| new.write_all(text.as_bytes()))
        .and_then(|()| new.as_file().sync_all());
    written.map_err(|error| io::Error::new(error.kind(), format!("{error}; left as it is")))?;
    Ok(new.into_temp_path())
}

/// Gives a file the permissions that new ones get.
fn as_new_files(new: &TempPath) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The mask can only be read by setting it, so a file is made to see what comes of it.
        let folder = new.parent().unwrap_or(new);
        let usual = tempfile::Builder::new()
            .prefix(".dossier-")
            .permissions(fs::Permissions::from_mode(0o666))
            .tempfile_in(folder)?;
        fs::set_permissions(new, usual.as_file().metadata()?.permissions())
    }
    #[cfg(not(unix))]
    {
        let _ = new;
        Ok(())
    }
}

/// False for a file that is protected from being written, by us at least.
fn may_be_written(path: &Utf8Path, metadata: &fs::Metadata) -> bool {
    #[cfg(unix)]
    let is_ours = rustix::fs::access(path.as_std_path(), rustix::fs::Access::WRITE_OK).is_ok();
    #[cfg(not(unix))]
    let is_ours = path.exists();
    is_ours && !metadata.permissions().readonly()
}

fn changed_meanwhile() -> io::Error {
    io::Error::other("the file was changed meanwhile; left as it is")
}

fn not_utf8() -> io::Error {
    io::Error::other("the path is not UTF-8")
}
