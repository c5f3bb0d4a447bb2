//! The folder that reports name files from.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::{real_path, slashed};

use crate::address;
use crate::shown::one_line;

/// A folder.
pub(crate) struct Base(Option<Utf8PathBuf>);

impl Base {
    /// The current folder.
    pub(crate) fn current() -> Self {
        let here = std::env::current_dir().ok();
        Self(here.and_then(|it| Utf8PathBuf::from_path_buf(it).ok()))
    }

    /// The repository around the current folder, or that folder itself.
    pub(super) fn repository() -> Self {
        let Self(here) = Self::current();
        Self(here.map(|here| {
            let repository = here.ancestors().find(|above| above.join(".git").exists());
            repository.unwrap_or(&here).to_owned()
        }))
    }

    /// Some other folder.
    pub(crate) fn folder(folder: &Utf8Path) -> Self {
        Self(Some(folder.to_owned()))
    }

    /// The folder of a file that may not be there yet.
    pub(crate) fn around(file: &Utf8Path) -> Self {
        Self(Some(folder_of(file)))
    }

    /// The path from here with slashes, or the whole path of a file that lies elsewhere.
    pub(crate) fn relative(&self, path: &Utf8Path) -> String {
        slashed(self.inside(path).unwrap_or(path))
    }

    /// The same as a part of one line, for people.
    pub(crate) fn shown(&self, path: &Utf8Path) -> String {
        one_line(&self.relative(path)).into_owned()
    }

    /// The same as a path, with `..` for a file that lies elsewhere.
    pub(crate) fn relative_upwards(&self, path: &Utf8Path) -> String {
        let mut above = self.0.iter().flat_map(|folder| folder.ancestors());
        let common = above.find_map(|above| Some((above, path.strip_prefix(above).ok()?)));
        let (Some(folder), Some((above, rest))) = (&self.0, common) else {
            return self.relative(path);
        };
        let up = folder.components().count() - above.components().count();
        format!("{}{}", "../".repeat(up), slashed(rest))
    }

    /// The path from here as a URI reference, or the whole URI of a file that lies elsewhere,
    /// and whether it lies here.
    pub(super) fn uri(&self, path: &Utf8Path) -> (String, bool) {
        match self.inside(path) {
            Some(inside) => (address::escaped(&slashed(inside)), true),
            None => (file_uri(path), false),
        }
    }

    /// The URI of the folder itself, with a slash at its end.
    pub(super) fn own_uri(&self) -> Option<String> {
        let folder = self.0.as_ref()?;
        Some(format!("{}/", file_uri(folder).trim_end_matches('/')))
    }

    fn inside<'a>(&self, path: &'a Utf8Path) -> Option<&'a Utf8Path> {
        path.strip_prefix(self.0.as_ref()?).ok()
    }
}

/// The folder of a file that may not be there yet, by the path that the files in it are known by.
pub(super) fn folder_of(file: &Utf8Path) -> Utf8PathBuf {
    let full = camino::absolute_utf8(file).ok();
    let folder = full.as_deref().and_then(Utf8Path::parent);
    let folder = folder.unwrap_or(Utf8Path::new("."));
    real_path(folder).unwrap_or_else(|_| folder.to_owned())
}

/// The URI of a file; its path with slashes where that isn't a whole one.
fn file_uri(path: &Utf8Path) -> String {
    address::text_of(path).unwrap_or_else(|| address::escaped(&slashed(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_from_the_folder_and_one_elsewhere_in_full() {
        let base = Base::folder(Utf8Path::new("/w"));
        assert_eq!(base.relative(Utf8Path::new("/w/a b.md")), "a b.md");
        assert_eq!(base.relative(Utf8Path::new("/v/a.md")), "/v/a.md");
        assert_eq!(base.relative_upwards(Utf8Path::new("/v/a.md")), "../v/a.md");
        assert_eq!(base.relative_upwards(Utf8Path::new("/w/b/a.md")), "b/a.md");
        assert_eq!(
            base.uri(Utf8Path::new("/w/a b/é.md")),
            ("a%20b/%C3%A9.md".to_owned(), true)
        );
        assert_eq!(
            base.uri(Utf8Path::new("/v/a.md")),
            ("file:///v/a.md".to_owned(), false)
        );
        assert_eq!(base.own_uri().as_deref(), Some("file:///w/"));
    }
}
