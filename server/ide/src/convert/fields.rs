//! The fields of a file, one by one, as another program has them.

use dossier_dialect::{Atom, Dialect, EVERY_TOOL, Field, FileKind, ListStyle, ToolMap};
use dossier_syntax::{Entry, FrontMatter};

use super::said::Said;
use super::words::Words;
use super::{Left, SELF, Why, is_body};

/// How a list is written: the way that the program's documentation has first.
fn list_style(row: Option<&Field>) -> ListStyle {
    let first = row.and_then(|row| row.lists.first().copied());
    first.unwrap_or(ListStyle::Flow)
}

/// What is written for the other program.
pub(super) struct Written {
    /// Its fields, in order.
    pub(super) fields: Vec<WrittenField>,
    /// Comments, without their marks.
    pub(super) comments: Vec<String>,
}

/// A field that is written.
pub(super) struct WrittenField {
    pub(super) name: String,
    pub(super) said: Said,
    pub(super) list: ListStyle,
}

/// The fields of a file while they are taken over.
pub(super) struct Sheet<'a> {
    words: Words<'a>,
    kind: FileKind,
    written: Written,
    left: Vec<Left>,
    /// The lines that say what has no counterpart.
    kept: Vec<String>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(from: &'a Dialect, to: &'a Dialect, kind: FileKind) -> Self {
        Self {
            words: Words { from, to },
            kind,
            written: Written {
                fields: Vec::new(),
                comments: Vec::new(),
            },
            left: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Puts a comment before all others.
    pub(super) fn note(&mut self, comment: Option<&str>) {
        self.written.comments.extend(comment.map(str::to_owned));
    }

    /// Takes over every field but the one that is the `body`.
    pub(super) fn take(&mut self, front_matter: &FrontMatter, text: &str, body: Option<&str>) {
        let kind = self.words.from.kind(self.kind);
        for entry in &front_matter.entries {
            let is_body = body == Some(entry.name.as_str())
                || kind.is_some_and(|kind| is_body(kind, &entry.name));
            if !is_body {
                self.take_field(entry, text);
            }
        }
    }

    fn take_field(&mut self, entry: &Entry, text: &str) {
        let row = self.words.from.field(self.kind, &entry.name);
        let Some(said) = Said::read(&entry.value) else {
            return self.leave(entry, text, Why::Unreadable);
        };
        let Some(row) = row else {
            return self.leave(entry, text, Why::NoField);
        };
        // Elsewhere a list of tools may as well say what nobody is asked about.
        let limits = self.kind == FileKind::Agent;
        if row.shape.holds(Atom::Tool) && row.shape.items().is_some() {
            return match limits {
                true => self.take_tools(row, entry, text),
                false => self.leave(entry, text, Why::NoField),
            };
        }
        if let Some(map) = self.words.from.tool_map().filter(|it| it.field == row.name) {
            return self.take_tool_map(map, entry, &said, text);
        }
        let Some(to) = self.counterpart(row) else {
            // The file is called so, and that is where the other program has the name from.
            let kind = self.words.to.kind(self.kind);
            if row.shape.is(Atom::Name) && kind.is_some_and(|it| !it.named_by.is_empty()) {
                return;
            }
            return self.leave(entry, text, Why::NoField);
        };
        let found = if row.shape.holds(Atom::Model) {
            self.models(&said, to)
        } else {
            self.words.value(&said, row, to)
        };
        match found {
            Some(said) if !self.has(&to.name) => self.put(to, said),
            _ => self.leave(entry, text, Why::NoValue),
        }
    }

    /// The other program's field that stands for the same.
    fn counterpart(&self, row: &Field) -> Option<&'a Field> {
        let to = self.words.to;
        let top = || to.fields(self.kind).filter(|field| !field.is_nested());
        let means = |dialect: &'a Dialect, name: &str| {
            dialect.meanings().and_then(|it| it.fields.get(name))
        };
        if let Some(what) = means(self.words.from, &row.name) {
            return top().find(|field| means(to, &field.name) == Some(what));
        }
        let of_shape = |atom: Atom| {
            let is_it = row.shape.holds(atom);
            let found = || top().find(|it| it.shape.holds(atom) && it.takes_away == row.takes_away);
            is_it.then(found).flatten()
        };
        let atoms = SELF
            .into_iter()
            .chain([Atom::Model, Atom::Tool, Atom::Skill]);
        atoms.into_iter().find_map(of_shape)
    }

    /// A model, or the first of several that the other program has.
    fn models(&self, said: &Said, to: &Field) -> Option<Said> {
        let written = match said {
            Said::List(items) => items.iter().filter_map(Said::plain).collect(),
            other => vec![other.plain()?],
        };
        let found: Vec<String> = written
            .iter()
            .filter_map(|name| self.words.model(name))
            .collect();
        // The best of several must not silently become another.
        if found.len() < written.len() {
            return None;
        }
        let all = || found.iter().cloned().map(Said::Text).collect();
        match &found[..] {
            [one] => Some(Said::Text(one.clone())),
            _ if to.shape.items().is_some() => Some(Said::List(all())),
            _ => None,
        }
    }

    /// The tools that a list gives or takes away.
    fn take_tools(&mut self, row: &Field, entry: &Entry, text: &str) {
        let items = entry.value.items(text, row.splits_at_blanks());
        let written: Vec<String> = items.iter().map(|it| it.span.of(text).to_owned()).collect();
        self.put_tools(row.takes_away, &entry.name, &written);
    }

    /// The tools that a map gives or takes away.
    fn take_tool_map(&mut self, map: &ToolMap, entry: &Entry, said: &Said, text: &str) {
        let Said::Map(inner) = said else {
            return self.leave(entry, text, Why::NoValue);
        };
        let (mut given, mut taken) = (Vec::new(), Vec::new());
        let mut takes_others = false;
        for (tool, value) in inner {
            let value = value.plain().unwrap_or_default();
            let is_others = *tool == map.others;
            if value == map.taken && is_others {
                takes_others = true;
            } else if value == map.given && !is_others {
                given.push(tool.clone());
            } else if value == map.taken {
                taken.push(tool.clone());
            } else {
                self.leave_part(&entry.name, &format!("{tool}: {value}"), Why::NoValue);
            }
        }
        if takes_others {
            self.put_tools(false, &entry.name, &given);
        }
        if !taken.is_empty() {
            self.put_tools(true, &entry.name, &taken);
        }
    }

    fn put_tools(&mut self, takes_away: bool, field: &str, written: &[String]) {
        let items = self.words.tools(written);
        let to = self.words.to;
        let mut rows = to.fields(self.kind).filter(|it| !it.is_nested());
        let row = rows.find(|it| {
            it.shape.holds(Atom::Tool) && it.shape.items().is_some() && it.takes_away == takes_away
        });
        let map = to.tool_map();
        let map = map.filter(|map| to.field(self.kind, &map.field).is_some());
        let gives_all = !takes_away && items.taken.iter().any(|it| it == EVERY_TOOL);
        match (row, map) {
            // What is not limited needs no word.
            _ if gives_all => {}
            (Some(row), _) => {
                let list = items.taken.iter().cloned().map(Said::Text).collect();
                self.put(row, Said::List(list));
            }
            (None, Some(map)) => self.put_in_map(map, takes_away, &items.taken),
            (None, None) => {
                self.leave_part(field, &written.join(", "), Why::NoField);
                return;
            }
        }
        for (tool, why) in items.left {
            self.leave_part(field, &tool, why);
        }
    }

    fn put_in_map(&mut self, map: &ToolMap, takes_away: bool, tools: &[String]) {
        let word = if takes_away { &map.taken } else { &map.given };
        let known = self.written(&map.field);
        let mut inner = Vec::new();
        if !takes_away {
            inner.push((map.others.clone(), Said::Text(map.taken.clone())));
        }
        inner.extend(
            tools
                .iter()
                .map(|tool| (tool.clone(), Said::Text(word.clone()))),
        );
        match known {
            Some(WrittenField {
                said: Said::Map(before),
                ..
            }) => {
                before.retain(|(tool, _)| !inner.iter().any(|(it, _)| it == tool));
                before.extend(inner);
            }
            _ => self.written.fields.push(WrittenField {
                name: map.field.clone(),
                said: Said::Map(inner),
                list: ListStyle::Block,
            }),
        }
    }

    fn written(&mut self, name: &str) -> Option<&mut WrittenField> {
        let mut fields = self.written.fields.iter_mut();
        fields.find(|it| it.name == name)
    }

    fn has(&self, name: &str) -> bool {
        self.written.fields.iter().any(|it| it.name == name)
    }

    fn put(&mut self, row: &Field, said: Said) {
        let name = row.name.clone();
        let list = list_style(Some(row));
        self.written.fields.push(WrittenField { name, said, list });
    }

    /// Keeps a field as it is written.
    fn leave(&mut self, entry: &Entry, text: &str, why: Why) {
        let start = entry.key.range().start;
        let end = entry.value.span.range().end.max(entry.key.range().end);
        let raw = text.get(start..end).unwrap_or_default().trim_end();
        self.kept.extend(raw.lines().map(str::to_owned));
        self.left.push(Left {
            field: entry.name.to_string(),
            part: String::new(),
            why,
        });
    }

    /// Keeps a part of a field's value.
    fn leave_part(&mut self, field: &str, part: &str, why: Why) {
        let lead = format!("{field}: ");
        let line = self.kept.iter_mut().find(|line| line.starts_with(&lead));
        match line {
            Some(line) => *line += &format!(", {part}"),
            None => self.kept.push(format!("{lead}{part}")),
        }
        self.left.push(Left {
            field: field.to_owned(),
            part: part.to_owned(),
            why,
        });
    }

    /// Takes back what an earlier conversion kept for this program, and keeps other comments.
    pub(super) fn restore(&mut self, notes: &super::notes::Notes) {
        for (program, lines) in &notes.kept {
            if program != self.words.to.title() {
                self.written.comments.push(super::notes::head(program));
                let lines = lines.iter().map(|line| super::notes::line(line));
                self.written.comments.extend(lines);
                continue;
            }
            let text = format!("---\n{}\n---\n", lines.join("\n"));
            let Some(front_matter) = FrontMatter::parse(&text, dossier_syntax::Format::Markdown)
            else {
                continue;
            };
            for entry in &front_matter.entries {
                self.restore_field(entry, &text);
            }
        }
        self.written.comments.extend(notes.others.iter().cloned());
    }

    fn restore_field(&mut self, entry: &Entry, text: &str) {
        let row = self.words.to.field(self.kind, &entry.name);
        let said = match row.filter(|row| row.shape.items().is_some()) {
            Some(row) => {
                let items = entry.value.items(text, row.splits_at_blanks());
                let items = items
                    .iter()
                    .map(|it| Said::Text(it.span.of(text).to_owned()));
                let items: Vec<Said> = items.collect();
                if items.is_empty() {
                    Said::read(&entry.value)
                } else {
                    Some(Said::List(items))
                }
            }
            None => Said::read(&entry.value),
        };
        match (self.written(&entry.name), said) {
            (
                Some(WrittenField {
                    said: Said::List(items),
                    ..
                }),
                Some(Said::List(more)),
            ) => {
                items.extend(more);
            }
            (Some(_), _) | (None, None) => {}
            (None, Some(said)) => self.written.fields.push(WrittenField {
                name: entry.name.to_string(),
                said,
                list: list_style(row),
            }),
        }
    }

    /// Says what the definition is called, where the other program asks for it.
    pub(super) fn name(&mut self, name: &str) {
        let row = self.words.to.field_of(self.kind, Atom::Name);
        if let Some(row) = row.filter(|row| row.required && !self.has(&row.name)) {
            let said = Said::Text(name.to_owned());
            self.put(row, said);
        }
    }

    /// What is written, in the order of the tables, and what is not.
    pub(super) fn finish(mut self) -> (Written, Vec<Left>) {
        let to = self.words.to;
        let kind = self.kind;
        let order: Vec<&str> = to.fields(kind).map(|it| it.name.as_str()).collect();
        let at = |name: &str| order.iter().position(|it| *it == name);
        self.written
            .fields
            .sort_by_key(|it| at(&it.name).unwrap_or(usize::MAX));
        if !self.kept.is_empty() {
            let own = self.words.from.title();
            self.written.comments.push(super::notes::head(own));
            let lines = self.kept.iter().map(|line| super::notes::line(line));
            self.written.comments.extend(lines);
        }
        (self.written, self.left)
    }
}
