//! Small workspaces written as text.
//!
//! `//- /path` starts a file, and `<|>` marks the cursor:
//!
//! ```text
//! //- /w/.claude/agents/a.md
//! Delegate to b<|>-c.
//! //- /w/.claude/agents/b-c.md
//! ---
//! name: b-c
//! ---
//! ```
//!
//! `//- /path -> target` is a link that leads nowhere, or out of the workspace: to what lies in
//! `/outside`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;

use crate::{FileId, Home, MemoryDisk, Snapshot, World};

/// The cursor's mark.
pub const CURSOR: &str = "<|>";

/// A workspace and a cursor in it.
#[derive(Debug)]
pub struct Fixture {
    /// The world, with every file on its disk and the one with the cursor open.
    pub world: World,
    /// The file with the cursor, or else the first.
    pub path: Utf8PathBuf,
    /// The cursor's byte offset.
    pub offset: usize,
}

/// What lies in it is out of every workspace.
const OUTSIDE: &str = "/outside";

impl Fixture {
    /// Reads a workspace. Text before the first `//-` line is the file `/w/.claude/agents/main.md`.
    ///
    /// # Panics
    /// If the tables can't be read; another test says why.
    pub fn parse(text: &str) -> Self {
        Self::parse_with(dialects(), text)
    }

    /// The same with other tables.
    ///
    /// # Panics
    /// If there is no file.
    pub fn parse_with(tables: Arc<Dialects>, text: &str) -> Self {
        let mut cursor = None;
        let mut first = None;
        let mut files = BTreeMap::new();
        for (path, content) in split(text) {
            let content = match content.find(CURSOR) {
                Some(offset) => {
                    cursor = Some((path.clone(), offset));
                    content.replacen(CURSOR, "", 1)
                }
                None => content,
            };
            first.get_or_insert_with(|| path.clone());
            files.insert(path, content);
        }
        let mut fixture = Self::of(tables, files, links(text));
        let (path, offset) = cursor.unwrap_or_else(|| (first.unwrap_or_default(), 0));
        if let Some(text) = fixture.world.places().disk().read(&path) {
            fixture.world.open(&path, &text, 1);
        }
        Self {
            path,
            offset,
            ..fixture
        }
    }

    /// A workspace of these files, none of them open.
    ///
    /// # Panics
    /// If the tables can't be read; another test says why.
    pub fn new(files: BTreeMap<Utf8PathBuf, String>) -> Self {
        Self::of(dialects(), files, BTreeMap::new())
    }

    fn of(
        dialects: Arc<Dialects>,
        files: BTreeMap<Utf8PathBuf, String>,
        links: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    ) -> Self {
        let paths = files.keys().chain(links.keys());
        let tops = paths.filter_map(|path| path.iter().nth(1));
        let tops = tops.map(|top| Utf8Path::new("/").join(top));
        let tops: BTreeSet<Utf8PathBuf> = tops.filter(|top| top != OUTSIDE).collect();
        let today = jiff::civil::date(2026, 11, 23);
        let home = Home::new(&dialects, Some(Utf8PathBuf::from("/home/me")), |_| None);
        let disk = MemoryDisk { files, links };
        let world = disk.into_world(&tops, dialects, home, today);
        Self {
            world,
            path: Utf8PathBuf::new(),
            offset: 0,
        }
    }

    /// The world as it is, and the file with the cursor, or what is defined by the entry around it.
    ///
    /// # Panics
    /// If the fixture is empty.
    pub fn snapshot(&self) -> (Snapshot, FileId) {
        let snapshot = self.world.snapshot();
        let id = snapshot
            .index()
            .find(&self.path)
            .expect("the file with the cursor is open");
        let listed = snapshot.listed_at(&self.path, |_| self.offset);
        let id = listed.map_or(id, |(source, _)| source.id);
        (snapshot, id)
    }

    /// The paths of its agent files.
    pub fn agent_files(&self) -> Vec<Utf8PathBuf> {
        let snapshot = self.world.snapshot();
        let files = snapshot.index().files();
        files.map(|(_, file, _)| file.path.to_path_buf()).collect()
    }
}

/// The tables, read once for all fixtures of a test binary.
fn dialects() -> Arc<Dialects> {
    static DIALECTS: OnceLock<Arc<Dialects>> = OnceLock::new();
    let read = || Arc::new(Dialects::builtin().expect("the tables are tested elsewhere"));
    DIALECTS.get_or_init(read).clone()
}

/// The links that lead nowhere or outside.
fn links(text: &str) -> BTreeMap<Utf8PathBuf, Utf8PathBuf> {
    let links = text.lines().filter_map(|line| {
        let (path, target) = line.strip_prefix("//- ")?.split_once(" -> ")?;
        Some((path.into(), target.trim().into()))
    });
    links.collect()
}

fn split(text: &str) -> Vec<(Utf8PathBuf, String)> {
    let mut files = vec![(
        Utf8PathBuf::from("/w/.claude/agents/main.md"),
        String::new(),
    )];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ") {
            Some(path) => files.push((Utf8PathBuf::from(path.trim()), String::new())),
            None => {
                // There is always a file: the list starts with one.
                if let Some((_, content)) = files.last_mut() {
                    content.push_str(line);
                }
            }
        }
    }
    files.retain(|(_, content)| !content.is_empty());
    files
}
