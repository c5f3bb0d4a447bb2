//! Front matter that can't be read, or isn't there.

use camino::Utf8Path;
use dossier_dialect::{Atom, Dialect, FaultId, FileKind, FrontMatterUse, Severity};
use dossier_syntax::{Entry, Fault, FaultCause, Format, FrontMatter, Slip, SlipKind, Span};

use super::broken::Broken;
use super::run_together::RunTogether;
use super::{Finding, Findings, late, other_readers};
use crate::cursor::line_around;
use crate::fixes::{line_end, quote};
use crate::{Change, Fix};

/// The rule that speaks of what can't be read.
const RULE: &str = "front-matter";

/// What names something that is there, or is one of few words.
const NAMING: [Atom; 9] = [
    Atom::Name,
    Atom::Tool,
    Atom::Skill,
    Atom::Agent,
    Atom::Model,
    Atom::Enum,
    Atom::Boolean,
    Atom::Integer,
    Atom::Number,
];

/// What can't be known of a block that can't be read.
const UNKNOWABLE: [&str; 4] = [
    "missing-field",
    "empty-field",
    "unknown-field",
    "empty-body",
];

pub(super) fn check(findings: &mut Findings<'_>) {
    let Some(front_matter) = findings.front_matter() else {
        missing(findings);
        return;
    };
    if front_matter.late {
        late::below_blank_lines(findings, front_matter.open);
        return;
    }
    late::unseen(findings, front_matter);
    if is_taken_list(findings, front_matter) {
        return;
    }
    let broken = Broken::new(findings, front_matter);
    // What is wrong with a document behind its first line is nothing that anybody would mend.
    let most = match is_document(findings, front_matter) {
        true if is_page(findings, front_matter) => {
            document(findings, front_matter);
            return;
        }
        true => 1,
        false => usize::MAX,
    };
    for fault in front_matter.faults.iter().take(most) {
        explain(findings, &broken, fault);
    }
}

/// True for a block that starts with a heading, as a page does.
fn is_page(findings: &Findings<'_>, front_matter: &FrontMatter) -> bool {
    let written = front_matter.inner.of(findings.text()).trim_start();
    written.trim_start_matches('#').starts_with(' ') && written.starts_with('#')
}

/// True for a text that starts with a line of dashes and is no front matter: it starts with what is
/// no field, and what first looks like one is none that a program knows; or it starts with a
/// heading, and nothing in it is a field that a program knows.
pub(super) fn is_document(findings: &Findings<'_>, front_matter: &FrontMatter) -> bool {
    let Some(first) = front_matter.faults.first() else {
        return false;
    };
    let mut entries = front_matter.entries.iter();
    let causes = [FaultCause::StrayText, FaultCause::NotFields];
    if first.field.is_none() && causes.contains(&first.cause) {
        let field = entries.next();
        return field.is_none_or(|it| first.span < it.key && !is_known(findings, &it.name));
    }
    is_page(findings, front_matter) && !entries.any(|it| is_known(findings, &it.name))
}

/// Says of a page that it is taken for front matter. That is as grave as if the dashes weren't
/// there: a page among agents is meant to be none.
fn document(findings: &mut Findings<'_>, front_matter: &FrontMatter) {
    let unreadable = findings.consequence(FaultId::Unreadable);
    let Some((_, says)) = unreadable.filter(|_| !is_meant_otherwise(findings)) else {
        return;
    };
    let without = findings.consequence(FaultId::NoFrontMatter);
    let severity = without.map_or(Severity::Hint, |(severity, _)| severity);
    let message = format!(
        "The first line opens front matter, and no line up to the next `---` is a field. {says}"
    );
    let span = line_around(findings.text(), front_matter.open.range().start);
    findings.add(Finding::new("front-matter", span, message).severity(severity));
}

/// True for a list where fields usually are, in a file of a kind that may be one.
pub(super) fn is_taken_list(findings: &Findings<'_>, front_matter: &FrontMatter) -> bool {
    let kind = findings.dialect().kind(findings.source.place().kind);
    let written = front_matter.inner.of(findings.text()).trim_start();
    kind.is_some_and(|kind| kind.takes_list) && written.starts_with("- ")
}

fn missing(findings: &mut Findings<'_>) {
    if late::check(findings) {
        return;
    }
    let kind = findings.source.place().kind;
    let used = findings.dialect().kind(kind).map(|row| row.front_matter);
    if used.is_none_or(|it| it == FrontMatterUse::None) || is_meant_otherwise(findings) {
        return;
    }
    let consequence = match used {
        Some(FrontMatterUse::Required) => findings.consequence(FaultId::NoFrontMatter),
        _ => without_a_field(findings, kind),
    };
    if let Some((severity, says)) = consequence {
        let span = line_around(findings.text(), 0);
        let message = format!("No front matter. {says}");
        findings.add(Finding::new("missing-front-matter", span, message).severity(severity));
    }
}

/// What becomes of a file that needs no front matter, but a field without which some program does
/// not load it. What is merely wanted is told where there is front matter that lacks it.
fn without_a_field<'a>(findings: &Findings<'a>, kind: FileKind) -> Option<(Severity, &'a str)> {
    let origin = findings.source.place().origin();
    let fields = findings.dialect().fields(kind);
    let mut wanted = fields.filter(|it| it.required && !it.is_nested());
    wanted.find_map(|field| {
        let (severity, says) = field.missing.as_ref()?.in_files_of(origin);
        (severity > Severity::Hint).then_some((severity, says))
    })
}

/// True for a file without front matter that was hardly meant to have some: one called like a page
/// for people (`NOTES.md`), one that is a skill by its name alone and lies in no folder of them,
/// and a sample that lies in another skill.
fn is_meant_otherwise(findings: &Findings<'_>) -> bool {
    let snapshot = findings.snapshot;
    let place = findings.source.place();
    let path = &snapshot.index().file(findings.source.id).path;
    let name = path.file_name().unwrap_or_default();
    if place.kind != FileKind::Skill {
        let stem = path.file_stem().unwrap_or_default();
        return stem.len() > 1
            && stem.contains(|c: char| c.is_ascii_uppercase())
            && !stem.contains(|c: char| c.is_lowercase());
    }
    let repository = snapshot.places().repository_of(path);
    let above = path.ancestors().skip(2);
    let mut above = above.take_while(|folder| Some(*folder) != repository.as_deref());
    let is_named = |folder: &Utf8Path| {
        let name = folder.file_name();
        name.and_then(|name| snapshot.dialects().kind_of_folder(name)) == Some(FileKind::Skill)
    };
    let is_among_skills = above.clone().any(is_named);
    above.any(|folder| snapshot.disk().is_file(&folder.join(name)))
        || !place.loaded && !is_among_skills
}

/// True for a fault of `block` that the file's own program gets over.
fn is_forgiven(findings: &Findings<'_>, block: &FrontMatter, fault: &Fault) -> bool {
    let reads = || {
        let reads = &findings.reads_on_second_try;
        *reads.get_or_init(|| reads_on_second_try(findings, findings.dialect(), block))
    };
    is_forgiven_by(findings, findings.dialect(), fault, reads)
}

/// True for a fault that a program gets over: all of them, but for a missing end, where it mends the
/// block and can read it then, as `reads` tells; whatever is in a line, where it looks at each by
/// itself; elsewhere what readers that are lenient take.
fn is_forgiven_by(
    findings: &Findings<'_>,
    program: &Dialect,
    fault: &Fault,
    reads: impl FnOnce() -> Option<bool>,
) -> bool {
    let kind = program.kind(findings.source.place().kind);
    if kind.is_some_and(|kind| kind.line_by_line) {
        return !matches!(fault.cause, FaultCause::NotClosed | FaultCause::NotFields);
    }
    match reads() {
        Some(reads) => reads && fault.cause != FaultCause::NotClosed,
        None => matches!(
            fault.cause,
            FaultCause::ColonInPlainValue { one_line: true }
        ),
    }
}

/// Whether a program can read `block` once it has mended it; `None` for one that doesn't try.
fn reads_on_second_try(
    findings: &Findings<'_>,
    program: &Dialect,
    block: &FrontMatter,
) -> Option<bool> {
    let is_yaml = findings.source.parsed.format == Format::Markdown;
    let second_try = program.second_try().filter(|_| is_yaml)?;
    Some(second_try.reads(block.inner.of(findings.text())))
}

fn explain(findings: &mut Findings<'_>, broken: &Broken<'_>, fault: &Fault) {
    let lenient = is_forgiven(findings, broken.front_matter, fault)
        .then(|| findings.consequence(FaultId::Lenient))
        .flatten();
    let cause = match lenient {
        Some(_) => FaultId::Lenient,
        None => FaultId::Unreadable,
    };
    let Some((severity, says)) = lenient.or_else(|| findings.consequence(cause)) else {
        return;
    };
    // Each reader mends other things.
    let cause_for = |program: &Dialect| {
        let reads = || reads_on_second_try(findings, program, broken.front_matter);
        match is_forgiven_by(findings, program, fault, reads) {
            true => FaultId::Lenient,
            false => FaultId::Unreadable,
        }
    };
    // What is lost already is no better for what others lose.
    let refusal = (severity < Severity::Error)
        .then(|| other_readers::refusal(findings, cause_for, says))
        .flatten();
    let says = match refusal {
        Some(refusal) => format!("{says} {refusal}"),
        None => says.to_owned(),
    };
    let field = fault
        .field
        .as_deref()
        .map(|field| format!(" of `{field}`"))
        .unwrap_or_default();
    let run_together = RunTogether::find(findings, broken, fault);
    let what = match &run_together {
        Some(missing) => missing.says(findings.text()),
        None => what_is_wrong(findings, fault, &field),
    };
    let span = if fault.span.is_empty() {
        widened(findings, fault.span)
    } else {
        fault.span
    };
    let fix = match run_together {
        Some(missing) => Some(missing.fix(findings.text())),
        None => mend(findings, broken, fault),
    };
    let finding = Finding::new("front-matter", span, format!("{what} {says}"));
    findings.add(finding.severity(severity).fixes(fix));
}

/// What is wrong with the block, in a sentence.
fn what_is_wrong(findings: &Findings<'_>, fault: &Fault, field: &str) -> String {
    match &fault.cause {
        FaultCause::ColonInPlainValue { .. } => {
            format!("A colon before a blank or the end of the line, in the value{field} without quotes, starts a new key in YAML.")
        }
        FaultCause::ReservedStart(c) => {
            format!("The value{field} starts with `{c}`, which means something else in YAML. Put it in quotes.")
        }
        FaultCause::Quote => {
            format!("The quotes around the value{field} don't match, or text follows them.")
        }
        FaultCause::AfterBracket => format!(
            "The value{field} starts with a bracket, which makes it a list or a map in YAML, and goes on after it. Put it in quotes."
        ),
        FaultCause::StrayText => {
            "This line starts at the left margin, but is no field. Indent it if it belongs to the field above."
                .to_owned()
        }
        FaultCause::Slips(slips) => slipped(findings, fault, slips),
        FaultCause::Tab => "YAML takes no tabs for indentation.".to_owned(),
        FaultCause::NotClosed => "The front matter has no closing `---`.".to_owned(),
        FaultCause::NotFields => "The front matter is no list of fields.".to_owned(),
        FaultCause::Other(words) => match findings.source.parsed.format {
            Format::Markdown | Format::MarkdownLines => {
                format!("The front matter is no valid YAML: {words}.")
            }
            Format::Toml => format!("This is no valid TOML: {words}."),
            Format::Json => format!("This is no valid JSON: {words}."),
        },
    }
}

/// What is wrong at the start of a field. What isn't called like one may be text that was meant to
/// go on, or anything else.
fn slipped(findings: &Findings<'_>, fault: &Fault, slips: &[Slip]) -> String {
    let Some((name, slip)) = known_field(findings, fault).zip(slips.first()) else {
        return "YAML takes this line neither for a field nor for part of the value above it."
            .to_owned();
    };
    match slip.kind {
        SlipKind::Indented => {
            format!("Blanks before `{name}`: start the line like the other fields.")
        }
        SlipKind::NoBlank => format!("Write a blank behind the colon of `{name}`."),
        SlipKind::Dash => format!("Remove the `- ` before `{name}`: a field is no item of a list."),
        SlipKind::OddBlank(c) => format!(
            "Write plain blanks at `{name}`: what stands there is {} (U+{:04X}), no blank in YAML.",
            odd_blank(c),
            u32::from(c)
        ),
        SlipKind::OddColon(c) => {
            format!("`{c}` behind `{name}` is no colon in YAML: write `:` and a blank.")
        }
    }
}

fn odd_blank(c: char) -> &'static str {
    match c {
        '\u{a0}' | '\u{202f}' => "a no-break space",
        '\u{3000}' => "a wide blank",
        _ if c.is_whitespace() => "another kind of blank",
        _ => "an invisible character",
    }
}

/// The name of the field that a fault is about, if a program that reads the file knows it.
fn known_field<'a>(findings: &Findings<'_>, fault: &'a Fault) -> Option<&'a str> {
    let name = fault.field.as_deref()?;
    is_known(findings, name).then_some(name)
}

/// True for a field that a program which reads the file knows.
fn is_known(findings: &Findings<'_>, name: &str) -> bool {
    let kind = findings.source.place().kind;
    let dialects = findings.snapshot.dialects();
    findings.dialect().field(kind, name).is_some()
        || dialects.is_field_known_at(kind, &findings.slashed_path(), name)
}

/// A fix of the slips in one line. It may be applied unseen where nothing else is wrong with the
/// block, and the field is nowhere else in it.
fn mend_slips(
    findings: &Findings<'_>,
    broken: &Broken<'_>,
    fault: &Fault,
    slips: &[Slip],
) -> Option<Fix> {
    let name = known_field(findings, fault)?;
    let title = match slips {
        [Slip { kind, .. }] => match kind {
            SlipKind::Indented => format!("Remove the blanks before `{name}`"),
            SlipKind::NoBlank => format!("Put a blank behind `{name}:`"),
            SlipKind::Dash => format!("Remove the `- ` before `{name}`"),
            SlipKind::OddBlank(_) => format!("Write plain blanks at `{name}`"),
            SlipKind::OddColon(_) => format!("Write `{name}:`"),
        },
        _ => format!("Write `{name}` as a field"),
    };
    let is_alone = broken.named(name) <= 1;
    let reads = broken.reads_without_slips(findings)?;
    Some(Fix {
        title,
        change: Change::Edit(edits_of(slips)),
        safe: is_alone && reads,
    })
}

/// The edits that mend slips.
pub(super) fn edits_of(slips: &[Slip]) -> Vec<(Span, String)> {
    let edits = slips.iter();
    edits
        .map(|slip| (slip.span, slip.instead.to_owned()))
        .collect()
}

/// What would make it valid.
fn mend(findings: &Findings<'_>, broken: &Broken<'_>, fault: &Fault) -> Option<Fix> {
    let text = findings.text();
    let front_matter = broken.front_matter;
    if let FaultCause::Slips(slips) = &fault.cause {
        return mend_slips(findings, broken, fault, slips);
    }
    if fault.cause == FaultCause::NotClosed {
        let end = front_matter.inner.range().end;
        let line_end = line_end(text);
        let gap = if text[..end].ends_with('\n') {
            ""
        } else {
            line_end
        };
        let fence = format!("{gap}---{line_end}");
        let title = "Close the front matter".to_owned();
        let fix = Fix::replace(title, Span::empty(end), fence, false);
        return Some(fix);
    }
    let entry = broken.entry(fault)?;
    // What isn't read as text is read as something else in quotes, and mended further then.
    let is_text = may_be_quoted(findings, entry) && broken.may_try();
    is_text.then(|| quote(text, front_matter, entry)).flatten()
}

/// True for a field whose value can be any text; of many lines, only for one that holds prose.
fn may_be_quoted(findings: &Findings<'_>, entry: &Entry) -> bool {
    let kind = findings.source.place().kind;
    let is_long = entry.value.span.of(findings.text()).contains('\n');
    let Some(field) = findings.dialect().field(kind, &entry.name) else {
        return !is_long;
    };
    match is_long {
        true => field.shape.is(Atom::Text) || field.shape.is(Atom::Description),
        false => !NAMING.iter().any(|atom| field.shape.holds(*atom)),
    }
}

/// Takes back what no other rule can know while the block can't be read: that a field is missing
/// which may be in there, and fixes that would write into it.
pub(super) fn spare_unreadable(findings: &mut Findings<'_>) {
    let Some(block) = findings
        .front_matter()
        .filter(|it| is_unreadable(findings, it))
    else {
        return;
    };
    let span = block.span();
    findings
        .found
        .retain(|found| !UNKNOWABLE.contains(&found.rule));
    let others = findings.found.iter_mut().filter(|it| it.rule != RULE);
    for found in others {
        found.fixes.retain(|fix| match &fix.change {
            Change::Edit(edits) => edits
                .iter()
                .all(|(edit, _)| edit.start >= span.end || edit.end <= span.start),
            Change::Write { .. } | Change::Create { .. } => true,
        });
    }
}

/// True where the program can't read the block, but for a missing end, and where one that is
/// lenient can't either.
fn is_unreadable(findings: &Findings<'_>, block: &FrontMatter) -> bool {
    let is_lenient = findings.consequence(FaultId::Lenient).is_some();
    let mut faults = block.faults.iter();
    faults.any(|fault| {
        fault.cause != FaultCause::NotClosed && !(is_lenient && is_forgiven(findings, block, fault))
    })
}

/// A fault between two characters is shown on the line around it.
fn widened(findings: &Findings<'_>, span: Span) -> Span {
    line_around(
        findings.text(),
        span.range().start.min(findings.text().len()),
    )
}
