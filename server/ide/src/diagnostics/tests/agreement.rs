//! What completion offers, diagnostics accept: every field and value of every kind of file of every
//! program that is checked. The tables say which these are.

use std::sync::Arc;

use dossier_dialect::{Atom, Dialect, Dialects, Field, Kind, PlaceGlobs, Shape};
use dossier_syntax::Format;
use dossier_workspace::fixture::Fixture;

use super::*;
use crate::{Insert, completions};

#[path = "../../../tests/programs/nova/mod.rs"]
mod nova;
#[path = "../../../tests/programs/vega/mod.rs"]
mod vega;

/// One file to complete in: its path, what it is, and the fields that it must have.
struct Host<'a> {
    dialects: &'a Arc<Dialects>,
    path: String,
    dialect: &'a Dialect,
    kind: &'a Kind,
}

impl<'a> Host<'a> {
    /// A file at the first place of each list of a kind's places.
    fn all(dialects: &'a Arc<Dialects>, dialect: &'a Dialect, kind: &'a Kind) -> Vec<Self> {
        let own = dialect
            .config_folder()
            .map(|it| format!("/home/me/{}/", it.folder));
        let lists = [
            ("/w/host/".to_owned(), &kind.paths),
            (own.unwrap_or_default(), &kind.config_paths),
            ("/w/plugins/alpha/".to_owned(), &kind.plugin_paths),
        ];
        let taken = with_team("");
        let is_own = |path: &String| {
            let found = dialects.places(PlaceGlobs::Anywhere, path);
            let first = found.first().map(|it| dialects.get(it.dialect).id());
            first == Some(dialect.id())
        };
        let paths = lists.into_iter().filter_map(|(folder, globs)| {
            let mut paths = globs
                .iter()
                .map(|glob| format!("{folder}{}", in_place(glob)));
            // Another program's rules may hold in the first of them.
            paths.clone().find(is_own).or_else(|| paths.next())
        });
        let free = paths.filter(|path| !taken.contains(path.as_str()));
        let at = |path| Self {
            dialects,
            path,
            dialect,
            kind,
        };
        free.map(at).collect()
    }

    fn is(&self, place: &dossier_workspace::Place, dialects: &Dialects) -> bool {
        place.kind == self.kind.id && dialects.get(place.dialect).id() == self.dialect.id()
    }

    fn fixture(&self, text: &str) -> Fixture {
        let marked = format!("//- {}\n{text}", self.path);
        Fixture::parse_with(Arc::clone(self.dialects), &with_team(&marked))
    }

    /// The fields beside `without`, inside `outer` if it is nested, that make a good file, each as
    /// a name and a value that is written alike in all formats.
    fn beside(&self, outer: &str, without: &str) -> Vec<(&'a str, String)> {
        let fields = self.dialect.fields(self.kind.id);
        let wanted = fields.filter(|field| {
            let tells = field.shape.is(Atom::Name) || field.shape.is(Atom::Description);
            let parent = field.name.rsplit_once('.').map_or("", |(outer, _)| outer);
            parent == outer
                && field.name != without
                && (field.required || field.required_with.is_some() || tells)
        });
        wanted
            .map(|field| {
                let shape = &field.shape;
                let value = match shape.alternatives().first() {
                    Some(Shape::One(Atom::Name)) => "main",
                    Some(Shape::One(Atom::Agent)) => "scribe",
                    Some(Shape::One(Atom::Model)) => "v1",
                    Some(Shape::One(Atom::Tool)) => "*",
                    Some(Shape::One(Atom::Enum)) => &field.values[0].value,
                    _ => "Works.",
                };
                (field.last_name(), format!("\"{value}\""))
            })
            .collect()
    }

    /// The file with `value` as it is written behind the name of a field.
    fn text(&self, field: Option<(&Field, &str)>) -> String {
        let name = field.map_or("", |(field, _)| field.name.as_str());
        let parts: Vec<&str> = name.split('.').filter(|part| !part.is_empty()).collect();
        let value = field.map(|(_, value)| value);
        let lines = match self.kind.format {
            Format::Markdown | Format::MarkdownLines => {
                let with = field.and_then(|(field, _)| field.only_with.as_ref());
                let with = with.map(|with| format!("{}: {}\n", with.field, with.value));
                let lines = self.block("", &parts, value, 0);
                return format!("---\n{}{lines}---\nBody.\n", with.unwrap_or_default());
            }
            Format::Toml => self.flow("", &parts, value, " = ", "\n"),
            Format::Json => format!("{{\n{}\n}}", self.flow("", &parts, value, ": ", ",\n")),
        };
        lines + "\n"
    }

    /// True where what is called `name` is a list of maps.
    fn lists_maps(&self, name: &str) -> bool {
        let field = self.dialect.field(self.kind.id, name);
        let of_anything = Shape::ListOf(Box::new(Shape::One(Atom::Any)));
        field.is_some_and(|it| {
            let lists = it.shape.lists_maps() || it.shape == of_anything;
            !it.shape.is_map() && lists
        })
    }

    /// The lines of a map in YAML, of which the first of `parts` is a field.
    fn block(&self, outer: &str, parts: &[&str], value: Option<&str>, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let (name, rest) = split(outer, parts);
        let beside = self.beside(outer, &name).into_iter();
        let mut lines: String = beside
            .map(|(name, value)| format!("{indent}{name}: {value}\n"))
            .collect();
        lines += &match (parts.first(), rest) {
            (None, _) => format!("{indent}<|>\n"),
            (Some(key), []) => format!(
                "{indent}{key}:{}\n",
                value
                    .unwrap_or_default()
                    .replace('\n', &format!("\n{indent}"))
            ),
            (Some(key), rest) => {
                let in_list = self.lists_maps(&name);
                let mut inner = self.block(&name, rest, value, depth + 1 + usize::from(in_list));
                if in_list {
                    inner.replace_range(indent.len() + 2..indent.len() + 3, "-");
                }
                format!("{indent}{}:\n{inner}", any(key))
            }
        };
        lines
    }

    /// The fields of a map as TOML and JSON write them.
    fn flow(
        &self,
        outer: &str,
        parts: &[&str],
        value: Option<&str>,
        is: &str,
        and: &str,
    ) -> String {
        let is_json = is == ": ";
        let key = |name: &str| match is_json {
            true => format!("\"{name}\""),
            false => name.to_owned(),
        };
        let (name, rest) = split(outer, parts);
        let beside = self.beside(outer, &name).into_iter();
        let mut fields: Vec<String> = beside
            .map(|(name, value)| format!("{}{is}{value}", key(name)))
            .collect();
        fields.push(match (parts.first(), rest) {
            (None, _) => "<|>".to_owned(),
            (Some(name), []) => format!(
                "{}{is}{}",
                key(name),
                value.unwrap_or_default().trim_start()
            ),
            (Some(part), rest) => {
                let inner = format!("{{ {} }}", self.flow(&name, rest, value, is, ", "));
                let inner = match self.lists_maps(&name) {
                    true => format!("[{inner}]"),
                    false => inner,
                };
                format!("{}{is}{inner}", key(any(part)))
            }
        });
        fields.join(and)
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

/// The name of the first of `parts` in full, and the parts behind it.
fn split<'p>(outer: &str, parts: &'p [&'p str]) -> (String, &'p [&'p str]) {
    match parts.split_first() {
        None => (String::new(), &[]),
        Some((first, rest)) if outer.is_empty() => ((*first).to_owned(), rest),
        Some((first, rest)) => (format!("{outer}.{first}"), rest),
    }
}

/// A key that may be any.
fn any(part: &str) -> &str {
    if part == "*" { "some" } else { part }
}

/// A path that a glob matches.
fn in_place(glob: &str) -> String {
    let rest = glob.strip_prefix("**/");
    let anywhere = match rest {
        // A whole name may lie in any folder.
        Some(name) if !name.contains('/') && !name.contains('*') => format!("main/{name}"),
        _ => rest.unwrap_or(glob).to_owned(),
    };
    // What has a name of its own lies in a folder that has one too.
    let is_named = !anywhere
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('*'));
    let between = if is_named { "main/" } else { "" };
    anywhere.replace("**/", between).replace('*', "main")
}

/// Walks every program that is checked and that `is_walked`, and counts the files and the items
/// that were accepted.
fn walk_all(dialects: &Arc<Dialects>, is_walked: impl Fn(&str) -> bool) -> (usize, usize) {
    let checked = dialects.iter().filter(|dialect| !dialect.is_open());
    let checked = checked.filter(|dialect| is_walked(dialect.id()));
    let kinds = checked.flat_map(|dialect| dialect.kinds().iter().map(move |kind| (dialect, kind)));
    let hosts: Vec<_> = kinds
        .flat_map(|(dialect, kind)| Host::all(dialects, dialect, kind))
        .collect();
    let accepted = hosts.iter().map(walk).sum();
    (hosts.len(), accepted)
}

#[test]
fn completion_agrees_with_diagnostics() {
    let dialects = Arc::new(Dialects::builtin().unwrap());
    let (hosts, accepted) = walk_all(&dialects, |_| true);
    assert!(hosts > 12, "only {hosts} files were walked");
    assert!(accepted > 1_000, "only {accepted} items were accepted");
}

#[test]
fn it_agrees_for_programs_that_nobody_has_met() {
    let tables = nova::TABLES.into_iter().chain(vega::TABLES);
    let dialects = Arc::new(Dialects::with_tables(tables).unwrap());
    let (hosts, accepted) = walk_all(&dialects, |id| ["nova", "vega"].contains(&id));
    assert!(hosts > 6, "only {hosts} files were walked");
    assert!(accepted > 300, "only {accepted} items were accepted");
}

/// Every field by its name, and then every value of it in every way to write it.
fn walk(host: &Host<'_>) -> usize {
    let fixture = host.fixture(&host.text(None));
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
        // What others took the place of is reported, and not offered.
        if !field.is_read_in(place.origin()) || !field.replaced_by.is_empty() {
            continue;
        }
        for value in host.beginnings(field) {
            let text = host.text(Some((field, value)));
            let crlf = value.contains('\n').then(|| text.replace('\n', "\r\n"));
            for text in std::iter::once(text).chain(crlf) {
                let fixture = host.fixture(&text);
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
        let mut after = text.to_string();
        let is_field = match &item.insert {
            Insert::Text(inserted) => {
                after.replace_range(item.replace.range(), inserted);
                false
            }
            Insert::Snippet { snippet, plain } => {
                let inserted = match host.kind.format {
                    Format::Markdown | Format::MarkdownLines => plain.clone(),
                    Format::Toml | Format::Json => expanded(snippet),
                };
                after.replace_range(item.replace.range(), &inserted);
                true
            }
        };
        let result = host.fixture(&format!("<|>{after}"));
        let (snapshot, id) = result.snapshot();
        let mut found = diagnostics(&snapshot, id);
        // Where a file should lie is nothing that its fields say.
        found.retain(|it| it.rule != "old-place");
        // The value is for a field that was there before.
        found.retain(|it| is_field || it.rule != "old-field");
        if is_field {
            // A new item of a list waits for its other fields, and a field of TOML and JSON for its
            // value.
            let form = ["front-matter", "wrong-shape"];
            let is_yaml = host.kind.format.is_fenced();
            found.retain(|it| form.contains(&it.rule) || is_yaml && it.rule != "missing-field");
            // Where nothing is no value, a new field is blamed by its key until it has one.
            found.retain(|it| it.rule != "wrong-shape" || after[it.span.range()] != item.label);
        }
        assert_eq!(found, [], "{} in {}:\n{after}", item.label, host.path);
    }
    items.len()
}

/// A snippet with the first choice or the value it proposes at each stop.
fn expanded(snippet: &str) -> String {
    let (mut text, mut rest) = (String::new(), snippet);
    while let Some((before, stop)) = rest.split_once('$') {
        text += before;
        rest = match stop.strip_prefix('{').and_then(|stop| stop.split_once('}')) {
            Some((stop, behind)) => {
                let proposed = stop.trim_start_matches(|c: char| c.is_ascii_digit());
                let proposed = proposed.trim_matches(['|', ':']);
                text += proposed.split(',').next().unwrap_or_default();
                behind
            }
            None => stop.trim_start_matches(|c: char| c.is_ascii_digit()),
        };
    }
    text + rest
}
