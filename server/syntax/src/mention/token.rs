//! Words and marks of running text.

use std::ops::Range;

use super::is_name;
use super::lexicon::{Class, Lexicon};
use crate::Span;

/// A word or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// What it may be, if it is a word or a code span.
    pub(super) class: Class,
    /// A word that could be a name, and is none of the vocabulary.
    pub(super) may_be_name: bool,
    /// A word of small letters and digits alone.
    pub(super) is_plain: bool,
    /// A word that starts with a capital.
    pub(super) is_capital: bool,
    /// It is the first of what its bold span holds.
    pub(super) opens_bold: bool,
    /// It is the last of that, but for a colon.
    pub(super) closes_bold: bool,
}

impl Token {
    /// Of that text, in no bold span.
    pub(super) fn new(span: Span, kind: TokenKind, class: Class) -> Self {
        Self {
            span,
            kind,
            class,
            may_be_name: false,
            is_plain: false,
            is_capital: false,
            opens_bold: false,
            closes_bold: false,
        }
    }

    /// The word is all that its bold span holds.
    pub(super) fn bold_alone(&self) -> bool {
        self.opens_bold && self.closes_bold
    }
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
pub(super) fn tokenize(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let Range { start, end } = span.range();
    let mut at = start;
    // Nearly every character is ASCII, and bytes are read faster than characters.
    while let Some(&byte) = text.as_bytes()[..end].get(at) {
        let is_word = match byte {
            b' ' => {
                at += 1;
                continue;
            }
            _ if byte.is_ascii() => byte.is_ascii_alphanumeric(),
            _ => first_char(&text[at..]).is_alphanumeric(),
        };
        let token = if is_word {
            Some(word(text, at..end, at == start, lexicon))
        } else {
            mark(text, at..end, lexicon)
        };
        at = token.map_or_else(
            || at + first_char(&text[at..]).len_utf8(),
            |token| token.span.range().end,
        );
        tokens.extend(token);
    }
}

/// The first character of `text`; a blank where there is none.
fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

/// The word that starts at the beginning of `range`, which is the beginning of its piece where
/// `opens_piece`.
fn word(text: &str, range: Range<usize>, opens_piece: bool, lexicon: &Lexicon) -> Token {
    let (start, rest) = (range.start, &text[range]);
    let (len, is_simple) = word_len(rest);
    let end = start + len;
    let word = &rest[..len];
    let is_path = touches_path(text, start, end)
        // A mark of emphasis is no part of a name.
        && !(opens_piece && text[..start].ends_with('_'));
    let kind = if is_path {
        TokenKind::PathWord
    } else {
        TokenKind::Word
    };
    let first = first_char(word);
    let class = lexicon.class(word);
    // Nearly every word is simple, and then a name if it has two letters.
    let can_be_name = || is_simple && first.is_ascii_alphabetic() && len > 1 || is_name(word);
    Token {
        may_be_name: !is_path && !class.is_vocabulary() && can_be_name(),
        is_plain: is_simple && first.is_ascii_lowercase(),
        is_capital: !is_path && first.is_uppercase(),
        ..Token::new(Span::new(start, end), kind, class)
    }
}

/// The mark that starts at the beginning of `range`; none where a blank does.
fn mark(text: &str, range: Range<usize>, lexicon: &Lexicon) -> Option<Token> {
    let (start, rest) = (range.start, &text[range]);
    let c = first_char(rest);
    if c.is_whitespace() {
        return None;
    }
    let token = |kind, len| Token::new(Span::new(start, start + len), kind, Class::NONE);
    if let Some(len) = lexicon.arrow(rest) {
        return Some(token(TokenKind::Arrow, len));
    }
    let after = || first_char(&rest[c.len_utf8()..]);
    let opens = || {
        let before = text[..start].chars().next_back().unwrap_or(' ');
        before.is_whitespace() || "(\"'`*|[]>「『（：".contains(before)
    };
    let kind = match c {
        '.' | ';' | '!' | '?' | '—' | '–' | '。' | '；' => TokenKind::Stop,
        ',' | '&' | '+' | '|' | '、' | '，' | '・' => TokenKind::Separator,
        '/' if after().is_alphanumeric() && opens() => TokenKind::Slash,
        '/' if after().is_whitespace() => TokenKind::Separator,
        '@' if opens() => TokenKind::At,
        '"' | '“' | '”' | '\'' | '‘' | '’' | '「' | '」' | '『' | '』' => {
            TokenKind::Quote
        }
        _ => TokenKind::Mark,
    };
    Some(token(kind, c.len_utf8()))
}

/// The length of the word that `text` starts with, without marks at its end, and whether it is of
/// ASCII letters and digits alone and short enough for a name.
fn word_len(text: &str) -> (usize, bool) {
    const LONG: usize = 64;
    let inner = |c: char| c.is_alphanumeric() || is_joint(c);
    // Most words are letters between blanks.
    let letters = text.bytes().position(|byte| !byte.is_ascii_alphanumeric());
    match letters.map(|at| (at, text.as_bytes()[at])) {
        None => return (text.len(), text.len() < LONG),
        Some((at, next)) if next.is_ascii() && !is_joint(char::from(next)) => {
            return (at, at < LONG);
        }
        Some(_) => {}
    }
    // Nearly every word is ASCII to its end, and bytes are read faster than characters.
    let ascii = text
        .bytes()
        .position(|byte| !byte.is_ascii_alphanumeric() && !is_joint(char::from(byte)));
    let len = match ascii {
        Some(at) if text.as_bytes()[at].is_ascii() => at,
        Some(at) => text[at..]
            .find(|c| !inner(c))
            .map_or(text.len(), |len| at + len),
        None => text.len(),
    };
    let mut word = &text[..len];
    if !word.is_ascii() {
        word = &word[..end_of_script(word)];
    }
    // Of `a::b` and `note:see` only what can be a name stays together.
    let doubled = |joint: u8| {
        let mut pairs = word.as_bytes().windows(2);
        pairs.position(|pair| pair == [joint; 2])
    };
    if let Some(cut) = doubled(b':').or_else(|| doubled(b'-')) {
        word = &word[..cut];
    }
    (word.trim_end_matches(is_joint).len(), false)
}

/// A way of writing in which words follow each other without blanks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Any other.
    Spaced,
    Hiragana,
    Katakana,
    Han,
    Hangul,
}

/// The script of a letter.
pub(super) fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309f}' => Script::Hiragana,
        '\u{30a0}'..='\u{30ff}' => Script::Katakana,
        '\u{3400}'..='\u{9fff}' | '々' => Script::Han,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        _ => Script::Spaced,
    }
}

/// Where the word ends that `text` starts with, if another script follows without a blank:
/// `plannerから`.
fn end_of_script(text: &str) -> usize {
    let mut letters = text.char_indices().filter(|(_, c)| !is_joint(*c));
    let Some((_, first)) = letters.next() else {
        return text.len();
    };
    let own = script(first);
    letters
        .find(|(_, c)| script(*c) != own)
        .map_or(text.len(), |(at, _)| at)
}

/// True for what joins the parts of a name.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ':')
}

/// True for a word that is part of a path, a file name, an address, a template or a variable.
fn touches_path(text: &str, start: usize, end: usize) -> bool {
    // Nearly every word stands between these, and bytes are read faster than characters.
    let is_quiet =
        |byte: &u8| matches!(byte, b' ' | b'\n' | b',' | b';' | b'(' | b')' | b'*' | b'`');
    let bytes = text.as_bytes();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    if before.is_none_or(is_quiet) && bytes.get(end).is_none_or(is_quiet) {
        return false;
    }
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
