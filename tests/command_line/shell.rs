//! `dossier completions` and `dossier man`.

use crate::{complained, printed, run};

#[test]
fn every_shell_gets_a_script_with_all_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&run(&["completions", shell]));
        for command in ["check", "explain-mention", "setup"] {
            assert!(script.contains(command), "{shell} doesn't know {command}");
        }
    }
    let answer = run(&["completions", "cmd"]);
    assert_eq!(answer.status.code(), Some(2));
}

#[test]
fn the_manual_has_a_page_for_each_command_that_help_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("new/man1");
    printed(&run(&["man", pages.to_str().expect("UTF-8")]));
    let help = printed(&run(&["--help"]));
    let commands = help
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once("  "))
        .map(|(name, _)| name)
        .filter(|name| !name.is_empty() && !name.starts_with(['-', ' ']) && *name != "help");
    let mut count = 0;
    for command in commands {
        count += 1;
        let page = pages.join(format!("dossier-{command}.1"));
        let page = std::fs::read_to_string(&page).unwrap_or_else(|_| panic!("{}", page.display()));
        assert!(page.contains(".SH NAME"), "{page}");
    }
    assert!(count > 10, "{help}");
}

#[test]
fn a_manual_that_cannot_be_written_is_an_error() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let answer = run(&["man", file.path().to_str().expect("UTF-8")]);
    assert_eq!(answer.status.code(), Some(2));
    assert!(complained(&answer).starts_with("dossier: "));
}
