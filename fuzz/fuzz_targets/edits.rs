//! A text that was edited says what a text that was just opened says.

#![no_main]

use camino::Utf8Path;
use dossier_fuzz::expected::{check_spans, edit};
use dossier_fuzz::input::Input;
use dossier_fuzz::team;
use dossier_ide::{diagnostics, document_symbols, folding, semantic_tokens};
use dossier_syntax::{Change, Encoding, Position};
use dossier_workspace::World;
use libfuzzer_sys::fuzz_target;

const PATHS: [&str; 5] = [
    "/w/.claude/agents/here.md",
    "/w/.cursor/rules/here.mdc",
    "/w/.nova/agents/here.toml",
    "/w/.vega/agents/here.json",
    "/w/README.md",
];

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input::new(bytes);
    let path = input.choice(&PATHS);
    let encoding = input.choice(&[Encoding::Utf8, Encoding::Utf16, Encoding::Utf32]);
    let mut parts = input.parts();
    let mut text = parts
        .next()
        .map(Input::text)
        .unwrap_or_default()
        .into_owned();
    let path = Utf8Path::new(path);
    team::with_world(|world| {
        world.open(path, &text, 1);
        for (mut part, version) in parts.take(40).zip(2..) {
            let asks = part.number() & 1 == 1;
            let change = change(part);
            edit(&mut text, &change, encoding);
            world.change(path, version, &[change], encoding);
            if asks {
                said(world, path, &text);
            }
        }
        let edited = said(world, path, &text);
        world.close(path);
        world.set_file(path, None);
        world.open(path, &text, 1);
        assert_eq!(edited, said(world, path, &text), "{text:?}");
        world.close(path);
        world.set_file(path, None);
    });
});

/// From and to, each as line and column, and what is written there; `~` in place of the first line
/// stands for the whole text.
fn change(mut part: Input<'_>) -> Change {
    let numbers = [(); 4].map(|()| u32::from(part.number()));
    let [line, column, to_line, to_column] = numbers;
    let from = Position { line, column };
    let to = Position {
        line: to_line,
        column: to_column,
    };
    Change {
        range: (line != u32::from(b'~' - b'0')).then_some((from, to)),
        text: part.text().into_owned(),
    }
}

/// What an open file says, and what features make of that, as text.
fn said(world: &mut World, path: &Utf8Path, text: &str) -> String {
    let snapshot = world.snapshot();
    let file = snapshot.index().find(path).expect("the file is open");
    assert_eq!(snapshot.text(file).as_deref(), Some(text));
    let source = snapshot.readable(file);
    if let Some(source) = &source {
        check_spans(text, &source.parsed);
    }
    format!(
        "{:?}",
        (
            source.map(|source| (source.parsed, source.facts)),
            snapshot.blocks(file),
            snapshot.block_at(file, text.len() / 2),
            diagnostics(&snapshot, file),
            document_symbols(&snapshot, file),
            folding(&snapshot, file),
            semantic_tokens(&snapshot, file),
        )
    )
}
