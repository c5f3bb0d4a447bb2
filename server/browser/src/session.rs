//! The files of a page, and what it is answered about them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use dossier_ide::{PictureOptions, drawing};
use dossier_syntax::{Encoding, LineIndex, Position};
use dossier_workspace::{Home, MemoryDisk, Snapshot, Source, World, normalize};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::markdown::html;
use crate::request::{At, Request};
use crate::written::{ROOT, finding, item, location, path, range};

/// Files as texts, and what is known of them.
#[derive(Debug)]
pub struct Session {
    dialects: Arc<Dialects>,
    files: BTreeMap<Utf8PathBuf, String>,
    /// The files that somebody looks at.
    shown: BTreeSet<Utf8PathBuf>,
    today: Date,
    world: World,
}

impl Session {
    /// A session without files.
    ///
    /// # Panics
    /// If the tables can't be read; another test says why.
    pub fn new() -> Self {
        let dialects = Arc::new(Dialects::builtin().expect("the tables are tested elsewhere"));
        let today = Date::constant(2026, 1, 1);
        let world = world(&dialects, BTreeMap::new(), today);
        Self {
            dialects,
            files: BTreeMap::new(),
            shown: BTreeSet::new(),
            today,
            world,
        }
    }

    /// Answers a request in JSON: `{"ok": …}`, or `{"error": "why"}`.
    pub fn answer_json(&mut self, request: &[u8]) -> String {
        let request = serde_json::from_slice(request).map_err(|error| error.to_string());
        let answer = match request.and_then(|request| self.answer(request)) {
            Ok(answer) => json!({"ok": answer}),
            Err(why) => json!({"error": why}),
        };
        answer.to_string()
    }

    /// Answers a request.
    ///
    /// # Errors
    /// Why it can't be answered, in words for the user.
    pub fn answer(&mut self, request: Request) -> Result<Value, String> {
        match request {
            Request::Open { files, today } => {
                let whole = |(path, text): (String, String)| Some((whole(&path)?, text));
                self.files = files.into_iter().filter_map(whole).collect();
                self.today = today;
                self.shown.clear();
                self.read_all();
                return Ok(Value::Null);
            }
            Request::Edit { path, text } => {
                let path = whole(&path).ok_or_else(|| format!("{path} is no path in the team"))?;
                self.edit(&path, text);
                return Ok(Value::Null);
            }
            _ => {}
        }
        let snapshot = self.world.snapshot();
        let answer = asked(&snapshot, request);
        self.world.adopt(&snapshot);
        answer
    }

    fn edit(&mut self, path: &Utf8Path, text: String) {
        // What is no Markdown may say what others are: a manifest, a table, a choice of rules.
        let is_alone =
            self.world.places().may_be_told_by_shape(path) && self.files.contains_key(path);
        if is_alone {
            self.world.open(path, &text, 0);
        }
        self.files.insert(path.to_owned(), text);
        self.shown.insert(path.to_owned());
        if !is_alone {
            self.read_all();
        }
    }

    /// Reads every file again, as a scan does.
    fn read_all(&mut self) {
        self.world = world(&self.dialects, self.files.clone(), self.today);
        for path in &self.shown {
            if let Some(text) = self.files.get(path) {
                self.world.open(path, text, 0);
            }
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

/// What there is to know of some files.
fn world(dialects: &Arc<Dialects>, files: BTreeMap<Utf8PathBuf, String>, today: Date) -> World {
    let links = BTreeMap::new();
    let roots = BTreeSet::from([Utf8PathBuf::from(ROOT)]);
    let disk = MemoryDisk { files, links };
    disk.into_world(&roots, Arc::clone(dialects), Home::default(), today)
}

/// The whole path of a file of the page, unless it leads out of the team.
fn whole(path: &str) -> Option<Utf8PathBuf> {
    let path = normalize(&Utf8Path::new(ROOT).join(path.trim_start_matches('/')));
    let is_inside = path.starts_with(ROOT) && path != ROOT;
    is_inside.then_some(path)
}

/// What is asked of a moment.
fn asked(snapshot: &Snapshot, request: Request) -> Result<Value, String> {
    Ok(match request {
        Request::Open { .. } | Request::Edit { .. } => Value::Null,
        Request::Kinds => kinds(snapshot),
        Request::Diagnostics => diagnostics(snapshot),
        Request::Completion(at) => completion(snapshot, &at),
        Request::Hover(at) => hover(snapshot, &at),
        Request::Definition(at) => definition(snapshot, &at),
        Request::References(at) => references(snapshot, &at),
        Request::PrepareRename(at) => prepare_rename(snapshot, &at),
        Request::Rename { at, name } => rename(snapshot, &at, &name)?,
        Request::Picture => picture(snapshot),
    })
}

/// The file and the byte that a cursor is at.
fn place(snapshot: &Snapshot, at: &At) -> Option<(Source, usize)> {
    let source = snapshot.readable_at(&whole(&at.path)?)?;
    let position = Position {
        line: at.line,
        column: at.column,
    };
    let offset = source.parsed.lines.offset(position, Encoding::Utf16);
    Some((source, offset))
}

fn kinds(snapshot: &Snapshot) -> Value {
    let files = snapshot.index().files();
    let kinds = files.map(|(_, file, facts)| {
        let kind = facts.place.kind.as_str().into();
        (path(&file.path).to_owned(), kind)
    });
    Value::Object(kinds.collect())
}

fn diagnostics(snapshot: &Snapshot) -> Value {
    let mut told = Map::new();
    for (id, file, facts) in snapshot.index().files() {
        let found = dossier_ide::diagnostics(snapshot, id);
        let found = found.iter().map(|it| finding(snapshot, &facts.lines, it));
        told.insert(path(&file.path).to_owned(), found.collect());
    }
    let configurations = snapshot.configuration().files().map(|file| {
        let found = dossier_ide::configuration(snapshot.dialects(), file);
        (file.path.as_path(), &file.text, found)
    });
    let faults = snapshot.places().own_programs().faults().iter();
    let faults = faults.map(|it| {
        let found = vec![dossier_ide::program_table(it)];
        (it.path.as_path(), &it.text, found)
    });
    for (file, text, found) in configurations.chain(faults) {
        let lines = LineIndex::new(text);
        let found = found.iter().map(|it| finding(snapshot, &lines, it));
        told.insert(path(file).to_owned(), found.collect());
    }
    Value::Object(told)
}

fn completion(snapshot: &Snapshot, at: &At) -> Value {
    let Some((source, offset)) = place(snapshot, at) else {
        return Value::Null;
    };
    let found = dossier_ide::completions(snapshot, source.id, offset);
    let lines = &source.parsed.lines;
    let items = found.items.iter();
    let items = items.map(|it| item(snapshot, source.id, lines, it));
    json!({"incomplete": found.incomplete, "items": items.collect::<Vec<_>>()})
}

fn hover(snapshot: &Snapshot, at: &At) -> Value {
    let found = place(snapshot, at).and_then(|(source, offset)| {
        let hover = dossier_ide::hover(snapshot, source.id, offset)?;
        Some(json!({
            "range": range(&source.parsed.lines, hover.span),
            "html": html(&hover.markdown),
        }))
    });
    found.unwrap_or_default()
}

fn definition(snapshot: &Snapshot, at: &At) -> Value {
    let Some((source, offset)) = place(snapshot, at) else {
        return Value::Array(Vec::new());
    };
    let links = dossier_ide::definition(snapshot, source.id, offset);
    let found = links.iter().map(|link| {
        let mut place = location(snapshot, &link.path, link.target);
        place["origin"] = range(&source.parsed.lines, link.origin);
        place
    });
    found.collect()
}

fn references(snapshot: &Snapshot, at: &At) -> Value {
    let Some((source, offset)) = place(snapshot, at) else {
        return Value::Array(Vec::new());
    };
    let found = dossier_ide::references(snapshot, source.id, offset, true);
    let index = snapshot.index();
    let found = found
        .iter()
        .map(|it| location(snapshot, &index.file(it.file).path, it.span));
    found.collect()
}

fn prepare_rename(snapshot: &Snapshot, at: &At) -> Value {
    let found = place(snapshot, at).and_then(|(source, offset)| {
        let (span, name) = dossier_ide::prepare_rename(snapshot, source.id, offset)?;
        Some(json!({"range": range(&source.parsed.lines, span), "name": name}))
    });
    found.unwrap_or_default()
}

/// The edits of each file, and the files that move. What waits for a nod says so.
fn rename(snapshot: &Snapshot, at: &At, name: &str) -> Result<Value, String> {
    let Some((source, offset)) = place(snapshot, at) else {
        return Ok(Value::Null);
    };
    let reach = dossier_ide::reach_of_rename(snapshot, source.id, offset);
    let snapshot = reach.as_ref().unwrap_or(snapshot);
    let rename = dossier_ide::rename(snapshot, source.id, offset, name, true)
        .map_err(|error| error.to_string())?;
    let edits = rename.edits.iter().map(|edit| {
        let mut place = location(snapshot, &snapshot.index().file(edit.file).path, edit.span);
        place["text"] = edit.text.as_str().into();
        place["doubtful"] = edit.confirm.into();
        place
    });
    let moves = rename.moves.iter();
    let moves = moves.map(|(from, to)| json!([path(from), path(to)]));
    Ok(json!({"edits": edits.collect::<Vec<_>>(), "moves": moves.collect::<Vec<_>>()}))
}

fn picture(snapshot: &Snapshot) -> Value {
    let options = PictureOptions { sentences: true };
    let picture = dossier_ide::picture(snapshot, |_| true, options);
    json!({
        "svg": drawing::drawing(&picture),
        "team": drawing::team(snapshot, &picture, Some(Utf8Path::new(ROOT))),
    })
}

#[cfg(test)]
mod tests;
