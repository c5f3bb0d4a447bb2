//! Writing files so that nobody ever sees half of one.

use std::fs;
use std::io::{self, Write as _};

use camino::Utf8Path;

/// Replaces the text of a file at once, and keeps its permissions. A link keeps leading to the
/// file, which is the one that is written.
///
/// # Errors
/// A file that is read-only, or that no longer holds `before`, is left as it is.
pub(crate) fn replace(path: &Utf8Path, before: &str, after: &str) -> io::Result<()> {
    let target = path.canonicalize_utf8()?;
    let permissions = fs::metadata(&target)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "the file is read-only; left as it is",
        ));
    }
    if fs::read(&target)? != before.as_bytes() {
        return Err(io::Error::other(
            "the file was changed meanwhile; left as it is",
        ));
    }
    put(&target, after, Some(permissions))
}

/// Writes a file at once, whether or not it was there. Folders on the way are made.
pub(crate) fn put(
    path: &Utf8Path,
    text: &str,
    permissions: Option<fs::Permissions>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != "" => folder,
        _ => Utf8Path::new("."),
    };
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dossier-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What a new file gets, less what the process masks.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
