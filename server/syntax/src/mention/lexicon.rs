//! The words that mentions are recognised by.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::Wants;

/// The words of `grammars/mentions.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", from = "Words")]
pub struct Lexicon {
    verbs: FxHashSet<String>,
    prepositions: FxHashSet<String>,
    fillers: FxHashSet<String>,
    agent_nouns: FxHashSet<String>,
    skill_nouns: FxHashSet<String>,
    doer_endings: Vec<String>,
    spawning_verbs: Vec<String>,
    using_verbs: Vec<String>,
    placeholder_words: Vec<String>,
    kinds_of_file: Vec<String>,
    arrows: Vec<String>,
    agent_keys: Vec<String>,
    agent_attributes: Vec<String>,
    agent_calls: Vec<String>,
    skill_calls: Vec<String>,
}

/// The table as it is written.
#[derive(Deserialize)]
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
    kinds_of_file: Vec<String>,
    arrows: Vec<String>,
    agent_keys: Vec<String>,
    agent_attributes: Vec<String>,
    agent_calls: Vec<String>,
    skill_calls: Vec<String>,
}

impl From<Words> for Lexicon {
    fn from(words: Words) -> Self {
        let inflected = words.verbs.iter().flat_map(|verb| inflections(verb));
        Self {
            verbs: inflected.chain(words.passives).collect(),
            prepositions: words.prepositions.into_iter().collect(),
            fillers: words.fillers.into_iter().collect(),
            agent_nouns: words.agent_nouns.into_iter().collect(),
            skill_nouns: words.skill_nouns.into_iter().collect(),
            doer_endings: words.doer_endings,
            spawning_verbs: words.spawning_verbs,
            using_verbs: words.using_verbs,
            placeholder_words: words.placeholder_words,
            kinds_of_file: words.kinds_of_file,
            arrows: words.arrows,
            agent_keys: words.agent_keys,
            agent_attributes: words.agent_attributes,
            agent_calls: words.agent_calls,
            skill_calls: words.skill_calls,
        }
    }
}

impl Lexicon {
    /// A word for work that changes hands, in any inflection.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        holds(&self.verbs, word)
    }

    /// A word that leads to the one who gets the work.
    pub(super) fn is_preposition(&self, word: &str) -> bool {
        holds(&self.prepositions, word)
    }

    /// A word that may stand before a name and says nothing about it.
    pub(super) fn is_filler(&self, word: &str) -> bool {
        holds(&self.fillers, word)
    }

    /// The kind of file that a noun stands for.
    pub(super) fn noun(&self, word: &str) -> Option<Wants> {
        if holds(&self.agent_nouns, word) {
            return Some(Wants::Agent);
        }
        holds(&self.skill_nouns, word).then_some(Wants::Skill)
    }

    /// A word for somebody who does something, as agents are called: `Builder`, `Architect`.
    pub(super) fn is_doer(&self, word: &str) -> bool {
        self.doer_endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }

    /// Verbs for giving work to an agent of one's own, not merely for working beside it.
    pub fn spawning_verbs(&self) -> &[String] {
        &self.spawning_verbs
    }

    /// Verbs for calling on a skill.
    pub fn using_verbs(&self) -> &[String] {
        &self.using_verbs
    }

    /// Words of names that stand for a name which the reader puts in.
    pub fn placeholder_words(&self) -> &[String] {
        &self.placeholder_words
    }

    /// A word after a file name that makes it that of many files.
    pub(super) fn is_kind_of_file(&self, word: &str) -> bool {
        self.kinds_of_file.iter().any(|it| it == word)
    }

    /// The length of the arrow that `text` starts with, in bytes.
    pub(super) fn arrow(&self, text: &str) -> Option<usize> {
        self.arrows
            .iter()
            .find(|arrow| text.starts_with(arrow.as_str()))
            .map(String::len)
    }

    /// Keys whose value is an agent, wherever they stand.
    pub(super) fn agent_keys(&self) -> &[String] {
        &self.agent_keys
    }

    /// Keys whose value is an agent when it is written `key="value"`.
    pub(super) fn agent_attributes(&self) -> &[String] {
        &self.agent_attributes
    }

    /// What is called with a name in parentheses, and what it takes.
    pub(super) fn calls(&self) -> impl Iterator<Item = (&str, Wants)> {
        let agents = self
            .agent_calls
            .iter()
            .map(|call| (call.as_str(), Wants::Agent));
        agents.chain(
            self.skill_calls
                .iter()
                .map(|call| (call.as_str(), Wants::Skill)),
        )
    }
}

/// Looks a word up in lower case, without allocating for words that are already.
fn holds(words: &FxHashSet<String>, word: &str) -> bool {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return words.contains(word.to_ascii_lowercase().as_str());
    }
    words.contains(word)
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
