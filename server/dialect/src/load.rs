//! From the files under `grammars/dialects` to the tables of programs.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::from_toml::{TomlFault, from_toml};
use crate::rows::{Source, Table};
use crate::tables::BUILT_DIALECTS;

mod check;
mod folder;

use folder::Folder;

/// A table that can't be used: which one, and what is wrong with it.
#[derive(Debug)]
pub struct TableError {
    table: String,
    reason: String,
    /// The text to blame, in bytes, and the reason without it, where it is one place.
    place: Option<(Range<usize>, String)>,
}

impl TableError {
    /// The table's path from the folder of all tables, or the program that it is about.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// The text of the table that is to blame, in bytes, where it is one place.
    pub fn span(&self) -> Option<Range<usize>> {
        self.place.as_ref().map(|(span, _)| span.clone())
    }

    /// What is wrong with it, in words.
    pub fn reason(&self) -> &str {
        let place = self.place.as_ref();
        place.map_or(&self.reason, |(_, reason)| reason)
    }

    pub(crate) fn new(table: &str, reason: &str) -> Self {
        Self {
            table: table.to_owned(),
            reason: reason.to_owned(),
            place: None,
        }
    }

    /// A table whose text is no TOML, or not as its schema says.
    fn unreadable(table: &str, fault: TomlFault) -> Self {
        Self {
            table: table.to_owned(),
            place: fault.span.map(|span| (span, fault.message.clone())),
            reason: fault.message,
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table, self.reason)
    }
}

impl std::error::Error for TableError {}

/// The tables that come with Dossier, each with its path from `grammars/dialects`.
///
/// # Errors
/// A table that is not as its schema says; a test keeps that from happening.
pub(crate) fn built_in() -> Result<Vec<(&'static str, Table)>, TableError> {
    let read = |&(path, text): &(&'static str, &str)| {
        let table = serde_json::from_str(text);
        let table = table.map_err(|error| TableError::new(path, &error.to_string()))?;
        Ok((path, table))
    };
    BUILT_DIALECTS.iter().map(read).collect()
}

/// The tables of each program, those first whose rules hold before others': `known` ones, and those
/// of `files`, which are paths from `grammars/dialects` with forward slashes, and texts:
/// `acme/tools.toml` belongs to the program `acme`, and what lies in no folder holds sources that
/// all share.
///
/// # Errors
/// A table that is not as its schema says, a folder without a program, rows that don't go together.
pub(crate) fn tables<'a>(
    known: Vec<(&'a str, Table)>,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Table>, TableError> {
    let mut shared = BTreeMap::<String, Source>::new();
    let mut folders = BTreeMap::<&str, Folder<'_>>::new();
    let read = |(path, text)| match from_toml(text) {
        Ok(table) => Ok((path, table)),
        Err(fault) => Err(TableError::unreadable(path, fault)),
    };
    for file in known.into_iter().map(Ok).chain(files.into_iter().map(read)) {
        let (path, table): (_, Table) = file?;
        match path.split_once('/') {
            None => shared.extend(table.sources),
            Some((folder, _)) => folders.entry(folder).or_default().add(path, table),
        }
    }
    check::check(&folders, &shared)?;
    let mut tables = Vec::new();
    for (name, folder) in folders {
        let mut table = folder.into_table(name)?;
        for (tag, source) in &shared {
            let own = table.sources.entry(tag.clone());
            own.or_insert_with(|| source.clone());
        }
        // Rows of one kind stand together, wherever their files sort.
        table.kind.sort_by_key(|kind| kind.id);
        tables.extend(by_way_of_writing(&table));
    }
    tables.sort_by_key(|table| {
        let program = table.program.as_ref();
        program.map_or(u32::MAX, |program| program.precedence)
    });
    Ok(tables)
}

/// A program that writes files of one kind in two ways, such as agents in Markdown and in TOML, has
/// two dialects: one for the first row of each kind, and one for the second. Fields that name the
/// formats they are for are in the dialects of those alone.
fn by_way_of_writing(table: &Table) -> Vec<Table> {
    let mut dialects: Vec<Table> = Vec::new();
    let rows = |id| table.kind.iter().filter(move |kind| kind.id == id);
    let most = table.kind.iter().map(|kind| rows(kind.id).count()).max();
    for at in 0..most.unwrap_or(0).max(1) {
        let mut dialect = table.clone();
        dialect.kind.clear();
        for kind in &table.kind {
            let is_new = dialect.kind.iter().all(|it| it.id != kind.id);
            dialect
                .kind
                .extend(rows(kind.id).nth(at).filter(|_| is_new).cloned());
        }
        let format = |id| {
            let mut kinds = dialect.kind.iter();
            kinds.find(|kind| kind.id == id).map(|kind| kind.format)
        };
        for field in &mut dialect.field {
            let is_for = |format| field.formats.is_empty() || field.formats.contains(&format);
            field.kinds.retain(|&id| format(id).is_some_and(is_for));
        }
        if let Some(program) = dialect.program.as_mut().filter(|_| at > 0) {
            program.by_shape.clear();
        }
        dialects.push(dialect);
    }
    dialects
}

#[cfg(test)]
mod tests;
