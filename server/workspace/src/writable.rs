//! What may be written: what somebody opened or named, and never what only a file's text or a link
//! leads to.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::Disk;

/// A longer chain of links leads in a circle.
const MOST_LINKS: usize = 40;

/// What marks the root of a repository.
const REPOSITORY: &str = ".git";

/// The folders and files that may be written, by where they really lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writable(BTreeSet<Utf8PathBuf>);

impl Writable {
    /// What lies in `named` files and folders, and in the repositories that these lie in.
    pub fn new<'a>(disk: &dyn Disk, named: impl IntoIterator<Item = &'a Utf8Path>) -> Self {
        let named = named.into_iter().filter_map(|path| lands_at(disk, path));
        let with_repository = named.flat_map(|path| {
            let mut above = path.ancestors();
            let repository = above.find(|folder| disk.exists(&folder.join(REPOSITORY)));
            let repository = repository.map(Utf8Path::to_owned);
            [Some(path), repository]
        });
        Self(with_repository.flatten().collect())
    }

    /// True for a path that leads, through whatever links, to something that may be written; it
    /// need not be there yet.
    pub fn may_write(&self, disk: &dyn Disk, path: &Utf8Path) -> bool {
        let target = lands_at(disk, path);
        target.is_some_and(|target| target.ancestors().any(|it| self.0.contains(it)))
    }
}

/// Where what is written to a path lands: the path without the links on its way, of which the last
/// may lead to something that is not there yet. `None` where links lead in a circle.
pub fn lands_at(disk: &dyn Disk, path: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut links_left = MOST_LINKS;
    landing(disk, path, &mut links_left)
}

fn landing(disk: &dyn Disk, path: &Utf8Path, links_left: &mut usize) -> Option<Utf8PathBuf> {
    if disk.exists(path) {
        return Some(disk.real(path));
    }
    if let Some(target) = disk.link(path) {
        *links_left = links_left.checked_sub(1)?;
        // A whole path stands for itself when it is joined.
        return landing(disk, &path.parent()?.join(target), links_left);
    }
    let Some(folder) = path.parent() else {
        return Some(path.to_owned());
    };
    let mut folder = landing(disk, folder, links_left)?;
    match path.file_name() {
        Some(name) => folder.push(name),
        // `..`
        None => _ = folder.pop(),
    }
    Some(folder)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::RealDisk;

    /// A folder to play in, by where it really lies.
    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path =
            Utf8PathBuf::from_path_buf(dunce::canonicalize(folder.path()).expect("it is there"));
        (folder, path.expect("a path in UTF-8"))
    }

    fn make(folder: &Utf8Path) {
        std::fs::create_dir_all(folder).expect("a folder");
    }

    #[test]
    fn what_a_link_leads_out_to_may_not_be_written() {
        let (_kept, at) = folder();
        make(&at.join("work/agents"));
        make(&at.join("outside"));
        symlink("../../outside", at.join("work/agents/ext")).expect("a link");
        symlink("/etc/new.md", at.join("work/new.md")).expect("a link");
        symlink("agents", at.join("work/same")).expect("a link");
        symlink("round/and", at.join("work/round")).expect("a link");
        let writable = Writable::new(&RealDisk, [&*at.join("work")]);
        let may = |path: &str| writable.may_write(&RealDisk, &at.join(path));
        for path in [
            "work",
            "work/a.md",
            "work/agents/new/a.md",
            "work/same/a.md",
        ] {
            assert!(may(path), "{path}");
        }
        for path in [
            "outside/a.md",
            "work/agents/ext/a.md",
            "work/agents/ext/new/a.md",
            "work/new.md",
            "work/round/a.md",
            "work/../outside/a.md",
            "work/none/../../../outside/a.md",
            "workshop/a.md",
        ] {
            assert!(!may(path), "{path}");
        }
    }

    #[test]
    fn the_repository_around_and_what_was_named_through_a_link_may_be_written() {
        let (_kept, at) = folder();
        make(&at.join("repository/.git"));
        make(&at.join("repository/team"));
        make(&at.join("elsewhere"));
        std::fs::write(at.join("elsewhere/a.md"), "").expect("a file");
        symlink("../elsewhere/a.md", at.join("repository/a.md")).expect("a link");
        let named = [at.join("repository/team"), at.join("repository/a.md")];
        let writable = Writable::new(&RealDisk, named.iter().map(|it| &**it));
        let may = |path: &str| writable.may_write(&RealDisk, &at.join(path));
        assert!(may("repository/other/a.md"));
        assert!(may("elsewhere/a.md"));
        assert!(!may("elsewhere/b.md"));
    }
}
