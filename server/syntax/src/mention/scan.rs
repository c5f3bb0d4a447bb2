//! One pass over a body.

use rustc_hash::FxHashSet;
use smol_str::SmolStr;

use super::cue::Surroundings;
use super::pieces::{self, Part, Piece};
use super::token::{Token, TokenKind, tokenize};
use super::{Cue, Form, Lexicon, Mention, Wants, is_file_name, is_name, keyed, name_key};
use crate::{Heading, Span};

/// The headings of `body`, and the places in it that may name another file; both in order.
pub(crate) fn scan(text: &str, body: Span, lexicon: &Lexicon) -> (Vec<Heading>, Vec<Mention>) {
    let mut headings = Vec::new();
    // As many as a text has that names somebody in most of its sentences.
    let mut mentions = Vec::with_capacity(body.len() / 80);
    let mut capitals = Vec::new();
    let mut tokens = Vec::new();
    let announces = lexicon.announces(body.of(text));
    pieces::read(text, body, |part| match part {
        Part::Heading(heading) => headings.push(heading),
        Part::CodeBlock(span) if announces => keyed::scan(text, span, lexicon, &mut mentions),
        Part::CodeBlock(_) => {}
        Part::Link {
            text: shown,
            destination,
        } => {
            let path = destination.of(text);
            if is_relative_path(path) {
                for span in [shown, destination] {
                    mentions.push(file(span, path, Form::Link));
                }
            }
        }
        Part::Text { pieces, heading } => {
            tokens.clear();
            tokenize_block(text, pieces, lexicon, &mut tokens);
            let block = Block {
                text,
                tokens: &tokens,
                heading,
                lexicon,
            };
            block.scan(&mut mentions);
            block.capitals(&mut capitals);
            if announces && let Some(span) = block.span() {
                keyed::scan(text, span, lexicon, &mut mentions);
            }
        }
    });
    echoes(text, &capitals, &mut mentions);
    mentions.sort_by_key(|mention| (mention.span, mention.form));
    mentions.dedup_by(is_weaker);
    (headings, mentions)
}

/// Capitalised words that repeat a name which the same text writes as one elsewhere: `Builder`
/// after `dispatch to builder`, `Security Auditor` beside `security-auditor`.
fn echoes(text: &str, capitals: &[Span], mentions: &mut Vec<Mention>) {
    let is_bare_title = |it: &Mention| it.form == Form::Title && it.cue == Cue::None;
    if capitals.is_empty() && !mentions.iter().any(is_bare_title) {
        return;
    }
    let named: FxHashSet<SmolStr> = mentions
        .iter()
        .filter(|mention| mention.wants != Wants::File && !is_bare_title(mention))
        .map(|mention| name_key(mention.name.rsplit(':').next().unwrap_or_default()))
        .collect();
    for mention in mentions.iter_mut().filter(|mention| is_bare_title(mention)) {
        if named.contains(&name_key(&mention.name)) {
            mention.cue = Cue::Echo;
        }
    }
    for &span in capitals {
        let word = span.of(text);
        if named.contains(&name_key(word)) {
            let name = SmolStr::from(word);
            let (form, cue, wants) = (Form::Title, Cue::Echo, Wants::Agent);
            mentions.push(Mention {
                span,
                name,
                form,
                cue,
                wants,
            });
        }
    }
}

/// True where `later` says no more about its place than `earlier` does. A keyed name is also a
/// word, and a link's text may be a name.
fn is_weaker(later: &mut Mention, earlier: &mut Mention) -> bool {
    if later.span != earlier.span {
        return false;
    }
    if rank(later) > rank(earlier) {
        std::mem::swap(later, earlier);
    }
    true
}

fn rank(mention: &Mention) -> u8 {
    match mention.form {
        Form::Link | Form::Path | Form::Import | Form::Key | Form::Call | Form::Field => 2,
        Form::Slash | Form::SlashCode | Form::At => 1,
        _ => 0,
    }
}

fn file(span: Span, path: &str, form: Form) -> Mention {
    Mention {
        span,
        name: SmolStr::from(path),
        form,
        cue: Cue::None,
        wants: Wants::File,
    }
}

/// A path that a file of the workspace may have: no URL, no bare anchor, no template.
fn is_relative_path(path: &str) -> bool {
    !path.is_empty()
        && !path.contains("://")
        && !path.starts_with(['#', '{', '<'])
        && !path.starts_with("mailto:")
        && !path.contains(['*', '|', '\n'])
}

/// A path in a code span: it has a folder and a file name, or is a Markdown file.
fn is_code_path(code: &str) -> bool {
    let has_extension = code.rsplit('/').next().is_some_and(is_file_name);
    has_extension
        && !code.contains(char::is_whitespace)
        && (code.contains('/') || code.ends_with(".md"))
        && !code.contains("://")
        && !code.contains(['{', '<', '[', '(', '*', '='])
        || code.starts_with("${") && code.contains("}/") && !code.contains(char::is_whitespace)
}

/// A block of running text.
struct Block<'a> {
    text: &'a str,
    tokens: &'a [Token],
    heading: bool,
    lexicon: &'a Lexicon,
}

/// Cuts a block into tokens.
fn tokenize_block(text: &str, pieces: &[Piece], lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    for (at, piece) in pieces.iter().enumerate() {
        let first = tokens.len();
        if piece.code {
            tokens.push(Token {
                span: piece.span,
                kind: TokenKind::Code,
                class: lexicon.class(piece.span.of(text)),
                bold_alone: false,
            });
        } else {
            tokenize(text, piece.span, lexicon, tokens);
        }
        let alone_in_bold = piece.bold.is_some()
            && (at == 0 || pieces[at - 1].bold != piece.bold)
            && pieces
                .get(at + 1)
                .is_none_or(|next| next.bold != piece.bold);
        if alone_in_bold && let [only] = &mut tokens[first..] {
            only.bold_alone = true;
        } else if alone_in_bold && let [only, colon] = &mut tokens[first..] {
            only.bold_alone = colon.span.of(text) == ":";
        }
    }
}

impl Block<'_> {
    fn scan(&self, mentions: &mut Vec<Mention>) {
        let around = Surroundings {
            text: self.text,
            tokens: self.tokens,
        };
        // The last name that had a cue, by its token: the head of a row.
        let mut row: Option<usize> = None;
        let mut at = 0;
        while at < self.tokens.len() {
            let token = self.tokens[at];
            let next = self.tokens.get(at + 1);
            let touching = |next: &&Token| next.span.start == token.span.end;
            let used = match token.kind {
                TokenKind::Code => {
                    self.code(token, at, &around, &mut row, mentions);
                    1
                }
                TokenKind::Slash => next
                    .filter(touching)
                    .map_or(1, |word| self.slash(*word, Form::Slash, mentions)),
                TokenKind::At => self.at_sign(token, at, mentions),
                TokenKind::Word => self.word(at, &around, &mut row, mentions),
                _ => 1,
            };
            at += used;
        }
    }

    /// From its first token to its last.
    fn span(&self) -> Option<Span> {
        let (first, last) = (self.tokens.first()?, self.tokens.last()?);
        Some(Span {
            start: first.span.start,
            end: last.span.end,
        })
    }

    /// A code span: a name, a command, a path, or a sentence that names somebody.
    fn code(
        &self,
        token: Token,
        at: usize,
        around: &Surroundings<'_>,
        row: &mut Option<usize>,
        mentions: &mut Vec<Mention>,
    ) {
        let code = token.span.of(self.text);
        let inside =
            |skip: usize| Span::new(token.span.range().start + skip, token.span.range().end);
        if let Some(command) = code.strip_prefix('/') {
            let name = command.split(' ').next().unwrap_or(command);
            if is_name(name) {
                let span = Span::new(
                    inside(1).range().start,
                    inside(1).range().start + name.len(),
                );
                mentions.push(self.mention(span, Form::SlashCode, Cue::None, Wants::Skill));
            }
        } else if let Some(name) = code.strip_prefix('@') {
            if is_name(name) {
                mentions.push(self.mention(inside(1), Form::At, Cue::None, Wants::Agent));
            }
        } else if is_name(code) {
            let (cue, wants) = self.cue_in_row(at, at, true, around, row);
            mentions.push(self.mention(token.span, Form::Code, cue, wants));
        } else if is_code_path(code) {
            let next = self.tokens.get(at + 1).map(|next| next.span.of(self.text));
            let any_of_many = next.is_some_and(|next| self.lexicon.is_kind_of_file(next));
            if any_of_many && !code.contains('/') {
                return;
            }
            mentions.push(file(token.span, code, Form::Path));
        } else if code.contains(' ') {
            let inner = Piece {
                span: token.span,
                code: false,
                bold: None,
            };
            let mut tokens = Vec::new();
            tokenize_block(self.text, &[inner], self.lexicon, &mut tokens);
            let block = Block {
                text: self.text,
                tokens: &tokens,
                heading: false,
                lexicon: self.lexicon,
            };
            let mut inner_mentions = Vec::new();
            block.scan(&mut inner_mentions);
            // Code is full of words. A name in it needs a sentence around it.
            inner_mentions.retain(|mention| mention.cue == Cue::Noun || rank(mention) == 2);
            mentions.append(&mut inner_mentions);
        }
    }

    /// `/name`; returns how many tokens that took.
    fn slash(&self, word: Token, form: Form, mentions: &mut Vec<Mention>) -> usize {
        let name = word.span.of(self.text);
        let after = self.text[word.span.range().end..]
            .chars()
            .next()
            .unwrap_or(' ');
        let ends = !matches!(after, '/' | '\\' | '*' | '{' | '<' | '=' | '(');
        if is_name(name) && ends {
            mentions.push(self.mention(word.span, form, Cue::None, Wants::Skill));
        }
        2
    }

    /// `@name`, `@path/to/file`, `@"name (agent)"`; returns how many tokens that took.
    fn at_sign(&self, token: Token, at: usize, mentions: &mut Vec<Mention>) -> usize {
        let start = token.span.range().end;
        let rest = &self.text[start..];
        if let Some(quoted) = rest.strip_prefix('"') {
            if let Some(len) = quoted
                .find(" (agent)\"")
                .filter(|&len| is_name(&quoted[..len]))
            {
                let span = Span::new(start + 1, start + 1 + len);
                mentions.push(self.mention(span, Form::At, Cue::None, Wants::Agent));
            }
            return 1;
        }
        let written = rest
            .split(|c: char| c.is_whitespace() || "`,;)\"'*".contains(c))
            .next();
        let written = written
            .unwrap_or_default()
            .trim_end_matches(['.', ':', '!', '?']);
        let span = Span::new(start, start + written.len());
        let taken = self.tokens[at + 1..]
            .iter()
            .take_while(|t| t.span.start < span.end)
            .count();
        if written.contains('/') && !written.contains("://") || is_file_name(written) {
            mentions.push(file(span, written, Form::Import));
        } else if is_name(written) {
            mentions.push(self.mention(span, Form::At, Cue::None, Wants::Agent));
        }
        1 + taken
    }

    /// A word of prose; returns how many tokens that took.
    fn word(
        &self,
        at: usize,
        around: &Surroundings<'_>,
        row: &mut Option<usize>,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        let token = self.tokens[at];
        let word = token.span.of(self.text);
        if word.starts_with(char::is_uppercase) {
            return self.title(at, around, row, mentions);
        }
        if token.class.is_vocabulary() {
            return 1;
        }
        // `c4-code-*.md` is a pattern of file names.
        let after = &self.text[token.span.range().end..];
        let is_pattern = after
            .strip_prefix('-')
            .is_some_and(|after| after.starts_with('*') || after.starts_with("\\*"));
        if is_pattern || !is_name(word) {
            return 1;
        }
        let hyphenated = word.bytes().any(|byte| byte == b'-' || byte == b':');
        let quoted = self.in_quotes(at);
        let form = match (token.bold_alone, quoted) {
            (true, _) => Form::Bold,
            (_, true) => Form::Quoted,
            _ => Form::Plain,
        };
        let named = hyphenated || form != Form::Plain;
        let (cue, wants) = self.cue_in_row(at, at, named, around, row);
        if named || cue != Cue::None && !self.heading {
            mentions.push(self.mention(token.span, form, cue, wants));
        }
        1
    }

    /// Capitalised words; returns how many tokens that took.
    fn title(
        &self,
        at: usize,
        around: &Surroundings<'_>,
        row: &mut Option<usize>,
        mentions: &mut Vec<Mention>,
    ) -> usize {
        const MOST_WORDS: usize = 5;
        let capitalised = |token: &Token| {
            token.kind == TokenKind::Word
                && token.span.of(self.text).starts_with(char::is_uppercase)
                && !token.span.of(self.text).contains([':', '.'])
        };
        let mut last = at;
        while self.tokens.get(last + 1).is_some_and(|next| {
            capitalised(next)
                && &self.text[self.tokens[last].span.range().end..next.span.range().start] == " "
        }) {
            last += 1;
        }
        let taken = last - at + 1;
        // The verb that opens a sentence is no part of the name after it.
        let mut first = at;
        while first < last && {
            let word = self.tokens[first].class;
            word.is_verb() || word.is_filler() || word.is_preposition()
        } {
            first += 1;
        }
        // The noun after a name is none either: `Code Reviewer Agent`.
        let mut end = last;
        while end > first && self.tokens[end].class.noun().is_some() {
            end -= 1;
        }
        let span = Span {
            start: self.tokens[first].span.start,
            end: self.tokens[end].span.end,
        };
        let written = span.of(self.text);
        let humps = written.chars().filter(|c| c.is_uppercase()).count();
        let compound = written.contains('-') || end > first || humps > 1;
        if end - first >= MOST_WORDS || !written.split(' ').all(is_name) {
            return taken;
        }
        let bold = self.tokens[first].bold_alone && first == end;
        let (cue, wants) = self.cue_in_row(first, end, compound || bold, around, row);
        if compound || cue != Cue::None {
            mentions.push(self.mention(span, Form::Title, cue, wants));
        }
        taken
    }

    /// Every capitalised word that may repeat a name. Words that start a sentence are capitalised
    /// too; names of doers are seldom verbs.
    fn capitals(&self, capitals: &mut Vec<Span>) {
        let words = self
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        capitals.extend(words.map(|token| token.span).filter(|span| {
            let word = span.of(self.text);
            // Few words start with a capital, which is told fastest.
            word.starts_with(char::is_uppercase)
                && word.split('-').all(|part| {
                    part.starts_with(char::is_uppercase)
                        && part.chars().skip(1).all(char::is_lowercase)
                })
                && (word.contains('-') || self.lexicon.is_doer(word))
        }));
    }

    /// The cue of a name, its own or that of the row it stands in.
    fn cue_in_row(
        &self,
        first: usize,
        last: usize,
        written_as_name: bool,
        around: &Surroundings<'_>,
        row: &mut Option<usize>,
    ) -> (Cue, Wants) {
        let (mut cue, wants) = around.cue(first, last, written_as_name);
        if cue == Cue::None && row.is_some_and(|head| around.in_a_row(head, first)) {
            cue = Cue::Row;
        }
        if cue != Cue::None {
            *row = Some(last);
        }
        (cue, wants)
    }

    fn in_quotes(&self, at: usize) -> bool {
        let quote = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at))
                .is_some_and(|t| t.kind == TokenKind::Quote)
        };
        quote(at.checked_sub(1)) && quote(Some(at + 1))
    }

    fn mention(&self, span: Span, form: Form, cue: Cue, wants: Wants) -> Mention {
        Mention {
            span,
            name: SmolStr::from(span.of(self.text)),
            form,
            cue,
            wants,
        }
    }
}
