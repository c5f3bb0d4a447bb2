//! Fields that are missing, unknown, misspelt, or of the wrong shape.

use dossier_dialect::{
    Atom, Dialect, FaultId, Field, FieldValue, ListStyle, Misnomer, PluginUse, Severity, Shape,
    closest, is_likely_typo, is_same_word,
};
use dossier_syntax::{Entry, Format, FrontMatter, Span, Value};
use dossier_workspace::values::{self, is_broken};
use dossier_workspace::{Place, slashed};
use rustc_hash::FxHashSet;

use super::{Finding, Findings, Tag, other_readers};
use crate::Fix;
use crate::cursor::{line_around, next_line};
use crate::fixes::line_end;

pub(super) fn check(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    required(findings, front_matter);
    let dialect = findings.dialect();
    let kind = findings.source.place().kind;
    let repeated = Repeated::new(findings.text(), front_matter);
    let mut asked: Option<(OtherReaders, Vec<&str>)> = None;
    for (at, entry) in front_matter.entries.iter().enumerate() {
        // What is said of it is true of front matter; of settings everybody takes the last one.
        if repeated.is_repeated[at] && !findings.is_listed() {
            let refused = findings.consequence(FaultId::DuplicateField);
            let effect = match refused {
                Some((_, says)) => format!(". {says}"),
                None => {
                    let kept = format!(", and {} keeps the last.", dialect.title());
                    match other_readers::refusal(findings, |_| FaultId::DuplicateField, &kept) {
                        Some(refusal) => format!("{kept} {refusal}"),
                        None => kept,
                    }
                }
            };
            let message = format!("`{}` occurs again below{effect}", entry.name);
            let fix = without_repeated(findings, entry, repeated.with_its_value[at]);
            let finding = Finding::new("duplicate-field", entry.key, message);
            let finding = finding.severity(refused.map(|it| it.0));
            findings.add(finding.tag(Tag::Unnecessary).fixes(fix));
        }
        if dialect.field(kind, &entry.name).is_none() {
            let (others, unused) = asked.get_or_insert_with(|| {
                let unused = unused_names(findings, front_matter);
                (OtherReaders::new(findings), unused)
            });
            unknown(findings, front_matter, entry, others, unused);
        }
    }
    // Of maps, those that the tables know; the others are nobody's business.
    for written in values::fields(dialect, kind, front_matter) {
        if let Some(field) = written.field {
            known(findings, front_matter, written.entry, field);
        }
    }
}

/// Which fields occur again below.
struct Repeated {
    /// For each field, whether there is another of its name below.
    is_repeated: Vec<bool>,
    /// The same, with the same value.
    with_its_value: Vec<bool>,
}

impl Repeated {
    fn new(text: &str, front_matter: &FrontMatter) -> Self {
        let mut below: FxHashSet<&str> = FxHashSet::default();
        let mut said_below: FxHashSet<(&str, &str)> = FxHashSet::default();
        let (mut is_repeated, mut with_its_value) = (Vec::new(), Vec::new());
        for entry in front_matter.entries.iter().rev() {
            is_repeated.push(!below.insert(&entry.name));
            let said = (entry.name.as_str(), entry.value.span.of(text));
            with_its_value.push(!said_below.insert(said));
        }
        is_repeated.reverse();
        with_its_value.reverse();
        Self {
            is_repeated,
            with_its_value,
        }
    }
}

fn required(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let dialect = findings.dialect();
    let place = findings.source.place();
    let is_there = |name: &String| front_matter.field(name).is_some();
    let is_required = |field: &&Field| {
        let is_dispensable = field.required_unless.iter().any(is_there);
        let must = must_be_there(field, &front_matter.entries);
        must && !field.is_nested() && !is_dispensable
    };
    // A page with fields of its own is meant for what the program takes it for.
    let is_of_a_page = |missing: &Field| {
        let mut names = front_matter.entries.iter().map(|entry| &entry.name);
        let is_meant = |name: &str| {
            dialect.knows_field(place.kind, name) || is_likely_typo(name, &missing.name)
        };
        !front_matter.entries.is_empty() && !names.any(|name| is_meant(name))
    };
    let mut is_taken_otherwise = false;
    for field in dialect.fields(place.kind).filter(is_required) {
        if is_taken_otherwise {
            break;
        }
        let (severity, says) = without(findings, field);
        match front_matter.field(&field.name) {
            None => {
                // What is taken for something else lacks nothing more.
                is_taken_otherwise |= field.decides && severity == Severity::Error;
                let message = format!("`{}` is missing. {says}", field.name);
                let fix = own_name(findings, front_matter, field);
                let is_page = field.decides && is_of_a_page(field);
                let severity = if is_page { Severity::Hint } else { severity };
                let finding = Finding::new("missing-field", front_matter.open, message);
                findings.add(finding.severity(severity).fixes(fix));
            }
            Some(entry) if entry.value.is_empty() || entry.value.text() == Some("") => {
                let (severity, says) = empty(findings, entry, field);
                let message = format!("`{}` is empty. {says}", field.name);
                let finding = Finding::new("empty-field", entry.key, message);
                findings.add(finding.severity(severity));
            }
            Some(_) => {}
        }
    }
    nested_required(findings, front_matter);
}

/// True for a field without which the program can't do: any time, or beside what another of
/// `entries` says.
fn must_be_there(field: &Field, entries: &[Entry]) -> bool {
    let is_asked_for = |with: &FieldValue| {
        let mut entries = entries.iter();
        entries.any(|it| it.name == with.field && it.value.text() == Some(&with.value))
    };
    field.required || field.required_with.as_ref().is_some_and(is_asked_for)
}

/// What the program does without a field that must be there.
fn without(findings: &Findings<'_>, field: &Field) -> (Severity, String) {
    let origin = findings.source.place().origin();
    match field
        .missing
        .as_ref()
        .map(|fault| fault.in_files_of(origin))
    {
        Some((severity, says)) => (severity, says.to_owned()),
        None => {
            let title = findings.dialect().title();
            (Severity::Warning, format!("{title} expects it."))
        }
    }
}

/// What the program does with a field that must be there and says nothing.
fn empty(findings: &Findings<'_>, entry: &Entry, field: &Field) -> (Severity, String) {
    let origin = findings.source.place().origin();
    // Quotes make a text of it, where types count.
    let is_text = !(findings.shapes().exact && entry.value.is_empty());
    let fault = field.empty.as_ref().filter(|_| is_text);
    match fault.map(|fault| fault.in_files_of(origin)) {
        Some((severity, says)) => (severity, says.to_owned()),
        None => without(findings, field),
    }
}

/// Fields that must be in each map of a field, and in one are not.
fn nested_required(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    for map in values::maps(dialect, kind, front_matter) {
        let inside = |field: &&Field| {
            let outer = field.name.rsplit_once('.').map(|(outer, _)| outer);
            outer == Some(&map.outer) && must_be_there(field, map.entries)
        };
        for field in dialect.fields(kind).filter(inside) {
            let name = field.last_name();
            if map.entries.iter().any(|entry| entry.name == name) {
                continue;
            }
            let (severity, says) = without(findings, field);
            let span = map.entries.first().map_or(map.span, |first| first.key);
            let outer = map.outer.trim_end_matches(".*");
            let message = format!("`{name}` is missing in this part of `{outer}`. {says}");
            let finding = Finding::new("missing-field", span, message);
            findings.add(finding.severity(severity));
        }
    }
}

/// The fields of the program that the front matter doesn't have: one that is there is hardly what
/// another was meant for.
fn unused_names<'a>(findings: &Findings<'a>, front_matter: &FrontMatter) -> Vec<&'a str> {
    let written = front_matter.entries.iter().map(|entry| entry.name.as_str());
    let written: FxHashSet<&str> = written.collect();
    let names = findings.dialect().fields(findings.source.place().kind);
    names
        .filter(|field| !field.is_nested())
        .map(|field| field.name.as_str())
        .filter(|name| !written.contains(name))
        .collect()
}

fn unknown(
    findings: &mut Findings<'_>,
    front_matter: &FrontMatter,
    entry: &Entry,
    others: &OtherReaders,
    unused: &[&str],
) {
    let dialect = findings.dialect();
    let place = findings.source.place();
    let kind = place.kind;
    let refused = findings.consequence(FaultId::UnknownField);
    let is_meant = |misnomer: &&Misnomer| {
        let unless = misnomer.unless.as_ref();
        unless.is_none_or(|it| front_matter.text_of(&it.field) != Some(&it.value))
    };
    if let Some(misnomer) = dialect.misnomer(kind, &entry.name).filter(is_meant)
        && !others.read(findings, &entry.name)
    {
        let message = format!(
            "`{}` has no effect here; the field is called `{}`. {}{}",
            entry.name,
            misnomer.means,
            misnomer.doc,
            refused
                .map(|(_, says)| format!(" {says}"))
                .unwrap_or_default(),
        );
        let fix = front_matter
            .field(&misnomer.means)
            .is_none()
            .then(|| Fix::change_to(&misnomer.means, entry.name_span(findings.text()), false));
        let finding = Finding::new("misnamed-field", entry.key, message);
        findings.add(finding.severity(refused.map(|it| it.0)).fixes(fix));
        return;
    }
    // What files have for a body, an entry has in a field.
    let body = findings.source.parsed.body_entry();
    let is_body = body.is_some_and(|body| body.key == entry.key);
    let takes_others = dialect.kind(kind).is_some_and(|kind| kind.other_fields);
    if is_body || takes_others || others.read(findings, &entry.name) || entry.name.is_empty() {
        return;
    }
    let meant = closest(&entry.name, unused.iter().copied())
        .filter(|meant| is_likely_typo(&entry.name, meant))
        .filter(|meant| could_be(findings, entry, meant))
        .filter(|_| !is_anybody_s(findings, &entry.name));
    let (severity, effect) = match refused {
        Some((severity, says)) => (Some(severity), format!(". {says}")),
        None => (None, " and ignores it.".to_owned()),
    };
    let title = dialect.title();
    let finding = match meant {
        Some(meant) => {
            let message = format!(
                "{title} reads no field `{}`{effect} Did you mean `{meant}`?",
                entry.name
            );
            let name = entry.name_span(findings.text());
            let fix = Fix::change_to(meant, name, is_same_word(&entry.name, meant));
            let finding = Finding::new("unknown-field", entry.key, message);
            finding.case("slip").fix(fix)
        }
        None => {
            let message = format!(
                "{title} reads no field `{}` in {}{effect}",
                entry.name,
                kind.with_article(),
            );
            let finding = Finding::new("unknown-field", entry.key, message);
            finding.case("other").tag(Tag::Unnecessary)
        }
    };
    findings.add(finding.severity(severity));
}

/// True where a field called `meant` could have the value that `entry` has: a guess at a name
/// alone may well be another program's field. The plural of a field that takes one thing has one
/// as well.
fn could_be(findings: &Findings<'_>, entry: &Entry, meant: &str) -> bool {
    let kind = findings.source.place().kind;
    let Some(field) = findings.dialect().field(kind, meant) else {
        return false;
    };
    if entry.value.is_empty() || is_broken(entry) {
        return !is_plural(&entry.name, meant);
    }
    let is_several = entry.value.text().is_some_and(|text| text.contains(','));
    findings.shapes().fits(field, &entry.value) && !(is_several && is_plural(&entry.name, meant))
}

/// True for a field that some program reads in files of this kind: whoever wrote it knows that.
fn is_anybody_s(findings: &Findings<'_>, name: &str) -> bool {
    let kind = findings.source.place().kind;
    let mut all = findings.snapshot.dialects().iter();
    all.any(|dialect| dialect.knows_field(kind, name))
}

fn is_plural(written: &str, meant: &str) -> bool {
    written
        .strip_suffix('s')
        .is_some_and(|one| is_same_word(one, meant))
}

/// Other programs that read this very file. Which read files that lie in no program's place can't
/// be known, unless the user says so.
struct OtherReaders {
    path: String,
    /// What the file is where it lies, and where that is, if a link leads to it: there it may be of
    /// another kind.
    where_it_lies: Option<(Place, String)>,
}

impl OtherReaders {
    fn new(findings: &Findings<'_>) -> Self {
        let snapshot = findings.snapshot;
        let path = &snapshot.index().file(findings.source.id).path;
        let real = snapshot.places().real(path);
        let front_matter = findings.front_matter();
        let is_linked = real != **path;
        let place = is_linked.then(|| {
            let places = snapshot.places();
            places.without_links(&real, findings.text(), front_matter)
        });
        Self {
            path: slashed(path),
            where_it_lies: place.flatten().map(|place| (place, slashed(&real))),
        }
    }

    /// True where one of them knows the field.
    fn read(&self, findings: &Findings<'_>, name: &str) -> bool {
        let place = findings.source.place();
        let snapshot = findings.snapshot;
        let dialects = snapshot.dialects();
        if let Some(readers) = snapshot.chosen(findings.source.id).readers() {
            let readers = dialects.called(readers).into_iter();
            let mut readers = readers.map(|id| dialects.get(id));
            return readers.any(|it| it.knows_field(place.kind, name));
        }
        let is_known_where_it_lies = |(place, path): &(Place, String)| {
            snapshot.dialect(place).field(place.kind, name).is_some()
                || dialects.is_field_known_at(place.kind, path, name)
        };
        dialects.is_field_known_at(place.kind, &self.path, name)
            || self
                .where_it_lies
                .as_ref()
                .is_some_and(is_known_where_it_lies)
    }
}

fn known(findings: &mut Findings<'_>, front_matter: &FrontMatter, entry: &Entry, field: &Field) {
    let (place, dialect) = (findings.source.place(), findings.dialect());
    if let Some(message) = without_effect(place, dialect, front_matter, field) {
        let title = format!("Remove `{}`", field.name);
        let fix = without_lines(findings, entry, title, false);
        let finding = Finding::new("ignored-field", entry.key, message);
        findings.add(finding.tag(Tag::Unnecessary).fixes(fix));
    }
    if !field.replaced_by.is_empty() {
        replaced(findings, front_matter, entry, field);
    }
    let shapes = findings.shapes();
    let refused = refused_list(findings, entry, field)
        .or_else(|| refused_value(findings, field))
        .or_else(|| findings.consequence(FaultId::OtherShape));
    // Nothing is no value of any type, unless it has been reported as one that must be there.
    let is_nothing = entry.value.is_empty();
    let refuses_nothing = shapes.exact && !field.required && refused.is_some();
    // A template's place to fill is no value yet.
    let to_fill = entry.value.span.of(findings.text()).contains("{{");
    if is_nothing && !refuses_nothing
        || matches!(entry.value.value, Value::Alias)
        || is_broken(entry)
        || to_fill
    {
        return;
    }
    let is_text_of_it = || shapes.of_any_type().fits(field, &entry.value);
    if !shapes.fits(field, &entry.value) && (refused.is_some() || !is_text_of_it()) {
        wrong_shape(findings, entry, field, refused);
        return;
    }
    if is_nothing {
        return;
    }
    length(findings, entry, field);
    form(findings, entry, field);
    if field.shape.holds(Atom::Enum) && !field.shape.is(Atom::Text) {
        for part in values::parts_of(field, entry, findings.text()) {
            if part.atom == Atom::Enum {
                one_of(findings, part.span, field);
            }
        }
    }
}

/// Says what `field` expects, and what the program does instead, if that is known.
fn wrong_shape(
    findings: &mut Findings<'_>,
    entry: &Entry,
    field: &Field,
    refused: Option<(Severity, &str)>,
) {
    let (title, name) = (findings.dialect().title(), &field.name);
    let shapes = findings.shapes();
    let (message, at) = match shapes.odd_item(field, &entry.value) {
        Some((item, shape)) => {
            let wanted = expected_shape(shape, field, shapes.booleans());
            let message = format!("{title} expects {wanted} for each item of `{name}`.");
            (message, item.span)
        }
        None => {
            let wanted = expected(field, shapes.booleans());
            let message = format!("{title} expects {wanted} for `{name}`.");
            (message, entry.value.span)
        }
    };
    let span = match entry.value.is_empty() {
        true => entry.key,
        false => first_line(findings.text(), at),
    };
    let finding = match refused {
        Some((severity, says)) => {
            let fix = without_empty_list(findings, entry);
            let finding = Finding::new("wrong-shape", span, format!("{message} {says}"));
            finding.case("refused").severity(severity).fixes(fix)
        }
        None => Finding::new("wrong-shape", span, message).case("other"),
    };
    findings.add(finding);
}

/// A field that the program still reads, and has others for today.
fn replaced(findings: &mut Findings<'_>, front_matter: &FrontMatter, entry: &Entry, field: &Field) {
    let title = findings.dialect().title();
    let now = quoted(field.replaced_by.iter().map(String::as_str));
    let message = match field.replaced_by.as_slice() {
        [_] => format!(
            "`{}` is called {now} today; the old name still works.",
            field.name
        ),
        _ => format!(
            "{now} took the place of `{}`, which {title} still reads.",
            field.name
        ),
    };
    // Of several, only somebody who knows what is meant can tell which.
    let fix = match field.replaced_by.as_slice() {
        [now] if !field.is_nested() && front_matter.field(now).is_none() => {
            Some(Fix::change_to(now, entry.name_span(findings.text()), false))
        }
        _ => None,
    };
    let finding = Finding::new("old-field", entry.key, message);
    findings.add(finding.tag(Tag::Deprecated).fixes(fix));
}

/// What the program does with a value that `field` doesn't take, if that is known.
pub(super) fn refused_value<'a>(
    findings: &Findings<'_>,
    field: &'a Field,
) -> Option<(Severity, &'a str)> {
    let origin = findings.source.place().origin();
    let fault = field.other_shape.as_ref()?;
    field.is_read_in(origin).then(|| fault.in_files_of(origin))
}

/// Adds that a value is none of those that `field` takes.
fn add_unknown_value(
    findings: &mut Findings<'_>,
    field: &Field,
    span: Span,
    message: String,
    fix: Option<Fix>,
) {
    let refused = refused_value(findings, field).filter(|_| field.unknown_value.is_none());
    let (severity, message) = match refused {
        Some((severity, says)) => (Some(severity), format!("{message} {says}")),
        None => (field.unknown_value, message),
    };
    let finding = Finding::new("unknown-value", span, message);
    findings.add(finding.severity(severity).fixes(fix));
}

/// What the program does with a list for `field`, which takes none, if more is known of that.
fn refused_list<'a>(
    findings: &Findings<'_>,
    entry: &Entry,
    field: &'a Field,
) -> Option<(Severity, &'a str)> {
    let origin = findings.source.place().origin();
    let is_list = matches!(entry.value.value, Value::List { .. });
    let fault = field.as_list.as_ref().filter(|_| is_list)?;
    field.is_read_in(origin).then(|| fault.in_files_of(origin))
}

/// A fix that takes out a field whose list holds nothing.
fn without_empty_list(findings: &Findings<'_>, entry: &Entry) -> Option<Fix> {
    let is_empty = matches!(&entry.value.value, Value::List { items, .. } if items.is_empty());
    let title = format!("Remove `{}`", entry.name);
    is_empty
        .then(|| without_lines(findings, entry, title, false))
        .flatten()
}

/// Why the program doesn't read a field here that it knows, if so.
pub(crate) fn without_effect(
    place: &Place,
    dialect: &Dialect,
    front_matter: &FrontMatter,
    field: &Field,
) -> Option<String> {
    let (title, name) = (dialect.title(), &field.name);
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

fn one_of(findings: &mut Findings<'_>, span: Span, field: &Field) {
    let values = || field.values.iter().map(|row| row.value.as_str());
    let written = span.of(findings.text());
    if field.values.is_empty() || values().any(|value| value == written) {
        return;
    }
    let title = findings.dialect().title();
    let meant = closest(written, values());
    let hint = match meant {
        Some(meant) => format!(" Did you mean `{meant}`?"),
        None => format!(" It is one of {}.", quoted(values())),
    };
    let span = first_line(findings.text(), span);
    let message = format!(
        "`{written}` is none of the values of `{}` that {title} documents.{hint}",
        field.name
    );
    let fix = meant.map(|meant| Fix::change_to(meant, span, is_same_word(written, meant)));
    add_unknown_value(findings, field, span, message, fix);
}

fn length(findings: &mut Findings<'_>, entry: &Entry, field: &Field) {
    let Some(most) = field.max_length else { return };
    let written = entry.value.text().map_or(0, |text| text.chars().count());
    if !field.shape.is(Atom::Name) && written > most {
        let message = format!(
            "`{}` has {written} characters; {} takes {most} at most.",
            field.name,
            findings.dialect().title()
        );
        let span = first_line(findings.text(), entry.value.span);
        findings.add(Finding::new("too-long", span, message));
    }
}

/// A text whose form the program refuses. What refuses a name is for another rule to say.
fn form(findings: &mut Findings<'_>, entry: &Entry, field: &Field) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let Some(written) = entry.value.text().filter(|_| !field.shape.is(Atom::Name)) else {
        return;
    };
    if !dialect.field_accepts(kind, &field.name, written) {
        let title = dialect.title();
        let message = format!(
            "`{written}` is no value that {title} takes for `{}`.",
            field.name
        );
        let span = first_line(findings.text(), entry.value.inner_span(findings.text()));
        add_unknown_value(findings, field, span, message, None);
    }
}

/// What a field takes, in words.
pub(super) fn expected(field: &Field, booleans: [&str; 2]) -> String {
    let shapes = field.shape.alternatives().iter();
    let words: Vec<String> = shapes
        .map(|shape| expected_shape(shape, field, booleans))
        .collect();
    words.join(" or ")
}

fn expected_shape(shape: &Shape, field: &Field, [yes, no]: [&str; 2]) -> String {
    let words = match shape {
        Shape::One(atom @ (Atom::Integer | Atom::Number)) => {
            let number = match atom {
                Atom::Integer => "a whole number",
                _ => "a number",
            };
            return match (field.min, field.max) {
                (Some(min), Some(max)) => format!("{number} from {min} to {max}"),
                (Some(min), None) => format!("{number} of {min} or more"),
                (None, Some(max)) => format!("{number} of {max} or less"),
                (None, None) => number.to_owned(),
            };
        }
        Shape::One(Atom::Boolean) if field.bare => {
            return format!("a bare `{yes}` or `{no}`");
        }
        Shape::One(Atom::Boolean) => return format!("`{yes}` or `{no}`"),
        Shape::ListOf(_) if field.lists == [ListStyle::Comma] => "one text with commas",
        Shape::One(Atom::Hooks | Atom::Map) | Shape::MapOf(_) => "a map",
        Shape::One(_) | Shape::OneOf(_) => "text",
        Shape::ListOf(inner) => match **inner {
            Shape::One(Atom::Tool) => "a list of tools",
            Shape::One(Atom::Skill) => "a list of skills",
            Shape::One(Atom::Server) => "a list of servers",
            _ => "a list",
        },
    };
    words.to_owned()
}

pub(super) fn quoted<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values
        .map(|value| format!("`{value}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A fix that takes out a field which occurs again below. Nobody reads it, but it may say
/// something that the other doesn't.
fn without_repeated(findings: &Findings<'_>, entry: &Entry, same: bool) -> Option<Fix> {
    let title = format!("Remove the first `{}`", entry.name);
    without_lines(findings, entry, title, same)
}

/// A fix that takes out the lines of a field. `None` where it shares a line with others, as between
/// brackets, and in JSON, where commas would be left over. With a comment on its line, it is no safe
/// one.
fn without_lines(
    findings: &Findings<'_>,
    entry: &Entry,
    title: String,
    is_safe: bool,
) -> Option<Fix> {
    if findings.source.parsed.format == Format::Json {
        return None;
    }
    let text = findings.text();
    let key = entry.key.range();
    let end = entry.value.span.range().end.max(key.end);
    let (first, last) = (line_around(text, key.start), line_around(text, end));
    let before = &text[first.range().start..key.start];
    let behind = &text[end..last.range().end];
    let is_alone = before.trim().is_empty()
        && (behind.trim().is_empty() || behind.starts_with([' ', '\t']) && is_comment(behind));
    let lines = Span::new(first.range().start, next_line(text, end));
    let is_safe = is_safe && behind.trim().is_empty();
    is_alone.then(|| Fix::replace(title, lines, String::new(), is_safe))
}

fn is_comment(behind: &str) -> bool {
    behind.trim_start().starts_with('#')
}

/// A fix that adds the name that the file or folder bears.
fn own_name(findings: &Findings<'_>, front_matter: &FrontMatter, field: &Field) -> Option<Fix> {
    if !field.shape.is(Atom::Name) {
        return None;
    }
    let place = findings.source.place();
    let path = &findings.snapshot.index().file(findings.source.id).path;
    let names = findings.snapshot.places().names_of(path, place, None);
    let name = names.all.first()?;
    // A field that is called nearly so has the name.
    let is_slip = |entry: &Entry| {
        findings.dialect().field(place.kind, &entry.name).is_none()
            && is_likely_typo(&entry.name, &field.name)
    };
    if front_matter.entries.iter().any(is_slip) {
        return None;
    }
    let accepted = findings
        .dialect()
        .field_accepts(place.kind, &field.name, name);
    let line = match findings.source.parsed.format {
        Format::Markdown | Format::MarkdownLines => format!("{}: {name}", field.name),
        Format::Toml => format!("{} = \"{name}\"", field.name),
        Format::Json => return None,
    };
    let text = findings.text();
    let first = front_matter.entries.first().filter(|_| front_matter.fenced);
    let lead = first.map_or("", |first| {
        let start = first.key.range().start;
        &text[line_around(text, start).range().start..start]
    });
    // Between brackets, a field has no line of its own. Before a tag, say, it would be no field.
    let inner = front_matter.inner.range();
    let fields = front_matter.entries.first();
    let until = fields.map_or(inner.end, |first| first.key.range().start.max(inner.start));
    let says_nothing = |line: &str| line.trim().is_empty() || is_comment(line);
    let is_first = text[inner.start..until].lines().all(says_nothing);
    let can_stand = accepted && is_first;
    let at = Span::empty(inner.start);
    let added = format!("{lead}{line}{}", line_end(text));
    can_stand.then(|| Fix::replace(format!("Add `{line}`"), at, added, false))
}

/// A value of many lines is blamed on its first.
pub(super) fn first_line(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let len = source.find(['\n', '\r']).unwrap_or(source.len());
    Span::new(span.range().start, span.range().start + len)
}
