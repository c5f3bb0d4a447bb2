//! What was probably meant.

use dossier_dialect::{FileKind, closest, is_likely_typo};
use dossier_syntax::Mention;

use crate::Fix;
use crate::diagnostics::Findings;
use crate::fixes::named_fixes;
use crate::rename::last_part;

/// What would make the name lead to a file of `kind`: the one that was meant, or a new one.
pub(super) fn fixes(
    findings: &Findings<'_>,
    mention: &Mention,
    kind: FileKind,
    meant: Option<&str>,
) -> Vec<Fix> {
    named_fixes(
        findings.snapshot,
        findings.source.id,
        last_part(findings.snapshot, findings.source.id, mention),
        &mention.name,
        kind,
        meant,
    )
}

/// The name that was probably meant by one that is nobody's.
pub(super) fn probably<'a>(
    findings: &Findings<'a>,
    name: &str,
    kinds: &[FileKind],
) -> Option<&'a str> {
    let index = findings.snapshot.index();
    let home = &findings.source.place().home;
    let mut known: Vec<(bool, &str)> = kinds
        .iter()
        .flat_map(|&kind| index.of_kind(kind))
        .filter_map(|(_, _, facts)| {
            let name = facts.definition.as_ref()?.name().as_str();
            Some((facts.place.home != *home, name))
        })
        .collect();
    // Those of the same team first.
    known.sort_unstable();
    let names = || known.iter().map(|&(_, name)| name);
    let typo = names().find(|known| is_likely_typo(name, known));
    // `legacy-modernization` for `legacy-modernizer`: what they are about is the same.
    let first = name.split('-').next().unwrap_or(name);
    let akin = || {
        names().filter(|known| {
            let rest = known.strip_prefix(first);
            name != first && rest.is_some_and(|rest| rest.starts_with('-'))
        })
    };
    // A whole collection that was renamed: `debugging` is `loom-debugging` now.
    let renamed = || {
        let ending = names().filter(|known| {
            let prefix = known.strip_suffix(name);
            prefix.is_some_and(|prefix| prefix.ends_with('-'))
        });
        ending.min_by_key(|known| known.len())
    };
    let last = name.rsplit('-').next();
    let count = name.split('-').count();
    let only = || {
        let mut alike: Vec<&str> = akin()
            .filter(|known| {
                let longer = known.strip_prefix(name);
                known.split('-').count() == count
                    || known.rsplit('-').next() == last
                    || longer.is_some_and(|rest| rest.starts_with('-'))
            })
            .collect();
        alike.dedup();
        (alike.len() == 1).then(|| alike[0])
    };
    let simple = || closest(name, names()).filter(|_| !name.contains('-'));
    typo.or_else(renamed)
        .or_else(|| closest(name, akin()))
        .or_else(only)
        .or_else(simple)
}
