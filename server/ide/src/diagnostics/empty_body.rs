//! Files that say nothing below their front matter.

use dossier_dialect::FaultId;
use dossier_syntax::FrontMatter;

use super::{Finding, Findings};

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let body = findings.source.parsed.body.of(findings.text());
    // Somebody may still be typing the front matter.
    let Some(close) = front_matter.close.filter(|_| body.trim().is_empty()) else {
        return;
    };
    if let Some((severity, says)) = findings.consequence(FaultId::NoBody) {
        findings.add(Finding::new("empty-body", close, says).severity(severity));
    }
}
