//! Running the editors' own programs.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process;

/// A command that is run for the user.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// The program.
    pub(super) program: PathBuf,
    /// Its arguments.
    pub(super) arguments: Vec<String>,
    /// Whether what follows makes sense if it fails.
    pub(super) may_fail: bool,
}

impl Command {
    /// A command that must not fail.
    pub(super) fn new(program: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        Self {
            program: program.into(),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            may_fail: false,
        }
    }

    fn process(&self) -> process::Command {
        let mut command = process::Command::new(&self.program);
        command.args(&self.arguments).stdin(process::Stdio::null());
        command
    }

    fn run(&self) -> Result<(), String> {
        let ended = self.process().status();
        let ended = ended.map_err(|error| format!("`{self}` could not be run: {error}."))?;
        if ended.success() || self.may_fail {
            Ok(())
        } else {
            Err(format!("`{self}` failed ({ended})."))
        }
    }

    /// What it prints on standard output, or what went wrong.
    pub(super) fn output(&self) -> Result<String, String> {
        let output = self.process().output();
        let output = output.map_err(|error| format!("`{self}` could not be run: {error}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(format!("`{self}` failed ({})", output.status))
        }
    }
}

/// As one would type it.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", quoted(&self.program.to_string_lossy()))?;
        self.arguments
            .iter()
            .try_for_each(|argument| write!(f, " {}", quoted(argument)))
    }
}

fn quoted(word: &str) -> String {
    match word.contains(char::is_whitespace) {
        true => format!("\"{word}\""),
        false => word.to_owned(),
    }
}

/// Runs commands one after the other, up to the first that fails.
pub(super) fn run_all(commands: &[Command]) -> Result<(), String> {
    commands.iter().try_for_each(Command::run)
}

/// The first line that a program prints; `None` for one that can't be run or fails.
pub(crate) fn first_line_of(program: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program, arguments).output().ok()?;
    output.lines().next().map(str::to_owned)
}
