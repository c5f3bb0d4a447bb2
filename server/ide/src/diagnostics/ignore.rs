//! Comments that turn rules off: `<!-- dossier: ignore unknown-tool -->` in the body,
//! `# dossier: ignore unknown-tool` in the front matter.

use std::collections::BTreeMap;

use dossier_dialect::closest;
use dossier_syntax::{FrontMatter, Span};
use dossier_workspace::{FileId, Snapshot};
use rustc_hash::FxHashSet;

use super::{Diagnostic, Finding, Findings, did_you_mean};

/// What a comment starts with, after its mark.
const SIGN: &str = "dossier:";

/// One comment.
struct Comment<'a> {
    /// The rules it names; none for all of them.
    rules: Vec<&'a str>,
    /// The line it is about; `None` for the whole file.
    line: Option<Span>,
}

/// What comments say of the findings of a file.
struct Ignored<'a> {
    /// The rules that they name, or `None` for all of them, for the whole file.
    in_file: FxHashSet<Option<&'a str>>,
    /// The same for the line that starts at an offset.
    on_line: FxHashSet<(u32, Option<&'a str>)>,
    /// The lines, by their starts.
    lines: BTreeMap<u32, Span>,
}

impl<'a> Ignored<'a> {
    fn new(comments: &[Comment<'a>]) -> Self {
        let mut ignored = Self {
            in_file: FxHashSet::default(),
            on_line: FxHashSet::default(),
            lines: BTreeMap::new(),
        };
        for comment in comments {
            let all = comment.rules.is_empty().then_some(None);
            let rules = comment.rules.iter().map(|rule| Some(*rule)).chain(all);
            match comment.line {
                None => ignored.in_file.extend(rules),
                Some(line) => {
                    ignored.on_line.extend(rules.map(|rule| (line.start, rule)));
                    ignored.lines.insert(line.start, line);
                }
            }
        }
        ignored
    }

    fn covers(&self, finding: &Diagnostic) -> bool {
        let names = [None, Some(finding.rule)];
        let at = finding.span.start;
        let line = self.lines.range(..=at).next_back();
        let line = line.filter(|(_, line)| at <= line.end);
        names.iter().any(|name| {
            self.in_file.contains(name)
                || line.is_some_and(|(start, _)| self.on_line.contains(&(*start, *name)))
        })
    }
}

/// Takes out what comments say is not to be reported, and reports names in them that are no
/// rule's.
pub(super) fn apply(findings: &mut Findings<'_>) {
    let text = findings.text();
    if !text.contains(SIGN) {
        return;
    }
    let comments = comments(text, findings.front_matter());
    let known = findings.snapshot.dialects().rules();
    for name in comments.iter().flat_map(|comment| &comment.rules) {
        if known.get(name).is_some() {
            continue;
        }
        let names = known.iter().map(|rule| rule.name.as_str());
        let meant = closest(name, names);
        let message = format!(
            "There is no rule `{name}`, so this turns nothing off.{}",
            did_you_mean(meant)
        );
        let span = span_of(text, name);
        let fix = meant.map(|meant| crate::Fix::change_to(meant, span, false));
        findings.add(Finding::new("unknown-rule", span, message).fixes(fix));
    }
    let ignored = Ignored::new(&comments);
    findings.found.retain(|finding| !ignored.covers(finding));
}

/// Takes out of findings in a file, be it an agent file or not, what comments there say is not to be
/// reported.
pub fn retain_heeded(snapshot: &Snapshot, file: FileId, found: &mut Vec<Diagnostic>) {
    let source = snapshot.readable(file);
    if let Some(source) = source.filter(|it| it.text.contains(SIGN)) {
        let front_matter = source.parsed.front_matter.as_ref();
        let ignored = Ignored::new(&comments(&source.text, front_matter));
        found.retain(|finding| !ignored.covers(finding));
    }
}

/// Where a part of a text stands in it.
fn span_of(text: &str, part: &str) -> Span {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    Span::new(start, start + part.len())
}

/// The comments of a text, outside of code blocks.
fn comments<'a>(text: &'a str, front_matter: Option<&FrontMatter>) -> Vec<Comment<'a>> {
    let head = front_matter.filter(|it| !it.late).map(FrontMatter::span);
    let mut found: Vec<Comment<'a>> = Vec::new();
    // A comment on a line of its own is about the next line with something on it.
    let mut waiting: Vec<Vec<&'a str>> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let place = span_of(text, line.trim_end());
        let in_head = head.is_some_and(|head| head.contains(place));
        let bare = line.trim();
        if !in_head && (bare.starts_with("```") || bare.starts_with("~~~")) {
            match fence {
                Some(open) if bare.starts_with(open) => fence = None,
                Some(_) => {}
                None => fence = Some(&bare[..3]),
            }
        }
        let comment = if fence.is_some() && !in_head {
            None
        } else {
            comment_in(line, in_head)
        };
        match comment {
            Some(it) if it.whole_file => found.push(Comment {
                rules: it.rules,
                line: None,
            }),
            Some(it) if it.alone => waiting.push(it.rules),
            Some(it) => found.push(Comment {
                rules: it.rules,
                line: Some(place),
            }),
            None => {}
        }
        let is_comment_alone = comment_in(line, in_head).is_some_and(|it| it.alone);
        if !bare.is_empty() && !is_comment_alone {
            let about_this = waiting.drain(..).map(|rules| Comment {
                rules,
                line: Some(place),
            });
            found.extend(about_this);
        }
    }
    found
}

/// A comment as it is written.
struct Written<'a> {
    rules: Vec<&'a str>,
    whole_file: bool,
    /// Nothing else is on its line.
    alone: bool,
}

fn comment_in(line: &str, in_head: bool) -> Option<Written<'_>> {
    let (open, close) = if in_head {
        ("#", "\n")
    } else {
        ("<!--", "-->")
    };
    let mut at = 0;
    loop {
        let start = at + line[at..].find(open)?;
        let inner = &line[start + open.len()..];
        if let Some(order) = inner.trim_start().strip_prefix(SIGN) {
            let end = order.find(close).unwrap_or(order.len());
            let (order, rest) = order.split_at(end);
            let order = order.trim();
            let (order, whole_file) = match order.strip_prefix("ignore-file") {
                Some(rules) => (rules, true),
                None => (order.strip_prefix("ignore")?, false),
            };
            let rules = order.split([',', ' ']).map(str::trim);
            let behind = rest.strip_prefix(close).unwrap_or(rest);
            return Some(Written {
                rules: rules.filter(|rule| !rule.is_empty()).collect(),
                whole_file,
                alone: line[..start].trim().is_empty() && behind.trim().is_empty(),
            });
        }
        at = start + open.len();
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::at_cursor;

    fn rules(text: &str) -> Vec<&'static str> {
        at_cursor(text, |snapshot, file, _| {
            let found = crate::diagnostics(snapshot, file);
            found.iter().map(|finding| finding.rule).collect()
        })
    }

    fn agent(lines: &str, body: &str) -> String {
        format!("---\nname: main\ndescription: Works.\n{lines}\n---\n{body}\n")
    }

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        assert_eq!(rules(&agent("tools: Read, Reed", "")), ["unknown-tool"]);
        assert!(
            rules(&agent(
                "tools: Read, Reed # dossier: ignore unknown-tool",
                ""
            ))
            .is_empty()
        );
        assert!(rules(&agent("# dossier: ignore\ntools: Read, Reed", "")).is_empty());
        let list =
            "tools:\n  - Read\n  # dossier: ignore unknown-tool, old-tool\n  - Reed\n  - Wrote";
        assert_eq!(rules(&agent(list, "")), ["unknown-tool"]);
        assert!(
            rules(&agent(
                "",
                "[x](none.md) <!-- dossier: ignore missing-file -->"
            ))
            .is_empty()
        );
        assert!(rules(&agent("", "<!-- dossier: ignore -->\n\n[x](none.md)")).is_empty());
        assert_eq!(
            rules(&agent(
                "",
                "<!-- dossier: ignore -->\n[x](none.md)\n[y](none.md)"
            )),
            ["missing-file"]
        );
    }

    #[test]
    fn a_comment_is_about_the_file_where_it_says_so() {
        let off = "<!-- dossier: ignore-file unknown-tool -->";
        assert!(rules(&agent("tools: Read, Reed", off)).is_empty());
        assert_eq!(
            rules(&agent("tools: Read, Reed", &format!("```\n{off}\n```"))),
            ["unknown-tool"]
        );
        assert_eq!(
            rules(&agent(
                "tools: Read, Reed",
                "<!-- dossier: ignore-file old-tool -->"
            )),
            ["unknown-tool"]
        );
    }

    #[test]
    fn a_rule_that_is_none_is_reported() {
        let comment = "# dossier: ignore unknwon-tool\ntools: Read, Reed";
        assert_eq!(rules(&agent(comment, "")), ["unknown-rule", "unknown-tool"]);
    }
}
