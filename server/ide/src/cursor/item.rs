//! The part of a value that is under the cursor.

use dossier_dialect::Field;
use dossier_syntax::Span;

use super::{FieldValue, Quotes};

const QUOTES: [char; 2] = ['"', '\''];

/// In a value that is a text: the item under the cursor, if the text may be a list. `None` in a
/// comment behind it, and at brackets.
pub(super) fn in_text<'a>(
    field: &'a Field,
    region: Span,
    text: &str,
    offset: usize,
) -> Option<FieldValue<'a>> {
    let region = before_comment(text, region);
    let before = text.get(region.range().start..offset)?;
    if is_behind_quotes(before) {
        return None;
    }
    if field.shape.items().is_none() {
        return whole(field, region, text, offset);
    }
    let region = inside_quotes(text, region, offset);
    let spaces = field.splits_at_blanks() && !region.of(text).contains(',');
    let pieces = pieces(text, region, |c| {
        matches!(c, ',' | '\n' | '\r') || spaces && c.is_whitespace()
    });
    among(field, &pieces, text, offset)
}

/// In a list in brackets: the item under the cursor. `None` behind it.
pub(super) fn in_list<'a>(
    field: &'a Field,
    list: Span,
    text: &str,
    offset: usize,
) -> Option<FieldValue<'a>> {
    let list = before_comment(text, list);
    let separates = |c: char| matches!(c, ',' | '[' | ']' | '\n' | '\r');
    let mut quote = None;
    let mut before = ' ';
    let pieces = pieces(text, list, |c| {
        let opens = matches!(before, ' ' | '\t' | '\n' | '[' | ',');
        before = c;
        match quote {
            // A text ends with its line at the latest.
            Some(open) if c == open || c == '\n' => quote = None,
            Some(_) => return false,
            None if opens && QUOTES.contains(&c) => quote = Some(c),
            None => {}
        }
        separates(c)
    });
    let mut value = among(field, &pieces, text, offset)?;
    value.listed = true;
    Some(value)
}

/// In a value that is no list. `None` behind its closing quote.
pub(super) fn whole<'a>(
    field: &'a Field,
    region: Span,
    text: &str,
    offset: usize,
) -> Option<FieldValue<'a>> {
    among(field, &[region], text, offset)
}

/// What is between the characters that separate, which those in parentheses don't.
fn pieces(text: &str, region: Span, mut separates: impl FnMut(char) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = region.range().start;
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
        if separates(c) && depth == 0 {
            found.push(Span::new(start, at));
            start = at + c.len_utf8();
        }
    }
    found.push(Span::new(start, region.range().end));
    found
}

/// The piece under the cursor, and the others.
fn among<'a>(
    field: &'a Field,
    pieces: &[Span],
    text: &str,
    offset: usize,
) -> Option<FieldValue<'a>> {
    let mut item = None;
    let mut others = Vec::new();
    for piece in pieces {
        if piece.touches(offset) {
            item = Some(*piece);
        } else {
            let other = trimmed(text, *piece);
            if !other.is_empty() {
                others.push(other);
            }
        }
    }
    let piece = before_comment(text, item?);
    if offset > piece.range().end {
        return None;
    }
    let (before, behind) = (
        &text[piece.range().start..offset],
        &text[offset..piece.range().end],
    );
    // Around a text in quotes, and around brackets, there is nothing to complete.
    let is_before =
        before.trim().is_empty() && behind.trim_start().starts_with(['"', '\'', '[', '{']);
    let is_behind = is_behind_quotes(before) || before.trim_start().starts_with(['[', '{']);
    if is_before || is_behind {
        return None;
    }
    let item = trimmed_around(text, piece, offset);
    Some(FieldValue {
        field,
        item,
        argument: argument_at(text, item, offset),
        others,
        listed: false,
        dash_missing: false,
        quotes: Quotes::Free,
    })
}

/// What quotes hold, where they are around all of a value and `offset` is between them: the last
/// item ends before the quote, and starts behind the comma though nothing is typed there yet.
fn inside_quotes(text: &str, region: Span, offset: usize) -> Span {
    let source = region.of(text);
    let value = source.trim_start();
    let Some(quote) = value.chars().next().filter(|c| QUOTES.contains(c)) else {
        return region;
    };
    let start = region.range().end - value.len() + quote.len_utf8();
    let inner = &text[start..region.range().end];
    let end = start + inner.rfind(quote).unwrap_or(inner.len());
    if start <= offset && offset <= end {
        Span::new(start, end)
    } else {
        region
    }
}

/// True where a text in quotes has ended.
fn is_behind_quotes(before: &str) -> bool {
    let before = before.trim();
    let mut rest = before.chars();
    let quote = rest.next().filter(|c| QUOTES.contains(c));
    quote.is_some_and(|quote| rest.as_str().ends_with(quote))
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
