//! Whether a program looks for a file where it lies, and what stands in the way.

use std::sync::Arc;

use dossier_dialect::{Dialect, DialectId, Role, Severity};
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, Source, slashed};

use crate::Diagnostic;
use crate::diagnostics::unasked;

/// The rules about whether a program takes a file at all.
const ABOUT_LOADING: [&str; 13] = [
    "duplicate-name",
    "empty-field",
    "front-matter",
    "invalid-name",
    "late-front-matter",
    "link-stub",
    "missing-field",
    "missing-front-matter",
    "never-starts",
    "old-place",
    "shadowed-definition",
    "too-deep",
    "tools-leave-nothing",
];

/// Those of them that say the same of any program that reads the file.
const FOR_ANY_READER: [&str; 5] = [
    "empty-field",
    "front-matter",
    "late-front-matter",
    "missing-field",
    "missing-front-matter",
];

/// Those after which nothing is known of the fields.
const HIDING_FIELDS: [&str; 3] = ["front-matter", "late-front-matter", "link-stub"];

/// What stands in the way of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// The rule that says so.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// Where in the file.
    pub span: Span,
    /// What is wrong, and what the program does about it.
    pub says: String,
    /// Another file that it is about.
    pub other: Option<FileId>,
}

impl Obstacle {
    /// True where the fields can't be known.
    pub(super) fn hides_fields(&self) -> bool {
        self.severity == Severity::Error && HIDING_FIELDS.contains(&self.rule)
    }
}

/// A program that has files of the kind, and looks for them elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere<'a> {
    /// What messages call it.
    pub title: &'a str,
    /// Where it looks: globs over whole paths.
    pub looks_in: Vec<&'a str>,
}

/// Whether the program looks for the file where it lies, and the globs that say so or where it
/// looks instead.
pub(super) fn place<'a>(
    snapshot: &'a Snapshot,
    source: &Source,
    id: DialectId,
) -> (bool, Vec<&'a str>) {
    let (place, dialects) = (source.place(), snapshot.dialects());
    let path = slashed(&snapshot.index().file(source.id).path);
    let readers = dialects.readers_of(place.kind, &path).into_iter();
    let mut globs = readers.filter(|(reader, _)| dialects.is_same_program(*reader, id));
    if let Some((_, globs)) = globs.next() {
        return (true, globs);
    }
    match id == place.dialect && place.loaded {
        true => (true, Vec::new()),
        false => (false, places_of(dialects.get(id), source)),
    }
}

fn places_of<'a>(dialect: &'a Dialect, source: &Source) -> Vec<&'a str> {
    let kind = dialect.kind(source.place().kind);
    let globs = kind.into_iter().flat_map(|kind| &kind.paths);
    globs.map(String::as_str).collect()
}

/// What stands in the way of the file for the program, the gravest first.
pub(super) fn obstacles(snapshot: &Snapshot, source: &Source, id: DialectId) -> Vec<Obstacle> {
    let found = match id == source.place().dialect {
        true => unasked(snapshot, source, &ABOUT_LOADING),
        false => {
            // The same file as one of the other program's.
            let mut facts = (*source.facts).clone();
            facts.place.dialect = id;
            facts.place.loaded = true;
            let source = Source {
                facts: Arc::new(facts),
                ..source.clone()
            };
            unasked(snapshot, &source, &FOR_ANY_READER)
        }
    };
    let obstacle = |found: Diagnostic| Obstacle {
        rule: found.rule,
        severity: found.severity,
        span: found.span,
        says: found.message,
        other: found.related.first().map(|(file, ..)| *file),
    };
    let mut obstacles: Vec<Obstacle> = found.into_iter().map(obstacle).collect();
    obstacles.sort_by_key(|it| (std::cmp::Reverse(it.severity), it.span));
    obstacles
}

/// The programs that have files of the kind and look for none here, but for those that `read` it.
pub(super) fn elsewhere<'a>(
    snapshot: &'a Snapshot,
    source: &Source,
    read: &[DialectId],
) -> Vec<Elsewhere<'a>> {
    let (dialects, place) = (snapshot.dialects(), source.place());
    let mut found: Vec<Elsewhere<'a>> = Vec::new();
    for (id, dialect) in dialects.ids() {
        let mut readers = read.iter().chain([&place.dialect]);
        let is_reader = readers.any(|reader| dialects.is_same_program(*reader, id));
        let looks_in = places_of(dialect, source);
        if is_reader || dialect.role() != Role::Program || looks_in.is_empty() {
            continue;
        }
        match found.iter_mut().find(|it| it.title == dialect.title()) {
            Some(known) => known.looks_in.extend(looks_in),
            None => found.push(Elsewhere {
                title: dialect.title(),
                looks_in,
            }),
        }
    }
    found
}

/// The rules that are named here.
#[cfg(test)]
pub(super) fn rules() -> Vec<&'static str> {
    let all = [&ABOUT_LOADING[..], &FOR_ANY_READER, &HIDING_FIELDS];
    all.concat()
}
