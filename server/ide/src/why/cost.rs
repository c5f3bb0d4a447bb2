//! What a file costs, in tokens, by estimate.

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

/// How many characters of a file the model reads at every start.
pub(crate) fn characters_at_start(snapshot: &Snapshot, source: &Source) -> usize {
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

/// What a file costs.
pub(crate) fn of(snapshot: &Snapshot, source: &Source) -> Cost {
    let body = source.parsed.body.of(&source.text).trim();
    Cost {
        at_start: about_tokens(characters_at_start(snapshot, source)),
        when_called: about_tokens(body.chars().count()),
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
