//! What becomes of converted files: they are written, compared or printed.

use std::collections::BTreeMap;
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialect;
use dossier_ide::{Converted, Left, written_from};
use dossier_workspace::{Disk as _, RealDisk, Snapshot, Writable};

use crate::check::base::Base;
use crate::selection::Problem;
use crate::shown::{self, Form, complain, complain_in_lines};
use crate::write;

/// What is done with files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// They are written; what is there already may be written over.
    Write(Over),
    /// They are compared with what is there.
    Check,
    /// They are printed.
    Print,
}

/// What may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    /// Nothing.
    Nothing,
    /// Files that say that they are written from others.
    Written,
    /// Whatever is there.
    All,
}

/// Where files go.
pub(crate) struct Outcome {
    pub(crate) here: Base,
    places: Writable,
    mode: Mode,
    /// What was taken, and from where.
    taken: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

impl Outcome {
    /// Files may be written in what was `named`, and in the repositories around that.
    pub(crate) fn new(named: &[Utf8PathBuf], mode: Mode) -> Self {
        let named = named.iter().map(Utf8PathBuf::as_path);
        Self {
            here: Base::current(),
            places: Writable::new(&RealDisk, named),
            mode,
            taken: BTreeMap::new(),
        }
    }

    /// Takes one file. Returns false if it is not as it should be, which is said.
    pub(crate) fn take(
        &mut self,
        source: &Utf8Path,
        converted: &Converted,
    ) -> Result<bool, Problem> {
        let path = &converted.path;
        let shown = self.here.shown(path);
        if let Some(other) = self.taken.get(path) {
            let (source, other) = (self.here.shown(source), self.here.shown(other));
            complain(&format!(
                "dossier: {source}: {shown} is what {other} becomes"
            ));
            return Ok(false);
        }
        self.taken.insert(path.clone(), source.to_owned());
        let before = RealDisk.read(path);
        let over = match self.mode {
            Mode::Check => {
                let fault = match &before {
                    Some(before) if *before == converted.text => return Ok(true),
                    Some(_) => "differs",
                    None => "is missing",
                };
                complain(&format!("dossier: {shown} {fault}"));
                return Ok(false);
            }
            Mode::Print => {
                let mut out = shown::stdout(Form::Lines);
                writeln!(out, "{shown}:\n\n{}", converted.text).map_err(Problem::Output)?;
                return Ok(true);
            }
            Mode::Write(over) => over,
        };
        let refused = if !self.places.may_write(&RealDisk, path) {
            "lies outside of what was named; not written"
        } else {
            match &before {
                Some(before) if *before == converted.text => return Ok(true),
                Some(before) if !over.may_replace(before) => {
                    "is there already; --force writes over it"
                }
                _ => "",
            }
        };
        if !refused.is_empty() {
            complain(&format!("dossier: {shown} {refused}"));
            return Ok(false);
        }
        let written = match before {
            Some(before) => {
                write::replace(path, &before, &converted.text).and_then(write::Replaced::settle)
            }
            None => make(path, &converted.text),
        };
        match written {
            Ok(()) => print(&shown).map(|()| true),
            Err(error) => {
                complain(&format!("dossier: {shown}: {error}"));
                Ok(false)
            }
        }
    }

    /// Says what a program has nothing for.
    pub(crate) fn tell_left(
        &self,
        snapshot: &Snapshot,
        program: &str,
        source: &Utf8Path,
        converted: &Converted,
    ) {
        let mut dialects = snapshot.dialects().iter();
        let title = dialects.find(|it| it.id() == program).map(Dialect::title);
        let title = title.unwrap_or(program);
        let source = self.here.shown(source);
        for Left { field, part, why } in &converted.left {
            let what = match part.as_str() {
                "" => format!("`{field}`"),
                part => format!("`{part}` of `{field}`"),
            };
            complain_in_lines(&format!("{source}: {title} has nothing for {what}: {why}"));
        }
    }
}

impl Over {
    fn may_replace(self, text: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Written => written_from(text).is_some(),
            Self::All => true,
        }
    }
}

fn print(text: &str) -> Result<(), Problem> {
    writeln!(shown::stdout(Form::Words), "{text}").map_err(Problem::Output)
}

fn make(path: &Utf8Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    write::create(path, text)
}
