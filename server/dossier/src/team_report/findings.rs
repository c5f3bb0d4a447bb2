//! What the page says of findings.

use std::collections::BTreeMap;

use dossier_dialect::Severity;
use dossier_syntax::{Encoding, LineIndex};
use dossier_workspace::Snapshot;

use super::page::{Dangling, Rule};
use crate::catalogue;
use crate::check::base::Base;
use crate::check::findings::Checked;

/// The rules about names of nobody.
const ABOUT_NOBODY: [&str; 2] = ["unknown-agent", "unknown-skill"];

/// What names nobody, as far as a rule says so.
pub(super) fn dangling(snapshot: &Snapshot, checked: &[Checked], here: &Base) -> Vec<Dangling> {
    let mut dangling = Vec::new();
    for file in checked {
        let nobody = file.findings.iter();
        let mut nobody = nobody
            .filter(|it| ABOUT_NOBODY.contains(&it.rule))
            .peekable();
        if nobody.peek().is_none() {
            continue;
        }
        let text = snapshot.text(file.file).unwrap_or_default();
        let lines = LineIndex::new(&text);
        for it in nobody {
            let start = it.span.range().start;
            dangling.push(Dangling {
                name: it.span.of(&text).to_owned(),
                path: here.relative(&file.path),
                line: lines.position(start, Encoding::Utf8).line + 1,
            });
        }
    }
    dangling
}

/// The findings by rule, without hints: the gravest first, then those that are most.
pub(super) fn rules(checked: &[Checked]) -> Vec<Rule> {
    let mut rules: BTreeMap<&'static str, (Severity, usize, usize)> = BTreeMap::new();
    for file in checked {
        let mut seen: Vec<&str> = Vec::new();
        for finding in file
            .findings
            .iter()
            .filter(|it| it.severity > Severity::Hint)
        {
            let known = rules.entry(finding.rule);
            let (severity, findings, files) = known.or_insert((finding.severity, 0, 0));
            *severity = finding.severity.max(*severity);
            *findings += 1;
            if !seen.contains(&finding.rule) {
                seen.push(finding.rule);
                *files += 1;
            }
        }
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(name, (severity, findings, _))| {
        let most_first = std::cmp::Reverse((*severity, *findings));
        (most_first, *name)
    });
    let rule = |(rule, (severity, findings, files)): (&'static str, (Severity, usize, usize))| {
        let known = catalogue::rules().get(rule);
        Rule {
            rule,
            severity: severity.as_str(),
            findings,
            files,
            finds: known.map_or_else(String::new, |it| it.finds.clone()),
        }
    };
    rules.into_iter().map(rule).collect()
}
