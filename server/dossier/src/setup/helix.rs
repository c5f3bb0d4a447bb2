//! Helix: a language and its server are added to the user's `languages.toml`, and queries for its
//! colours are put beside it.

use camino::Utf8PathBuf;
use toml_edit::{Array, Decor, DocumentMut, Item, TableLike, Value};

use super::folders::Folders;
use super::own_files::{self, OwnFile, Wanted};
use super::plan::{Change, Plan};
use super::record::read;
use crate::cli::Editor;
use crate::selection::Problem;

/// What is added to `languages.toml`.
const LANGUAGES: &str = editor_file!("helix/languages.toml");

macro_rules! queries {
    ($($path:literal),* $(,)?) => {
        [$((
            concat!("runtime/queries/agent-markdown/", $path),
            editor_file!(concat!("helix/runtime/queries/agent-markdown/", $path)),
        )),*]
    };
}

/// The files beside it. A test holds the list against the folder.
const QUERIES: [OwnFile; 3] = queries!["highlights.scm", "injections.scm", "tags.scm"];

/// The key of servers in `languages.toml`.
const SERVERS: &str = "language-server";

/// The key of languages.
const LANGUAGE: &str = "language";

/// The key of a language's servers.
const ITS_SERVERS: &str = "language-servers";

fn own(folders: &Folders) -> Vec<(Utf8PathBuf, String)> {
    let folder = folders.helix();
    QUERIES
        .into_iter()
        .map(|(path, content)| (folder.join(path), content.to_owned()))
        .collect()
}

/// What is missing.
pub(super) fn plan(folders: &Folders) -> Result<Plan, Problem> {
    let path = folders.helix().join("languages.toml");
    let plan = own_files::plan(Editor::Helix, folders, |known| {
        let before = read(&path)?;
        // What an earlier run wrote is made anew from what was there before it.
        let written = known.files.get(&path);
        let base = match written.filter(|it| before.as_ref() == Some(&it.after)) {
            Some(written) => written.before.clone(),
            None => before.clone(),
        };
        let after =
            with_ours(base.as_deref().unwrap_or_default(), LANGUAGES).map_err(|reason| {
                Problem::Settings(format!("{path}: {reason}. Nothing was changed"))
            })?;
        let change = Change {
            path: path.clone(),
            before,
            after: Some(after),
        };
        Ok(Wanted {
            own: own(folders),
            shared: vec![change],
        })
    })?;
    Ok(Plan {
        afterwards: "Helix is set up. `hx --health agent-markdown` says more.".to_owned(),
        ..plan
    })
}

/// What takes that back.
pub(super) fn plan_of_undoing(folders: &Folders) -> Result<Plan, Problem> {
    let mut plan = own_files::plan_of_undoing(Editor::Helix, folders, &own(folders), without_ours)?;
    let path = folders.helix().join("languages.toml");
    // Without a record, our very words in it are known to be ours.
    if plan.record.is_none()
        && let Some(before) = read(&path)?
        && let Some(after) = without_ours(&before)
    {
        plan.changes.push(Change {
            path,
            before: Some(before),
            after: Some(after).filter(|after| !after.is_empty()),
        });
    }
    Ok(Plan {
        afterwards: "Helix is as it was.".to_owned(),
        ..plan
    })
}

/// `existing` with what of `ours` is missing in it. What is there keeps its bytes, but for a
/// language of the same name, which gets our server too.
fn with_ours(existing: &str, ours: &str) -> Result<String, String> {
    let bare = existing.strip_prefix('\u{feff}').unwrap_or(existing);
    let mut theirs: DocumentMut = bare.parse().map_err(|error: toml_edit::TomlError| {
        format!("this is not TOML, so nothing can be added to it\n{error}")
    })?;
    // A test parses it.
    let mut ours: DocumentMut = ours.parse().unwrap_or_default();
    let had = (count(&ours, SERVERS), count(&ours, LANGUAGE));
    let all = ours.to_string();
    if let (Some(known), Some(servers)) = (
        theirs.get(SERVERS).and_then(Item::as_table_like),
        ours.get_mut(SERVERS).and_then(Item::as_table_like_mut),
    ) {
        let known: Vec<String> = known.iter().map(|(name, _)| name.to_owned()).collect();
        for name in known {
            servers.remove(&name);
        }
    }
    let mut is_edited = false;
    let own: Vec<String> = own_servers(&all);
    if let Some(languages) = ours
        .get_mut(LANGUAGE)
        .and_then(Item::as_array_of_tables_mut)
    {
        languages.retain(|language| {
            let name = language.get("name").and_then(Item::as_str);
            let Some(same) = name.and_then(|name| language_of(&mut theirs, name)) else {
                return true;
            };
            is_edited |= add_servers(same, language.get(ITS_SERVERS), &own);
            false
        });
    }
    let base = match is_edited {
        true => theirs.to_string(),
        false => bare.to_owned(),
    };
    let left = (count(&ours, SERVERS), count(&ours, LANGUAGE));
    let addition = match left {
        (0, 0) => String::new(),
        left if left == had => all,
        _ => ours.to_string().trim_start().to_owned(),
    };
    let mark = &existing[..existing.len() - bare.len()];
    let merged = format!("{mark}{}", appended(&base, &addition));
    if merged
        .trim_start_matches('\u{feff}')
        .parse::<DocumentMut>()
        .is_err()
    {
        return Err(format!(
            "`{LANGUAGE}` or `{SERVERS}` is written there in one line, to which nothing can be \
             added. Write it as [[{LANGUAGE}]] and [{SERVERS}.NAME], or add this by hand:\n\n\
             {addition}"
        ));
    }
    Ok(merged)
}

/// How many tables there are under a key.
fn count(document: &DocumentMut, key: &str) -> usize {
    match document.get(key) {
        Some(Item::ArrayOfTables(tables)) => tables.len(),
        Some(item) => item.as_table_like().map_or(0, TableLike::len),
        None => 0,
    }
}

/// The language of a name, whichever way it is written.
fn language_of<'a>(document: &'a mut DocumentMut, name: &str) -> Option<&'a mut dyn TableLike> {
    let is_it =
        |language: &dyn TableLike| language.get("name").and_then(Item::as_str) == Some(name);
    match document.get_mut(LANGUAGE)? {
        Item::ArrayOfTables(tables) => tables
            .iter_mut()
            .map(|table| table as &mut dyn TableLike)
            .find(|table| is_it(*table)),
        Item::Value(Value::Array(list)) => list
            .iter_mut()
            .filter_map(Value::as_inline_table_mut)
            .map(|table| table as &mut dyn TableLike)
            .find(|table| is_it(*table)),
        _ => None,
    }
}

/// The servers that we bring along.
fn own_servers(ours: &str) -> Vec<String> {
    // It was written a moment ago.
    let ours: DocumentMut = ours.parse().unwrap_or_default();
    let servers = ours.get(SERVERS).and_then(Item::as_table_like);
    let names = servers.into_iter().flat_map(TableLike::iter);
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Adds servers to those of a language: to a list of somebody else's only our own, since the
/// others stand beside it for those who have none. Returns false if it has them.
fn add_servers(language: &mut dyn TableLike, servers: Option<&Item>, own: &[String]) -> bool {
    let ours = servers.and_then(Item::as_array).into_iter().flatten();
    let mut ours: Vec<&str> = ours.filter_map(Value::as_str).collect();
    if language.contains_key(ITS_SERVERS) {
        ours.retain(|name| own.iter().any(|it| it == name));
    }
    let written = language
        .entry(ITS_SERVERS)
        .or_insert(Item::Value(Value::Array(Array::new())));
    let Some(list) = written.as_array_mut() else {
        return false;
    };
    let mut is_edited = false;
    for name in ours {
        let is_it = |server: &Value| {
            let named = server.as_inline_table().and_then(|it| it.get("name"));
            server.as_str().or(named.and_then(Value::as_str)) == Some(name)
        };
        if !list.iter().any(is_it) {
            push_like_the_last(list, name);
            is_edited = true;
        }
    }
    is_edited
}

/// Adds a name to a list that may have blanks before its end.
fn push_like_the_last(list: &mut Array, name: &str) {
    let last = list.len().checked_sub(1).and_then(|at| list.get_mut(at));
    let end = last.and_then(|last| {
        let end = last.decor().suffix().and_then(|it| it.as_str())?.to_owned();
        last.decor_mut().set_suffix("");
        Some(end)
    });
    list.push(name);
    let at = list.len() - 1;
    if let (Some(end), Some(new)) = (end, list.get_mut(at)) {
        *new.decor_mut() = Decor::new(" ", end);
    }
}

/// A text with another at its end, a blank line between them, in the first one's line ends.
fn appended(base: &str, addition: &str) -> String {
    if base.trim().is_empty() {
        return format!("{base}{addition}");
    }
    let line_break = if base.contains("\r\n") { "\r\n" } else { "\n" };
    let addition = addition.replace('\n', line_break);
    if addition.is_empty() {
        return base.to_owned();
    }
    let end = match base.ends_with('\n') {
        true => "",
        false => line_break,
    };
    format!("{base}{end}{line_break}{addition}")
}

/// A text without what we add to it, if that stands in it word by word.
fn without_ours(text: &str) -> Option<String> {
    ["\n", "\r\n"].into_iter().find_map(|line_break| {
        let ours = LANGUAGES.replace('\n', line_break);
        let at = text.find(&ours)?;
        let (before, after) = (&text[..at], &text[at + ours.len()..]);
        // The blank line that was put between.
        let blank = format!("{line_break}{line_break}");
        let before = match before.ends_with(&blank) {
            true => before.strip_suffix(line_break).unwrap_or(before),
            false => before,
        };
        Some(format!("{before}{after}"))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use expect_test::{Expect, expect};

    use super::*;
    use crate::setup::testing::files_under;

    const OURS: &str = "# Ours.\n\n[language-server.dossier]\ncommand = \"dossier\"\n\n\
                        # A language.\n[[language]]\nname = \"agent\"\nlanguage-servers = [\"dossier\"]\n";

    fn check(existing: &str, expected: &Expect) {
        let merged = with_ours(existing, OURS).unwrap_or_else(|reason| reason);
        expected.assert_eq(&merged);
        assert_eq!(with_ours(&merged, OURS).unwrap(), merged, "once is enough");
    }

    #[test]
    fn what_is_written_is_what_the_recipe_says() {
        let written = with_ours("", LANGUAGES).unwrap();
        assert_eq!(written, LANGUAGES);
        assert_eq!(without_ours(&written).as_deref(), Some(""));
    }

    #[test]
    fn every_file_of_the_recipe_is_written() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editors/helix");
        let written = QUERIES.iter().map(|(path, _)| *path);
        let written = written.chain(["README.md", "languages.toml"]);
        let written: BTreeSet<String> = written.map(str::to_owned).collect();
        assert_eq!(files_under(&folder), written);
    }

    #[test]
    fn what_is_there_keeps_its_bytes() {
        check(
            "# mine\n[language-server.marksman]\ncommand=\"m\"   # so\n\n[[language]]\nname = \"markdown\"",
            &expect![[r##"
                # mine
                [language-server.marksman]
                command="m"   # so

                [[language]]
                name = "markdown"

                # Ours.

                [language-server.dossier]
                command = "dossier"

                # A language.
                [[language]]
                name = "agent"
                language-servers = ["dossier"]
            "##]],
        );
        let windows = "# mine\r\n[[language]]\r\nname = \"rust\"\r\n";
        let merged = with_ours(windows, LANGUAGES).unwrap();
        assert!(merged.starts_with(windows));
        assert!(!merged.replace("\r\n", "").contains('\n'));
        assert_eq!(without_ours(&merged).as_deref(), Some(windows));
    }

    #[test]
    fn only_what_is_missing_is_added() {
        check(
            "[language-server.dossier]\ncommand = \"/opt/dossier\" # mine\n",
            &expect![[r#"
                [language-server.dossier]
                command = "/opt/dossier" # mine

                # A language.
                [[language]]
                name = "agent"
                language-servers = ["dossier"]
            "#]],
        );
    }

    #[test]
    fn a_language_of_the_same_name_gets_the_server_too() {
        check(
            "[[language]]\nname = \"agent\" # mine\nlanguage-servers = [ \"marksman\" ]\n",
            &expect![[r#"
                [[language]]
                name = "agent" # mine
                language-servers = [ "marksman", "dossier" ]

                # Ours.

                [language-server.dossier]
                command = "dossier"
            "#]],
        );
        check(
            "language = [{ name = \"agent\" }]\n[language-server.dossier]\ncommand = \"d\"\n",
            &expect![[r#"
                language = [{ name = "agent" , language-servers = ["dossier"] }]
                [language-server.dossier]
                command = "d"
            "#]],
        );
    }

    #[test]
    fn a_list_of_one_s_own_gets_our_server_and_none_of_the_others() {
        let ours = OURS.replace("[\"dossier\"]", "[\"dossier\", \"marksman\"]");
        let list = "[[language]]\nname = \"agent\"\nlanguage-servers = [\"other\"]\n";
        let merged = with_ours(list, &ours).unwrap();
        assert!(merged.contains("= [\"other\", \"dossier\"]\n"), "{merged}");
        let none = "[[language]]\nname = \"agent\"\nsoft-wrap.enable = true\n";
        let merged = with_ours(none, &ours).unwrap();
        assert!(
            merged.contains("= [\"dossier\", \"marksman\"]\n"),
            "{merged}"
        );
    }

    #[test]
    fn what_cannot_be_added_to_is_refused() {
        let inline = "language = [{ name = \"markdown\" }]\n";
        let reason = with_ours(inline, OURS).unwrap_err();
        assert!(reason.contains("in one line"), "{reason}");
        let broken = with_ours("[[language]\nname = 3", OURS).unwrap_err();
        assert!(broken.contains("not TOML"), "{broken}");
    }
}
