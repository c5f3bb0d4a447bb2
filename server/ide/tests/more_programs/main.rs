//! Files of programs that are known by their tables alone: each an example workspace, with a mark
//! where the cursor stands.

use dossier_ide::{Insert, completions, definition, diagnostics};
use expect_test::Expect;

mod antigravity;
mod asked;
mod cline;
mod codex;
mod copilot;
mod cursor;
mod factory;
mod gemini;
mod junie;
mod kiro;
mod opencode;
mod others;
mod qwen;

use asked::{ask, found, hovered, leads, renamed};

/// What is found in the first file, or in that with the mark.
fn check_found(marked: &str, expected: &Expect) {
    expected.assert_eq(&found(marked));
}

/// Nothing is found in the first file, and it is one of `program`.
fn check_silent(program: &str, marked: &str) {
    let (found, whose) = ask(marked, |snapshot, file, _| {
        let source = snapshot.source(file).expect("an agent file");
        let whose = snapshot.dialect(source.place()).id().to_owned();
        (diagnostics(snapshot, file), whose)
    });
    assert_eq!(found, [], "{marked}");
    assert_eq!(whose, program, "{marked}");
}

/// The labels that are offered at the mark, the best first.
fn check_offered(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, offset| {
        let mut items = completions(snapshot, file, offset).items;
        items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        let shown = items.iter().map(|item| match &item.insert {
            Insert::Text(text) if *text == item.label => format!("{}\n", item.label),
            Insert::Text(text) => format!("{} -> {text:?}\n", item.label),
            Insert::Snippet { snippet, .. } => format!("{} -> {snippet:?}\n", item.label),
        });
        shown.collect::<String>()
    });
    expected.assert_eq(&shown);
}

/// The first lines of the hover at the mark.
fn check_hover(marked: &str, expected: &Expect) {
    let lines = hovered(marked);
    let lines = lines.lines().map(|line| format!("{line}\n"));
    expected.assert_eq(&lines.collect::<String>());
}

/// Where the name at the mark leads.
fn check_leads(marked: &str, expected: &Expect) {
    let leads = leads(marked).into_iter();
    expected.assert_eq(&leads.map(|path| path + "\n").collect::<String>());
}

/// What changes where the name at the mark becomes `to`.
fn check_renamed(marked: &str, to: &str, expected: &Expect) {
    expected.assert_eq(&renamed(marked, to));
}
