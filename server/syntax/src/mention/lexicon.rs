//! The words that mentions are recognised by.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Wants;

/// What a word may be, one bit each: a word can be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u16);

const VERB: u16 = 1;
const PREPOSITION: u16 = 2;
const FILLER: u16 = 4;
const AGENT_NOUN: u16 = 8;
const SKILL_NOUN: u16 = 16;
const ROLE_NOUN: u16 = 32;
const DETERMINER: u16 = 64;
const JOINT: u16 = 128;
const LIKENESS: u16 = 256;
const CONDITION: u16 = 512;
const OTHER_NOUN: u16 = 1024;

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

    /// A word for what an agent is cast as: `security role`.
    pub(super) fn is_role(self) -> bool {
        self.is_any(ROLE_NOUN)
    }

    /// A word before a thing rather than a name: `return the plan`.
    pub(super) fn is_determiner(self) -> bool {
        self.is_any(DETERMINER)
    }

    /// A word between the members of a row: `a and b`.
    pub(super) fn is_joint(self) -> bool {
        self.is_any(JOINT)
    }

    /// A word before the one that somebody works as.
    pub(super) fn is_likeness(self) -> bool {
        self.is_any(LIKENESS)
    }

    /// A word after the last name of a chain, which says when it is its turn.
    pub(super) fn is_condition(self) -> bool {
        self.is_any(CONDITION)
    }

    /// A word that says of the one before it that it is no agent and no skill.
    pub(super) fn is_other_noun(self) -> bool {
        self.is_any(OTHER_NOUN)
    }

    /// What a list or column holds under such a word.
    pub(super) fn announces(self) -> Option<Wants> {
        self.noun().or(self.is_role().then_some(Wants::Agent))
    }

    /// A word that says something about the names around it, and so is none.
    pub(super) fn is_vocabulary(self) -> bool {
        self.is_any(FILLER | PREPOSITION | AGENT_NOUN | SKILL_NOUN)
    }

    /// False for a word that says nothing about the one behind it.
    pub(super) fn may_lead(self) -> bool {
        const LEADING: u16 = VERB | PREPOSITION | FILLER | DETERMINER | JOINT | LIKENESS;
        self.is_any(LEADING) || self.may_follow()
    }

    /// False for a word that says nothing about the one before it which would make a name of it.
    pub(super) fn may_follow(self) -> bool {
        self.is_any(AGENT_NOUN | SKILL_NOUN | ROLE_NOUN)
    }

    /// True for a word of no list.
    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    fn is_any(self, classes: u16) -> bool {
        self.0 & classes != 0
    }
}

/// A word of any case as one number, which is hashed and compared at once.
type Folded = u128;

/// A word in small letters; `None` for one that is longer than any of the table. It is put together
/// from its start and its end, which may overlap: byte by byte that takes several times as long.
fn folded(word: &str) -> Option<Folded> {
    /// What letters of both cases differ in, and no two other characters of words.
    const SMALL: Folded = Folded::from_le_bytes([0x20; size_of::<Folded>()]);
    let bytes = word.as_bytes();
    let parts = |start: u64, end: u64, width: usize| {
        let behind = u8::BITS as usize * (bytes.len() - width);
        Folded::from(start) | Folded::from(end) << behind
    };
    let halves = match bytes.len() {
        9.. if bytes.len() > size_of::<Folded>() => return None,
        8.. => {
            let part = |part: Option<&[u8; 8]>| part.map(|it| u64::from_le_bytes(*it));
            parts(part(bytes.first_chunk())?, part(bytes.last_chunk())?, 8)
        }
        4.. => {
            let part = |part: Option<&[u8; 4]>| part.map(|it| u32::from_le_bytes(*it).into());
            parts(part(bytes.first_chunk())?, part(bytes.last_chunk())?, 4)
        }
        2.. => {
            let part = |part: Option<&[u8; 2]>| part.map(|it| u16::from_le_bytes(*it).into());
            parts(part(bytes.first_chunk())?, part(bytes.last_chunk())?, 2)
        }
        _ => Folded::from(*bytes.first()?),
    };
    Some(halves | SMALL)
}

/// How long words are, and what they begin and end with: most that are not known differ in one of
/// these from all that are, which is told before anything is hashed.
#[derive(Clone, Debug, Default)]
struct Outlines {
    /// A bit for each last letter, by length and first letter.
    lasts: Vec<u32>,
}

impl Outlines {
    /// Letters of both cases, and others that share their last five bits with them.
    const LETTERS: usize = 32;

    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut lasts = vec![0; (size_of::<Folded>() + 1) * Self::LETTERS];
        for word in words {
            if let Some((at, last)) = Self::place(word)
                && let Some(bits) = lasts.get_mut(at)
            {
                *bits |= last;
            }
        }
        Self { lasts }
    }

    /// False for what none of the words is like.
    fn has(&self, word: &str) -> bool {
        let place = Self::place(word);
        place.is_some_and(|(at, last)| self.lasts.get(at).is_some_and(|bits| bits & last != 0))
    }

    fn place(word: &str) -> Option<(usize, u32)> {
        let letter = |byte: u8| usize::from(byte) % Self::LETTERS;
        let (first, last) = (word.as_bytes().first()?, word.as_bytes().last()?);
        Some((
            word.len() * Self::LETTERS + letter(*first),
            1 << letter(*last),
        ))
    }
}

/// How words may end.
#[derive(Clone, Debug, Default)]
struct Endings(Vec<Ending>);

/// One of those, with its last bytes as a number: most words end otherwise, which one comparison
/// tells.
#[derive(Clone, Debug)]
struct Ending {
    whole: String,
    last: u64,
    /// What of a word's last bytes is compared.
    mask: u64,
}

impl Endings {
    fn of(endings: Vec<String>) -> Self {
        let endings = endings.into_iter().map(|whole| Ending {
            last: Self::last_bytes(&whole),
            mask: u64::MAX
                .checked_shl(u64::BITS.saturating_sub(u8::BITS * whole.len() as u32))
                .unwrap_or_default(),
            whole,
        });
        Self(endings.collect())
    }

    fn has(&self, word: &str) -> bool {
        let last = Self::last_bytes(word);
        let fits = |ending: &Ending| (last ^ ending.last) & ending.mask == 0;
        self.0
            .iter()
            .any(|ending| fits(ending) && word.ends_with(&ending.whole))
    }

    /// The last bytes of a word, the last of all highest; zeros stand before a short one.
    fn last_bytes(word: &str) -> u64 {
        let bytes = word.as_bytes();
        bytes.last_chunk().map_or_else(
            || {
                let mut last = [0; size_of::<u64>()];
                let start = last.len() - bytes.len();
                last[start..].copy_from_slice(bytes);
                u64::from_le_bytes(last)
            },
            |last| u64::from_le_bytes(*last),
        )
    }
}

/// What announces a name that a program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announcement {
    /// A key by which a program starts the agent that is its value.
    StartingKey,
    /// A key whose value is an agent, or anything in what describes one.
    DescribingKey,
    /// One of another kind, written `key="value"` only.
    Attribute,
    /// A call with names in parentheses, and what it takes.
    Call(Wants),
}

/// What a code block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// Text that was written for readers: a sketch of a workflow, a template, a tree.
    Plain,
    /// Keys and values, as sketches of agents and workflows have them.
    Data,
    /// Command lines.
    Shell,
    /// A diagram, whose nodes have labels.
    Diagram,
    /// A programming language.
    Code,
}

/// The words of `grammars/mentions.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Words")]
pub struct Lexicon {
    /// The lists as they were read, but for those that are kept otherwise below: they are empty here.
    table: Words,
    /// The bytes that arrows start with, by each byte.
    arrow_starts: Bytes,
    /// How words for somebody who does something end.
    doer_endings: Endings,
    /// Words that end so and mean something else.
    no_doers: FxHashSet<String>,
    /// The lists that are asked word by word, as one.
    classes: FxHashMap<Folded, Class>,
    /// Tells of most words that none of those lists has them.
    outlines: Outlines,
    /// Those of them in other scripts, in which more may follow without a blank.
    foreign: Vec<(String, Class)>,
    /// Finds what announces names; by the number of the pattern, `announcements` says what it is.
    announcers: Option<AhoCorasick>,
    /// Tells whether there are any, several times as fast: most texts have none.
    any_announcer: Option<AhoCorasick>,
    announcements: Vec<Announcement>,
}

/// Some of all bytes.
#[derive(Clone, Debug)]
struct Bytes([bool; 256]);

impl Bytes {
    fn of(bytes: impl Iterator<Item = Option<u8>>) -> Self {
        let mut some = [false; 256];
        for byte in bytes.flatten() {
            some[usize::from(byte)] = true;
        }
        Self(some)
    }

    fn has(&self, byte: Option<&u8>) -> bool {
        byte.is_some_and(|byte| self.0[usize::from(*byte)])
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self([false; 256])
    }
}

/// What names that stand together must be, so that they prove something about one of them.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CompanyTable {
    /// In a list or column.
    pub list: Share,
    /// In one whose head, or the words before it, say what the names are.
    pub announced_list: Share,
    /// In a row, a chain, or a call with arguments.
    pub row: Share,
    /// Anywhere, for one that is only a part of a name.
    pub parts: Share,
    /// For what stands before the names of commands, so that it is a prefix of the team's.
    pub prefix: Share,
    /// Of names that are written alike, so that one among them which is nobody's is a fault.
    pub fault: Share,
    /// The same for one that is a word, and may be something else.
    pub word_fault: Share,
}

/// How many of some are enough.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// So many different ones.
    pub least: usize,
    /// So many in a hundred.
    pub percent: usize,
}

impl Share {
    /// True where `some` of `all` have the share, be they enough or not.
    pub fn has(self, some: usize, all: usize) -> bool {
        some * 100 >= all * self.percent
    }
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
    role_nouns: Vec<String>,
    determiners: Vec<String>,
    joints: Vec<String>,
    likenesses: Vec<String>,
    conditions: Vec<String>,
    other_nouns: Vec<String>,
    no_doers: Vec<String>,
    plain_fences: Vec<String>,
    markdown_fences: Vec<String>,
    data_fences: Vec<String>,
    shell_fences: Vec<String>,
    diagram_fences: Vec<String>,
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
    alias_phrases: Vec<String>,
    absent_phrases: Vec<String>,
    company: CompanyTable,
    starting_keys: Vec<String>,
    type_words: Vec<String>,
    request_methods: Vec<String>,
    other_kinds: Vec<String>,
    gone_phrases: Vec<String>,
    alternatives: Vec<String>,
    removed_phrases: Vec<String>,
    removing_stems: Vec<String>,
    crossing_out: Vec<String>,
    past_titles: Vec<String>,
    past_topics: Vec<String>,
    page_fields: Vec<String>,
    page_folders: Vec<String>,
    test_folders: Vec<String>,
    skill_parts: Vec<String>,
    kinds_of_file: Vec<String>,
    arrows: Vec<String>,
    agent_keys: Vec<String>,
    agent_attributes: Vec<String>,
    agent_calls: Vec<String>,
    skill_calls: Vec<String>,
}

impl From<Words> for Lexicon {
    fn from(mut table: Words) -> Self {
        let gone = table.gone_phrases.iter().chain(&table.removed_phrases);
        table
            .absent_phrases
            .extend(gone.cloned().collect::<Vec<_>>());
        let verbs = table.verbs.iter().flat_map(|verb| inflections(verb));
        let verbs: Vec<String> = verbs.chain(table.passives.iter().cloned()).collect();
        let mut classes: FxHashMap<Folded, Class> = FxHashMap::default();
        let mut foreign = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for (class, words) in [
            (VERB, &verbs),
            (PREPOSITION, &table.prepositions),
            (FILLER, &table.fillers),
            (AGENT_NOUN, &table.agent_nouns),
            (SKILL_NOUN, &table.skill_nouns),
            (ROLE_NOUN, &table.role_nouns),
            (DETERMINER, &table.determiners),
            (JOINT, &table.joints),
            (LIKENESS, &table.likenesses),
            (CONDITION, &table.conditions),
            (OTHER_NOUN, &table.other_nouns),
        ] {
            for word in words {
                if !word.is_ascii() {
                    foreign.push((word.clone(), Class(class)));
                    continue;
                }
                known.push(word);
                let folded = folded(word);
                debug_assert!(folded.is_some(), "{word} is too long for the table");
                if let Some(word) = folded {
                    classes.entry(word).or_default().0 |= class;
                }
            }
        }
        let keys = table.agent_keys.iter().map(|key| {
            let what = match table.starting_keys.contains(key) {
                true => Announcement::StartingKey,
                false => Announcement::DescribingKey,
            };
            (key.clone(), what)
        });
        let attributes = table.agent_attributes.iter();
        let attributes = attributes.map(|key| (format!("{key}=\""), Announcement::Attribute));
        let call = |wants| move |call: &String| (format!("{call}("), Announcement::Call(wants));
        let agents = table.agent_calls.iter().map(call(Wants::Agent));
        let skills = table.skill_calls.iter().map(call(Wants::Skill));
        let announcers = keys.chain(attributes).chain(agents).chain(skills);
        let (patterns, announcements): (Vec<String>, Vec<Announcement>) = announcers.unzip();
        Self {
            outlines: Outlines::of(known.into_iter()),
            classes,
            foreign,
            // So few short patterns always make an automaton.
            any_announcer: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostFirst)
                .build(&patterns)
                .ok(),
            announcers: AhoCorasick::new(patterns).ok(),
            announcements,
            arrow_starts: Bytes::of(table.arrows.iter().map(|it| it.bytes().next())),
            doer_endings: Endings::of(std::mem::take(&mut table.doer_endings)),
            no_doers: std::mem::take(&mut table.no_doers).into_iter().collect(),
            table,
        }
    }
}

impl Lexicon {
    /// A word for somebody who does something, as agents are called: `Builder`, `Architect`.
    pub fn is_doer(&self, word: &str) -> bool {
        self.doer_endings.has(word)
    }

    /// The same for a word that means an agent at least as often as people, parts of programs and
    /// other things.
    pub(super) fn is_somebody(&self, word: &str) -> bool {
        self.is_doer(word) && !self.no_doers.contains(word)
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
    pub fn ends_phrase(&self, word: &str) -> bool {
        self.table.phrase_ends.iter().any(|end| end == word)
    }

    /// True for a way to ask a server of the web for something: `GET`.
    pub(super) fn is_request_method(&self, word: &str) -> bool {
        self.table.request_methods.iter().any(|it| it == word)
    }

    /// Words for what a team has beside its agents, skills and commands, and names nobody by.
    pub fn other_kinds(&self) -> &[String] {
        &self.table.other_kinds
    }

    /// The kind of file that a word is for.
    pub fn noun(&self, word: &str) -> Option<Wants> {
        self.class(word).noun()
    }

    /// What stands between two of which one may be taken.
    pub fn alternatives(&self) -> &[String] {
        &self.table.alternatives
    }

    /// What in a line says that the names behind it are no longer, or are left out.
    pub fn gone_phrases(&self) -> &[String] {
        &self.table.gone_phrases
    }

    /// What in a sentence says that the names in it are no longer, beside the gone phrases.
    pub fn removed_phrases(&self) -> &[String] {
        &self.table.removed_phrases
    }

    /// How words begin that open such a sentence.
    pub fn removing_stems(&self) -> &[String] {
        &self.table.removing_stems
    }

    /// Marks before a name that cross it out.
    pub fn crossing_out(&self) -> &[String] {
        &self.table.crossing_out
    }

    /// Words of headings and file names above what once was.
    pub fn past_titles(&self) -> &[String] {
        &self.table.past_titles
    }

    /// The same, for texts that define nobody.
    pub fn past_topics(&self) -> &[String] {
        &self.table.past_topics
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

    /// What in a line explains a name to stand for another.
    pub fn alias_phrases(&self) -> &[String] {
        &self.table.alias_phrases
    }

    /// What in a line, or above a list, says that a name in it is nobody's here.
    pub fn absent_phrases(&self) -> &[String] {
        &self.table.absent_phrases
    }

    /// What names that stand together must be, so that they prove something.
    pub fn company(&self) -> &CompanyTable {
        &self.table.company
    }

    /// A word for a type of programming languages, where a value would stand.
    pub(super) fn is_type(&self, word: &str) -> bool {
        self.table.type_words.iter().any(|it| it == word)
    }

    /// Keys by which a program starts an agent.
    pub fn starting_keys(&self) -> &[String] {
        &self.table.starting_keys
    }

    /// Folders of pages of documentation.
    pub fn page_folders(&self) -> &[String] {
        &self.table.page_folders
    }

    /// Fields of pages of documentation.
    pub fn page_fields(&self) -> &[String] {
        &self.table.page_fields
    }

    /// Folders of what a skill brings along.
    pub fn skill_parts(&self) -> &[String] {
        &self.table.skill_parts
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
        // Most marks start no arrow, which one byte tells.
        if !self.arrow_starts.has(text.as_bytes().first()) {
            return None;
        }
        let mut arrows = self.table.arrows.iter();
        let arrow = arrows.find(|arrow| text.starts_with(arrow.as_str()));
        arrow.map(String::len)
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
        if !word.as_bytes().first().is_some_and(u8::is_ascii) {
            let mut foreign = self.foreign.iter();
            let known = foreign.find(|(noun, _)| word.starts_with(noun.as_str()));
            return known.map_or(Class::NONE, |(_, class)| *class);
        }
        if !self.outlines.has(word) {
            return Class::NONE;
        }
        let known = folded(word).and_then(|word| self.classes.get(&word));
        known.copied().unwrap_or_default()
    }

    /// True for what the opening fence of a code block calls Markdown.
    pub(super) fn is_markdown(&self, language: &str) -> bool {
        let mut names = self.table.markdown_fences.iter();
        names.any(|it| it.eq_ignore_ascii_case(language))
    }

    /// How a code block is read whose opening fence says that it is in `language`.
    pub(super) fn fence(&self, language: &str) -> Fence {
        let is_in = |list: &[String]| list.iter().any(|it| it.eq_ignore_ascii_case(language));
        if is_in(&self.table.plain_fences) {
            Fence::Plain
        } else if is_in(&self.table.data_fences) {
            Fence::Data
        } else if is_in(&self.table.shell_fences) {
            Fence::Shell
        } else if is_in(&self.table.diagram_fences) {
            Fence::Diagram
        } else {
            Fence::Code
        }
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
