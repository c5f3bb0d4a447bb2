//! What programs make of one file: whether each of them loads it, and what of it counts there.
//!
//! Nothing is decided here. Places, readers and rows say who reads what, and what stands in the
//! way is what the rules find.

mod cost;
mod fields;
mod in_short;
mod loading;
mod model;
mod skills;
#[cfg(test)]
mod tests;
mod tool_maps;
mod tools;

use dossier_dialect::{Dialect, DialectId, FileKind, Role};
use dossier_workspace::{FileId, Snapshot, Source};

pub use cost::{Budget, Cost, about_tokens};
pub use fields::{Counting, Ignored};
pub use loading::{Elsewhere, Obstacle};
pub use model::{ModelInEffect, Service};
pub use skills::{Preloaded, SkillState};
pub use tools::{Doubt, Given, Gone, GoneBecause, Tools};

pub(crate) use cost::{characters_at_start, of as cost_of};
pub(crate) use in_short::in_short;
pub(crate) use model::of as model_of;
pub(crate) use tools::of as tools_of;

use crate::describe::qualified_name;
use crate::list::start_of_description;
use crate::readers::other_readers;

/// What programs make of a file.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    /// The file.
    pub file: FileId,
    /// What it is.
    pub kind: FileKind,
    /// The name that it defines, behind its plugin's.
    pub name: Option<String>,
    /// How its description starts.
    pub description: Option<String>,
    /// The plugin that it belongs to.
    pub plugin: Option<&'a str>,
    /// How many other files name it.
    pub users: usize,
    /// What it costs, whoever reads it.
    pub cost: Cost,
    /// The program whose rules hold, and then the others that read it where it lies.
    pub programs: Vec<ForProgram<'a>>,
    /// The programs that have such files and don't look for them here.
    pub elsewhere: Vec<Elsewhere<'a>>,
}

/// What one program makes of it.
#[derive(Clone, Debug)]
pub struct ForProgram<'a> {
    /// What messages call it.
    pub title: &'a str,
    /// True for a standard, which programs follow and which reads nothing itself.
    pub is_standard: bool,
    /// Whether it looks for the file where it lies.
    pub looks_here: bool,
    /// The globs that lead it to the file; those of its places if it doesn't look here. None where
    /// something else does, such as a plugin's manifest.
    pub globs: Vec<&'a str>,
    /// What stands in the way of the file as a whole, the gravest first.
    pub obstacles: Vec<Obstacle>,
    /// The rest; `None` where its fields can't be read.
    pub gets: Option<Gets<'a>>,
}

/// What comes of the fields.
#[derive(Clone, Debug)]
pub struct Gets<'a> {
    /// Which count and which don't; `None` where it isn't known what the program reads.
    pub fields: Option<(Vec<Counting<'a>>, Vec<Ignored>)>,
    /// The model that answers.
    pub model: Option<ModelInEffect<'a>>,
    /// The tools of an agent, where the program's are known.
    pub tools: Option<Tools<'a>>,
    /// The skills that it lists.
    pub skills: Vec<Preloaded>,
    /// What the descriptions of its whole team cost, where the program has a limit for that.
    pub budget: Option<Budget<'a>>,
}

/// What programs make of an agent file; `None` for a file that is none.
pub fn why(snapshot: &Snapshot, file: FileId) -> Option<Account<'_>> {
    let source = snapshot.source(file)?;
    let facts = snapshot.index().file(file).facts.as_ref()?;
    let place = &facts.place;
    let definition = facts.definition.as_ref();
    let own = for_program(snapshot, &source, place.dialect);
    let others = other_readers(snapshot, file, place);
    let others: Vec<DialectId> = others.collect();
    let rest = others.iter().map(|id| for_program(snapshot, &source, *id));
    Some(Account {
        file,
        kind: place.kind,
        name: definition.map(|it| qualified_name(place, it)),
        description: definition.and_then(start_of_description),
        plugin: place.plugin.as_ref().map(|plugin| plugin.name.as_str()),
        users: crate::users(snapshot, file).map_or(0, |it| it.files),
        cost: cost::of(snapshot, &source),
        programs: std::iter::once(own).chain(rest).collect(),
        elsewhere: loading::elsewhere(snapshot, &source, &others),
    })
}

fn for_program<'a>(snapshot: &'a Snapshot, source: &Source, id: DialectId) -> ForProgram<'a> {
    let is_own = id == source.place().dialect;
    let dialect: &Dialect = match is_own {
        // It may have rows of the user's own.
        true => snapshot.dialect(source.place()),
        false => snapshot.dialects().get(id),
    };
    let (looks_here, globs) = loading::place(snapshot, source, id);
    let obstacles = loading::obstacles(snapshot, source, id);
    let is_readable = !obstacles.iter().any(Obstacle::hides_fields);
    ForProgram {
        title: dialect.title(),
        is_standard: dialect.role() == Role::Standard,
        looks_here,
        globs,
        obstacles,
        gets: is_readable.then(|| Gets {
            fields: fields::of(snapshot, source, dialect, id),
            model: model::of(snapshot, source, dialect),
            tools: tools::of(snapshot, source, dialect),
            skills: match is_own {
                true => skills::of(snapshot, source, dialect),
                false => Vec::new(),
            },
            budget: cost::budget(snapshot, source, dialect),
        }),
    }
}
