//! Keys that name the type of an agent, among those that name an agent in other ways.

use dossier_syntax::Span;

/// `subagent_type: "name"`, and not `to="name"`, which is somebody who was started before, nor
/// `subagent_type: the name of …`.
pub(crate) fn is_agent_type(text: &str, span: Span) -> bool {
    let before = text[..span.range().start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let after = text[span.range().end..].chars().next();
    let key = before.len().saturating_sub("type".len());
    before
        .get(key..)
        .is_some_and(|end| end.eq_ignore_ascii_case("type"))
        && after != Some(' ')
}

/// `subagent_type = role`: without quotes, in code that assigns it, a word may be a variable. None
/// has hyphens.
pub(crate) fn is_variable(text: &str, span: Span) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let before = text[..span.range().start].trim_end_matches([' ', '\t']);
    before.ends_with('=') && span.of(text).chars().all(is_part)
}
