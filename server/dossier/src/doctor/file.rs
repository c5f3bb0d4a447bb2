//! What a file is, and why.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_syntax::Parsed;
use dossier_workspace::{
    Disk as _, LARGEST_TEXT, PassedOver, RealDisk, Why, World, passed_over, scan,
};
use serde::Serialize;

use crate::selection::Problem;

/// What a file is, and why.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FileReport {
    pub(super) path: Utf8PathBuf,
    /// What it is; `None` for a file that is no agent file.
    pub(super) is: Option<Description>,
    pub(super) why: Why,
    /// What takes its diagnostics away.
    pub(super) excluded: Option<Exclusion>,
    /// Why it is not found until somebody opens it.
    pub(super) passed_over: Option<PassedOver>,
}

/// What an agent file is.
#[derive(Serialize)]
pub(super) struct Description {
    pub(super) kind: FileKind,
    pub(super) dialect: String,
    /// Other programs that read it.
    pub(super) readers: Vec<String>,
    /// What each program that reads it makes nothing of: its title, and the fields.
    pub(super) ignored: BTreeMap<String, Vec<String>>,
    pub(super) plugin: Option<String>,
    /// Whether a program looks for it where it lies.
    pub(super) loaded: bool,
}

/// What takes a file's diagnostics away.
#[derive(Serialize)]
pub(super) struct Exclusion {
    pub(super) glob: String,
    /// The `dossier.toml` with the glob.
    pub(super) by: Option<Utf8PathBuf>,
}

impl FileReport {
    /// Looks at a file in a world that has been scanned.
    pub(super) fn new(
        world: &World,
        roots: &[Utf8PathBuf],
        path: &Utf8Path,
    ) -> Result<Self, Problem> {
        let text = RealDisk.text(path, LARGEST_TEXT);
        let text = text.map_err(|error| Problem::File(path.to_owned(), error.into()))?;
        let snapshot = world.snapshot();
        let places = snapshot.places();
        let parsed = Parsed::new(&text, &places.reading(path), snapshot.dialects().lexicon());
        let (place, why) = places.explain(path, &text, parsed.front_matter.as_ref());
        let mut report = Self {
            path: path.to_owned(),
            is: None,
            why,
            excluded: None,
            passed_over: None,
        };
        if place.is_none() {
            return Ok(report);
        }
        if !world.knows(path) && places.read_through(path).is_empty() {
            let root = roots.iter().find(|root| path.starts_with(root));
            report.passed_over = root.map(|root| passed_over(root, path, places));
        }
        report.is = description(world, path);
        let chosen = snapshot.configuration().of(path);
        report.excluded = chosen.excluded_by().map(|(glob, by)| Exclusion {
            glob: glob.to_owned(),
            by: by.map(Utf8Path::to_owned),
        });
        Ok(report)
    }
}

/// What the server says of a file when an editor asks, also of one that the scan passed over.
fn description(world: &World, path: &Utf8Path) -> Option<Description> {
    let mut snapshot = world.snapshot();
    if !world.knows(path) {
        let found = scan::read(path, snapshot.places())?;
        let mut alone = crate::start::world().ok()?;
        alone.take_over(found);
        snapshot = alone.snapshot();
    }
    let file = snapshot.index().find(path)?;
    let found = dossier_ide::describe_file(&snapshot, file)?;
    Some(Description {
        kind: found.kind,
        dialect: found.dialect.to_owned(),
        readers: found.readers.into_iter().map(str::to_owned).collect(),
        ignored: found
            .ignored
            .into_iter()
            .map(|it| (it.program.to_owned(), it.fields))
            .collect(),
        plugin: found.plugin.map(str::to_owned),
        loaded: found.loaded,
    })
}
