//! The facts in the tables, oldest first: what to look at again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use clap::Args;
use toml::{Table, Value};

mod newer;

/// Which facts to list.
#[derive(Args)]
pub(crate) struct Options {
    /// Only those of this program, by its id.
    #[arg(long)]
    program: Option<String>,
    /// Only those that nobody has looked at since that day, such as 2026-06-01.
    #[arg(long, value_name = "DATE")]
    before: Option<String>,
    /// Instead of facts, list the npm packages of which a newer version is there than was read.
    #[arg(long)]
    newer: bool,
}

/// A source, and how much is from it.
struct Fact {
    date: String,
    program: String,
    tag: String,
    title: String,
    url: String,
    rows: usize,
}

/// Prints the sources of the tables, those first that were looked at longest ago.
///
/// # Errors
/// What can't be read, in words.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammars/dialects");
    let mut facts = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let program = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() && options.program.as_ref().is_none_or(|it| *it == program) {
            facts.extend(of_program(&path, &program)?);
        }
    }
    let before = options.before.as_deref();
    facts.retain(|fact| before.is_none_or(|before| *fact.date < *before));
    facts.sort_by(|a, b| (&a.date, &a.program, &a.tag).cmp(&(&b.date, &b.program, &b.tag)));
    if options.newer {
        for newer in newer::packages(&facts)? {
            println!("{newer}");
        }
        return Ok(());
    }
    for fact in facts {
        let Fact {
            date,
            program,
            tag,
            title,
            url,
            rows,
        } = fact;
        println!("{date}  {program}  {tag}  {rows} rows\n    {title}\n    {url}");
    }
    Ok(())
}

fn of_program(folder: &Path, program: &str) -> Result<Vec<Fact>, String> {
    let mut rows = BTreeMap::<String, usize>::new();
    let mut sources = Table::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| at(&error))?;
        let mut table: Table = text.parse().map_err(|error| at(&error))?;
        if let Some(Value::Table(own)) = table.remove("sources") {
            sources.extend(own);
        }
        count(&Value::Table(table), &mut rows);
    }
    let facts = sources.into_iter().map(|(tag, source)| {
        let text = |key: &str| {
            source
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        Fact {
            // What has no date is looked at first.
            date: text("date"),
            program: program.to_owned(),
            title: text("title")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            url: text("url"),
            rows: rows.get(&tag).copied().unwrap_or_default(),
            tag,
        }
    });
    Ok(facts.collect())
}

/// Counts the rows that name each source.
fn count(value: &Value, rows: &mut BTreeMap<String, usize>) {
    match value {
        Value::Table(table) => {
            if let Some(tag) = table.get("source").and_then(Value::as_str) {
                *rows.entry(tag.to_owned()).or_default() += 1;
            }
            table.values().for_each(|inner| count(inner, rows));
        }
        Value::Array(items) => items.iter().for_each(|inner| count(inner, rows)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_by_their_source() {
        let table: Table = "[[tool]]\nname = \"a\"\nsource = \"X\"\n[kind]\nsource = \"X\"\n[kind.faults]\nsource = \"Y\"\n"
            .parse()
            .unwrap_or_default();
        let mut rows = BTreeMap::new();
        count(&Value::Table(table), &mut rows);
        assert_eq!(
            rows.into_iter().collect::<Vec<_>>(),
            [("X".to_owned(), 2), ("Y".to_owned(), 1)]
        );
    }
}
