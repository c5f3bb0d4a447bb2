//! What programs make of a file, in a few lines.

use dossier_dialect::Severity;

use super::{Account, ForProgram, Gone, GoneBecause, Obstacle, Tools};
use crate::safe_markdown::code;

/// So many tools are named.
const MOST: usize = 12;

/// Who doesn't load it and why, who does and from where, and what it gets of the program whose rules
/// hold: lines of a list in Markdown.
pub(crate) fn in_short(account: &Account<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    let programs = || account.programs.iter().filter(|it| !it.is_standard);
    for program in programs().filter(|it| it.looks_here) {
        if let Some(obstacle) = in_the_way(program) {
            let why = obstacle.says.replace(['\n', '\r'], " ");
            lines.push(format!("- **Not loaded** by {}: {why}", program.title));
        }
    }
    let loading: Vec<&ForProgram<'_>> = programs().filter(|it| is_loaded(it)).collect();
    match loading.split_first() {
        Some((first, others)) => {
            let globs: Vec<String> = first.globs.iter().map(|it| code(it)).collect();
            let from = match globs.is_empty() {
                true => String::new(),
                false => format!(", from {}", globs.join(", ")),
            };
            lines.push(format!("- Loaded by {}{from}", first.title));
            if !others.is_empty() {
                let titles: Vec<&str> = others.iter().map(|it| it.title).collect();
                lines.push(format!("- Also by {}", titles.join(", ")));
            }
        }
        None if programs().all(|it| !it.looks_here) => {
            lines.push("- No program looks for it here".to_owned());
        }
        None => {}
    }
    let own = account.programs.first();
    let own = own.filter(|it| in_the_way(it).is_none());
    let own = own.and_then(|it| it.gets.as_ref());
    if let Some(model) = own.and_then(|it| it.model.as_ref()) {
        let says = match (&model.written, model.stands_for) {
            (Some(written), Some(today)) => format!("{}, today {}", code(written), code(today)),
            (Some(written), None) => code(written),
            (None, holds) => holds.unwrap_or_default().to_owned(),
        };
        lines.push(format!("- Model: {says}"));
    }
    if let Some(tools) = own.and_then(|it| it.tools.as_ref()) {
        tool_lines(tools, &mut lines);
    }
    lines
}

fn is_loaded(program: &ForProgram<'_>) -> bool {
    program.looks_here && in_the_way(program).is_none()
}

/// What keeps a program from loading the file, or from loading this one of several.
fn in_the_way<'a>(program: &'a ForProgram<'_>) -> Option<&'a Obstacle> {
    let mut obstacles = program.obstacles.iter();
    obstacles.find(|it| it.severity == Severity::Error)
}

fn tool_lines(tools: &Tools<'_>, lines: &mut Vec<String>) {
    let left: Vec<String> = tools.left.iter().map(|it| code(&it.written)).collect();
    let says = match (tools.unlisted, left.is_empty()) {
        (Some(unlisted), _) => unlisted.to_owned(),
        (None, true) => "none".to_owned(),
        (None, false) => shortened(&left),
    };
    lines.push(format!("- Tools: {says}"));
    let gone: Vec<String> = tools.gone.iter().map(because).collect();
    if !gone.is_empty() && tools.unlisted.is_none() {
        lines.push(format!("- Not given: {}", shortened(&gone)));
    }
}

/// The first of many.
fn shortened(all: &[String]) -> String {
    let shown = all[..all.len().min(MOST)].join(", ");
    match all.len() - all.len().min(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn because(gone: &Gone<'_>) -> String {
    let tool = code(&gone.name);
    match &gone.because {
        GoneBecause::Withheld(None) => format!("{tool} (never to subagents)"),
        GoneBecause::Withheld(Some(with)) => {
            let with = code(&format!("{}: {}", with.field, with.value));
            format!("{tool} (only with {with})")
        }
        GoneBecause::TakenAway(field) => format!("{tool} (taken away by {})", code(field)),
        GoneBecause::Unknown => format!("{tool} (unknown)"),
        GoneBecause::Old(_) => format!("{tool} (without effect today)"),
        GoneBecause::ForRulesOnly => format!("{tool} (for permission rules only)"),
    }
}
