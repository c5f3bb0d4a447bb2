//! What the features' tests share.

use dossier_syntax::Span;
use dossier_workspace::fixture::Fixture;
use dossier_workspace::{FileId, Snapshot};

/// Asks about the cursor of a fixture.
pub(crate) fn at_cursor<T>(fixture: &str, ask: impl Fn(&Snapshot, FileId, usize) -> T) -> T {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    ask(&snapshot, file, fixture.offset)
}

/// The text of a span in the fixture's open file.
pub(crate) fn text_of(fixture: &str, span: Span) -> String {
    let fixture = Fixture::parse(fixture);
    let (snapshot, file) = fixture.snapshot();
    let source = snapshot.source(file).expect("the open file is an agent file");
    span.of(&source.text).to_owned()
}
