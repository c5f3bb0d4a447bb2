//! Paths that can be clicked.

use camino::Utf8PathBuf;
use dossier_syntax::{Span, Wants};
use dossier_workspace::{FileId, Snapshot};

/// A path and the file it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The path as it is written, or the text of the link.
    pub span: Span,
    /// The file.
    pub path: Utf8PathBuf,
    /// The line of the heading that it leads to, counted from 1.
    pub line: Option<u32>,
    /// What to show beside it.
    pub tooltip: String,
}

/// The links, paths and imports that lead to files that exist. Addresses on the web are left to
/// the editor, which finds them by itself.
pub fn document_links(snapshot: &Snapshot, file: FileId) -> Vec<DocumentLink> {
    let index = snapshot.index();
    let Some(facts) = index.file(file).said() else {
        return Vec::new();
    };
    let mentions = facts.mentions();
    mentions
        .filter(|mention| mention.wants == Wants::File)
        .filter_map(|mention| {
            let target = snapshot.resolve(file, &mention).into_iter().next()?;
            let (path, place) = target.location(snapshot)?;
            let page = snapshot.page(&path).filter(|_| !place.is_empty());
            let line = page.map(|page| page.lines.line_of(place.range().start) + 1);
            Some(DocumentLink {
                span: mention.span,
                tooltip: facts.place.shown(&path),
                path,
                line,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::{at_cursor, with_team};

    fn check(body: &str, expected: &Expect) {
        let fixture = format!("---\nname: main\ndescription: x\n---\n{body}\n//- /w/docs/z.md\nz");
        let shown = at_cursor(&with_team(&fixture), |snapshot, file, _| {
            let text = snapshot.source(file).unwrap().text;
            let links = document_links(snapshot, file);
            let shown = links.iter().map(|link| {
                let written = link.span.of(&text);
                let line = link
                    .line
                    .map_or_else(String::new, |line| format!(":{line}"));
                format!("{written} -> {}{line} ({})\n", link.path, link.tooltip)
            });
            shown.collect::<String>()
        });
        expected.assert_eq(&shown);
    }

    #[test]
    fn paths_links_and_imports_lead_to_files() {
        check(
            "👩‍🔬 `docs/z.md`, @../../docs/z.md, [engineer](ml-engineer.md#part).",
            &expect![[r#"
                docs/z.md -> /w/docs/z.md (docs/z.md)
                ../../docs/z.md -> /w/docs/z.md (docs/z.md)
                engineer -> /w/.claude/agents/ml-engineer.md (.claude/agents/ml-engineer.md)
                ml-engineer.md#part -> /w/.claude/agents/ml-engineer.md (.claude/agents/ml-engineer.md)
            "#]],
        );
    }

    #[test]
    fn a_link_to_a_heading_leads_to_its_line() {
        check(
            "# One\n\n[a](#one) [b](#none) [c](<../../docs/z.md#none>)",
            &expect![[r#"
                a -> /w/.claude/agents/main.md:5 (.claude/agents/main.md)
                #one -> /w/.claude/agents/main.md:5 (.claude/agents/main.md)
                c -> /w/docs/z.md (docs/z.md)
                ../../docs/z.md#none -> /w/docs/z.md (docs/z.md)
            "#]],
        );
    }

    #[test]
    fn addresses_names_and_missing_files_are_no_links() {
        check(
            "https://x.org/z.md [x](https://x.org) `docs/missing.md` ml-engineer",
            &expect![[""]],
        );
    }
}
