//! What one file says.

use std::hash::BuildHasher as _;
use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::{Argument, Atom, Dialect, FileKind, NamedBy};
use dossier_syntax::{
    BodyFacts, Entry, Form, FrontMatter, Group, GroupId, LineIndex, Mention, Mentions,
    OwnedMention, Parsed, PermissionRule, Span, Wants, is_name, mentions_in_field,
};
use rustc_hash::{FxBuildHasher, FxHashMap};
use smol_str::SmolStr;

use crate::values::{Part, parts};
use crate::{Place, Places};

/// What one agent file says: a function of its path, its place and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// What the file is.
    pub place: Place,
    /// What it defines, if it has a name.
    pub definition: Option<Definition>,
    /// The places in its front matter that may name another file.
    in_fields: Option<Box<Mentions>>,
    /// What its body says.
    pub in_body: Arc<BodyFacts>,
    /// Its lines.
    pub lines: Arc<LineIndex>,
    /// What may stand between `@` and the name of an agent in it.
    pub agent_prefix: Option<SmolStr>,
    /// The text that says all this.
    text: TextMark,
}

/// What tells a text from others: its length in bytes, and a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextMark(usize, u64);

impl TextMark {
    fn of(text: &str) -> Self {
        Self(text.len(), FxBuildHasher.hash_one(text))
    }
}

/// A named agent, skill, command or the like.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its names, the one the program uses first.
    pub names: Box<[SmolStr]>,
    /// How many of them, from the first on, a program calls it by; see [`Definition::called`].
    called: usize,
    /// What may stand before its name, joined by colons: its plugin and folders.
    pub qualifiers: Box<[SmolStr]>,
    /// The value of the `name` field, or an empty span at the start of the file.
    pub name_span: Span,
    /// The first part of its description, for lists.
    pub summary: Option<Box<str>>,
    /// The length of its whole description, in characters.
    pub description_length: usize,
}

impl Definition {
    /// The name the program uses.
    pub fn name(&self) -> &SmolStr {
        // There is no definition without a name; see `Facts::new`.
        &self.names[0]
    }

    /// The names that a program calls it by. It has others where its file is called otherwise
    /// than it is itself: people may write those, and programs find nobody by them.
    pub fn called(&self) -> &[SmolStr] {
        &self.names[..self.called]
    }
}

/// The first mention at each place, for who looks at many places.
pub fn mentions_by_place<'a>(
    mentions: impl Iterator<Item = Mention<'a>>,
) -> FxHashMap<Span, Mention<'a>> {
    let mut found = FxHashMap::default();
    for mention in mentions {
        found.entry(mention.span).or_insert(mention);
    }
    found
}

/// The most of a description that is kept for lists, in bytes.
const SUMMARY: usize = 240;

impl Facts {
    /// The facts of the file at `path`. `None` for a file that is no agent file.
    pub fn new(path: &Utf8Path, text: &str, parsed: &Parsed, places: &Places) -> Option<Arc<Self>> {
        let place = places.of(path, text, parsed.front_matter.as_ref())?;
        Some(Self::in_place(path, text, parsed, places, place))
    }

    /// The same for a file of which it is known what it is.
    pub(crate) fn in_place(
        path: &Utf8Path,
        text: &str,
        parsed: &Parsed,
        places: &Places,
        place: Place,
    ) -> Arc<Self> {
        let front_matter = parsed.front_matter.as_ref();
        let definition = definition(path, text, front_matter, &place, places);
        Self::saying(definition, text, TextMark::of(text), parsed, places, place)
    }

    /// The facts of what an entry of a map in `text` defines: its name and where that stands.
    pub(crate) fn listed(
        text: &str,
        parsed: &Parsed,
        places: &Places,
        place: Place,
        (name, name_span): (SmolStr, Span),
    ) -> Arc<Self> {
        let front_matter = parsed.front_matter.as_ref();
        let (summary, description_length) = described(front_matter, &place, places);
        // A field that says another is heeded as it is in a file.
        let field = name_field(front_matter, &place, places);
        let own = field.and_then(|entry| Some((entry, text_of(entry)?)));
        let mut names: Vec<SmolStr> = own.map(|(_, name)| name.into()).into_iter().collect();
        names.push(name);
        names.dedup();
        let definition = Definition {
            called: names.len(),
            names: names.into(),
            qualifiers: Box::default(),
            name_span: own.map_or(name_span, |(entry, _)| entry.value.inner_span(text)),
            summary,
            description_length,
        };
        // A long file would be gone through again for each.
        let own = front_matter.map_or("", |fields| fields.inner.of(text));
        let mark = TextMark::of(own);
        Self::saying(Some(definition), text, mark, parsed, places, place)
    }

    fn saying(
        definition: Option<Definition>,
        text: &str,
        mark: TextMark,
        parsed: &Parsed,
        places: &Places,
        place: Place,
    ) -> Arc<Self> {
        let dialects = places.dialects();
        let prefix = dialects.vocabulary(place.dialect).agent_prefix();
        let front_matter = parsed.front_matter.as_ref();
        let in_fields = front_matter
            .map(|front_matter| field_mentions(text, front_matter, &place, places))
            .unwrap_or_default();
        Arc::new(Self {
            definition,
            agent_prefix: prefix.map(SmolStr::from),
            place,
            in_fields: (!in_fields.is_empty())
                .then(|| Box::new(in_fields.iter().map(OwnedMention::borrowed).collect())),
            in_body: parsed.in_body.clone(),
            lines: parsed.lines.clone(),
            text: mark,
        })
    }

    /// What a text says by itself, if it is the one that these facts are of. Its body is not read
    /// again.
    pub(crate) fn parsed(&self, text: &str, places: &Places) -> Option<Parsed> {
        if self.text != TextMark::of(text) {
            return None;
        }
        let reading = places.dialects().get(self.place.dialect);
        let reading = reading.reading(self.place.kind);
        let (lines, in_body) = (self.lines.clone(), self.in_body.clone());
        Some(Parsed::with_known_body(text, &reading, lines, in_body))
    }

    /// The places in it that may name another file: those of the front matter first. They are
    /// unpacked one after the other, so whoever looks for several walks once.
    pub fn mentions(&self) -> impl Iterator<Item = Mention<'_>> + Clone {
        self.mentions_in_fields().chain(&self.in_body.mentions)
    }

    /// Those of the front matter.
    pub fn mentions_in_fields(&self) -> impl Iterator<Item = Mention<'_>> + Clone {
        self.in_fields.iter().flat_map(|mentions| mentions.iter())
    }

    /// The members of a group that may be names, in order.
    pub(crate) fn members(&self, id: GroupId) -> impl Iterator<Item = Mention<'_>> {
        let group = self.in_body.groups.get(id);
        let numbers = group.map(|group| self.in_body.groups.members_of(group));
        let numbers = numbers.into_iter().flatten();
        self.in_body.mentions.with_numbers(numbers)
    }

    /// The members of one of its groups that may be names, in order, by somebody who has `all` of
    /// its [`mentions`](Self::mentions) at hand.
    pub fn members_among<'m, 'a>(
        &self,
        group: &Group,
        all: &'m [Mention<'a>],
    ) -> impl Iterator<Item = Mention<'a>> + use<'_, 'm, 'a> {
        let in_fields = self.in_fields.as_ref().map_or(0, |mentions| mentions.len());
        let in_body = all.get(in_fields..).unwrap_or_default();
        let numbers = self.in_body.groups.members_of(group);
        numbers.filter_map(|number| in_body.get(number).copied())
    }

    /// The mention under the byte `offset`, the narrowest if several overlap.
    pub fn mentions_at(&self, offset: usize) -> impl Iterator<Item = Mention<'_>> {
        let in_fields = self.mentions_in_fields();
        let in_fields = in_fields.filter(|mention| mention.span.touches(offset));
        // No text is longer than its places say.
        let in_body = u32::try_from(offset).ok();
        let in_body = in_body.map(|offset| self.in_body.mentions.touching(offset));
        let mut here: Vec<_> = in_fields.chain(in_body.into_iter().flatten()).collect();
        here.sort_by_key(|mention| mention.span.len());
        here.into_iter()
    }
}

fn definition(
    path: &Utf8Path,
    text: &str,
    front_matter: Option<&FrontMatter>,
    place: &Place,
    places: &Places,
) -> Option<Definition> {
    if !matches!(
        place.kind,
        FileKind::Agent | FileKind::Skill | FileKind::Command | FileKind::OutputStyle
    ) {
        return None;
    }
    let name = name_field(front_matter, place, places);
    let names = places.names_of(path, place, name.and_then(text_of));
    if names.all.is_empty() {
        return None;
    }
    let (summary, description_length) = described(front_matter, place, places);
    Some(Definition {
        names: names.all.into(),
        called: names.called,
        qualifiers: names.qualifiers.into(),
        name_span: name.map_or_else(Span::default, |entry| entry.value.inner_span(text)),
        summary,
        description_length,
    })
}

/// The field that gives a name, where the program heeds it: a command may have one too, which nobody
/// reads.
fn name_field<'a>(
    front_matter: Option<&'a FrontMatter>,
    place: &Place,
    places: &Places,
) -> Option<&'a Entry> {
    let dialect = places.dialects().get(place.dialect);
    let kind = dialect.kind(place.kind)?;
    let row = dialect.field_of(place.kind, Atom::Name)?;
    let is_heeded = kind.named_by.contains(&NamedBy::Field);
    front_matter?.field(&row.name).filter(|_| is_heeded)
}

/// What a field says, if that is anything.
fn text_of(entry: &Entry) -> Option<&str> {
    let value = Some(&entry.value).filter(|value| !value.is_empty())?;
    value.text().filter(|text| !text.is_empty())
}

/// The first part of a description, and the length of all of it in characters.
fn described(
    front_matter: Option<&FrontMatter>,
    place: &Place,
    places: &Places,
) -> (Option<Box<str>>, usize) {
    let dialect = places.dialects().get(place.dialect);
    let row = dialect.field_of(place.kind, Atom::Description);
    let entry = row.and_then(|row| front_matter?.field(&row.name));
    let description = entry.and_then(text_of);
    let summary = description.map(|description| first_part(description, SUMMARY).into());
    let length = description.map_or(0, |description| description.chars().count());
    (summary, length)
}

/// The start of a text, cut at a character.
fn first_part(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].trim_end()
}

/// The names in the values of the front matter.
fn field_mentions(
    text: &str,
    front_matter: &FrontMatter,
    place: &Place,
    places: &Places,
) -> Vec<OwnedMention> {
    let dialects = places.dialects();
    let dialect = dialects.get(place.dialect);
    let vocabulary = dialects.vocabulary(place.dialect);
    let body = dialect.kind(place.kind).and_then(|kind| kind.body.as_ref());
    let mut mentions = Vec::new();
    let mut in_texts = Vec::new();
    for part in parts(dialect, place.kind, front_matter, text) {
        match part.atom {
            Atom::Skill => mentions.extend(named(text, part.span, Wants::Skill)),
            Atom::Agent => mentions.extend(named(text, part.span, Wants::Agent)),
            Atom::Server => mentions.extend(named(text, part.span, Wants::McpServer)),
            Atom::Path => mentions.extend(path(text, part, places)),
            Atom::Tool => in_rule(text, part.span, vocabulary, &mut mentions),
            // The body's own mentions are found with the text. Of a program of which little is
            // known, it is not known either what it reads in other texts.
            Atom::Text | Atom::Description
                if body != Some(&part.field.name) && !dialect.is_open() =>
            {
                in_texts.push(part.entry.value.span);
            }
            _ => {}
        }
    }
    let lexicon = dialects.lexicon();
    in_texts.dedup();
    mentions.extend(
        in_texts
            .into_iter()
            .flat_map(|span| mentions_in_field(text, span, lexicon)),
    );
    mentions
}

fn named(text: &str, span: Span, wants: Wants) -> Option<OwnedMention> {
    let name = span.of(text);
    (!name.is_empty()).then(|| OwnedMention::new(span, name, Form::Field, wants))
}

/// A path to a Markdown file. What is escaped in the text can't be replaced as it stands.
fn path(text: &str, part: Part<'_>, places: &Places) -> Option<OwnedMention> {
    let written = part.span.of(text);
    (places.may_be_told_by_shape(Utf8Path::new(written)) && !written.contains('\\'))
        .then(|| OwnedMention::new(part.span, written, Form::Path, Wants::File))
}

/// The names in a permission rule: its server, or the agents or skills in its parentheses.
fn in_rule(text: &str, item: Span, vocabulary: &Dialect, mentions: &mut Vec<OwnedMention>) {
    let rule = PermissionRule::parse(text, item);
    let tool = rule.tool.of(text);
    if let Some((at, server)) = vocabulary.mcp().and_then(|mcp| mcp.server_of(tool)) {
        let start = rule.tool.range().start + at;
        let span = Span::new(start, start + server.len());
        mentions.extend(named(text, span, Wants::McpServer));
    }
    let row = vocabulary.tool_today(tool);
    let Some(wants) = row.and_then(|row| argument_wants(row.argument)) else {
        return;
    };
    for part in rule.parts(text) {
        let name = part.of(text).split(' ').next().unwrap_or_default();
        let start = part.range().start;
        if is_name(name) {
            let span = Span::new(start, start + name.len());
            mentions.extend(named(text, span, wants));
        }
    }
}

fn argument_wants(argument: Option<Argument>) -> Option<Wants> {
    match argument? {
        Argument::Agent => Some(Wants::Agent),
        Argument::Skill => Some(Wants::Skill),
        Argument::Command | Argument::Path | Argument::Domain | Argument::Name => None,
    }
}
