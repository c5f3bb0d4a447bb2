//! Links to headings that are not there.

use dossier_dialect::closest;
use dossier_syntax::{Mention, Span};

use super::files::{is_destination, is_quoted};
use super::is_placeholder;
use crate::Fix;
use crate::diagnostics::{Finding, Findings, did_you_mean};

/// A link to a heading that its file doesn't have.
pub(super) fn dead(findings: &mut Findings<'_>, mention: &Mention) {
    let Some(fragment) = mention.fragment() else {
        return;
    };
    if !is_destination(findings.text(), mention.span)
        || !is_name_of_heading(fragment)
        || is_placeholder(findings, fragment)
        || findings.is_pattern()
        || is_quoted(findings, mention.span)
    {
        return;
    }
    let snapshot = findings.snapshot;
    let own = &snapshot.index().file(findings.source.id).path;
    let path = if mention.own_fragment().is_some() {
        own.to_path_buf()
    } else {
        let targets = snapshot.resolve(findings.source.id, mention);
        match targets.first().and_then(|it| it.location(snapshot)) {
            Some((path, _)) => path,
            // That the file isn't there is another rule's finding.
            None => return,
        }
    };
    let Some(page) = snapshot.page(&path) else {
        return;
    };
    let headings = page.anchors.headings();
    if headings.is_empty() || page.anchors.find(fragment).is_some() {
        return;
    }
    let slugs = || headings.iter().map(|heading| heading.slug.as_str());
    let may_guess = findings.guesses.may_look_at(headings.len());
    let meant = may_guess.then(|| probably(fragment, slugs)).flatten();
    let file = match path.file_name() {
        Some(name) if path != **own => format!("`{name}`"),
        _ => "This file".to_owned(),
    };
    let hint = did_you_mean(meant.map(|meant| format!("#{meant}")).as_deref());
    let message = format!("{file} has no heading `#{fragment}`.{hint}");
    let end = mention.span.range().end;
    let span = Span::new(end - fragment.len(), end);
    let fix = meant.map(|meant| Fix::change_to(meant, span, false));
    findings.add(Finding::new("dead-anchor", mention.span, message).fixes(fix));
}

/// Which of the slugs was probably meant. Of a heading that was made longer, the link still has the
/// start.
fn probably<'s, S: Iterator<Item = &'s str>>(
    fragment: &str,
    slugs: impl Fn() -> S,
) -> Option<&'s str> {
    let longer = format!("{fragment}-");
    let mut longer = slugs().filter(|slug| slug.starts_with(&longer));
    let only = longer.next().filter(|_| longer.next().is_none());
    closest(fragment, slugs()).or(only)
}

/// False for what programs read in another way: the top of a page, lines, words to look for, pages
/// and routes, and for what stands for something else.
fn is_name_of_heading(fragment: &str) -> bool {
    let line = fragment.strip_prefix('L').unwrap_or_default();
    !line.starts_with(|c: char| c.is_ascii_digit())
        && !fragment.eq_ignore_ascii_case("top")
        && !fragment.starts_with("fn")
        && !fragment.contains(['~', '=', '/', '!', '{', '<', '[', '(', '$', '*', '…'])
        && !fragment.contains("...")
}
