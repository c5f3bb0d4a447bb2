//! Where in a front matter the cursor is, also while a line is half typed.

mod keys;

use dossier_dialect::{Atom, Dialect, Field, ListStyle, Shape};
use dossier_syntax::{Entry, FrontMatter, Node, ScalarStyle, Span, Value};
use dossier_workspace::{Snapshot, Source};

use keys::{KeyPlace, key_place};

/// A place in the front matter.
#[derive(Debug)]
pub(crate) enum HeadPlace<'a> {
    /// Where a field's name stands or could stand.
    FieldName {
        /// What is written of it.
        word: Span,
        /// The field it is nested in.
        parent: Option<String>,
    },
    /// Where a value stands or could stand.
    FieldValue(FieldValue<'a>),
}

/// A place in a field's value.
#[derive(Debug)]
pub(crate) struct FieldValue<'a> {
    /// The field.
    pub(crate) field: &'a Field,
    /// The item under the cursor, from its start to the end of the word; the whole value if the
    /// field is no list.
    pub(crate) item: Span,
    /// If the cursor is in an item's parentheses: what stands before them, and the argument
    /// under the cursor.
    pub(crate) argument: Option<(Span, Span)>,
    /// The other items.
    pub(crate) others: Vec<Span>,
    /// The value is written as a list already, with brackets or dashes.
    pub(crate) listed: bool,
    /// A line of a list that waits for its dash.
    pub(crate) dash_missing: bool,
    /// Texts must be in quotes, and the item is in none yet.
    pub(crate) wants_quotes: bool,
}

/// The place of `offset`, if it is in the front matter.
pub(crate) fn head_place<'a>(
    snapshot: &'a Snapshot,
    source: &Source,
    offset: usize,
) -> Option<HeadPlace<'a>> {
    let front_matter = source.parsed.front_matter.as_ref()?;
    if !is_inside(source, front_matter, offset) {
        return None;
    }
    let text = &source.text;
    let dialect = snapshot.dialect(source.place());
    let kind = source.place().kind;
    if !front_matter.fenced {
        return among_keys(dialect, source, offset);
    }
    let line = line_around(text, offset);
    let before = &text[line.range().start..offset];
    let owner = owner_of(front_matter, line.range().start);

    let indent = before.len() - before.trim_start().len();
    let colon = line
        .of(text)
        .find(':')
        .map(|colon| line.range().start + colon);
    let is_item = line.of(text).trim_start().starts_with("- ") || line.of(text).trim() == "-";
    let continues = owner.is_some_and(|entry| is_continued(entry, line, text));
    if indent == 0 && !is_item && !continues {
        return match colon {
            Some(colon) if colon < offset => {
                let name = text[line.range().start..colon].trim();
                let field = dialect.field(kind, name)?;
                let entry = front_matter
                    .entries
                    .iter()
                    .find(|entry| line.contains(entry.key));
                let region = region(entry.map(|entry| &entry.value), line, colon + 1, text);
                in_region(field, region, text, offset).map(HeadPlace::FieldValue)
            }
            _ => Some(HeadPlace::FieldName {
                word: word_around(text, offset, is_key_char),
                parent: None,
            }),
        };
    }
    let owner = owner?;
    let field = dialect.field(kind, &owner.name)?;
    let is_map = field.shape.is_map() || field.shape.holds(Atom::Server);
    let lists_maps = field.shape.items().is_some_and(Shape::is_map);
    if is_map && !is_item || lists_maps {
        let nested = colon.filter(|&colon| colon < offset).and_then(|colon| {
            let key = text[line.range().start..colon].trim_start_matches([' ', '\t', '-']);
            let name = format!("{}.{}", owner.name, key.trim());
            Some((dialect.field(kind, &name)?, colon))
        });
        return match nested {
            Some((field, colon)) => {
                let region = Span::new(colon + 1, line.range().end);
                in_region(field, region, text, offset).map(HeadPlace::FieldValue)
            }
            None if colon.is_some_and(|colon| colon < offset) => None,
            None => Some(HeadPlace::FieldName {
                word: word_around(text, offset, is_key_char),
                parent: Some(owner.name.to_string()),
            }),
        };
    }
    let region = if is_item {
        let dash = line.of(text).find('-').unwrap_or(0);
        Span::new(line.range().start + dash + 1, line.range().end)
    } else {
        region(Some(&owner.value), line, line.range().start, text)
    };
    let mut value = in_region(field, region, text, offset)?;
    let in_lines =
        owner.value.is_empty() || matches!(owner.value.value, Value::List { flow: false, .. });
    value.dash_missing =
        !is_item && !continues && in_lines && field.lists.contains(&ListStyle::Block);
    if is_item || value.dash_missing {
        let listed = owner
            .value
            .items(text, false)
            .into_iter()
            .map(|item| item.span);
        value.others = listed.filter(|span| !span.touches(offset)).collect();
        value.listed = true;
    }
    Some(HeadPlace::FieldValue(value))
}

/// The place of `offset` in a file that is all fields.
fn among_keys<'a>(dialect: &'a Dialect, source: &Source, offset: usize) -> Option<HeadPlace<'a>> {
    let text = &source.text;
    let kind = source.place().kind;
    let KeyPlace { keys, value } = key_place(source.parsed.format, text, offset)?;
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let name = dialect.name_at(kind, &keys);
    let Some(region) = value else {
        return Some(HeadPlace::FieldName {
            word: word_around(text, offset, |c| is_key_char(c) || c == '$'),
            parent: (!name.is_empty()).then_some(name),
        });
    };
    let field = dialect.field(kind, &name)?;
    let mut value = in_region(field, region, text, offset)?;
    let before = text[..value.item.range().start].chars().next_back();
    value.wants_quotes = !matches!(before, Some('"' | '\''));
    Some(HeadPlace::FieldValue(value))
}

/// True strictly between the fences, or after an open fence that has no end yet; in a file that
/// is all fields, everywhere but in its body.
pub(crate) fn is_inside(source: &Source, front_matter: &FrontMatter, offset: usize) -> bool {
    let text = &*source.text;
    if !front_matter.fenced {
        let body = source.parsed.body;
        return body.is_empty() || !body.touches(offset);
    }
    match front_matter.close {
        Some(close) => front_matter.open.range().end < offset && offset < close.range().start,
        None => {
            let end = front_matter.inner.range().end;
            // The line after the last one is where the next field will be typed.
            front_matter.open.range().end < offset
                && (offset <= end
                    || text[end..offset].trim().is_empty() && line_breaks(&text[end..offset]) <= 1)
        }
    }
}

fn line_breaks(text: &str) -> usize {
    text.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

/// The line around `offset`, without its line break.
pub(crate) fn line_around(text: &str, offset: usize) -> Span {
    let start = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[offset..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| offset + at);
    Span::new(start, end)
}

/// The run of characters around `offset` that `belongs` accepts.
pub(crate) fn word_around(text: &str, offset: usize, belongs: impl Fn(char) -> bool) -> Span {
    let before = text[..offset]
        .chars()
        .rev()
        .take_while(|&c| belongs(c))
        .map(char::len_utf8);
    let after = text[offset..]
        .chars()
        .take_while(|&c| belongs(c))
        .map(char::len_utf8);
    let (before, after) = (before.sum::<usize>(), after.sum::<usize>());
    Span::new(offset - before, offset + after)
}

fn is_key_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// The last entry that starts before `offset`.
fn owner_of(front_matter: &FrontMatter, offset: usize) -> Option<&Entry> {
    front_matter
        .entries
        .iter()
        .rev()
        .find(|entry| entry.key.range().start < offset)
}

/// True where `line` is a later line of the entry's own value, not a line of its own.
fn is_continued(entry: &Entry, line: Span, text: &str) -> bool {
    let value = entry.value.span;
    let many_lines = match &entry.value.value {
        Value::List { flow, .. } | Value::Map { flow, .. } => *flow,
        Value::Scalar(scalar) => {
            matches!(scalar.style, ScalarStyle::Block | ScalarStyle::Quoted)
                || scalar.style == ScalarStyle::Broken && value.of(text).starts_with('[')
        }
        Value::Alias => false,
    };
    many_lines && value.start < line.start && line.start <= value.end
}

/// Where a value's items are looked for: a flow list's span, or the rest of the line.
fn region(value: Option<&Node>, line: Span, start: usize, text: &str) -> Span {
    let flow = value.filter(|node| match &node.value {
        Value::List { flow, .. } => *flow,
        Value::Scalar(scalar) => {
            scalar.style == ScalarStyle::Broken && node.span.of(text).starts_with('[')
        }
        _ => false,
    });
    match flow {
        Some(node) => Span::new(
            node.span.range().start.min(start),
            node.span.range().end.max(line.range().end),
        ),
        None => Span::new(start, line.range().end),
    }
}

/// The value's part under the cursor; `None` in a comment behind it.
fn in_region<'a>(
    field: &'a Field,
    region: Span,
    text: &str,
    offset: usize,
) -> Option<FieldValue<'a>> {
    let region = before_comment(text, region);
    if offset > region.range().end {
        return None;
    }
    if field.lists.is_empty() {
        let item = trimmed_around(text, region, offset);
        return Some(FieldValue {
            field,
            item,
            argument: None,
            others: Vec::new(),
            listed: false,
            dash_missing: false,
            wants_quotes: false,
        });
    }
    let spaces = field.splits_at_blanks() && !region.of(text).contains(',');
    let separates =
        |c: char| matches!(c, ',' | '[' | ']' | '\n' | '\r') || spaces && c.is_whitespace();
    let mut pieces = vec![region.range().start];
    let mut depth = 0_usize;
    for (at, c) in region.of(text).char_indices() {
        let at = region.range().start + at;
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            // A parenthesis that is not closed yet doesn't swallow the line's end.
            '\n' | '\r' => depth = 0,
            _ => {}
        }
        if depth == 0 && separates(c) {
            pieces.push(at + c.len_utf8());
        }
    }
    pieces.push(region.range().end + 1);
    let mut item = Span::empty(offset);
    let mut others = Vec::new();
    for pair in pieces.windows(2) {
        let piece = Span::new(pair[0], pair[1] - 1);
        if piece.touches(offset) {
            item = trimmed_around(text, piece, offset);
        } else {
            let other = trimmed(text, piece);
            if !other.is_empty() {
                others.push(other);
            }
        }
    }
    let argument = argument_at(text, item, offset);
    Some(FieldValue {
        field,
        item,
        argument,
        others,
        listed: region.of(text).trim_start().starts_with('['),
        dash_missing: false,
        wants_quotes: false,
    })
}

/// A value of one line without the comment behind it.
fn before_comment(text: &str, region: Span) -> Span {
    let source = region.of(text);
    if source.contains(['\n', '\r']) {
        return region;
    }
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in source.char_indices() {
        let opens = matches!(before, ' ' | '\t' | '[' | ',' | '(');
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') if opens => quote = Some(c),
            (None, '#') if before == ' ' || before == '\t' => {
                return Span::new(region.range().start, region.range().start + at.max(1) - 1);
            }
            _ => {}
        }
        before = c;
    }
    region
}

/// A piece without blanks and quotes around it.
fn trimmed(text: &str, piece: Span) -> Span {
    const AROUND: [char; 6] = [' ', '\t', '"', '\'', '\r', '\n'];
    let source = piece.of(text);
    let start = piece.range().end - source.trim_start_matches(AROUND).len();
    Span::new(start, start + source.trim_matches(AROUND).len())
}

/// The same around the cursor: it never starts behind nor ends before it.
fn trimmed_around(text: &str, piece: Span, offset: usize) -> Span {
    let source = piece.of(text);
    let lead = source.len() - source.trim_start_matches([' ', '\t', '"', '\'']).len();
    let end = piece.range().start
        + source
            .trim_end_matches([' ', '\t', '"', '\'', '\r', '\n'])
            .len();
    let start = (piece.range().start + lead).min(offset.max(piece.range().start));
    Span::new(start, end.max(offset).max(start))
}

/// If `offset` is behind the item's opening parenthesis: the tool, and the argument at `offset`.
fn argument_at(text: &str, item: Span, offset: usize) -> Option<(Span, Span)> {
    let source = item.of(text);
    let open = item.range().start + source.find('(')?;
    if offset <= open {
        return None;
    }
    let close = source
        .rfind(')')
        .map_or(item.range().end, |close| item.range().start + close);
    if offset > close {
        return None;
    }
    let inner = &text[open + 1..close];
    let at = offset - open - 1;
    let start = inner[..at].rfind(',').map_or(0, |comma| comma + 1);
    let end = inner[at..]
        .find(',')
        .map_or(inner.len(), |comma| at + comma);
    let argument = trimmed_around(text, Span::new(open + 1 + start, open + 1 + end), offset);
    Some((Span::new(item.range().start, open), argument))
}
