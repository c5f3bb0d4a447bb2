//! How much speaks for a mention being one.
//!
//! The table below is the one in `ARCHITECTURE.md`, "Mentions", with its measured precision.

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Site, Wants};

use crate::company::Company;

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
}

impl Candidate {
    /// It is meant by whoever writes its name among others that are meant.
    fn is_in_company(&self) -> bool {
        let company = self.company.as_ref();
        self.near && company.is_some_and(|company| company.speaks_for(self.kind))
    }

    /// The mention stands among words that name nobody.
    fn is_among_strangers(&self) -> bool {
        self.company
            .is_some_and(|company| !company.is_mostly_named())
    }
}

/// The strength of `mention` as one of `candidate`.
pub(crate) fn weigh(mention: &Mention, candidate: Candidate) -> Strength {
    if !asks_for(mention, candidate.kind) {
        return Strength::None;
    }
    let compound = mention.name.contains(['-', ':', ' ', '_']);
    let by_form = match candidate.kind {
        FileKind::Agent => agent(mention, candidate, compound),
        FileKind::Skill | FileKind::Command => skill(mention, candidate, compound),
        FileKind::Rule
        | FileKind::OutputStyle
        | FileKind::Memory
        | FileKind::PluginManifest
        | FileKind::McpConfig => return Strength::None,
    };
    let strength = if by_form == Strength::None {
        by_place(mention, candidate, compound)
    } else {
        by_form
    };
    // What stands in code was written as an example, perhaps.
    if mention.fenced {
        strength.min(Strength::Good)
    } else {
        strength
    }
}

/// The strength of a name that is written as it is, or as the title that it makes, and whose place
/// or company says that names stand there.
fn by_place(mention: &Mention, candidate: Candidate, compound: bool) -> Strength {
    let is_title = mention.form == Form::Title;
    let spaced = mention.name.contains(' ');
    let written = candidate.exact || is_title && spaced && candidate.kind == FileKind::Agent;
    // In quotes stands what somebody says, in whatever company.
    let is_said = mention.form == Form::Quoted && mention.site != Site::Argument;
    if !written || !candidate.near || is_said {
        return Strength::None;
    }
    let stands_out = match mention.site {
        Site::Argument => candidate.called,
        Site::Cell => compound && candidate.exact,
        Site::Lead | Site::Chain => {
            compound && candidate.exact && candidate.kind == FileKind::Agent
        }
        Site::Running | Site::Heading | Site::Member => false,
    };
    if stands_out || candidate.is_in_company() {
        Strength::Good
    } else {
        Strength::None
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

fn agent(mention: &Mention, candidate: Candidate, compound: bool) -> Strength {
    let Candidate { near, exact, .. } = candidate;
    let plain_word = !compound && matches!(mention.form, Form::Plain | Form::Quoted | Form::Title);
    let is_capitalised = mention.form == Form::Title;
    match (mention.form, mention.cue) {
        // `plan → build → merge`: of words, most must be somebody.
        (_, Cue::Arrow) if plain_word && candidate.is_among_strangers() => Strength::None,
        // A word that only a file is called, whose agent has another name, is a word.
        (_, Cue::Handoff | Cue::Row | Cue::Arrow | Cue::Spoken)
            if plain_word && !is_capitalised && !candidate.first_name && !candidate.doer =>
        {
            Strength::None
        }
        (Form::Plain, Cue::Spoken) if near && exact && candidate.named_elsewhere => Strength::Good,
        (Form::Plain | Form::Quoted, Cue::Role | Cue::Particle) if near && exact => Strength::Good,
        (Form::Field | Form::Key | Form::Call | Form::At, _) => Strength::Strong,
        (Form::Code | Form::Bold, _) if compound && exact => Strength::Strong,
        (Form::Plain | Form::Quoted, Cue::Handoff | Cue::Noun | Cue::Row | Cue::Arrow)
            if compound && exact =>
        {
            Strength::Strong
        }
        (Form::Code | Form::Bold | Form::Plain | Form::Quoted, _) if compound && exact => {
            Strength::Good
        }
        (Form::Code | Form::Bold, _) if near && exact => Strength::Good,
        (Form::Code | Form::Bold, Cue::Noun | Cue::Handoff) => Strength::Good,
        (Form::Plain | Form::Quoted, Cue::Handoff | Cue::Row | Cue::Arrow | Cue::Noun)
            if near && exact =>
        {
            Strength::Good
        }
        // A title of several words that is written as the agent's name is hardly chance.
        (Form::Title, _) if near && exact && mention.name.contains(' ') && !mention.fenced => {
            match mention.site {
                Site::Heading => Strength::None,
                _ => Strength::Good,
            }
        }
        (Form::Title, Cue::Handoff | Cue::Arrow | Cue::Noun | Cue::Role) if near => Strength::Good,
        (Form::Title, Cue::Echo) if candidate.named_elsewhere => Strength::Good,
        (Form::Title, Cue::Echo) => Strength::None,
        (Form::Title, _) if is_capitalised_name(&mention.name) => Strength::Good,
        _ => Strength::None,
    }
}

/// `Rapid-Prototyper`: a name in capitals, not an adjective such as `Event-driven`.
fn is_capitalised_name(written: &str) -> bool {
    let mut parts = written.split('-');
    written.contains('-') && parts.all(|part| part.starts_with(char::is_uppercase))
}

fn skill(mention: &Mention, candidate: Candidate, compound: bool) -> Strength {
    let Candidate { near, exact, .. } = candidate;
    match (mention.form, mention.cue) {
        // Another plugin's are called with its name before theirs; `/app` may be a path.
        (Form::Slash | Form::SlashCode, _)
            if candidate.other_plugin && !mention.name.contains(':') =>
        {
            Strength::None
        }
        // In code blocks, `/app` and the like are mostly paths.
        (Form::Slash, _) if mention.fenced && !exact => Strength::None,
        (Form::Field | Form::Call | Form::Slash | Form::SlashCode, _) => Strength::Strong,
        (Form::Code | Form::Bold, Cue::Noun) if exact => Strength::Strong,
        (Form::Code, _) if compound && exact => Strength::Good,
        (Form::Bold, _) if compound && exact && near => Strength::Good,
        (Form::Plain | Form::Quoted, Cue::Noun) if compound && exact => Strength::Good,
        (
            Form::Plain | Form::Quoted,
            Cue::Handoff | Cue::Row | Cue::Arrow | Cue::Particle | Cue::Role,
        ) if compound && exact && near => Strength::Good,
        // Its team writes it as a name where it can, so that it is no term.
        (Form::Plain | Form::Quoted, Cue::None)
            if compound && exact && near && candidate.named_elsewhere =>
        {
            Strength::Good
        }
        // Sketches of work are made of names, and prose is not.
        (Form::Plain | Form::Quoted, _) if mention.fenced && compound && exact && near => {
            Strength::Good
        }
        _ => Strength::None,
    }
}
