//! From the files under `grammars/dialects` to the tables of programs.

use std::collections::BTreeMap;
use std::fmt;

use crate::rows::{Source, Table};

/// A table that can't be used: which one, and what is wrong with it.
#[derive(Debug)]
pub struct TableError {
    table: String,
    reason: String,
}

impl TableError {
    pub(crate) fn new(table: &str, reason: &str) -> Self {
        Self {
            table: table.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.table, self.reason)
    }
}

impl std::error::Error for TableError {}

/// The tables of each program, those first whose rules hold before others'. `files` are paths from
/// `grammars/dialects` with forward slashes, and texts: `acme/tools.toml` belongs to the program
/// `acme`, and what lies in no folder holds sources that all share.
///
/// # Errors
/// A table that is not as its schema says, a folder without a program, a row without a source.
pub(crate) fn tables<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Table>, TableError> {
    let mut shared = BTreeMap::<String, Source>::new();
    let mut programs = BTreeMap::<&str, Table>::new();
    for (path, text) in files {
        let table: Table =
            toml::from_str(text).map_err(|e| TableError::new(path, &e.to_string()))?;
        match path.split_once('/') {
            None => shared.extend(table.sources),
            Some((folder, _)) => {
                let whole = programs.entry(folder).or_default();
                whole.add(table).map_err(|section| {
                    let reason = format!("another table of `{folder}` has the section [{section}]");
                    TableError::new(path, &reason)
                })?;
            }
        }
    }
    let mut tables = Vec::new();
    for (folder, mut table) in programs {
        for (tag, source) in &shared {
            let own = table.sources.entry(tag.clone());
            own.or_insert_with(|| source.clone());
        }
        check(folder, &table).map_err(|reason| TableError::new(folder, &reason))?;
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

/// What a table's rows say of each other.
fn check(folder: &str, table: &Table) -> Result<(), String> {
    let Some(program) = &table.program else {
        return Err("no table has the section [program]".to_owned());
    };
    if program.id != folder {
        return Err(format!(
            "the folder is called otherwise than `{}`",
            program.id
        ));
    }
    if let Some(tag) = table
        .tags()
        .into_iter()
        .find(|tag| !table.sources.contains_key(*tag))
    {
        return Err(format!("there is no source `{tag}`"));
    }
    let has_kind = |id| table.kind.iter().any(|kind| kind.id == id);
    for field in &table.field {
        if let Some(kind) = field.kinds.iter().find(|kind| !has_kind(**kind)) {
            return Err(format!("`{}` is a field of no kind `{kind}`", field.name));
        }
        let is_format = |format| {
            let mut kinds = table
                .kind
                .iter()
                .filter(|kind| field.kinds.contains(&kind.id));
            kinds.any(|kind| kind.format == format)
        };
        if !field.formats.iter().copied().all(is_format) {
            return Err(format!(
                "no kind of `{}` has all of its formats",
                field.name
            ));
        }
        if field.missing.is_some() && !field.required {
            return Err(format!("`{}` need not be there", field.name));
        }
        if let Some((outer, _)) = field.name.rsplit_once('.') {
            let outer = outer.trim_end_matches(".*");
            let mut others = table.field.iter();
            if !others.any(|it| it.name == outer) {
                return Err(format!("`{}` is nested in no field", field.name));
            }
        }
    }
    for kind in &table.kind {
        let has_field = |name: &String| {
            let mut fields = table.field.iter();
            fields.any(|field| field.name == *name && field.kinds.contains(&kind.id))
        };
        if let Some(body) = kind.body.as_ref().filter(|body| !has_field(body)) {
            return Err(format!(
                "`{body}` is the body of {} and no field of it",
                kind.id
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str =
        "[program]\nid = \"acme\"\ntitle = \"Acme\"\nchecked = \"2026-01-01\"\ndocs = \"\"\n";

    fn error(more: &str) -> String {
        let files = [("acme/program.toml", PROGRAM), ("acme/more.toml", more)];
        tables(files).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_program_is_one_folder_of_tables() {
        let other = PROGRAM.replace("acme", "other") + "precedence = 1\n";
        let files = [
            ("acme/program.toml", PROGRAM),
            ("acme/more.toml", "[sources.X]\ntitle = \"x\"\n"),
            ("other/program.toml", &other),
            ("sources.toml", "[sources.Y]\ntitle = \"y\"\n"),
        ];
        let tables = tables(files).unwrap();
        let ids: Vec<_> = tables
            .iter()
            .map(|table| table.program.as_ref().unwrap().id.as_str())
            .collect();
        assert_eq!(ids, ["other", "acme"]);
        assert!(tables[1].sources.contains_key("X") && tables[1].sources.contains_key("Y"));
    }

    #[test]
    fn a_kind_in_two_formats_makes_two_dialects() {
        let kinds = r#"
            [sources.X]
            title = "x"
            [[kind]]
            id = "agent"
            title = "agent"
            source = "X"
            [[kind]]
            id = "agent"
            title = "agent"
            format = "toml"
            body = "prompt"
            source = "X"
            [[field]]
            name = "name"
            kinds = ["agent"]
            shape = "name"
            doc = ""
            source = "X"
            [[field]]
            name = "prompt"
            kinds = ["agent"]
            formats = ["toml"]
            shape = "text"
            doc = ""
            source = "X"
        "#;
        let files = [("acme/program.toml", PROGRAM), ("acme/agents.toml", kinds)];
        let fields = |table: &Table| {
            let fields = table.field.iter().filter(|field| !field.kinds.is_empty());
            fields.map(|field| field.name.clone()).collect::<Vec<_>>()
        };
        let tables = tables(files).unwrap();
        assert_eq!(tables.len(), 2);
        assert_eq!(fields(&tables[0]), ["name"]);
        assert_eq!(fields(&tables[1]), ["name", "prompt"]);
    }

    #[test]
    fn a_misspelt_row_fails_to_load() {
        for (wrong, expected) in [
            ("[[tool]]\nnmae = \"x\"", "unknown field `nmae`"),
            (
                "[[kind]]\nid = \"agent\"\ntitle = \"x\"\nsource = \"X\"\n[kind.faults.no-boddy]\nseverity = \"hint\"\nsays = \"\"",
                "unknown variant `no-boddy`",
            ),
            (
                "[[limit]]\nwhat = \"line\"\nkinds = []\nvalue = 1\ndoc = \"\"\nsource = \"X\"",
                "unknown variant `line`",
            ),
            (
                "[program]\nid = \"acme\"\ntitle = \"\"\nchecked = \"2026-01-01\"\ndocs = \"\"",
                "[program]",
            ),
            (
                "[[builtin-agent]]\nname = \"x\"\ndoc = \"\"\nsource = \"Z\"",
                "no source `Z`",
            ),
            (
                "[[field]]\nname = \"x\"\nkinds = [\"agent\"]\nshape = \"text\"\ndoc = \"\"\nsource = \"X\"\n[sources.X]\ntitle = \"x\"",
                "field of no kind",
            ),
        ] {
            let error = error(wrong);
            assert!(error.contains(expected), "{error}");
        }
    }
}
