//! Texts that the program replaces and shouldn't, and texts that it doesn't replace and should.

mod numbers;
mod variables;

use super::Findings;

pub(super) fn check(findings: &mut Findings<'_>) {
    let kind = findings.source.place().kind;
    if findings.dialect().placeholders(kind).next().is_some() {
        variables::check(findings);
        numbers::check(findings);
    }
}
