//! Links: what a link leads to is loaded through it, and is the same file at both paths.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};

/// The most other paths of one file that are looked at: links in folders that links lead to make
/// more of them without end.
const MOST: usize = 16;

/// The links that scans have come across. Copies share what is added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links(Arc<RwLock<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// Where each link leads, by its path, without further links on the way.
    targets: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    /// The same the other way round.
    links: BTreeMap<Utf8PathBuf, BTreeSet<Utf8PathBuf>>,
    /// The links to files that are read at the link's path instead of their own.
    read_there: BTreeSet<Utf8PathBuf>,
}

impl Links {
    /// Adds a link to what lies at `target`; true if it is new.
    pub(crate) fn add(&self, link: &Utf8Path, target: &Utf8Path) -> bool {
        self.write(|known| known.add(link, target))
    }

    /// The same for a link to a file that is read at the link's path, not at its own.
    pub(crate) fn add_read_there(&self, link: &Utf8Path, target: &Utf8Path) -> bool {
        self.write(|known| {
            known.read_there.insert(link.to_owned());
            known.add(link, target)
        })
    }

    /// Forgets the links at or below a folder; true if there were any.
    pub(crate) fn forget(&self, folder: &Utf8Path) -> bool {
        self.write(|known| {
            let links = known.targets.keys();
            let gone: Vec<Utf8PathBuf> = links
                .filter(|link| link.starts_with(folder))
                .cloned()
                .collect();
            for link in &gone {
                known.remove(link);
            }
            !gone.is_empty()
        })
    }

    /// False where there are none.
    pub(crate) fn are_any(&self) -> bool {
        self.read(|known| !known.targets.is_empty())
    }

    /// Where the link at `path` leads, if it is one.
    pub(crate) fn target(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.read(|known| known.targets.get(path).cloned())
    }

    /// Where the file at `path` really lies, as far as links are known.
    pub(crate) fn real(&self, path: &Utf8Path) -> Utf8PathBuf {
        self.read(|known| {
            let mut above = path.ancestors();
            let found = above.find_map(|above| Some((above, known.targets.get(above)?)));
            found.map_or_else(|| path.to_owned(), |(above, to)| joined(to, path, above))
        })
    }

    /// The links through which the file that lies at `path` is read, and not where it lies.
    pub(crate) fn read_through(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        self.read(|known| {
            let links = known.links.get(path).into_iter().flatten();
            let read = links.filter(|link| known.read_there.contains(*link));
            read.cloned().collect()
        })
    }

    /// The other paths by which the file at `path` is reached, those with the fewest links on
    /// their way first.
    pub(crate) fn paths_to(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        self.read(|known| {
            let mut found = known.through_one_link(path);
            let mut next = 0;
            while next < found.len() && found.len() < MOST {
                let further = known.through_one_link(&found[next]);
                found.extend(further.into_iter().filter(|it| it != path));
                next += 1;
            }
            found
        })
    }

    fn read<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Known {
    fn add(&mut self, link: &Utf8Path, target: &Utf8Path) -> bool {
        if self
            .targets
            .get(link)
            .is_some_and(|before| before == target)
        {
            return false;
        }
        self.remove_target(link);
        self.targets.insert(link.to_owned(), target.to_owned());
        let links = self.links.entry(target.to_owned()).or_default();
        links.insert(link.to_owned());
        true
    }

    fn remove(&mut self, link: &Utf8Path) {
        self.remove_target(link);
        self.read_there.remove(link);
    }

    fn remove_target(&mut self, link: &Utf8Path) {
        let Some(target) = self.targets.remove(link) else {
            return;
        };
        if let Some(links) = self.links.get_mut(&target) {
            links.remove(link);
            if links.is_empty() {
                self.links.remove(&target);
            }
        }
    }

    fn through_one_link(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        if self.links.is_empty() {
            return Vec::new();
        }
        let above = path.ancestors();
        let leading = above.filter_map(|target| Some((target, self.links.get(target)?)));
        let paths = leading.flat_map(|(target, links)| {
            // A link to a folder around itself leads nowhere new.
            let links = links.iter().filter(move |link| !link.starts_with(target));
            links.map(move |link| joined(link, path, target))
        });
        paths.collect()
    }
}

/// The path in `to` that `path` is in `folder`, or `to` where both are the same.
fn joined(to: &Utf8Path, path: &Utf8Path, folder: &Utf8Path) -> Utf8PathBuf {
    match path.strip_prefix(folder) {
        Ok(below) if below != "" => to.join(below),
        _ => to.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(all: &[(&str, &str)]) -> Links {
        let links = Links::default();
        for (link, target) in all {
            links.add(Utf8Path::new(link), Utf8Path::new(target));
        }
        links
    }

    #[test]
    fn a_file_is_the_same_at_each_path_that_leads_to_it() {
        let links = links(&[("/w/.a/x", "/w/x"), ("/w/x/one.md", "/w/y/one.md")]);
        let real = |path: &str| links.real(Utf8Path::new(path));
        assert_eq!(real("/w/.a/x/two.md"), "/w/x/two.md");
        assert_eq!(real("/w/x/one.md"), "/w/y/one.md");
        assert_eq!(real("/w/x/two.md"), "/w/x/two.md");
        let paths = |path: &str| links.paths_to(Utf8Path::new(path));
        assert_eq!(paths("/w/x/two.md"), ["/w/.a/x/two.md"]);
        assert_eq!(paths("/w/y/one.md"), ["/w/x/one.md", "/w/.a/x/one.md"]);
        assert!(links.forget(Utf8Path::new("/w/.a")));
        assert!(links.paths_to(Utf8Path::new("/w/x/two.md")).is_empty());
    }

    #[test]
    fn links_that_lead_in_a_circle_end_somewhere() {
        let links = links(&[("/w/a/b", "/w/b"), ("/w/b/a", "/w/a"), ("/w/a/all", "/w")]);
        assert!(links.paths_to(Utf8Path::new("/w/a/x.md")).len() < 2 * MOST);
    }
}
