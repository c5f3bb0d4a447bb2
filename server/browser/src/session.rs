//! The files of a page, and what it is answered about them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::Dialects;
use dossier_workspace::{Home, MemoryDisk, World};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::answers::{Page, answer};
use crate::request::Request;
use crate::written::whole;

/// Files as texts, and what is known of them.
#[derive(Debug)]
pub struct Session {
    dialects: Arc<Dialects>,
    files: BTreeMap<Utf8PathBuf, String>,
    /// The files that somebody looks at.
    shown: BTreeSet<Utf8PathBuf>,
    /// Those of them that say something else by now than when all were read.
    ahead: BTreeSet<Utf8PathBuf>,
    today: Date,
    page: Page,
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
        let page = Page::default();
        let world = world(&dialects, BTreeMap::new(), &page.folders, today);
        Self {
            dialects,
            files: BTreeMap::new(),
            shown: BTreeSet::new(),
            ahead: BTreeSet::new(),
            today,
            page,
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
            Request::Open {
                files,
                today,
                markup,
                folders,
            } => {
                let whole = |(path, text): (String, String)| Some((whole(&path)?, text));
                self.files = files.into_iter().filter_map(whole).collect();
                (self.today, self.page) = (today, Page::new(markup, &folders));
                self.shown.clear();
                self.read_all();
                return Ok(Value::Null);
            }
            Request::Edit { path, text } => {
                let path = whole(&path).ok_or_else(|| format!("{path} is no path in the team"))?;
                self.edit(&path, text);
                return Ok(Value::Null);
            }
            Request::Close(path) => {
                if let Some(path) = whole(&path) {
                    self.close(&path);
                }
                return Ok(Value::Null);
            }
            Request::Change(files) => {
                self.change(files);
                return Ok(Value::Null);
            }
            _ => {}
        }
        let snapshot = self.world.snapshot();
        let answer = answer(&snapshot, request, &self.page);
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
        if self.files.insert(path.to_owned(), text.clone()) != Some(text) {
            self.ahead.insert(path.to_owned());
        }
        self.shown.insert(path.to_owned());
        if !is_alone {
            self.read_all();
        }
    }

    fn close(&mut self, path: &Utf8Path) {
        if !self.shown.remove(path) {
            return;
        }
        if self.ahead.contains(path) {
            self.read_all();
        } else {
            self.world.close(path);
        }
    }

    fn change(&mut self, files: BTreeMap<String, Option<String>>) {
        let mut has_changed = false;
        for (path, text) in files {
            let Some(path) = whole(&path) else {
                continue;
            };
            has_changed |= match text {
                Some(_) if self.shown.contains(&path) => false,
                Some(text) => self.files.insert(path, text.clone()) != Some(text),
                None => self.shown.remove(&path) | self.files.remove(&path).is_some(),
            };
        }
        if has_changed {
            self.read_all();
        }
    }

    /// Reads every file again, as a scan does.
    fn read_all(&mut self) {
        self.world = world(
            &self.dialects,
            self.files.clone(),
            &self.page.folders,
            self.today,
        );
        self.ahead.clear();
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
fn world(
    dialects: &Arc<Dialects>,
    files: BTreeMap<Utf8PathBuf, String>,
    folders: &[Utf8PathBuf],
    today: Date,
) -> World {
    let links = BTreeMap::new();
    let roots = folders.iter().cloned().collect();
    let disk = MemoryDisk { files, links };
    disk.into_world(&roots, Arc::clone(dialects), Home::default(), today)
}

#[cfg(test)]
mod tests;
