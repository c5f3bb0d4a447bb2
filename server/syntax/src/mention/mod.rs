//! Places in a body that may name another file.
//!
//! Agents, skills and commands are named in prose that was written for a reader, not for a
//! parser. This module finds every place that *could* be a name, and notes how it is written
//! ([`Form`]) and what around it speaks for a name ([`Cue`]). It knows no names: whether a place
//! is a mention, and of what, is decided against the workspace, where the evidence is weighed.

mod address;
mod block;
mod call;
mod cue;
mod dedent;
mod fence;
mod groups;
mod keyed;
mod label;
mod lexicon;
mod members;
mod mentions;
mod pieces;
mod samples;
mod scan;
mod site;
mod token;
mod unnamed;
mod xml;

use std::borrow::Cow;
use std::ops::Deref;

use smol_str::{SmolStr, SmolStrBuilder};

pub use lexicon::{CompanyTable, Lexicon, Share};
pub use mentions::Mentions;
pub(crate) use scan::scan;
pub use site::{Group, GroupId, GroupKind, Groups, Site};
pub use unnamed::{Unnamed, WhyUnnamed, unnamed};

use crate::Span;
use crate::escapes::spelled_out;

/// A place that may name another file, of which [`Mentions`] hold what the text says.
pub type Mention<'a> = MentionAs<&'a str>;

/// A mention of a text that is still being read, or one that outlives it.
pub type OwnedMention = MentionAs<SmolStr>;

/// A [`Mention`] that has its name as a `Name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentionAs<Name> {
    /// Where the name itself stands, without `/`, `@`, quotes or backticks.
    pub span: Span,
    /// The name as written; for [`Form::Link`], [`Form::Path`] and [`Form::Import`] the path.
    pub name: Name,
    /// How it is written.
    pub form: Form,
    /// What beside it speaks for a name.
    pub cue: Cue,
    /// The kind of file that is asked for.
    pub wants: Wants,
    /// Where in its block it stands.
    pub site: Site,
    /// It stands in a code block, and in none of the ways that programs read there, or it is perhaps
    /// an expression.
    pub fenced: bool,
    /// What it is one of.
    pub group: Option<GroupId>,
}

impl<Name> MentionAs<Name> {
    /// One that stands for itself.
    pub fn new<'a>(span: Span, name: &'a str, form: Form, wants: Wants) -> Self
    where
        Name: From<&'a str>,
    {
        Self {
            span,
            name: name.into(),
            form,
            cue: Cue::None,
            wants,
            site: Site::Running,
            fenced: false,
            group: None,
        }
    }

    fn with_name<Other>(&self, name: Other) -> MentionAs<Other> {
        MentionAs {
            span: self.span,
            name,
            form: self.form,
            cue: self.cue,
            wants: self.wants,
            site: self.site,
            fenced: self.fenced,
            group: self.group,
        }
    }
}

impl Mention<'_> {
    /// The same for somebody who keeps it longer than the text.
    pub fn kept(self) -> OwnedMention {
        self.with_name(SmolStr::from(self.name))
    }
}

impl OwnedMention {
    /// What mentions are sorted by: their place, and how they are written where that is one.
    fn order(&self) -> (Span, Form) {
        (self.span, self.form)
    }

    /// The same for whoever asks about mentions.
    pub fn borrowed(&self) -> Mention<'_> {
        self.with_name(self.name.as_str())
    }
}

impl<Name: Deref<Target = str>> MentionAs<Name> {
    /// What a path has behind its `#`, if anything.
    pub fn fragment(&self) -> Option<&str> {
        if self.wants != Wants::File {
            return None;
        }
        let (_, fragment) = self.name.split_once('#')?;
        (!fragment.is_empty()).then_some(fragment)
    }

    /// The same for a link that is nothing but `#fragment`, so that it leads somewhere in its own
    /// file.
    pub fn own_fragment(&self) -> Option<&str> {
        self.fragment().filter(|_| self.name.starts_with('#'))
    }
}

/// How a possible name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// A word of prose.
    Plain,
    /// Capitalised words: `Code Reviewer`, `CodeReviewer`, `Code-Reviewer`.
    Title,
    /// All of a code span.
    Code,
    /// All of a bold span.
    Bold,
    /// In quotation marks.
    Quoted,
    /// `/name` in prose.
    Slash,
    /// `/name` in a code span.
    SlashCode,
    /// `@name`.
    At,
    /// The value of a key such as `subagent_type`.
    Key,
    /// The argument of a call such as `Agent(name)`.
    Call,
    /// The text or the destination of a Markdown link.
    Link,
    /// A path in a code span.
    Path,
    /// `@path/to/file`.
    Import,
    /// A value of the front matter.
    Field,
}

/// What beside a possible name speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cue {
    /// Nothing.
    None,
    /// The same text writes the same name as a name elsewhere.
    Echo,
    /// It stands in a row with a name that has a cue: `delegate to a, b and c`.
    Row,
    /// An arrow before or after it: `a → b`.
    Arrow,
    /// A word of a language without blanks follows directly: `plannerから`.
    Particle,
    /// It is spoken of as somebody: `the reviewer`, `reviewer's`.
    Spoken,
    /// A word for a part that is played follows or precedes it: `security role`.
    Role,
    /// A word for work that changes hands governs it: `delegate … to name`.
    Handoff,
    /// A word for the kind of file follows or precedes it: `name agent`.
    Noun,
}

/// The kind of file that a mention asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wants {
    /// Whatever has the name.
    Any,
    /// An agent.
    Agent,
    /// A skill; commands answer too, since programs treat them alike.
    Skill,
    /// A file by its path.
    File,
    /// A server of the Model Context Protocol.
    McpServer,
}

/// The commands and calls that a field's text names, with `span` its place in `text`. Other ways
/// of naming a file say too little in so short a text.
pub fn mentions_in_field(text: &str, span: Span, lexicon: &Lexicon) -> Vec<OwnedMention> {
    let field = span.of(text);
    if !field.contains('/') && !lexicon.announces(field) {
        return Vec::new();
    }
    let mut mentions = match field.starts_with('"').then(|| spelled_out(field)) {
        Some(Cow::Owned(spelled)) => {
            let whole = Span::new(0, spelled.len());
            let mut mentions = scan(&spelled, whole, lexicon).mentions;
            let start = span.range().start;
            mentions
                .iter_mut()
                .for_each(|it| it.span = it.span.shifted(start));
            mentions
        }
        _ => scan(text, span, lexicon).mentions,
    };
    mentions.retain(|mention| {
        matches!(
            mention.form,
            Form::Slash | Form::SlashCode | Form::Key | Form::Call
        )
    });
    // The groups that a file has are those of its body.
    mentions.iter_mut().for_each(|mention| mention.group = None);
    mentions
}

/// The form of a name that is the same for every way of writing it: lower case, with hyphens for
/// spaces and underscores.
pub fn name_key(name: &str) -> SmolStr {
    if name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        return SmolStr::from(name);
    }
    let mut key = SmolStrBuilder::new();
    for c in name.chars() {
        match c {
            ' ' | '_' => key.push('-'),
            c => c.to_lowercase().for_each(|c| key.push(c)),
        }
    }
    key.finish()
}

/// True for a text that could be the name of an agent, skill or command, qualified (`a:b`) or
/// not. File names are not names.
pub fn is_name(text: &str) -> bool {
    const LONGEST: usize = 80;
    let (bytes, is_fitting) = (text.as_bytes(), (2..=LONGEST).contains(&text.len()));
    // Nearly every word is of these alone, and then there is less to ask.
    let is_simple = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    if is_fitting && bytes.iter().all(is_simple) {
        return bytes[0] != b'-'
            && bytes[bytes.len() - 1] != b'-'
            && bytes.iter().any(u8::is_ascii_alphabetic);
    }
    let is_permitted = || {
        let mut chars = text.chars();
        chars.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
    };
    is_fitting
        && text.starts_with(char::is_alphanumeric)
        && text.ends_with(char::is_alphanumeric)
        && text.contains(char::is_alphabetic)
        && is_permitted()
        && !text.contains("::")
        && !is_file_name(text)
}

fn is_file_name(text: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(_, extension)| {
        extension.len() <= 5 && extension.chars().all(|c| c.is_ascii_alphabetic())
    })
}

#[cfg(test)]
mod tests;
