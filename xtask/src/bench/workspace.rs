//! The workspaces that tools are compared on: made ones, and repositories that somebody has.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use ignore::WalkBuilder;
use tempfile::TempDir;

use super::{table, team};

/// So long after it was written nobody takes a file for one that is just being written.
const SETTLED: Duration = Duration::from_secs(1);

/// A folder to measure in.
pub(super) struct Workspace {
    /// What it holds, for a table's head.
    pub(super) title: String,
    /// Its folder, without links in the path.
    pub(super) root: PathBuf,
    /// The agent that a server may find last; none if nothing looks like one.
    pub(super) last: Option<PathBuf>,
    /// An empty home folder, so that no settings of whoever measures count.
    pub(super) home: PathBuf,
    /// Removed at the end.
    _made: TempDir,
}

impl Workspace {
    /// Makes one of `count` agents.
    pub(super) fn generate(count: usize) -> Result<Self, String> {
        let skills = table::thousands(team::skills(count) as u64);
        let title = format!("{} agents, {skills} skills", table::thousands(count as u64));
        let made = tempfile::tempdir().map_err(|error| error.to_string())?;
        let root = made.path().join("team");
        team::write(&root, count).map_err(|error| format!("{}: {error}", root.display()))?;
        // What was written a moment before a server started, it may have to read again.
        thread::sleep(SETTLED);
        let last = count.checked_sub(1).map(team::path);
        Self::new(title, &root, last, made)
    }

    /// Takes one that is there. Nothing is written into it.
    pub(super) fn read(folder: &Path) -> Result<Self, String> {
        let made = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut files: Vec<PathBuf> = markdown(folder)
            .build()
            .filter_map(|entry| Some(entry.ok()?.into_path()))
            .filter(|path| is_markdown(path))
            .filter_map(|path| Some(path.strip_prefix(folder).ok()?.to_owned()))
            .collect();
        files.sort();
        let is_agent = |path: &Path| {
            let readme = path.file_stem().is_some_and(|stem| stem == "README");
            !readme && path.iter().any(|part| part == "agents")
        };
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let title = format!(
            "{name}: {} Markdown files",
            table::thousands(files.len() as u64)
        );
        let last = files.into_iter().rfind(|path| is_agent(path));
        Self::new(title, folder, last, made)
    }

    fn new(
        title: String,
        root: &Path,
        last: Option<PathBuf>,
        made: TempDir,
    ) -> Result<Self, String> {
        let at = |error| format!("{}: {error}", root.display());
        let root = dunce::canonicalize(root).map_err(at)?;
        let home = made.path().join("home");
        fs::create_dir(&home).map_err(at)?;
        let last = last.map(|path| root.join(path));
        Ok(Self {
            title,
            root,
            last,
            home,
            _made: made,
        })
    }
}

/// A walk over all files of a folder that git doesn't ignore, hidden ones too.
pub(super) fn markdown(folder: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.hidden(false)
        .filter_entry(|entry| entry.file_name() != ".git");
    walk
}

/// True for what the comparison counts as Markdown.
pub(super) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}
