//! What stands around a word.

use super::lexicon::Class;
use super::token::{Token, TokenKind};
use super::{Cue, Wants};

/// How far a verb may stand from the name it governs, in words: `delegate standard ML
/// implementations and the training of small models to ml-engineer`.
const REACH: usize = 12;

/// Reads the surroundings of one token among those of its block.
pub(super) struct Surroundings<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
}

impl Surroundings<'_> {
    /// The strongest cue for the tokens `first..=last`, and the kind of file it asks for.
    /// `written_as_name` is set where the form alone makes a name likely.
    pub(super) fn cue(&self, first: usize, last: usize, written_as_name: bool) -> (Cue, Wants) {
        let after = self.skip_quotes_right(last + 1);
        if let Some(wants) = self.word(after).and_then(Class::noun) {
            return (Cue::Noun, wants);
        }
        let before = self.skip_quotes_left(first);
        if written_as_name && let Some(wants) = before.and_then(|at| self.noun_before(at)) {
            return (Cue::Noun, wants);
        }
        if before.is_some_and(|at| self.governed(at)) {
            return (Cue::Handoff, Wants::Any);
        }
        let is_arrow = |at: Option<usize>| {
            at.is_some_and(|at| {
                self.tokens
                    .get(at)
                    .is_some_and(|t| t.kind == TokenKind::Arrow)
            })
        };
        if is_arrow(before) || is_arrow(Some(after)) {
            return (Cue::Arrow, Wants::Any);
        }
        (Cue::None, Wants::Any)
    }

    /// True where only marks and words of a row stand between two tokens.
    pub(super) fn in_a_row(&self, left: usize, right: usize) -> bool {
        let mut separated = false;
        let only_separators = (left + 1..right).all(|at| {
            let token = &self.tokens[at];
            let word = token.span.of(self.text);
            let joins = token.kind == TokenKind::Separator
                || matches!(word, "and" | "or" | "then" | "plus");
            separated |= joins;
            joins || token.kind == TokenKind::Quote || token.class.is_filler()
        });
        separated && only_separators
    }

    /// `… verb … preposition the [name]`, `verb the [name]`; `at` is the token before the name.
    fn governed(&self, at: usize) -> bool {
        let Some(at) = self.skip_fillers_left(at) else {
            return false;
        };
        let Some(word) = self.word(at) else {
            return false;
        };
        if word.is_verb() {
            return true;
        }
        if !word.is_preposition() {
            return false;
        }
        let start = at.saturating_sub(REACH);
        self.tokens[start..at]
            .iter()
            .rev()
            .take_while(|token| token.kind != TokenKind::Stop)
            .any(|token| token.kind == TokenKind::Word && token.class.is_verb())
    }

    /// `agent [name]`, `skill: [name]`.
    fn noun_before(&self, at: usize) -> Option<Wants> {
        let at = if self.tokens[at].span.of(self.text) == ":" {
            at.checked_sub(1)?
        } else {
            at
        };
        self.word(at)?.noun()
    }

    fn skip_fillers_left(&self, mut at: usize) -> Option<usize> {
        while self.word(at).is_some_and(Class::is_filler)
            || self.tokens[at].kind == TokenKind::Quote
        {
            at = at.checked_sub(1)?;
        }
        Some(at)
    }

    fn skip_quotes_left(&self, first: usize) -> Option<usize> {
        let at = first.checked_sub(1)?;
        if self.tokens[at].kind == TokenKind::Quote {
            at.checked_sub(1)
        } else {
            Some(at)
        }
    }

    fn skip_quotes_right(&self, at: usize) -> usize {
        at + usize::from(
            self.tokens
                .get(at)
                .is_some_and(|token| token.kind == TokenKind::Quote),
        )
    }

    /// What the word at a token may be.
    fn word(&self, at: usize) -> Option<Class> {
        let token = self.tokens.get(at)?;
        (token.kind == TokenKind::Word).then_some(token.class)
    }
}
