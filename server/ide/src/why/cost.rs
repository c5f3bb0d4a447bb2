//! What a file costs, in tokens, by estimate.

use camino::Utf8Path;
use dossier_dialect::{Dialect, FileKind, LimitId};
use dossier_workspace::{Snapshot, Source};

use crate::diagnostics::left_to_user;

/// What a file costs whoever reads it, in tokens, by estimate: see [`about_tokens`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// What the model reads at every start to choose by; none for what only the user starts.
    pub at_start: usize,
    /// What is read when it is called.
    pub when_called: usize,
}

/// The descriptions of a team together, against what the program states as its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget<'a> {
    /// How many files have a part in it.
    pub members: usize,
    /// How many tokens they have together, by estimate.
    pub tokens: usize,
    /// The limit, in tokens.
    pub most: usize,
    /// What happens beyond it.
    pub doc: &'a str,
}

/// About how many tokens a text has: four characters make one in English prose.
pub fn about_tokens(characters: usize) -> usize {
    const CHARACTERS_IN_TOKEN: usize = 4;
    characters.div_ceil(CHARACTERS_IN_TOKEN)
}

/// How many characters of a file a program that reads it gives the model at every start: all, or its
/// description, or none.
pub(crate) fn characters_at_start(
    snapshot: &Snapshot,
    source: &Source,
    program: &Dialect,
) -> usize {
    match is_read_at_start(snapshot, source, program) {
        true => source.text.chars().count(),
        false => described_characters(snapshot, source),
    }
}

/// How many characters of a file the model hears so as to choose by them.
fn described_characters(snapshot: &Snapshot, source: &Source) -> usize {
    let place = source.place();
    let front_matter = source.parsed.front_matter.as_ref();
    let vocabulary = snapshot.vocabulary(place);
    let is_for_model = matches!(
        place.kind,
        FileKind::Agent | FileKind::Skill | FileKind::Command
    ) && front_matter.is_none_or(|it| left_to_user(it, vocabulary).is_none());
    let described = source.facts.definition.as_ref();
    let described = described.map_or(0, |it| it.description_length);
    described * usize::from(is_for_model)
}

/// True for a file that a program reads whole when a session starts in the root of the workspace.
fn is_read_at_start(snapshot: &Snapshot, source: &Source, program: &Dialect) -> bool {
    let place = source.place();
    let Some(row) = program.kind(place.kind) else {
        return false;
    };
    let is_own = snapshot.dialect(place).id() == program.id();
    let lacks = |field: &String| {
        let front_matter = source.parsed.front_matter.as_ref();
        front_matter.is_none_or(|it| it.field(field).is_none())
    };
    if is_own && place.loaded && row.at_start_without.as_ref().is_some_and(lacks) {
        return true;
    }
    let path = &snapshot.index().file(source.id).path;
    let mut named = row.at_start.iter().filter(|it| path.ends_with(it.as_str()));
    named.any(|it| {
        let levels = Utf8Path::new(it).components().count();
        let root = path.ancestors().nth(levels);
        root.is_some_and(|root| match place.user {
            true => is_own && *root == *place.home,
            false => is_started_in(snapshot, root),
        })
    })
}

/// True for a folder that sessions are likely to be started in: that of a workspace or of a repository,
/// or one that holds a team.
fn is_started_in(snapshot: &Snapshot, folder: &Utf8Path) -> bool {
    let (index, places) = (snapshot.index(), snapshot.places());
    let is_root = snapshot
        .configuration()
        .roots()
        .iter()
        .any(|it| it == folder);
    let mut team = [FileKind::Agent, FileKind::Skill, FileKind::Command]
        .into_iter()
        .flat_map(|kind| index.of_kind(kind));
    is_root
        || places
            .repository_of(&folder.join("x"))
            .is_some_and(|it| it == folder)
        || team.any(|(_, _, facts)| {
            let place = &facts.place;
            place.loaded && place.plugin.is_none() && !place.user && *place.home == *folder
        })
}

/// What a file costs in its own program.
pub(crate) fn of(snapshot: &Snapshot, source: &Source) -> Cost {
    let tokens = |text: &str| about_tokens(text.chars().count());
    match is_read_at_start(snapshot, source, snapshot.dialect(source.place())) {
        true => Cost {
            at_start: tokens(&source.text),
            when_called: 0,
        },
        false => Cost {
            at_start: about_tokens(described_characters(snapshot, source)),
            when_called: tokens(source.parsed.body.of(&source.text).trim()),
        },
    }
}

/// What the team's descriptions cost, where the program states a limit for them.
pub(super) fn budget<'a>(
    snapshot: &Snapshot,
    source: &Source,
    dialect: &'a Dialect,
) -> Option<Budget<'a>> {
    let place = source.place();
    let is_own = snapshot.dialect(place).id() == dialect.id();
    let limit = dialect.limit(LimitId::Descriptions, place.kind)?;
    let team = snapshot.described(source.id);
    (is_own && place.loaded && team.agents > 0).then_some(Budget {
        members: team.agents,
        tokens: about_tokens(team.characters),
        most: limit.value,
        doc: &limit.doc,
    })
}
