//! What a program would load of a team, and what that costs at every start.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use dossier_dialect::{DialectId, FileKind, LimitId, Role};
use dossier_workspace::{FileId, Snapshot};

use crate::readers::other_readers;
use crate::why::{about_tokens, characters_at_start};

/// What a program would load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load<'a> {
    /// What messages call it.
    pub title: &'a str,
    /// The kinds of file, in their order.
    pub loaded: Vec<Loaded<'a>>,
}

/// The files of one kind that a program would load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded<'a> {
    /// The kind.
    pub kind: FileKind,
    /// How many there are.
    pub files: usize,
    /// What their descriptions, or all of them, cost at every start, in tokens, by estimate.
    pub at_start: usize,
    /// The limit that the program states for that, in tokens, and what happens beyond it.
    pub limit: Option<(usize, &'a str)>,
}

/// Files of one kind that a program loads, while they are counted.
#[derive(Default)]
struct Count {
    /// Where they really lie: one to which links lead is loaded once.
    files: BTreeSet<Utf8PathBuf>,
    characters: usize,
}

/// What each program would load of `files`, in the tables' order; nothing of those that would load
/// none.
pub(super) fn of<'a>(snapshot: &'a Snapshot, files: &[FileId]) -> Vec<Load<'a>> {
    let (index, dialects) = (snapshot.index(), snapshot.dialects());
    let mut counts: Vec<((DialectId, FileKind), Count)> = Vec::new();
    for &id in files {
        let file = index.file(id);
        let Some(facts) = &file.facts else { continue };
        let place = &facts.place;
        let is_program = |id: &DialectId| dialects.get(*id).role() == Role::Program;
        let own = Some(place.dialect).filter(|_| place.loaded);
        let own = own.filter(is_program);
        let readers = own.into_iter().chain(other_readers(snapshot, id, place));
        let source = snapshot.source(id);
        for reader in readers {
            let known = |(id, kind): (DialectId, FileKind)| {
                kind == place.kind && dialects.is_same_program(id, reader)
            };
            let at = counts.iter().position(|(key, _)| known(*key));
            let at = at.unwrap_or_else(|| {
                counts.push(((reader, place.kind), Count::default()));
                counts.len() - 1
            });
            let count = &mut counts[at].1;
            if count.files.insert(snapshot.places().real(&file.path)) {
                count.characters += source.as_ref().map_or(0, |source| {
                    characters_at_start(snapshot, source, dialects.get(reader))
                });
            }
        }
    }
    counts.sort_by_key(|(key, _)| *key);
    let mut loads: Vec<Load<'a>> = Vec::new();
    for ((id, kind), count) in counts {
        let dialect = dialects.get(id);
        let limit = dialect.limit(LimitId::Descriptions, kind);
        let loaded = Loaded {
            kind,
            files: count.files.len(),
            at_start: about_tokens(count.characters),
            limit: limit.map(|limit| (limit.value, limit.doc.as_str())),
        };
        match loads.iter_mut().find(|it| it.title == dialect.title()) {
            Some(known) => known.loaded.push(loaded),
            None => loads.push(Load {
                title: dialect.title(),
                loaded: vec![loaded],
            }),
        }
    }
    for load in &mut loads {
        load.loaded.sort_by_key(|it| it.kind);
    }
    loads
}
