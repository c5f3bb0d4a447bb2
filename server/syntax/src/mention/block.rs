//! One block of running text: the words in it that may be names by themselves.

use smol_str::SmolStr;

use super::cue::Surroundings;
use super::groups::{Key, OpenGroups};
use super::pieces::{Piece, Setting};
use super::token::{Token, TokenKind, tokenize};
use super::{
    Cue, Form, GroupKind, Lexicon, OwnedMention, Site, Wants, call, is_file_name, is_name,
};
use crate::Span;

pub(super) fn file(span: Span, path: &str, form: Form) -> OwnedMention {
    OwnedMention::new(span, path, form, Wants::File)
}

/// A path that a file of the workspace may have: no URL, no bare anchor, no template.
pub(super) fn is_relative_path(path: &str) -> bool {
    !path.is_empty()
        && !path.contains("://")
        && !path.starts_with(['#', '{', '<'])
        && !path.starts_with("mailto:")
        && !path.contains(['*', '|', '\n'])
}

/// `domain/name` in a code span as a qualified name.
fn in_folder(code: &str) -> Option<SmolStr> {
    let (folder, name) = code.split_once('/')?;
    let plain = |part: &str| is_name(part) && !part.contains(['.', ':']);
    (plain(folder) && plain(name)).then(|| SmolStr::from(format!("{folder}:{name}")))
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

/// The most words that a title has which is a name.
pub(super) const MOST_WORDS_OF_TITLE: usize = 5;

/// A block of running text.
pub(super) struct Block<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) setting: Setting,
    /// It is part of a code block, or of a code span.
    pub(super) code: bool,
    pub(super) lexicon: &'a Lexicon,
}

/// Cuts a block into tokens.
pub(super) fn tokenize_block(
    text: &str,
    pieces: &[Piece],
    lexicon: &Lexicon,
    tokens: &mut Vec<Token>,
) {
    for (at, piece) in pieces.iter().enumerate() {
        let first = tokens.len();
        if piece.code {
            tokens.push(Token::code(text, piece.span, lexicon));
        } else {
            tokenize(text, piece.span, lexicon, tokens);
        }
        let alone_in_bold = piece.bold.is_some()
            && (at == 0 || pieces[at - 1].bold != piece.bold)
            && pieces
                .get(at + 1)
                .is_none_or(|next| next.bold != piece.bold);
        if alone_in_bold && tokens.len() > first {
            let colon = tokens.len() > first + 1
                && tokens.last().is_some_and(|last| last.mark == Some(':'));
            let last = tokens.len() - 1 - usize::from(colon);
            tokens[first].opens_bold = true;
            tokens[last].closes_bold = true;
        }
    }
}

impl Block<'_> {
    /// Finds the names that stand by themselves.
    pub(super) fn scan(&self, mentions: &mut Vec<OwnedMention>, groups: &mut OpenGroups) {
        let around = Surroundings {
            text: self.text,
            tokens: self.tokens,
            lexicon: self.lexicon,
            code: self.code,
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
                    self.code(token, at, &around, &mut row, mentions, groups);
                    1
                }
                TokenKind::Slash => next
                    .filter(touching)
                    .map_or(1, |word| self.slash(*word, mentions, groups)),
                TokenKind::At => self.at_sign(token, at, mentions),
                TokenKind::Word if token.is_capital => {
                    match self.is_one_capital(at) && around.is_amid_words(at) {
                        true => 1,
                        false => self.title(at, &around, &mut row, mentions),
                    }
                }
                TokenKind::Word if !token.may_be_name || around.is_amid_words(at) => 1,
                TokenKind::Word => {
                    self.word(at, &around, &mut row, mentions);
                    1
                }
                _ => 1,
            };
            at += used;
        }
    }

    /// From its first token to its last.
    pub(super) fn span(&self) -> Option<Span> {
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
        mentions: &mut Vec<OwnedMention>,
        groups: &mut OpenGroups,
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
                let command = self.mention(span, Form::SlashCode, Cue::None, Wants::Skill);
                let end = token.span.range().end;
                call::read(self.text, command, end, mentions, groups);
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
        } else if let Some(name) = in_folder(code) {
            let mention = OwnedMention::new(token.span, &name, Form::Code, Wants::Any);
            mentions.push(mention);
        } else if let Some(name) = code.strip_suffix('/').filter(|name| is_name(name)) {
            // The folder of a skill.
            let end = token.span.range().start + name.len();
            let span = Span::new(token.span.range().start, end);
            mentions.push(self.mention(span, Form::Code, Cue::None, Wants::Skill));
        } else if code.contains(|c: char| c == ' ' || c == '>' || !c.is_ascii()) {
            self.sentence_in_code(token.span, mentions, groups);
        }
    }

    /// A code span of several words. Code is full of words: a name in it needs a sentence around
    /// it, others beside it, or hyphens.
    fn sentence_in_code(
        &self,
        span: Span,
        mentions: &mut Vec<OwnedMention>,
        groups: &mut OpenGroups,
    ) {
        let inner = Piece {
            span,
            code: false,
            bold: None,
        };
        let mut tokens = Vec::new();
        tokenize_block(self.text, &[inner], self.lexicon, &mut tokens);
        let block = Block {
            text: self.text,
            tokens: &tokens,
            setting: Setting::Paragraph,
            code: true,
            lexicon: self.lexicon,
        };
        let mut found = Vec::new();
        block.scan(&mut found, groups);
        // A list that says what becomes of what has its chains in the spans of its items.
        let is_chain = tokens.iter().any(|token| token.kind == TokenKind::Arrow);
        let shared = match self.setting {
            Setting::Item(list) if is_chain => {
                groups.of(Key::SpanChains(list), GroupKind::Chain, None)
            }
            _ => None,
        };
        block.chains(&mut found, groups, shared);
        block.calls(&mut found, groups);
        found.retain(|it| {
            it.cue == Cue::Noun
                || it.group.is_some()
                || matches!(it.form, Form::Link | Form::Path | Form::Import)
                || it.form == Form::Plain && it.name.contains('-')
        });
        for it in &mut found {
            it.fenced = it.cue != Cue::Noun && it.wants != Wants::File;
        }
        mentions.append(&mut found);
    }

    /// `/name`; returns how many tokens that took.
    fn slash(
        &self,
        word: Token,
        mentions: &mut Vec<OwnedMention>,
        groups: &mut OpenGroups,
    ) -> usize {
        let name = word.span.of(self.text);
        let after = self.text[word.span.range().end..]
            .chars()
            .next()
            .unwrap_or(' ');
        let breaks = self.text[word.span.range().end..].starts_with("<br");
        let ends = breaks || !matches!(after, '/' | '\\' | '*' | '{' | '<' | '=' | '(');
        if is_name(name) && ends {
            let command = self.mention(word.span, Form::Slash, Cue::None, Wants::Skill);
            let end = self.tokens.last().map_or(0, |last| last.span.range().end);
            if self.code {
                call::read(self.text, command, end, mentions, groups);
            } else {
                mentions.push(command);
            }
        }
        2
    }

    /// `@name`, `@path/to/file`, `@"name (agent)"`; returns how many tokens that took.
    fn at_sign(&self, token: Token, at: usize, mentions: &mut Vec<OwnedMention>) -> usize {
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

    /// A word of prose that may be a name.
    fn word(
        &self,
        at: usize,
        around: &Surroundings<'_>,
        row: &mut Option<usize>,
        mentions: &mut Vec<OwnedMention>,
    ) {
        let token = self.tokens[at];
        let word = token.span.of(self.text);
        // `c4-code-*.md` is a pattern of file names.
        let after = &self.text[token.span.range().end..];
        if after.starts_with("-*") || after.starts_with("-\\*") {
            return;
        }
        let quoted = self.in_quotes(at);
        let form = match (token.bold_alone(), quoted) {
            (true, _) => Form::Bold,
            (_, true) => Form::Quoted,
            _ => Form::Plain,
        };
        let named = token.is_joined || form != Form::Plain;
        let (mut cue, wants) = self.cue_in_row(at, at, named, around, row);
        // `return the plan` hands nothing over to anybody called so.
        let is_thing = || around.is_determined(at) && !self.lexicon.is_doer(word);
        if matches!(cue, Cue::Handoff | Cue::Row) && !named && is_thing() {
            cue = if around.is_cast(at + 1) {
                Cue::Role
            } else {
                Cue::None
            };
            *row = None;
        }
        let is_somebody = || self.lexicon.is_somebody(word);
        if cue == Cue::Handoff && !named && around.runs_on(at) && !is_somebody() {
            cue = Cue::None;
            *row = None;
        }
        if !named && around.is_something_else(at) {
            return;
        }
        if cue == Cue::None && !named && around.is_spoken_of(at) && is_somebody() {
            cue = Cue::Spoken;
        }
        if named || cue != Cue::None && !self.is_heading() {
            mentions.push(self.mention(token.span, form, cue, wants));
        }
    }

    /// Capitalised words; returns how many tokens that took.
    fn title(
        &self,
        at: usize,
        around: &Surroundings<'_>,
        row: &mut Option<usize>,
        mentions: &mut Vec<OwnedMention>,
    ) -> usize {
        let mut last = at;
        while self.title_goes_on(last) {
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
        let span = self.span_of(first, end);
        let written = span.of(self.text);
        let humps = written.chars().filter(|c| c.is_uppercase()).count();
        let compound = written.contains('-') || end > first || humps > 1;
        if end - first >= MOST_WORDS_OF_TITLE || !written.split(' ').all(is_name) {
            return taken;
        }
        let bold = self.tokens[first].opens_bold && self.tokens[end].closes_bold;
        let (cue, wants) =
            self.cue_in_row(first, end, compound || bold && first == end, around, row);
        let is_something_else = first == end && around.is_something_else(end);
        if !is_something_else && (compound || cue != Cue::None) {
            let mut mention = self.mention(span, Form::Title, cue, wants);
            // All of a bold span is a label.
            if bold && mention.site == Site::Running {
                mention.site = Site::Lead;
            }
            // The noun may be part of the name: `Data Consolidation Agent`.
            if end < last && !self.is_heading() {
                let whole = self.span_of(first, last);
                mentions.push(OwnedMention {
                    site: mention.site,
                    ..self.mention(whole, Form::Title, cue, wants)
                });
            }
            mentions.push(mention);
        }
        taken
    }

    /// True for a word that is no title by itself, as one that opens a sentence is.
    fn is_one_capital(&self, at: usize) -> bool {
        let mut rest = self.tokens[at].span.of(self.text).bytes().skip(1);
        !self.title_goes_on(at) && rest.all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    }

    /// True where the word behind a token belongs to the title that the token is a word of.
    pub(super) fn title_goes_on(&self, last: usize) -> bool {
        self.tokens.get(last + 1).is_some_and(|next| {
            let end = self.tokens[last].span.range().end;
            next.is_capital
                && !next.span.of(self.text).contains([':', '.'])
                && &self.text[end..next.span.range().start] == " "
        })
    }

    /// Every capitalised word that may repeat a name. Words that start a sentence are capitalised
    /// too; names of doers are seldom verbs.
    pub(super) fn capitals(&self, capitals: &mut Vec<Span>) {
        let words = self.tokens.iter().filter(|token| token.is_capital);
        capitals.extend(words.map(|token| token.span).filter(|span| {
            let word = span.of(self.text);
            let is_one_word = word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
            if is_one_word && word.is_ascii() {
                return self.lexicon.is_doer(word);
            }
            word.split('-').all(|part| {
                part.starts_with(char::is_uppercase) && part.chars().skip(1).all(char::is_lowercase)
            }) && (word.contains('-') || self.lexicon.is_doer(word))
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

    fn is_heading(&self) -> bool {
        matches!(self.setting, Setting::Heading(_))
    }

    pub(super) fn in_quotes(&self, at: usize) -> bool {
        let quote = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at))
                .is_some_and(|t| t.kind == TokenKind::Quote)
        };
        quote(at.checked_sub(1)) && quote(Some(at + 1))
    }

    pub(super) fn mention(&self, span: Span, form: Form, cue: Cue, wants: Wants) -> OwnedMention {
        let site = match self.setting {
            Setting::Heading(_) => Site::Heading,
            _ => Site::Running,
        };
        OwnedMention {
            cue,
            site,
            fenced: self.code,
            ..OwnedMention::new(span, span.of(self.text), form, wants)
        }
    }
}
