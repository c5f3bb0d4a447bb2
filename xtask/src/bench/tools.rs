//! The tools that are compared.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::cost;
use super::workspace::Workspace;

/// So long a program may take to say its version.
const ANSWERED: Duration = Duration::from_secs(3);

/// How a text names another file so that a tool sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// By its name in prose.
    Prose,
    /// By a link to its path.
    Link,
}

/// A tool, and how it is started.
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: String,
    pub(super) naming: Naming,
    /// The command that checks the folder it is started in, if there is one.
    pub(super) check: Option<Start>,
    /// The command that serves an editor, if there is one.
    pub(super) server: Option<Start>,
}

/// A program with its arguments.
pub(super) struct Start {
    program: &'static str,
    arguments: &'static [&'static str],
    install: &'static str,
    /// Where it is; none if it isn't on `PATH`.
    path: Option<PathBuf>,
}

impl Start {
    fn new(words: &'static [&'static str], install: &'static str) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        let path = which::which(program).ok();
        Some(Self {
            program,
            arguments,
            install,
            path,
        })
    }

    /// The command, in a workspace, with no settings of the user's own.
    pub(super) fn command(&self, workspace: &Workspace) -> Option<Command> {
        let mut command = Command::new(self.path.as_ref()?);
        command.args(self.arguments);
        undisturbed(&mut command, workspace);
        Some(command)
    }
}

/// Has a command run in a workspace, with no settings of the user's own.
pub(super) fn undisturbed(command: &mut Command, workspace: &Workspace) {
    command
        .current_dir(&workspace.root)
        .env("HOME", &workspace.home);
    for name in ["CLAUDE_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env_remove(name);
    }
}

impl Tool {
    /// All of them, Dossier first.
    pub(super) fn all(dossier: &Path) -> Vec<Self> {
        let ours = |arguments| Start {
            program: "dossier",
            arguments,
            install: "",
            path: Some(dossier.to_owned()),
        };
        let mut tools = vec![Self {
            name: "Dossier",
            version: String::new(),
            naming: Naming::Prose,
            check: Some(ours(&["check", "."])),
            server: Some(ours(&["lsp"])),
        }];
        tools.extend(OTHERS.iter().map(|other| Self {
            name: other.name,
            version: String::new(),
            naming: other.naming,
            check: Start::new(other.check, other.install),
            server: Start::new(other.server, other.install),
        }));
        for tool in &mut tools {
            tool.version = tool.ask_version().unwrap_or_default();
        }
        tools
    }

    /// Name and version, for a table.
    pub(super) fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
            .trim_end()
            .to_owned()
    }

    fn ask_version(&self) -> Option<String> {
        let starts = [&self.check, &self.server];
        let path = starts
            .into_iter()
            .flatten()
            .find_map(|start| start.path.as_ref())?;
        let mut asked = Command::new(path)
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        // There are servers that serve, whatever they are asked.
        cost::wait(&mut asked, ANSWERED).ok()?;
        // One that has ended can't be ended again, which is as well.
        let _ = asked.kill();
        let text = asked.wait_with_output().ok()?.stdout;
        let text = String::from_utf8_lossy(&text).into_owned();
        let word = text.lines().next()?.split_whitespace().last()?;
        word.starts_with(|c: char| c.is_ascii_digit())
            .then(|| word.to_owned())
    }
}

/// A row of the table of other tools.
struct Other {
    name: &'static str,
    naming: Naming,
    check: &'static [&'static str],
    server: &'static [&'static str],
    install: &'static str,
}

const OTHERS: [Other; 4] = [
    Other {
        name: "agnix",
        naming: Naming::Prose,
        check: &["agnix", "."],
        server: &["agnix-lsp"],
        install: "cargo install agnix-cli agnix-lsp",
    },
    Other {
        name: "rumdl",
        naming: Naming::Link,
        check: &["rumdl", "check", "--no-cache", "."],
        server: &["rumdl", "server"],
        install: "cargo install rumdl",
    },
    Other {
        name: "iwe",
        naming: Naming::Link,
        check: &[],
        server: &["iwes"],
        install: "cargo install iwes",
    },
    Other {
        name: "Markdown Oxide",
        naming: Naming::Link,
        check: &[],
        server: &["markdown-oxide"],
        install: "cargo install --locked --git https://github.com/Feel-ix-343/markdown-oxide.git",
    },
];

/// What could not be measured, with the command that would change that.
pub(super) fn missing(tools: &[Tool], check: bool, server: bool) -> Option<String> {
    let starts = tools.iter().flat_map(|tool| {
        let check = tool.check.as_ref().filter(|_| check);
        [check, tool.server.as_ref().filter(|_| server)]
    });
    let mut missing: Vec<String> = starts
        .flatten()
        .filter(|start| start.path.is_none())
        .map(|start| format!("`{}` (`{}`)", start.program, start.install))
        .collect();
    missing.dedup();
    (!missing.is_empty())
        .then(|| format!("Not on `PATH`, so not measured: {}.", missing.join(", ")))
}

/// The server to measure: the one that is named, or the release build of this repository.
///
/// # Errors
/// What to build, if it isn't there.
pub(super) fn dossier(named: Option<&Path>) -> Result<PathBuf, String> {
    let path = named.map_or_else(
        || {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            let target = env::var_os("CARGO_TARGET_DIR");
            let target = target.map_or_else(|| root.join("target"), PathBuf::from);
            target
                .join("release")
                .join(format!("dossier{}", env::consts::EXE_SUFFIX))
        },
        Path::to_owned,
    );
    dunce::canonicalize(&path).map_err(|error| {
        format!(
            "{}: {error}; `cargo build --release` makes it, --dossier names another",
            path.display()
        )
    })
}
