//! Commands in a body that a program runs before the model reads it: an exclamation mark and a
//! code span.
//!
//! Programs look for them in the raw text. That a code span just ends there, or that it is an
//! example in a code block, makes no difference to them, but to the author.

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::Span;

/// What looks like a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShellCommand {
    /// From the exclamation mark to the closing backtick.
    pub span: Span,
    /// What stands between the backticks.
    pub command: Span,
    /// Where it is in the text as a reader sees it.
    pub around: Around,
    /// True where it stands behind a blank or at the start of a line, so that it is run.
    pub runs: bool,
}

/// What a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// Nothing: it is meant as one.
    Text,
    /// A code span, so that one of its ends is taken for the start of a command.
    CodeSpan,
    /// A code block.
    CodeBlock,
}

const START: &str = "!`";

/// The commands in `body`, in order.
pub fn shell_commands(text: &str, body: Span) -> Vec<ShellCommand> {
    let source = body.of(text);
    let mut starts = memmem::find_iter(source.as_bytes(), START).peekable();
    if starts.peek().is_none() {
        return Vec::new();
    }
    let code = code(source);
    let mut found: Vec<ShellCommand> = Vec::new();
    let mut end_of_last = 0;
    for start in starts {
        let inner = start + START.len();
        let Some(len) = source[inner..].find('`').filter(|&len| len > 0) else {
            continue;
        };
        if start < end_of_last {
            continue;
        }
        let before = source[..start].chars().next_back();
        let runs = before.is_none_or(char::is_whitespace);
        // Code in code is text.
        let before = code.partition_point(|(span, _)| span.range().start <= start);
        let around = code[..before].last();
        let around = around.filter(|(span, _)| start < span.range().end);
        if runs {
            end_of_last = inner + len + 1;
        }
        found.push(ShellCommand {
            span: Span::new(start, inner + len + 1).shifted(body.range().start),
            command: Span::new(inner, inner + len).shifted(body.range().start),
            around: around.map_or(Around::Text, |(_, around)| *around),
            runs,
        });
    }
    found
}

/// Where the code of a Markdown text stands, but for blocks that are commands themselves.
fn code(source: &str) -> Vec<(Span, Around)> {
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter();
    let found = parser.filter_map(|(event, range)| {
        let around = match event {
            Event::Code(_) => Around::CodeSpan,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.starts_with('!') => {
                return None;
            }
            Event::Start(Tag::CodeBlock(_)) => Around::CodeBlock,
            _ => return None,
        };
        Some((Span::from(range), around))
    });
    // A command that is meant as one is a code span too, which starts behind the mark.
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Around, bool)]) {
        let found = shell_commands(text, Span::new(0, text.len()));
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.command.of(text), it.around, it.runs))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn commands_are_found_in_the_raw_text() {
        check(
            "Branch: !`git branch`",
            &[("git branch", Around::Text, true)],
        );
        check(
            "!`a` and !`b`",
            &[("a", Around::Text, true), ("b", Around::Text, true)],
        );
        check("X=!`git branch`", &[("git branch", Around::Text, false)]);
        check(
            "Write `feat !` then `x`.",
            &[(" then ", Around::CodeSpan, true)],
        );
        check("```\nA: !`ls`\n```\n", &[("ls", Around::CodeBlock, true)]);
        check("`` !`ls` `` runs it", &[("ls", Around::CodeSpan, true)]);
        check("Do it! `now`", &[]);
        check("open !`", &[]);
    }
}
