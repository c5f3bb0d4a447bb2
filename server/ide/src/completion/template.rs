//! A whole front matter for a file that has none.

use dossier_dialect::FrontMatterUse;
use dossier_syntax::Span;
use dossier_workspace::{Snapshot, Source};

use super::{CompletionItem, Insert, ItemKind};
use crate::cursor::line_around;
use crate::template::{with_name, without_places};

/// The front matter of the file's kind, if the cursor is where one would be begun: on the first
/// line, which is empty or is the start of a fence, or on the line after a fence that has nothing
/// behind it. `None` everywhere else.
pub(super) fn items(
    snapshot: &Snapshot,
    source: &Source,
    offset: usize,
) -> Option<Vec<CompletionItem>> {
    let dialect = snapshot.dialect(source.place());
    let kind = dialect.kind(source.place().kind)?;
    let template = kind
        .template
        .as_deref()
        .filter(|_| kind.front_matter != FrontMatterUse::None)?;
    let text = &source.text;
    let line = line_around(text, offset);
    let template = template.trim_start_matches('\n');
    let (head, snippet) = match &source.parsed.front_matter {
        None => {
            let start = if text.starts_with('\u{feff}') {
                '\u{feff}'.len_utf8()
            } else {
                0
            };
            let head = Span::new(start, line.range().end);
            let begins = line.range().start <= start && "---".starts_with(head.of(text).trim());
            begins.then_some((head, template))?
        }
        Some(begun) if !begun.fenced => {
            let whole = Span::new(begun.inner.range().start, text.len());
            text.trim().is_empty().then_some((whole, template))?
        }
        Some(begun) => {
            let nothing_yet = begun.close.is_none()
                && begun.entries.is_empty()
                && text[begun.inner.range().start..].trim().is_empty();
            let below = line.start > begun.open.start;
            // Below a fence that is there, the template goes without its own.
            let rest = template.split_once('\n').map_or(template, |(_, rest)| rest);
            nothing_yet.then_some(if below {
                (line, rest)
            } else {
                (begun.open, template)
            })?
        }
    };
    let snippet = with_name(snippet, &name(snapshot, source));
    let mut item = CompletionItem::plain(
        &format!("Front matter of a {}", kind.title),
        ItemKind::Template,
        head,
    );
    item.detail = Some(format!("for {}", dialect.title()));
    item.filter = Some(head.of(text).to_owned());
    item.insert = Insert::Snippet {
        plain: without_places(&snippet),
        snippet,
    };
    Some(vec![item])
}

/// The name that the file would have without front matter.
fn name(snapshot: &Snapshot, source: &Source) -> String {
    let path = &snapshot.index().file(source.id).path;
    let names = snapshot.places().names_of(path, source.place(), None).all;
    names.first().map(ToString::to_string).unwrap_or_default()
}
