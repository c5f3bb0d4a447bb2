//! Manifests of plugins: what they list, and what is left out for it.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{Atom, FaultId, Field, LeadsTo, closest, is_likely_typo, is_same_word};
use dossier_syntax::{Entry, Fault, FaultCause, FrontMatter, Span};
use dossier_workspace::normalize;
use dossier_workspace::values::{self, Part};

use super::{Finding, Findings, Tag, did_you_mean, fields};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    let root = match &place.plugin {
        Some(plugin) => plugin.root.clone(),
        None => place.folder.to_path_buf(),
    };
    let Some(manifest) = findings.front_matter() else {
        return;
    };
    if let Some(fault) = manifest.faults.first() {
        let message = format!(
            "{} can't read this manifest and doesn't load the plugin: {}.",
            findings.dialect().title(),
            why(fault)
        );
        findings.add(not_loaded(fault.span, message));
        return;
    }
    required(findings, manifest);
    name(findings, manifest);
    for entry in &manifest.entries {
        // The last of several counts.
        if manifest.field(&entry.name) != Some(entry) {
            continue;
        }
        match findings.dialect().field(place.kind, &entry.name) {
            Some(field) => known(findings, &root, field, entry),
            None => unknown(findings, manifest, entry),
        }
    }
    shapes(findings, manifest);
    misplaced(findings);
}

fn why(fault: &Fault) -> &str {
    match &fault.cause {
        FaultCause::NotFields => "it is no JSON object",
        FaultCause::Other(words) => words,
        _ => "it is no JSON",
    }
}

fn required(findings: &mut Findings<'_>, manifest: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let title = dialect.title();
    let shapes = findings.shapes();
    for field in dialect.fields(kind).filter(|field| field.required) {
        let name = &field.name;
        let value = manifest.field(name).map(|entry| &entry.value);
        let (span, what) = match value.map(|value| (value, shapes.text(value))) {
            None => (start(), "is missing"),
            Some((value, None)) => (value.span, "is no text"),
            Some((value, Some(text))) if text.trim().is_empty() => (value.span, "is empty"),
            Some(_) => continue,
        };
        let message = format!("`{name}` {what}; {title} doesn't load the plugin.");
        findings.add(not_loaded(span, message));
    }
}

/// A name that isn't as the program wants it.
fn name(findings: &mut Findings<'_>, manifest: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let mut fields = dialect.fields(kind);
    let Some(field) = fields.find(|field| field.shape.is(Atom::Name)) else {
        return;
    };
    let Some(value) = manifest.field(&field.name).map(|entry| &entry.value) else {
        return;
    };
    let Some(text) = value.text().filter(|text| !text.trim().is_empty()) else {
        return;
    };
    let span = value.inner_span(findings.text());
    if field.is_too_long(text) || !dialect.field_accepts(kind, &field.name, text) {
        if let Some((severity, says)) = findings.consequence(FaultId::BadName) {
            let message = format!("`{text}` is no valid name. {says}");
            findings.add(not_loaded(span, message).severity(severity));
        }
    } else if text.contains(char::is_whitespace) {
        let title = dialect.title();
        let name = &field.name;
        let message =
            format!("{title} expects words joined by hyphens for `{name}`, without blanks.");
        let finding = Finding::new("invalid-manifest", span, message);
        findings.add(finding.case("blanks"));
    }
}

/// Values of another shape than the program takes, where more is known of what it does then.
fn shapes(findings: &mut Findings<'_>, manifest: &FrontMatter) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    for written in values::fields(dialect, kind, manifest) {
        let Some(field) = written.field else { continue };
        let Some(fault) = &field.other_shape else {
            continue;
        };
        let value = &written.entry.value;
        if findings.shapes().fits(field, value) {
            continue;
        }
        let (severity, says) = fault.in_files_of(findings.source.place().origin());
        let expected = fields::expected(field, findings.shapes().booleans());
        let message = format!("`{}` has to be {expected}. {says}", field.name);
        findings.add(not_loaded(value.span, message).severity(severity));
    }
}

fn unknown(findings: &mut Findings<'_>, manifest: &FrontMatter, entry: &Entry) {
    let (dialect, kind) = (findings.dialect(), findings.source.place().kind);
    let unused = dialect.fields(kind).map(|field| field.name.as_str());
    let unused = unused.filter(|name| manifest.field(name).is_none());
    let meant = closest(&entry.name, unused).filter(|meant| is_likely_typo(&entry.name, meant));
    let case = if meant.is_some() { "slip" } else { "other" };
    let hint = did_you_mean(meant);
    let message = format!(
        "{} reads no `{}` in a manifest and ignores it.{hint}",
        dialect.title(),
        entry.name
    );
    let key = entry.key.range();
    let fix = meant.map(|meant| {
        let inside = Span::new(key.start + 1, key.end - 1);
        Fix::change_to(meant, inside, is_same_word(&entry.name, meant))
    });
    let finding = Finding::new("unknown-field", entry.key, message).case(case);
    findings.add(finding.tag(Tag::Unnecessary).fixes(fix));
}

fn known(findings: &mut Findings<'_>, root: &Utf8Path, field: &Field, entry: &Entry) {
    let Some(leads_to) = field.leads_to else {
        return;
    };
    if !findings.shapes().fits(field, &entry.value) {
        let message = format!(
            "`{}` is a path or a list of paths. {} doesn't load the plugin otherwise.",
            field.name,
            findings.dialect().title()
        );
        findings.add(not_loaded(entry.value.span, message));
        return;
    }
    let mut paths = values::parts_of(field, entry, findings.text());
    for path in &paths {
        check_path(findings, root, leads_to, *path);
    }
    for inner in inner_paths(findings, entry) {
        let leads_to = inner.field.leads_to.unwrap_or(leads_to);
        check_path(findings, root, leads_to, inner);
        paths.push(inner);
    }
    if let Some(folder) = &field.replaces {
        not_read(findings, root, &paths, entry, folder);
    }
}

/// The paths in a map that is the value of `entry`.
fn inner_paths<'a>(findings: &Findings<'a>, entry: &Entry) -> Vec<Part<'a>> {
    let map = entry.value.span;
    let parts = findings.parts_that_are(Atom::Path).into_iter();
    parts
        .filter(|part| part.field.leads_to.is_some())
        .filter(|part| part.entry.key != entry.key && map.contains(part.span))
        .collect()
}

fn check_path(findings: &mut Findings<'_>, root: &Utf8Path, leads_to: LeadsTo, path: Part<'_>) {
    let written = path.span.of(findings.text());
    let key = &path.field.name;
    let title = findings.dialect().title();
    let disk = findings.snapshot.disk();
    let target = normalize(&root.join(written));
    let (there, is_file) = (disk.exists(&target), disk.is_file(&target));
    let mut fix = None;
    let message = if written.split('/').any(|part| part == "..") {
        format!("{title} takes no `..` in a manifest's paths.")
    } else if !written.starts_with("./") && written != "." {
        let meant = format!("./{written}");
        fix = there.then(|| Fix::change_to(&meant, path.span, false));
        format!("{title} takes paths that start with `./` only.")
    } else if !there {
        format!("There is no `{written}` in this plugin.")
    } else if leads_to == LeadsTo::Files && !is_file {
        format!("`{key}` lists files; {title} takes no folder here.")
    } else if leads_to == LeadsTo::Folders && is_file {
        format!("`{key}` lists folders; `{written}` is a file.")
    } else {
        return;
    };
    findings.add(Finding::new("manifest-path", path.span, message).fixes(fix));
}

/// Files in the default folder of a field that names other places.
fn not_read(
    findings: &mut Findings<'_>,
    root: &Utf8Path,
    paths: &[Part<'_>],
    entry: &Entry,
    folder: &str,
) {
    let default = root.join(folder);
    let text = findings.text();
    let listed = paths
        .iter()
        .map(|path| normalize(&root.join(path.span.of(text))));
    let listed: Vec<Utf8PathBuf> = listed.collect();
    let is_listed = |path: &Utf8Path| listed.iter().any(|listed| path.starts_with(listed));
    let files = findings.snapshot.index().files();
    let left_out = files
        .filter(|(_, file, _)| file.path.starts_with(&default) && !is_listed(&file.path))
        .count();
    // A path that leads nowhere has been reported, and may be meant for the folder.
    let disk = findings.snapshot.disk();
    let all_there = listed.iter().all(|path| disk.exists(path));
    if left_out == 0 || !all_there || !findings.snapshot.is_complete() {
        return;
    }
    let message = format!(
        "`{}` takes the place of the folder `{folder}`: {} doesn't load its files that aren't \
         listed here ({left_out}).",
        entry.name,
        findings.dialect().title()
    );
    findings.add(Finding::new("unread-folder", entry.key, message));
}

/// Folders of agents and the like that lie beside the manifest.
fn misplaced(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    let folder = &place.folder;
    let disk = findings.snapshot.disk();
    let fields = findings.dialect().fields(place.kind);
    let names = fields.filter_map(|field| field.replaces.as_deref());
    for name in names.filter(|name| disk.exists(&folder.join(name))) {
        let message = format!(
            "`{name}` lies beside this manifest; {} reads it at the plugin's root.",
            findings.dialect().title()
        );
        findings.add(Finding::new("unread-folder", start(), message));
    }
}

/// A fault for which the program passes over the plugin.
fn not_loaded(span: Span, message: String) -> Finding {
    Finding::new("invalid-manifest", span, message).case("not-loaded")
}

/// The brace that a manifest starts with.
fn start() -> Span {
    Span::new(0, 1)
}
