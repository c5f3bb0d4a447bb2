//! The outline of a file.

use dossier_dialect::FileKind;
use dossier_syntax::{Entry, FrontMatter, Span, Value};
use dossier_workspace::{FileId, Snapshot, Source};

use crate::sections::sections;

/// One line of the outline, and those under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSymbol {
    /// What to show; never blank.
    pub name: String,
    /// What to show beside it.
    pub detail: Option<String>,
    /// What it is.
    pub kind: DocumentSymbolKind,
    /// All that belongs to it.
    pub span: Span,
    /// What to select, within `span`.
    pub selection: Span,
    /// What lies under it.
    pub children: Vec<DocumentSymbol>,
}

/// What a line of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentSymbolKind {
    /// The front matter as a whole.
    FrontMatter,
    /// A field of it.
    Field,
    /// A heading.
    Heading,
}

/// How deep maps within maps are shown.
const DEEPEST: usize = 4;

/// How many lines an outline has at most: nobody reads more, and each takes kilobytes on its way to
/// the editor.
const MOST_SYMBOLS: usize = 5_000;

/// The front matter with its fields, and the headings as a tree. Of very many, the first.
pub fn document_symbols(snapshot: &Snapshot, file: FileId) -> Vec<DocumentSymbol> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let mut outline = Outline {
        text: &source.text,
        left: MOST_SYMBOLS,
    };
    let mut symbols = match &source.parsed.front_matter {
        Some(front_matter) if front_matter.fenced => {
            vec![outline.head(front_matter)]
        }
        // A file that is all fields needs no word for them.
        Some(front_matter) => {
            let values = Values::of(source.place().kind);
            outline.fields(&front_matter.entries, DEEPEST, values)
        }
        None => Vec::new(),
    };
    symbols.extend(headings(&source, outline.left));
    symbols
}

/// Whose values are shown. An outline stays on the screen, and what starts servers holds passwords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Shown,
    /// Those of maps are not.
    Outer,
    Hidden,
}

impl Values {
    fn of(kind: FileKind) -> Self {
        match kind {
            FileKind::McpConfig => Self::Hidden,
            FileKind::PluginManifest => Self::Outer,
            _ => Self::Shown,
        }
    }

    fn inner(self) -> Self {
        match self {
            Self::Shown => Self::Shown,
            Self::Outer | Self::Hidden => Self::Hidden,
        }
    }
}

/// An outline in the making.
struct Outline<'a> {
    text: &'a str,
    /// How many symbols may be added.
    left: usize,
}

impl Outline<'_> {
    fn head(&mut self, front_matter: &FrontMatter) -> DocumentSymbol {
        DocumentSymbol {
            name: "front matter".to_owned(),
            detail: None,
            kind: DocumentSymbolKind::FrontMatter,
            span: front_matter.span(),
            selection: front_matter.open,
            children: self.fields(&front_matter.entries, DEEPEST, Values::Shown),
        }
    }

    /// As many of the fields as are left to show.
    fn fields(&mut self, entries: &[Entry], depth: usize, values: Values) -> Vec<DocumentSymbol> {
        let named = entries.iter().filter(|entry| !entry.name.trim().is_empty());
        let shown = named.map_while(|entry| {
            self.left = self.left.checked_sub(1)?;
            Some(self.field(entry, depth, values))
        });
        shown.collect()
    }

    fn field(&mut self, entry: &Entry, depth: usize, values: Values) -> DocumentSymbol {
        let children = match &entry.value.value {
            Value::Map { entries, .. } if depth > 1 => {
                self.fields(entries, depth - 1, values.inner())
            }
            _ => Vec::new(),
        };
        let is_shown = children.is_empty() && values != Values::Hidden;
        let detail = is_shown.then(|| shown_value(entry, self.text));
        let end = entry.value.span.range().end.max(entry.key.range().end);
        DocumentSymbol {
            name: entry.name.to_string(),
            detail: detail.filter(|detail| !detail.is_empty()),
            kind: DocumentSymbolKind::Field,
            span: Span::new(entry.key.range().start, end),
            selection: entry.key,
            children,
        }
    }
}

/// A value in one line that is not too long.
fn shown_value(entry: &Entry, text: &str) -> String {
    const MOST: usize = 80;
    let items = entry.value.items(text, false);
    let value = match entry.value.text() {
        Some(value) => value.to_owned(),
        None if items.is_empty() => entry.value.span.of(text).to_owned(),
        None => {
            let items: Vec<&str> = items.iter().map(|item| item.span.of(text)).collect();
            items.join(", ")
        }
    };
    let mut shown = String::new();
    for word in value.split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        let left = MOST.saturating_sub(shown.chars().count());
        if word.chars().count() > left {
            shown.extend(word.chars().take(left));
            shown.push('…');
            break;
        }
        shown += word;
    }
    shown
}

fn headings(source: &Source, most: usize) -> Vec<DocumentSymbol> {
    let mut tops = Vec::new();
    // The headings that are still open, the innermost last.
    let mut open: Vec<(u8, DocumentSymbol)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, DocumentSymbol)>| {
        if let Some((_, done)) = open.pop() {
            match open.last_mut() {
                Some((_, parent)) => parent.children.push(done),
                None => tops.push(done),
            }
        }
    };
    for (heading, section) in sections(source).into_iter().take(most) {
        while open
            .last()
            .is_some_and(|(level, _)| *level >= heading.level)
        {
            close(&mut open);
        }
        let title = match heading.title.trim() {
            "" => heading.span.of(&source.text).trim(),
            title => title,
        };
        let written = heading.span.of(&source.text).trim_end().len();
        let start = heading.span.range().start;
        let symbol = DocumentSymbol {
            name: if title.is_empty() { "#" } else { title }.to_owned(),
            detail: None,
            kind: DocumentSymbolKind::Heading,
            span: section,
            selection: Span::new(start, start + written),
            children: Vec::new(),
        };
        open.push((heading.level, symbol));
    }
    while !open.is_empty() {
        close(&mut open);
    }
    tops
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::at_cursor;

    fn show(symbols: &[DocumentSymbol], text: &str, indent: usize, shown: &mut String) {
        for symbol in symbols {
            assert!(symbol.span.contains(symbol.selection), "{symbol:?}");
            let detail = symbol.detail.as_deref().unwrap_or_default();
            let last = symbol.span.of(text).lines().last().unwrap_or_default();
            *shown += &format!("{:indent$}{} | {detail} | {last}\n", "", symbol.name);
            for child in &symbol.children {
                assert!(symbol.span.contains(child.span), "{symbol:?}");
            }
            show(&symbol.children, text, indent + 2, shown);
        }
    }

    fn check(fixture: &str, expected: &Expect) {
        let shown = at_cursor(fixture, |snapshot, file, _| {
            let symbols = document_symbols(snapshot, file);
            let mut shown = String::new();
            if let Some(source) = snapshot.source(file) {
                show(&symbols, &source.text, 0, &mut shown);
            }
            shown
        });
        expected.assert_eq(&shown);
    }

    #[test]
    fn fields_and_headings_are_a_tree() {
        let text = "---\nname: lead\ndescription: >\n  Plans\n  the work.\ntools:\n  - Read\n  - Grep\n\
            hooks:\n  Stop: []\nmodel:\n---\nHello.\n\n# One\n\n### Deep\ntext\n\n## Two\nmore\n\n# Last\nend\n\n";
        let expected = &expect![[r#"
            front matter |  | ---
              name | lead | name: lead
              description | Plans the work. |   the work.
              tools | Read, Grep |   - Grep
              hooks |  |   Stop: []
                Stop | [] | Stop: []
              model |  | model:
            One |  | more
              Deep |  | text
              Two |  | more
            Last |  | end
        "#]];
        check(text, expected);
        check(&text.replace('\n', "\r\n"), expected);
    }

    #[test]
    fn a_heading_without_text_is_shown_as_it_is_written() {
        check(
            "---\nname: a\ndescription: x\n---\n#\n\n## 👩‍🔬 *Two*\n",
            &expect![[r##"
                front matter |  | ---
                  name | a | name: a
                  description | x | description: x
                # |  | ## 👩‍🔬 *Two*
                  👩‍🔬 Two |  | ## 👩‍🔬 *Two*
            "##]],
        );
    }

    #[test]
    fn an_unclosed_front_matter_has_fields_too() {
        check(
            "---\nname: a\ntools: [Read, Gr",
            &expect![[r#"
                front matter |  | tools: [Read, Gr
                  name | a | name: a
                  tools | [Read, Gr | tools: [Read, Gr
            "#]],
        );
    }

    #[test]
    fn what_starts_servers_is_listed_without_its_values() {
        check(
            "//- /w/.mcp.json\n{\"mcpServers\": {\"db\": {\"env\": {\"KEY\": \"hunter2\"}}}}<|>\n",
            &expect![[r#"
                mcpServers |  | "mcpServers": {"db": {"env": {"KEY": "hunter2"}}}
                  db |  | "db": {"env": {"KEY": "hunter2"}}
                    env |  | "env": {"KEY": "hunter2"}
                      KEY |  | "KEY": "hunter2"
            "#]],
        );
    }

    #[test]
    fn other_markdown_has_no_outline_of_ours() {
        check("//- /w/README.md\n# Hello\n", &expect![[""]]);
    }
}
