//! Manifests of plugins: what they list, and what is left out for it.
//!
//! Source of all of it: Claude Code documentation, plugin manifest, 2026-09-18.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{
    FileKind, ManifestKey, ManifestPaths, closest, is_likely_typo, is_same_word,
};
use dossier_syntax::Span;
use dossier_workspace::{ManifestEntry, ManifestText, ManifestValue, PluginManifest, normalize};

use super::{Finding, Findings, Tag, did_you_mean};
use crate::Fix;

pub(super) fn check(findings: &mut Findings<'_>) {
    let place = findings.source.place();
    let Some(plugin) = place
        .plugin
        .clone()
        .filter(|_| place.kind == FileKind::PluginManifest)
    else {
        return;
    };
    let manifest = PluginManifest::parse(findings.text());
    if let Some((span, why)) = &manifest.error {
        let message = format!(
            "{} can't read this manifest and doesn't load the plugin: {why}.",
            findings.dialect().title()
        );
        findings.add(not_loaded(*span, message));
        return;
    }
    required(findings, &manifest);
    let keys = findings.dialect().manifest_keys();
    for entry in &manifest.entries {
        match keys.iter().find(|key| key.name == entry.name) {
            Some(key) => known(findings, &plugin.root, key, entry),
            None => unknown(findings, &manifest, entry),
        }
    }
    misplaced(findings);
}

fn required(findings: &mut Findings<'_>, manifest: &PluginManifest) {
    let dialect = findings.dialect();
    let title = dialect.title();
    for key in dialect.manifest_keys().iter().filter(|key| key.required) {
        let name = &key.name;
        let entry = manifest.entry(name);
        let (span, what) = match entry.map(|entry| (entry.span, &entry.value)) {
            None => (start(), "is missing"),
            Some((span, ManifestValue::Text(text))) => {
                if text.text.trim().is_empty() {
                    (span, "is empty")
                } else {
                    if text.text.contains(char::is_whitespace) {
                        let message = format!(
                            "{title} expects words joined by hyphens for `{name}`, without blanks."
                        );
                        let finding = Finding::new("invalid-manifest", text.span, message);
                        findings.add(finding.case("blanks"));
                    }
                    continue;
                }
            }
            Some((span, _)) => (span, "is no text"),
        };
        let message = format!("`{name}` {what}; {title} doesn't load the plugin.");
        findings.add(not_loaded(span, message));
    }
}

fn unknown(findings: &mut Findings<'_>, manifest: &PluginManifest, entry: &ManifestEntry) {
    let dialect = findings.dialect();
    let unused = dialect.manifest_keys().iter().map(|key| key.name.as_str());
    let unused = unused.filter(|name| manifest.entry(name).is_none());
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

fn known(findings: &mut Findings<'_>, root: &Utf8Path, key: &ManifestKey, entry: &ManifestEntry) {
    let Some(paths) = key.paths else {
        return;
    };
    match &entry.value {
        ManifestValue::Text(_) | ManifestValue::Texts(_) => {
            for path in entry.texts() {
                check_path(findings, root, &key.name, paths, path);
            }
            if let Some(folder) = &key.replaces {
                not_read(findings, root, entry, folder);
            }
        }
        ManifestValue::Map if key.map => {}
        ManifestValue::Map | ManifestValue::Other => {
            let message = format!(
                "`{}` is a path or a list of paths. {} doesn't load the plugin otherwise.",
                key.name,
                findings.dialect().title()
            );
            findings.add(not_loaded(entry.span, message));
        }
    }
}

fn check_path(
    findings: &mut Findings<'_>,
    root: &Utf8Path,
    key: &str,
    paths: ManifestPaths,
    path: &ManifestText,
) {
    let written = path.text.as_str();
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
    } else if paths == ManifestPaths::Files && !is_file {
        format!("`{key}` lists files; {title} takes no folder here.")
    } else if paths == ManifestPaths::Folders && is_file {
        format!("`{key}` lists folders; `{written}` is a file.")
    } else {
        return;
    };
    findings.add(Finding::new("manifest-path", path.span, message).fixes(fix));
}

/// Files in the default folder of a key that names other places.
fn not_read(findings: &mut Findings<'_>, root: &Utf8Path, entry: &ManifestEntry, folder: &str) {
    let default = root.join(folder);
    let listed: Vec<Utf8PathBuf> = entry
        .texts()
        .iter()
        .map(|path| normalize(&root.join(&path.text)))
        .collect();
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
    let folder = &findings.source.place().folder;
    let disk = findings.snapshot.disk();
    let keys = findings.dialect().manifest_keys().iter();
    let names = keys.filter_map(|key| key.replaces.as_deref());
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
