//! Tables, and what is assigned in them.

use dossier_syntax::Span;

use super::{At, KeyPlace, flow, line_end, next_line};

pub(super) fn place(text: &str, offset: usize) -> Option<KeyPlace> {
    let mut table: Vec<String> = Vec::new();
    let mut at = 0;
    loop {
        // Within a line break there is nothing.
        if offset < at {
            return None;
        }
        let end = line_end(text, at);
        let line = text[at..end].trim_end();
        let bare = line.trim_start();
        let start = at + (line.len() - bare.len());
        let is_comment = bare.starts_with('#');
        let equals = equals_in(line).filter(|_| !is_comment && !bare.starts_with('['));
        let mut last = end;
        if bare.starts_with('[') {
            if offset <= end {
                return header(text, start, offset);
            }
            table = dotted(bare.trim_matches(['[', ']', ' ']));
        } else if let Some(equals) = equals {
            let value = at + equals + 1;
            if offset < value {
                let is_behind = text[start..offset.max(start)].ends_with([' ', '\t', '"', '\'']);
                return (!is_behind).then(|| key(table, text, start, offset));
            }
            let mut keys = table.clone();
            keys.extend(dotted(&text[start..at + equals]));
            last = match in_value(text, value, offset) {
                InValue::At(inner) => {
                    keys.extend(inner.keys);
                    return Some(KeyPlace { keys, at: inner.at });
                }
                InValue::Behind(last) => last,
            };
            if offset <= line_end(text, last) {
                return None;
            }
        } else if offset <= end {
            return (!is_comment).then(|| key(table, text, start, offset));
        }
        at = next_line(text, last)?;
    }
}

/// The first `=` that is in no quotes.
fn equals_in(line: &str) -> Option<usize> {
    let mut quote = None;
    line.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => return Some(at),
            _ => {}
        }
        None
    })
}

/// A key that starts at `start`, of which the parts before the cursor's are tables.
fn key(mut keys: Vec<String>, text: &str, start: usize, offset: usize) -> KeyPlace {
    let written = text.get(start..offset).unwrap_or_default();
    let outer = written.rsplit_once('.').map_or("", |(outer, _)| outer);
    keys.extend(dotted(outer));
    KeyPlace { keys, at: At::Key }
}

fn header(text: &str, start: usize, offset: usize) -> Option<KeyPlace> {
    let before = text.get(start..offset)?;
    let array = before.starts_with("[[");
    let written = before.trim_start_matches('[');
    if written.len() == before.len() || written.contains(']') {
        return None;
    }
    let outer = written.rsplit_once('.').map_or("", |(outer, _)| outer);
    Some(KeyPlace {
        keys: dotted(outer),
        at: At::Header { array },
    })
}

enum InValue {
    /// The cursor is in it.
    At(KeyPlace),
    /// It is not; the value ends here.
    Behind(usize),
}

/// Where the cursor is in the value that starts at `start`.
fn in_value(text: &str, start: usize, offset: usize) -> InValue {
    let rest = &text[start..];
    let value = rest.trim_start_matches([' ', '\t']);
    let lead = start + (rest.len() - value.len());
    let mut end = line_end(text, start);
    for quotes in ["\"\"\"", "'''"] {
        if let Some(inner) = value.strip_prefix(quotes) {
            let close = inner.find(quotes);
            let close = close.map_or(inner.len(), |at| at + quotes.len());
            end = lead + quotes.len() + close;
            // In a text of many lines nothing is offered.
            if offset > lead {
                return InValue::Behind(end);
            }
        }
    }
    if value.starts_with(['[', '{']) && offset > lead {
        match flow::walk(&flow::TOML, text, lead, offset) {
            flow::Walk::Inside(place) => return InValue::At(place),
            flow::Walk::Closed(end) => return InValue::Behind(end),
            flow::Walk::Unclosed(_) => {}
        }
    }
    if offset > end {
        return InValue::Behind(end);
    }
    InValue::At(KeyPlace {
        keys: Vec::new(),
        at: At::Value(Span::new(start, end)),
    })
}

/// The parts of a key: `a."b c"` is two.
pub(super) fn dotted(key: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for c in key.trim().chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '.') => parts.push(String::new()),
            (None, c) if c.is_whitespace() => {}
            (_, c) => parts.last_mut().into_iter().for_each(|it| it.push(c)),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}
