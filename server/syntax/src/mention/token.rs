//! Words and marks of running text.

use crate::Span;

/// A word or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// The word is all that its bold span holds.
    pub(super) bold_alone: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters and digits, with hyphens, underscores, dots and colons between them.
    Word,
    /// A word that touches a slash, a backslash or another sign of a path or a template.
    PathWord,
    /// A code span.
    Code,
    /// An arrow.
    Arrow,
    /// A mark between the members of a row: a comma, a slash between blanks, `&`, `+`, `|`.
    Separator,
    /// A mark that ends a sentence or a thought.
    Stop,
    /// A quotation mark.
    Quote,
    /// `/` before a word, after a blank.
    Slash,
    /// `@` before a word, after a blank.
    At,
    /// Any other mark.
    Mark,
}

/// Cuts `span` of `text` into tokens.
pub(super) fn tokenize(
    text: &str,
    span: Span,
    arrow: impl Fn(&str) -> Option<usize>,
    tokens: &mut Vec<Token>,
) {
    let mut at = span.range().start;
    let end = span.range().end;
    let mut push = |from: usize, to: usize, kind| {
        tokens.push(Token {
            span: Span::new(from, to),
            kind,
            bold_alone: false,
        });
    };
    while at < end {
        let rest = &text[at..end];
        // `at` is before `end`, so there is a character.
        let c = rest.chars().next().unwrap_or(' ');
        if c.is_alphanumeric() {
            let len = word_len(rest);
            let emphasised = at == span.range().start && text[..at].ends_with('_');
            let path = touches_path(text, at, at + len) && !emphasised;
            push(
                at,
                at + len,
                if path {
                    TokenKind::PathWord
                } else {
                    TokenKind::Word
                },
            );
            at += len;
            continue;
        }
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if let Some(len) = arrow(rest) {
            push(at, at + len, TokenKind::Arrow);
            at += len;
            continue;
        }
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let after = rest.chars().nth(1).unwrap_or(' ');
        let opens = before.is_whitespace() || matches!(before, '(' | '"' | '\'' | '`' | '*' | '|');
        let kind = match c {
            '.' | ';' | '!' | '?' | '—' | '–' => TokenKind::Stop,
            ',' | '&' | '+' | '|' | '、' => TokenKind::Separator,
            '/' if opens && (after.is_alphanumeric()) => TokenKind::Slash,
            '/' if after.is_whitespace() => TokenKind::Separator,
            '@' if opens => TokenKind::At,
            '"' | '“' | '”' | '\'' | '‘' | '’' => TokenKind::Quote,
            _ => TokenKind::Mark,
        };
        push(at, at + c.len_utf8(), kind);
        at += c.len_utf8();
    }
}

/// The length of the word that `text` starts with, without marks at its end.
fn word_len(text: &str) -> usize {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let len = text.find(|c| !inner(c)).unwrap_or(text.len());
    let mut word = &text[..len];
    // Of `a::b` and `note:see` only what can be a name stays together.
    if let Some(colons) = word.find("::").or_else(|| word.find("--")) {
        word = &word[..colons];
    }
    word.trim_end_matches(['-', '_', '.', ':']).len()
}

/// True for a word that is part of a path, a file name, an address, a template or a variable.
fn touches_path(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back().unwrap_or(' ');
    let mut following = text[end..].chars();
    let after = following.next().unwrap_or(' ');
    let then = following.next().unwrap_or(' ');
    let slash_row = before == '/' && !text[..start - 1].ends_with(|c: char| !c.is_whitespace());
    (matches!(
        before,
        '/' | '\\' | '~' | '$' | '{' | '<' | '#' | '.' | '-' | '_' | '=' | '@'
    ) && !slash_row)
        || matches!(after, '/' | '\\' | '}' | '>' | '=' | '(' | '@')
            && !(after == '/' && then.is_whitespace())
            && !(after == '>' && text[..start].ends_with(|c: char| c != '<'))
        || (after == '.' || after == '-' || after == '_') && then.is_alphanumeric()
}
