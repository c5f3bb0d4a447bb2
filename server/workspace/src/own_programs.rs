//! Programs that Dossier doesn't come with: tables of them that lie in a workspace.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Dialects, TableError};
use toml::Spanned;
use toml::de::DeTable;

use crate::places::governs;
use crate::{CONFIG_FILE, Disk, LARGEST_SETTINGS, Places};

/// The folder beside a `dossier.toml`, or at the root of a workspace, that holds such tables.
const FOLDER: &str = "programs";

/// So many files of them count. Nobody works with more programs.
const MOST: usize = 64;

/// The tables of programs that lie in a workspace, and what is wrong with those that can't be used.
#[derive(Debug, Default)]
pub struct OwnPrograms {
    tables: Vec<Table>,
    faults: Vec<TableFault>,
}

/// One table: `programs/acme.toml`, or one of several in `programs/acme`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Table {
    path: Utf8PathBuf,
    text: Arc<str>,
    /// What it is called among the tables that Dossier comes with: `acme/tools.toml`.
    name: String,
}

/// Why a table can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFault {
    /// Where the table lies.
    pub path: Utf8PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// The part of it to blame, in bytes; empty where it is not one place.
    pub span: Range<usize>,
    /// What is wrong with it, in words.
    pub message: String,
}

impl Table {
    fn program(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }

    fn fault(&self, span: Range<usize>, message: String) -> TableFault {
        TableFault {
            path: self.path.clone(),
            text: self.text.clone(),
            span,
            message,
        }
    }
}

impl OwnPrograms {
    /// Where such tables lie.
    pub const PATTERN: &str = "**/programs/**/*.toml";

    /// Reads the tables that hold in `roots`: those at a root, and those beside a `dossier.toml`
    /// above it. What lies above the workspace must be the user's own, as for `dossier.toml`.
    pub(crate) fn find(roots: &BTreeSet<Utf8PathBuf>, places: &Places) -> Self {
        let disk = places.disk().as_ref();
        let above = roots.iter().flat_map(|root| root.ancestors().skip(1));
        let beside = above.filter(|folder| disk.is_file(&folder.join(CONFIG_FILE)));
        let folders: BTreeSet<&Utf8Path> = beside
            .chain(roots.iter().map(Utf8PathBuf::as_path))
            .collect();
        let mut tables = Vec::new();
        for folder in folders {
            read(&folder.join(FOLDER), places, &mut tables);
        }
        tables.truncate(MOST);
        Self {
            tables,
            faults: Vec::new(),
        }
    }

    /// True for tables of the same texts in the same places.
    pub(crate) fn are_like(&self, others: &Self) -> bool {
        self.tables == others.tables
    }

    /// The programs that Dossier comes with, and these. A program of which a table can't be used is
    /// left out as a whole, and the others hold.
    pub(crate) fn load(&mut self, builtin: &Arc<Dialects>) -> Arc<Dialects> {
        let mut usable: Vec<Table> = Vec::new();
        for table in &self.tables {
            match reaching_out(&table.text) {
                Some(span) => self.faults.push(table.fault(span, REACHES_OUT.to_owned())),
                None => usable.push(table.clone()),
            }
        }
        while !usable.is_empty() {
            let named = usable.iter().map(|it| (it.name.as_str(), &*it.text));
            let error = match Dialects::with_tables(named) {
                Ok(dialects) => return Arc::new(dialects),
                Err(error) => error,
            };
            let culprit = culprit(&usable, &error).clone();
            let span = error.span().unwrap_or_default();
            self.faults
                .push(culprit.fault(span, error.reason().to_owned()));
            usable.retain(|table| table.program() != culprit.program());
        }
        builtin.clone()
    }

    /// The tables that can't be used.
    pub fn faults(&self) -> &[TableFault] {
        &self.faults
    }

    /// The folders that the tables lie in.
    pub fn folders(&self) -> impl Iterator<Item = &Utf8Path> {
        self.tables.iter().filter_map(|table| table.path.parent())
    }

    /// True for a file that is one of the tables, or would be.
    pub fn may_hold(path: &Utf8Path) -> bool {
        let mut folders = path.ancestors().skip(1).take(2);
        path.extension() == Some("toml") && folders.any(|it| it.file_name() == Some(FOLDER))
    }
}

/// The table that an error is about.
fn culprit<'a>(tables: &'a [Table], error: &TableError) -> &'a Table {
    let program = error.table().split('/').next().unwrap_or_default();
    let exactly = tables.iter().find(|table| table.name == error.table());
    let of_program = || tables.iter().find(|table| table.program() == program);
    // What is said of all of them can only have come with one that is new.
    exactly.or_else(of_program).unwrap_or(&tables[0])
}

const REACHES_OUT: &str =
    "[config] is about a folder outside of the workspace, of which no file in it has anything read";

/// The section that would have something read outside of the workspace.
fn reaching_out(text: &str) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    table.get_ref().get("config").map(Spanned::span)
}

/// Reads the tables in a folder. TOML of other sorts may lie in a folder of that name: what says
/// nowhere that it is about a program is none.
fn read(folder: &Utf8Path, places: &Places, tables: &mut Vec<Table>) {
    let disk = places.disk().as_ref();
    let mut names = disk.list(folder);
    names.sort();
    for name in names {
        let files = match (name.strip_suffix('/'), name.strip_suffix(".toml")) {
            (Some(program), _) => tables_in(&folder.join(program), disk),
            (None, Some(_)) => vec![folder.join(&name)],
            (None, None) => continue,
        };
        let read = files.into_iter().filter_map(|path| {
            let may_hold = governs(&path, places.reach(), disk, places.home());
            let text = may_hold.then(|| disk.text(&path, LARGEST_SETTINGS).ok())??;
            Some((path, text))
        });
        let read: Vec<(Utf8PathBuf, String)> = read.take(MOST).collect();
        let mut heads = read.iter().filter(|(_, text)| is_program(text));
        let Some((_, head)) = heads.next() else {
            continue;
        };
        let program = id(head).unwrap_or_else(|| stem(&name).to_owned());
        tables.extend(read.into_iter().map(|(path, text)| Table {
            name: format!("{program}/{}", path.file_name().unwrap_or_default()),
            path,
            text: text.into(),
        }));
    }
}

fn stem(name: &str) -> &str {
    name.trim_end_matches('/').trim_end_matches(".toml")
}

/// True for a table that says that it is about a program, however broken the rest is.
fn is_program(text: &str) -> bool {
    let mut lines = text.lines();
    lines.any(|line| line.trim_start().starts_with("[program]"))
}

/// What a program calls itself.
fn id(text: &str) -> Option<String> {
    let table = DeTable::parse(text).ok()?;
    let program = table.get_ref().get("program")?;
    let id = program.get_ref().get("id")?.get_ref().as_str()?.to_owned();
    let is_name = !id.is_empty() && !id.contains('/');
    is_name.then_some(id)
}

/// The tables of a program that has a folder of its own.
fn tables_in(folder: &Utf8Path, disk: &dyn Disk) -> Vec<Utf8PathBuf> {
    let names = disk.list(folder).into_iter();
    let tables = names.filter(|name| name.ends_with(".toml"));
    let mut tables: Vec<_> = tables.map(|name| folder.join(&name)).collect();
    tables.sort();
    tables
}
