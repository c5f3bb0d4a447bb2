//! Instructions of a process, counted by valgrind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::tools;
use super::workspace::Workspace;

/// One counted run of a program.
pub(super) struct Counted {
    output: PathBuf,
}

impl Counted {
    /// A command that runs the program under valgrind, and what reads its count afterwards.
    pub(super) fn command(
        program: &Path,
        arguments: &[&str],
        workspace: &Workspace,
    ) -> (Command, Self) {
        let output = workspace.home.join("callgrind.out");
        let mut command = Command::new("valgrind");
        command
            .arg("--tool=callgrind")
            .arg(format!("--callgrind-out-file={}", output.display()))
            .arg(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        tools::undisturbed(&mut command, workspace);
        (command, Self { output })
    }

    /// The instructions of all threads, once the process has ended.
    ///
    /// # Errors
    /// In words, if valgrind wrote nothing that can be read.
    pub(super) fn instructions(self) -> Result<u64, String> {
        let at = |error| format!("{}: {error}", self.output.display());
        let text = fs::read_to_string(&self.output).map_err(at)?;
        fs::remove_file(&self.output).map_err(at)?;
        total(&text).ok_or_else(|| format!("{}: no total", self.output.display()))
    }
}

/// The total of a file that callgrind wrote.
fn total(text: &str) -> Option<u64> {
    let number = |line: &str| {
        let rest = line
            .strip_prefix("totals:")
            .or_else(|| line.strip_prefix("summary:"))?;
        rest.trim().parse().ok()
    };
    // At the end: the counts of functions come before it.
    text.lines().rev().find_map(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_read_behind_the_functions() {
        let text = "version: 1\nevents: Ir\nsummary: 12\n\nfn=(1) main\n0 12\n\ntotals: 4513066\n";
        assert_eq!(total(text), Some(4_513_066));
        assert_eq!(total("version: 1\nevents: Ir\n\nsummary: 12\n"), Some(12));
        assert_eq!(total("fn=(1) main\n0 12\n"), None);
    }
}
