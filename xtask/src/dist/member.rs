//! The files of a package, and how they are packed. The same files make the same bytes.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file of a package.
pub(super) struct Member {
    /// Where it lies in the package, with forward slashes.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// It is a program.
    pub(super) runs: bool,
}

impl Member {
    /// A file that is no program.
    pub(super) fn text(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: bytes.into(),
            runs: false,
        }
    }

    /// A program.
    pub(super) fn program(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            runs: true,
            ..Self::text(path, bytes)
        }
    }

    fn mode(&self) -> u32 {
        match self.runs {
            true => 0o755,
            false => 0o644,
        }
    }
}

/// When all files are from, in seconds since 1970: the first moment that a zip archive knows.
const MODIFIED: u64 = 315_532_800;

/// Packs a `.tar.gz`.
pub(super) fn tar_gz(to: &Path, members: &[Member]) -> io::Result<()> {
    let gz = GzEncoder::new(File::create(to)?, Compression::best());
    let mut archive = tar::Builder::new(gz);
    for member in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(member.bytes.len() as u64);
        header.set_mode(member.mode());
        header.set_mtime(MODIFIED);
        archive.append_data(&mut header, &member.path, member.bytes.as_slice())?;
    }
    archive.into_inner()?.finish()?.flush()
}

/// Packs a `.zip`, or a `.whl`, which is one.
pub(super) fn zip(to: &Path, members: &[Member]) -> io::Result<()> {
    let mut archive = ZipWriter::new(File::create(to)?);
    for member in members {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(member.mode());
        archive.start_file(member.path.as_str(), options)?;
        archive.write_all(&member.bytes)?;
    }
    archive.finish()?.flush()
}

/// Lays the files out in a folder.
pub(super) fn lay_out(folder: &Path, members: &[Member]) -> io::Result<()> {
    for member in members {
        let path = folder.join(&member.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, &member.bytes)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(member.mode()))?;
        }
    }
    Ok(())
}

/// A file as `gzip` packs it.
pub(super) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}
