//! Names in company: rows, chains, cells, and what items start with.
//!
//! A member of these may be a name that would be none in a sentence. Whether it is one shows in
//! what the others are, which only the workspace can tell; here they are put together.

use smallvec::{SmallVec, smallvec};

use super::block::{Block, MOST_WORDS_OF_TITLE};
use super::call;
use super::groups::OpenGroups;
use super::token::{Token, TokenKind};
use super::{Cue, Form, GroupId, GroupKind, OwnedMention, Site, Wants, is_name};
use crate::Span;

/// What may be a name, by its tokens, and the token behind it and what belongs to it.
#[derive(Clone, Copy)]
pub(super) struct Name {
    first: usize,
    last: usize,
    next: usize,
}

/// The members of a row: mostly one.
type Names = SmallVec<[Name; 4]>;

impl Block<'_> {
    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn word_at(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text))
    }

    fn mark_at(&self, at: usize) -> Option<char> {
        self.tokens.get(at)?.mark
    }

    /// A quotation mark, or a mark of Markdown where it is not read as such.
    fn is_wrapping(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Quote) => true,
            Some(TokenKind::Word | TokenKind::Separator) | None => false,
            Some(_) => self.code && matches!(self.mark_at(at), Some('*' | '`' | '_')),
        }
    }

    /// Behind the marks that wrap a name. A text may be nothing but those, and then nobody looks for
    /// a name behind all of them.
    fn skip_wrapping(&self, at: usize) -> usize {
        const MOST: usize = 8;
        let behind = (at..at + MOST).find(|at| !self.is_wrapping(*at));
        behind.unwrap_or(at + MOST)
    }

    /// What may be a name at a token, with the noun and the note in brackets behind it.
    fn name_at(&self, at: usize) -> Option<Name> {
        let at = self.skip_wrapping(at);
        let token = self.tokens.get(at)?;
        let word = token.span.of(self.text);
        let (first, last) = match token.kind {
            TokenKind::Code => {
                let name = word.trim_start_matches(['/', '@']);
                let name = name.strip_suffix('/').unwrap_or(name);
                let command = name.split(' ').next().unwrap_or(name);
                let is_called = word.starts_with('/') && is_name(command);
                (is_called || is_name(name)).then_some((at, at))?
            }
            TokenKind::Slash | TokenKind::At => {
                let next = self.tokens.get(at + 1)?;
                let touches = next.span.start == token.span.end && next.kind == TokenKind::Word;
                touches.then_some((at + 1, at + 1))?
            }
            TokenKind::Word if token.is_capital => self.titled(at)?,
            TokenKind::Word => (token.may_be_name && !token.class.is_role()).then_some((at, at))?,
            _ => return None,
        };
        let mut next = self.skip_wrapping(last + 1);
        while self
            .tokens
            .get(next)
            .is_some_and(|it| it.class.announces().is_some())
        {
            next += 1;
        }
        Some(Name {
            first,
            last,
            next: self.skip_note(next),
        })
    }

    /// Words that each start with a capital: `Code Reviewer`.
    fn titled(&self, first: usize) -> Option<(usize, usize)> {
        let is_noun = |at: usize| self.tokens[at].class.announces().is_some();
        let mut last = first;
        while last - first < MOST_WORDS_OF_TITLE && self.title_goes_on(last) && !is_noun(last + 1) {
            last += 1;
        }
        let span = self.span_of(first, last);
        (last - first < MOST_WORDS_OF_TITLE && span.of(self.text).split(' ').all(is_name))
            .then_some((first, last))
    }

    /// Behind a note in brackets: `analyst (gaps)`.
    fn skip_note(&self, at: usize) -> usize {
        const LONGEST: usize = 24;
        if !matches!(self.mark_at(at), Some('(' | '（')) {
            return at;
        }
        let close = self.tokens[at..].iter().take(LONGEST).position(|token| {
            token.kind == TokenKind::Mark && matches!(token.mark, Some(')' | '）'))
        });
        close.map_or(at, |close| at + close + 1)
    }

    pub(super) fn span_of(&self, first: usize, last: usize) -> Span {
        Span {
            start: self.tokens[first].span.start,
            end: self.tokens[last].span.end,
        }
    }

    fn joins(&self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Separator) => true,
            Some(TokenKind::Word) => self.tokens[at].class.is_joint(),
            _ => false,
        }
    }

    /// False for a token with which no member of a row can start, as a look at it alone tells.
    fn may_be_member(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            TokenKind::Word => {
                let next = self.tokens.get(at + 1);
                // Nearly always a word follows that neither joins it to others nor is its noun.
                let is_alone = || {
                    next.is_some_and(|next| {
                        next.kind == TokenKind::Word
                            && !next.is_capital
                            && !next.class.is_joint()
                            && !next.may_follow
                    })
                };
                (token.may_be_name || token.is_capital) && !is_alone()
            }
            TokenKind::Code | TokenKind::Slash | TokenKind::At | TokenKind::Quote => true,
            _ => self.is_wrapping(at),
        }
    }

    /// The members of the row that starts at a token; a single one is a row too.
    fn run(&self, at: usize) -> Names {
        let first = self.name_at(at);
        first.map_or_else(Names::new, |first| self.run_on(first))
    }

    /// The members of the row that starts with a name.
    fn run_on(&self, first: Name) -> Names {
        let mut names: Names = smallvec![first];
        while let Some(last) = names.last() {
            let mut at = last.next;
            while self.joins(at) {
                at += 1;
            }
            match self.name_at(at).filter(|_| at > last.next) {
                Some(name) => names.push(name),
                None => break,
            }
        }
        names
    }

    /// Rows that stand in running text, from a token on.
    pub(super) fn rows(
        &self,
        from: usize,
        mentions: &mut Vec<OwnedMention>,
        groups: &mut OpenGroups,
    ) {
        let mut at = from;
        while at < self.tokens.len() {
            if !self.may_be_member(at) {
                at += 1;
                continue;
            }
            let may_start = || {
                let next = self.skip_wrapping(at + 1);
                self.joins(next)
                    || self.mark_at(next) == Some('(')
                    || self.tokens[at].kind == TokenKind::Slash
                    || self.tokens[at].is_capital
                    || self
                        .tokens
                        .get(next)
                        .is_some_and(|it| it.class.announces().is_some())
            };
            let first = may_start().then(|| self.name_at(at)).flatten();
            let Some(first) = first else {
                at += 1;
                continue;
            };
            // Most names stand alone.
            if !self.joins(first.next) {
                at = first.next.max(at + 1);
                continue;
            }
            let names = self.run_on(first);
            let (start, end) = (first.first, names.last().map_or(first.next, |it| it.next));
            if names.len() > 1 && self.is_set_off(start, end, &names) {
                let group = groups.new_group(GroupKind::Row, self.announcement(start, end));
                groups.count(group, names.len());
                self.add_all(&names, Site::Member, group, mentions);
            }
            at = end.max(at + 1);
        }
    }

    /// Notes in brackets that are nothing but a word each: `code (executor), plans (critic)`.
    pub(super) fn notes(&self, mentions: &mut Vec<OwnedMention>, groups: &mut OpenGroups) {
        const FEWEST: usize = 3;
        let opens = |at: &usize| {
            let token = &self.tokens[*at];
            token.kind == TokenKind::Mark && matches!(token.mark, Some('(' | '（'))
        };
        let notes = (0..self.tokens.len()).filter(opens);
        // Few blocks have so many, which is told without a look into them.
        if notes.clone().nth(FEWEST - 1).is_none() {
            return;
        }
        let names: Vec<Name> = notes
            .filter_map(|at| self.name_at(at + 1))
            .filter(|name| matches!(self.mark_at(name.next), Some(')' | '）')))
            .collect();
        if names.len() >= FEWEST {
            let group = groups.new_group(GroupKind::Row, None);
            groups.count(group, names.len());
            self.add_all(&names, Site::Member, group, mentions);
        }
    }

    /// True for a row that is more than words of a sentence: one of them is written as a name, or
    /// something leads to them.
    fn is_set_off(&self, start: usize, end: usize, names: &[Name]) -> bool {
        let before = start.checked_sub(1);
        let is_led = before.is_some_and(|at| {
            let class = self.tokens[at].class;
            matches!(self.mark_at(at), Some(':' | '：' | '(' | '（' | '['))
                || class.is_verb()
                || class.is_preposition()
                || class.announces().is_some()
        });
        // In sketches of input and output, two words are no row yet.
        let is_long = !self.code || names.len() > 2;
        let is_announced = || {
            let last = end.checked_sub(1).and_then(|at| self.tokens.get(at));
            last.is_some_and(|it| it.class.announces().is_some())
        };
        is_led && is_long
            || is_announced()
            || end == self.tokens.len() && before.is_none()
            || names.iter().any(|name| {
                let token = &self.tokens[name.first];
                token.kind == TokenKind::Code
                    || token.bold_alone()
                    || name.last > name.first
                    || self.word_at(name.first).contains(['-', ':'])
            })
    }

    /// What the words around a row say that its members are: `skills (a, b)`, `a and b agents`.
    fn announcement(&self, start: usize, end: usize) -> Option<Wants> {
        let class = |at: usize| self.tokens.get(at).and_then(|it| it.class.announces());
        let before = (start.saturating_sub(3)..start).rev().find_map(class);
        before.or_else(|| end.checked_sub(1).and_then(class))
    }

    /// Chains: `a → b + c → d`. In code blocks those of all lines are one group.
    pub(super) fn chains(
        &self,
        mentions: &mut Vec<OwnedMention>,
        groups: &mut OpenGroups,
        shared: Option<GroupId>,
    ) -> bool {
        let is_arrow = |token: &Token| token.kind == TokenKind::Arrow;
        if !self.tokens.iter().any(is_arrow) {
            return false;
        }
        let group = shared.or_else(|| groups.new_group(GroupKind::Chain, None));
        let mut start = 0;
        for part in self.tokens.split(is_arrow) {
            let end = start + part.len();
            let names = match (start, self.code) {
                (0, _) => self.first_link(end),
                (_, false) if end == self.tokens.len() => self.run(start),
                _ => self.link(start, end),
            };
            // In a sketch, a sentence beside an arrow says nothing about the names.
            if !names.is_empty() || !self.code {
                groups.count(group, names.len().max(1));
            }
            self.add_all(&names, Site::Chain, group, mentions);
            start = end + 1;
        }
        true
    }

    /// What stands right before the first arrow.
    fn first_link(&self, end: usize) -> Names {
        /// In tokens.
        const LONGEST: usize = 48;
        let ending_here = |start: usize| {
            let names = self.run(start);
            let last = names.last()?;
            (last.next == end).then_some(names)
        };
        let start = end.saturating_sub(LONGEST);
        (start..end).find_map(ending_here).unwrap_or_default()
    }

    /// The names between two arrows, or behind the last, if there is nothing else.
    fn link(&self, start: usize, end: usize) -> Names {
        let is_break = |at: usize| {
            matches!(self.kind(at), Some(TokenKind::Stop | TokenKind::Mark))
                && !self.is_wrapping(at)
        };
        // A line of a tree starts with marks.
        let start = (start..end).find(|at| !is_break(*at)).unwrap_or(end);
        let names = self.run(start);
        let is_over = |at: usize| {
            at >= end
                || is_break(at)
                || self.tokens[at].class.is_preposition()
                || self.tokens[at].class.is_condition()
                || self.kind(at) == Some(TokenKind::Separator)
        };
        let ends = names
            .last()
            .is_some_and(|last| last.next <= end && is_over(last.next));
        if ends { names } else { Names::new() }
    }

    /// What the block starts with, if that is a label or all of it; returns the token behind it.
    pub(super) fn lead(
        &self,
        group: Option<GroupId>,
        site: Site,
        mentions: &mut Vec<OwnedMention>,
    ) -> usize {
        let is_mark = |at: &usize| {
            let token = &self.tokens[*at];
            token.kind == TokenKind::Mark && !self.is_wrapping(*at)
                || token
                    .span
                    .of(self.text)
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
                || token.kind == TokenKind::Stop
        };
        let start = (0..self.tokens.len()).find(|at| !is_mark(at));
        let names = start.map_or_else(Names::new, |start| self.run(start));
        let Some(last) = names.last() else {
            return 0;
        };
        let end = last.next;
        let ends = end >= self.tokens.len()
            || !site.is_whole()
                && matches!(self.kind(end), Some(TokenKind::Stop | TokenKind::Mark));
        if !ends {
            return 0;
        }
        self.add_all(&names, site, group, mentions);
        end
    }

    /// The labels of a diagram's nodes: `A[planner] --> B(reviewer)`.
    pub(super) fn nodes(
        &self,
        group: Option<GroupId>,
        mentions: &mut Vec<OwnedMention>,
        groups: &mut OpenGroups,
    ) {
        for at in 0..self.tokens.len() {
            if !matches!(self.mark_at(at), Some('[' | '(' | '{')) {
                continue;
            }
            let Some(name) = self.name_at(at + 1) else {
                continue;
            };
            if matches!(self.mark_at(name.next), Some(']' | ')' | '}')) {
                groups.count(group, 1);
                self.add(name, Site::Cell, group, mentions);
            }
        }
    }

    /// `review-all a,b`: a name that is called with a list of others.
    pub(super) fn calls(&self, mentions: &mut Vec<OwnedMention>, groups: &mut OpenGroups) {
        for (at, token) in self.tokens.iter().enumerate() {
            let comma = self.tokens.get(at + 2);
            if token.kind != TokenKind::Word
                || !token.span.of(self.text).contains('-')
                || comma.is_none_or(|it| it.mark != Some(','))
            {
                continue;
            }
            let end = self.tokens.last().map_or(0, |last| last.span.range().end);
            let rest = Span::new(token.span.range().end, end);
            if call::arguments(self.text, rest).len() > 1 {
                let command = self.mention(token.span, Form::Plain, Cue::None, Wants::Any);
                call::read(self.text, command, end, mentions, groups);
            }
        }
    }

    fn add_all(
        &self,
        names: &[Name],
        site: Site,
        group: Option<GroupId>,
        mentions: &mut Vec<OwnedMention>,
    ) {
        for name in names {
            self.add(*name, site, group, mentions);
        }
    }

    fn add(
        &self,
        name: Name,
        site: Site,
        group: Option<GroupId>,
        mentions: &mut Vec<OwnedMention>,
    ) {
        let token = &self.tokens[name.first];
        // The noun may be part of the name: `Data Consolidation Agent`.
        let noun = self.tokens.get(name.last + 1).filter(|noun| {
            let word = noun.span.of(self.text);
            name.last > name.first
                && noun.class.noun().is_some()
                && word.starts_with(char::is_uppercase)
        });
        if noun.is_some() && self.word_at(name.first).starts_with(char::is_uppercase) {
            let whole = self.span_of(name.first, name.last + 1);
            mentions.push(OwnedMention {
                site,
                group,
                ..self.mention(whole, Form::Title, Cue::None, Wants::Any)
            });
        }
        let mut span = self.span_of(name.first, name.last);
        let word = span.of(self.text);
        let before = name.first.checked_sub(1).and_then(|at| self.kind(at));
        let (form, wants) = match (token.kind, before) {
            (TokenKind::Code, _) if word.starts_with('/') => {
                let len = word.find(' ').unwrap_or(word.len());
                let start = span.range().start;
                span = Span::new(start + 1, start + len);
                (Form::SlashCode, Wants::Skill)
            }
            (TokenKind::Code, _) if word.starts_with('@') => {
                span.start += 1;
                (Form::At, Wants::Agent)
            }
            // `name/` is the folder of a skill.
            (TokenKind::Code, _) if word.ends_with('/') => {
                span = Span::new(span.range().start, span.range().end - 1);
                (Form::Code, Wants::Skill)
            }
            (TokenKind::Code, _) => (Form::Code, Wants::Any),
            (_, Some(TokenKind::Slash)) => (Form::Slash, Wants::Skill),
            (_, Some(TokenKind::At)) => (Form::At, Wants::Agent),
            _ if word.starts_with(char::is_uppercase) => (Form::Title, Wants::Any),
            _ if token.bold_alone() => (Form::Bold, Wants::Any),
            _ if self.in_quotes(name.first) => (Form::Quoted, Wants::Any),
            _ => (Form::Plain, Wants::Any),
        };
        mentions.push(OwnedMention {
            site,
            group,
            ..self.mention(span, form, Cue::None, wants)
        });
    }
}
