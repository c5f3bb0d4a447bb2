//! How much speaks for a mention being one.
//!
//! The table below is the one in `ARCHITECTURE.md`, "Mentions", with its measured precision.

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Wants};

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
    /// The same file names it elsewhere, in a way that leaves little doubt.
    pub(crate) named_elsewhere: bool,
}

/// The strength of `mention` as one of `candidate`.
pub(crate) fn weigh(mention: &Mention, candidate: Candidate) -> Strength {
    if !asks_for(mention, candidate.kind) {
        return Strength::None;
    }
    let compound = mention.name.contains(['-', ':', ' ', '_']);
    match candidate.kind {
        FileKind::Agent => agent(mention, candidate, compound),
        FileKind::Skill | FileKind::Command => skill(mention, candidate, compound),
        FileKind::Rule
        | FileKind::OutputStyle
        | FileKind::Memory
        | FileKind::PluginManifest
        | FileKind::McpConfig => Strength::None,
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
    match (mention.form, mention.cue) {
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
        (Form::Title, Cue::Handoff | Cue::Arrow | Cue::Noun) if near => Strength::Good,
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
        (Form::Field | Form::Call | Form::Slash | Form::SlashCode, _) => Strength::Strong,
        (Form::Code | Form::Bold, Cue::Noun) if exact => Strength::Strong,
        (Form::Code, _) if compound && exact => Strength::Good,
        (Form::Bold, _) if compound && exact && near => Strength::Good,
        (Form::Plain | Form::Quoted, Cue::Noun) if compound && exact => Strength::Good,
        _ => Strength::None,
    }
}
