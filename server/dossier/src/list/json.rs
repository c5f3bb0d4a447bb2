//! The list for programs.

use std::io::{self, Write};

use dossier_ide::Listed;
use dossier_workspace::{FileId, Snapshot};
use serde::Serialize;

use crate::check::base::Base;
use crate::shown;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    members: Vec<Member<'a>>,
}

/// An agent, a skill or a command. Paths are from the current folder where they lie below it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Member<'a> {
    kind: &'a str,
    name: &'a str,
    plugin: Option<&'a str>,
    program: &'a str,
    path: String,
    loaded: bool,
    description: Option<&'a str>,
    used_by: Vec<String>,
    uses: Vec<String>,
}

/// Prints the list; paths are from `here`.
pub(super) fn print(
    out: &mut dyn Write,
    snapshot: &Snapshot,
    listed: &[Listed<'_>],
    here: &Base,
) -> io::Result<()> {
    let path = |file: FileId| here.relative(&snapshot.index().file(file).path);
    let members = listed.iter().map(|it| Member {
        kind: it.kind.as_str(),
        name: &it.name,
        plugin: it.plugin,
        program: it.program,
        path: path(it.file),
        loaded: it.loaded,
        description: it.description.as_deref(),
        used_by: it.used_by.iter().copied().map(path).collect(),
        uses: it.uses.iter().copied().map(path).collect(),
    });
    let document = Document {
        version: 1,
        members: members.collect(),
    };
    shown::document(out, &document)
}
