//! Front matter that isn't the first thing in the file, so that no program sees it.

use dossier_dialect::{FaultId, FrontMatterUse, Severity};
use dossier_syntax::{Format, FrontMatter, Span};

use super::{Finding, Findings};
use crate::cursor::next_line;
use crate::fixes::line_end;
use crate::{Change, Fix};

const FENCE: &str = "---";

/// More lines than anybody puts before front matter.
const MOST_LINES: usize = 20;

/// What is wrong around the fields of a file that has no front matter.
enum Cause {
    /// These bytes before the fence, which show as nothing.
    Invisible(Span),
    /// The opening line of a code block around the fields, and its closing line.
    CodeBlock(Span, Option<Span>),
    /// These lines, of which the first looks like a fence and is none, and perhaps the last.
    AlmostFence(Vec<Span>),
    /// Headings and comments.
    Text(Span),
    /// There are no fences; the fields are here.
    NoFences(Span),
}

/// Reports fields that stand further down. False where the file doesn't have any.
pub(super) fn check(findings: &mut Findings<'_>) -> bool {
    let text = findings.text();
    let Some((at, cause)) = find(findings, text) else {
        return false;
    };
    tell(findings, at, &cause)
}

/// Reports that the block at `at` is not seen.
fn tell(findings: &mut Findings<'_>, at: Span, cause: &Cause) -> bool {
    let Some((severity, says)) = findings.consequence(FaultId::NoFrontMatter) else {
        return false;
    };
    let kind = findings.dialect().kind(findings.source.place().kind);
    let is_required = kind.is_some_and(|it| it.front_matter == FrontMatterUse::Required);
    let severity = severity.max(if is_required {
        Severity::Error
    } else {
        Severity::Warning
    });
    let what = match cause {
        Cause::Invisible(_) => "Something that can't be seen stands before the front matter",
        Cause::CodeBlock(..) => "The front matter stands in a code block",
        Cause::AlmostFence(_) => "The line above the fields is not `---` alone",
        Cause::Text(_) => "The front matter starts below other text",
        Cause::NoFences(_) => "The fields stand between no `---` lines",
    };
    let message = format!("{what}, so it is read as text. {says}");
    let fix = mend(findings.text(), at, cause);
    let finding = Finding::new("late-front-matter", at, message);
    findings.add(finding.severity(severity).fix(fix));
    true
}

/// Blank lines alone before the fence `open`.
pub(super) fn below_blank_lines(findings: &mut Findings<'_>, open: Span) {
    let blank = Span::new(after_mark(findings.text()), open.range().start);
    tell(findings, open, &Cause::Invisible(blank));
}

/// Reports what keeps a program that is exact about it from seeing front matter on the first line: a
/// byte order mark, or blanks behind the dashes.
pub(super) fn unseen(findings: &mut Findings<'_>, block: &FrontMatter) {
    let text = findings.text();
    let mark = Span::new(0, after_mark(text));
    if !mark.is_empty()
        && let Some((severity, says)) = findings.consequence(FaultId::ByteOrderMark)
    {
        let message = format!("A byte order mark stands before the front matter. {says}");
        let fix = Fix::replace("Remove the mark".to_owned(), mark, String::new(), true);
        let finding = Finding::new("late-front-matter", block.open, message);
        findings.add(finding.severity(severity).fix(fix));
    }
    let blanks = [Some(block.open), block.close];
    let blanks: Vec<Span> = blanks
        .into_iter()
        .flatten()
        .filter_map(|fence| {
            let line = line_at(text, fence.range().start)?;
            let dashes = fence.range().start + line.of(text).trim_end().len();
            (dashes < line.range().end).then(|| Span::new(dashes, line.range().end))
        })
        .collect();
    if let Some(first) = blanks.first()
        && let Some((severity, says)) = findings.consequence(FaultId::BlankBehindFence)
    {
        let message = format!("Blanks stand behind the `{FENCE}` of the front matter. {says}");
        let fix = Fix {
            title: "Remove the blanks".to_owned(),
            change: Change::Edit(blanks.iter().map(|it| (*it, String::new())).collect()),
            safe: true,
        };
        let finding = Finding::new("late-front-matter", *first, message);
        findings.add(finding.severity(severity).fix(fix));
    }
}

fn mend(text: &str, at: Span, cause: &Cause) -> Fix {
    let edit = |title: &str, edits: Vec<(Span, String)>, safe| Fix {
        title: title.to_owned(),
        change: Change::Edit(edits),
        safe,
    };
    match *cause {
        Cause::Invisible(span) => {
            let is_lines = span.of(text).trim().is_empty();
            let title = if is_lines {
                "Remove the blank lines above"
            } else {
                "Remove what can't be seen above"
            };
            edit(title, vec![(span, String::new())], true)
        }
        Cause::CodeBlock(open, close) => {
            let close = close.map(|close| (close, String::new()));
            let edits = [(open, String::new())].into_iter().chain(close);
            edit("Remove the lines of the code block", edits.collect(), false)
        }
        Cause::AlmostFence(ref lines) => {
            let edits = lines.iter().map(|line| (*line, FENCE.to_owned())).collect();
            let written = lines.first().map_or("", |line| line.of(text).trim());
            let title = format!("Write `{FENCE}` instead of `{written}`");
            edit(&title, edits, false)
        }
        Cause::Text(span) => {
            let end = FrontMatter::parse(&text[at.range().start..], Format::Markdown)
                .map_or(0, |block| block.body_start(&text[at.range().start..]));
            let moved = span.of(text).trim_matches(['\n', '\r']);
            let line_end = line_end(text);
            let moved = format!("{line_end}{moved}{line_end}");
            let below = Span::empty(at.range().start + end);
            let edits = vec![(span, String::new()), (below, moved)];
            edit("Move the front matter to the first line", edits, false)
        }
        Cause::NoFences(fields) => {
            let line_end = line_end(text);
            let before = Span::new(after_mark(text), fields.range().start);
            let above = before.of(text).trim_matches(['\n', '\r']);
            let gap = if fields.of(text).ends_with('\n') {
                ""
            } else {
                line_end
            };
            let mut close = format!("{gap}---{line_end}");
            if !above.is_empty() {
                close += &format!("{line_end}{above}{line_end}");
            }
            let edits = vec![
                (before, format!("---{line_end}")),
                (Span::empty(fields.range().end), close),
            ];
            edit("Put `---` lines around the fields", edits, false)
        }
    }
}

/// The line to blame, and the cause.
fn find(findings: &Findings<'_>, text: &str) -> Option<(Span, Cause)> {
    let start = after_mark(text);
    let mut at = start;
    let mut code = None;
    let mut in_comment = false;
    let mut is_seen = false;
    for _ in 0..MOST_LINES {
        let line = line_at(text, at)?;
        let written = line.of(text);
        let shown = written.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if is_almost_fence(written) && !in_comment && !is_seen && code.is_none() {
            return almost_fenced(findings, text, line);
        }
        if shown == FENCE && !in_comment {
            let fence = Span::new(line.range().start + written.find('-')?, line.range().end);
            let block = &text[fence.range().start..];
            let fields = FrontMatter::parse(block, Format::Markdown)?;
            let close = fields.close?;
            if fields.late || !are_fields(findings, &fields) {
                return None;
            }
            let before = Span::new(start, fence.range().start);
            let cause = match code {
                Some(open) => {
                    let below = fence.range().start + close.range().end;
                    Cause::CodeBlock(open, end_of_code(text, below))
                }
                None if is_seen => Cause::Text(before),
                None => Cause::Invisible(before),
            };
            return Some((fence, cause));
        }
        let opens_code = shown.starts_with("```") || shown.starts_with("~~~");
        if in_comment || shown.starts_with("<!--") {
            in_comment = !shown.ends_with("-->");
            is_seen = true;
        } else if opens_code && code.is_none() {
            code = Some(Span::new(at, next_line(text, line.range().end)));
        } else if shown.starts_with('#') {
            is_seen = true;
        } else if !shown.is_empty() {
            return bare_fields(findings, text, line);
        }
        at = next_line(text, line.range().end);
        if at >= text.len() {
            return None;
        }
    }
    None
}

/// Fields below a line that is nearly a fence, down to one that is, or is the same.
fn almost_fenced(findings: &Findings<'_>, text: &str, open: Span) -> Option<(Span, Cause)> {
    let mut at = next_line(text, open.range().end);
    let mut lines = vec![open];
    loop {
        let line = line_at(text, at).filter(|_| at < text.len())?;
        let written = line.of(text).trim_end();
        if written == FENCE {
            break;
        }
        if written == open.of(text).trim_end() {
            lines.push(line);
            break;
        }
        at = next_line(text, line.range().end);
    }
    let inner = &text[open.range().end..at];
    let block = format!("{FENCE}{inner}{FENCE}\n");
    let fields = FrontMatter::parse(&block, Format::Markdown)?;
    are_fields(findings, &fields).then_some((open, Cause::AlmostFence(lines)))
}

/// True for a line of dashes of another number or kind, and for `---` with a word or with something
/// invisible behind it.
fn is_almost_fence(line: &str) -> bool {
    let dashes = line.trim_start_matches(is_dash);
    let count = line[..line.len() - dashes.len()].chars().count();
    let rest = dashes.trim_end();
    let is_word = rest
        .chars()
        .all(|c| c.is_ascii_alphabetic() || is_invisible(c));
    let is_short = rest.chars().count() <= 8;
    count >= 2 && is_word && is_short && line.trim_end() != FENCE
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Fields without fences, from the line `first` to a blank one.
fn bare_fields(findings: &Findings<'_>, text: &str, first: Span) -> Option<(Span, Cause)> {
    let start = first.range().start;
    let mut end = start;
    while let Some(line) = line_at(text, end).filter(|line| !line.of(text).trim().is_empty()) {
        end = next_line(text, line.range().end);
        if end >= text.len() {
            break;
        }
    }
    let block = format!("---\n{}\n---\n", text.get(start..end)?.trim_end());
    let fields = FrontMatter::parse(&block, Format::Markdown)?;
    let is_one = fields.entries.len() > 1 && are_fields(findings, &fields);
    is_one.then(|| (first, Cause::NoFences(Span::new(start, end))))
}

/// True for fields that can be read, of which one must be there and all are known, or two are.
fn are_fields(findings: &Findings<'_>, fields: &FrontMatter) -> bool {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let known = fields.entries.iter();
    let known: Vec<_> = known
        .filter_map(|entry| dialect.field(kind, &entry.name))
        .collect();
    let is_first_known = fields
        .entries
        .first()
        .is_some_and(|entry| dialect.field(kind, &entry.name).is_some());
    fields.faults.is_empty()
        && is_first_known
        && (known.len() > 1 || known.iter().any(|field| field.required))
}

/// The line that closes a code block around fields that end at `from`: the next one below, or the
/// last line of the text.
fn end_of_code(text: &str, from: usize) -> Option<Span> {
    let is_fence = |line: &str| matches!(line.trim_end(), "```" | "~~~");
    let next = next_line(text, line_at(text, from)?.range().end);
    let line = line_at(text, next)?;
    if is_fence(line.of(text)) {
        return Some(Span::new(next, next_line(text, line.range().end)));
    }
    let trimmed = text.trim_end();
    let start = trimmed.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    is_fence(&trimmed[start..]).then(|| Span::new(start.max(next), text.len()))
}

/// True for characters that show as nothing and take no room.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Where a text starts, after its byte order mark.
fn after_mark(text: &str) -> usize {
    const MARK: char = '\u{feff}';
    if text.starts_with(MARK) {
        MARK.len_utf8()
    } else {
        0
    }
}

fn line_at(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
    Some(Span::new(at, at + len))
}
