//! What a file says in words that programs share, to be compared with the same agent of another
//! program.

use std::collections::BTreeSet;

use dossier_dialect::{Atom, Dialect, Field, FileKind};
use dossier_syntax::{Entry, FrontMatter};
use dossier_workspace::Source;

/// What a file says, as far as other programs have words for it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    /// What it is for, without blanks that don't count.
    pub(crate) description: Option<String>,
    /// What its tools do; `None` where they are not limited, or not all are known.
    pub(crate) tools: Option<BTreeSet<String>>,
    /// Which model it wants.
    pub(crate) model: Option<String>,
}

impl Sense {
    pub(crate) fn of(source: &Source, dialect: &Dialect) -> Self {
        let kind = source.place().kind;
        let front_matter = source.parsed.front_matter.as_ref();
        let entry = |atom: Atom| entry_of(front_matter?, dialect, kind, atom);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let description = entry(Atom::Description).and_then(|(entry, _)| entry.value.text());
        let model = entry(Atom::Model).and_then(|(entry, _)| entry.value.text());
        let meanings = dialect.meanings();
        Self {
            description: description.map(words),
            tools: entry(Atom::Tool).and_then(|(entry, row)| {
                tools(entry, &source.text, row.splits_at_blanks(), dialect)
            }),
            model: model.and_then(|model| meanings?.models.get(model).cloned()),
        }
    }

    /// What the two say otherwise.
    pub(crate) fn differs(&self, other: &Self) -> Vec<Atom> {
        let differ = |one: bool, what| one.then_some(what);
        let both = |one: &Option<String>, other: &Option<String>| {
            one.as_ref()
                .zip(other.as_ref())
                .is_some_and(|(one, other)| one != other)
        };
        let tools = self.tools.as_ref().zip(other.tools.as_ref());
        [
            differ(
                both(&self.description, &other.description),
                Atom::Description,
            ),
            differ(tools.is_some_and(|(one, other)| one != other), Atom::Tool),
            differ(both(&self.model, &other.model), Atom::Model),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The field of a file that says a thing, and its row: not one that takes something away.
pub(crate) fn entry_of<'f, 'd>(
    front_matter: &'f FrontMatter,
    dialect: &'d Dialect,
    kind: FileKind,
    atom: Atom,
) -> Option<(&'f Entry, &'d Field)> {
    front_matter.entries.iter().find_map(|entry| {
        let row = dialect.field(kind, &entry.name)?;
        (row.shape.holds(atom) && !row.takes_away).then_some((entry, row))
    })
}

fn tools(entry: &Entry, text: &str, spaces: bool, dialect: &Dialect) -> Option<BTreeSet<String>> {
    let meanings = dialect.meanings()?;
    let mut found = BTreeSet::new();
    for item in entry.value.items(text, spaces) {
        let tool = item.span.of(text);
        let today = dialect.tool_today(tool).map_or(tool, |row| &row.name);
        found.extend(meanings.of_tool(today)?.iter().cloned());
    }
    Some(found).filter(|found| !found.is_empty())
}
