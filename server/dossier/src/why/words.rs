//! What programs make of a file, in words.

use std::io::{self, Write};

use dossier_ide::{
    Account, Counting, Doubt, ForProgram, Gets, Given, Gone, GoneBecause, Ignored, ModelInEffect,
    Preloaded, Service, SkillState, Tools,
};
use dossier_workspace::Snapshot;

use crate::check::base::Base;

/// Prints what programs make of a file.
pub(super) fn print(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    account: &Account<'_>,
    here: &Base,
    is_nearest: bool,
) -> io::Result<()> {
    let path = here.shown(&snapshot.index().file(account.file).path);
    let name = account.name.as_deref().unwrap_or(&path);
    let nearest = if is_nearest { "  (the nearest)" } else { "" };
    writeln!(out, "{name}, {}{nearest}", account.kind.with_article())?;
    writeln!(out, "  {path}")?;
    if let Some(description) = &account.description {
        writeln!(out, "  {description}")?;
    }
    if account.name.is_some() {
        writeln!(out, "  {}", used_by(account.users))?;
    }
    let cost = account.cost;
    match (cost.at_start, cost.when_called) {
        (0, read) => writeln!(out, "  about {read} tokens when it is read")?,
        (start, 0) => writeln!(out, "  about {start} tokens at every start")?,
        (start, called) => writeln!(
            out,
            "  about {start} tokens at every start (its description), {called} more when it is called"
        )?,
    }
    for program in &account.programs {
        for_program(out, snapshot, program, here)?;
    }
    if !account.elsewhere.is_empty() {
        let names: Vec<&str> = account.elsewhere.iter().map(|it| it.title).collect();
        writeln!(out, "\n  Not looked for here by {}.", names.join(", "))?;
    }
    writeln!(out, "  Tokens are estimates: four characters make one.")
}

/// How many use it.
fn used_by(users: usize) -> String {
    match users {
        0 => "named by no other file".to_owned(),
        1 => "named by 1 other file".to_owned(),
        users => format!("named by {users} other files"),
    }
}

fn for_program(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    program: &ForProgram<'_>,
    here: &Base,
) -> io::Result<()> {
    let globs = program.globs.join(", ");
    let looks = match (program.looks_here, globs.is_empty()) {
        _ if program.is_standard => "is the standard whose rules hold".to_owned(),
        (true, true) => "looks for it here".to_owned(),
        (true, false) => format!("looks for it here: {globs}"),
        (false, true) => "does not look for it here".to_owned(),
        (false, false) => format!("does not look for it here, but in {globs}"),
    };
    writeln!(out, "\n  {} {looks}", program.title)?;
    for obstacle in &program.obstacles {
        let severity = obstacle.severity.as_str();
        writeln!(out, "    {severity}: {} [{}]", obstacle.says, obstacle.rule)?;
    }
    let Some(gets) = &program.gets else {
        return writeln!(
            out,
            "    What else it gets can't be told until that is mended."
        );
    };
    print_gets(out, snapshot, gets, here)
}

fn print_gets(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    gets: &Gets<'_>,
    here: &Base,
) -> io::Result<()> {
    match &gets.fields {
        None => line(out, "fields", "it is not known which it reads")?,
        Some((counting, ignored)) => fields(out, counting, ignored)?,
    }
    if let Some(model) = &gets.model {
        line(out, "model", &model_words(model))?;
    }
    if let Some(tools) = &gets.tools {
        print_tools(out, tools)?;
    }
    for skill in &gets.skills {
        line(out, &skill.field, &skill_words(snapshot, skill, here))?;
    }
    if let Some(budget) = &gets.budget {
        let members = budget.members;
        let says = format!(
            "the descriptions of {members} agents have about {} tokens together, of at most {}",
            budget.tokens, budget.most
        );
        line(out, "limit", &says)?;
    }
    Ok(())
}

/// A line under a word.
fn line(out: &mut dyn Write, word: &str, says: &str) -> io::Result<()> {
    writeln!(out, "    {word:8} {says}")
}

fn fields(out: &mut dyn Write, counting: &[Counting<'_>], ignored: &[Ignored]) -> io::Result<()> {
    if !counting.is_empty() {
        let names: Vec<&str> = counting.iter().map(|it| it.name.as_str()).collect();
        line(out, "fields", &names.join(", "))?;
    }
    for field in counting {
        if let Some((value, does)) = &field.does {
            line(out, "", &format!("{}: {value}  {does}", field.name))?;
        }
    }
    let unknown = ignored.iter().filter(|it| it.because.is_none());
    let unknown: Vec<&str> = unknown.map(|it| it.name.as_str()).collect();
    if !unknown.is_empty() {
        line(
            out,
            "ignored",
            &format!("{} (unknown to it)", unknown.join(", ")),
        )?;
    }
    for because in ignored.iter().filter_map(|it| it.because.as_ref()) {
        line(out, "ignored", because)?;
    }
    Ok(())
}

fn model_words(model: &ModelInEffect<'_>) -> String {
    let Some(written) = &model.written else {
        return format!("none is named: {}", model.stands_for.unwrap_or_default());
    };
    let stands_for = model.stands_for.map(|it| format!(" = {it}"));
    let service = match model.service {
        Service::InService => "",
        Service::Deprecated => ", which is deprecated",
        Service::Retired => ", which is retired",
        Service::Unknown => ", which it doesn't know",
    };
    format!("{written}{}{service}", stands_for.unwrap_or_default())
}

fn print_tools(out: &mut dyn Write, tools: &Tools<'_>) -> io::Result<()> {
    if let Some(unlisted) = tools.unlisted {
        line(out, "tools", &format!("none are listed: {unlisted}"))?;
    }
    if !tools.left.is_empty() {
        let names: Vec<String> = tools.left.iter().map(given).collect();
        line(out, "tools", &names.join(", "))?;
    }
    for (names, because) in by_reason(&tools.gone) {
        line(out, "without", &format!("{}: {because}", names.join(", ")))?;
    }
    Ok(())
}

/// The names of tools that went for the same reason, in the order of the reasons.
fn by_reason<'a>(gone: &'a [Gone<'_>]) -> Vec<(Vec<&'a str>, String)> {
    let mut reasons: Vec<(Vec<&str>, String)> = Vec::new();
    for it in gone {
        let because = gone_words(&it.because);
        match reasons.iter_mut().find(|(_, known)| *known == because) {
            Some((names, _)) => names.push(&it.name),
            None => reasons.push((vec![&it.name], because)),
        }
    }
    reasons
}

fn given(tool: &Given) -> String {
    let today = tool.today.as_ref().map(|it| format!(" = {it}"));
    let doubt = tool.doubt.as_ref().map(|it| match it {
        Doubt::NoServer(server) => format!(" (no file here configures the server {server})"),
        Doubt::NotInTable => " (not among those known here)".to_owned(),
    });
    let [today, doubt] = [today, doubt].map(Option::unwrap_or_default);
    format!("{}{today}{doubt}", tool.written)
}

/// Why a tool is not given.
pub(super) fn gone_words(because: &GoneBecause<'_>) -> String {
    match because {
        GoneBecause::Withheld(None) => "never given to a subagent".to_owned(),
        GoneBecause::Withheld(Some(with)) => {
            format!(
                "given to a subagent only with {}: {}",
                with.field, with.value
            )
        }
        GoneBecause::TakenAway(by) => format!("taken away by {by}"),
        GoneBecause::Unknown => "unknown to it".to_owned(),
        GoneBecause::Old(doc) => (*doc).to_owned(),
        GoneBecause::ForRulesOnly => "a name for permission rules, not a tool".to_owned(),
    }
}

fn skill_words(snapshot: &Snapshot, skill: &Preloaded, here: &Base) -> String {
    let path = |file| here.shown(&snapshot.index().file(file).path);
    match &skill.state {
        SkillState::Found(file) => format!("{} ({})", skill.name, path(*file)),
        SkillState::LeftOut(file, field) => format!(
            "{} is left out: {} says `{field}`, so only the user can start it",
            skill.name,
            path(*file)
        ),
        SkillState::Missing => format!("{} is not here", skill.name),
    }
}
