//! Under which keys the cursor is, told from the text before it alone: what stands there may be
//! half typed, so that no parser gets through it.

mod flow;
mod toml;
mod yaml;

use dossier_syntax::{Format, Span};

use super::line_end;

/// A place among the keys of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KeyPlace {
    /// The keys of the maps around it, the outermost first; in a value also its own.
    pub(super) keys: Vec<String>,
    /// What stands or could stand there.
    pub(super) at: At,
}

/// What stands or could stand at a place. Spans are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// A key of a map, with its value behind it on a line of its own.
    Key,
    /// The same between braces.
    FlowKey,
    /// A key in the header of a table, or of an item of an array of tables.
    Header { array: bool },
    /// The value that stands here.
    Value(Span),
    /// An item of the list in brackets that stands here.
    Item(Span),
    /// What stands on this line of a value that began above: behind a dash, or where one could be.
    Line { line: Span, dash: bool },
}

/// The place of the byte `offset` in `text`, of which the fields are `inner`.
pub(super) fn key_place(
    format: Format,
    text: &str,
    inner: Span,
    offset: usize,
) -> Option<KeyPlace> {
    text.get(..offset)?;
    match format {
        Format::Json => {
            let first = inner.range().start;
            let start = first + text.get(first..offset)?.find('{')?;
            match flow::walk(&flow::JSON, text, start, offset) {
                flow::Walk::Inside(place) => Some(place),
                flow::Walk::Closed(_) | flow::Walk::Unclosed(_) => None,
            }
        }
        Format::Toml => toml::place(text, offset),
        Format::Markdown | Format::MarkdownLines => yaml::place(text, inner, offset),
    }
}

/// Where the line behind the one with the byte `at` starts; `None` behind the last.
fn next_line(text: &str, at: usize) -> Option<usize> {
    text[at..].find('\n').map(|end| at + end + 1)
}

#[cfg(test)]
mod tests;
