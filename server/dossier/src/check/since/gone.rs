//! Names that were somebody's at a revision, are nobody's today, and are still mentioned.
//!
//! What names them is found as it is found for anybody: each gets its old text back, in memory and
//! for as long as it takes to ask who names it.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, Severity};
use dossier_ide::Diagnostic;
use dossier_syntax::Span;
use dossier_workspace::{Disk as _, Facts, FileId, GuestFolder, RealDisk, Snapshot, World, scan};

use super::Since;
use crate::check::findings::Checked;
use crate::check::texts::Texts;

/// Somebody who is gone.
struct Gone {
    kind: FileKind,
    name: String,
    /// What he is called today, if he is still there.
    renamed: Option<String>,
    /// Where his file lay.
    path: Utf8PathBuf,
    text: String,
}

/// Adds a finding for each place that names somebody who is gone, in any Markdown of the
/// repository. Returns the world that the findings are about.
pub(super) fn add(
    since: &Since<'_>,
    checked: &mut Vec<Checked>,
    world: &mut World,
    texts: &Texts,
) -> Snapshot {
    let gone = all(since, &world.snapshot());
    if gone.is_empty() {
        return world.snapshot();
    }
    let mut back: Vec<(FileId, &Gone)> = Vec::new();
    for it in &gone {
        let Some(path) = free_path(it, world) else {
            continue;
        };
        texts.put(&path, it.text.clone());
        if let Some(found) = scan::read(&path, world.places()) {
            world.take_over(found);
        }
        back.extend(world.snapshot().index().find(&path).map(|id| (id, it)));
    }
    let folder = GuestFolder {
        path: since.past.root().to_owned(),
        honours_git: true,
    };
    let names: Vec<String> = gone.iter().map(|it| spelling(&it.name)).collect();
    let snapshot = world.snapshot().with_guests(&[folder], |_, text| {
        let text = spelling(text);
        names.iter().any(|name| text.contains(name.as_str()))
    });
    let are_back: HashSet<FileId> = back.iter().map(|(id, _)| *id).collect();
    let mut found: BTreeMap<Utf8PathBuf, (FileId, Vec<Diagnostic>)> = BTreeMap::new();
    for (id, it) in back {
        let places = dossier_ide::users(&snapshot, id).map(|users| users.places);
        for (file, span) in places.into_iter().flatten() {
            let path = &snapshot.index().file(file).path;
            let finding = finding(since, &snapshot, it, file, span);
            let finding = finding.filter(|_| !are_back.contains(&file) && RealDisk.exists(path));
            if let Some(finding) = finding {
                let known = found.entry(path.clone());
                known.or_insert((file, Vec::new())).1.push(finding);
            }
        }
    }
    for (path, (file, mut findings)) in found {
        dossier_ide::retain_heeded(&snapshot, file, &mut findings);
        put(&snapshot, checked, &path, file, findings);
    }
    checked.sort_by(|a, b| a.path.cmp(&b.path));
    snapshot
}

/// The names that were somebody's then and are nobody's now.
fn all(since: &Since<'_>, now: &Snapshot) -> Vec<Gone> {
    let root = since.past.root();
    let today: HashSet<&str> = now
        .index()
        .files()
        .filter_map(|(.., facts)| facts.definition.as_ref())
        .flat_map(|it| it.names.iter().map(AsRef::as_ref))
        .collect();
    let built_in: HashSet<&str> = now
        .dialects()
        .iter()
        .flat_map(|dialect| {
            let agents = dialect.builtin_agents().iter().map(|it| &it.name);
            agents.chain(dialect.builtin_commands().iter().map(|it| &it.name))
        })
        .map(String::as_str)
        .collect();
    let renamed = LazyCell::new(|| Renamed::new(since, now));
    let mut gone: Vec<Gone> = Vec::new();
    for (id, file, facts) in since.then.index().files() {
        let is_here = file.path.starts_with(root) && !facts.place.user;
        let definition = facts.definition.as_ref().filter(|_| is_here);
        let Some(name) = definition.map(|it| it.name().as_str()) else {
            continue;
        };
        // A file that is no agent file any more, and may be read elsewhere, has lost no name.
        let is_passed_over = RealDisk.exists(&file.path) && facts_at(now, &file.path).is_none();
        if today.contains(name) || built_in.contains(name) || is_passed_over {
            continue;
        }
        gone.extend(since.then.text(id).map(|text| Gone {
            kind: facts.place.kind,
            name: name.to_owned(),
            renamed: renamed.of(&since.then, id, &file.path),
            path: file.path.clone(),
            text: text.to_string(),
        }));
    }
    gone.sort_by(|a, b| a.path.cmp(&b.path));
    gone
}

/// Who has a new name today, by where his file lies and by what it says.
struct Renamed {
    by_path: HashMap<Utf8PathBuf, String>,
    by_body: HashMap<String, String>,
}

impl Renamed {
    fn new(since: &Since<'_>, now: &Snapshot) -> Self {
        let known = since.then.index().files();
        let known = known.filter_map(|(.., facts)| facts.definition.as_ref());
        let known: HashSet<&str> = known.map(|it| it.name().as_str()).collect();
        let mut renamed = Self {
            by_path: HashMap::new(),
            by_body: HashMap::new(),
        };
        for (id, file, facts) in now.index().files() {
            let name = facts.definition.as_ref().map(|it| it.name().to_string());
            let Some(name) = name.filter(|name| !known.contains(name.as_str())) else {
                continue;
            };
            if let Some(body) = body(now, id) {
                renamed.by_body.insert(body, name.clone());
            }
            renamed.by_path.insert(file.path.clone(), name);
        }
        renamed
    }

    fn of(&self, then: &Snapshot, id: FileId, path: &Utf8Path) -> Option<String> {
        let by_body = || self.by_body.get(&body(then, id)?).cloned();
        self.by_path.get(path).cloned().or_else(by_body)
    }
}

/// What a file says below its fields, if that is anything.
fn body(snapshot: &Snapshot, file: FileId) -> Option<String> {
    let source = snapshot.source(file)?;
    let body = source.parsed.body.of(&source.text).trim();
    (!body.is_empty()).then(|| body.to_owned())
}

fn facts_at<'a>(snapshot: &'a Snapshot, path: &Utf8Path) -> Option<&'a Facts> {
    let id = snapshot.index().find(path)?;
    snapshot.index().file(id).facts.as_deref()
}

/// A path at which somebody who is gone means the same as at his own: that, or one beside it if
/// another has it now.
fn free_path(gone: &Gone, world: &World) -> Option<Utf8PathBuf> {
    let is_free = |path: &Utf8PathBuf| !RealDisk.exists(path) && !world.knows(path);
    let (stem, end) = (gone.path.file_stem()?, gone.path.extension()?);
    let beside = (1..100).map(|n| gone.path.with_file_name(format!("{stem}-{n}.{end}")));
    std::iter::once(gone.path.clone())
        .chain(beside)
        .find(is_free)
}

/// A text without what ways of writing a name differ in.
fn spelling(text: &str) -> String {
    let text = text.to_lowercase();
    text.replace([' ', '_', '\n'], "-")
}

fn finding(
    since: &Since<'_>,
    snapshot: &Snapshot,
    gone: &Gone,
    file: FileId,
    span: Span,
) -> Option<Diagnostic> {
    let rule = match gone.kind {
        FileKind::Agent => "unknown-agent",
        _ => "unknown-skill",
    };
    let chosen = snapshot.chosen(file);
    let severity = chosen.severity(rule).unwrap_or(Severity::Warning);
    let is_asked = super::Rules::without_texts(since.options).include(rule);
    if severity == Severity::Off || chosen.is_excluded() || !is_asked {
        return None;
    }
    let (kind, name, revision) = (gone.kind, &gone.name, since.revision);
    let message = match &gone.renamed {
        Some(now) => format!("The {kind} `{name}` is called `{now}` since {revision}."),
        None => format!("The {kind} `{name}` is gone since {revision}."),
    };
    Some(Diagnostic {
        rule,
        severity,
        span,
        message,
        tag: None,
        related: Vec::new(),
        fixes: Vec::new(),
    })
}

/// Adds findings to those of a file, but where something is found at the place already.
fn put(
    snapshot: &Snapshot,
    checked: &mut Vec<Checked>,
    path: &Utf8Path,
    file: FileId,
    findings: Vec<Diagnostic>,
) {
    let at = checked.iter().position(|it| it.path == path);
    let at = at.unwrap_or_else(|| {
        checked.push(Checked {
            file,
            path: path.to_owned(),
            text: "".into(),
            findings: Vec::new(),
        });
        checked.len() - 1
    });
    let known = &mut checked[at];
    if known.text.is_empty() {
        known.text = snapshot.text(file).unwrap_or_default();
    }
    for finding in findings {
        let is_at = |it: &Diagnostic| it.rule == finding.rule && it.span == finding.span;
        if !known.findings.iter().any(is_at) {
            known.findings.push(finding);
        }
    }
    known.findings.sort_by_key(|it| (it.span, it.rule));
}
