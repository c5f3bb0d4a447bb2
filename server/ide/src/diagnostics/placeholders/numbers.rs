//! `$1` and its like: which argument it is, and where it was meant for somebody else.
//!
//! As its users measured: `$` and digits that no letter, digit or
//! underscore follows are replaced everywhere in the text, also in code, where an argument of that
//! number was given; they count from 0, and a backslash before them keeps them.

use dossier_dialect::{Dialect, FileKind, StandsFor};
use dossier_syntax::Span;

use crate::diagnostics::orders::is_forbidden;
use crate::diagnostics::{Finding, Findings};
use crate::fixes::{Change, Fix};

pub(super) fn check(findings: &mut Findings<'_>) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let Some(sign) = sign(dialect, kind) else {
        return;
    };
    let numbers = numbers(findings.text(), findings.source.parsed.body, sign);
    let (others, own): (Vec<Number>, Vec<Number>) = numbers
        .into_iter()
        .partition(|number| number.belongs_to_others);
    literal(findings, &others);
    count_from_one(findings, &own);
}

/// What stands for the number in the text of a placeholder.
const NUMBER: char = 'N';

/// The placeholders that stand for an argument by its number, without the number.
fn by_number(dialect: &Dialect, kind: FileKind) -> impl Iterator<Item = (&str, &str)> {
    let rows = dialect.placeholders(kind);
    let rows = rows.filter(|row| row.stands_for == Some(StandsFor::Argument));
    rows.filter_map(|row| row.text.rsplit_once(NUMBER))
}

/// What stands before the number alone: the `$` of `$1`.
fn sign(dialect: &Dialect, kind: FileKind) -> Option<&str> {
    let mut rows = by_number(dialect, kind);
    rows.find_map(|(sign, end)| end.is_empty().then_some(sign))
}

/// `$1` that a script or a price means. Said once, at the first.
fn literal(findings: &mut Findings<'_>, numbers: &[Number]) {
    let Some(first) = numbers.first() else {
        return;
    };
    let written = first.span.of(findings.text());
    let others = match numbers.len() - 1 {
        0 => String::new(),
        1 => " There is another one below.".to_owned(),
        more => format!(" There are {more} more below."),
    };
    let message = format!(
        "{} puts an argument in the place of `{written}`, in code and prose alike, if it is called \
         with so many. `\\{written}` stays `{written}`.{others}",
        findings.dialect().title(),
    );
    let edits = numbers.iter().map(|number| {
        let before = Span::empty(number.span.range().start);
        (before, "\\".to_owned())
    });
    // Other programs that read the file show the backslash.
    let fix = Fix {
        title: "Put a backslash before each".to_owned(),
        change: Change::Edit(edits.collect()),
        safe: false,
    };
    findings.add(Finding::new("literal-dollar", first.span, message).fix(fix));
}

/// A text that uses `$1` and announces arguments, and has no use for the first of them, `$0`.
fn count_from_one(findings: &mut Findings<'_>, numbers: &[Number]) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let announces = findings.front_matter().is_some_and(|front_matter| {
        let mut fields = dialect
            .fields(kind)
            .filter(|field| field.announces_arguments);
        fields.any(|field| front_matter.field(&field.name).is_some())
    });
    let body = findings.source.parsed.body.of(findings.text());
    // Other ways of writing an argument by its number.
    let mut others = by_number(dialect, kind).filter(|(_, end)| !end.is_empty());
    let takes_first = numbers.iter().any(|number| number.value == 0)
        || others.any(|(start, _)| body.contains(start));
    let mut in_prose = numbers.iter().filter(|number| !number.in_block);
    // What is not to be used isn't.
    let is_first = |number: &Number| number.value == 1 && !is_forbidden(findings, number.span);
    let Some(first) = in_prose.find(|number| is_first(number)) else {
        return;
    };
    if takes_first || !announces {
        return;
    }
    let message = format!(
        "{} counts arguments from 0, so `$1` is the second one. The first is `$0`, which this \
         text doesn't use.",
        dialect.title()
    );
    findings.add(Finding::new("second-argument", first.span, message));
}

/// `$` and a digit. Nobody gives ten arguments.
struct Number {
    span: Span,
    value: usize,
    /// In a code block.
    in_block: bool,
    /// It is a script's or a price, as its line shows.
    belongs_to_others: bool,
}

fn numbers(text: &str, body: Span, sign: &str) -> Vec<Number> {
    let mut in_function = false;
    let mut fence: Option<&str> = None;
    let mut found = Vec::new();
    let mut start = body.range().start;
    for line in body.of(text).split_inclusive('\n') {
        let bare = line.trim_start();
        match fence {
            Some(mark) if bare.starts_with(mark) => (fence, in_function) = (None, false),
            None => {
                fence = ["```", "~~~"]
                    .into_iter()
                    .find(|mark| bare.starts_with(mark));
            }
            Some(_) => {}
        }
        in_function |= fence.is_some() && starts_function(bare);
        for (at, value) in in_line(line, sign) {
            let end = at + sign.len() + 1;
            let (before, after) = (&line[..at], &line[end..]);
            found.push(Number {
                span: Span::new(start + at, start + end),
                value,
                in_block: fence.is_some(),
                belongs_to_others: in_function || is_price(after) || is_field_of_awk(before),
            });
        }
        start += line.len();
    }
    found
}

/// Where each `sign` with one digit stands in a line, in bytes, and the digit.
fn in_line<'a>(line: &'a str, sign: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    line.match_indices(sign).filter_map(move |(at, _)| {
        let mut letters = line[at + sign.len()..].chars();
        let value = letters.next()?.to_digit(10)?;
        let ends = letters
            .next()
            .is_none_or(|c| !c.is_alphanumeric() && c != '_');
        let escaped = line[..at].ends_with(['\\', '$']);
        (ends && !escaped).then_some((at, value as usize))
    })
}

/// `name() {`, `function name {` and the like.
fn starts_function(line: &str) -> bool {
    let name = line.strip_prefix("function ").unwrap_or(line);
    let len = name
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
        .unwrap_or(name.len());
    let rest = name[len..].trim_start();
    let is_named = name.len() < line.len();
    len > 0 && (rest.starts_with("()") || is_named && rest.starts_with(['{', '(']))
}

/// `.10` and `,000` after the first digit, and `–30`.
fn is_price(after: &str) -> bool {
    let mut letters = after.chars();
    matches!(letters.next(), Some('.' | ',' | '-' | '–'))
        && letters.next().is_some_and(|c| c.is_ascii_digit())
}

/// In the program between the quotes after `awk`.
fn is_field_of_awk(before: &str) -> bool {
    /// How far the start of the program is looked for, in bytes.
    const FARTHEST: usize = 2_000;
    let mut start = before.len().saturating_sub(FARTHEST);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = &before[start..];
    before.rfind("awk ").is_some_and(|start| {
        let program = &before[start..];
        program.matches('\'').count() % 2 == 1 && program.contains('{')
    })
}
