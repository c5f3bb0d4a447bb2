//! Findings that say the same.

use std::collections::HashMap;

use dossier_ide::Diagnostic;

use crate::check::findings::Checked;

/// So many findings that say the same are drawn one by one. Of more, only the first is, with the
/// places of the others.
const FEW: usize = 3;

/// A finding, and where it stands.
pub(super) type Place<'a> = (&'a Checked, &'a Diagnostic);

/// The findings by what they say, but for the names in it.
pub(super) struct Alike<'a> {
    places: HashMap<(&'static str, String), Vec<Place<'a>>>,
}

impl<'a> Alike<'a> {
    pub(super) fn new(findings: impl Iterator<Item = Place<'a>>) -> Self {
        let mut places: HashMap<_, Vec<Place<'a>>> = HashMap::new();
        for place in findings {
            places.entry(key(place.1)).or_default().push(place);
        }
        places.retain(|_, places| places.len() > FEW);
        Self { places }
    }

    /// The places of the others that say the same as this one, if it is the first of many; none if
    /// it is another of them.
    pub(super) fn others(&self, finding: &Diagnostic) -> Option<&[Place<'a>]> {
        let Some(places) = self.places.get(&key(finding)) else {
            return Some(&[]);
        };
        let (first, others) = places.split_first()?;
        std::ptr::eq(first.1, finding).then_some(others)
    }
}

/// What a finding says, with nothing in its code spans.
fn key(finding: &Diagnostic) -> (&'static str, String) {
    let words = finding.message.split('`').step_by(2);
    (finding.rule, words.collect::<Vec<_>>().join("`"))
}

/// What stands in the code spans of a finding's message that is not in those of another.
pub(super) fn names<'a>(finding: &'a Diagnostic, of: &Diagnostic) -> Vec<&'a str> {
    let own = finding.message.split('`').skip(1).step_by(2);
    let other = of.message.split('`').skip(1).step_by(2);
    let pairs = own.zip(other).filter(|(own, other)| own != other);
    pairs.map(|(own, _)| own).collect()
}
