//! What completion offers, diagnostics accept: every field and value of every kind of file of every
//! program that is checked. The tables say which these are.

use dossier_dialect::{Atom, Dialect, Dialects, Field, Kind};
use dossier_syntax::Format;
use dossier_workspace::fixture::Fixture;

use super::*;
use crate::{Insert, completions};

/// One file to complete in: its path, what it is, and the fields that it must have.
struct Host<'a> {
    path: String,
    dialect: &'a Dialect,
    kind: &'a Kind,
}

impl<'a> Host<'a> {
    /// A file at the first place of each list of a kind's places.
    fn all(dialect: &'a Dialect, kind: &'a Kind) -> Vec<Self> {
        let own = dialect
            .config_folder()
            .map(|it| format!("/home/me/{}/", it.folder));
        let lists = [
            ("/w/host/".to_owned(), &kind.paths),
            (own.unwrap_or_default(), &kind.config_paths),
            ("/w/plugins/alpha/".to_owned(), &kind.plugin_paths),
        ];
        let taken = with_team("");
        let paths = lists
            .into_iter()
            .filter_map(|(folder, globs)| Some(format!("{folder}{}", in_place(globs.first()?))));
        let free = paths.filter(|path| !taken.contains(path.as_str()));
        let at = |path| Self {
            path,
            dialect,
            kind,
        };
        free.map(at).collect()
    }

    fn is(&self, place: &dossier_workspace::Place, dialects: &Dialects) -> bool {
        place.kind == self.kind.id && dialects.get(place.dialect).id() == self.dialect.id()
    }

    /// Fields that make a good file, but for one.
    fn head(&self, without: &str) -> Vec<(&'a str, &'static str)> {
        let fields = self.dialect.fields(self.kind.id);
        let wanted = fields.filter(|field| {
            let tells = field.shape.is(Atom::Name) || field.shape.is(Atom::Description);
            field.name != without && (field.required || tells)
        });
        wanted
            .map(|field| {
                let value = match field.shape.is(Atom::Name) {
                    true => "main",
                    false => "Works.",
                };
                (field.name.as_str(), value)
            })
            .collect()
    }

    /// The file with `value` as it is written behind the name of a field.
    fn text(&self, field: Option<(&Field, &str)>) -> String {
        let without = field.map_or("", |(field, _)| field.name.as_str());
        let head = self.head(without);
        let mut lines = String::new();
        match self.kind.format {
            Format::Markdown | Format::MarkdownLines => {
                for (name, value) in head {
                    lines += &format!("{name}: {value}\n");
                }
                if let Some(with) = field.and_then(|(field, _)| field.only_with.as_ref()) {
                    lines += &format!("{}: {}\n", with.field, with.value);
                }
                let more = match field {
                    None => "<|>".to_owned(),
                    Some((field, value)) => match field.name.split_once('.') {
                        Some((outer, inner)) => format!("{outer}:\n  {inner}:{value}"),
                        None => format!("{}:{value}", field.name),
                    },
                };
                format!("---\n{lines}{more}\n---\nBody.\n")
            }
            Format::Toml => {
                for (name, value) in head {
                    lines += &format!("{name} = \"{value}\"\n");
                }
                let more = match field {
                    None => "<|>".to_owned(),
                    Some((field, value)) => format!("{} ={value}", field.name),
                };
                format!("{lines}{more}\n")
            }
            Format::Json => {
                for (name, value) in head {
                    lines += &format!("  \"{name}\": \"{value}\",\n");
                }
                let more = match field {
                    None => "  \"last\": 1, <|>".to_owned(),
                    Some((field, value)) => format!("  \"{}\":{value}", field.name),
                };
                format!("{{\n{lines}{more}\n}}\n")
            }
        }
    }

    /// The ways to begin a value of a field.
    fn beginnings(&self, field: &Field) -> &'static [&'static str] {
        let is_list = field.shape.items().is_some();
        match (self.kind.format, is_list) {
            (Format::Markdown | Format::MarkdownLines, true) => &[
                " <|>",
                "<|>",
                " \"<|>\"",
                " [<|>]",
                "\n  - <|>",
                "\n- <|>",
                " [\n  <|>\n]",
            ],
            (Format::Markdown | Format::MarkdownLines, false) => &[" <|>", "<|>", " \"<|>\""],
            (Format::Toml | Format::Json, true) => &[" <|>", " [<|>]", " [\"<|>\"]"],
            (Format::Toml | Format::Json, false) => &[" <|>", " \"<|>\""],
        }
    }
}

/// A path that a glob matches.
fn in_place(glob: &str) -> String {
    let rest = glob.strip_prefix("**/");
    let anywhere = match rest {
        // A whole name may lie in any folder.
        Some(name) if !name.contains('/') && !name.contains('*') => format!("main/{name}"),
        _ => rest.unwrap_or(glob).to_owned(),
    };
    anywhere.replace("**/", "").replace('*', "main")
}

#[test]
fn completion_agrees_with_diagnostics() {
    let dialects = Dialects::builtin().unwrap();
    let checked = dialects.iter().filter(|dialect| !dialect.is_open());
    let mut accepted = 0;
    let mut hosts = 0;
    for dialect in checked {
        for kind in dialect.kinds() {
            for host in Host::all(dialect, kind) {
                hosts += 1;
                accepted += walk(&host);
            }
        }
    }
    assert!(hosts > 12, "only {hosts} files were walked");
    assert!(accepted > 1_000, "only {accepted} items were accepted");
}

/// Every field by its name, and then every value of it in every way to write it.
fn walk(host: &Host<'_>) -> usize {
    let marked = format!("//- {}\n{}", host.path, host.text(None));
    let fixture = Fixture::parse(&with_team(&marked));
    let (snapshot, id) = fixture.snapshot();
    let source = snapshot.source(id).unwrap();
    let place = source.place();
    assert!(
        host.is(place, snapshot.dialects()),
        "{}: {place:?}",
        host.path
    );
    let mut accepted = accept_all(&snapshot, id, fixture.offset, host);
    for field in snapshot.dialect(place).fields(host.kind.id) {
        let is_below_any_key = field.name.contains('*');
        if !field.is_read_in(place.origin()) || is_below_any_key {
            continue;
        }
        for value in host.beginnings(field) {
            let text = host.text(Some((field, value)));
            let marked = format!("//- {}\n{text}", host.path);
            for marked in [
                marked.clone(),
                marked.replace('\n', "\r\n").replacen("\r\n", "\n", 1),
            ] {
                let fixture = Fixture::parse(&with_team(&marked));
                let (snapshot, id) = fixture.snapshot();
                accepted += accept_all(&snapshot, id, fixture.offset, host);
            }
        }
    }
    accepted
}

/// Accepts each item offered at `offset`, and fails if diagnostics find fault with the result.
/// Returns how many there were.
fn accept_all(snapshot: &Snapshot, id: FileId, offset: usize, host: &Host<'_>) -> usize {
    let text = snapshot.source(id).unwrap().text;
    let items = completions(snapshot, id, offset).items;
    for item in &items {
        let inserted = match &item.insert {
            Insert::Text(text) => text.clone(),
            Insert::Snippet { plain, .. } => plain.clone(),
        };
        let mut after = text.to_string();
        after.replace_range(item.replace.range(), &inserted);
        // A field of JSON waits for its value.
        if host.kind.format != Format::Markdown && matches!(item.insert, Insert::Snippet { .. }) {
            continue;
        }
        let result = Fixture::parse(&with_team(&format!("//- {}\n<|>{after}", host.path)));
        let (snapshot, id) = result.snapshot();
        let found = diagnostics(&snapshot, id);
        assert_eq!(found, [], "{} in {}:\n{after}", item.label, host.path);
    }
    items.len()
}
