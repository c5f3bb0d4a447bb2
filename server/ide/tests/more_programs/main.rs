//! Files of programs that are known by their tables alone: each an example workspace, with a mark
//! where the cursor stands.

use std::fmt::Write as _;

use dossier_ide::{Insert, completions, definition, diagnostics, hover, rename};
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};
use expect_test::Expect;

mod antigravity;
mod cline;
mod codex;
mod factory;
mod gemini;
mod junie;
mod kiro;
mod opencode;
mod others;
mod qwen;

fn ask<T>(marked: &str, what: impl Fn(&Snapshot, FileId, usize) -> T) -> T {
    let fixture = Fixture::parse(marked);
    let (snapshot, file) = fixture.snapshot();
    what(&snapshot, file, fixture.offset)
}

/// What is found in the first file, or in that with the mark.
fn check_found(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent file").text;
        let mut shown = String::new();
        for it in diagnostics(snapshot, file) {
            let blamed = it.span.of(&text);
            let _ = writeln!(
                shown,
                "{:?} {} {blamed:?}: {}",
                it.severity, it.rule, it.message
            );
        }
        shown
    });
    expected.assert_eq(&shown);
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
    let shown = ask(marked, |snapshot, file, offset| {
        let markdown = hover(snapshot, file, offset).map(|it| it.markdown);
        let lines = markdown.iter().flat_map(|it| it.lines().take(3));
        lines.fold(String::new(), |shown, line| shown + line + "\n")
    });
    expected.assert_eq(&shown);
}

/// Where the name at the mark leads.
fn check_leads(marked: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, offset| {
        let links = definition(snapshot, file, offset);
        let shown = links.iter().map(|it| format!("{}\n", it.path));
        shown.collect::<String>()
    });
    expected.assert_eq(&shown);
}

/// What changes where the name at the mark becomes `to`.
fn check_renamed(marked: &str, to: &str, expected: &Expect) {
    let shown = ask(marked, |snapshot, file, offset| {
        let renamed = rename(snapshot, file, offset, to, true).expect("it can be renamed");
        let mut shown = String::new();
        for edit in renamed.edits {
            let path = &snapshot.index().file(edit.file).path;
            let _ = writeln!(shown, "{path} -> {}", edit.text);
        }
        for (from, to) in renamed.moves {
            let _ = writeln!(shown, "{from} -> {to}");
        }
        shown
    });
    expected.assert_eq(&shown);
}
