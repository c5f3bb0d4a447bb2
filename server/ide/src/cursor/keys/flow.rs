//! Maps and lists in brackets.

use dossier_syntax::Span;

use super::{At, KeyPlace, toml};

/// How a format writes them.
pub(super) struct Flow {
    /// What stands between a key and its value.
    separator: char,
    /// What may stand around a text.
    quotes: &'static [char],
    /// What starts a comment.
    comment: Option<char>,
    /// Texts need no quotes, so that a separator is one only before a blank.
    is_yaml: bool,
    /// A key with dots is a key of each map on the way.
    dotted: bool,
}

pub(super) const JSON: Flow = Flow {
    separator: ':',
    quotes: &['"'],
    comment: None,
    is_yaml: false,
    dotted: false,
};

pub(super) const TOML: Flow = Flow {
    separator: '=',
    quotes: &['"', '\''],
    comment: Some('#'),
    is_yaml: false,
    dotted: true,
};

pub(super) const YAML: Flow = Flow {
    separator: ':',
    quotes: &['"', '\''],
    comment: Some('#'),
    is_yaml: true,
    dotted: false,
};

/// What a walk through brackets came to.
pub(super) enum Walk {
    /// The cursor is between them.
    Inside(KeyPlace),
    /// They end before the cursor, at this byte.
    Closed(usize),
    /// They don't, but what follows isn't in them, which what stands before this byte has shown.
    Unclosed(usize),
}

/// A map or list that is open.
struct Open {
    is_map: bool,
    start: usize,
    /// Where the key starts that is read.
    key_start: usize,
    /// The key that was read last.
    key: Vec<String>,
    /// Where its value starts, once the separator was read.
    value: Option<usize>,
}

/// Walks from the bracket at `start` to `offset`.
pub(super) fn walk(flow: &Flow, text: &str, start: usize, offset: usize) -> Walk {
    let mut open: Vec<Open> = Vec::new();
    let mut string: Option<&str> = None;
    let mut skip_to = start;
    let mut in_comment = false;
    // What stands before, but for blanks: a quote opens a text only where one can start.
    let mut before = '[';
    for (at, c) in text[start..offset].char_indices() {
        let at = start + at;
        if at < skip_to {
            continue;
        }
        if in_comment {
            in_comment = c != '\n';
            continue;
        }
        if let Some(quotes) = string {
            if c == '\\' && quotes.starts_with('"') {
                skip_to = at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
            } else if text[at..].starts_with(quotes) {
                skip_to = at + quotes.len();
                string = None;
            } else if c == '\n' && quotes.len() == 1 {
                // A text ends with its line at the latest.
                string = None;
            }
            continue;
        }
        let starts_text = matches!(before, '[' | '{' | ',') || before == flow.separator;
        match c {
            _ if starts_text && flow.quotes.contains(&c) => {
                let run = text[at..].chars().take_while(|it| *it == c).count();
                let quotes = if run >= 3 { 3 } else { 1 };
                string = Some(&text[at..at + quotes]);
                skip_to = at + quotes;
            }
            _ if flow.comment == Some(c) && text[..at].ends_with([' ', '\t', '\n']) => {
                in_comment = true;
            }
            '{' | '[' if starts_text => open.push(Open {
                is_map: c == '{',
                start: at,
                key_start: at + 1,
                key: Vec::new(),
                value: None,
            }),
            '}' | ']' => {
                open.pop();
                if open.is_empty() {
                    return Walk::Closed(at + 1);
                }
            }
            ',' => {
                if let Some(it) = open.last_mut() {
                    (it.key, it.value, it.key_start) = (Vec::new(), None, at + 1);
                }
            }
            _ if c == flow.separator && separates(flow, text, at, before) => {
                let Some(it) = open.last_mut() else {
                    return Walk::Unclosed(at);
                };
                // The next field: the brackets are not closed yet.
                if !it.is_map || it.value.is_some() {
                    return Walk::Unclosed(at);
                }
                it.key = keys(flow, &text[it.key_start..at]);
                it.value = Some(at + 1);
            }
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    inside(flow, text, &open, offset, string)
}

fn inside(flow: &Flow, text: &str, open: &[Open], offset: usize, string: Option<&str>) -> Walk {
    let Some(innermost) = open.last() else {
        return Walk::Unclosed(offset);
    };
    if string.is_none() && is_taken(flow, text, innermost, offset) {
        return Walk::Unclosed(offset);
    }
    let mut names: Vec<String> = Vec::new();
    for it in open.iter().filter(|it| it.value.is_some()) {
        names.extend_from_slice(&it.key);
    }
    let at = match (innermost.is_map, innermost.value) {
        (true, None) => {
            if flow.dotted {
                let written = &text[innermost.key_start..offset];
                names.extend(toml::dotted(written.rsplit_once('.').map_or("", |it| it.0)));
            }
            // JSON has nothing but braces, and its fields stand on lines of their own.
            match flow.comment {
                Some(_) => At::FlowKey,
                None => At::Key,
            }
        }
        (true, Some(start)) => At::Value(Span::new(start, value_end(text, offset, string))),
        (false, _) => At::Item(Span::new(
            innermost.start,
            list_end(flow, text, offset, string),
        )),
    };
    Walk::Inside(KeyPlace { keys: names, at })
}

/// True behind a key that is written, and before one in a list, where the next field starts: the
/// list isn't closed yet.
fn is_taken(flow: &Flow, text: &str, innermost: &Open, offset: usize) -> bool {
    if innermost.is_map {
        // What isn't closed on its line is being typed anew.
        let written = &text[innermost.key_start..offset];
        let written = written.rsplit('\n').next().unwrap_or(written);
        let is_key = innermost.value.is_none() && !written.trim().is_empty();
        return is_key
            && written.ends_with(|c: char| c.is_whitespace() || flow.quotes.contains(&c));
    }
    let rest = &text[offset..];
    let rest = &rest[..rest.find([',', ']', '\n']).unwrap_or(rest.len())];
    let mut separators = rest.match_indices(flow.separator);
    separators.any(|(at, _)| separates(flow, text, offset + at, ' '))
}

/// True where a separator is one, not part of a text.
fn separates(flow: &Flow, text: &str, at: usize, before: char) -> bool {
    let rest = &text[at + flow.separator.len_utf8()..];
    let next = rest.chars().next().unwrap_or(' ');
    !flow.is_yaml
        || next.is_whitespace()
        || matches!(next, ',' | '[' | ']' | '{' | '}')
        || matches!(before, '"' | '\'')
}

fn keys(flow: &Flow, written: &str) -> Vec<String> {
    if flow.dotted {
        return toml::dotted(written);
    }
    vec![written.trim().trim_matches(flow.quotes).to_owned()]
}

/// Where a value on this line ends.
fn value_end(text: &str, offset: usize, mut string: Option<&str>) -> usize {
    let mut escaped = false;
    for (at, c) in text[offset..].char_indices() {
        match (c, string) {
            ('\n' | '\r', _) => return offset + at,
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            (_, Some(quotes)) if quotes.starts_with(c) => string = None,
            (',' | '}' | ']', None) => return offset + at,
            ('"', None) => string = Some("\""),
            _ => {}
        }
    }
    text.len()
}

/// Where the list around `offset` ends: behind its bracket, or with the line if something else
/// comes first.
fn list_end(flow: &Flow, text: &str, offset: usize, string: Option<&str>) -> usize {
    let from = match string {
        Some(quotes) => {
            let rest = &text[offset..super::line_end(text, offset)];
            rest.find(quotes)
                .map_or(offset, |at| offset + at + quotes.len())
        }
        None => offset,
    };
    let rest = &text[from..];
    let close = rest.find(']').map(|at| at + 1);
    let other = rest
        .find(['{', '}', '[', flow.separator])
        .unwrap_or(rest.len());
    match close.filter(|close| *close <= other) {
        Some(close) => from + close,
        None => super::line_end(text, from),
    }
}
