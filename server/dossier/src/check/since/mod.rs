//! `--since`: what is new since a revision of the repository.
//!
//! The files of that time are read from git's objects into memory, and checked like those of now.
//! Nothing is checked out, no program is run, and nobody else's settings of git hold.

mod gone;
mod past;

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_workspace::{Disk as _, FileId, RealDisk, Snapshot, World, scan};

use super::baseline::{Accepted, Baseline};
use super::findings::{Checked, Rules, check_all, plural};
use super::texts::Texts;
use crate::cli::CheckOptions;
use crate::selection::{Asked, Problem};
use crate::shown::complain;
use past::Past;

/// What was there at a revision.
pub(super) struct Since<'a> {
    options: &'a CheckOptions,
    asked: &'a Asked,
    /// As it was written.
    revision: &'a str,
    past: Arc<Past>,
    then: Snapshot,
}

impl<'a> Since<'a> {
    /// Reads the files of the time of `revision`, with those of now that the repository doesn't
    /// have, as far as `asked` needs them.
    pub(super) fn read(
        options: &'a CheckOptions,
        asked: &'a Asked,
        revision: &'a str,
        now: &World,
    ) -> Result<Self, Problem> {
        let root = repository(asked, now)?;
        let past = Arc::new(Past::read(&root, revision, now.places())?);
        let mut world = asked.world_unjudged(past.clone(), || ())?;
        // The walk saw what lies there today.
        for path in past.gone() {
            if let Some(found) = scan::read(&path, world.places()) {
                world.take_over(found);
            }
        }
        Ok(Self {
            options,
            asked,
            revision,
            past,
            then: world.snapshot(),
        })
    }

    /// Takes out the findings that were there then, and adds those about names that are gone and
    /// still mentioned. `texts` is the disk of `world`. Returns the world that they are about.
    pub(super) fn apply(
        &self,
        checked: &mut Vec<Checked>,
        world: &mut World,
        texts: &Texts,
    ) -> Snapshot {
        let then = self.checked_then(checked, &world.snapshot());
        let baseline = Baseline::of(self.past.root(), &then);
        let Accepted { accepted, gone } = baseline.accept(checked, |_| true, |_| true);
        if !self.options.quiet {
            let older = plural(accepted, "finding is", "findings are");
            let gone = plural(gone, "is gone", "are gone");
            let revision = self.revision;
            complain(&format!(
                "dossier: {older} older than {revision}, {gone} since"
            ));
        }
        gone::add(self, checked, world, texts)
    }

    /// What is found in the files of that time, under the paths of today.
    fn checked_then(&self, checked: &[Checked], now: &Snapshot) -> Vec<Checked> {
        let files = self.asked.files(&self.then);
        let rules = Rules::without_texts(self.options);
        let mut then = check_all(&self.then, &files, &rules, || ());
        let moved = self.moved(checked, now);
        for it in &mut then {
            if let Some(path) = moved.get(&it.path) {
                it.path.clone_from(path);
            }
        }
        then
    }

    /// Where files of that time lie today that are gone from their places: where a new file
    /// defines what they did.
    fn moved(&self, checked: &[Checked], now: &Snapshot) -> HashMap<Utf8PathBuf, Utf8PathBuf> {
        let new = checked.iter().filter(|it| self.past.is_new(&it.path));
        let new = new.filter_map(|it| Some((defined(now, it.file)?, &it.path)));
        let new: HashMap<(FileKind, &str), &Utf8PathBuf> = new.collect();
        let files = self.then.index().files();
        let gone = files.filter(|(_, file, _)| self.past.is_gone(&file.path));
        let moved = gone.filter_map(|(id, file, _)| {
            let path = *new.get(&defined(&self.then, id)?)?;
            Some((file.path.to_path_buf(), path.to_path_buf()))
        });
        moved.collect()
    }
}

/// What a file defines: of which kind, and its name.
fn defined(snapshot: &Snapshot, file: FileId) -> Option<(FileKind, &str)> {
    let facts = snapshot.index().file(file).facts.as_ref()?;
    let definition = facts.definition.as_ref()?;
    Some((facts.place.kind, definition.name()))
}

/// The one repository that all paths lie in.
fn repository(asked: &Asked, now: &World) -> Result<Utf8PathBuf, Problem> {
    let root_of = |path: &Utf8Path| {
        // A repository holds its own root.
        let root = now.places().repository_of(&path.join("x"));
        root.ok_or_else(|| {
            Problem::Request(format!(
                "--since needs a git repository, and {path} is in none"
            ))
        })
    };
    let mut roots = asked.paths().iter().map(|path| root_of(path));
    let first = roots
        .next()
        .unwrap_or_else(|| root_of(Utf8Path::new(".")))?;
    for root in roots {
        let root = root?;
        if root != first {
            let says = format!("--since is about one repository, and there are {first} and {root}");
            return Err(Problem::Request(says));
        }
    }
    Ok(RealDisk.real(&first))
}
