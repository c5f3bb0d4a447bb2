//! Lists the tables under `grammars/`, so that a new file is a new row and no code names it, and
//! writes them in a form that is read ten times as fast: every start reads them all.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// Where the tables lie, seen from this crate: in it where it is a package of a registry, which
/// holds what the link leads to. Not every checkout has links.
const GRAMMARS: [&str; 2] = ["grammars", "../../grammars"];

fn main() -> io::Result<()> {
    let grammars = GRAMMARS.into_iter().find(|it| Path::new(it).is_dir());
    let grammars = grammars.ok_or_else(|| io::Error::other("there is no folder of grammars"))?;
    let mut code = String::new();
    for (name, doc, folder) in [
        ("RULES", "The rules' files.", "rules"),
        ("DIALECTS", "The dialects' files.", "dialects"),
    ] {
        code += "#[cfg(test)]\n";
        code += &list(grammars, name, doc, folder)?;
        code += &as_json(grammars, name, folder)?;
    }
    code += &lexicon(grammars)?;
    code += &newest_check(grammars)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("tables.rs"), code)
}

/// The static that [`list`] makes, with the tables as JSON.
fn as_json(grammars: &str, name: &str, folder: &str) -> io::Result<String> {
    let root = Path::new(grammars).join(folder);
    let mut code =
        format!("/// [`{name}`] as JSON.\npub(crate) static BUILT_{name}: &[(&str, &str)] = &[\n");
    for path in paths(&root)? {
        let table = table(&root.join(&path))?;
        let _ = writeln!(code, "    ({path:?}, {table:?}),");
    }
    Ok(code + "];\n")
}

/// A constant with the words that mentions are recognised by.
fn lexicon(grammars: &str) -> io::Result<String> {
    let path = Path::new(grammars).join("mentions.toml");
    println!("cargo:rerun-if-changed={}", path.display());
    Ok(format!(
        "/// `mentions.toml` as JSON.\npub(crate) const LEXICON: &str = {:?};\n",
        table(&path)?
    ))
}

/// A table as JSON.
fn table(path: &Path) -> io::Result<String> {
    let text = fs::read_to_string(path)?;
    let table: toml::Table = toml::from_str(&text)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
    Ok(serde_json::to_string(&table)?)
}

/// A static with the tables in a folder and the folders in it: their paths from there, and their
/// texts.
fn list(grammars: &str, name: &str, doc: &str, folder: &str) -> io::Result<String> {
    let root = Path::new(grammars).join(folder);
    println!("cargo:rerun-if-changed={}", root.display());
    let mut code = format!("/// {doc}\npub(crate) static {name}: &[(&str, &str)] = &[\n");
    for path in paths(&root)? {
        // From the crate's own folder, so that a moved repository needs no new list.
        let file = format!("/{grammars}/{folder}/{path}");
        let _ = writeln!(
            code,
            "    ({path:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {file:?}))),"
        );
    }
    Ok(code + "];\n")
}

/// A constant with the day on which some program was last held against its sources.
fn newest_check(grammars: &str) -> io::Result<String> {
    let root = Path::new(grammars).join("dialects");
    let mut newest = String::new();
    for path in paths(&root)? {
        let text = fs::read_to_string(root.join(path))?;
        let days = text
            .lines()
            .filter_map(|line| line.strip_prefix("checked = \""));
        let days = days.filter_map(|day| day.split('"').next());
        newest = days
            .map(str::to_owned)
            .chain([newest])
            .max()
            .unwrap_or_default();
    }
    Ok(format!(
        "/// The day on which a program's tables were last held against their sources.\n\
         pub const NEWEST_CHECK: &str = {newest:?};\n"
    ))
}

/// The tables below `root`, by their paths from there, in order.
fn paths(root: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    collect(root, "", &mut paths)?;
    paths.sort();
    Ok(paths)
}

/// The tables in `folder`, which is at `path` of the one that is listed. Paths have forward
/// slashes everywhere.
fn collect(folder: &Path, path: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}{name}/"), found)?;
        } else if name.ends_with(".toml") {
            found.push(format!("{path}{name}"));
        }
    }
    Ok(())
}
