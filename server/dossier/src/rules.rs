//! `dossier rules` and `dossier explain`: the rules in a terminal.

use std::io::{self, Write};
use std::process::ExitCode;

use dossier_dialect::{Category, Example, Fixable, Rule};
use serde::Serialize;

use crate::catalogue;
use crate::cli::{ExplainOptions, RulesFormat, RulesOptions};
use crate::selection::{Problem, finished};
use crate::shown::{self, Form, complain};

/// Exit code: what was asked for is not there.
const NOT_FOUND: u8 = 2;

/// Lists the rules.
pub(crate) fn list(options: &RulesOptions) -> ExitCode {
    let mut wanted = Vec::new();
    for name in &options.category {
        let Some(category) = Category::ALL.into_iter().find(|it| it.as_str() == name) else {
            let known: Vec<&str> = Category::ALL.iter().map(|it| it.as_str()).collect();
            complain(&format!(
                "dossier: there is no category `{name}`. There are {}.",
                known.join(", ")
            ));
            return ExitCode::from(NOT_FOUND);
        };
        wanted.push(category);
    }
    let rules: Vec<&Rule> = catalogue::rules()
        .iter()
        .filter(|rule| wanted.is_empty() || wanted.contains(&rule.category))
        .collect();
    written(match options.format {
        RulesFormat::Human => print_table(&rules),
        RulesFormat::Json => print_json(&rules),
    })
}

/// Prints one rule's page.
pub(crate) fn explain(options: &ExplainOptions) -> ExitCode {
    let name = options.rule.to_lowercase();
    match catalogue::rules().get(&name) {
        Some(rule) => written(print_page(rule)),
        None => {
            let meant = catalogue::suggestion(&name);
            let meant = meant.map(|meant| format!(" Did you mean `{}`?", meant.name));
            complain(&format!(
                "dossier: there is no rule `{}`.{} `dossier rules` lists them.",
                options.rule,
                meant.unwrap_or_default()
            ));
            ExitCode::from(NOT_FOUND)
        }
    }
}

/// Nobody who reads on is no failure.
fn written(printed: io::Result<()>) -> ExitCode {
    finished(printed.map(|()| ExitCode::SUCCESS).map_err(Problem::Output))
}

fn print_table(rules: &[&Rule]) -> io::Result<()> {
    let mut out = shown::stdout(Form::Words);
    let width = |text: fn(&Rule) -> usize| rules.iter().map(|rule| text(rule)).max().unwrap_or(0);
    let name = width(|rule| rule.name.len());
    let severity = width(|rule| rule.severity().as_str().len());
    let category = width(|rule| rule.category.as_str().len());
    for rule in rules {
        writeln!(
            out,
            "{:name$}  {:severity$}  {:category$}  {}",
            rule.name,
            rule.severity().as_str(),
            rule.category.as_str(),
            rule.finds
        )?;
    }
    out.flush()
}

/// A rule as JSON has it.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    category: Category,
    severity: &'a str,
    programs: &'a [String],
    finds: &'a str,
    effect: &'a str,
    fix: Fixable,
    page: String,
}

fn print_json(rules: &[&Rule]) -> io::Result<()> {
    let rows: Vec<Row<'_>> = rules
        .iter()
        .map(|rule| Row {
            name: &rule.name,
            category: rule.category,
            severity: rule.severity().as_str(),
            programs: &rule.programs,
            finds: &rule.finds,
            effect: &rule.effect,
            fix: rule.fix,
            page: catalogue::page(&rule.name),
        })
        .collect();
    let mut out = shown::stdout(Form::Json);
    shown::document(&mut out, &rows)?;
    out.flush()
}

/// As wide as text is read easily, where the terminal isn't narrower.
const WIDTH: usize = 80;

fn print_page(rule: &Rule) -> io::Result<()> {
    let mut out = shown::stdout(Form::Words);
    let severity = rule.severity().as_str();
    writeln!(out, "{} ({severity}, {})\n", rule.name, rule.category)?;
    let texts = [
        Some(rule.finds.clone()),
        Some(rule.effect.clone()),
        rule.severities(),
    ];
    for text in texts.into_iter().flatten() {
        print_paragraph(&mut out, &text)?;
    }
    if let Some(fix) = &rule.fix_text {
        let seen = match rule.fix {
            Fixable::Unsafe => " Never applied unasked.",
            Fixable::Safe | Fixable::None => "",
        };
        print_paragraph(&mut out, &format!("Fix: {fix}{seen}"))?;
    }
    print_example(&mut out, "Reported", &rule.bad)?;
    print_example(&mut out, "Fine", &rule.good)?;
    if let Some(source) = catalogue::rules().source(rule) {
        let date = source.date.map(|date| format!(", {date}"));
        writeln!(out, "Source: {}{}", source.title, date.unwrap_or_default())?;
        if let Some(url) = &source.url {
            writeln!(out, "        {url}")?;
        }
    }
    writeln!(
        out,
        "Off:    {} = \"off\" under [rules] in {}",
        rule.name,
        dossier_workspace::CONFIG_FILE
    )?;
    out.flush()
}

fn print_paragraph(out: &mut impl Write, text: &str) -> io::Result<()> {
    for line in textwrap::wrap(text, WIDTH) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

fn print_example(out: &mut impl Write, title: &str, example: &Example) -> io::Result<()> {
    writeln!(out, "{title}:")?;
    for (path, text) in example.files() {
        writeln!(out, "\n  {path}")?;
        for line in text.lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
    }
    writeln!(out)
}
