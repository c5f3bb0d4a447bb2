//! The explanation in words.

use std::io::{self, Write};

use dossier_dialect::FileKind;
use dossier_ide::Explained;
use dossier_syntax::{Cue, Form, GroupKind, Mention, Site, Wants, WhyUnnamed};
use dossier_workspace::{Change, Companions, Contender, KeptOut, Nearness, Strength};

use super::report::{Line, Report};

/// Prints an explanation.
pub(super) fn print(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    write!(out, "{}", report.place)?;
    match &report.text {
        Some(text) => writeln!(out, "  `{text}`")?,
        None => writeln!(out)?,
    }
    writeln!(out, "  {}", report.verdict)?;
    if !report.enough_for.is_empty() {
        let enough = report.enough_for.join(", ");
        writeln!(
            out,
            "  The evidence is {}: enough for {enough}.",
            report.strength
        )?;
    }
    if !report.evidence.is_empty() {
        writeln!(out)?;
    }
    for Line { what, is } in &report.evidence {
        writeln!(out, "  {what:10}  {is}")?;
    }
    if !report.candidates.is_empty() {
        writeln!(out, "\nWho has the name")?;
    }
    for it in &report.candidates {
        writeln!(out, "  {} {}, {}", it.kind, it.path, it.nearness)?;
        if let Some(because) = it.because {
            writeln!(out, "    {}, because {because}", it.strength)?;
        }
        for would_do in &it.would_do {
            writeln!(out, "    it would be meant if {would_do}")?;
        }
    }
    if !report.looked_for.is_empty() {
        writeln!(out, "\nLooked for")?;
    }
    for path in &report.looked_for {
        writeln!(out, "  {path}")?;
    }
    Ok(())
}

pub(super) fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::None => "not enough",
        Strength::Good => "good",
        Strength::Strong => "strong",
    }
}

/// Why a word is no possible mention.
pub(super) fn unnamed(why: &WhyUnnamed, contenders: &[Contender]) -> String {
    let place = match why {
        WhyUnnamed::Field => "it stands in a field whose value names nobody",
        WhyUnnamed::Code(language) => {
            return format!(
                "It is not looked at: it stands in a code block of `{language}`, where only what \
                 programs read counts."
            );
        }
        WhyUnnamed::IndentedCode => "it stands in an indented code block",
        WhyUnnamed::CommandLines => {
            "it stands among command lines, where only commands and their arguments count"
        }
        WhyUnnamed::Diagram => "it stands in a diagram, where only nodes count",
        WhyUnnamed::CodeSpan => "it stands in backticks with other words",
        WhyUnnamed::Markup => "it is no running text, but part of a tag, a comment or an address",
        WhyUnnamed::PartOfPath => "it is part of a path, an address or a template",
        WhyUnnamed::Vocabulary => "it is one of the words that never are names by themselves",
        WhyUnnamed::NoName => "it can be no name",
        WhyUnnamed::Heading if !contenders.is_empty() => {
            "in a heading, only what looks like a name is one"
        }
        WhyUnnamed::Word if !contenders.is_empty() => {
            return "It is an ordinary word: nothing in how it is written, and nothing beside it, \
                    speaks for a name."
                .to_owned();
        }
        WhyUnnamed::Heading | WhyUnnamed::Word => {
            return "It is an ordinary word, and nobody has that name.".to_owned();
        }
    };
    format!("It is not looked at: {place}.")
}

/// What of a mention is missing.
pub(super) fn missing(found: &Explained<'_>) -> String {
    let missing = match found.mention.wants {
        Wants::File if found.mention.own_fragment().is_some() => {
            "It leads nowhere: the file has no such heading."
        }
        Wants::File => "It leads nowhere: there is no such file.",
        Wants::McpServer => "It names nobody: no server of that name is configured.",
        _ if found.contenders.is_empty() => "It names nobody: nobody has that name.",
        _ if found.contenders.iter().all(|it| it.kept_out.is_some()) => {
            "It names nobody: whoever has the name can't be meant here."
        }
        _ => "It is not taken for a name: too little speaks for it.",
    };
    missing.to_owned()
}

/// What a mention is weighed by.
pub(super) fn evidence(found: &Explained<'_>) -> Vec<Line> {
    let Mention {
        form,
        cue,
        site,
        wants,
        fenced,
        ..
    } = found.mention.borrowed();
    let line = |what, is: &str| {
        let is = is.to_owned();
        Line { what, is }
    };
    let mut lines = vec![line("written", form_words(form))];
    if !matches!(wants, Wants::File | Wants::McpServer) {
        lines.push(line("beside it", cue_words(cue)));
        lines.push(line("stands", site_words(site)));
    }
    if fenced {
        lines.push(line(
            "in code",
            "no more than good, and no rule is about it",
        ));
    }
    if let Some(companions) = &found.companions {
        let is = with_whom(companions);
        lines.push(Line { what: "with", is });
    }
    lines.push(line("asked for", wants_words(wants)));
    lines
}

fn with_whom(companions: &Companions) -> String {
    let kind = match companions.kind {
        GroupKind::List => "a list",
        GroupKind::Column => "a column",
        GroupKind::Row => "a row",
        GroupKind::Chain => "a chain",
        GroupKind::Call => "a command and its arguments",
    };
    let announced = match companions.announced {
        Some(Wants::Agent) => ", announced as agents",
        Some(Wants::Skill) => ", announced as skills or commands",
        _ => "",
    };
    let speak_for = match companions.speak_for {
        (true, true) => "that speaks for an agent, a skill or a command",
        (true, false) => "that speaks for an agent",
        (false, true) => "that speaks for a skill or command",
        (false, false) => "too few to speak for another",
    };
    let (size, naming) = (companions.size, companions.naming);
    format!("{kind} of {size}{announced}; {naming} of them name somebody near: {speak_for}")
}

fn form_words(form: Form) -> &'static str {
    match form {
        Form::Plain => "as a word of prose",
        Form::Title => "in capitals, as a title",
        Form::Code => "in backticks",
        Form::Bold => "in bold",
        Form::Quoted => "in quotation marks",
        Form::Slash => "as a command, behind a slash",
        Form::SlashCode => "as a command, behind a slash in backticks",
        Form::At => "behind an @",
        Form::Key => "as the value of a key that programs read",
        Form::Call => "as the argument of a call that programs read",
        Form::Link => "as a link",
        Form::Path => "as a path",
        Form::Import => "as an import",
        Form::Field => "as the value of a field",
    }
}

fn cue_words(cue: Cue) -> &'static str {
    match cue {
        Cue::None => "nothing that speaks for a name",
        Cue::Echo => "nothing, but the file writes the name elsewhere",
        Cue::Row => "a name that something speaks for, in the same row",
        Cue::Arrow => "an arrow",
        Cue::Particle => "a particle of a language without blanks",
        Cue::Spoken => "words that speak of somebody",
        Cue::Role => "a word for a part that is played",
        Cue::Handoff => "a word for work that changes hands",
        Cue::Noun => "a word for the kind of file",
    }
}

fn site_words(site: Site) -> &'static str {
    match site {
        Site::Running => "in a sentence",
        Site::Heading => "in a heading",
        Site::Member => "in a row",
        Site::Chain => "in a chain",
        Site::Lead => "at the head of an item",
        Site::Cell => "as all of a cell or node",
        Site::Argument => "as an argument of a command",
    }
}

fn wants_words(wants: Wants) -> &'static str {
    match wants {
        Wants::Any => "whoever has the name",
        Wants::Agent => "an agent",
        Wants::Skill => "a skill or command",
        Wants::File => "a file",
        Wants::McpServer => "an MCP server",
    }
}

pub(super) fn nearness(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::Folder => "near: in the same folder",
        Nearness::Home => "near: of the same team",
        Nearness::Around => "near: of the team around the file",
        Nearness::Workspace => "not near: elsewhere in the workspace",
        Nearness::User => "not near: in the user's own folder",
        Nearness::OtherPlugin => "not near: in another plugin",
    }
}

pub(super) fn kept_out(kept_out: KeptOut) -> &'static str {
    match kept_out {
        KeptOut::OtherQualifier => "what stands before the name is not its plugin or folder",
        KeptOut::Unseen => {
            "it is in another repository, or of a program that doesn't load both files"
        }
        KeptOut::Itself => "it is the file itself",
        KeptOut::Namesake => "the file speaks of itself, which has the same name",
        KeptOut::BuiltIn => "the program's own command has that very name",
    }
}

/// Changes that would be enough together, behind "if".
pub(super) fn changes(changes: &[Change], kind: FileKind) -> String {
    let words = changes.iter().map(|change| match change {
        Change::Backticks => "it were in backticks".to_owned(),
        Change::Noun => format!("the word \"{kind}\" stood beside it"),
        Change::Handoff => "work were handed to it (\"delegate to …\")".to_owned(),
        Change::Exact => "it were written as the definition writes its name".to_owned(),
        Change::Named => "its team wrote it as a name elsewhere".to_owned(),
        Change::Unfenced => "it stood in no code".to_owned(),
        Change::Near => "it were near".to_owned(),
    });
    words.collect::<Vec<_>>().join(" and ")
}
