//! Which machines may be asked for files.
//!
//! A Windows path may name another machine (`\\machine\share\a.md`). Asking whether a file is there
//! logs the user in, which tells that machine his name and a hash of his password. So a text that
//! somebody put into a repository must not make us ask; what the user opens himself may.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::{Disk, Unreadable};

/// The machines whose files the user has opened, besides his own. Copies share what is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Machines(Arc<RwLock<BTreeSet<String>>>);

impl Machines {
    /// Adds the machine that a path names, if it names one.
    pub(crate) fn add(&self, path: &Utf8Path) {
        if let Some(machine) = machine_of(path.as_str()) {
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            all.insert(machine);
        }
    }

    /// True for a path on this machine or one of these.
    fn hold(&self, path: &Utf8Path) -> bool {
        machine_of(path.as_str()).is_none_or(|machine| {
            let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
            all.contains(&machine)
        })
    }
}

/// The machine that a Windows path names, in small letters; empty for what is none of these: a
/// device.
fn machine_of(path: &str) -> Option<String> {
    let is_slash = |it: char| matches!(it, '/' | '\\');
    let rest = path.strip_prefix(is_slash)?.strip_prefix(is_slash)?;
    let mut parts = rest.split(is_slash);
    let first = parts.next().unwrap_or_default();
    let named = match first {
        "?" | "." => match parts.next().unwrap_or_default() {
            // A path on a drive, as the system writes it.
            drive if first == "?" && drive.len() == 2 && drive.ends_with(':') => return None,
            unc if unc.eq_ignore_ascii_case("UNC") => parts.next().unwrap_or_default(),
            _ => "",
        },
        machine => machine,
    };
    Some(named.to_lowercase())
}

/// A disk of which only these machines are asked.
#[derive(Debug)]
pub(crate) struct AskedOnly {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) machines: Machines,
}

impl Disk for AskedOnly {
    fn text(&self, path: &Utf8Path, most: u64) -> Result<String, Unreadable> {
        match self.machines.hold(path) {
            true => self.disk.text(path, most),
            false => Err(Unreadable::Io(std::io::ErrorKind::NotFound.into())),
        }
    }

    fn is_own(&self, path: &Utf8Path) -> bool {
        self.machines.hold(path) && self.disk.is_own(path)
    }

    fn is_trusted(&self, path: &Utf8Path, folder: &Utf8Path) -> bool {
        self.machines.hold(path) && self.disk.is_trusted(path, folder)
    }

    fn is_file(&self, path: &Utf8Path) -> bool {
        self.machines.hold(path) && self.disk.is_file(path)
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        self.machines.hold(path) && self.disk.exists(path)
    }

    fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        match self.machines.hold(path) {
            true => self.disk.real(path),
            false => path.to_owned(),
        }
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.machines.hold(path).then(|| self.disk.link(path))?
    }

    fn list(&self, folder: &Utf8Path) -> Vec<String> {
        match self.machines.hold(folder) {
            true => self.disk.list(folder),
            false => Vec::new(),
        }
    }

    fn files_below(
        &self,
        folder: &Utf8Path,
        honours_git: bool,
        is_wanted: &dyn Fn(&Utf8Path) -> bool,
    ) -> Vec<Utf8PathBuf> {
        match self.machines.hold(folder) {
            true => self.disk.files_below(folder, honours_git, is_wanted),
            false => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_machine_however_it_is_written() {
        for path in [
            r"\\Server\share\a.md",
            "//server/share/a.md",
            r"\/server/share",
            r"\\?\UNC\server\share\a.md",
            r"//./unc/server/share",
        ] {
            assert_eq!(machine_of(path).as_deref(), Some("server"), "{path}");
        }
        for path in [
            r"\\.\pipe\a",
            r"\\?\GLOBALROOT\Device",
            r"\\.\C:\a.md",
            "//",
        ] {
            assert_eq!(machine_of(path).as_deref(), Some(""), "{path}");
        }
        for path in [
            "/w/a.md",
            r"C:\w\a.md",
            r"\\?\C:\w\a.md",
            "a//b",
            r"\w\a.md",
            "",
        ] {
            assert_eq!(machine_of(path), None, "{path}");
        }
    }

    /// A disk that has whatever it is asked for.
    #[derive(Debug)]
    struct HasAll;

    impl Disk for HasAll {
        fn text(&self, _: &Utf8Path, _: u64) -> Result<String, Unreadable> {
            Ok("text".to_owned())
        }
        fn is_file(&self, _: &Utf8Path) -> bool {
            true
        }
        fn exists(&self, _: &Utf8Path) -> bool {
            true
        }
        fn real(&self, _: &Utf8Path) -> Utf8PathBuf {
            "/real".into()
        }
        fn link(&self, _: &Utf8Path) -> Option<Utf8PathBuf> {
            Some("/linked".into())
        }
        fn list(&self, _: &Utf8Path) -> Vec<String> {
            vec!["a.md".to_owned()]
        }
        fn files_below(
            &self,
            _: &Utf8Path,
            _: bool,
            _: &dyn Fn(&Utf8Path) -> bool,
        ) -> Vec<Utf8PathBuf> {
            vec!["/below".into()]
        }
    }

    #[test]
    fn whatever_is_asked_for_on_another_machine_is_not_there() {
        let machines = Machines::default();
        machines.add(Utf8Path::new(r"\\server\share\w"));
        let disk = AskedOnly {
            disk: Arc::new(HasAll),
            machines,
        };
        for (path, is_asked) in [
            ("/w/a.md", true),
            (r"\\server\other\a.md", true),
            (r"\\evil\share\a.md", false),
        ] {
            let path = Utf8Path::new(path);
            assert_eq!(disk.text(path, 9).is_ok(), is_asked, "{path}");
            assert_eq!(disk.is_own(path), is_asked, "{path}");
            assert_eq!(disk.is_trusted(path, path), is_asked, "{path}");
            assert_eq!(disk.is_file(path), is_asked, "{path}");
            assert_eq!(disk.exists(path), is_asked, "{path}");
            assert_eq!(disk.real(path) == "/real", is_asked, "{path}");
            assert_eq!(disk.link(path).is_some(), is_asked, "{path}");
            assert_eq!(disk.list(path).len() == 1, is_asked, "{path}");
            let below = disk.files_below(path, true, &|_| true);
            assert_eq!(below.len() == 1, is_asked, "{path}");
        }
        let evil = Utf8Path::new(r"\\evil\share\a.md");
        assert_eq!(disk.real(evil), evil, "a link on it is not followed");
    }

    #[test]
    fn only_a_machine_that_the_user_turned_to_is_asked() {
        let machines = Machines::default();
        let hold = |path: &str| machines.hold(Utf8Path::new(path));
        assert!(hold(r"C:\w\a.md") && hold("/w/a.md"));
        machines.add(Utf8Path::new(r"\\server\share\w"));
        assert!(hold("//SERVER/other/a.md"));
        assert!(!hold(r"\\evil\share\a.md"));
        assert!(!hold(r"\\.\pipe\a"));
    }
}
