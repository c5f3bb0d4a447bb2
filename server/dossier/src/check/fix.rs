//! Fixing: applying what findings offer until nothing changes any more.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_ide::{Change, Fix, apply_fixes, merge_fixes};
use dossier_workspace::{Disk as _, RealDisk, Snapshot, World, Writable, real_path, scan};

use super::findings::Checked;
use super::namesakes::Namesakes;
use super::texts::{Texts, Unread};

/// A fix may uncover a finding that has one too; two that undo each other would go on for ever.
const MOST_ROUNDS: usize = 10;

/// Which fixes are applied. It is always the first one of a finding.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    /// Those that somebody should look at, too.
    pub(super) unsafe_too: bool,
    /// Those that make new files, which are never safe.
    pub(super) create: bool,
    /// Where they may write. `None` where nothing is written.
    pub(super) places: Option<Writable>,
}

/// A file that fixes change.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Changed {
    /// The file.
    pub(super) path: Utf8PathBuf,
    /// What the disk holds; `None` for a file that is not there.
    pub(super) before: Option<String>,
    /// What it is to hold.
    pub(super) after: String,
    /// How many findings that fixes.
    pub(super) count: usize,
}

/// What became of the files.
pub(super) struct Fixed {
    /// The files that change, in the order of their paths. Nothing is written yet.
    pub(super) changed: Vec<Changed>,
    /// What is found afterwards.
    pub(super) left: Vec<Checked>,
    /// The world afterwards.
    pub(super) snapshot: Snapshot,
    /// The files that fixes would change or make, but must not.
    pub(super) refused: BTreeSet<Utf8PathBuf>,
}

/// Fixes what `check` finds, in memory: the texts go over those of the disk, and everything is
/// checked again, until nothing changes.
pub(super) fn fix_all(
    world: &mut World,
    texts: &Texts,
    allowed: &Allowed,
    check: impl Fn(&Snapshot) -> Vec<Checked>,
) -> Fixed {
    // What each file holds, and how many of its findings are fixed.
    let mut before: BTreeMap<Utf8PathBuf, (Option<String>, usize)> = BTreeMap::new();
    let mut snapshot = world.snapshot();
    let links = Links::of(&snapshot);
    let mut namesakes = Namesakes::default();
    let mut left = check(&snapshot);
    let mut refused = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let mut any = false;
        for checked in &left {
            let fixes: Vec<Fix> = allowed.of(checked);
            let Some(after) = fix_one(checked, &fixes, texts) else {
                continue;
            };
            if !allowed.may_write(&checked.path) {
                refused.insert(checked.path.clone());
                continue;
            }
            any = true;
            let (_, count) = before
                .entry(checked.path.clone())
                .or_insert_with(|| (Some(checked.text.to_string()), 0));
            *count += applied(&fixes);
            put(world, texts, &links.paths(&checked.path), &after);
        }
        for (path, text) in allowed.new_files(&left) {
            if texts.exists(path) || !before.contains_key(path) && path.exists() {
                continue;
            }
            if !before.contains_key(path) && namesakes.has(path, &snapshot) {
                continue;
            }
            if !allowed.may_write(path) {
                refused.insert(path.to_owned());
                continue;
            }
            any = true;
            before.insert(path.to_owned(), (None, 1));
            put(world, texts, &[path.to_owned()], text);
        }
        if !any {
            break;
        }
        snapshot = world.snapshot();
        left = check(&snapshot);
    }
    let changed = before.into_iter().filter_map(|(path, (before, count))| {
        let after = texts.read(&path)?;
        // Rounds may have led back to where they began.
        (before.as_deref() != Some(&after)).then_some(Changed {
            path,
            before,
            after,
            count,
        })
    });
    Fixed {
        changed: changed.collect(),
        left,
        snapshot,
        refused,
    }
}

impl Allowed {
    /// True for a file that may be changed or made.
    fn may_write(&self, path: &Utf8Path) -> bool {
        let places = self.places.as_ref();
        places.is_none_or(|places| places.may_write(&RealDisk, path))
    }

    /// The edits that may be made in one file.
    fn of(&self, checked: &Checked) -> Vec<Fix> {
        let first = checked.findings.iter().filter_map(|it| it.fixes.first());
        let allowed = first.filter(|fix| fix.safe || self.unsafe_too);
        let edits = allowed.filter(|fix| matches!(fix.change, Change::Edit(_)));
        edits
            .map(|fix| with_line_ends_of(&checked.text, fix))
            .collect()
    }

    /// The files that may be made.
    fn new_files<'a>(
        &self,
        checked: &'a [Checked],
    ) -> impl Iterator<Item = (&'a Utf8Path, &'a str)> + use<'a> {
        let findings = checked.iter().flat_map(|it| &it.findings);
        let first = findings.filter_map(|finding| finding.fixes.first());
        let create = self.create;
        first.filter_map(move |fix| match &fix.change {
            Change::Create { path, text } if create => Some((path.as_path(), text.as_str())),
            _ => None,
        })
    }
}

fn fix_one(checked: &Checked, fixes: &[Fix], texts: &Texts) -> Option<String> {
    // Writing a text with replacements would lose what was there.
    if matches!(texts.unread().get(&checked.path), Some(Unread::NotUtf8)) {
        return None;
    }
    apply_fixes(&checked.text, fixes)
}

/// How many fixes are applied where those that collide with others are left out.
fn applied(fixes: &[Fix]) -> usize {
    let merged = merge_fixes(fixes);
    let is_applied = |fix: &&Fix| match &fix.change {
        Change::Edit(edits) => edits.iter().all(|edit| merged.contains(edit)),
        Change::Create { .. } | Change::Write { .. } => false,
    };
    fixes.iter().filter(is_applied).count()
}

/// Where the files lie to which links lead, with all paths at which they are known.
struct Links(BTreeMap<Utf8PathBuf, Vec<Utf8PathBuf>>);

impl Links {
    fn of(snapshot: &Snapshot) -> Self {
        let mut links: BTreeMap<Utf8PathBuf, Vec<Utf8PathBuf>> = BTreeMap::new();
        for (_, file, _) in snapshot.index().files() {
            if let Ok(target) = real_path(&file.path) {
                links
                    .entry(target)
                    .or_default()
                    .push(file.path.to_path_buf());
            }
        }
        links.retain(|_, paths| paths.len() > 1);
        Self(links)
    }

    /// The paths at which a file is known.
    fn paths(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        let target = real_path(path).ok();
        let paths = target.and_then(|target| self.0.get(&target));
        paths.cloned().unwrap_or_else(|| vec![path.to_owned()])
    }
}

/// Puts a text over that of a file, which may lie at several paths.
pub(super) fn put(world: &mut World, texts: &Texts, paths: &[Utf8PathBuf], text: &str) {
    for path in paths {
        texts.put(path, text.to_owned());
        match scan::read(path, &world.places().clone()) {
            Some(found) => world.take_over(found),
            None => world.set_file(path, None),
        }
    }
}

/// Gives a file back what it held, since it still does.
pub(super) fn take_back(world: &mut World, texts: &Texts, changed: &Changed) {
    match &changed.before {
        Some(before) => {
            let links = Links::of(&world.snapshot());
            put(world, texts, &links.paths(&changed.path), before);
        }
        None => {
            texts.remove(&changed.path);
            world.set_file(&changed.path, None);
        }
    }
}

/// The fix with the line ends that the file has throughout.
fn with_line_ends_of(text: &str, fix: &Fix) -> Fix {
    let mut fix = fix.clone();
    let ends = text.matches('\n').count();
    let is_crlf = ends > 0 && text.matches("\r\n").count() == ends;
    if let (true, Change::Edit(edits)) = (is_crlf, &mut fix.change) {
        for (_, replacement) in edits {
            *replacement = replacement.replace("\r\n", "\n").replace('\n', "\r\n");
        }
    }
    fix
}

/// What is to be said about a fix in front of a reader.
pub(super) fn title(fix: &Fix) -> String {
    let how = match (fix.safe, &fix.change) {
        (true, Change::Edit(_)) => "--fix",
        _ => "--fix --unsafe",
    };
    format!("{} ({how})", fix.title)
}
