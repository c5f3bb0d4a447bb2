//! Every feature, asked about one place; and what must hold of each answer.

use dossier_ide::DocumentSymbol;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};

use crate::expected::check_spans;
use crate::fixes;

/// Asks everything about the byte `offset` of an open file.
///
/// # Panics
/// Where an answer can't be right.
pub fn check_all(snapshot: &Snapshot, file: FileId, offset: usize) {
    let text = snapshot.text(file).expect("the file is open");
    if let Some(source) = snapshot.readable(file) {
        check_spans(&text, &source.parsed);
    }
    at_the_place(snapshot, file, &text, offset);
    in_the_file(snapshot, file, &text);
    renamed(snapshot, file, &text, offset);
    fixes::check_each(snapshot, file, &text, offset);
}

fn fits(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
}

fn fits_in(snapshot: &Snapshot, file: FileId, span: Span) {
    if let Some(text) = snapshot.text(file) {
        fits(span, &text);
    }
}

fn at_the_place(snapshot: &Snapshot, file: FileId, text: &str, offset: usize) {
    if let Some(hover) = dossier_ide::hover(snapshot, file, offset) {
        fits(hover.span, text);
        assert!(hover.span.touches(offset), "{hover:?} at {offset}");
        assert!(!hover.markdown.trim().is_empty());
    }
    for link in dossier_ide::definition(snapshot, file, offset) {
        fits(link.origin, text);
        if let Some(target) = snapshot.index().find(&link.path) {
            fits_in(snapshot, target, link.target);
        }
    }
    let completions = dossier_ide::completions(snapshot, file, offset);
    for item in &completions.items {
        fits(item.replace, text);
        assert!(item.replace.touches(offset), "{item:?} at {offset}");
    }
    let documented = completions.items.iter().find_map(|item| item.doc.as_ref());
    documented.map(|doc| dossier_ide::documentation(snapshot, file, doc));
    for reference in dossier_ide::references(snapshot, file, offset, true) {
        fits_in(snapshot, reference.file, reference.span);
    }
    for highlight in dossier_ide::document_highlight(snapshot, file, offset) {
        fits(highlight.span, text);
    }
    dossier_ide::explain_mention(snapshot, file, offset);
    dossier_ide::member(snapshot, file, offset);
    let grown = dossier_ide::selection_ranges(snapshot, file, &[offset, text.len()]);
    for spans in grown.iter().flatten() {
        spans.iter().for_each(|span| fits(*span, text));
        let grows = |pair: &[Span]| pair[1].contains(pair[0]) && pair[0] != pair[1];
        assert!(spans.windows(2).all(grows), "{spans:?}");
        assert_eq!(spans.last(), Some(&Span::new(0, text.len())));
    }
}

fn in_the_file(snapshot: &Snapshot, file: FileId, text: &str) {
    for finding in dossier_ide::diagnostics(snapshot, file) {
        fits(finding.span, text);
        for (other, span, _) in finding.related {
            fits_in(snapshot, other, span);
        }
    }
    let tokens = dossier_ide::semantic_tokens(snapshot, file);
    for token in &tokens {
        fits(token.span, text);
        let written = token.span.of(text);
        assert!(!written.is_empty() && !written.contains('\n'), "{token:?}");
    }
    let apart = |pair: &[dossier_ide::Token]| pair[0].span.end <= pair[1].span.start;
    assert!(tokens.windows(2).all(apart), "{tokens:?}");
    for fold in dossier_ide::folding(snapshot, file) {
        fits(fold.span, text);
        assert!(fold.span.of(text).contains(['\n', '\r']), "{fold:?}");
    }
    symbols(
        &dossier_ide::document_symbols(snapshot, file),
        Span::new(0, text.len()),
        text,
    );
    for link in dossier_ide::document_links(snapshot, file) {
        fits(link.span, text);
    }
    for hint in dossier_ide::inlay_hints(snapshot, file, Span::new(0, text.len())) {
        fits(Span::empty(hint.offset), text);
    }
    if let Some(lens) = dossier_ide::code_lens(snapshot, file) {
        fits(lens, text);
    }
    dossier_ide::users(snapshot, file);
    dossier_ide::incoming_calls(snapshot, file);
    for call in dossier_ide::outgoing_calls(snapshot, file) {
        call.spans.iter().for_each(|span| fits(*span, text));
    }
    dossier_ide::describe_file(snapshot, file);
    dossier_ide::workspace_symbols(snapshot, "he");
    dossier_ide::graph(snapshot, |_| true);
}

/// Clients refuse an outline with a selection that lies out of what is selected.
fn symbols(symbols: &[DocumentSymbol], around: Span, text: &str) {
    for symbol in symbols {
        fits(symbol.span, text);
        fits(symbol.selection, text);
        assert!(around.contains(symbol.span), "{symbol:?} in {around:?}");
        assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
        assert!(!symbol.name.trim().is_empty(), "{symbol:?}");
        self::symbols(&symbol.children, symbol.span, text);
    }
}

fn renamed(snapshot: &Snapshot, file: FileId, text: &str, offset: usize) {
    // Of a heading it is the text, also where the cursor is in the marks before that.
    if let Some((span, _)) = dossier_ide::prepare_rename(snapshot, file, offset) {
        fits(span, text);
    }
    let Ok(rename) = dossier_ide::rename(snapshot, file, offset, "new-name", true) else {
        return;
    };
    let edits = &rename.edits;
    edits
        .iter()
        .for_each(|edit| fits_in(snapshot, edit.file, edit.span));
    let apart = |pair: &[dossier_ide::Edit]| {
        pair[0].file != pair[1].file || pair[0].span.end <= pair[1].span.start
    };
    assert!(edits.windows(2).all(apart), "{edits:?}");
}
