//! A page with what `--help` says of each command.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::run::at;

/// The page, from the program that was built for tests.
pub(super) fn page(target: &Path) -> Result<String, String> {
    let program = target
        .join("debug")
        .join(format!("dossier{}", env::consts::EXE_SUFFIX));
    let help = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        let said = command.args(arguments).env("COLUMNS", "100").output();
        let said = said.map_err(at(&program))?;
        match said.status.success() {
            true => Ok(String::from_utf8_lossy(&said.stdout).into_owned()),
            false => Err(format!("dossier {} failed", arguments.join(" "))),
        }
    };
    let whole = help(&["--help"])?;
    let mut page = format!("# Commands\n\n```text\n{}\n```\n", whole.trim_end());
    for name in names(&whole) {
        let text = help(&["help", name])?;
        page += &format!("\n## dossier {name}\n\n```text\n{}\n```\n", text.trim_end());
    }
    Ok(page)
}

/// The commands that a help lists.
fn names(help: &str) -> impl Iterator<Item = &str> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let names = listed.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty() && *name != "help")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_off_the_help_and_wrapped_lines_are_none() {
        let help = "About.\n\nUsage: x\n\nCommands:\n  lsp    Serve\n  check  Check it\n         and more\n  help   Print\n\nOptions:\n  -h\n";
        assert_eq!(names(help).collect::<Vec<_>>(), ["lsp", "check"]);
    }
}
