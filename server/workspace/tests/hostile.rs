//! What a repository may hold to keep a reader busy, and doesn't.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use dossier_workspace::scan::{self, Found, Progress};
use dossier_workspace::{Home, Places, RealDisk};

const AGENT: &str = "---\nname: a\ndescription: b\n---\nText.\n";

/// Names under which something is read.
const READ: [&str; 11] = [
    "notes.md",
    "CLAUDE.md",
    ".claude/agents/x.md",
    ".claude/skills/x/SKILL.md",
    "dossier.toml",
    ".mcp.json",
    ".claude/settings.json",
    ".claude-plugin/plugin.json",
    ".claude-plugin/marketplace.json",
    ".gitignore",
    ".ignore",
];

/// A repository with one agent.
struct Workspace {
    _folder: tempfile::TempDir,
    root: Utf8PathBuf,
}

/// What a scan came to.
struct Scanned {
    agents: BTreeSet<Utf8PathBuf>,
    configs: usize,
    outside: Vec<Utf8PathBuf>,
    unread: Vec<String>,
    seen: usize,
}

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = dunce::canonicalize(folder.path()).expect("it is there");
        let root = Utf8PathBuf::from_path_buf(root).expect("a path in UTF-8");
        let workspace = Self {
            _folder: folder,
            root: root.join("w"),
        };
        fs::create_dir_all(workspace.root.join(".git/info")).expect("a repository");
        workspace.write(".claude/agents/good.md", AGENT);
        workspace
    }

    fn made(&self, path: &str) -> Utf8PathBuf {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        path
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.made(path), text).expect("a file");
    }

    fn link(&self, path: &str, target: &str) {
        symlink(target, self.made(path)).expect("a link");
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).expect("it is there");
    }

    fn scan(&self) -> Scanned {
        self.scan_at(std::slice::from_ref(&self.root))
    }

    fn scan_at(&self, roots: &[Utf8PathBuf]) -> Scanned {
        let dialects = Arc::new(Dialects::builtin().expect("the tables are tested elsewhere"));
        let places = Places::new(dialects, Arc::new(RealDisk), Home::default());
        let (send, receive) = channel();
        let progress = Progress::default();
        scan::scan(roots, &places, &progress, &send);
        drop(send);
        let mut scanned = Scanned {
            agents: BTreeSet::new(),
            configs: 0,
            outside: Vec::new(),
            unread: Vec::new(),
            seen: progress.seen.load(Ordering::Relaxed),
        };
        let below = |path: &Utf8Path| path.strip_prefix(&self.root).unwrap_or(path).to_owned();
        for found in receive.into_iter().flatten() {
            match found {
                Found::Agent(agent) => {
                    scanned.agents.insert(below(&agent.path));
                }
                Found::Config(_) => scanned.configs += 1,
                Found::Dangling(link) if link.is_outside => scanned.outside.push(below(&link.path)),
                Found::Dangling(_) | Found::Settings(_) => {}
            }
        }
        let unread = places.unread().into_iter();
        let unread = unread.map(|it| format!("{}: {}", below(&it.path), it.why));
        scanned.unread = unread.collect();
        scanned
    }

    /// The good agent is found, whatever lies at `path`.
    fn does_no_harm(&self, path: &str) -> Scanned {
        let scanned = self.scan();
        let good = Utf8Path::new(".claude/agents/good.md");
        assert!(scanned.agents.contains(good), "{path}");
        scanned
    }
}

fn make_pipe(path: &Utf8Path) {
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("it starts").success());
}

#[test]
fn pipes_are_read_by_no_name() {
    let workspace = Workspace::new();
    for path in READ.into_iter().chain([".git/info/exclude", "sub/.git"]) {
        make_pipe(&workspace.made(path));
        workspace.does_no_harm(path);
        workspace.remove(path);
    }
}

#[test]
fn devices_are_read_by_no_name() {
    let workspace = Workspace::new();
    for target in ["/dev/zero", "/dev/stdin", "/proc/self/mem"] {
        for path in READ.into_iter().chain([".git/info/exclude", "sub/.git"]) {
            workspace.link(path, target);
            workspace.does_no_harm(path);
            workspace.remove(path);
        }
    }
}

#[test]
fn a_gigabyte_is_read_by_no_name() {
    let workspace = Workspace::new();
    for path in READ.into_iter().chain([".git/info/exclude", "sub/.git"]) {
        let file = File::create(workspace.made(path)).expect("a file");
        file.set_len(1 << 30).expect("a sparse file");
        workspace.does_no_harm(path);
        workspace.remove(path);
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let workspace = Workspace::new();
    make_pipe(&workspace.made(".claude/agents/pipe.md"));
    make_pipe(&workspace.made("dossier.toml"));
    make_pipe(&workspace.made("notes.md"));
    workspace.write("docs/.gitignore/x", "");
    let large = File::create(workspace.made("CLAUDE.md")).expect("a file");
    large.set_len(1 << 30).expect("a sparse file");
    let scanned = workspace.scan();
    let expected = [
        ".claude/agents/pipe.md: not a regular file",
        "CLAUDE.md: larger than 4194304 bytes",
        "docs/.gitignore: not a regular file",
        "dossier.toml: not a regular file",
    ];
    assert_eq!(scanned.unread, expected);
}

#[test]
fn links_lead_nobody_out_of_the_workspace() {
    let workspace = Workspace::new();
    let outside = workspace.root.parent().expect("a folder").join("outside");
    fs::create_dir_all(outside.join("skill")).expect("a folder");
    for (path, text) in [
        ("x.md", AGENT),
        ("skill/SKILL.md", AGENT),
        ("dossier.toml", "[rules]\n"),
    ] {
        fs::write(outside.join(path), text).expect("a file");
    }
    for (link, target) in [
        (".claude/agents/far.md", "../../../outside/x.md"),
        (".claude/agents/all", "/"),
        (".claude/skills/far", "../../../outside/skill"),
        ("docs/all", "/"),
        ("notes.md", "../outside/x.md"),
        ("sub/dossier.toml", "../../outside/dossier.toml"),
    ] {
        workspace.link(link, target);
    }
    let mut scanned = workspace.does_no_harm("links");
    assert_eq!(scanned.agents.len(), 1);
    assert_eq!(scanned.configs, 0);
    scanned.outside.sort();
    let expected = [
        ".claude/agents/all",
        ".claude/agents/far.md",
        ".claude/skills/far",
    ];
    assert_eq!(scanned.outside, expected);
    let told = ["sub/dossier.toml: a link that leads out of the workspace"];
    assert_eq!(scanned.unread, told);
}

/// Each of the links leads to a folder with all of them in it: there are as many ways through them
/// as there are orders of twelve.
#[test]
fn links_that_lead_to_each_other_are_walked_a_few_times() {
    let workspace = Workspace::new();
    workspace.write("root/.claude/agents/own.md", AGENT);
    for at in 0..12 {
        workspace.write(&format!("pool/{at}/agent.md"), AGENT);
        workspace.link(
            &format!("root/.claude/agents/{at}"),
            &format!("../../../pool/{at}"),
        );
        workspace.link(&format!("root/.claude/agents/up{at}"), "../../..");
        for to in (0..12).filter(|to| *to != at) {
            workspace.link(&format!("pool/{at}/{to}"), &format!("../{to}"));
        }
    }
    let scanned = workspace.scan_at(&[workspace.root.join("root")]);
    assert!(scanned.agents.len() > 12);
    assert!(scanned.seen <= 12 * 16 + 13, "{}", scanned.seen);
}

#[test]
fn links_in_circles_end() {
    let workspace = Workspace::new();
    workspace.link(".claude/agents/self.md", "self.md");
    workspace.link(".claude/agents/one.md", "two.md");
    workspace.link(".claude/agents/two.md", "one.md");
    workspace.link(".claude/agents/above", "..");
    workspace.link(".gitignore", ".gitignore");
    workspace.link("dossier.toml", "dossier.toml");
    assert_eq!(workspace.does_no_harm("circles").agents.len(), 1);
}

#[test]
fn names_may_be_anything() {
    let workspace = Workspace::new();
    workspace.write(".claude/agents/line\nbreak.md", AGENT);
    let folder = workspace.root.join(".claude/agents");
    let name = std::ffi::OsStr::from_bytes(b"byte\xff.md");
    // Some systems have no such names.
    let is_made = fs::write(folder.as_std_path().join(name), AGENT).is_ok();
    let scanned = workspace.does_no_harm("names");
    assert_eq!(scanned.agents.len(), 2);
    let told = [".claude/agents/byte\u{fffd}.md: its name is not UTF-8"];
    assert_eq!(scanned.unread, told[..usize::from(is_made)]);
}

#[test]
fn thousands_of_files_are_each_read_once() {
    let workspace = Workspace::new();
    for at in 0..4_000 {
        workspace.write(&format!("agents/a{at}.md"), AGENT);
    }
    assert_eq!(workspace.scan().seen, 4_001);
}

#[test]
fn an_ignore_file_of_brackets_alone_takes_no_stack() {
    let workspace = Workspace::new();
    for pattern in ["{a,{b,", "[", "**/", "a*"] {
        workspace.write(".gitignore", &pattern.repeat(100_000));
        workspace.does_no_harm(pattern);
        workspace.write(".gitignore", &pattern.repeat(1_000 / pattern.len()));
        workspace.does_no_harm(pattern);
    }
}

#[test]
fn what_git_ignores_in_a_repository_is_said_in_it() {
    let workspace = Workspace::new();
    let above = workspace.root.parent().expect("a folder").to_owned();
    fs::write(above.join(".gitignore"), "*\n").expect("a file");
    for path in ["agents/a.md", "agents/b.md", "agents/c.md", "agents/d.md"] {
        workspace.write(path, AGENT);
    }
    workspace.write(".gitignore", "/agents/b.md\n");
    workspace.write(".git/info/exclude", "c.md\n");
    workspace.write("agents/.ignore", "d.md\n");
    let found = workspace.scan().agents;
    let found: Vec<&str> = found.iter().map(|path| path.as_str()).collect();
    assert_eq!(found, [".claude/agents/good.md", "agents/a.md"]);
}

/// Another working tree leaves out what its repository does.
#[test]
fn a_working_tree_has_the_exclusions_of_its_repository() {
    let workspace = Workspace::new();
    let tree = workspace.root.parent().expect("a folder").join("tree");
    fs::create_dir_all(tree.join("agents")).expect("a folder");
    let mark = format!("gitdir: {}/.git/worktrees/tree\n", workspace.root);
    for (path, text) in [
        (".git", mark.as_str()),
        ("agents/a.md", AGENT),
        ("agents/b.md", AGENT),
    ] {
        fs::write(tree.join(path), text).expect("a file");
    }
    workspace.write(".git/info/exclude", "b.md\n");
    let found = workspace.scan_at(std::slice::from_ref(&tree)).agents;
    assert_eq!(found, BTreeSet::from([tree.join("agents/a.md")]));
}
