//! The tables of one program, file by file, so that what is wrong with a row names its file.

use dossier_syntax::Format;

use super::TableError;
use crate::FileKind;
use crate::rows::{Field, Program, Table};

/// The tables of one program, with their paths.
#[derive(Default)]
pub(super) struct Folder<'a> {
    files: Vec<(&'a str, Table)>,
}

impl<'a> Folder<'a> {
    /// Puts a file behind the others.
    pub(super) fn add(&mut self, path: &'a str, table: Table) {
        self.files.push((path, table));
    }

    /// The files, with their paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'a str, &Table)> {
        self.files.iter().map(|(path, table)| (*path, table))
    }

    /// Rows of one sort, each with the path of its file.
    pub(super) fn rows<T: 'static>(
        &self,
        of: fn(&Table) -> &Vec<T>,
    ) -> impl Iterator<Item = (&'a str, &T)> {
        self.files()
            .flat_map(move |(path, table)| of(table).iter().map(move |row| (path, row)))
    }

    /// A section that only one file may have, with the path of that.
    pub(super) fn section<T>(&self, of: fn(&Table) -> Option<&T>) -> Option<(&'a str, &T)> {
        self.files()
            .find_map(|(path, table)| Some((path, of(table)?)))
    }

    /// The program, with the path of the file that says what it is.
    pub(super) fn program(&self) -> Option<(&'a str, &Program)> {
        self.section(|table| table.program.as_ref())
    }

    /// The kinds of file that have a field, with each format that has it.
    pub(super) fn ways_to_write(&self, field: &Field) -> Vec<(FileKind, Format)> {
        let mut ways = Vec::new();
        for (_, kind) in self.rows(|table| &table.kind) {
            let way = (kind.id, kind.format);
            if is_written(field, way) && !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }

    /// The field of that name in files of a kind and format.
    pub(super) fn field(&self, name: &str, way: (FileKind, Format)) -> Option<&Field> {
        let mut fields = self.rows(|table| &table.field).map(|(_, field)| field);
        fields.find(|field| field.name == name && is_written(field, way))
    }

    /// All files together.
    ///
    /// # Errors
    /// A section that occurs again.
    pub(super) fn into_table(self, name: &str) -> Result<Table, TableError> {
        let mut whole = Table::default();
        for (path, table) in self.files {
            whole.add(table).map_err(|section| {
                let reason = format!("another table of `{name}` has the section [{section}]");
                TableError::new(path, &reason)
            })?;
        }
        Ok(whole)
    }
}

/// True for a field of files of that kind and format.
fn is_written(field: &Field, (kind, format): (FileKind, Format)) -> bool {
    field.kinds.contains(&kind) && (field.formats.is_empty() || field.formats.contains(&format))
}
