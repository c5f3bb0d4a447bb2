//! The words that mentions are recognised by.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Wants;

/// What a word may be, one bit each: a word can be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u8);

const VERB: u8 = 1;
const PREPOSITION: u8 = 2;
const FILLER: u8 = 4;
const AGENT_NOUN: u8 = 8;
const SKILL_NOUN: u8 = 16;

impl Class {
    /// That of a word which is in no list.
    pub(super) const NONE: Self = Self(0);

    /// A word for work that changes hands, in any inflection.
    pub(super) fn is_verb(self) -> bool {
        self.is_any(VERB)
    }

    /// A word that leads to the one who gets the work.
    pub(super) fn is_preposition(self) -> bool {
        self.is_any(PREPOSITION)
    }

    /// A word that may stand before a name and says nothing about it.
    pub(super) fn is_filler(self) -> bool {
        self.is_any(FILLER)
    }

    /// The kind of file that a noun stands for.
    pub(super) fn noun(self) -> Option<Wants> {
        if self.is_any(AGENT_NOUN) {
            Some(Wants::Agent)
        } else {
            self.is_any(SKILL_NOUN).then_some(Wants::Skill)
        }
    }

    /// A word that says something about the names around it, and so is none.
    pub(super) fn is_vocabulary(self) -> bool {
        self.is_any(FILLER | PREPOSITION | AGENT_NOUN | SKILL_NOUN)
    }

    fn is_any(self, classes: u8) -> bool {
        self.0 & classes != 0
    }
}

/// A word of any case as one number, which is hashed and compared at once.
type Folded = u128;

/// A word in lower case; `None` for one that is longer than any of the table.
fn folded(word: &str) -> Option<Folded> {
    let mut bytes = [0; size_of::<Folded>()];
    bytes
        .get_mut(..word.len())?
        .copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    Some(Folded::from_le_bytes(bytes))
}

/// What announces a name that a program reads.
#[derive(Clone, Copy, Debug)]
pub(super) enum Announcement {
    /// A key whose value is an agent.
    Key,
    /// The same, written `key="value"` only.
    Attribute,
    /// A call with names in parentheses, and what it takes.
    Call(Wants),
}

/// The words of `grammars/mentions.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Words")]
pub struct Lexicon {
    table: Words,
    /// The lists that are asked word by word, as one.
    classes: FxHashMap<Folded, Class>,
    /// Finds what announces names; by the number of the pattern, `announcements` says what it is.
    announcers: Option<AhoCorasick>,
    /// Tells whether there are any, several times as fast: most texts have none.
    any_announcer: Option<AhoCorasick>,
    announcements: Vec<Announcement>,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Words {
    verbs: Vec<String>,
    passives: Vec<String>,
    prepositions: Vec<String>,
    fillers: Vec<String>,
    agent_nouns: Vec<String>,
    skill_nouns: Vec<String>,
    doer_endings: Vec<String>,
    spawning_verbs: Vec<String>,
    using_verbs: Vec<String>,
    placeholder_words: Vec<String>,
    order_openers: Vec<String>,
    order_fillers: Vec<String>,
    order_verbs_with_to: Vec<String>,
    speech_stems: Vec<String>,
    no_order_words: Vec<String>,
    forbidding_words: Vec<String>,
    phrase_ends: Vec<String>,
    pattern_words: Vec<String>,
    placeholder_paths: Vec<String>,
    kind_words: Vec<String>,
    made_up_phrases: Vec<String>,
    page_fields: Vec<String>,
    test_folders: Vec<String>,
    kinds_of_file: Vec<String>,
    arrows: Vec<String>,
    agent_keys: Vec<String>,
    agent_attributes: Vec<String>,
    agent_calls: Vec<String>,
    skill_calls: Vec<String>,
}

impl From<Words> for Lexicon {
    fn from(table: Words) -> Self {
        let verbs = table.verbs.iter().flat_map(|verb| inflections(verb));
        let verbs: Vec<String> = verbs.chain(table.passives.iter().cloned()).collect();
        let mut classes: FxHashMap<Folded, Class> = FxHashMap::default();
        for (class, words) in [
            (VERB, &verbs),
            (PREPOSITION, &table.prepositions),
            (FILLER, &table.fillers),
            (AGENT_NOUN, &table.agent_nouns),
            (SKILL_NOUN, &table.skill_nouns),
        ] {
            for word in words {
                let folded = folded(word);
                debug_assert!(folded.is_some(), "{word} is too long for the table");
                if let Some(word) = folded {
                    classes.entry(word).or_default().0 |= class;
                }
            }
        }
        let keys = table.agent_keys.iter();
        let keys = keys.map(|key| (key.clone(), Announcement::Key));
        let attributes = table.agent_attributes.iter();
        let attributes = attributes.map(|key| (format!("{key}=\""), Announcement::Attribute));
        let call = |wants| move |call: &String| (format!("{call}("), Announcement::Call(wants));
        let agents = table.agent_calls.iter().map(call(Wants::Agent));
        let skills = table.skill_calls.iter().map(call(Wants::Skill));
        let announcers = keys.chain(attributes).chain(agents).chain(skills);
        let (patterns, announcements): (Vec<String>, Vec<Announcement>) = announcers.unzip();
        Self {
            classes,
            // So few short patterns always make an automaton.
            any_announcer: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(&patterns)
                .ok(),
            announcers: AhoCorasick::new(patterns).ok(),
            announcements,
            table,
        }
    }
}

impl Lexicon {
    /// A word for somebody who does something, as agents are called: `Builder`, `Architect`.
    pub(super) fn is_doer(&self, word: &str) -> bool {
        self.table
            .doer_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Verbs for giving work to an agent of one's own, not merely for working beside it.
    pub fn spawning_verbs(&self) -> &[String] {
        &self.table.spawning_verbs
    }

    /// Verbs for calling on a skill.
    pub fn using_verbs(&self) -> &[String] {
        &self.table.using_verbs
    }

    /// Words of names that stand for a name which the reader puts in.
    pub fn placeholder_words(&self) -> &[String] {
        &self.table.placeholder_words
    }

    /// What an order to do something opens with, if not with the verb itself.
    pub fn order_openers(&self) -> &[String] {
        &self.table.order_openers
    }

    /// What may stand between the verb of an order and the name.
    pub fn order_fillers(&self) -> &[String] {
        &self.table.order_fillers
    }

    /// Verbs of orders that need "to" before the name.
    pub fn order_verbs_with_to(&self) -> &[String] {
        &self.table.order_verbs_with_to
    }

    /// How words begin that make a sentence what somebody else is to hear.
    pub fn speech_stems(&self) -> &[String] {
        &self.table.speech_stems
    }

    /// Words that make a sentence no order, or one to somebody else.
    pub fn no_order_words(&self) -> &[String] {
        &self.table.no_order_words
    }

    /// Words before a name that make it one which is not to be started.
    pub fn forbidding_words(&self) -> &[String] {
        &self.table.forbidding_words
    }

    /// Words after a name that end its phrase, so that it is no part of a longer term.
    pub fn phrase_ends(&self) -> &[String] {
        &self.table.phrase_ends
    }

    /// Words in the path of a file that shows what another should look like.
    pub fn pattern_words(&self) -> &[String] {
        &self.table.pattern_words
    }

    /// Words of paths that stand for others.
    pub fn placeholder_paths(&self) -> &[String] {
        &self.table.placeholder_paths
    }

    /// Words in the name of a skill that is about agent files.
    pub fn kind_words(&self) -> &[String] {
        &self.table.kind_words
    }

    /// What makes a path in the same line an example, or one that is to be made.
    pub fn made_up_phrases(&self) -> &[String] {
        &self.table.made_up_phrases
    }

    /// Fields of pages of documentation.
    pub fn page_fields(&self) -> &[String] {
        &self.table.page_fields
    }

    /// Folders of what a repository's tests read or compare with.
    pub fn test_folders(&self) -> &[String] {
        &self.table.test_folders
    }

    /// A word after a file name that makes it that of many files.
    pub(super) fn is_kind_of_file(&self, word: &str) -> bool {
        self.table.kinds_of_file.iter().any(|it| it == word)
    }

    /// The length of the arrow that `text` starts with, in bytes.
    pub(super) fn arrow(&self, text: &str) -> Option<usize> {
        let first = text.as_bytes().first();
        self.table
            .arrows
            .iter()
            // Most marks start no arrow, which one byte tells.
            .find(|arrow| arrow.as_bytes().first() == first && text.starts_with(arrow.as_str()))
            .map(String::len)
    }

    /// True for a text in which something announces names.
    pub(super) fn announces(&self, text: &str) -> bool {
        let any = self.any_announcer.as_ref();
        any.is_some_and(|any| any.is_match(text))
    }

    /// What in `text` announces names: the end of each announcement, in bytes, and what it is.
    pub(super) fn announcements<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, usize, Announcement)> + 'a {
        let found = self.announcers.iter();
        found
            .flat_map(move |announcers| announcers.find_overlapping_iter(text))
            .map(|found| {
                let what = self.announcements[found.pattern().as_usize()];
                (found.start(), found.end(), what)
            })
    }

    /// What a word may be, whatever its case.
    pub(super) fn class(&self, word: &str) -> Class {
        let known = folded(word).and_then(|word| self.classes.get(&word));
        known.copied().unwrap_or_default()
    }
}

/// The forms of a regular English verb, and of the irregular ones that end alike.
fn inflections(verb: &str) -> Vec<String> {
    let mut forms = vec![verb.to_owned()];
    let stem = verb.strip_suffix('e');
    let sibilant = verb.ends_with(['s', 'x', 'z']) || verb.ends_with("ch") || verb.ends_with("sh");
    forms.push(if sibilant {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    });
    forms.push(format!("{}ed", stem.unwrap_or(verb)));
    forms.push(format!("{}ing", stem.unwrap_or(verb)));
    forms
}
