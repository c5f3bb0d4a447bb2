//! Files in which several agents or commands are defined, each as an entry of a map.
//!
//! Each entry is a file of the index of its own, at the path of the file that it stands in: what
//! asks who defines a name, or what a definition says, need not know the difference.

use std::borrow::Cow;
use std::sync::Arc;

use camino::Utf8Path;
use dossier_dialect::{DialectId, ListingRow};
use dossier_syntax::{Entry, Format, FrontMatter, LineIndex, Parsed, Span, Value, spelled_out};
use rustc_hash::FxHashSet;

use crate::{Facts, Places, slashed};

/// A file that lists definitions, and what each of them says.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// The text of the file.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Arc<LineIndex>,
    /// What is defined, in the order of the text.
    pub listed: Vec<Listed>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The entry, from its name to its end.
    pub span: Span,
    /// What it says by itself: its fields are those of a file's front matter.
    pub parsed: Arc<Parsed>,
    /// What it defines, and whom it names.
    pub facts: Arc<Facts>,
}

impl Listing {
    /// Reads the file at `path`. `None` for one that nobody looks into for definitions.
    pub(crate) fn read(path: &Utf8Path, text: &Arc<str>, places: &Places) -> Option<Self> {
        let shown = slashed(path);
        let rows: Vec<_> = places.listings(&shown).collect();
        if rows.is_empty() {
            return None;
        }
        let whole = FrontMatter::parse(text, Format::Json)?;
        let reader = Reader {
            path,
            text,
            spelled: spelled_out(text),
            lines: Arc::new(LineIndex::new(text)),
            places,
        };
        let mut listed: Vec<Listed> = Vec::new();
        for (id, row) in rows {
            let Some(map) = whole.field(&row.key).map(|it| &it.value.value) else {
                continue;
            };
            let Value::Map { entries, .. } = map else {
                continue;
            };
            // The last one of a name is the one that a loader keeps.
            let mut seen = FxHashSet::default();
            let entries = entries.iter().rev().filter(|it| seen.insert(&it.name));
            listed.extend(entries.filter_map(|it| reader.listed(it, id, row)));
        }
        listed.sort_by_key(|it| it.span);
        Some(Self {
            text: text.clone(),
            lines: reader.lines,
            listed,
        })
    }

    /// What is defined around the byte `offset`.
    pub fn at(&self, offset: usize) -> Option<usize> {
        self.listed.iter().position(|it| it.span.touches(offset))
    }

    /// The facts of each.
    pub(crate) fn facts(&self) -> Vec<Arc<Facts>> {
        self.listed.iter().map(|it| it.facts.clone()).collect()
    }
}

struct Reader<'a> {
    path: &'a Utf8Path,
    text: &'a str,
    spelled: Cow<'a, str>,
    lines: Arc<LineIndex>,
    places: &'a Places,
}

impl Reader<'_> {
    fn listed(&self, entry: &Entry, id: DialectId, row: &ListingRow) -> Option<Listed> {
        let Value::Map { entries, .. } = &entry.value.value else {
            return None;
        };
        let name = Some(&entry.name).filter(|name| !name.is_empty())?;
        let mut entries = entries.clone();
        entries.iter_mut().for_each(|it| without_variables(it, row));
        let fields = FrontMatter::of_map(entry.value.span, entries);
        let dialects = self.places.dialects();
        let body = row.body.as_deref();
        let parsed = Parsed::of_entry(
            (self.text, &self.spelled),
            self.lines.clone(),
            fields,
            body,
            dialects.lexicon(),
        );
        let place = self.places.of_listed(self.path, id, row.kind);
        let named = (name.clone(), entry.name_span(self.text));
        let facts = Facts::listed(self.text, &parsed, self.places, place, named);
        Some(Listed {
            span: Span::new(entry.key.range().start, entry.value.span.range().end),
            parsed: Arc::new(parsed),
            facts,
        })
    }
}

/// Takes away what somebody puts in before it is read: it may be anything, like the copy of another
/// value.
fn without_variables(entry: &mut Entry, row: &ListingRow) {
    match &mut entry.value.value {
        Value::Scalar(scalar) if row.variables.iter().any(|it| scalar.text.contains(it)) => {
            entry.value.value = Value::Alias;
        }
        Value::Map { entries, .. } => {
            entries.iter_mut().for_each(|it| without_variables(it, row));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use camino::Utf8Path;
    use expect_test::expect;

    use crate::fixture::Fixture;

    /// What the entries of the file with the cursor say.
    fn listed(text: &str) -> String {
        let fixture = Fixture::parse(&format!("//- /w/opencode.json\n{text}"));
        let (snapshot, _) = fixture.snapshot();
        let mut shown = String::new();
        for source in snapshot.listed_in(Utf8Path::new("/w/opencode.json")) {
            let definition = source.facts.definition.as_ref().expect("it has a name");
            let named = source.facts.mentions().map(|it| it.name.to_owned());
            let named: Vec<String> = named.collect();
            let _ = writeln!(
                shown,
                "{} {} at {:?}, home {}, body {:?}, names {named:?}",
                source.place().kind,
                definition.name(),
                definition.name_span.of(&source.text),
                source.place().home,
                source.parsed.body.of(&source.text),
            );
        }
        shown
    }

    #[test]
    fn each_entry_is_read_like_a_file() {
        let said = listed(
            r#"{
  "command": {"go": {"template": "Go to `main`.", "agent": "planner"}},
  // The last one of a name counts.
  "agent": {
    "planner": {"prompt": "Old."},
    "a \"b\"": {},
    "no-map": true,
    "": {"prompt": "Nobody."},
    "planner": {"prompt": "Ask @scribe.\nThen go."},
  },<|>
}"#,
        );
        expect![[r#"
            command go at "go", home /w, body "Go to `main`.", names ["planner", "main"]
            agent a "b" at "a \\\"b\\\"", home /w, body "", names []
            agent planner at "planner", home /w, body "Ask @scribe.\\nThen go.", names ["scribe"]
        "#]]
        .assert_eq(&said);
    }

    #[test]
    fn settings_that_list_nothing_are_settings_all_the_same() {
        for text in [
            "",
            "[]",
            "{",
            "null",
            "{\"agent\": []}",
            "{\"agent\": {\"x\": 1}}",
            "\u{feff}{}",
            "{\"agent\": {\"x\"",
            "{\"agent\": null, \"command\": \"x\"}",
        ] {
            assert_eq!(listed(&format!("{text}<|>")), "", "{text}");
        }
        assert_eq!(
            listed("{\"agent\": {\"half\": {\"prompt\": \"Ask <|>")
                .lines()
                .count(),
            1
        );
    }
}
