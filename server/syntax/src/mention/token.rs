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
    /// What it is, if that is one character and no word.
    pub(super) mark: Option<char>,
    /// What it may be, if it is a word or a code span.
    pub(super) class: Class,
    /// A word that could be a name, and is none of the vocabulary.
    pub(super) may_be_name: bool,
    /// A word of small letters and digits alone.
    pub(super) is_plain: bool,
    /// A word that starts with a capital.
    pub(super) is_capital: bool,
    /// A word with hyphens or colons in it.
    pub(super) is_joined: bool,
    /// It may say of the word behind it that it is a name.
    pub(super) may_lead: bool,
    /// It may say of the word before it that it is a name.
    pub(super) may_follow: bool,
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
            mark: None,
            class,
            may_be_name: false,
            is_plain: false,
            is_capital: false,
            is_joined: false,
            may_lead: true,
            may_follow: true,
            opens_bold: false,
            closes_bold: false,
        }
    }

    /// A code span.
    pub(super) fn code(text: &str, span: Span, lexicon: &Lexicon) -> Self {
        let code = span.of(text);
        let mut characters = code.chars();
        Self {
            mark: characters.next().filter(|_| characters.next().is_none()),
            ..Self::new(span, TokenKind::Code, lexicon.class(code))
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

/// What a byte is to a reader of words, one bit each. Nearly all are ASCII, and bytes are read
/// faster than characters.
type Sort = u8;

const BLANK: Sort = 1;
/// A letter or a digit.
const LETTER: Sort = 2;
/// What joins the parts of a name.
const JOINT: Sort = 4;
/// Part of a character beyond ASCII.
const WIDE: Sort = 8;
/// What stands on either side of nearly every word, and makes no part of a path of it.
const QUIET: Sort = 16;

/// The sort of each byte.
const SORTS: [Sort; 256] = {
    let mut sorts = [0; 256];
    let mut byte = 0;
    while byte < sorts.len() {
        sorts[byte] = match byte as u8 {
            b' ' | b'\n' => BLANK | QUIET,
            b'\t' | b'\r' | 0x0b | 0x0c => BLANK,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'-' | b'_' | b'.' | b':' => JOINT,
            b',' | b';' | b'(' | b')' | b'*' | b'`' => QUIET,
            0x80.. => WIDE,
            _ => 0,
        };
        byte += 1;
    }
    sorts
};

fn is(byte: u8, sorts: Sort) -> bool {
    SORTS[usize::from(byte)] & sorts != 0
}

/// The longest word that is a name without a closer look.
const LONG: usize = 64;

/// Cuts `span` of `text` into tokens.
pub(super) fn tokenize(text: &str, span: Span, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let Range { start, end } = span.range();
    let bytes = &text.as_bytes()[..end];
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if is(byte, BLANK) {
            at += 1;
            continue;
        }
        let token = if is(byte, LETTER) {
            Some(match quiet_end(text, bytes, at) {
                Some(end) => simple_word(text, at..end, lexicon),
                None => word(text, at..end, at == start, lexicon),
            })
        } else if is(byte, WIDE) && is_letter(first_char(&text[at..])) {
            Some(word(text, at..end, at == start, lexicon))
        } else {
            mark(text, at..end, lexicon)
        };
        let Some(token) = token else {
            at += first_char(&text[at..]).len_utf8();
            continue;
        };
        at = token.span.end as usize;
        tokens.push(token);
    }
}

/// The first character of `text`; a blank where there is none.
fn first_char(text: &str) -> char {
    text.chars().next().unwrap_or(' ')
}

/// Where the word ends that starts at `start`, if it is one of ASCII letters and digits alone
/// between blanks and the like: nearly all are. `bytes` end where the piece does.
fn quiet_end(text: &str, bytes: &[u8], start: usize) -> Option<usize> {
    let letters = bytes[start..].iter();
    let len = letters.take_while(|byte| is(**byte, LETTER)).count();
    let end = start + len;
    (len < LONG && stands_quiet(text, start, end)).then_some(end)
}

/// True for a word between what is no sign of a path.
fn stands_quiet(text: &str, start: usize, end: usize) -> bool {
    let is_quiet = |byte: Option<&u8>| byte.is_none_or(|byte| is(*byte, QUIET));
    let bytes = text.as_bytes();
    is_quiet(start.checked_sub(1).and_then(|at| bytes.get(at))) && is_quiet(bytes.get(end))
}

/// The word at `range`, of ASCII letters and digits alone, which is no part of a path.
fn simple_word(text: &str, range: Range<usize>, lexicon: &Lexicon) -> Token {
    let word = &text[range.clone()];
    let first = text.as_bytes()[range.start];
    let class = lexicon.class(word);
    let is_name = if first.is_ascii_digit() {
        is_name(word)
    } else {
        word.len() > 1
    };
    Token {
        may_be_name: is_name && !class.is_vocabulary(),
        is_plain: first.is_ascii_lowercase(),
        is_capital: first.is_ascii_uppercase(),
        may_lead: class.may_lead(),
        may_follow: class.may_follow(),
        ..Token::new(Span::from(range), TokenKind::Word, class)
    }
}

/// The word that starts at the beginning of `range`, which is the beginning of its piece where
/// `opens_piece`.
fn word(text: &str, range: Range<usize>, opens_piece: bool, lexicon: &Lexicon) -> Token {
    let (start, rest) = (range.start, &text[range]);
    let Length {
        whole: len,
        letters,
        is_simple,
    } = Length::of(rest);
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
    let is_of_letters = len == letters && len < LONG;
    let can_be_name = || is_of_letters && first.is_ascii_alphabetic() && len > 1 || is_name(word);
    let mut joints = word.bytes().skip(letters);
    let is_joined = joints.any(|byte| matches!(byte, b'-' | b':'));
    Token {
        may_be_name: !is_path && !class.is_vocabulary() && can_be_name(),
        is_plain: is_simple && first.is_ascii_lowercase(),
        is_capital: !is_path && first.is_uppercase(),
        is_joined,
        may_lead: is_joined || class.may_lead(),
        may_follow: class.may_follow(),
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
    let token = |kind, len| Token {
        mark: (len == c.len_utf8()).then_some(c),
        ..Token::new(Span::new(start, start + len), kind, Class::NONE)
    };
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
    Some(Token {
        // A name may stand behind the colon of a key, or in brackets.
        may_lead: !(kind == TokenKind::Stop || kind == TokenKind::Mark && !matches!(c, ':' | '(')),
        may_follow: kind == TokenKind::Quote,
        ..token(kind, c.len_utf8())
    })
}

/// How long the word is that a text starts with.
struct Length {
    /// Without marks at its end, in bytes.
    whole: usize,
    /// How many ASCII letters and digits it begins with.
    letters: usize,
    /// It is of those alone, short enough for a name, and no mark that joins names follows.
    is_simple: bool,
}

impl Length {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let letters = bytes.iter().position(|byte| !is(*byte, LETTER));
        let letters = letters.unwrap_or(bytes.len());
        let may_go_on = |byte: &u8| is(*byte, JOINT | WIDE);
        if !bytes.get(letters).is_some_and(may_go_on) {
            return Self {
                whole: letters,
                letters,
                is_simple: letters < LONG,
            };
        }
        let mut len = letters + len_in_script(&text[letters..], script(first_char(text)));
        while len > 0 && is(bytes[len - 1], JOINT) {
            len -= 1;
        }
        Self {
            whole: len,
            letters: letters.min(len),
            is_simple: false,
        }
    }
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

/// How far a word goes on in `text`, of which what stands before is in a script: up to what is
/// neither letter nor joint, or is in another script that follows without a blank (`plannerから`).
/// Of `a::b` and `a--b` only what can be a name stays together. It is read no further than that, for
/// the next word is read from there.
fn len_in_script(text: &str, own: Script) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let is_doubled = matches!(c, ':' | '-') && letters.peek().is_some_and(|next| next.1 == c);
        if is_doubled || !(is_joint(c) || is_letter(c) && script(c) == own) {
            return at;
        }
    }
    text.len()
}

/// True for a letter or a digit of any script. Those of the scripts that are met most are told
/// without a search in the tables of Unicode.
fn is_letter(c: char) -> bool {
    matches!(
        c,
        '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
    ) || c.is_alphanumeric()
}

/// True for what joins the parts of a name.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ':')
}

/// True for a word that is part of a path, a file name, an address, a template or a variable.
fn touches_path(text: &str, start: usize, end: usize) -> bool {
    // Behind a mark that joins names a blank follows mostly, and then it joins none.
    let ends_in_mark = text.as_bytes().get(end).is_some_and(|it| is(*it, JOINT));
    if stands_quiet(text, start, end + usize::from(ends_in_mark)) {
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

#[cfg(test)]
mod tests {
    use super::{Length, is_letter};

    #[test]
    fn letters_are_what_unicode_says() {
        let mut all = '\0'..=char::MAX;
        assert!(all.all(|c| is_letter(c) == c.is_alphanumeric()));
    }

    #[test]
    fn a_word_ends_where_its_script_or_a_doubled_mark_does() {
        for (text, word) in [
            ("code-reviewer.", "code-reviewer"),
            ("plannerから", "planner"),
            ("レビュー担当", "レビュー"),
            ("a::b", "a"),
            ("a--b::c", "a"),
            ("réviseur--b", "réviseur"),
            ("ops:go:", "ops:go"),
        ] {
            assert_eq!(&text[..Length::of(text).whole], word);
        }
    }
}
