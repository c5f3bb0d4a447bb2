//! Which folders and files are watched for changes.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialect;
use dossier_workspace::{FileId, OwnPrograms, Places, Snapshot};
use notify::RecursiveMode;
use rustc_hash::FxHashSet;

/// How a folder is watched: where the system watches whole trees at the price of a folder, as one.
pub(crate) const MODE: RecursiveMode = if cfg!(any(windows, target_os = "macos")) {
    RecursiveMode::Recursive
} else {
    RecursiveMode::NonRecursive
};

/// So many folders of a workspace are watched at most. Systems allow some ten thousands of them to
/// all programs together.
const MOST: usize = 8192;

/// The folders to watch so that nothing is missed that a scan of `roots` would find. Of a
/// workspace with very many folders, those that hold agent files or may soon, and others as far as
/// there is room, those near the roots first.
pub(crate) fn all_folders(snapshot: &Snapshot, roots: &[Utf8PathBuf]) -> BTreeSet<Utf8PathBuf> {
    let mut all = folders(snapshot, roots);
    if MODE == RecursiveMode::NonRecursive {
        let room = MOST.saturating_sub(all.len());
        all.extend(dossier_workspace::folders(roots, room, snapshot.places()));
    }
    all
}

/// Every folder that holds a file of the index, the folders up to its root, and those that wait
/// for a first file: not whole trees, which may hold a hundred thousand folders of somebody
/// else's code.
pub(crate) fn folders(snapshot: &Snapshot, roots: &[Utf8PathBuf]) -> BTreeSet<Utf8PathBuf> {
    let places = snapshot.places();
    let mut folders: BTreeSet<Utf8PathBuf> = places.config_roots().into_iter().collect();
    let inside = folders.iter().flat_map(|root| folders_in(root, places));
    let inside: Vec<_> = inside.collect();
    folders.extend(inside);
    // Its own entries too: `agents` may come later.
    let config = places.home().config().map(|(_, folder)| folder);
    folders.extend(config.filter(|it| it.is_dir()).map(Utf8Path::to_owned));
    folders.extend(folders_up_to(roots, &folders, snapshot));
    folders.extend(roots.iter().flat_map(|root| agent_folders(root, places)));
    folders.extend(roots.iter().cloned());
    folders.extend(places.own_programs().folders().map(Utf8Path::to_owned));
    let configs = snapshot.configuration().files();
    folders.extend(configs.filter_map(|file| Some(file.path.parent()?.to_owned())));
    folders
}

/// Every folder that holds a file of the index, and those above it, as far as they lie in `roots`
/// or in the `known` folders.
fn folders_up_to(
    roots: &[Utf8PathBuf],
    known: &BTreeSet<Utf8PathBuf>,
    snapshot: &Snapshot,
) -> BTreeSet<Utf8PathBuf> {
    let places = snapshot.places();
    // What is open is known wherever it lies, and `around_open` is about that. A scan's folders are
    // found by looking for them, too.
    let open: FxHashSet<FileId> = snapshot.open_files().collect();
    let is_in_roots = |path: &Utf8Path| roots.iter().any(|root| path.starts_with(root));
    let files = snapshot.index().files();
    let files = files.filter(|(id, file, _)| !open.contains(id) || !is_in_roots(&file.path));
    let paths = files.map(|(_, file, _)| &*file.path);
    let mut found = BTreeSet::new();
    // Thousands of files lie in one folder, and many folders in few others.
    let mut seen = FxHashSet::default();
    let mut add = |path: &Utf8Path| {
        for folder in path.ancestors().skip(1) {
            if !seen.insert(folder.as_str().to_owned()) {
                return;
            }
            let is_inside = roots.iter().any(|root| folder.starts_with(root))
                || folder.ancestors().any(|above| known.contains(above));
            if !is_inside {
                return;
            }
            found.insert(folder.to_owned());
        }
    };
    for path in paths {
        add(path);
        // What is read through a link is written where it lies.
        let real = places.real(path);
        if real != path {
            add(&real);
        }
    }
    found
}

/// The folders around the open documents, as far as they lie in `roots`, and those in which the
/// manifests of plugins would lie there, whether they are there or not: what a document is depends
/// on that, also where no scan looks.
pub(crate) fn around_open(snapshot: &Snapshot, roots: &[Utf8PathBuf]) -> BTreeSet<Utf8PathBuf> {
    let mut found = BTreeSet::new();
    if MODE == RecursiveMode::Recursive {
        // They lie in trees that are watched as a whole.
        return found;
    }
    let index = snapshot.index();
    for id in snapshot.open_files() {
        let above = index.file(id).path.ancestors().skip(1);
        for folder in above.filter(|folder| roots.iter().any(|root| folder.starts_with(root))) {
            let manifests = snapshot.dialects().manifests();
            let manifests = manifests.filter_map(|name| Some(folder.join(name).parent()?.into()));
            found.extend(manifests);
            found.insert(folder.to_owned());
        }
    }
    found
}

/// The folders of a root in which programs look for agent files, and the folders in these: a new
/// skill is an empty folder at first.
fn agent_folders(root: &Utf8Path, places: &Places) -> BTreeSet<Utf8PathBuf> {
    let kinds = places.dialects().iter().flat_map(Dialect::kinds);
    let globs = kinds.flat_map(|kind| &kind.paths);
    let mut folders = BTreeSet::new();
    for folder in globs.filter_map(|glob| literal_folder(glob)) {
        let folder = root.join(folder);
        let above = folder.ancestors().take_while(|above| *above != root);
        folders.extend(above.map(Utf8Path::to_owned));
        folders.extend(folders_in(&folder, places));
    }
    folders.retain(|folder| folder.is_dir());
    folders
}

/// The folders in a folder.
fn folders_in(folder: &Utf8Path, places: &Places) -> Vec<Utf8PathBuf> {
    let names = places.disk().list(folder);
    let inside = names.iter().filter_map(|name| name.strip_suffix('/'));
    inside.map(|name| folder.join(name)).collect()
}

/// The folder that a glob starts with, if it is the same everywhere: `.claude/agents` for
/// `**/.claude/agents/**/*.md`.
fn literal_folder(glob: &str) -> Option<&str> {
    let glob = glob.strip_prefix("**/").unwrap_or(glob);
    let literal = &glob[..glob.find('*').unwrap_or(glob.len())];
    literal.rsplit_once('/').map(|(folder, _)| folder)
}

/// Files of interest, those that say what is ignored, and whatever may be a folder of such.
pub(crate) fn matters(path: &Utf8Path, places: &Places) -> bool {
    places.is_of_interest(path)
        || OwnPrograms::may_hold(path)
        || says_what_is_ignored(path)
        || places.is_repository_mark(path)
        || path.is_dir()
        || path.extension().is_none() && !path.exists()
}

/// The names of files after which other files may be read than before.
const SAY_WHAT_IS_IGNORED: [&str; 2] = [".gitignore", ".ignore"];

/// True for a file after which other files may be read than before.
pub(crate) fn says_what_is_ignored(path: &Utf8Path) -> bool {
    path.file_name()
        .is_some_and(|name| SAY_WHAT_IS_IGNORED.contains(&name))
}

/// Where the files of a folder would lie on which others depend: what is read of them, or to which
/// plugin they belong.
pub(crate) fn unsettling_in<'a>(
    folder: &'a Utf8Path,
    places: &'a Places,
) -> impl Iterator<Item = Utf8PathBuf> {
    let manifests = places.dialects().manifests();
    let names = manifests.chain(SAY_WHAT_IS_IGNORED);
    names.map(|name| folder.join(name))
}

#[cfg(test)]
mod tests {
    use dossier_workspace::real_path;

    use super::*;

    const AGENT: &str = "---\nname: x\ndescription: Is open.\n---\n";

    #[test]
    fn an_open_agent_makes_no_scanned_folder_of_the_one_it_lies_in() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        let root = real_path(root).unwrap();
        let agents = root.join("build/.claude/agents");
        std::fs::create_dir_all(&agents).unwrap();
        let mut world = crate::start::world().unwrap();
        world.open(&agents.join("x.md"), AGENT, 1);
        let roots = [root.clone()];
        let snapshot = world.snapshot();
        assert!(!folders(&snapshot, &roots).contains(&agents));
        if MODE == RecursiveMode::NonRecursive {
            assert!(around_open(&snapshot, &roots).contains(&agents));
        }
        // Without a document that is open, only a scan can have found it.
        let facts = snapshot.index().files().next().map(|it| it.2.clone());
        world.close(&agents.join("x.md"));
        world.set_file(&agents.join("x.md"), facts);
        assert!(folders(&world.snapshot(), &roots).contains(&agents));
    }
}
