//! Where the cursor is in a file that is all fields, told from the text before it alone: what
//! stands there may be half typed.

use dossier_syntax::{Format, Span};

/// A place in such a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KeyPlace {
    /// The keys of the tables or maps around it, the outermost first; at a value also its own.
    pub(super) keys: Vec<String>,
    /// Where the value stands or could stand; `None` where a key could.
    pub(super) value: Option<Span>,
}

/// The place of the byte `offset` in `text`. `None` in formats with fences.
pub(super) fn key_place(format: Format, text: &str, offset: usize) -> Option<KeyPlace> {
    text.get(..offset)?;
    match format {
        Format::Json => json(text, offset),
        Format::Toml => toml(text, offset),
        Format::Markdown | Format::MarkdownLines => None,
    }
}

/// A map or list that is open at the cursor.
struct Open {
    is_map: bool,
    start: usize,
    /// The key that was read last.
    key: Option<String>,
    /// Where the value of that key starts, once its colon was read.
    value: Option<usize>,
}

fn json(text: &str, offset: usize) -> Option<KeyPlace> {
    let mut open: Vec<Open> = Vec::new();
    let mut string: Option<usize> = None;
    let mut escaped = false;
    for (at, c) in text[..offset].char_indices() {
        if let Some(start) = string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                // A text ends with its line at the latest.
                '"' | '\n' => {
                    string = None;
                    if let Some(it) = open.last_mut().filter(|it| it.is_map && it.value.is_none()) {
                        it.key = Some(text[start + 1..at].to_owned());
                    }
                }
                _ => {}
            }
            continue;
        }
        match c {
            '"' => string = Some(at),
            '{' | '[' => open.push(Open {
                is_map: c == '{',
                start: at,
                key: None,
                value: None,
            }),
            '}' | ']' => {
                open.pop();
            }
            ':' => {
                if let Some(it) = open.last_mut() {
                    it.value = Some(at + 1);
                }
            }
            ',' => {
                if let Some(it) = open.last_mut() {
                    (it.key, it.value) = (None, None);
                }
            }
            _ => {}
        }
    }
    let innermost = open.last()?;
    let is_key = innermost.is_map && innermost.value.is_none();
    let value = match (is_key, innermost.value) {
        (true, _) => None,
        (false, Some(start)) => Some(Span::new(start, value_end(text, offset, string.is_some()))),
        (false, None) => Some(Span::new(innermost.start, list_end(text, offset))),
    };
    let keys = open.iter().filter(|it| it.value.is_some());
    Some(KeyPlace {
        keys: keys.filter_map(|it| it.key.clone()).collect(),
        value,
    })
}

/// Where a value on this line ends.
fn value_end(text: &str, offset: usize, mut in_string: bool) -> usize {
    let mut escaped = false;
    for (at, c) in text[offset..].char_indices() {
        match c {
            '\n' | '\r' => return offset + at,
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            ',' | '}' | ']' if !in_string => return offset + at,
            _ => {}
        }
    }
    text.len()
}

/// Where the list around `offset` ends: behind its bracket, or with the line.
fn list_end(text: &str, offset: usize) -> usize {
    let rest = &text[offset..];
    let close = rest.find(']').map(|at| at + 1);
    let other = rest.find(['{', '}', ':']).unwrap_or(rest.len());
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
    offset + close.filter(|close| *close <= other).unwrap_or(line)
}

fn toml(text: &str, offset: usize) -> Option<KeyPlace> {
    let mut table: Vec<String> = Vec::new();
    let mut at = 0;
    while at <= offset {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = text[at..line_end].trim_end();
        let bare = line.trim_start();
        let start = at + (line.len() - bare.len());
        if bare.starts_with('[') {
            if offset <= line_end {
                return None;
            }
            let name = bare.trim_matches(['[', ']', ' ']);
            table = dotted(name);
        } else if let Some(equals) = line.find('=').filter(|_| !bare.starts_with('#')) {
            let value = at + equals + 1;
            let end = statement_end(text, value);
            if offset <= end {
                let mut keys = table;
                if offset < value {
                    return Some(KeyPlace { keys, value: None });
                }
                keys.extend(dotted(&text[start..at + equals]));
                let value = Some(Span::new(value, end));
                return Some(KeyPlace { keys, value });
            }
            at = text[end..]
                .find('\n')
                .map_or(text.len() + 1, |more| end + more + 1);
            continue;
        } else if offset <= line_end {
            let is_comment = bare.starts_with('#');
            return (!is_comment).then_some(KeyPlace {
                keys: table,
                value: None,
            });
        }
        at = line_end + 1;
    }
    None
}

/// The parts of a key: `a."b c"` is two.
fn dotted(key: &str) -> Vec<String> {
    let parts = key
        .split('.')
        .map(|part| part.trim().trim_matches(['"', '\'']));
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Where the value that starts at `start` ends: with its line, but for texts of many lines and
/// lists.
fn statement_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let value = rest.trim_start_matches([' ', '\t']);
    let lead = start + (rest.len() - value.len());
    for quotes in ["\"\"\"", "'''"] {
        if let Some(inner) = value.strip_prefix(quotes) {
            let close = inner
                .find(quotes)
                .map_or(inner.len(), |at| at + quotes.len());
            return lead + quotes.len() + close;
        }
    }
    let line = value.find(['\n', '\r']).unwrap_or(value.len());
    if !value.starts_with('[') {
        return lead + line;
    }
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open || c == '\n' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => {
                depth -= 1;
                if depth == 0 {
                    return lead + at + 1;
                }
            }
            // The next field: this list is not closed yet.
            (None, '=') => return lead + line,
            _ => {}
        }
    }
    lead + line
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys, and the value in brackets or `key`.
    fn place(format: Format, marked: &str) -> String {
        let offset = marked.find("<|>").unwrap();
        let text = marked.replace("<|>", "");
        match key_place(format, &text, offset) {
            None => "nothing".to_owned(),
            Some(KeyPlace { keys, value }) => {
                let value = value.map_or("key".to_owned(), |span| format!("{:?}", span.of(&text)));
                format!("{} {value}", keys.join("."))
            }
        }
    }

    #[test]
    fn json_is_told_by_what_stands_before_the_cursor() {
        for (marked, expected) in [
            ("{<|>", " key"),
            ("{\"na<|>", " key"),
            ("{\"a\": <|>", "a \" \""),
            ("{\"a\": \"x<|>y\", \"b\": 1}", "a \" \\\"xy\\\"\""),
            ("{\"a\": {\"b\": 1, <|>", "a key"),
            ("{\"a\": {\"b\": [\"x\", <|>]}}", "a.b \"[\\\"x\\\", ]\""),
            ("{\"a\": \"}\", <|>", " key"),
            ("{\"half\n  <|>", " key"),
            ("<|>{}", "nothing"),
        ] {
            assert_eq!(place(Format::Json, marked), expected, "{marked}");
        }
    }

    #[test]
    fn toml_is_told_by_its_lines() {
        for (marked, expected) in [
            ("<|>", " key"),
            ("na<|>", " key"),
            ("name = <|>\n", "name \" \""),
            ("[a.b]\nc = \"x<|>\"\n", "a.b.c \" \\\"x\\\"\""),
            ("[[a]]\n<|>", "a key"),
            (
                "a = [\n  \"x\",\n  <|>\n]\nb = 1",
                "a \" [\\n  \\\"x\\\",\\n  \\n]\"",
            ),
            (
                "a = \"\"\"\nb = <|>\n\"\"\"\n",
                "a \" \\\"\\\"\\\"\\nb = \\n\\\"\\\"\\\"\"",
            ),
            ("a = \"\"\"\nx = 1\n\"\"\"\nc<|>", " key"),
            ("# a<|>", "nothing"),
            ("[a<|>]", "nothing"),
        ] {
            assert_eq!(place(Format::Toml, marked), expected, "{marked}");
        }
    }
}
