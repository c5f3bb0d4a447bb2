//! Blocks, whose structure is their indentation.

use dossier_syntax::Span;

use super::{At, KeyPlace, flow, line_end, next_line};

/// So many bytes are read behind brackets that turn out to be open, all of them together: each may
/// look open up to the end, and nobody has a thousand of them.
const MOST_IN_VAIN: usize = 1_000_000;

/// A map's key or a list's item that is open. Columns are in bytes.
enum Level {
    Key {
        column: usize,
        name: String,
        /// True if its value starts on its line.
        value: bool,
    },
    Item {
        column: usize,
    },
}

impl Level {
    /// True for what is still open where something at `column` starts a line.
    fn holds(&self, column: usize) -> bool {
        match self {
            Self::Key { column: own, .. } | Self::Item { column: own } => *own < column,
        }
    }
}

/// Closes the levels at the end that don't hold what comes. The further in one is, the later it
/// stands.
fn close(levels: &mut Vec<Level>, holds: impl Fn(&Level) -> bool) {
    while levels.pop_if(|level| !holds(level)).is_some() {}
}

/// A line: what is behind its dashes, and where.
struct Line {
    /// Where it starts and ends.
    span: Span,
    /// The columns of its dashes.
    dashes: Vec<usize>,
    /// The column of what is behind them.
    column: usize,
}

pub(super) fn place(text: &str, inner: Span, offset: usize) -> Option<KeyPlace> {
    let mut levels: Vec<Level> = Vec::new();
    let mut in_vain = MOST_IN_VAIN;
    // Lines further in than this column are text.
    let mut text_in: Option<usize> = None;
    let mut at = inner.range().start;
    loop {
        // Within a line break there is nothing.
        if offset < at {
            return None;
        }
        let end = line_end(text, at);
        let is_last = offset <= end;
        let line = Line::new(text, Span::new(at, end), is_last.then_some(offset));
        let bare = &text[at + line.column..end];
        if let Some(column) = text_in {
            let first = line.dashes.first().unwrap_or(&line.column);
            let is_blank = bare.is_empty() && line.dashes.is_empty();
            if *first > column || is_blank && !is_last {
                if is_last {
                    let is_inside = offset >= at + *first;
                    return is_inside.then(|| value(&levels, line.span));
                }
                at = next_line(text, end)?;
                continue;
            }
            text_in = None;
        }
        let is_comment = bare.starts_with('#');
        if is_comment && is_last {
            return None;
        }
        if is_comment || !is_last && bare.is_empty() && line.dashes.is_empty() {
            at = next_line(text, end)?;
            continue;
        }
        for column in &line.dashes {
            // A list may stand at the column of the key that it belongs to.
            close(&mut levels, |level| {
                level.holds(*column)
                    || matches!(level, Level::Key { column: own, .. } if own == column)
            });
            levels.push(Level::Item { column: *column });
        }
        let start = at + line.column;
        let colon = colon_in(bare, is_last).map(|colon| start + colon);
        if let Some(colon) = colon.filter(|colon| !is_last || *colon < offset) {
            close(&mut levels, |level| level.holds(line.column));
            let behind = text[colon + 1..end].trim_start();
            let is_empty = behind.is_empty() || behind.starts_with('#');
            levels.push(Level::Key {
                column: line.column,
                name: text[start..colon]
                    .trim()
                    .trim_matches(['"', '\''])
                    .to_owned(),
                value: !is_empty,
            });
            if behind.starts_with(['|', '>']) {
                text_in = Some(line.column);
            }
            let lead = end - behind.len();
            at = match in_value(text, lead, offset, is_last, &mut in_vain)? {
                InValue::Flow(place) => return Some(below(&levels, place)),
                InValue::Text(last) => return Some(value(&levels, Span::new(lead, last))),
                InValue::Behind(last) if offset <= line_end(text, last) => return None,
                InValue::Behind(last) => next_line(text, last)?,
                InValue::Line if is_last => {
                    return Some(value(&levels, Span::new(colon + 1, end)));
                }
                InValue::Line => next_line(text, end)?,
            };
            continue;
        }
        at = match in_value(text, start, offset, is_last, &mut in_vain)? {
            InValue::Flow(place) => return Some(below(&levels, place)),
            InValue::Text(_) | InValue::Line if is_last => {
                return slot(text, levels, &line, offset);
            }
            InValue::Behind(last) if offset <= line_end(text, last) => return None,
            InValue::Behind(last) => next_line(text, last)?,
            InValue::Text(_) | InValue::Line => next_line(text, end)?,
        };
    }
}

impl Line {
    /// `cursor` is given where it is in this line.
    fn new(text: &str, span: Span, cursor: Option<usize>) -> Self {
        let line = span.of(text);
        let mut column = line.len() - line.trim_start_matches([' ', '\t']).len();
        let mut dashes = Vec::new();
        loop {
            let rest = &line[column..];
            let is_dash = rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t");
            let before_cursor = cursor.is_none_or(|cursor| span.range().start + column < cursor);
            if !is_dash || !before_cursor {
                break;
            }
            dashes.push(column);
            let behind = rest[1..].trim_start_matches([' ', '\t']);
            column = line.len() - behind.len();
        }
        // Nothing stands there yet but the cursor.
        if let Some(cursor) = cursor.filter(|_| column == line.len()) {
            column = cursor - span.range().start;
        }
        Self {
            span,
            dashes,
            column,
        }
    }
}

/// The colon behind a key. While the cursor is in the line, what follows need not be a blank yet.
fn colon_in(bare: &str, is_last: bool) -> Option<usize> {
    if let Some(quote @ ('"' | '\'')) = bare.chars().next() {
        let close = 1 + bare[1..].find(quote)?;
        let behind = &bare[close + 1..];
        let blanks = behind.len() - behind.trim_start().len();
        return behind[blanks..]
            .starts_with(':')
            .then_some(close + 1 + blanks);
    }
    if bare.starts_with(['[', '{', '#']) {
        return None;
    }
    let is_key = |key: &str| {
        key.chars()
            .all(|c| c.is_alphanumeric() || "-_$".contains(c))
    };
    let mut colons = bare.match_indices(':').map(|(at, _)| at);
    colons.find(|&at| {
        let behind = &bare[at + 1..];
        behind.is_empty() || behind.starts_with([' ', '\t']) || is_last && is_key(&bare[..at])
    })
}

enum InValue {
    /// The cursor is between brackets.
    Flow(KeyPlace),
    /// The cursor is in a text of several lines in quotes, which ends here.
    Text(usize),
    /// The value ends here, before the cursor, on a later line or in brackets.
    Behind(usize),
    /// The value ends with its line.
    Line,
}

/// Where the cursor is in the value that starts at `start`. `None` where that would take more than
/// the bytes that may still be read `in_vain`.
fn in_value(
    text: &str,
    start: usize,
    offset: usize,
    is_last: bool,
    in_vain: &mut usize,
) -> Option<InValue> {
    let value = &text[start..];
    if value.starts_with(['[', '{']) && offset > start {
        return Some(match flow::walk(&flow::YAML, text, start, offset) {
            flow::Walk::Inside(place) => InValue::Flow(place),
            flow::Walk::Closed(end) => InValue::Behind(end),
            flow::Walk::Unclosed(at) => {
                *in_vain = in_vain.checked_sub(at - start)?;
                InValue::Line
            }
        });
    }
    if let Some(quote @ ('"' | '\'')) = value.chars().next()
        && !is_last
        && let Some(close) = value[1..].find(quote).map(|at| start + 1 + at + 1)
        && close > line_end(text, start)
    {
        return Some(match offset < close {
            true => InValue::Text(close),
            false => InValue::Behind(close),
        });
    }
    Some(InValue::Line)
}

/// What could stand on a line without a key.
fn slot(text: &str, mut levels: Vec<Level>, line: &Line, offset: usize) -> Option<KeyPlace> {
    let start = line.span.range().start;
    let rest = Span::new(
        start + line.column,
        line.span.range().end.max(start + line.column),
    );
    if let Some(last) = line.dashes.last() {
        let behind = Span::new(start + last + 1, line.span.range().end);
        return Some(KeyPlace {
            keys: keys(&levels),
            at: At::Line {
                line: behind,
                dash: true,
            },
        });
    }
    // The cursor stands before what is there, be it an item or a line further in.
    let behind = &text[offset..line.span.range().end];
    let is_before_item = behind.trim() == "-" || behind.trim_start().starts_with("- ");
    let is_in_block = behind.trim().is_empty() && line.column < next_column(text, line.span);
    let is_blank = line.span.of(text).trim().is_empty();
    if offset < rest.range().start || is_before_item || is_blank && is_in_block {
        return None;
    }
    close(&mut levels, |level| level.holds(line.column));
    let at = match levels.last() {
        None | Some(Level::Item { .. }) => At::Key,
        Some(Level::Key { value: false, .. }) => At::Line {
            line: rest,
            dash: false,
        },
        // A text goes on.
        Some(Level::Key { value: true, .. }) => At::Value(rest),
    };
    let keys = keys(&levels);
    Some(KeyPlace { keys, at })
}

/// The column at which the next line starts that is not blank.
fn next_column(text: &str, line: Span) -> usize {
    let rest = &text[line.range().end..];
    let next = rest.lines().find(|line| !line.trim().is_empty());
    next.map_or(0, |next| next.len() - next.trim_start().len())
}

fn value(levels: &[Level], span: Span) -> KeyPlace {
    KeyPlace {
        keys: keys(levels),
        at: At::Value(span),
    }
}

/// A place between brackets, under the keys around these.
fn below(levels: &[Level], place: KeyPlace) -> KeyPlace {
    let mut keys = keys(levels);
    keys.extend(place.keys);
    KeyPlace { keys, at: place.at }
}

fn keys(levels: &[Level]) -> Vec<String> {
    let names = levels.iter().filter_map(|level| match level {
        Level::Key { name, .. } => Some(name.clone()),
        Level::Item { .. } => None,
    });
    names.collect()
}
