//! The events of a TOML text, with what the parser stumbled over.
//!
//! The parser goes on after errors, but whatever is left open swallows what follows it: a list
//! without `]` takes the fields below for items. So a text with errors is cut where a new field
//! plainly starts inside such a value, and each piece is parsed alone.

use toml_parser::decoder::Encoding;
use toml_parser::lexer::{Token, TokenKind};
use toml_parser::parser::{Event, EventKind, EventReceiver, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, Expected, ParseError, Source, Span as TomlSpan};

use super::fence::is_bare_key;
use crate::Span;

/// How deep brackets may nest. What is deeper is an error, and is passed over.
const DEEPEST: usize = 64;

/// How many lines below an unclosed text are tried as the end of it.
const TRIES: usize = 8;

/// How many characters of a word are blamed.
const LONGEST_WORD: usize = 40;

/// Something that the parser stumbled over.
pub(super) struct Stumble {
    /// The text to blame, in bytes of the whole text. May be empty, and between characters only
    /// as far as the parser is right about them.
    pub(super) span: Span,
    /// The parser's words.
    pub(super) message: String,
}

/// What the parser found: events whose spans are in the whole text, and what it stumbled over.
#[derive(Default)]
pub(super) struct Events {
    pub(super) events: Vec<Event>,
    pub(super) stumbles: Vec<Stumble>,
}

/// Reads `source`, which starts `base` bytes into the text.
pub(super) fn read(source: &str, base: usize) -> Events {
    let mut whole = Events::default();
    let tokens = Source::new(source).lex().into_vec();
    whole.parse(source, &tokens, base);
    // An unclosed text in three quotes is an error only where it is decoded.
    let unclosed = unclosed_lines(source, &tokens);
    if whole.stumbles.is_empty() && unclosed.is_none() {
        return whole;
    }
    let mut cuts = cuts(source, &tokens);
    cuts.extend(unclosed.and_then(|from| end_of_lines(source, from)));
    if cuts.is_empty() {
        return whole;
    }
    let mut pieces = Events::default();
    let mut start = 0;
    for cut in cuts.into_iter().chain([source.len()]) {
        pieces.piece(&source[start..cut], base + start);
        start = cut;
    }
    pieces
}

impl Events {
    fn piece(&mut self, source: &str, base: usize) {
        let tokens = Source::new(source).lex().into_vec();
        self.parse(source, &tokens, base);
    }

    /// Reads `source`, which has these tokens.
    fn parse(&mut self, source: &str, tokens: &[Token], base: usize) {
        let mut receiver = Receiver {
            events: &mut self.events,
            base,
            depth: 0,
        };
        let stumbles = &mut self.stumbles;
        let mut sink = |error: ParseError| stumbles.push(stumble(&error, source, base));
        let mut receiver = ValidateWhitespace::new(&mut receiver, Source::new(source));
        parse_document(tokens, &mut receiver, &mut sink);
    }
}

/// An error of the parser's about `source`, which starts `base` bytes into the text.
pub(super) fn stumble(error: &ParseError, source: &str, base: usize) -> Stumble {
    let mut message = error.description().to_owned();
    for (at, expected) in error.expected().unwrap_or_default().iter().enumerate() {
        message += if at == 0 { ", expected " } else { " or " };
        match expected {
            Expected::Literal("\n") => message += "a line break",
            Expected::Literal(literal) => {
                message.push('`');
                message += literal;
                message.push('`');
            }
            Expected::Description(description) => message += description,
            _ => message += "something else",
        }
    }
    let unexpected = error.unexpected();
    // Some are told by the place before them.
    let word = unexpected.map(|at| {
        let rest = source.get(at.start()..).unwrap_or_default();
        let ends = |&(at, c): &(usize, char)| c.is_whitespace() || at > 0 && ",]}#".contains(c);
        let mut chars = rest.char_indices().take(LONGEST_WORD);
        let len = chars.find(ends).map_or_else(
            || rest.chars().take(LONGEST_WORD).map(char::len_utf8).sum(),
            |(end, _)| end,
        );
        TomlSpan::new_unchecked(at.start(), at.start() + len)
    });
    let span = [unexpected, word, error.context()]
        .into_iter()
        .flatten()
        .find(|span| !span.is_empty())
        .or(unexpected)
        .unwrap_or_default();
    Stumble {
        span: Span::new(span.start(), span.end()).shifted(base),
        message,
    }
}

// ------------------------------------------------------------------- cuts --

/// Where a field or table starts inside a list or map that was left open, in order.
fn cuts(source: &str, tokens: &[Token]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut open: Vec<TokenKind> = Vec::new();
    let mut in_value = false;
    let mut last = TokenKind::Newline;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind() {
            TokenKind::Equals => in_value = true,
            kind @ (TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket) if in_value => {
                open.push(kind);
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket if in_value => {
                open.pop();
            }
            TokenKind::Newline if open.is_empty() => in_value = false,
            TokenKind::Newline => {
                let line = &tokens[at + 1..];
                let field_fits = open.last() == Some(&TokenKind::LeftCurlyBracket)
                    && matches!(last, TokenKind::Comma | TokenKind::LeftCurlyBracket);
                if starts_field(line) && !field_fits || starts_table(source, line) {
                    cuts.push(token.span().end());
                    open.clear();
                    in_value = false;
                }
            }
            _ => {}
        }
        if !matches!(
            token.kind(),
            TokenKind::Newline | TokenKind::Whitespace | TokenKind::Comment
        ) {
            last = token.kind();
        }
    }
    cuts
}

/// True for `key =` and `a."b" =`.
fn starts_field(line: &[Token]) -> bool {
    let mut words = line
        .iter()
        .map(Token::kind)
        .filter(|kind| *kind != TokenKind::Whitespace);
    loop {
        if !matches!(
            words.next(),
            Some(TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString)
        ) {
            return false;
        }
        match words.next() {
            Some(TokenKind::Equals) => return true,
            Some(TokenKind::Dot) => {}
            _ => return false,
        }
    }
}

/// True for `[name]` and `[[name.b]]`, which are no lists since `name` is no value.
fn starts_table(source: &str, line: &[Token]) -> bool {
    let mut words = line
        .iter()
        .filter(|token| token.kind() != TokenKind::Whitespace);
    if words.next().map(Token::kind) != Some(TokenKind::LeftSquareBracket) {
        return false;
    }
    let mut words = words.skip_while(|token| token.kind() == TokenKind::LeftSquareBracket);
    let is_name = words.next().is_some_and(|token| {
        let word = &source[token.span().start()..token.span().end()];
        token.kind() == TokenKind::Atom
            && word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && !matches!(word, "true" | "false" | "inf" | "nan")
    });
    is_name
        && words
            .find(|token| !matches!(token.kind(), TokenKind::Atom | TokenKind::Dot))
            .is_some_and(|token| token.kind() == TokenKind::RightSquareBracket)
}

/// Where a text in three quotes starts that is never closed.
fn unclosed_lines(source: &str, tokens: &[Token]) -> Option<usize> {
    let token = tokens
        .iter()
        .rev()
        .find(|token| token.kind() != TokenKind::Eof)?;
    let quotes = match token.kind() {
        TokenKind::MlBasicString => "\"\"\"",
        TokenKind::MlLiteralString => "'''",
        _ => return None,
    };
    let span = token.span();
    let written = &source[span.start()..span.end()];
    let closed = written.len() >= 2 * quotes.len() && written.ends_with(quotes);
    (!closed).then_some(span.start())
}

/// Where an unclosed text from `start` ends if the rest is to be fields: at the first line of
/// which on everything is TOML. Prose is none.
fn end_of_lines(source: &str, start: usize) -> Option<usize> {
    let line_starts = source[start..]
        .match_indices('\n')
        .map(|(at, _)| start + at + 1);
    line_starts
        .filter(|&at| {
            let line = source[at..].lines().next().unwrap_or_default();
            line.starts_with('[')
                || line
                    .split_once('=')
                    .is_some_and(|(key, _)| key.trim_end().split('.').all(is_bare_key))
        })
        .take(TRIES)
        .find(|&at| {
            let mut rest = Events::default();
            rest.piece(&source[at..], 0);
            let source = Source::new(&source[at..]);
            let valid = |event: &Event| {
                let mut fine = true;
                if event.kind() == EventKind::Scalar
                    && let Some(raw) = source.get(event)
                {
                    let _ = raw.decode_scalar(&mut (), &mut |_: ParseError| fine = false);
                }
                fine
            };
            rest.stumbles.is_empty() && rest.events.iter().all(valid)
        })
}

// --------------------------------------------------------------- receiver --

/// Keeps the events, and lets brackets nest so deep and no deeper. The parser calls itself for
/// each of them.
struct Receiver<'a> {
    events: &'a mut Vec<Event>,
    base: usize,
    /// At least as many as are open. Brackets that the parser passes over may stay counted until
    /// the next table: it tells of their end in the same way as of others.
    depth: usize,
}

impl Receiver<'_> {
    fn push(&mut self, kind: EventKind, encoding: Option<Encoding>, span: TomlSpan) {
        let span = span + self.base;
        self.events.push(Event::new_unchecked(kind, encoding, span));
    }

    fn open(&mut self, kind: EventKind, span: TomlSpan, error: &mut dyn ErrorSink) -> bool {
        self.push(kind, None, span);
        self.depth += 1;
        let fine = self.depth <= DEEPEST;
        if !fine {
            error.report_error(ParseError::new("nested too deep").with_unexpected(span));
        }
        fine
    }

    fn close(&mut self, kind: EventKind, span: TomlSpan) {
        self.push(kind, None, span);
        self.depth = self.depth.saturating_sub(1);
    }
}

impl EventReceiver for Receiver<'_> {
    fn std_table_open(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.depth = 0;
        self.push(EventKind::StdTableOpen, None, span);
    }
    fn std_table_close(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.push(EventKind::StdTableClose, None, span);
    }
    fn array_table_open(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.depth = 0;
        self.push(EventKind::ArrayTableOpen, None, span);
    }
    fn array_table_close(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.push(EventKind::ArrayTableClose, None, span);
    }
    fn inline_table_open(&mut self, span: TomlSpan, error: &mut dyn ErrorSink) -> bool {
        self.open(EventKind::InlineTableOpen, span, error)
    }
    fn inline_table_close(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.close(EventKind::InlineTableClose, span);
    }
    fn array_open(&mut self, span: TomlSpan, error: &mut dyn ErrorSink) -> bool {
        self.open(EventKind::ArrayOpen, span, error)
    }
    fn array_close(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.close(EventKind::ArrayClose, span);
    }
    fn simple_key(&mut self, span: TomlSpan, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.push(EventKind::SimpleKey, encoding, span);
    }
    fn key_sep(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.push(EventKind::KeySep, None, span);
    }
    fn key_val_sep(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.push(EventKind::KeyValSep, None, span);
    }
    fn scalar(&mut self, span: TomlSpan, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        self.push(EventKind::Scalar, encoding, span);
    }
    fn value_sep(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.push(EventKind::ValueSep, None, span);
    }
    fn newline(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        self.push(EventKind::Newline, None, span);
    }
    fn error(&mut self, span: TomlSpan, _: &mut dyn ErrorSink) {
        // It may be a bracket that is passed over, and its end be told like others.
        self.depth += usize::from(span.len() == 1);
        self.push(EventKind::Error, None, span);
    }
}
