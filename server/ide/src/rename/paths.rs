//! The paths that lead to what is moved, or from there.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_syntax::Span;
use dossier_workspace::{File, FileId, Snapshot, normalize, slashed};

use super::Edit;
use super::moves::Moves;
use super::written::{Part, Written, parts, written};

/// The edits after which every path leads where it did before, though files and folders were
/// moved. Of agent files and guests alike, every text is read that has the name of one of them in
/// it. `root` is the folder that paths may start from.
pub(super) fn path_edits(snapshot: &Snapshot, moves: Moves<'_>, root: &Utf8Path) -> Vec<Edit> {
    let needles = needles(moves);
    let mut edits = Vec::new();
    for (id, file) in snapshot.index().readable() {
        let elsewhere = moves.takes_elsewhere(&file.path);
        let Some(text) = snapshot.text(id) else {
            continue;
        };
        if !elsewhere && !needles.iter().any(|needle| text.contains(needle.as_str())) {
            continue;
        }
        let around = Around {
            snapshot,
            moves,
            file,
            text: &text,
            root,
        };
        edits.extend(around.edits(id, &needles, elsewhere));
    }
    edits
}

/// What stands in any text that names one of them by a path.
pub(super) fn needles(moves: Moves<'_>) -> Vec<String> {
    let mut needles = Vec::new();
    for (from, _) in moves.iter() {
        let name = from.file_name().unwrap_or_default();
        for written in [name.to_owned(), name.replace(' ', "%20")] {
            if !written.is_empty() && !needles.contains(&written) {
                needles.push(written);
            }
        }
    }
    needles
}

/// A text, and the moves that its paths are looked at for.
struct Around<'a> {
    snapshot: &'a Snapshot,
    moves: Moves<'a>,
    file: &'a File,
    text: &'a str,
    root: &'a Utf8Path,
}

/// Where a path starts.
enum Start {
    /// At a folder that the path doesn't name.
    Open,
    /// At what it says first: `/`, `~/`, a variable.
    Told(Vec<Utf8PathBuf>),
}

/// A reading of a path.
struct Reading<'a> {
    base: &'a Utf8Path,
    /// Where it leads.
    target: Utf8PathBuf,
    /// The part that names what is moved, and that.
    moved: Option<(usize, &'a (Utf8PathBuf, Utf8PathBuf))>,
}

impl Around<'_> {
    fn edits(&self, id: FileId, needles: &[String], elsewhere: bool) -> Vec<Edit> {
        let mentions = self.file.mentions();
        let needles = needles.iter().map(String::as_str);
        let found = written(self.text, mentions, needles, elsewhere);
        let edits = found.iter().filter_map(|path| {
            let mut spans = [Some(path.span), path.narrow].into_iter().flatten();
            let (span, text) = spans.find_map(|span| self.after(path, span, elsewhere))?;
            if span.of(self.text) == text {
                return None;
            }
            // A path is replaced as a whole; of other text, as little as can be.
            let whole = if path.is_sure { path.whole } else { span };
            let before = &self.text[whole.range().start..span.range().start];
            let behind = &self.text[span.range().end..whole.range().end];
            Some(Edit {
                file: id,
                span: whole,
                text: format!("{before}{text}{behind}"),
                confirm: false,
                of_twin: false,
            })
        });
        edits.collect()
    }

    /// What is replaced of a path, and by what.
    fn after(&self, path: &Written, span: Span, elsewhere: bool) -> Option<(Span, String)> {
        let (start, rest) = self.start(span)?;
        let parts = parts(self.text, rest);
        let last = parts.len().checked_sub(1)?;
        let bases = match &start {
            Start::Open => self.bases(&parts),
            Start::Told(bases) => bases.clone(),
        };
        let readings: Vec<Reading<'_>> = bases.iter().map(|base| self.read(base, &parts)).collect();
        let is_open = matches!(start, Start::Open);
        if !elsewhere && readings.iter().all(|it| it.moved.is_none()) {
            return None;
        }
        let existing = readings.iter().find(|it| self.exists(&it.target));
        // A file that isn't there yet may be meant in a folder that is.
        let into = readings.iter().find(|it| {
            let is_told = |at: usize| at > 0 || path.is_sure || !is_open;
            it.moved.is_some_and(|(at, _)| at < last && is_told(at))
        });
        let reading = existing.or(into)?;
        let own_folder = self.file.path.parent()?;
        let from_own = is_open && reading.base == own_folder;
        let escaped = rest.of(self.text).contains("%20");
        let encode = |text: &str| path.way.encode(text, escaped);
        match reading.moved {
            Some((at, (from, to))) => {
                if from.parent() == to.parent() && !(elsewhere && from_own) {
                    return Some((parts[at].span, encode(to.file_name()?)));
                }
                let new = if from_own {
                    self.relative(&self.prefix_of(from, to)?, &parts)
                } else {
                    self.below(reading.base, to, is_open, &parts)?
                };
                let span = Span::new(parts[0].span.range().start, parts[at].span.range().end);
                Some((span, encode(&new)))
            }
            None if elsewhere && from_own => {
                let target = self.moves.after(&reading.target);
                let folder = self.moves.after(&self.file.path).parent()?.to_owned();
                if self.read(&folder, &parts).target == target {
                    return None;
                }
                let new = pathdiff::diff_utf8_paths(&target, &folder)?;
                let new = self.relative(&slashed(&new), &parts);
                let span = Span::new(parts[0].span.range().start, parts[last].span.range().end);
                Some((span, encode(&new)))
            }
            None => None,
        }
    }

    /// Where a path starts, and what is behind that; `None` where that can't be told.
    fn start(&self, span: Span) -> Option<(Start, Span)> {
        let written = span.of(self.text);
        let behind = |skip: usize| Span::new(span.range().start + skip, span.range().end);
        if let Some(named) = written.strip_prefix('$') {
            let (name, _) = named.split_once('/')?;
            let bare = name.trim_start_matches('{').trim_end_matches('}');
            return Some((self.told_by(bare)?, behind(name.len() + 2)));
        }
        if written.starts_with("~/") {
            let home = self.snapshot.places().home().folder()?.to_owned();
            return Some((Start::Told(vec![home]), behind(2)));
        }
        if !written.starts_with('/') {
            return Some((Start::Open, span));
        }
        // `"$VARIABLE"/path`
        let before = self.text[..span.range().start].strip_suffix('"');
        let quoted = before.and_then(|it| Some(it.rsplit_once('"')?.1.strip_prefix('$')));
        if let Some(name) = quoted.flatten() {
            let bare = name.trim_start_matches('{').trim_end_matches('}');
            return Some((self.told_by(bare)?, behind(1)));
        }
        let top = Utf8PathBuf::from("/");
        Some((Start::Told(vec![top, self.root.to_owned()]), behind(1)))
    }

    fn told_by(&self, variable: &str) -> Option<Start> {
        let folders = self.snapshot.folders_of_variable(self.file, variable);
        (!folders.is_empty()).then_some(Start::Told(folders))
    }

    /// The folders that an open path may start from: the file's own first, then those that the
    /// resolver takes, then all that lie around it.
    fn bases(&self, parts: &[Part]) -> Vec<Utf8PathBuf> {
        let own = self.file.path.parent().unwrap_or(self.root);
        let mut bases = vec![own.to_owned()];
        // A path that starts with `..` says itself from where.
        if parts.first().is_some_and(|first| first.name == "..") {
            return bases;
        }
        let home = self.file.said().map(|facts| facts.place.home.to_path_buf());
        let plugin = self.snapshot.places().plugin_of(&self.file.path);
        let plugin = plugin.map(|plugin| plugin.root.clone());
        let around = own.ancestors().take_while(|it| it.starts_with(self.root));
        let others = [home, plugin, Some(self.root.to_owned())];
        let others = others.into_iter().flatten();
        for base in others.chain(around.map(Utf8Path::to_owned)) {
            if !bases.contains(&base) && self.file.path.starts_with(&base) {
                bases.push(base);
            }
        }
        bases
    }

    /// Where `parts` lead from `base`.
    fn read<'b>(&self, base: &'b Utf8Path, parts: &[Part]) -> Reading<'b>
    where
        Self: 'b,
    {
        let mut target = base.to_owned();
        let mut moved = None;
        for (at, part) in parts.iter().enumerate() {
            target = normalize(&target.join(&part.name));
            // `./x` and `../x` lead into a folder too, but don't name it.
            let is_named = target.file_name() == Some(part.name.as_str());
            let mut here = self.moves.iter().filter(|_| is_named);
            let here = here.find(|(from, _)| *from == target);
            moved = here.map(|it| (at, it)).or(moved);
        }
        let moved = moved.filter(|(_, (from, _))| target.starts_with(from));
        Reading {
            base,
            target,
            moved,
        }
    }

    fn exists(&self, path: &Utf8Path) -> bool {
        let index = self.snapshot.index();
        let known = index.find(path);
        known.is_some_and(|id| index.file(id).facts.is_some()) || self.snapshot.disk().exists(path)
    }

    /// The way from this file, where it is afterwards, to what has moved to `to`.
    fn prefix_of(&self, from: &Utf8Path, to: &Utf8Path) -> Option<String> {
        // From inside, it is named from the folder around it.
        let inside = self.file.path.parent()?.strip_prefix(from);
        if let Ok(below) = inside {
            let up = "../".repeat(below.components().count() + 1);
            return Some(up + to.file_name()?);
        }
        let own = self.moves.after(&self.file.path);
        let new = pathdiff::diff_utf8_paths(to, own.parent()?)?;
        Some(slashed(&new))
    }

    /// A path from the file's own folder, with `./` before it where that stood there before.
    fn relative(&self, path: &str, old: &[Part]) -> String {
        let is_dotted = old.first().is_some_and(|first| first.name == ".");
        if is_dotted && !path.starts_with("..") {
            format!("./{path}")
        } else {
            path.to_owned()
        }
    }

    /// The path from `base` to `to`, or from the root where that isn't below the base.
    fn below(&self, base: &Utf8Path, to: &Utf8Path, is_open: bool, old: &[Part]) -> Option<String> {
        let root = to.strip_prefix(self.root).ok().filter(|_| is_open);
        let path = to.strip_prefix(base).ok().or(root)?;
        Some(self.relative(&slashed(path), old))
    }
}
