//! Questions about the cursor of a small workspace, and the answers as lines: what the tests of one
//! program's files share.

use std::fmt::Write as _;

use dossier_ide::{
    Insert, completions, definition, diagnostics, graph, hover, rename, semantic_tokens,
};
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};

/// Asks about the file with the cursor, or the first one.
pub(crate) fn ask<T>(marked: &str, what: impl Fn(&Snapshot, FileId, usize) -> T) -> T {
    let fixture = Fixture::parse(marked);
    let (snapshot, file) = fixture.snapshot();
    what(&snapshot, file, fixture.offset)
}

/// What is found in the first file: how grave it is, the rule, the text it blames, and the message.
pub(crate) fn found(marked: &str) -> String {
    ask(marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent file").text;
        let mut shown = String::new();
        for it in diagnostics(snapshot, file) {
            let blamed = it.span.of(&text);
            let (severity, rule, message) = (it.severity, it.rule, it.message);
            let _ = writeln!(shown, "{severity:?} {rule} {blamed:?}: {message}");
        }
        shown
    })
}

/// The labels that are offered at the cursor, the best first.
pub(crate) fn offered(marked: &str) -> Vec<String> {
    ask(marked, |snapshot, file, offset| {
        let mut items = completions(snapshot, file, offset).items;
        items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        items.into_iter().map(|item| item.label).collect()
    })
}

/// What is put in place of the word at the cursor, in the order of [`offered`].
pub(crate) fn inserted(marked: &str) -> Vec<String> {
    ask(marked, |snapshot, file, offset| {
        let mut items = completions(snapshot, file, offset).items;
        items.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        let inserted = items.into_iter().map(|item| match item.insert {
            Insert::Text(text) => text,
            Insert::Snippet { plain, .. } => plain,
        });
        inserted.collect()
    })
}

/// The first lines of what hover says.
pub(crate) fn hovered(marked: &str) -> String {
    ask(marked, |snapshot, file, offset| {
        let markdown = hover(snapshot, file, offset).map(|it| it.markdown);
        let lines = markdown.iter().flat_map(|it| it.lines().take(3));
        lines.collect::<Vec<_>>().join("\n")
    })
}

/// The files that the cursor leads to.
pub(crate) fn leads(marked: &str) -> Vec<String> {
    ask(marked, |snapshot, file, offset| {
        let links = definition(snapshot, file, offset);
        links.iter().map(|it| it.path.to_string()).collect()
    })
}

/// What a rename of the name at the cursor changes: files with their new texts, and the move.
pub(crate) fn renamed(marked: &str, new: &str) -> String {
    ask(marked, |snapshot, file, offset| {
        let renamed = match rename(snapshot, file, offset, new, true) {
            Ok(renamed) => renamed,
            Err(error) => return format!("{error:?}"),
        };
        let mut shown = String::new();
        for edit in renamed.edits {
            let path = &snapshot.index().file(edit.file).path;
            let _ = writeln!(shown, "{path} -> {}", edit.text);
        }
        for (from, to) in renamed.moves {
            let _ = writeln!(shown, "{from} -> {to}");
        }
        shown
    })
}

/// What is coloured in the first file, and to whom its edges of the graph lead.
pub(crate) fn drawn(marked: &str) -> String {
    ask(marked, |snapshot, file, _| {
        let text = snapshot.source(file).expect("an agent file").text;
        let mut shown = String::new();
        for token in semantic_tokens(snapshot, file) {
            let _ = writeln!(shown, "{:?} {}", token.kind, token.span.of(&text));
        }
        for edge in graph(snapshot, |id| id == file).edges {
            let path = edge.to.map(|to| snapshot.index().file(to).path.as_str());
            let _ = writeln!(shown, "edge {} {path:?}", edge.span.of(&text));
        }
        shown
    })
}
