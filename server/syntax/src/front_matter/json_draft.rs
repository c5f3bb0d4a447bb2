//! JSON that somebody is typing: whatever fields can be told from it.
//!
//! jsonc-parser stops at the first error, also with all its leniency. Here nothing is one. A text
//! ends with its line, a value that isn't there is empty, and a list ends where a key follows.

use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, parse_to_ast};
use smol_str::SmolStr;

use super::{Entry, Node, ScalarStyle, Value};
use crate::Span;

/// How deep brackets may nest. What is deeper is passed over.
const DEEPEST: usize = 128;

/// What could be read.
pub(super) struct Draft {
    pub(super) entries: Vec<Entry>,
    /// The first thing in the text is a brace.
    pub(super) is_object: bool,
    /// The first thing that is missing or never ends, and the parser's words for that.
    pub(super) first: Option<(Span, String)>,
}

/// Reads `inner`.
pub(super) fn read(text: &str, inner: Span) -> Draft {
    let mut reader = Reader {
        text,
        tokens: tokens(text, inner),
        at: 0,
        open: Vec::new(),
        first: None,
    };
    let start = reader.next();
    let is_object = start.is_some_and(|token| token.kind == Kind::Open('{'));
    let mut entries = Vec::new();
    if is_object {
        reader.open.push('}');
        (entries, _) = reader.object();
    }
    Draft {
        entries,
        is_object,
        first: reader.first,
    }
}

// ----------------------------------------------------------------- tokens --

#[derive(Clone, Copy)]
struct Token {
    kind: Kind,
    span: Span,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Open(char),
    Close(char),
    Comma,
    Colon,
    /// In quotes. `closed` unless the line ends before they do.
    Text {
        closed: bool,
    },
    /// Anything else: numbers, `true`, `null`, words without quotes.
    Word,
}

fn tokens(text: &str, inner: Span) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = inner.range().start;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, len) = match c {
            '{' | '[' => (Some(Kind::Open(c)), 1),
            '}' | ']' => (Some(Kind::Close(c)), 1),
            ',' => (Some(Kind::Comma), 1),
            ':' => (Some(Kind::Colon), 1),
            '"' | '\'' => {
                let (len, closed) = text_len(rest, c);
                (Some(Kind::Text { closed }), len)
            }
            _ if c.is_whitespace() => (None, c.len_utf8()),
            '/' if rest.starts_with("//") => (None, rest.find('\n').unwrap_or(rest.len())),
            '/' if rest.starts_with("/*") => {
                (None, rest.find("*/").map_or(rest.len(), |end| end + 2))
            }
            _ => {
                let ends = |c: char| c.is_whitespace() || "{}[],:\"'".contains(c);
                (Some(Kind::Word), rest.find(ends).unwrap_or(rest.len()))
            }
        };
        if let Some(kind) = kind {
            let span = Span::new(at, at + len);
            tokens.push(Token { kind, span });
        }
        at += len;
    }
    tokens
}

/// The length of the text in quotes that `rest` starts with, and whether it is closed on its line.
fn text_len(rest: &str, quote: char) -> (usize, bool) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return (rest[..at].trim_end().len(), false),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return (at + 1, true),
            _ => {}
        }
    }
    (rest.trim_end().len(), false)
}

// ----------------------------------------------------------------- values --

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// The brackets that are to be closed, innermost last.
    open: Vec<char>,
    first: Option<(Span, String)>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// True where a key and its colon come next.
    fn at_key(&self) -> bool {
        let is_key = |token: Token| matches!(token.kind, Kind::Text { .. } | Kind::Word);
        self.peek().is_some_and(is_key)
            && self
                .tokens
                .get(self.at + 1)
                .is_some_and(|token| token.kind == Kind::Colon)
    }

    /// The entries up to the closing brace, and the end of what was read.
    fn object(&mut self) -> (Vec<Entry>, usize) {
        let mut entries = Vec::new();
        let mut end = 0;
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Close(close) => {
                    if let Some(found) = self.close(close, token) {
                        return (entries, found.max(end));
                    }
                }
                _ if self.at_key() => {
                    let colon = self.tokens[self.at + 1].span;
                    self.at += 2;
                    let name = self.text_of(token);
                    let value = self.value(token.span, colon);
                    end = value.span.range().end;
                    entries.push(Entry {
                        name: SmolStr::from(name),
                        key: token.span,
                        value,
                    });
                    continue;
                }
                Kind::Open(_) => {
                    // A value without a key.
                    self.at += 1;
                    self.container(token);
                    end = self.before();
                    continue;
                }
                _ => {
                    self.blame_unclosed(token);
                    self.at += 1;
                }
            }
            end = end.max(token.span.range().end);
        }
        self.open.pop();
        (entries, end)
    }

    /// The items up to the closing bracket, and the end of what was read.
    fn list(&mut self, open: Span) -> (Vec<Node>, usize) {
        let mut items: Vec<Node> = Vec::new();
        let mut end = 0;
        while let Some(token) = self.peek() {
            match token.kind {
                Kind::Close(close) => {
                    if let Some(found) = self.close(close, token) {
                        return (items, found.max(end));
                    }
                    end = end.max(token.span.range().end);
                }
                // No key can stand in a list, so this is the next field.
                _ if self.at_key() => {
                    self.blame(open, &ParseErrorKind::UnterminatedArray);
                    break;
                }
                Kind::Comma | Kind::Colon => {
                    self.at += 1;
                    end = token.span.range().end;
                }
                Kind::Open(_) | Kind::Text { .. } | Kind::Word => {
                    self.at += 1;
                    items.extend(self.node(token));
                    let last = items.last().map_or(0, |item| item.span.range().end);
                    end = self.before().max(last);
                }
            }
        }
        self.open.pop();
        (items, end)
    }

    /// Closes the innermost bracket if `close` is its end or that of one around it, and says where
    /// what was inside it ends. Passes over others.
    fn close(&mut self, close: char, token: Token) -> Option<usize> {
        if !self.open.contains(&close) {
            self.at += 1;
            return None;
        }
        if self.open.pop() == Some(close) {
            self.at += 1;
            return Some(token.span.range().end);
        }
        Some(self.before())
    }

    /// The end of what was read last.
    fn before(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |token| token.span.range().end)
    }

    /// The value after `colon`.
    fn value(&mut self, key: Span, colon: Span) -> Node {
        let mut colon = colon;
        while let Some(token) = self.peek()
            && token.kind == Kind::Colon
        {
            colon = token.span;
            self.at += 1;
        }
        let between = |token: Token| &self.text[colon.range().end..token.span.range().start];
        let value = match self.peek().map(|token| (token, token.kind)) {
            Some((_, Kind::Comma | Kind::Close(_) | Kind::Colon)) | None => None,
            // The next line has a key of its own.
            Some((token, _)) if self.at_key() && between(token).contains(['\n', '\r']) => None,
            Some((token, _)) => {
                self.at += 1;
                self.node(token)
            }
        };
        value.unwrap_or_else(|| {
            let up_to_colon = Span {
                start: key.start,
                end: colon.end,
            };
            self.blame(up_to_colon, &ParseErrorKind::ExpectedObjectValue);
            Node::missing(self.text, colon.range().end)
        })
    }

    fn node(&mut self, token: Token) -> Option<Node> {
        if let Kind::Open(_) = token.kind {
            return self.container(token);
        }
        let source = token.span.of(self.text);
        let is_value = || matches!(source, "true" | "false" | "null") || is_number(source);
        let (style, text) = match token.kind {
            Kind::Text { closed: true } => (ScalarStyle::Quoted, self.text_of(token)),
            Kind::Word if is_value() => (ScalarStyle::Plain, source.to_owned()),
            _ => (ScalarStyle::Broken, source.to_owned()),
        };
        self.blame_unclosed(token);
        Some(Node::scalar(token.span, text, style))
    }

    /// The list or map that `token` opens.
    fn container(&mut self, token: Token) -> Option<Node> {
        if self.open.len() >= DEEPEST {
            return None;
        }
        let (value, end) = if token.kind == Kind::Open('[') {
            self.open.push(']');
            let (items, end) = self.list(token.span);
            (Value::List { items, flow: true }, end)
        } else {
            self.open.push('}');
            let (entries, end) = self.object();
            let flow = true;
            (Value::Map { entries, flow }, end)
        };
        let span = Span::new(token.span.range().start, end.max(token.span.range().end));
        Some(Node { span, value })
    }

    /// The text of a token, without quotes and escapes where they are right.
    fn text_of(&self, token: Token) -> String {
        let source = token.span.of(self.text);
        let Kind::Text { closed } = token.kind else {
            return source.to_owned();
        };
        let read = parse_to_ast(source, &CollectOptions::default(), &ParseOptions::default());
        if let Ok(Some(jsonc_parser::ast::Value::StringLit(literal))) = read.map(|it| it.value) {
            return literal.value.into_owned();
        }
        // Quotes are one byte long.
        source[1..source.len() - usize::from(closed)].to_owned()
    }

    fn blame_unclosed(&mut self, token: Token) {
        if token.kind == (Kind::Text { closed: false }) {
            let words = ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral);
            self.blame(token.span, &words);
        }
    }

    fn blame(&mut self, span: Span, words: &ParseErrorKind) {
        if self.first.is_none() {
            self.first = Some((span, words.to_string()));
        }
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok()
}
