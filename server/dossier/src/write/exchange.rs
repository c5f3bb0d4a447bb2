//! Two files change places.

use std::fs;
use std::io;

use camino::Utf8Path;
use tempfile::TempPath;

/// What became of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exchanged {
    /// What was at one path is at the other.
    Done,
    /// Somebody made a file at the path meanwhile, and that stays. What was there before, and has
    /// no more worth than any text that was saved over, is gone.
    Overtaken,
}

/// Puts the file `beside` at `path`, and what is there at that moment at `beside`.
pub(super) fn exchange(beside: &Utf8Path, path: &Utf8Path) -> io::Result<Exchanged> {
    match at_once(beside, path) {
        Ok(()) => Ok(Exchanged::Done),
        Err(error) if is_unknown(&error) => step_by_step(beside, path),
        Err(error) => Err(error),
    }
}

/// In one step, as far as the system and the file system can do that.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn at_once(beside: &Utf8Path, path: &Utf8Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let (beside, path) = (beside.as_std_path(), path.as_std_path());
    Ok(renameat_with(
        CWD,
        beside,
        CWD,
        path,
        RenameFlags::EXCHANGE,
    )?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn at_once(_beside: &Utf8Path, _path: &Utf8Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// True for the answer of a system or file system that can't exchange files.
fn is_unknown(error: &io::Error) -> bool {
    // Some file systems call the flag an invalid argument.
    matches!(
        error.kind(),
        io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
    )
}

/// The same in three steps. In between nothing is at `path`, and whoever makes a file there
/// meanwhile keeps it.
pub(super) fn step_by_step(beside: &Utf8Path, path: &Utf8Path) -> io::Result<Exchanged> {
    let folder = path.parent().unwrap_or(path);
    let aside = tempfile::Builder::new()
        .prefix(".dossier-")
        .tempfile_in(folder)?;
    let aside = aside.into_temp_path().keep().map_err(|error| error.error)?;
    if let Err(error) = fs::rename(path, &aside) {
        // It is the empty one that was made a moment ago.
        let _ = fs::remove_file(&aside);
        return Err(error);
    }
    let put = TempPath::try_from_path(beside.as_std_path())?.persist_noclobber(path);
    match put {
        Ok(()) => {
            fs::rename(&aside, beside)?;
            Ok(Exchanged::Done)
        }
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            // The file that is returned with the error goes when that is dropped.
            let _ = fs::remove_file(&aside);
            Ok(Exchanged::Overtaken)
        }
        Err(error) => {
            let put_back = fs::rename(&aside, path);
            let kept = error.path.keep().map(drop).map_err(|error| error.error);
            put_back.and(kept)?;
            Err(error.error)
        }
    }
}
