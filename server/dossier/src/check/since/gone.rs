//! Names that were somebody's at a revision, are nobody's today, and are still mentioned.
//!
//! What names them is found as it is found for anybody: each gets its old text back, in memory and
//! for as long as it takes to ask who names it.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::{FileKind, Severity};
use dossier_ide::{Departed, Diagnostic, LeftBehind, left_behind};
use dossier_syntax::name_key;
use dossier_workspace::{
    Definition, Disk as _, Facts, FileId, GuestFolder, RealDisk, Snapshot, World, scan,
};

use super::Since;
use crate::check::findings::Checked;
use crate::check::texts::Texts;

/// Somebody who is gone.
struct Gone {
    kind: FileKind,
    /// The first of the names that he has lost.
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
    let now = world.snapshot();
    let today = names_of_today(&now);
    let gone = all(since, &now, &today);
    if gone.is_empty() {
        return now;
    }
    let mut back: Vec<(FileId, &Gone)> = Vec::new();
    for it in &gone {
        back.extend(bring_back(it, world, texts).map(|id| (id, it)));
    }
    let folder = GuestFolder {
        path: since.past.root().to_owned(),
        honours_git: true,
    };
    // What links to his file need not have his name.
    let files = gone.iter().filter_map(|it| it.path.file_name());
    let names = gone.iter().map(|it| it.name.as_str()).chain(files);
    let names: Vec<String> = names.map(spelling).collect();
    let snapshot = world.snapshot().with_guests(&[folder], |_, text| {
        let text = spelling(text);
        names.iter().any(|name| text.contains(name.as_str()))
    });
    let are_back: HashSet<FileId> = back.iter().map(|(id, _)| *id).collect();
    let mut found: BTreeMap<Utf8PathBuf, (FileId, Vec<Diagnostic>)> = BTreeMap::new();
    for (id, it) in back {
        let departed = Departed {
            file: id,
            kind: it.kind,
            name: &it.name,
            renamed: it.renamed.as_deref(),
            is_anybody: &|name| today.contains(name),
        };
        for place in left_behind(&snapshot, departed) {
            let file = place.file;
            let path = &snapshot.index().file(file).path;
            let finding = finding(since, &snapshot, it, place);
            let finding = finding.filter(|_| !are_back.contains(&file) && RealDisk.exists(path));
            if let Some(finding) = finding {
                let known = found.entry(path.to_path_buf());
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

/// The names that programs call somebody by today, in the form that all ways of writing share.
fn names_of_today(now: &Snapshot) -> HashSet<String> {
    let definitions = now.index().files();
    let definitions = definitions.filter_map(|(.., facts)| facts.definition.as_ref());
    let called = definitions.flat_map(Definition::called);
    called.map(|name| name_key(name).to_string()).collect()
}

/// Those who had a name then that is nobody's now.
fn all(since: &Since<'_>, now: &Snapshot, today: &HashSet<String>) -> Vec<Gone> {
    let root = since.past.root();
    let renamed = LazyCell::new(|| Renamed::new(since, now));
    let mut gone: Vec<Gone> = Vec::new();
    for (id, file, facts) in since.then.index().files() {
        let is_here = file.path.starts_with(root) && !facts.place.user;
        let definition = facts.definition.as_ref().filter(|_| is_here);
        let called = definition.map_or(&[][..], Definition::called);
        let is_lost = |name: &&str| !today.contains(name_key(name).as_str());
        let Some(name) = called.iter().map(AsRef::as_ref).find(is_lost) else {
            continue;
        };
        // A file that is no agent file any more, and may be read elsewhere, has lost no name.
        let is_passed_over = RealDisk.exists(&file.path) && facts_at(now, &file.path).is_none();
        if is_passed_over {
            continue;
        }
        gone.extend(since.then.text(id).map(|text| Gone {
            kind: facts.place.kind,
            name: name.to_owned(),
            renamed: renamed.of(&since.then, id, &file.path),
            path: file.path.to_path_buf(),
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
        let known = known.flat_map(Definition::called).map(AsRef::as_ref);
        let known: HashSet<&str> = known.collect();
        let mut renamed = Self {
            by_path: HashMap::new(),
            by_body: HashMap::new(),
        };
        for (id, file, facts) in now.index().files() {
            let definition = facts.definition.as_ref();
            let mut called = definition.into_iter().flat_map(Definition::called);
            let Some(name) = called.find(|name| !known.contains(name.as_str())) else {
                continue;
            };
            let name = name.to_string();
            if let Some(body) = body(now, id) {
                renamed.by_body.insert(body, name.clone());
            }
            renamed.by_path.insert(file.path.to_path_buf(), name);
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

/// Puts somebody who is gone where he means the same as at his own path: there, or beside it if
/// another has it now. Returns his file.
fn bring_back(gone: &Gone, world: &mut World, texts: &Texts) -> Option<FileId> {
    let (stem, end) = (gone.path.file_stem()?, gone.path.extension()?);
    let (folder, file) = (gone.path.parent()?, gone.path.file_name()?);
    let beside = (1..100).flat_map(|n| {
        // A file whose name says what it is has a folder of its own.
        let other_folder = folder.file_name().map(|name| format!("{name}-{n}"));
        let in_other = other_folder.map(|name| folder.with_file_name(name).join(file));
        let other_file = folder.join(format!("{stem}-{n}.{end}"));
        std::iter::once(other_file).chain(in_other)
    });
    for path in std::iter::once(gone.path.clone()).chain(beside) {
        if RealDisk.exists(&path) || world.knows(&path) {
            continue;
        }
        texts.put(&path, gone.text.clone());
        match scan::read(&path, world.places()) {
            Some(found) if defines(&found, &gone.name) => {
                world.take_over(found);
                return world.snapshot().index().find(&path);
            }
            _ => texts.remove(&path),
        }
    }
    None
}

fn defines(found: &scan::Found, name: &str) -> bool {
    let scan::Found::Agent(agent) = found else {
        return false;
    };
    let definition = agent.facts.definition.as_ref();
    definition.is_some_and(|it| it.called().iter().any(|own| own == name))
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
    place: LeftBehind,
) -> Option<Diagnostic> {
    let rule = match gone.kind {
        FileKind::Agent => "unknown-agent",
        _ => "unknown-skill",
    };
    let chosen = snapshot.chosen(place.file);
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
        span: place.span,
        message,
        tag: None,
        related: Vec::new(),
        fixes: place.fix.into_iter().collect(),
    })
}

/// Adds findings to those of a file. What is found at the same place already only knows that nobody
/// has the name: it stays as grave as it is, and says what is known of him.
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
        let is_at = |it: &&mut Diagnostic| it.rule == finding.rule && it.span == finding.span;
        match known.findings.iter_mut().find(is_at) {
            Some(same) => {
                let severity = same.severity;
                *same = Diagnostic {
                    severity,
                    ..finding
                };
            }
            None => known.findings.push(finding),
        }
    }
    known.findings.sort_by_key(|it| (it.span, it.rule));
}
