//! Which fields count for a program, and which it passes over.

use dossier_dialect::{Dialect, DialectId};
use dossier_workspace::{Snapshot, Source, slashed};

use crate::diagnostics::without_effect;
use crate::readers::knows_fields;

/// A field that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting<'a> {
    /// Its name, as it is written.
    pub name: String,
    /// What its value does, where the table lists its values.
    pub does: Option<(String, &'a str)>,
}

/// A field that doesn't.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Its name, as it is written.
    pub name: String,
    /// Why, in a sentence; `None` for one that the program doesn't know.
    pub because: Option<String>,
}

/// The fields of a file that count for a program, and those that don't. `None` where it isn't
/// known which it reads.
pub(super) fn of<'a>(
    snapshot: &Snapshot,
    source: &Source,
    dialect: &'a Dialect,
    id: DialectId,
) -> Option<(Vec<Counting<'a>>, Vec<Ignored>)> {
    let place = source.place();
    let kind = place.kind;
    if !knows_fields(dialect, kind) {
        return None;
    }
    let path = slashed(&snapshot.index().file(source.id).path);
    let is_own = id == place.dialect;
    let is_read = |name: &str| match is_own {
        true => dialect.knows_field(kind, name),
        false => snapshot.dialects().is_field_read_by(id, kind, &path, name),
    };
    let (mut counting, mut ignored) = (Vec::new(), Vec::new());
    let front_matter = source.parsed.front_matter.as_ref();
    let written = front_matter.into_iter().flat_map(|it| {
        let entries = it.entries.iter();
        entries.map(move |entry| (it, entry))
    });
    for (front_matter, entry) in written {
        let name = entry.name.to_string();
        let field = dialect.field(kind, &name).filter(|_| is_read(&name));
        let because = field.and_then(|it| without_effect(place, dialect, front_matter, it));
        if because.is_some() || !is_read(&name) {
            ignored.push(Ignored { name, because });
            continue;
        }
        let value = entry.value.text().map(str::trim);
        let row = field.and_then(|field| {
            let mut values = field.values.iter();
            values.find(|row| Some(row.value.as_str()) == value)
        });
        counting.push(Counting {
            name,
            does: row.map(|row| (row.value.clone(), row.doc.as_str())),
        });
    }
    Some((counting, ignored))
}
