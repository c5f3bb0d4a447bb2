//! Where paths lead.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// The whole path of what `path` leads to, without links on the way. Windows' own answer starts with
/// `\\?\`, which makes it another path than the one that people, editors and we write.
///
/// # Errors
/// Nothing is there, it can't be asked for, or its path is not UTF-8.
pub fn real_path(path: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let real = dunce::canonicalize(path)?;
    let real = Utf8PathBuf::try_from(real).map_err(camino::FromPathBufError::into_io_error)?;
    Ok(match of_share(real.as_str()) {
        Some(plain) => plain.into(),
        None => real,
    })
}

/// `\\server\share\a` of `\\?\UNC\server\share\a`, which dunce leaves as it is.
fn of_share(path: &str) -> Option<String> {
    let share = path.strip_prefix(r"\\?\UNC\")?;
    Some(format!(r"\\{share}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_named_as_people_name_it() {
        assert_eq!(
            of_share(r"\\?\UNC\wsl$\Debian\w\a.md").as_deref(),
            Some(r"\\wsl$\Debian\w\a.md")
        );
        for path in [
            "/w/a.md",
            r"C:\w\a.md",
            r"\\?\C:\w\con",
            r"\\server\share\a.md",
        ] {
            assert_eq!(of_share(path), None, "{path}");
        }
    }
}
