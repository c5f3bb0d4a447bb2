//! What can be folded away.

use dossier_syntax::{BlockKind, Span};
use dossier_workspace::{FileId, Snapshot};

use crate::cursor::line_around;
use crate::sections::{sections, without_trailing_blanks};

/// Something that can be folded away, so that its first line is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From the end of its first line to the end of its last one, which is another.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// The front matter.
    FrontMatter,
    /// A heading and what stands under it.
    Section,
    /// A list, or one item of it.
    List,
    /// A code block.
    Code,
}

/// How many things fold at most. Editors take no more of a file.
const MOST_FOLDS: usize = 5_000;

/// Everything of more than one line that has a name: at most one for a first line, in order. Of very
/// many, the first.
pub fn folding(snapshot: &Snapshot, file: FileId) -> Vec<Fold> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let text = &source.text;
    let front_matter = source.parsed.front_matter.as_ref();
    // A file that is all fields folds by these, not as a whole.
    let fenced = front_matter.filter(|it| it.fenced);
    let head = fenced.map(|it| (it.span(), FoldKind::FrontMatter));
    let all_fields = front_matter
        .filter(|it| !it.fenced)
        .map(|it| &it.entries[..]);
    let fields = all_fields.unwrap_or_default().iter().map(|entry| {
        let span = Span::new(entry.key.range().start, entry.value.span.range().end);
        (span, FoldKind::FrontMatter)
    });
    let sections = sections(&source);
    let sections = sections
        .into_iter()
        .map(|(_, span)| (span, FoldKind::Section));
    let blocks = snapshot.blocks(file).into_iter().filter_map(|block| {
        let kind = match block.kind {
            BlockKind::List | BlockKind::ListItem => FoldKind::List,
            BlockKind::Code => FoldKind::Code,
            _ => return None,
        };
        (block.span.start >= source.parsed.body.start).then_some((block.span, kind))
    });
    let mut folds: Vec<Fold> = head
        .into_iter()
        .chain(fields)
        .chain(sections)
        .chain(blocks)
        .filter_map(|(span, kind)| {
            let span = without_trailing_blanks(span, text);
            let first = line_around(text, span.range().start).range().end;
            let folded = Span::new(first, span.range().end.max(first));
            (!folded.is_empty()).then_some(Fold { span: folded, kind })
        })
        .collect();
    // A list of one item folds as its item does.
    folds.sort_by_key(|fold| (fold.span.start, std::cmp::Reverse(fold.span.end)));
    folds.dedup_by_key(|fold| fold.span.start);
    folds.truncate(MOST_FOLDS);
    folds
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;
    use crate::testing::at_cursor;

    fn check(fixture: &str, expected: &Expect) {
        let shown = at_cursor(fixture, |snapshot, file, _| {
            let folds = folding(snapshot, file);
            let Some(source) = snapshot.source(file) else {
                return String::new();
            };
            let line = |offset| source.parsed.lines.line_of(offset);
            let shown = folds.iter().map(|fold| {
                let range = fold.span.range();
                format!(
                    "{}-{} {:?}\n",
                    line(range.start),
                    line(range.end),
                    fold.kind
                )
            });
            shown.collect::<String>()
        });
        expected.assert_eq(&shown);
    }

    #[test]
    fn what_has_more_than_one_line_folds() {
        let text = "---\nname: a\ndescription: x\n---\n# One\n\n- 👩‍🔬 a\n- b\n  - c\n  - d\n- e\n\n\
            ```sh\nls\n```\n\n## Two\n\ntext\n\n# Three\n\n- single\n";
        let expected = &expect![[r#"
            0-3 FrontMatter
            4-18 Section
            6-10 List
            7-9 List
            8-9 List
            12-14 Code
            16-18 Section
            20-22 Section
        "#]];
        check(text, expected);
        check(&text.replace('\n', "\r\n"), expected);
    }

    #[test]
    fn headings_between_tags_and_lone_carriage_returns_fold() {
        check(
            "//- /w/.claude/agents/x.md\n<s>\r# 1\r#\r    #<|>\n",
            &expect![[r#"
                2-3 Section
            "#]],
        );
    }

    #[test]
    fn what_is_half_typed_folds_as_far_as_it_goes() {
        check(
            "---\nname: a\ndescription: x\ntools:\n  - Read\n  - Grep",
            &expect![[r#"
                0-5 FrontMatter
            "#]],
        );
        check(
            "---\nname: a\ndescription: x\n---\n```\nopen\nfence",
            &expect![[r#"
                0-3 FrontMatter
                4-6 Code
            "#]],
        );
    }

    #[test]
    fn other_markdown_is_left_to_the_editor() {
        check("//- /w/README.md\n# Hello\n\nworld\n", &expect![[""]]);
    }
}
