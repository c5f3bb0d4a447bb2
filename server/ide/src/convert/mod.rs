//! A file that is written for one program, written for another.
//!
//! Fields, tools and models are taken over where the tables say what they stand for in both
//! programs. Nothing else is guessed, and nothing is dropped: what has no counterpart is kept in
//! comments, from which a conversion back restores it, and is listed.

mod fields;
mod notes;
mod said;
mod sense;
mod words;
mod write;

use std::fmt;

use camino::Utf8PathBuf;
use dossier_dialect::{Atom, Dialect, Dialects, FileKind, Kind, program_id};
use dossier_syntax::Format;
use dossier_workspace::{FileId, Place, Snapshot, Source};

pub use notes::written_from;
pub(crate) use sense::{Sense, entry_of};

use crate::fixes::line_end;
use crate::new_file::{file_in, literal_start};

/// A file as another program has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// Where the program looks for it.
    pub path: Utf8PathBuf,
    /// The whole text.
    pub text: String,
    /// What has no counterpart there.
    pub left: Vec<Left>,
}

/// A field, or a part of its value, that another program has nothing for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The field.
    pub field: String,
    /// What of its value; empty for all of it.
    pub part: String,
    /// Why.
    pub why: Why,
}

/// Why something has no counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program has no such field.
    NoField,
    /// It has the field, and no such value.
    NoValue,
    /// It can't limit a tool to what the pattern behind it says, and the whole tool would be more.
    NoPattern,
    /// The value can't be read.
    Unreadable,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoField => "no such field",
            Self::NoValue => "nothing known to stand for the same",
            Self::NoPattern => "no way to limit the tool so, and all of it would be more",
            Self::Unreadable => "can't be read",
        })
    }
}

/// Why a file can't be converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// It is no agent file.
    NotAnAgentFile,
    /// Nothing is known of the program. These can be asked for.
    UnknownProgram(Vec<String>),
    /// The program has no files of that kind, or nobody knows where.
    NoSuchKind(FileKind),
    /// The file is written for that program already.
    SameProgram,
    /// Its fields can't be read.
    Broken,
    /// What an entry defines has a name that no file can have.
    NoFileName(String),
}

impl fmt::Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAgentFile => f.write_str("this is no agent file"),
            Self::UnknownProgram(known) => {
                write!(f, "no such program; known are {}", known.join(", "))
            }
            Self::NoSuchKind(kind) => {
                write!(
                    f,
                    "the program has no place of its own for files of the kind {kind}"
                )
            }
            Self::SameProgram => f.write_str("the file is written for that program"),
            Self::NoFileName(name) => write!(f, "no file can be called `{name}`"),
            Self::Broken => f.write_str("its fields can't be read; mend them first"),
        }
    }
}

impl std::error::Error for ConvertError {}

/// The file as `program`, an id, would have it. Nothing is written.
///
/// # Errors
/// Why it can't be.
pub fn convert(
    snapshot: &Snapshot,
    file: FileId,
    program: &str,
) -> Result<Converted, ConvertError> {
    convert_noting(snapshot, file, program, None)
}

/// The same with a comment that says where it is from, so that it may be written over when that
/// changes. [`written_from`] reads it.
///
/// # Errors
/// Why it can't be.
pub fn convert_in_step(
    snapshot: &Snapshot,
    file: FileId,
    program: &str,
) -> Result<Converted, ConvertError> {
    let source = snapshot.source(file).ok_or(ConvertError::NotAnAgentFile)?;
    let path = source.place().shown(&snapshot.index().file(file).path);
    convert_noting(snapshot, file, program, Some(&notes::origin(&path)))
}

fn convert_noting(
    snapshot: &Snapshot,
    file: FileId,
    program: &str,
    origin: Option<&str>,
) -> Result<Converted, ConvertError> {
    let source = snapshot.source(file).ok_or(ConvertError::NotAnAgentFile)?;
    let place = source.place();
    let from = snapshot.dialect(place);
    let to = dialect_of(snapshot, program, place.kind)?;
    if from.id() == to.id() {
        return Err(ConvertError::SameProgram);
    }
    let kind = to
        .kind(place.kind)
        .ok_or(ConvertError::NoSuchKind(place.kind))?;
    let front_matter = source.parsed.front_matter.as_ref();
    if front_matter.is_some_and(|it| !it.faults.is_empty()) {
        return Err(ConvertError::Broken);
    }
    let mut sheet = fields::Sheet::new(from, to, place.kind);
    sheet.note(origin);
    if let Some(front_matter) = front_matter {
        let body = source.parsed.body_entry().map(|it| it.name.as_str());
        sheet.take(front_matter, &source.text, body);
    }
    sheet.restore(&notes::of(&source.text, front_matter));
    if let Some(definition) = &source.facts.definition {
        sheet.name(definition.name());
    }
    let body = body_of(&source, from).replace("\r\n", "\n");
    let (written, left) = sheet.finish();
    let text = write::file(to, kind, &written, &body);
    Ok(Converted {
        path: path_in(snapshot, &source, to, kind)?,
        text: match line_end(&source.text) {
            "\r\n" => text.replace('\n', "\r\n"),
            _ => text,
        },
        left,
    })
}

/// The id of the program that somebody calls `written`: by its id or title, or by a part of its id
/// that no other has, such as the word without the maker's name.
///
/// # Errors
/// The programs that it may be, or all that there are.
pub fn program_named<'a>(dialects: &'a Dialects, written: &str) -> Result<&'a str, ConvertError> {
    let wanted = program_id(written);
    let mut ids: Vec<&str> = dialects.iter().map(Dialect::id).collect();
    ids.sort_unstable();
    ids.dedup();
    if let Some(id) = ids.iter().find(|id| **id == wanted) {
        return Ok(id);
    }
    let has_part = |id: &&&str| id.split('-').any(|part| part == wanted);
    let likely: Vec<&str> = ids.iter().filter(has_part).copied().collect();
    match &likely[..] {
        [one] => Ok(one),
        [] => Err(ConvertError::UnknownProgram(known(dialects))),
        several => Err(ConvertError::UnknownProgram(
            several.iter().map(|id| (*id).to_owned()).collect(),
        )),
    }
}

/// The programs of which it is known what their words stand for.
fn known(dialects: &Dialects) -> Vec<String> {
    let known = dialects.iter().filter(|it| it.meanings().is_some());
    let mut known: Vec<String> = known.map(|it| it.id().to_owned()).collect();
    known.dedup();
    known
}

/// The programs that have places of their own for files of a kind, other than the one that the file
/// is written for.
pub fn targets(snapshot: &Snapshot, place: &Place) -> Vec<(String, String)> {
    let own = snapshot.dialect(place).id();
    let mut found: Vec<(String, String)> = Vec::new();
    for dialect in snapshot.dialects().iter() {
        let has_place = dialect
            .kind(place.kind)
            .is_some_and(|kind| !kind.paths.is_empty());
        let is_new = dialect.id() != own && found.iter().all(|(id, _)| id != dialect.id());
        if has_place && is_new && dialect.meanings().is_some() {
            found.push((dialect.id().to_owned(), dialect.title().to_owned()));
        }
    }
    found
}

fn dialect_of<'a>(
    snapshot: &'a Snapshot,
    program: &str,
    kind: FileKind,
) -> Result<&'a Dialect, ConvertError> {
    let dialects = snapshot.dialects();
    let mut of_program = dialects.iter().filter(|it| it.id() == program).peekable();
    if of_program.peek().is_none() {
        return Err(ConvertError::UnknownProgram(known(dialects)));
    }
    of_program
        .find(|it| it.kind(kind).is_some_and(|kind| !kind.paths.is_empty()))
        .ok_or(ConvertError::NoSuchKind(kind))
}

/// What the file says below its fields.
fn body_of(source: &Source, dialect: &Dialect) -> String {
    let text = &*source.text;
    let kind = dialect.kind(source.place().kind);
    let front_matter = source.parsed.front_matter.as_ref();
    match (front_matter, kind.and_then(|kind| kind.body.as_deref())) {
        (Some(front_matter), Some(field)) => {
            let body = front_matter.field(field).and_then(|it| it.value.text());
            body.unwrap_or_default().to_owned()
        }
        (Some(_), None) => match source.parsed.body_entry() {
            Some(entry) => entry.value.text().unwrap_or_default().to_owned(),
            None => source.parsed.body.of(text).to_owned(),
        },
        (None, _) => text.trim_start_matches('\u{feff}').to_owned(),
    }
}

/// Where the program looks for it: in the same team, or among the user's own files.
fn path_in(
    snapshot: &Snapshot,
    source: &Source,
    to: &Dialect,
    kind: &Kind,
) -> Result<Utf8PathBuf, ConvertError> {
    let place = source.place();
    let file = snapshot.index().file(source.id);
    let path = &file.path;
    let name = source
        .facts
        .definition
        .as_ref()
        .map(|it| it.name().as_str());
    let is_file_name = |name: &&str| {
        dossier_syntax::is_name(name) && !name.contains([':', '/']) && !name.starts_with('.')
    };
    let own = || snapshot.places().stem(path.file_name().unwrap_or_default());
    let name = match name.filter(is_file_name) {
        Some(name) => name,
        // The file of an entry is called after none of them.
        None if file.entry.is_some() => {
            return Err(ConvertError::NoFileName(
                name.unwrap_or_default().to_owned(),
            ));
        }
        None => own(),
    };
    let glob = kind.paths.first().map_or("", String::as_str);
    let folder = place
        .home
        .join(literal_start(glob.trim_start_matches("**/")));
    Ok(file_in(to, &folder, place.kind, name))
}

/// True for the field that holds the body in formats without fences.
fn is_body(kind: &Kind, field: &str) -> bool {
    kind.body.as_deref() == Some(field)
}

/// True for a format whose fields may have comments beside them.
fn has_comments(format: Format) -> bool {
    format != Format::Json
}

/// What tells the name and the description of a definition.
const SELF: [Atom; 2] = [Atom::Name, Atom::Description];
