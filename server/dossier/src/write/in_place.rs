//! Writing into a file that must stay the one it is.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};

use camino::Utf8Path;

use super::{Meanwhile, Moment, beside, changed_meanwhile};

/// Writes `after` into a file that holds `before`. That is kept beside it until it is done.
pub(super) fn replace(
    path: &Utf8Path,
    before: &str,
    after: &str,
    meanwhile: Meanwhile<'_>,
) -> io::Result<()> {
    let kept = beside(path, before, meanwhile)?;
    meanwhile(Moment::Written)?;
    let mut file = alone(path)?;
    let mut found = Vec::new();
    file.read_to_end(&mut found)?;
    if found != before.as_bytes() {
        return Err(changed_meanwhile());
    }
    if let Err(error) = write(&mut file, after) {
        return Err(match write(&mut file, before) {
            Ok(()) => io::Error::new(error.kind(), format!("{error}; left as it is")),
            Err(_) => match kept.keep() {
                Ok(kept) => io::Error::new(
                    error.kind(),
                    format!("{error}; what it held is in {}", kept.display()),
                ),
                Err(_) => error,
            },
        });
    }
    match is_at(&file, path)? {
        true => Ok(()),
        // Somebody put another file in its place, which is newer than what was read.
        false => Err(changed_meanwhile()),
    }
}

/// Writes `text` into a file, whatever it holds.
pub(super) fn overwrite(path: &Utf8Path, text: &str) -> io::Result<()> {
    write(&mut alone(path)?, text)
}

/// Opens a file. Windows lets nobody else have it open meanwhile.
fn alone(path: &Utf8Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt as _;
        options.share_mode(0);
    }
    options.open(path)
}

/// Writes over what a file holds, and cuts off the rest at last, so that what was there can be
/// written again without asking for room.
fn write(file: &mut File, text: &str) -> io::Result<()> {
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)?;
    file.sync_all()
}

/// True while a path leads to an open file.
fn is_at(file: &File, path: &Utf8Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (file, there) = (file.metadata()?, fs::metadata(path)?);
        Ok((file.dev(), file.ino()) == (there.dev(), there.ino()))
    }
    #[cfg(not(unix))]
    {
        // Nobody can put another in its place while it is open.
        let _ = (file, fs::metadata(path)?);
        Ok(true)
    }
}
