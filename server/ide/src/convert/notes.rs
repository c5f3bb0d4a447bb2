//! Comments beside the fields: what an earlier conversion kept there, and everything else.

use dossier_syntax::{FrontMatter, Value};

/// The comments of a file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// By the title of the program, the lines that it alone reads.
    pub(super) kept: Vec<(String, Vec<String>)>,
    /// All other comments, without their marks.
    pub(super) others: Vec<String>,
}

const HEAD: (&str, &str) = (" Only ", " reads:");
const LINE: &str = "   ";

const ORIGIN: (&str, &str) = (
    " Written by `dossier sync` from ",
    ": change that file, not this one.",
);

/// The comment that says which file, by its path in the team, another is written from.
pub(super) fn origin(path: &str) -> String {
    format!("{}{path}{}", ORIGIN.0, ORIGIN.1)
}

/// The file, by its path in the team, that a text is written from, if it says so.
pub fn written_from(text: &str) -> Option<&str> {
    let mut comments = text.lines().filter_map(|line| line.strip_prefix('#'));
    comments.find_map(|it| it.strip_prefix(ORIGIN.0)?.strip_suffix(ORIGIN.1))
}

/// The comment above what only one program reads, without its mark.
pub(super) fn head(program: &str) -> String {
    format!("{}{program}{}", HEAD.0, HEAD.1)
}

/// A line of that.
pub(super) fn line(line: &str) -> String {
    format!("{LINE}{line}")
}

/// The comments between the fences of a file, or in all of it where it has none.
pub(super) fn of(text: &str, front_matter: Option<&FrontMatter>) -> Notes {
    let mut notes = Notes::default();
    let Some(front_matter) = front_matter else {
        return notes;
    };
    let mut is_kept = false;
    for comment in comments(text, front_matter) {
        let program = comment
            .strip_prefix(HEAD.0)
            .and_then(|rest| rest.strip_suffix(HEAD.1));
        if let Some(program) = program {
            notes.kept.push((program.to_owned(), Vec::new()));
            is_kept = true;
            continue;
        }
        match (comment.strip_prefix(LINE), notes.kept.last_mut()) {
            (Some(line), Some((_, lines))) if is_kept => lines.push(line.to_owned()),
            // Of what is written from this one, that is not true.
            _ if comment.starts_with(ORIGIN.0) => {}
            _ => {
                is_kept = false;
                notes.others.push(comment);
            }
        }
    }
    notes
}

/// Every comment that stands outside of the fields' texts, without its mark.
fn comments(text: &str, front_matter: &FrontMatter) -> Vec<String> {
    let inner = front_matter.inner.range();
    let mut found = Vec::new();
    let mut at = inner.start;
    for line in text[inner].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let comment = match line.trim_start().strip_prefix('#') {
            Some(comment) => Some(comment),
            None => line.rfind(" #").map(|mark| &line[mark + 2..]),
        };
        let Some(comment) = comment else {
            continue;
        };
        let mark = start + line.len() - comment.len() - 1;
        let is_text = front_matter.entries.iter().any(|entry| {
            let value = &entry.value;
            let holds = value.span.range().contains(&mark);
            holds && matches!(value.value, Value::Scalar(_))
        });
        if !is_text {
            found.push(comment.trim_end().to_owned());
        }
    }
    found
}
