//! Fields that are missing, unknown, misspelt, or of the wrong shape.

use dossier_dialect::{
    Field, ListStyle, Misnomer, PluginUse, Reader, Shape, closest, is_likely_typo, is_same_word,
};
use dossier_syntax::{Entry, FrontMatter, ScalarStyle, Span, Value};

use super::{Finding, Findings, Tag};
use crate::Fix;
use crate::fixes::line_end;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    required(findings, front_matter);
    let dialect = findings.dialect();
    let kind = findings.source.place().kind;
    for (at, entry) in front_matter.entries.iter().enumerate() {
        if front_matter.entries[at + 1..]
            .iter()
            .any(|later| later.name == entry.name)
        {
            let message = format!(
                "`{}` occurs again below, and {} keeps the last.",
                entry.name,
                dialect.title()
            );
            let fix = without_repeated(findings.text(), front_matter, at);
            let finding = Finding::new("duplicate-field", entry.key, message);
            findings.add(finding.tag(Tag::Unnecessary).fix(fix));
        }
        match dialect.field(kind, &entry.name) {
            Some(field) => known(findings, front_matter, entry, field),
            None => unknown(findings, front_matter, entry),
        }
    }
}

fn required(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let dialect = findings.dialect();
    let kind = findings.source.place().kind;
    for field in dialect.fields(kind).filter(|field| field.required) {
        let Some((severity, says)) = findings.consequence(&format!("no-{}", field.name)) else {
            continue;
        };
        match front_matter.field(&field.name) {
            None => {
                let message = format!("`{}` is missing. {says}", field.name);
                let fix = own_name(findings, front_matter, field);
                let finding = Finding::new("missing-field", front_matter.open, message);
                findings.add(finding.severity(severity).fixes(fix));
            }
            Some(entry) if entry.value.is_empty() || entry.value.text() == Some("") => {
                let message = format!("`{}` is empty. {says}", field.name);
                let finding = Finding::new("empty-field", entry.key, message);
                findings.add(finding.severity(severity));
            }
            Some(_) => {}
        }
    }
}

fn unknown(findings: &mut Findings<'_>, front_matter: &FrontMatter, entry: &Entry) {
    let dialect = findings.dialect();
    let place = findings.source.place();
    let kind = place.kind;
    let path = findings.slashed_path();
    let is_meant = |misnomer: &&Misnomer| {
        let unless = misnomer.unless.as_ref();
        unless.is_none_or(|it| front_matter.text_of(&it.field) != Some(&it.value))
    };
    if let Some(misnomer) = dialect.misnomer(kind, &entry.name).filter(is_meant)
        && !others_read(findings, &path, &entry.name)
    {
        let message = format!(
            "`{}` has no effect here; the field is called `{}`. {}",
            entry.name, misnomer.means, misnomer.doc
        );
        let fix = front_matter
            .field(&misnomer.means)
            .is_none()
            .then(|| Fix::change_to(&misnomer.means, entry.key, false));
        findings.add(Finding::new("misnamed-field", entry.key, message).fixes(fix));
        return;
    }
    if others_read(findings, &path, &entry.name) || entry.name.is_empty() {
        return;
    }
    let unused = dialect
        .fields(kind)
        .map(|field| field.name.as_str())
        .filter(|name| !name.contains('.') && front_matter.field(name).is_none());
    let meant = closest(&entry.name, unused).filter(|meant| is_likely_typo(&entry.name, meant));
    match meant {
        Some(meant) => {
            let message = format!(
                "{} reads no field `{}` and ignores it. Did you mean `{meant}`?",
                dialect.title(),
                entry.name
            );
            let fix = Fix::change_to(meant, entry.key, is_same_word(&entry.name, meant));
            let finding = Finding::new("unknown-field", entry.key, message);
            findings.add(finding.case("slip").fix(fix));
        }
        None => {
            let message = format!(
                "{} reads no field `{}` in {} and ignores it.",
                dialect.title(),
                entry.name,
                kind.with_article(),
            );
            let finding = Finding::new("unknown-field", entry.key, message);
            findings.add(finding.case("other").tag(Tag::Unnecessary));
        }
    }
}

/// True where another program that reads this very file knows the field. Which programs read
/// files that lie in no program's place can't be known, unless the user says so.
fn others_read(findings: &Findings<'_>, path: &str, name: &str) -> bool {
    let place = findings.source.place();
    if let Some(readers) = findings.snapshot.chosen(findings.source.id).readers() {
        let dialects = findings.snapshot.dialects();
        return readers
            .iter()
            .any(|program| dialects.program_knows(program, place.kind, name));
    }
    let knows = |reader: &Reader| reader.fields.iter().any(|field| field == name);
    findings.snapshot.dialects().iter().any(|dialect| {
        dialect.readers_of(place.kind, path).any(knows)
            || dialect.is_place_of(place.kind, path) && dialect.field(place.kind, name).is_some()
    })
}

fn known(findings: &mut Findings<'_>, front_matter: &FrontMatter, entry: &Entry, field: &Field) {
    if let Some(message) = without_effect(findings, front_matter, field) {
        let title = format!("Remove `{}`", field.name);
        let lines = lines_of(findings.text(), entry);
        let fix = Fix::replace(title, lines, String::new(), false);
        let finding = Finding::new("ignored-field", entry.key, message);
        findings.add(finding.tag(Tag::Unnecessary).fix(fix));
    }
    // A template's place to fill is no value yet.
    let to_fill = entry.value.span.of(findings.text()).contains("{{");
    if entry.value.is_empty()
        || matches!(entry.value.value, Value::Alias)
        || is_broken(entry)
        || to_fill
    {
        return;
    }
    let fits = match field.shape {
        Shape::Enum if entry.value.text().is_some() => return one_of(findings, entry, field),
        Shape::Enum => false,
        Shape::Boolean => boolean(entry),
        Shape::Integer => integer(entry, field),
        Shape::Text | Shape::Name | Shape::Model | Shape::Agent => {
            length(findings, entry, field);
            entry.value.text().is_some() || !field.lists.is_empty() && is_list(entry)
        }
        Shape::Tools | Shape::Skills | Shape::Globs | Shape::Words => listed(entry, field),
        Shape::McpServers => !matches!(entry.value.value, Value::Scalar(_)),
        Shape::Hooks | Shape::Map => matches!(entry.value.value, Value::Map { .. }),
    };
    if !fits {
        let message = format!(
            "{} expects {} for `{}`.",
            findings.dialect().title(),
            expected(field),
            field.name
        );
        let span = first_line(findings.text(), entry.value.span);
        findings.add(Finding::new("wrong-shape", span, message));
    } else if let (Shape::Map, Value::Map { entries, .. }) = (field.shape, &entry.value.value) {
        nested(findings, front_matter, entries, field);
    }
}

/// Why the program doesn't read a field here that it knows, if so.
fn without_effect(
    findings: &Findings<'_>,
    front_matter: &FrontMatter,
    field: &Field,
) -> Option<String> {
    let place = findings.source.place();
    let (title, name) = (findings.dialect().title(), &field.name);
    if let Some(with) = &field.only_with
        && front_matter.text_of(&with.field) != Some(&with.value)
        // A value that can't be read may be the right one.
        && front_matter.field(&with.field).is_none_or(|it| it.value.text().is_some() && !is_broken(it))
    {
        let needed = format!("`{}: {}`", with.field, with.value);
        return Some(format!("{title} reads `{name}` only beside {needed}."));
    }
    match field.plugin? {
        PluginUse::Ignored if place.plugin.is_some() && place.loaded => {
            Some(format!("{title} ignores `{name}` in a plugin's files."))
        }
        PluginUse::Only if place.plugin.is_none() && place.loaded => {
            Some(format!("{title} reads `{name}` only in a plugin's files."))
        }
        _ => None,
    }
}

/// The fields of a map that the table knows; the others are nobody's business.
fn nested(
    findings: &mut Findings<'_>,
    front_matter: &FrontMatter,
    entries: &[Entry],
    outer: &Field,
) {
    let dialect = findings.dialect();
    let kind = findings.source.place().kind;
    for entry in entries {
        let name = format!("{}.{}", outer.name, entry.name);
        if let Some(field) = dialect.field(kind, &name) {
            known(findings, front_matter, entry, field);
        }
    }
}

/// A value that YAML refuses says nothing beyond that; the front matter's own rule reports it.
pub(super) fn is_broken(entry: &Entry) -> bool {
    matches!(&entry.value.value, Value::Scalar(scalar) if scalar.style == ScalarStyle::Broken)
}

fn is_list(entry: &Entry) -> bool {
    matches!(entry.value.value, Value::List { .. })
}

fn one_of(findings: &mut Findings<'_>, entry: &Entry, field: &Field) {
    let values = || field.values.iter().map(|row| row.value.as_str());
    let written = entry.value.text().unwrap_or_default();
    if field.values.is_empty() || values().any(|value| value == written) {
        return;
    }
    let title = findings.dialect().title();
    let meant = closest(written, values());
    let hint = match meant {
        Some(meant) => format!(" Did you mean `{meant}`?"),
        None => format!(" It is one of {}.", quoted(values())),
    };
    let span = first_line(findings.text(), entry.value.inner_span(findings.text()));
    let message = format!(
        "`{written}` is none of the values of `{}` that {title} documents.{hint}",
        field.name
    );
    let fix = meant.map(|meant| Fix::change_to(meant, span, is_same_word(written, meant)));
    let finding = Finding::new("unknown-value", span, message);
    findings.add(finding.severity(field.unknown_value).fixes(fix));
}

/// Booleans as YAML writes them, and as programs take them beside that.
/// Source: Claude Code changelog, 2.1.218.
fn boolean(entry: &Entry) -> bool {
    const WRITTEN: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "1", "0"];
    entry
        .value
        .text()
        .is_some_and(|text| WRITTEN.contains(&text.to_ascii_lowercase().as_str()))
}

fn integer(entry: &Entry, field: &Field) -> bool {
    let number = entry.value.text().and_then(|text| text.parse::<i64>().ok());
    number.is_some_and(|number| {
        field.min.is_none_or(|min| number >= min) && field.max.is_none_or(|max| number <= max)
    })
}

fn length(findings: &mut Findings<'_>, entry: &Entry, field: &Field) {
    let Some(most) = field.max_length else { return };
    let written = entry.value.text().map_or(0, |text| text.chars().count());
    if field.shape != Shape::Name && written > most {
        let message = format!(
            "`{}` has {written} characters; {} takes {most} at most.",
            field.name,
            findings.dialect().title()
        );
        let span = first_line(findings.text(), entry.value.span);
        findings.add(Finding::new("too-long", span, message));
    }
}

fn listed(entry: &Entry, field: &Field) -> bool {
    match &entry.value.value {
        Value::List { items, .. } => items.iter().all(|item| item.text().is_some()),
        // One item alone needs no separator.
        Value::Scalar(_) => {
            field
                .lists
                .iter()
                .any(|style| matches!(style, ListStyle::Comma | ListStyle::Space))
                || field.shape == Shape::Skills
        }
        Value::Map { .. } | Value::Alias => false,
    }
}

fn expected(field: &Field) -> String {
    match (field.shape, field.min, field.max) {
        (Shape::Integer, Some(min), Some(max)) => format!("a whole number from {min} to {max}"),
        (Shape::Integer, Some(min), None) => format!("a whole number of {min} or more"),
        (Shape::Integer, ..) => "a whole number".to_owned(),
        (Shape::Boolean, ..) => "`true` or `false`".to_owned(),
        (Shape::Hooks | Shape::Map, ..) => "a map".to_owned(),
        (Shape::McpServers, ..) => "a list or a map of servers".to_owned(),
        (Shape::Tools, ..) => "a list of tools".to_owned(),
        (Shape::Skills, ..) => "a list of skills".to_owned(),
        (Shape::Globs | Shape::Words, ..) => "a list".to_owned(),
        _ => "text".to_owned(),
    }
}

pub(super) fn quoted<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values
        .map(|value| format!("`{value}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A fix that takes out a field which occurs again below. Nobody reads it, but it may say
/// something that the other doesn't.
fn without_repeated(text: &str, front_matter: &FrontMatter, at: usize) -> Fix {
    let entry = &front_matter.entries[at];
    let mut later = front_matter.entries[at + 1..].iter();
    let same = later.any(|other| {
        other.name == entry.name && other.value.span.of(text) == entry.value.span.of(text)
    });
    let title = format!("Remove the first `{}`", entry.name);
    Fix::replace(title, lines_of(text, entry), String::new(), same)
}

/// A fix that adds the name that the file or folder bears.
fn own_name(findings: &Findings<'_>, front_matter: &FrontMatter, field: &Field) -> Option<Fix> {
    if field.shape != Shape::Name {
        return None;
    }
    let place = findings.source.place();
    let path = &findings.snapshot.index().file(findings.source.id).path;
    let (names, _) = findings.snapshot.places().names_of(path, place, None);
    let name = names.first()?;
    let accepted = findings
        .dialect()
        .field_accepts(place.kind, &field.name, name);
    let line_end = line_end(findings.text());
    let text = format!("{}: {name}{line_end}", field.name);
    let at = Span::empty(front_matter.inner.range().start);
    accepted.then(|| Fix::replace(format!("Add `{}: {name}`", field.name), at, text, false))
}

/// The lines of a field, with their last line break.
fn lines_of(text: &str, entry: &Entry) -> Span {
    let end = entry.value.span.range().end.max(entry.key.range().end);
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    Span::new(entry.key.range().start, end)
}

/// A value of many lines is blamed on its first.
pub(super) fn first_line(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let len = source.find(['\n', '\r']).unwrap_or(source.len());
    Span::new(span.range().start, span.range().start + len)
}
