//! Finding the files.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SendError, Sender};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::Parsed;
use ignore::{DirEntry, WalkState};

use crate::dangling::path_of;
use crate::index::Keys;
use crate::places::{LONGEST_STUB, Missed};
use crate::real::real_path;
use crate::regular::{LARGEST_SETTINGS, LARGEST_TEXT};
use crate::walk::{NOT_UTF_8, Notes, Part, lossy, touches, walker};
use crate::{CONFIG_FILE, ConfigFile, DanglingLink, Facts, Listing, McpFile, Places, Unreadable};

/// What was read of one file.
#[derive(Debug)]
pub enum Found {
    /// An agent file.
    Agent(FoundAgent),
    /// A file of settings.
    Settings(FoundSettings),
    /// A `dossier.toml`.
    Config(ConfigFile),
    /// A link by which a program would load something, and that leads nowhere or out of the
    /// workspace.
    Dangling(Box<DanglingLink>),
}

/// An agent file that was read.
#[derive(Debug)]
pub struct FoundAgent {
    /// Where it lies.
    pub path: Utf8PathBuf,
    /// What it says.
    pub facts: Arc<Facts>,
    /// The servers that it configures, as a manifest may do.
    pub servers: Option<McpFile>,
    /// What it is found under.
    pub(crate) keys: Keys,
}

/// A file of settings that was read.
#[derive(Debug)]
pub struct FoundSettings {
    /// Where it lies.
    pub path: Utf8PathBuf,
    /// The servers that it configures, if it is one that may.
    pub servers: Option<McpFile>,
    /// What it defines, entry by entry.
    pub(crate) listed: Vec<Arc<Facts>>,
}

/// A scan that goes on, seen from outside.
#[derive(Debug, Default)]
pub struct Progress {
    /// Markdown and configuration files looked at so far.
    pub seen: AtomicUsize,
}

/// What is said of a link that is not followed.
const LEADS_OUT: &str = "a link that leads out of the workspace";

/// How many files are sent at once. Each sending wakes up the receiver, and whoever puts so many
/// into the index holds it for about a millisecond.
const BATCH: usize = 64;

/// Walks `roots` on all cores and sends what it finds to `found`, some files at a time. Hidden
/// folders are walked, ignored files are not, and what links lead to is read where it lies, if it
/// is an agent file there too. What can't be read, [`Places::unread`] tells afterwards.
pub fn scan(
    roots: &[Utf8PathBuf],
    places: &Places,
    progress: &Progress,
    found: &Sender<Vec<Found>>,
) {
    for root in roots {
        places.open(root);
        places.links().forget(root);
    }
    let notes = Notes::new(roots, places);
    for root in roots {
        let configs = configs_noting(root, places, &notes.missed).into_iter();
        // If nobody listens any more, the walk ends for the same reason.
        let _ = found.send(configs.map(Found::Config).collect());
    }
    walk(roots, None, places, progress, &notes, found);
    let mut all: Vec<&Utf8Path> = roots.iter().map(Utf8PathBuf::as_path).collect();
    let above = roots.iter().flat_map(|root| root.ancestors().skip(1));
    let configs: Vec<_> = above.map(|above| above.join(CONFIG_FILE)).collect();
    all.extend(configs.iter().map(Utf8PathBuf::as_path));
    places.set_unread(&all, &notes.missed);
}

/// The same for what of `root` lies at or below `path`: a file or folder that has changed. What is
/// ignored is so for reasons that lie above it, so the walk starts at the root all the same.
pub fn scan_within(root: &Utf8Path, path: &Utf8Path, places: &Places, found: &Sender<Vec<Found>>) {
    let roots = [root.to_owned()];
    let notes = Notes::new(&roots, places);
    let progress = Progress::default();
    walk(&roots, Some(path), places, &progress, &notes, found);
    places.set_unread(&[path], &notes.missed);
}

fn walk(
    roots: &[Utf8PathBuf],
    within: Option<&Utf8Path>,
    places: &Places,
    progress: &Progress,
    notes: &Notes,
    found: &Sender<Vec<Found>>,
) {
    for part in [Part::Teams, Part::Rest, Part::Nested] {
        let mut teams = Vec::new();
        if part == Part::Nested {
            teams = notes.teams(roots, places);
            teams.retain(|team| within.is_none_or(|place| touches(team, place)));
        }
        let roots = if part == Part::Nested { &teams } else { roots };
        let Some(mut walker) = walker(part, roots, within, places, notes) else {
            continue;
        };
        let threads = match within {
            // The way to one place is no work to share.
            Some(_) => 1,
            None => std::thread::available_parallelism().map_or(2, usize::from),
        };
        walker.threads(threads);
        walker.build_parallel().run(|| {
            let mut batch = Batch {
                files: Vec::new(),
                found: found.clone(),
            };
            Box::new(move |entry| {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => return batch.push_if(failed(&error, places, notes)),
                };
                let Some(path) = worth_reading(&entry, places, notes) else {
                    return WalkState::Continue;
                };
                progress.seen.fetch_add(1, Ordering::Relaxed);
                batch.push_if(read_noting(&path, places, &notes.missed))
            })
        });
    }
    read_again(&notes.late.found(), places, notes, found);
    let leaving = notes.leaving.found().into_iter();
    let leaving = leaving.filter_map(|link| places.dangling_link(&link));
    // Nobody may listen any more; then nobody misses it.
    let _ = found.send(leaving.map(|it| Found::Dangling(Box::new(it))).collect());
}

/// Reads once more what lies at `targets`, to which links were found after it had been read.
/// Programs load it like a team of its own, whether git ignores it or not.
fn read_again(targets: &[Utf8PathBuf], places: &Places, notes: &Notes, found: &Sender<Vec<Found>>) {
    let Some(walker) = walker(Part::Nested, targets, None, places, notes) else {
        return;
    };
    let walk = walker.build();
    let paths = walk.filter_map(|entry| worth_reading(&entry.ok()?, places, notes));
    let files = paths.filter_map(|path| read_noting(&path, places, &notes.missed));
    let files: Vec<Found> = files.collect();
    // Nobody may listen any more; then nobody misses it.
    let _ = found.send(files);
}

/// What one thread has found and not sent yet. It is sent at the latest when the thread ends.
struct Batch {
    files: Vec<Found>,
    found: Sender<Vec<Found>>,
}

impl Batch {
    /// Adds a file if there is one, and says whether to go on.
    fn push_if(&mut self, file: Option<Found>) -> WalkState {
        match file.map(|file| self.push(file)) {
            // Nobody listens any more.
            Some(Err(_)) => WalkState::Quit,
            _ => WalkState::Continue,
        }
    }

    fn push(&mut self, file: Found) -> Result<(), SendError<Vec<Found>>> {
        self.files.push(file);
        if self.files.len() < BATCH {
            return Ok(());
        }
        self.found.send(std::mem::take(&mut self.files))
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // Nobody may listen any more; then nobody misses it.
        let _ = self.found.send(std::mem::take(&mut self.files));
    }
}

/// What a walk could not read, which is noted, or the link that it could not follow, if a program
/// would load something through it.
fn failed(error: &ignore::Error, places: &Places, notes: &Notes) -> Option<Found> {
    let path = path_of(error)?;
    if places.disk().link(path).is_some() {
        let link = places.dangling_link(path)?;
        return Some(Found::Dangling(Box::new(link)));
    }
    let why = error.io_error()?;
    // What is gone by now was never there.
    if why.kind() != io::ErrorKind::NotFound {
        notes.missed.add(path, &why);
    }
    None
}

/// Reads one file, if it is an agent file or configures servers.
pub fn read(path: &Utf8Path, places: &Places) -> Option<Found> {
    read_noting(path, places, &Missed::default())
}

/// The same, and notes it if it can't be read.
fn read_noting(path: &Utf8Path, places: &Places, missed: &Missed) -> Option<Found> {
    let text = match places.disk().text(path, largest(path, places)) {
        Ok(text) => text,
        // A long file is no link's stub.
        Err(Unreadable::TooLarge(most)) if most <= LONGEST_STUB => return None,
        Err(error) => {
            let is_gone = error.is_missing();
            let is_settings = || is_config_file(path) || places.may_list(path);
            if !is_gone && (is_settings() || places.is_known_place(path)) {
                missed.add(path, &error);
            }
            return None;
        }
    };
    if is_config_file(path) {
        return Some(Found::Config(ConfigFile::parse(path, &text)));
    }
    let known = places
        .by_place(path)
        .or_else(|| places.as_stub(path, &text));
    if known.is_none() && !places.may_be_by_shape(path, &text) {
        return settings(path, text, places);
    }
    let reading = places.reading_in(known.as_ref(), path);
    let parsed = Parsed::new(&text, &reading, places.dialects().lexicon());
    let front_matter = parsed.front_matter.as_ref();
    let Some(place) = known.or_else(|| places.by_shape(path, &text, front_matter?)) else {
        // A common name, and no field that tells it to be more.
        return settings(path, text, places);
    };
    let facts = Facts::in_place(path, &text, &parsed, places, place);
    let servers = mcp_file(path, &text, places);
    Some(Found::Agent(FoundAgent {
        path: path.to_owned(),
        keys: Keys::of(Some(&facts), None),
        facts,
        servers,
    }))
}

/// The most bytes of a file that are read.
pub(crate) fn largest(path: &Utf8Path, places: &Places) -> u64 {
    let is_settings = || places.mcp_file(path).is_some() || places.may_list(path);
    if is_config_file(path) || places.is_manifest(path) || is_settings() {
        LARGEST_SETTINGS
    } else if places.may_be_stub(path) && !places.is_known_place(path) {
        LONGEST_STUB
    } else {
        places.dialects().largest_file().unwrap_or(LARGEST_TEXT)
    }
}

/// What a file of settings says, if it is one that anybody looks into.
fn settings(path: &Utf8Path, text: String, places: &Places) -> Option<Found> {
    let servers = mcp_file(path, &text, places);
    let listing = Listing::read(path, &text.into(), places);
    if servers.is_none() && listing.is_none() {
        return None;
    }
    Some(Found::Settings(FoundSettings {
        path: path.to_owned(),
        servers,
        listed: listing.map(|it| it.facts()).unwrap_or_default(),
    }))
}

/// The servers that a file configures, if it is one that may.
fn mcp_file(path: &Utf8Path, text: &str, places: &Places) -> Option<McpFile> {
    let (id, row) = places.mcp_file(path)?;
    let plugin = places.plugin_of(path);
    let plugin = plugin.as_ref().map(|plugin| plugin.name.as_str());
    let dialect = places.dialects().get(id);
    Some(McpFile::parse(path, text, dialect, row, plugin))
}

/// True for a `dossier.toml`.
pub fn is_config_file(path: &Utf8Path) -> bool {
    path.file_name() == Some(CONFIG_FILE)
}

/// The `dossier.toml` files in the folders above `path` that hold for it, nearest first.
pub fn configs_above(path: &Utf8Path, places: &Places) -> Vec<ConfigFile> {
    configs_noting(path, places, &Missed::default())
}

/// The same, and notes those that can't be read.
fn configs_noting(path: &Utf8Path, places: &Places, missed: &Missed) -> Vec<ConfigFile> {
    let folders = path.ancestors().skip(1);
    let files = folders.map(|folder| folder.join(CONFIG_FILE));
    // Nearly everywhere there is none, and then nobody needs to know whose it would be.
    let files = files.filter(|file| places.disk().exists(file) && places.may_govern(file));
    files
        .filter_map(|file| match read_noting(&file, places, missed)? {
            Found::Config(file) => Some(file),
            _ => None,
        })
        .collect()
}

fn worth_reading(entry: &DirEntry, places: &Places, notes: &Notes) -> Option<Utf8PathBuf> {
    let Some(path) = Utf8Path::from_path(entry.path()) else {
        let path = lossy(entry.path());
        if places.is_known_place(&path) {
            notes.missed.add(&path, &NOT_UTF_8);
        }
        return None;
    };
    if entry.file_type().is_none_or(|kind| kind.is_dir()) || !places.is_of_interest(path) {
        return None;
    }
    if entry.path_is_symlink() {
        return is_read_through(path, places, notes).then(|| path.to_owned());
    }
    // What is read at a link's path is not read again at its own.
    places
        .read_through(path)
        .is_empty()
        .then(|| path.to_owned())
}

/// True for a link by which programs load a file that is not read where it lies. The others make a
/// file that is read there one that is loaded, or lead out of the workspace.
fn is_read_through(path: &Utf8Path, places: &Places, notes: &Notes) -> bool {
    let Ok(target) = real_path(path) else {
        return false;
    };
    let is_config = is_config_file(path);
    if !is_config && !places.is_known_place(path) && !places.may_list(path) {
        return false;
    }
    if !places.reach().holds(&target) && !places.home().holds(path) {
        match is_config {
            true => notes.missed.add(path, &LEADS_OUT),
            false => notes.leaving.push(path.to_owned()),
        }
        return false;
    }
    if is_config {
        return true;
    }
    let own = places.at(&target);
    // The user's own files are read by themselves.
    let is_users = own.as_ref().is_some_and(|own| own.user);
    if is_users || own.is_some() && notes.inside.holds(&target) {
        if places.links().add(path, &target) {
            notes.late.push(target);
        }
        return false;
    }
    places.links().add_read_there(path, &target);
    true
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::mpsc::channel;

    use dossier_dialect::Dialects;

    use super::*;
    use crate::RealDisk;

    fn write(path: &Utf8Path, text: &str) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn found(folder: &Utf8Path) -> impl Iterator<Item = Found> {
        let dialects = Arc::new(Dialects::builtin().unwrap());
        let places = Places::new(dialects, Arc::new(RealDisk), crate::Home::default());
        let (send, receive) = channel();
        scan(&[folder.to_owned()], &places, &Progress::default(), &send);
        drop(send);
        receive.into_iter().flatten()
    }

    fn scanned(folder: &Utf8Path) -> BTreeSet<String> {
        found(folder)
            .filter_map(|found| match found {
                Found::Agent(agent) => Some(agent.path),
                Found::Settings(file) => Some(file.path),
                Found::Config(file) => Some(file.path),
                Found::Dangling(_) => None,
            })
            .map(|path| path.strip_prefix(folder).unwrap().to_string())
            .collect()
    }

    #[test]
    fn a_team_that_git_ignores_is_a_team() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        let agent = "---\nname: a\ndescription: b\ntools: Read\n---\n";
        for (path, text) in [
            (".gitignore", ".claude\nCLAUDE.local.md\ndrafts/\n"),
            (".claude/agents/a.md", agent),
            (".claude/worktrees/x/.git", "gitdir: /w/.git/worktrees/x\n"),
            (".claude/worktrees/x/.claude/agents/copy.md", agent),
            ("CLAUDE.local.md", "# Mine\n"),
            ("drafts/b.md", agent),
        ] {
            write(&root.join(path), text);
        }
        let expected = [".claude/agents/a.md", "CLAUDE.local.md"];
        assert_eq!(
            scanned(root),
            expected.into_iter().map(String::from).collect()
        );
    }

    #[test]
    #[cfg(unix)]
    fn what_a_link_leads_to_is_loaded_through_it() {
        use std::os::unix::fs::symlink;

        let temporary = tempfile::tempdir().unwrap();
        let root = dunce::canonicalize(temporary.path()).unwrap();
        let root = Utf8Path::from_path(&root).unwrap();
        let agent = "---\nname: a\ndescription: b\n---\n";
        for path in ["team/a.md", "packages/one/crew/b.md"] {
            write(&root.join(path), agent);
        }
        for (target, link) in [
            ("../team", ".claude/agents"),
            ("../crew", "packages/one/.claude/agents"),
        ] {
            let link = root.join(link);
            std::fs::create_dir_all(link.parent().unwrap()).unwrap();
            symlink(target, link).unwrap();
        }
        let files: BTreeSet<_> = found(root)
            .filter_map(|found| match found {
                Found::Agent(agent) => Some((agent.path, agent.facts.place.loaded)),
                _ => None,
            })
            .collect();
        let expected = ["packages/one/crew/b.md", "team/a.md"];
        assert_eq!(files, expected.map(|path| (root.join(path), true)).into());
    }

    #[test]
    #[cfg(unix)]
    fn links_that_lead_nowhere_are_found_where_a_program_would_follow_them() {
        use std::os::unix::fs::symlink;

        let temporary = tempfile::tempdir().unwrap();
        let root = dunce::canonicalize(temporary.path()).unwrap();
        let root = Utf8Path::from_path(&root).unwrap();
        write(&root.join(".claude/agents/a.md"), "x");
        write(&root.join(".claude/skills/ship/SKILL.md"), "x");
        for link in [
            ".claude/agents/gone.md",
            ".claude/skills/gone",
            ".claude/skills/ship/assets",
            "CLAUDE.md",
            "README.md",
            "build",
        ] {
            symlink("nowhere", root.join(link)).unwrap();
        }
        let links: BTreeSet<_> = found(root)
            .filter_map(|found| match found {
                Found::Dangling(link) => Some(link.path),
                _ => None,
            })
            .collect();
        let expected = [".claude/agents/gone.md", ".claude/skills/gone", "CLAUDE.md"];
        assert_eq!(links, expected.map(|path| root.join(path)).into());
    }

    #[test]
    fn a_file_of_its_own_place_may_be_longer_than_a_links_path() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        let long = "- Validate every input first.\n".repeat(100);
        for path in [".cursor/rules/.cursorrules", ".cursor/rules/general"] {
            write(&root.join(path), &long);
        }
        let expected = [".cursor/rules/.cursorrules"];
        assert_eq!(scanned(root), expected.map(String::from).into());
    }

    #[test]
    fn hidden_folders_are_walked_and_ignored_ones_are_not() {
        let temporary = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(temporary.path()).unwrap();
        let agent = "---\nname: a\ndescription: b\ntools: Read\n---\n";
        for (path, text) in [
            (".claude/agents/a.md", agent),
            (".claude/agents/deep/b.md", agent),
            ("categories/01-core/c.md", agent),
            ("node_modules/x/.claude/agents/no.md", agent),
            ("build/.claude/agents/no.md", agent),
            ("docs/guide.md", "# Guide\n"),
            ("README.md", agent),
            (".gitignore", "build/\n"),
            (".mcp.json", "{\"mcpServers\": {\"db\": {}}}"),
            ("CLAUDE.md", "# Us\n"),
        ] {
            write(&root.join(path), text);
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root, root.join(".claude/loop")).unwrap();
            std::os::unix::fs::symlink("nowhere", root.join(".claude/agents/gone.md")).unwrap();
        }
        let found = scanned(root);
        let expected = [
            ".claude/agents/a.md",
            ".claude/agents/deep/b.md",
            ".mcp.json",
            "CLAUDE.md",
            "categories/01-core/c.md",
        ];
        assert_eq!(found, expected.into_iter().map(String::from).collect());
    }
}
