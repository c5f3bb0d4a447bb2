//! Reading files that nobody vouches for.
//!
//! A repository holds what its author put there: links to devices, pipes that nobody writes to,
//! files without end. Everything that is read of one is read here: regular files only, and no more
//! of them than anybody writes.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};

use camino::Utf8Path;

/// The most bytes of a text, unless a program's table says less. The largest Markdown files that
/// people keep beside agents are changelogs of two or three megabytes.
pub const LARGEST_TEXT: u64 = 16_000_000;

/// The most bytes of a file that says how others are to be read: `dossier.toml`, a manifest, what
/// git ignores. Those of the largest repositories have some ten thousand.
pub const LARGEST_SETTINGS: u64 = 1_000_000;

/// Why a file is not read.
#[derive(Debug)]
pub enum Unreadable {
    /// It is a folder, a pipe, a device or the like.
    NotRegular,
    /// It has more than so many bytes.
    TooLarge(u64),
    /// It can't be opened or read.
    Io(io::Error),
}

impl Unreadable {
    /// True where there just is no such file.
    pub fn is_missing(&self) -> bool {
        let Self::Io(error) = self else {
            return false;
        };
        matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        )
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotRegular => f.write_str("not a regular file"),
            Self::TooLarge(most) => write!(f, "larger than {most} bytes"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<Unreadable> for io::Error {
    fn from(error: Unreadable) -> Self {
        match error {
            Unreadable::Io(error) => error,
            other => Self::other(other),
        }
    }
}

/// The bytes of the regular file at `path`, which are `most` at most. Waits for nobody.
///
/// # Errors
/// Says why it is not read.
pub fn read(path: &Utf8Path, most: u64) -> Result<Vec<u8>, Unreadable> {
    // Before it is opened, since that alone wakes up some devices.
    if !path.metadata().map_err(Unreadable::Io)?.is_file() {
        return Err(Unreadable::NotRegular);
    }
    let file = open(path).map_err(Unreadable::Io)?;
    // What is open now may be something else.
    let metadata = file.metadata().map_err(Unreadable::Io)?;
    if !metadata.is_file() {
        return Err(Unreadable::NotRegular);
    }
    let size = metadata.len();
    if size > most {
        return Err(Unreadable::TooLarge(most));
    }
    // One more than there should be: files in /proc say that they are empty, others grow.
    let mut bytes = vec![0; usize::try_from(size).unwrap_or_default() + 1];
    let mut file = file.take(most + 1);
    let read = file.read(&mut bytes).or_else(|error| match error.kind() {
        io::ErrorKind::Interrupted => Ok(0),
        _ => Err(Unreadable::Io(error)),
    })?;
    bytes.truncate(read);
    // Nearly all have what they say, and need not be asked for more.
    if read == 0 || read as u64 != size {
        file.read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    }
    if bytes.len() as u64 > most {
        return Err(Unreadable::TooLarge(most));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn open(path: &Utf8Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    use rustix::fs::OFlags;

    // Opening a pipe waits for a writer otherwise, and a terminal may become the process's own.
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    let mut options = OpenOptions::new();
    // The system's flags fit its own type, and these are small ones.
    options.custom_flags(i32::try_from(flags).unwrap_or_default());
    options.read(true).open(path)
}

#[cfg(not(unix))]
fn open(path: &Utf8Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// True for what lies at `path` and belongs to the user or to the system's administrator. Where a
/// link leads to it, that must be theirs, too.
#[cfg(unix)]
pub(crate) fn is_own(path: &Utf8Path) -> bool {
    const ADMINISTRATOR: u32 = 0;
    let user = rustix::process::geteuid().as_raw();
    owners(path).is_some_and(|owners| owners.iter().all(|it| [user, ADMINISTRATOR].contains(it)))
}

/// The same, and for what belongs to whoever `folder` belongs to.
#[cfg(unix)]
pub(crate) fn is_trusted(path: &Utf8Path, folder: &Utf8Path) -> bool {
    let of_folder = owners(folder);
    is_own(path) || of_folder.is_some_and(|[_, owner]| owners(path) == Some([owner, owner]))
}

/// Whom a path belongs to, and what it leads to.
#[cfg(unix)]
fn owners(path: &Utf8Path) -> Option<[u32; 2]> {
    use std::os::unix::fs::MetadataExt as _;

    let (link, target) = (path.symlink_metadata().ok()?, path.metadata().ok()?);
    Some([link.uid(), target.uid()])
}

/// Whose a file is, is not asked here.
#[cfg(not(unix))]
pub(crate) fn is_own(_path: &Utf8Path) -> bool {
    false
}

/// Whose a repository is, is not asked here.
#[cfg(not(unix))]
pub(crate) fn is_trusted(_path: &Utf8Path, _folder: &Utf8Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    /// What becomes of reading what `make` puts at a path.
    fn read_of(make: impl Fn(&Utf8Path)) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap().join("x.md");
        make(&path);
        match read(&path, 8) {
            Ok(bytes) => format!("{:?}", String::from_utf8(bytes).unwrap()),
            Err(Unreadable::Io(error)) => format!("{:?}", error.kind()),
            Err(other) => other.to_string(),
        }
    }

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let with = |text: &'static str| read_of(|path| std::fs::write(path, text).unwrap());
        assert_eq!(with(""), "\"\"");
        assert_eq!(with("12345678"), "\"12345678\"");
        assert_eq!(with("123456789"), "larger than 8 bytes");
        assert_eq!(read_of(|_| ()), format!("{:?}", ErrorKind::NotFound));
    }

    #[test]
    fn a_file_of_a_gigabyte_takes_no_memory() {
        let sparse = |path: &Utf8Path| File::create(path).unwrap().set_len(1 << 30).unwrap();
        assert_eq!(read_of(sparse), "larger than 8 bytes");
    }

    #[test]
    fn folders_are_no_files() {
        assert_eq!(
            read_of(|path| std::fs::create_dir(path).unwrap()),
            "not a regular file"
        );
    }

    #[cfg(unix)]
    #[test]
    fn nobody_waits_for_a_pipe_or_a_device_or_runs_in_circles() {
        use std::os::unix::fs::symlink;

        let pipe = |path: &Utf8Path| {
            let made = std::process::Command::new("mkfifo").arg(path).status();
            assert!(made.unwrap().success());
        };
        assert_eq!(read_of(pipe), "not a regular file");
        for target in ["/dev/zero", "/dev/null", "/dev/tty", "/"] {
            let link = |path: &Utf8Path| symlink(target, path).unwrap();
            assert_eq!(read_of(link), "not a regular file", "{target}");
        }
        // The system's own words for this are not the same everywhere.
        let circle = read_of(|path| symlink("x.md", path).unwrap());
        assert_ne!(circle, format!("{:?}", ErrorKind::NotFound));
        assert_ne!(circle, "not a regular file");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_says_it_is_empty_has_an_end_all_the_same() {
        let link = |path: &Utf8Path| std::os::unix::fs::symlink("/proc/cpuinfo", path).unwrap();
        assert_eq!(read_of(link), "larger than 8 bytes");
    }
}
