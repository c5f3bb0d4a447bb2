//! The tables of a TOML text, put together from headers and dotted keys.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{Entry, Node, Value};
use crate::Span;

/// One part of a key.
#[derive(Clone)]
pub(super) struct Key {
    pub(super) name: SmolStr,
    pub(super) span: Span,
}

/// A table, by its number. The first is the file's.
pub(super) type TableId = usize;

/// All tables of a file, or of one in braces.
pub(super) struct Tables {
    tables: Vec<Table>,
}

struct Table {
    made: Made,
    /// Where it would stand if nothing is in it.
    place: usize,
    slots: Vec<Slot>,
    /// The last slot of each name.
    last: FxHashMap<SmolStr, usize>,
}

struct Slot {
    key: Key,
    content: Content,
}

enum Content {
    Value(Node),
    Table(TableId),
    Tables(Vec<TableId>),
}

/// What a table was first mentioned in. TOML lets it be filled from some places only; what comes
/// from elsewhere is a second one of its name.
#[derive(Clone, Copy, PartialEq)]
enum Made {
    /// As a part of the way to another one: `a` in `[a.b]`.
    OnTheWay,
    /// Its own header.
    Header,
    /// A dotted key.
    Dotted,
}

impl Tables {
    /// The table of the whole.
    pub(super) const ROOT: TableId = 0;

    pub(super) fn new() -> Self {
        let mut tables = Self { tables: Vec::new() };
        tables.add(Made::Header, 0);
        tables
    }

    /// The table of a header: `[a.b]` or, with `many`, one more of `[[a.b]]`.
    pub(super) fn open(&mut self, path: &[Key], many: bool) -> TableId {
        let Some((key, way)) = path.split_last() else {
            return Self::ROOT;
        };
        let parent = way.iter().fold(Self::ROOT, |parent, key| {
            self.through(parent, key, Made::OnTheWay)
        });
        if !many
            && let Some(&Content::Table(table)) = self.found(parent, key)
            && self.tables[table].made == Made::OnTheWay
        {
            self.tables[table].made = Made::Header;
            return table;
        }
        let table = self.add(Made::Header, key.span.range().end);
        if !many {
            self.put(parent, key.clone(), Content::Table(table));
        } else if let Some(Content::Tables(tables)) = self.found_mut(parent, key) {
            tables.push(table);
        } else {
            self.put(parent, key.clone(), Content::Tables(vec![table]));
        }
        table
    }

    /// Puts `value` at `path` in `table`.
    pub(super) fn insert(&mut self, table: TableId, path: &[Key], value: Node) {
        let Some((key, way)) = path.split_last() else {
            return;
        };
        let table = way
            .iter()
            .fold(table, |table, key| self.through(table, key, Made::Dotted));
        self.put(table, key.clone(), Content::Value(value));
    }

    /// Everything, in the order of first mention.
    pub(super) fn into_entries(mut self) -> Vec<Entry> {
        self.entries(Self::ROOT)
    }

    /// The table `key` of `parent`, made if it is not there.
    fn through(&mut self, parent: TableId, key: &Key, made: Made) -> TableId {
        let on_the_way = made == Made::OnTheWay;
        let found = match self.found(parent, key) {
            Some(&Content::Table(table)) => {
                Some(table).filter(|&it| on_the_way || self.tables[it].made != Made::Header)
            }
            Some(Content::Tables(tables)) if on_the_way => tables.last().copied(),
            _ => None,
        };
        if let Some(table) = found {
            return table;
        }
        let table = self.add(made, key.span.range().end);
        self.put(parent, key.clone(), Content::Table(table));
        table
    }

    fn found(&self, parent: TableId, key: &Key) -> Option<&Content> {
        let parent = &self.tables[parent];
        Some(&parent.slots[*parent.last.get(&key.name)?].content)
    }

    fn found_mut(&mut self, parent: TableId, key: &Key) -> Option<&mut Content> {
        let parent = &mut self.tables[parent];
        Some(&mut parent.slots[*parent.last.get(&key.name)?].content)
    }

    fn add(&mut self, made: Made, place: usize) -> TableId {
        self.tables.push(Table {
            made,
            place,
            slots: Vec::new(),
            last: FxHashMap::default(),
        });
        self.tables.len() - 1
    }

    fn put(&mut self, parent: TableId, key: Key, content: Content) {
        let parent = &mut self.tables[parent];
        parent.last.insert(key.name.clone(), parent.slots.len());
        parent.slots.push(Slot { key, content });
    }

    /// Tables lie in tables only as deep as keys have parts.
    fn entries(&mut self, table: TableId) -> Vec<Entry> {
        let slots = std::mem::take(&mut self.tables[table].slots);
        let entry = |slot: Slot| Entry {
            name: slot.key.name,
            key: slot.key.span,
            value: match slot.content {
                Content::Value(value) => value,
                Content::Table(table) => self.node(table),
                Content::Tables(tables) => {
                    let items: Vec<Node> =
                        tables.into_iter().map(|table| self.node(table)).collect();
                    Node {
                        span: around(items.iter().map(|item| item.span)).unwrap_or_default(),
                        value: Value::List { items, flow: false },
                    }
                }
            },
        };
        slots.into_iter().map(entry).collect()
    }

    fn node(&mut self, table: TableId) -> Node {
        let place = Span::empty(self.tables[table].place);
        let entries = self.entries(table);
        let spans = entries.iter().flat_map(|it| [it.key, it.value.span]);
        Node {
            span: around(spans).unwrap_or(place),
            value: Value::Map {
                entries,
                flow: false,
            },
        }
    }
}

/// The span from the first of `spans` to the last.
fn around(spans: impl Iterator<Item = Span>) -> Option<Span> {
    spans.reduce(|all, span| Span {
        start: all.start.min(span.start),
        end: all.end.max(span.end),
    })
}
