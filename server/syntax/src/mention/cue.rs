//! What stands around a word.

use super::lexicon::{Class, Lexicon};
use super::token::{Script, Token, TokenKind, script};
use super::{Cue, Wants};

/// How far a verb may stand from the name it governs, in words: `delegate standard ML
/// implementations and the training of small models to ml-engineer`.
const REACH: usize = 12;

/// Reads the surroundings of one token among those of its block.
pub(super) struct Surroundings<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
    /// They are part of a code block or code span.
    pub(super) code: bool,
}

impl Surroundings<'_> {
    /// The strongest cue for the tokens `first..=last`, and the kind of file it asks for.
    /// `written_as_name` is set where the form alone makes a name likely.
    pub(super) fn cue(&self, first: usize, last: usize, written_as_name: bool) -> (Cue, Wants) {
        let after = self.skip_quotes_right(last + 1);
        if let Some(wants) = self.word(after).and_then(Class::noun) {
            // `Design agents` are those for a subject, and `AI agents` those of a sort.
            let is_plural = self.tokens[after].span.of(self.text).ends_with('s');
            let is_word = first == last && !self.tokens[first].opens_bold;
            let is_topic = is_word && self.tokens[first].is_capital;
            return match is_plural && is_topic {
                true => (Cue::Role, Wants::Agent),
                false => (Cue::Noun, wants),
            };
        }
        let before = self.skip_quotes_left(first);
        if let Some((wants, is_key)) = before.and_then(|at| self.noun_before(at))
            && (written_as_name || is_key)
        {
            return (Cue::Noun, wants);
        }
        if before.is_some_and(|at| self.governed(at)) {
            return (Cue::Handoff, Wants::Any);
        }
        if self.is_cast(after) || before.is_some_and(|at| self.is_cast(at)) {
            return (Cue::Role, Wants::Any);
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
        if self.has_particle(last) {
            return (Cue::Particle, Wants::Any);
        }
        (Cue::None, Wants::Any)
    }

    /// True for a word that nothing beside it makes a name, as its neighbours tell by themselves:
    /// nearly every word of a text.
    pub(super) fn is_amid_words(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let before = at.checked_sub(1).map(|at| &self.tokens[at]);
        let after = self.tokens.get(at + 1);
        !token.opens_bold
            && !token.is_joined
            && before.is_none_or(|it| !it.may_lead)
            && after.is_none_or(|it| !it.may_follow)
            && !self.has_particle(at)
    }

    /// True where an ordinary word follows that belongs to the one at the token: `run security
    /// audits`, `hand over to explore the code`.
    pub(super) fn runs_on(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1);
        next.is_some_and(|next| {
            next.kind == TokenKind::Word
                && next.is_plain
                && next.class.is_none()
                && !self.lexicon.ends_phrase(next.span.of(self.text))
        })
    }

    /// True for what the word after it says is something else: `the Monitor tool`.
    pub(super) fn is_something_else(&self, last: usize) -> bool {
        self.word(self.skip_quotes_right(last + 1))
            .is_some_and(Class::is_other_noun)
    }

    /// True for a word for a part that is played.
    pub(super) fn is_cast(&self, at: usize) -> bool {
        self.word(at).is_some_and(Class::is_role)
    }

    /// `plannerから`: in a script without blanks, a foreign word is a name, and what follows it
    /// directly says what it does in the sentence.
    fn has_particle(&self, last: usize) -> bool {
        let end = self.tokens[last].span.range().end;
        let mut next = self.text[end..].bytes();
        let is_ascii = |byte: Option<u8>| byte.is_none_or(|byte| byte.is_ascii());
        if is_ascii(next.next()) && (!self.code || is_ascii(next.next())) {
            return false;
        }
        let rest = self.text[end..].trim_start_matches(['」', '』']);
        // In sketches, a blank may part them.
        let rest = rest.strip_prefix(' ').filter(|_| self.code).unwrap_or(rest);
        let next = rest.chars().next().map(script);
        matches!(next, Some(Script::Hiragana | Script::Hangul))
    }

    /// True for a word that is spoken of as somebody: `the planner`, `by tester`, `(reviewer)`,
    /// `planner's`.
    pub(super) fn is_spoken_of(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let is_led = before.is_some_and(|token| {
            token.class.is_determiner()
                || token.class.is_preposition()
                || token.class.is_likeness()
                || token.mark == Some('(')
        });
        let rest = &self.text[self.tokens[at].span.range().end..];
        is_led || rest.starts_with("'s") || rest.starts_with("’s")
    }

    /// True if a word for a thing stands before the token: `the [plan]`.
    pub(super) fn is_determined(&self, first: usize) -> bool {
        let before = first.checked_sub(1).and_then(|at| self.word(at));
        before.is_some_and(Class::is_determiner)
    }

    /// True where only marks and words of a row stand between two tokens.
    pub(super) fn in_a_row(&self, left: usize, right: usize) -> bool {
        let mut separated = false;
        let only_separators = (left + 1..right).all(|at| {
            let token = &self.tokens[at];
            let joins = token.kind == TokenKind::Separator || token.class.is_joint();
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

    /// `agent [name]`, `skill: [name]`, `#tool:agent [name]`; and whether the noun is a key.
    fn noun_before(&self, at: usize) -> Option<(Wants, bool)> {
        let mark = &self.tokens[at];
        let is_key = mark.kind == TokenKind::Mark && mark.mark == Some(':');
        let at = if is_key { at.checked_sub(1)? } else { at };
        let token = self.tokens.get(at)?;
        let word = token.span.of(self.text);
        // Few words have one, and most are known to have none.
        let colon = match token.is_joined {
            true => word.bytes().rposition(|byte| byte == b':'),
            false => None,
        };
        match (token.kind, colon) {
            (TokenKind::Word | TokenKind::PathWord, Some(colon)) => {
                let wants = self.lexicon.class(&word[colon + 1..]).noun()?;
                Some((wants, true))
            }
            (TokenKind::Word, None) => Some((token.class.noun()?, is_key)),
            _ => None,
        }
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
