//! The page in Markdown.

use std::fmt::Write as _;

use super::page::{KINDS, Page, Row};
use crate::list::markdown::cell;

/// The whole page. Whatever files say shows as it is: nothing of it is markup.
pub(super) fn document(page: &Page) -> String {
    let mut text = format!("# {}\n\n{}\n", cell(&page.title), page.summary());
    let programs = page.programs.iter().map(|it| {
        let bold = |(says, is_over)| if is_over { format!("**{says}**") } else { says };
        let limits: Vec<String> = it.limits().into_iter().map(bold).collect();
        format!(
            "| {} | {} | {} | {} |",
            cell(&it.title),
            it.words(),
            it.tokens_at_start(),
            limits.join(", ")
        )
    });
    let head = "| Program | Loads | Tokens at every start | Stated limit |";
    section(&mut text, "What programs would load", head, programs);
    let rules = page.rules.iter().map(|it| {
        format!(
            "| {} | {} | {} | {} | {} |",
            it.rule,
            it.severity,
            it.findings,
            it.files,
            cell(&it.finds)
        )
    });
    let head = "| Rule | Severity | Findings | Files | What it finds |";
    section(&mut text, "Findings", head, rules);
    let dangling = page.dangling.iter().map(|it| {
        let place = format!("{}:{}", it.path, it.line);
        format!("| {} | {} |", cell(&it.name), cell(&place))
    });
    section(
        &mut text,
        "Mentions of nobody",
        "| Name | Place |",
        dangling,
    );
    if !page.unused_skills.is_empty() {
        let names: Vec<String> = page.unused_skills.iter().map(|it| cell(it)).collect();
        text += &format!("\n## Skills that no file names\n\n{}\n", names.join(", "));
    }
    for (kind, title) in KINDS {
        let head = "| Name | Description | Model | Tools | Tokens: start, call | Uses | Used by |";
        section(&mut text, title, head, page.of_kind(kind).map(row));
    }
    text += "\nTokens are estimates: four characters make one.\n";
    text
}

fn row(row: &Row) -> String {
    let names = |names: &[String]| match names.len() {
        // More would make no table that anybody reads.
        0..=5 => names
            .iter()
            .map(|it| cell(it))
            .collect::<Vec<_>>()
            .join(", "),
        count => count.to_string(),
    };
    let words = |text: &Option<String>| cell(text.as_deref().unwrap_or_default());
    format!(
        "| {} | {} | {} | {} | {}, {} | {} | {} |",
        cell(&row.name),
        words(&row.description),
        words(&row.model),
        words(&row.tools),
        row.tokens_at_start,
        row.tokens_when_called,
        names(&row.uses),
        names(&row.used_by)
    )
}

/// A heading and a table below it, if there are any rows.
fn section(text: &mut String, title: &str, head: &str, rows: impl Iterator<Item = String>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let columns = head.matches('|').count() - 1;
    // A string takes everything.
    let _ = writeln!(text, "\n## {title}\n\n{head}\n|{}", "-|".repeat(columns));
    for row in rows {
        let _ = writeln!(text, "{row}");
    }
}
