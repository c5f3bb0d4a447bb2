//! Tools that the program doesn't have, or has under another name.

use dossier_dialect::{
    Atom, Dialect, Field, FileKind, OldToolState, ToolName, closest, is_likely_typo, is_same_word,
};
use dossier_syntax::{Entry, FrontMatter, PermissionRule, Span, Value};

use dossier_workspace::values::{self, is_broken};
use rustc_hash::FxHashSet;

use super::fields::refused_value;
use super::{Finding, Findings, Tag, did_you_mean};
use crate::fixes::ListItems;
use crate::{Change, Fix};

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let place = findings.source.place();
    let dialect = findings.dialect();
    // A dialect without tools of its own says nothing about them.
    if dialect.tools().is_empty() {
        return;
    }
    let snapshot = findings.snapshot;
    let path = findings.slashed_path();
    let read_by_others = || {
        snapshot
            .dialects()
            .is_read_by_others(place.dialect, place.kind, &path)
    };
    let text = findings.text();
    for (entry, field) in tool_lists(dialect, place.kind, front_matter) {
        let items = ListItems::new(text, entry, field);
        let listed: FxHashSet<&str> = items.iter().map(|item| item.span.of(text)).collect();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut glued: Option<Option<Fix>> = None;
        for item in items.iter() {
            let rule = PermissionRule::parse(text, item.span);
            let name = rule.tool.of(text);
            if !seen.insert(item.span.of(text)) {
                let message = format!("`{}` is listed twice.", item.span.of(text));
                let fix = items.without(item.span).map(|(span, text)| {
                    Fix::replace("Remove it here".to_owned(), span, text, true)
                });
                let finding = Finding::new("duplicate-tool", item.span, message);
                findings.add(finding.tag(Tag::Unnecessary).fixes(fix));
            }
            match dialect.tool(name) {
                ToolName::Tool(_) | ToolName::Mcp | ToolName::All => {}
                ToolName::Old(old) => {
                    let case = match old.state {
                        OldToolState::Renamed => "renamed",
                        OldToolState::Legacy => "legacy",
                        OldToolState::Removed => "removed",
                    };
                    let what = match (old.state, &old.now) {
                        (OldToolState::Renamed, Some(now)) => {
                            format!("`{name}` is called `{now}` today; the old name still works.")
                        }
                        (OldToolState::Legacy, _) => {
                            format!("`{name}` has no effect in {} today.", dialect.title())
                        }
                        _ => format!("{} has no `{name}` any more.", dialect.title()),
                    };
                    let message = match old.state {
                        OldToolState::Renamed => what,
                        _ => format!("{what} {}", old.doc),
                    };
                    // Only a name that the program takes for the new one means just that, and other
                    // programs that read the file may know the old one only.
                    let safe = old.state == OldToolState::Renamed && !read_by_others();
                    let is_listed = |now: &String| listed.contains(now.as_str());
                    let fix = match &old.now {
                        Some(now) if !is_listed(now) => Some(Fix::change_to(now, rule.tool, safe)),
                        _ => remove(text, &items, item.span),
                    };
                    let finding = Finding::new("old-tool", rule.tool, message).case(case);
                    findings.add(finding.tag(Tag::Deprecated).fixes(fix));
                }
                // A template's place to fill.
                ToolName::Unknown if name.contains("{{") => {}
                ToolName::Unknown if is_glued_item(text, rule.tool) => {
                    let name = name.trim_start_matches('-');
                    let message = format!(
                        "`-{name}` is text, not an item of a list: YAML wants a blank behind the `-`."
                    );
                    let finding = Finding::new("unknown-tool", rule.tool, message).case("slip");
                    let fix = glued.get_or_insert_with(|| as_items(text, entry)).clone();
                    findings.add(finding.fix(fix.unwrap_or_else(|| as_item(rule.tool))));
                }
                ToolName::Unknown if is_several(dialect, name) => {
                    let message = format!(
                        "`{name}` is one tool for {}: commas are missing between them.",
                        dialect.title()
                    );
                    let case = if field.drops_unknown { "slip" } else { "other" };
                    let finding = Finding::new("unknown-tool", rule.tool, message).case(case);
                    findings.add(finding.fixes(with_commas(text, entry, rule.tool)));
                }
                ToolName::Unknown => {
                    let names = dialect.tools().iter().map(|tool| tool.name.as_str());
                    let meant = closest(name, names);
                    let likely = meant.is_some_and(|meant| is_likely_typo(name, meant));
                    if field.open_list && !likely {
                        continue;
                    }
                    let drops = field.drops_unknown;
                    let case = if likely && drops { "slip" } else { "other" };
                    let is_said = field.unknown_value.is_none();
                    let refused = refused_value(findings, field).filter(|_| is_said);
                    let effect = match refused {
                        Some((_, says)) => format!(". {says}"),
                        None if drops => " and drops it.".to_owned(),
                        None => ".".to_owned(),
                    };
                    let hint = did_you_mean(meant);
                    let message = format!(
                        "Unknown tool: {} has no `{name}`{effect}{hint}",
                        dialect.title()
                    );
                    // What has blanks in it is no slip in one name.
                    let change = meant
                        .filter(|_| !name.contains(char::is_whitespace))
                        .map(|meant| Fix::change_to(meant, rule.tool, is_same_word(name, meant)));
                    let removed = remove(text, &items, item.span);
                    let finding = Finding::new("unknown-tool", rule.tool, message).case(case);
                    let severity = field.unknown_value;
                    let finding = finding.severity(severity.or(refused.map(|it| it.0)));
                    findings.add(finding.fixes(change).fixes(removed));
                }
            }
        }
    }
}

/// True for the names of several tools with blanks between them.
fn is_several(dialect: &Dialect, name: &str) -> bool {
    let mut words = name.split_whitespace();
    name.contains(char::is_whitespace)
        && words.all(|word| !matches!(dialect.tool(word), ToolName::Unknown))
}

/// A fix that puts commas between the tools, in a list that has commas.
fn with_commas(text: &str, entry: &Entry, tools: Span) -> Option<Fix> {
    let is_lines = matches!(entry.value.value, Value::List { .. })
        && !entry.value.span.of(text).starts_with('[');
    let words: Vec<&str> = tools.of(text).split_whitespace().collect();
    let title = "Put commas between them".to_owned();
    (!is_lines).then(|| Fix::replace(title, tools, words.join(", "), false))
}

/// `-Read` at the start of a line: meant for an item, and without a blank no YAML for one.
fn is_glued_item(text: &str, tool: Span) -> bool {
    let before = text[..tool.range().start].trim_end_matches([' ', '\t', '\r']);
    let mut chars = tool.of(text).chars();
    (before.is_empty() || before.ends_with('\n'))
        && chars.next() == Some('-')
        && chars.next().is_some_and(char::is_alphabetic)
}

/// A fix that makes items of all lines of a value that start like one. `None` for more lines than
/// each of their findings can mend.
fn as_items(text: &str, entry: &Entry) -> Option<Fix> {
    const MOST_LINES: usize = 20;
    let mut at = entry.value.span.range().start;
    let mut edits = Vec::new();
    for line in entry.value.span.of(text).split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if line[indent..].starts_with('-') && !line[indent + 1..].starts_with(' ') {
            edits.push((Span::empty(at + indent + 1), " ".to_owned()));
        }
        at += line.len();
    }
    (edits.len() <= MOST_LINES).then(|| Fix {
        title: "Put a blank behind each `-`".to_owned(),
        change: Change::Edit(edits),
        safe: false,
    })
}

/// A fix that makes an item of one such line.
fn as_item(tool: Span) -> Fix {
    let behind = Span::empty(tool.range().start + 1);
    let title = "Put a blank behind the `-`".to_owned();
    Fix::replace(title, behind, " ".to_owned(), false)
}

/// The lists of tools in a front matter, and their rows. What can't be read as YAML has been
/// reported, and its items may be anything.
pub(crate) fn tool_lists<'a>(
    dialect: &'a Dialect,
    kind: FileKind,
    front_matter: &'a FrontMatter,
) -> impl Iterator<Item = (&'a Entry, &'a Field)> {
    let fields = values::fields(dialect, kind, front_matter).into_iter();
    fields.filter_map(move |it| {
        let field = it.field.filter(|field| field.shape.holds(Atom::Tool))?;
        let is_list = !is_broken(it.entry) && !is_word(it.entry, field);
        is_list.then_some((it.entry, field))
    })
}

/// True for a text where tools would be a list, and that stands for something else.
fn is_word(entry: &Entry, field: &Field) -> bool {
    let is_text = !matches!(entry.value.value, Value::List { .. }) && !field.splits_texts();
    is_text && (field.shape.is(Atom::Enum) || field.shape.is(Atom::Text))
}

/// A fix that takes an item out of its list.
pub(super) fn remove(text: &str, items: &ListItems<'_>, item: Span) -> Option<Fix> {
    let (span, nothing) = items.without(item)?;
    let title = format!("Remove `{}`", item.of(text));
    Some(Fix::replace(title, span, nothing, false))
}
