//! Texts that the program takes for a command and runs, and commands that it doesn't run.

use dossier_syntax::{Around, ShellCommand, Span, shell_commands};

use super::{Finding, Findings};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>) {
    let kind = findings.source.place().kind;
    if findings.dialect().inline_shell(kind).is_none() {
        return;
    }
    let found = shell_commands(findings.text(), findings.source.parsed.body);
    for command in &found {
        match (command.around, command.runs) {
            (Around::CodeSpan, true) if is_end(findings, command) => ends_a_span(findings, command),
            (Around::Text, false) if follows_a_sign(findings, command) => {
                never_run(findings, command);
            }
            _ => {}
        }
    }
    let is_example = |it: &&ShellCommand| match it.around {
        Around::CodeBlock => it.runs,
        Around::CodeSpan => it.runs && !is_end(findings, it),
        Around::Text => false,
    };
    let examples: Vec<&ShellCommand> = found.iter().filter(is_example).collect();
    if let Some(&first) = examples.first() {
        is_run_all_the_same(findings, first, examples.len() - 1);
    }
}

/// True where the backtick behind the mark is the end of a code span, and no start.
fn is_end(findings: &Findings<'_>, command: &ShellCommand) -> bool {
    findings.around.count_before('`', command.span) % 2 == 1
}

/// What is run, on one line.
fn shown(text: &str) -> String {
    const MOST: usize = 50;
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

fn ends_a_span(findings: &mut Findings<'_>, command: &ShellCommand) {
    let text = findings.text();
    let start = command.span.range().start;
    let message = format!(
        "Keep `!` apart from the backtick: {} takes the two for the start of a command, and runs \
         \"{}\" in a shell when this is loaded.",
        findings.dialect().title(),
        shown(command.command.of(text))
    );
    let span = Span::new(start, start + 2);
    // A blank at the end of a code span is not shown.
    let title = "Put a blank behind the `!`".to_owned();
    let fix = Fix::replace(title, Span::empty(start + 1), " ".to_owned(), false);
    findings.add(Finding::new("runs-as-command", span, message).fix(fix));
}

/// An example, which is run like any other. Said once, at the first.
fn is_run_all_the_same(findings: &mut Findings<'_>, first: &ShellCommand, more: usize) {
    let others = match more {
        0 => String::new(),
        1 => " There is another one below.".to_owned(),
        more => format!(" There are {more} more below."),
    };
    let message = format!(
        "{} runs \"{}\" in a shell when this is loaded, also in code: it doesn't read Markdown.{others}",
        findings.dialect().title(),
        shown(first.command.of(findings.text()))
    );
    findings.add(Finding::new("runs-as-command", first.span, message));
}

/// True for `X=!` and the like, where a command was probably meant.
fn follows_a_sign(findings: &Findings<'_>, command: &ShellCommand) -> bool {
    let before = &findings.text()[..command.span.range().start];
    before.ends_with(['=', ':', '(', '"', '\''])
}

fn never_run(findings: &mut Findings<'_>, command: &ShellCommand) {
    let message = format!(
        "Put a blank before the `!`: {} runs a command only behind one, or at the start of a line.",
        findings.dialect().title()
    );
    findings.add(Finding::new("command-not-run", command.span, message));
}
