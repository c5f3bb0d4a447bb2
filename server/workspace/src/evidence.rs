//! How much speaks for a mention being one.
//!
//! The table below is the one in `ARCHITECTURE.md`, "Mentions", with its measured precision.

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Site, Wants};

use crate::company::Company;
use crate::short_names::Short;

/// The strength of the evidence that a place names a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Not enough: nothing is made of it.
    None,
    /// Enough for navigation.
    Good,
    /// Written for a program, or so plain that only an error explains a name that doesn't exist.
    Strong,
}

/// The row of the table that decided about a mention, or what of it is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Row {
    /// Something else is asked for.
    OtherKind,
    /// Nobody names files of that kind in a text.
    NamelessKind,
    /// A plain word in a chain of which most name nobody.
    Strangers,
    /// A plain word that the definition's file is called by, and not the definition.
    FileNameOnly,
    /// Another plugin's, without its name before it.
    OtherPlugin,
    /// `/app` in a code block, not written as the name is.
    PathInCode,
    /// A title that is a heading.
    HeadingTitle,
    /// Said in quotes, whatever stands around it.
    Said,
    /// Too little in the way it is written, what is beside it and where it stands.
    TooLittle,
    /// Written as programs read names.
    ForPrograms,
    /// A name of several parts, in backticks or bold.
    MarkedName,
    /// A name of several parts, with a cue.
    CuedName,
    /// A name of several parts.
    Name,
    /// A word in backticks or bold, near.
    MarkedWord,
    /// A word in backticks or bold, with a cue.
    CuedMarkedWord,
    /// A plain word with a cue, near.
    CuedWord,
    /// A doer who is spoken of, and written as a name elsewhere.
    SpokenOf,
    /// Beside a word for a part that is played, or with a particle behind it; near.
    Part,
    /// A title of several words.
    LongTitle,
    /// A title with a cue, near.
    CuedTitle,
    /// A title that repeats a name of the same file.
    Echo,
    /// `Rapid-Prototyper`.
    CapitalKebab,
    /// Of a name that may be a term: its team writes it as a name elsewhere.
    Habit,
    /// A name of several parts in a sketch.
    Sketch,
    /// An argument of a command that takes such.
    Argument,
    /// All of a cell.
    Cell,
    /// The head of an item.
    Lead,
    /// A link of a chain.
    Chain,
    /// Among others that are meant.
    Company,
    /// A title with a doer's ending in a sketch.
    TitleInSketch,
    /// A part of a name which the same text has as a whole.
    ShortName,
    /// A part of a name among names and such parts.
    ShortInCompany,
    /// A part of a name, with too little else.
    PartOfName,
}

impl Row {
    /// The row in words that follow "because".
    pub fn words(self) -> &'static str {
        match self {
            Self::OtherKind => "something else is asked for here",
            Self::NamelessKind => "such files are meant by their path only",
            Self::Strangers => "it is a word in a chain of which most name nobody",
            Self::FileNameOnly => "only the file is called so, and the word is plain",
            Self::OtherPlugin => {
                "it is another plugin's, and the plugin's name doesn't stand before it"
            }
            Self::PathInCode => {
                "in a code block this may be a path: it isn't written as the name is"
            }
            Self::HeadingTitle => "it is a title in a heading",
            Self::Said => "in quotes stands what somebody says",
            Self::TooLittle => {
                "how it is written, what stands beside it and where it stands say too little"
            }
            Self::ForPrograms => "it is written as programs read names",
            Self::MarkedName => "it is a name of several parts in backticks or bold",
            Self::CuedName => {
                "it is a name of several parts, and what stands beside it speaks for it"
            }
            Self::Name => "it is a name of several parts, written as the definition writes it",
            Self::MarkedWord => "it is a word in backticks or bold, and the definition is near",
            Self::CuedMarkedWord => {
                "it is a word in backticks or bold, and what stands beside it speaks for a name"
            }
            Self::CuedWord => "what stands beside it speaks for a name, and the definition is near",
            Self::SpokenOf => {
                "it is spoken of as somebody, is near, and is written as a name elsewhere"
            }
            Self::Part => "it is spoken of as one who plays a part, and the definition is near",
            Self::LongTitle => "it is a title of several words, written as the name is",
            Self::CuedTitle => {
                "it is a title, what stands beside it speaks for a name, and the definition is near"
            }
            Self::Echo => "the same file writes it as a name elsewhere",
            Self::CapitalKebab => "it is a name in capitals with hyphens",
            Self::Habit => "it is near, and its team writes it as a name elsewhere",
            Self::Sketch => "it is a name of several parts in a sketch, and the definition is near",
            Self::Argument => "it is an argument of a command that takes such names",
            Self::Cell => {
                "it is all of a table's cell or a diagram's node, and the definition is near"
            }
            Self::Lead => "it is what an item starts with, and the definition is near",
            Self::Chain => "it is a link of a chain, and the definition is near",
            Self::TitleInSketch => {
                "it is the title of one who does something, in a sketch, and the definition is near"
            }
            Self::ShortName => "it is a part of a name that the same text has as a whole",
            Self::ShortInCompany => {
                "it is a part of a name, and most of those it stands among name somebody"
            }
            Self::PartOfName => "it is only a part of the name",
            Self::Company => {
                "it stands among others that name somebody, and the definition is near"
            }
        }
    }
}

/// How much speaks for a mention, and why so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How much.
    pub strength: Strength,
    /// What decided.
    pub row: Row,
}

impl Verdict {
    /// That nothing speaks for it.
    pub(crate) const NOTHING: Self = Self::none(Row::TooLittle);

    const fn none(row: Row) -> Self {
        let strength = Strength::None;
        Self { strength, row }
    }

    const fn good(row: Row) -> Self {
        let strength = Strength::Good;
        Self { strength, row }
    }

    const fn strong(row: Row) -> Self {
        let strength = Strength::Strong;
        Self { strength, row }
    }
}

/// What is known of a candidate besides the mention itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// What the definition is.
    pub(crate) kind: FileKind,
    /// It belongs to the mention's own team: the same folder, plugin or home.
    pub(crate) near: bool,
    /// It belongs to another plugin.
    pub(crate) other_plugin: bool,
    /// The mention is written as the name is: in case and separators.
    pub(crate) exact: bool,
    /// It is the first of its names, not the name of its file beside another.
    pub(crate) first_name: bool,
    /// The same file names it elsewhere, in a way that leaves little doubt; or its team does, for
    /// what is only spoken of.
    pub(crate) named_elsewhere: bool,
    /// The name ends as those of doers do.
    pub(crate) doer: bool,
    /// What the others are that the mention stands with.
    pub(crate) company: Option<Company>,
    /// The mention is an argument of a command that this may be an argument of.
    pub(crate) called: bool,
    /// The mention is only a part of its name.
    pub(crate) short: Option<Short>,
}

impl Candidate {
    /// One of that kind, of which nothing else is known.
    pub(crate) fn of(kind: FileKind) -> Self {
        Self {
            kind,
            near: false,
            other_plugin: false,
            exact: false,
            first_name: false,
            named_elsewhere: false,
            doer: false,
            company: None,
            called: false,
            short: None,
        }
    }

    /// It is meant by whoever writes its name among others that are meant.
    fn is_in_company(&self, mention: &Mention) -> bool {
        let is_word = !mention.name.contains(['-', ':', ' ', '_']) && !self.doer;
        let is_plain_word = is_word && self.kind != FileKind::Agent;
        let company = self.company.as_ref();
        self.near
            && company.is_some_and(|company| match is_plain_word {
                true => company.speaks_for_word(self.kind),
                false => company.speaks_for(self.kind),
            })
    }

    /// The mention stands among words that name nobody.
    fn is_among_strangers(&self) -> bool {
        self.company
            .is_some_and(|company| !company.is_mostly_named())
    }
}

/// How much speaks for `mention` being one of `candidate`.
pub(crate) fn weigh(mention: &Mention, candidate: Candidate) -> Verdict {
    if !asks_for(mention, candidate.kind) {
        return Verdict::none(Row::OtherKind);
    }
    let compound = mention.name.contains(['-', ':', ' ', '_']);
    if let Some(part) = candidate.short {
        return short(mention, candidate, part, compound);
    }
    let by_form = match candidate.kind {
        FileKind::Agent => agent(mention, candidate, compound),
        FileKind::Skill | FileKind::Command => skill(mention, candidate, compound),
        FileKind::Rule
        | FileKind::OutputStyle
        | FileKind::Memory
        | FileKind::PluginManifest
        | FileKind::McpConfig => return Verdict::none(Row::NamelessKind),
    };
    let mut verdict = by_form;
    if by_form.strength == Strength::None {
        let by_place = by_place(mention, candidate, compound);
        // What the form lacks is told, unless the place says more.
        if by_place.row != Row::TooLittle && by_form.row == Row::TooLittle
            || by_place.strength > Strength::None
        {
            verdict = by_place;
        }
    }
    // What stands in code was written as an example, perhaps.
    if mention.fenced {
        verdict.strength = verdict.strength.min(Strength::Good);
    }
    verdict
}

/// The strength of a part of a name: of several words, it is one where the same text has the whole
/// name; a word needs company or a noun.
fn short(mention: &Mention, candidate: Candidate, part: Short, compound: bool) -> Verdict {
    let stands_out = matches!(mention.form, Form::Code | Form::Bold | Form::Title);
    let is_cued = matches!(mention.cue, Cue::Noun | Cue::Handoff | Cue::Arrow);
    let is_spoken_of = matches!(mention.cue, Cue::Spoken | Cue::Handoff);
    let is_agent = candidate.kind == FileKind::Agent;
    let company = candidate.company;
    // Headings are topics before they are names.
    if mention.site == Site::Heading && !(part.in_text && is_agent) {
        return Verdict::none(Row::PartOfName);
    }
    if stands_out && company.is_some_and(|it| it.speaks_for_short(candidate.kind)) {
        return Verdict::good(Row::ShortInCompany);
    }
    let is_meant = match compound {
        true => candidate.doer || is_cued,
        // `the verifier` where a text has its `patch-verifier`.
        false => {
            stands_out && mention.cue == Cue::Noun
                || candidate.doer && is_spoken_of && part.is_alone
        }
    };
    if part.in_text && is_agent && is_meant {
        return Verdict::good(Row::ShortName);
    }
    Verdict::none(Row::PartOfName)
}

/// The strength of a name that is written as it is, or as the title that it makes, and whose place
/// or company says that names stand there.
fn by_place(mention: &Mention, candidate: Candidate, compound: bool) -> Verdict {
    let is_title = mention.form == Form::Title;
    let spaced = mention.name.contains(' ');
    let is_agents_title = is_title && candidate.kind == FileKind::Agent;
    let written = candidate.exact || is_agents_title && (spaced || candidate.doer);
    // In quotes stands what somebody says, in whatever company.
    let is_said = mention.form == Form::Quoted && mention.site != Site::Argument;
    if !written || !candidate.near {
        return Verdict::none(Row::TooLittle);
    }
    if is_said {
        return Verdict::none(Row::Said);
    }
    let is_agent_s = compound && candidate.exact && candidate.kind == FileKind::Agent;
    match mention.site {
        Site::Argument if candidate.called => Verdict::good(Row::Argument),
        Site::Cell if compound && candidate.exact => Verdict::good(Row::Cell),
        Site::Lead if is_agent_s => Verdict::good(Row::Lead),
        Site::Chain if is_agent_s => Verdict::good(Row::Chain),
        _ if candidate.is_in_company(mention) => Verdict::good(Row::Company),
        _ => Verdict::none(Row::TooLittle),
    }
}

fn asks_for(mention: &Mention, kind: FileKind) -> bool {
    match mention.wants {
        Wants::Any => true,
        Wants::Agent => kind == FileKind::Agent,
        Wants::Skill => matches!(kind, FileKind::Skill | FileKind::Command),
        Wants::File | Wants::McpServer => false,
    }
}

fn agent(mention: &Mention, candidate: Candidate, compound: bool) -> Verdict {
    let Candidate { near, exact, .. } = candidate;
    let plain_word = !compound && matches!(mention.form, Form::Plain | Form::Quoted | Form::Title);
    let is_capitalised = mention.form == Form::Title;
    match (mention.form, mention.cue) {
        // `plan → build → merge`: of words, most must be somebody.
        (_, Cue::Arrow) if plain_word && candidate.is_among_strangers() => {
            Verdict::none(Row::Strangers)
        }
        // A word that only a file is called, whose agent has another name, is a word.
        (_, Cue::Handoff | Cue::Row | Cue::Arrow | Cue::Spoken)
            if plain_word && !is_capitalised && !candidate.first_name && !candidate.doer =>
        {
            Verdict::none(Row::FileNameOnly)
        }
        (Form::Plain, Cue::Spoken) if near && exact && candidate.named_elsewhere => {
            Verdict::good(Row::SpokenOf)
        }
        (Form::Plain | Form::Quoted, Cue::Role | Cue::Particle) if near && exact => {
            Verdict::good(Row::Part)
        }
        (Form::Field | Form::Key | Form::Call | Form::At, _) => Verdict::strong(Row::ForPrograms),
        (Form::Code | Form::Bold, _) if compound && exact => Verdict::strong(Row::MarkedName),
        (Form::Plain | Form::Quoted, Cue::Handoff | Cue::Noun | Cue::Row | Cue::Arrow)
            if compound && exact =>
        {
            Verdict::strong(Row::CuedName)
        }
        (Form::Code | Form::Bold | Form::Plain | Form::Quoted, _) if compound && exact => {
            Verdict::good(Row::Name)
        }
        // A word in backticks may be a tool, a value or an option.
        (Form::Code | Form::Bold, Cue::None | Cue::Row)
            if !candidate.doer && !candidate.named_elsewhere =>
        {
            Verdict::none(Row::TooLittle)
        }
        (Form::Code | Form::Bold, _) if near && exact => Verdict::good(Row::MarkedWord),
        (Form::Code | Form::Bold, Cue::Noun | Cue::Handoff) => Verdict::good(Row::CuedMarkedWord),
        (Form::Plain | Form::Quoted, Cue::Handoff | Cue::Row | Cue::Arrow | Cue::Noun)
            if near && exact =>
        {
            Verdict::good(Row::CuedWord)
        }
        // A title of several words that is written as the agent's name is hardly chance.
        (Form::Title, _) if near && exact && mention.name.contains(' ') && !mention.fenced => {
            match mention.site {
                Site::Heading => Verdict::none(Row::HeadingTitle),
                _ => Verdict::good(Row::LongTitle),
            }
        }
        // A sketch of a workflow names those who work.
        (Form::Title, _) if near && candidate.doer && mention.fenced && compound => {
            Verdict::good(Row::TitleInSketch)
        }
        // `use Terraform`: what is used may as well be a thing.
        (Form::Title, Cue::Handoff | Cue::Arrow)
            if !compound && !candidate.doer && !candidate.named_elsewhere =>
        {
            Verdict::none(Row::TooLittle)
        }
        (Form::Title, Cue::Handoff | Cue::Arrow | Cue::Noun | Cue::Role) if near => {
            Verdict::good(Row::CuedTitle)
        }
        (Form::Title, Cue::Echo) if candidate.named_elsewhere => Verdict::good(Row::Echo),
        (Form::Title, Cue::Echo) => Verdict::none(Row::TooLittle),
        (Form::Title, _) if is_capitalised_name(mention.name) => Verdict::good(Row::CapitalKebab),
        _ => Verdict::none(Row::TooLittle),
    }
}

/// `Rapid-Prototyper`: a name in capitals, not an adjective such as `Event-driven`.
fn is_capitalised_name(written: &str) -> bool {
    let mut parts = written.split('-');
    written.contains('-') && parts.all(|part| part.starts_with(char::is_uppercase))
}

fn skill(mention: &Mention, candidate: Candidate, compound: bool) -> Verdict {
    let Candidate { near, exact, .. } = candidate;
    match (mention.form, mention.cue) {
        // Another plugin's are called with its name before theirs; `/app` may be a path.
        (Form::Slash | Form::SlashCode, _)
            if candidate.other_plugin && !mention.name.contains(':') =>
        {
            Verdict::none(Row::OtherPlugin)
        }
        // In code blocks, `/app` and the like are mostly paths.
        (Form::Slash, _) if mention.fenced && !exact => Verdict::none(Row::PathInCode),
        (Form::Field | Form::Call | Form::Slash | Form::SlashCode, _) => {
            Verdict::strong(Row::ForPrograms)
        }
        (Form::Code | Form::Bold, Cue::Noun) if exact => Verdict::strong(Row::CuedMarkedWord),
        (Form::Code, _) if compound && exact => Verdict::good(Row::MarkedName),
        (Form::Bold, _) if compound && exact && near => Verdict::good(Row::MarkedName),
        (Form::Plain | Form::Quoted, Cue::Noun) if compound && exact => {
            Verdict::good(Row::CuedName)
        }
        (
            Form::Plain | Form::Quoted,
            Cue::Handoff | Cue::Row | Cue::Arrow | Cue::Particle | Cue::Role,
        ) if compound && exact && near => Verdict::good(Row::CuedName),
        // Its team writes it as a name where it can, so that it is no term.
        (Form::Plain | Form::Quoted, Cue::None)
            if compound && exact && near && candidate.named_elsewhere =>
        {
            Verdict::good(Row::Habit)
        }
        // Sketches of work are made of names, and prose is not.
        (Form::Plain | Form::Quoted, _) if mention.fenced && compound && exact && near => {
            Verdict::good(Row::Sketch)
        }
        _ => Verdict::none(Row::TooLittle),
    }
}
