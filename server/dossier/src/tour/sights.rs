//! What is worth seeing in a team: found by looking, asked of the server afterwards.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Atom, FileKind};
use dossier_syntax::{Form, Mention, ScalarStyle, Span};
use dossier_workspace::{FileId, Snapshot, Source};

use super::ClientError;
use crate::start;

/// A mention in a file.
pub(super) struct Place {
    pub(super) path: Utf8PathBuf,
    pub(super) text: String,
    pub(super) span: Span,
}

/// A list of tools that somebody is adding to.
pub(super) struct Typing {
    pub(super) path: Utf8PathBuf,
    /// The text with what was typed.
    pub(super) edited: String,
    /// Where the cursor is in it.
    pub(super) offset: usize,
}

/// A copy of a file with faults in it, which exists in the editor only.
pub(super) struct BrokenCopy {
    pub(super) path: Utf8PathBuf,
    pub(super) text: String,
}

/// What is worth seeing. What a team doesn't have is left out.
pub(super) struct Sights {
    pub(super) agents: usize,
    pub(super) skills: usize,
    pub(super) commands: usize,
    pub(super) tools: Option<Typing>,
    pub(super) skill: Option<Place>,
    pub(super) prose: Option<Place>,
    pub(super) broken: Option<BrokenCopy>,
}

impl Sights {
    /// Looks around in `folder`.
    pub(super) fn find(folder: &Utf8Path) -> Result<Self, ClientError> {
        let snapshot = snapshot(folder)?;
        let index = snapshot.index();
        let mut agents: Vec<(&Utf8Path, FileId)> = index
            .of_kind(FileKind::Agent)
            .filter(|(_, file, _)| file.path.starts_with(folder))
            .map(|(id, file, _)| (&*file.path, id))
            .collect();
        if agents.is_empty() {
            return Err(ClientError::new(format!("{folder}: no agents here")));
        }
        // The richest file first: it shows most at once.
        agents.sort_by_cached_key(|(path, id)| {
            let mentions = mentions_of(&snapshot, *id, FileKind::Agent).len()
                + 2 * mentions_of(&snapshot, *id, FileKind::Skill).len();
            (std::cmp::Reverse(mentions), (*path).to_owned())
        });
        let count = |kind| {
            index
                .of_kind(kind)
                .filter(|(_, file, _)| file.path.starts_with(folder))
                .count()
        };
        let sources = || agents.iter().filter_map(|(_, id)| snapshot.source(*id));
        let mention = |kind| {
            sources().find_map(|source| {
                let mention = mentions_of(&snapshot, source.id, kind).into_iter().next()?;
                Some(Place {
                    path: index.file(source.id).path.to_path_buf(),
                    text: source.text.to_string(),
                    span: mention.span,
                })
            })
        };
        Ok(Self {
            agents: agents.len(),
            skills: count(FileKind::Skill),
            commands: count(FileKind::Command),
            tools: sources().find_map(|source| typing(&snapshot, &source)),
            skill: mention(FileKind::Skill),
            prose: mention(FileKind::Agent),
            broken: sources().find_map(|source| broken_copy(&snapshot, &source)),
        })
    }
}

fn snapshot(folder: &Utf8Path) -> Result<Snapshot, ClientError> {
    let mut world = start::world().map_err(|error| ClientError::new(error.to_string()))?;
    start::read_all(&mut world, &[folder.to_owned()]);
    Ok(world.snapshot())
}

/// The mentions in a body that lead to a file of `kind`: in plain prose for agents.
fn mentions_of(snapshot: &Snapshot, file: FileId, kind: FileKind) -> Vec<Mention<'_>> {
    let index = snapshot.index();
    let Some(facts) = &index.file(file).facts else {
        return Vec::new();
    };
    let leads_there = |mention: &Mention| {
        let targets = snapshot.resolve(file, mention);
        let target = targets.first().and_then(dossier_workspace::Target::indexed);
        target.is_some_and(|id| {
            let facts = index.file(id).facts.as_ref();
            facts.is_some_and(|facts| facts.place.kind == kind)
        })
    };
    let in_prose = |mention: &Mention| kind != FileKind::Agent || mention.form == Form::Plain;
    let in_body = |mention: &Mention| mention.form != Form::Field;
    facts
        .mentions()
        .filter(in_body)
        .filter(in_prose)
        .filter(leads_there)
        .collect()
}

/// Adds a comma to a list of tools written on one line.
fn typing(snapshot: &Snapshot, source: &Source) -> Option<Typing> {
    let (span, _) = tools_line(snapshot, source)?;
    let mut edited = source.text.to_string();
    edited.insert_str(span.range().end, ", ");
    let path = snapshot.index().file(source.id).path.to_path_buf();
    Some(Typing {
        path,
        edited,
        offset: span.range().end + 2,
    })
}

/// A plain list of tools on one line: the value, and its first tool.
fn tools_line(snapshot: &Snapshot, source: &Source) -> Option<(Span, Span)> {
    let value = field_of(snapshot, source, Atom::Tool)?;
    if value.style() != Some(ScalarStyle::Plain) || value.span.of(&source.text).contains('\n') {
        return None;
    }
    let first = value.items(&source.text, false).into_iter().next()?;
    Some((value.span, first.span))
}

fn field_of<'a>(
    snapshot: &Snapshot,
    source: &'a Source,
    atom: Atom,
) -> Option<&'a dossier_syntax::Node> {
    let dialect = snapshot.dialect(source.place());
    let kind = source.place().kind;
    let front_matter = source.parsed.front_matter.as_ref()?;
    let mut entries = front_matter.entries.iter();
    let entry = entries.find(|entry| {
        dialect
            .field(kind, &entry.name)
            .is_some_and(|field| field.shape.holds(atom))
    })?;
    Some(&entry.value)
}

/// Misspells the first tool and the model.
fn broken_copy(snapshot: &Snapshot, source: &Source) -> Option<BrokenCopy> {
    let (_, tool) = tools_line(snapshot, source)?;
    let model = field_of(snapshot, source, Atom::Model).map(|value| value.span);
    let mut places: Vec<Span> = model.into_iter().chain([tool]).collect();
    // From the back, so that the places in front stay where they are.
    places.sort_by_key(|span| std::cmp::Reverse(span.start));
    let mut text = source.text.to_string();
    for span in places.into_iter().filter(|span| span.len() > 2) {
        let misspelt = swap_last_letters(span.of(&source.text));
        text.replace_range(span.range(), &misspelt);
    }
    Some(BrokenCopy {
        path: snapshot.index().file(source.id).path.to_path_buf(),
        text,
    })
}

fn swap_last_letters(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if let [.., before, last] = letters.as_mut_slice() {
        std::mem::swap(before, last);
    }
    letters.into_iter().collect()
}
