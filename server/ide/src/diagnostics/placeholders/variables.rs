//! Variables that look like the program's.

use dossier_dialect::{FileKind, Placeholder, closest, is_likely_typo};
use dossier_syntax::Span;

use crate::Fix;
use crate::diagnostics::dangling::is_about_files;
use crate::diagnostics::{Finding, Findings};

pub(super) fn check(findings: &mut Findings<'_>) {
    let (dialect, place) = (findings.dialect(), findings.source.place());
    let known: Vec<&Placeholder> = dialect.placeholders(place.kind).collect();
    let title = dialect.title();
    // A skill about hooks or plugins shows what is written in theirs.
    let own = &findings.snapshot.index().file(findings.source.id).path;
    let is_taught = place.kind == FileKind::Skill && is_about_files(findings, own);
    for span in variables(findings.text(), findings.source.parsed.body) {
        let written = span.of(findings.text());
        let in_braces = braced(written);
        let (message, fix) = if let Some(row) = known.iter().find(|row| row.text == written) {
            if !row.plugins_only || place.plugin.is_some() || !place.loaded || is_taught {
                continue;
            }
            let message = format!(
                "{title} replaces `{written}` in the files of plugins only. Here it stays as it is."
            );
            (message, None)
        } else if is_path_in_plugin(findings.text(), span)
            && known
                .iter()
                .any(|row| row.plugins_only && row.text == in_braces)
        {
            let message =
                format!("{title} replaces `{in_braces}`. Without the braces, it stays as it is.");
            (message, Some(Fix::change_to(&in_braces, span, false)))
        } else if let Some(meant) = misspelt(&known, written) {
            let message = format!(
                "{title} replaces no `{written}`; it stays as it is. Did you mean `{meant}`?"
            );
            (message, Some(Fix::change_to(meant, span, false)))
        } else {
            continue;
        };
        findings.add(Finding::new("unknown-placeholder", span, message).fixes(fix));
    }
}

/// Elsewhere, texts speak of the variable that hooks have.
fn is_path_in_plugin(text: &str, span: Span) -> bool {
    text[span.range().end..].starts_with('/')
}

fn braced(written: &str) -> String {
    format!("${{{}}}", written.trim_start_matches('$'))
}

/// The placeholder that is one slip away. Other variables are the shell's, and so are those in
/// lower case.
fn misspelt<'a>(known: &[&'a Placeholder], written: &str) -> Option<&'a str> {
    let is_loud = |name: &str| !name.contains(|c: char| c.is_ascii_lowercase());
    let names = known.iter().map(|row| row.text.as_str());
    let names = names.filter(|name| {
        name.starts_with('$')
            && name.starts_with("${") == written.starts_with("${")
            && is_loud(name)
    });
    closest(written, names).filter(|meant| is_loud(written) && is_likely_typo(written, meant))
}

/// `${NAME}` and `$NAME` in `part` of `text`, where no backslash stands before them. What is
/// shorter than three letters is no name.
fn variables(text: &str, part: Span) -> Vec<Span> {
    const SHORTEST: usize = 3;
    let source = part.of(text);
    let name_len = |rest: &str| {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        rest.find(|c| !is_name(c)).unwrap_or(rest.len())
    };
    let found = source.match_indices('$').filter_map(|(at, _)| {
        let rest = &source[at + 1..];
        let (len, braces) = match rest.strip_prefix('{') {
            Some(inner) => {
                let len = name_len(inner);
                inner[len..].starts_with('}').then_some((len, 2))?
            }
            None => (name_len(rest), 0),
        };
        let escaped = source[..at].ends_with('\\');
        (len >= SHORTEST && !escaped).then(|| Span::new(at, at + 1 + len + braces))
    });
    found.map(|span| span.shifted(part.range().start)).collect()
}
