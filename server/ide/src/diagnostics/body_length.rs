//! Texts that are longer than their program advises.

use dossier_dialect::LimitId;
use dossier_syntax::Span;

use super::{Finding, Findings};
use crate::why::about_tokens;

pub(super) fn check(findings: &mut Findings<'_>) {
    let dialect = findings.dialect();
    let kind = findings.source.place().kind;
    let body = findings.source.parsed.body;
    let text = body.of(findings.text()).trim_end();
    for (what, unit, about) in [
        (LimitId::Lines, "lines", ""),
        (LimitId::Tokens, "tokens", "about "),
        (LimitId::Characters, "characters", ""),
    ] {
        let path = &findings.snapshot.index().file(findings.source.id).path;
        let is_meant = |file: &String| path.file_name() == Some(file);
        let mut limits = dialect.limits(what, kind);
        let limit = limits.find(|it| it.files.is_empty() || it.files.iter().any(is_meant));
        let Some(limit) = limit else {
            continue;
        };
        // An estimate says nothing of a text that is hardly longer.
        let (length, most) = match what {
            LimitId::Lines => (text.lines().count(), limit.value),
            LimitId::Characters => (text.chars().count(), limit.value),
            _ => (
                about_tokens(text.chars().count()),
                limit.value + limit.value / 10,
            ),
        };
        if length > most {
            let message = format!(
                "This text has {about}{length} {unit}, more than {}. {}",
                limit.value, limit.doc
            );
            let span = first_line(text, body);
            findings.add(Finding::new("body-too-long", span, message));
            return;
        }
    }
}

/// The first line of the body that says something.
fn first_line(text: &str, body: Span) -> Span {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    Span::new(start, start + line.len()).shifted(body.range().start)
}
