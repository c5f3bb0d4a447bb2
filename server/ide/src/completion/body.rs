//! Names in the body.

use std::collections::BTreeSet;

use dossier_dialect::FileKind;
use dossier_syntax::{BlockKind, Span, name_key};
use dossier_workspace::{Definition, Facts, FileId, Snapshot, Source};

use super::{CompletionItem, Completions, Doc, Insert, ItemKind};
use crate::cursor::word_around;

/// The most names that are offered at once; typing on brings up others.
pub(super) const MOST: usize = 200;

/// The letters after which names are offered in plain prose.
const LEAST_LETTERS: usize = 2;

/// What may stand at a place of the body: `/` brings up skills and commands, `@` agents and
/// paths, and the first letters of an agent's name the agent.
pub(super) fn completions(snapshot: &Snapshot, source: &Source, offset: usize) -> Completions {
    let text = &source.text;
    let word = word_around(text, offset, is_name_char);
    let before = text[..word.range().start].chars().next_back();
    let lead = text[..word.range().start].chars().rev().nth(1);
    let opens = lead.is_none_or(|c| c.is_whitespace() || matches!(c, '`' | '(' | '"' | '*' | '\''));
    let items = match before {
        Some('/') if opens => slash(snapshot, source, word, offset),
        Some('@') if opens => at(snapshot, source, word, offset),
        Some('/' | '\\') if path_start(text, word).is_some() => paths(snapshot, source, word),
        Some('/' | '\\' | '@' | '.' | '$' | '{') => Vec::new(),
        _ => prose(snapshot, source, word, offset),
    };
    if items.is_empty() || is_in_code_block(snapshot, source, offset) {
        return Completions::default();
    }
    Completions {
        // What agents are found by changes while the prefix is typed.
        incomplete: items.len() > MOST || before == Some('@'),
        items,
    }
}

fn slash(snapshot: &Snapshot, source: &Source, word: Span, offset: usize) -> Vec<CompletionItem> {
    let kinds = [FileKind::Skill, FileKind::Command];
    let mut items = named_items(snapshot, source, &kinds, word, offset);
    let vocabulary = snapshot.vocabulary(source.place());
    items.extend(vocabulary.builtin_commands().iter().map(|command| {
        let mut item = CompletionItem::plain(&command.name, ItemKind::Command, word);
        item.detail = Some(format!("comes with {}", vocabulary.title()));
        item.doc = Some(Doc::Text(command.doc.clone()));
        item.rank = 5;
        item
    }));
    items
}

/// Agents in the form that programs are sure to take for one, and files.
fn at(snapshot: &Snapshot, source: &Source, word: Span, offset: usize) -> Vec<CompletionItem> {
    let typed = &source.text[word.range().start..offset];
    let prefix = source.facts.agent_prefix.as_deref().unwrap_or_default();
    let rest = typed.strip_prefix(prefix).filter(|_| !prefix.is_empty());
    let name_start = offset - rest.map_or(typed.len(), str::len);
    let name = Span::new(name_start, word.range().end);
    let mut items = named_items(snapshot, source, &[FileKind::Agent], name, offset);
    for item in &mut items {
        let written = format!("{prefix}{}", item.label);
        // Whether the prefix or the name is being typed, clients must find what is typed.
        let prefixed = rest.is_some() || prefix.starts_with(typed);
        let filter = if prefixed { &written } else { &item.label };
        item.filter = Some(filter.clone());
        item.insert = Insert::Text(written.clone());
        item.replace = word;
        item.label = written;
    }
    let file = &snapshot.index().file(source.id).path;
    if let Some(folder) = file.parent() {
        items.extend(entries(snapshot, folder, word));
    }
    items
}

/// The entries of the folder that the path before `word` leads to.
fn paths(snapshot: &Snapshot, source: &Source, word: Span) -> Vec<CompletionItem> {
    let text = &source.text;
    let Some(start) = path_start(text, word) else {
        return Vec::new();
    };
    let written = &text[start..word.range().start];
    let file = &snapshot.index().file(source.id).path;
    match file.parent() {
        Some(folder) => entries(snapshot, &folder.join(written), word),
        None => Vec::new(),
    }
}

fn entries(snapshot: &Snapshot, folder: &camino::Utf8Path, word: Span) -> Vec<CompletionItem> {
    let names = snapshot.places().list(folder).into_iter();
    names
        .map(|name| {
            let kind = if name.ends_with('/') {
                ItemKind::Folder
            } else {
                ItemKind::File
            };
            let mut item = CompletionItem::plain(&name, kind, word);
            item.rank = 6;
            item
        })
        .collect()
}

/// Where a path that starts with `@` begins, after the sign.
fn path_start(text: &str, word: Span) -> Option<usize> {
    let path = text[..word.range().start]
        .rfind(|c: char| c.is_whitespace() || matches!(c, '@' | '`' | '(' | '"'))?;
    text[path..].starts_with('@').then_some(path + 1)
}

/// Agents whose name starts with what is typed. Nothing for words that start no name, so that
/// prose can be written in peace.
fn prose(snapshot: &Snapshot, source: &Source, word: Span, offset: usize) -> Vec<CompletionItem> {
    let typed = &source.text[word.range().start..offset];
    if typed.chars().count() < LEAST_LETTERS {
        return Vec::new();
    }
    let key = name_key(typed);
    let last = name_key(typed.rsplit(':').next().unwrap_or(typed));
    let mut items = named(snapshot, source, &[FileKind::Agent], word, &last, |_| true);
    // What stands before a colon is the plugin.
    items.retain(|item| !typed.contains(':') || name_key(&item.label).starts_with(key.as_str()));
    items
}

/// The definitions of `kinds` by the names that a file would use for them. Where there are too
/// many, those that have what is typed in their name.
pub(super) fn named_items(
    snapshot: &Snapshot,
    source: &Source,
    kinds: &[FileKind],
    word: Span,
    offset: usize,
) -> Vec<CompletionItem> {
    let items = named(snapshot, source, kinds, word, "", |_| true);
    if items.len() <= MOST {
        return items;
    }
    let key = name_key(&source.text[word.range().start..offset]);
    named(snapshot, source, kinds, word, "", |called| {
        called.contains(key.as_str())
    })
}

/// The same for names that start with `start` and that `fits` accepts, in the form that all ways
/// of writing them share. Those of the same team come first; of thousands, no more are looked at
/// than can be offered.
fn named(
    snapshot: &Snapshot,
    source: &Source,
    kinds: &[FileKind],
    word: Span,
    start: &str,
    fits: impl Fn(&str) -> bool,
) -> Vec<CompletionItem> {
    let index = snapshot.index();
    let place = source.place();
    let roster = index.roster();
    let of_team = roster.of_team(&place.home, start).map(|it| (true, it));
    let all = roster.starting_with(start).iter().map(|it| (false, it));
    let mut taken = BTreeSet::new();
    let found = of_team.chain(all).filter_map(|(is_near, called)| {
        let is_wanted =
            called.is_definition && kinds.contains(&called.kind) && fits(called.key.as_str());
        if !is_wanted || called.file == source.id {
            return None;
        }
        let facts = index.file(called.file).facts.as_ref()?;
        let definition = facts.definition.as_ref()?;
        let is_new = (is_near || !facts.place.is_of_team_with(place))
            && snapshot.can_see(source.id, called.file)
            && taken.insert(called.file);
        is_new.then_some((called.file, facts, definition))
    });
    let mut items: Vec<CompletionItem> = found
        .take(MOST + 1)
        .map(|(id, facts, definition)| named_item(source, id, facts, definition, word))
        .collect();
    items.sort_by(|a, b| (&a.label, a.rank).cmp(&(&b.label, b.rank)));
    items.dedup_by(|later, earlier| later.label == earlier.label);
    items
}

fn named_item(
    source: &Source,
    id: FileId,
    facts: &Facts,
    definition: &Definition,
    word: Span,
) -> CompletionItem {
    let near = facts.place.is_of_team_with(source.place());
    let name = definition.name();
    // Another plugin's files are named with its name before theirs.
    let label = match &facts.place.plugin {
        Some(plugin) if !near => format!("{}:{name}", plugin.name),
        _ => name.to_string(),
    };
    let kind = match facts.place.kind {
        FileKind::Agent => ItemKind::Agent,
        FileKind::Skill => ItemKind::Skill,
        _ => ItemKind::Command,
    };
    let mut item = CompletionItem::plain(&label, kind, word);
    item.detail = definition.summary.as_deref().map(one_line);
    item.rank = u16::from(!near);
    item.doc = Some(Doc::File(id));
    item
}

/// The first words of a description, as they fit beside a name.
fn one_line(summary: &str) -> String {
    const MOST_CHARS: usize = 80;
    let summary = summary.split("\\n").next().unwrap_or(summary);
    let line = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_CHARS) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}

pub(super) fn is_in_code_block(snapshot: &Snapshot, source: &Source, offset: usize) -> bool {
    /// Files larger than this are not worth a block tree for the sake of one word.
    const MOST: usize = 1024 * 1024;
    source.text.len() <= MOST
        && snapshot
            // At its very end a block that is still being typed holds the byte before.
            .block_at(source.id, offset.saturating_sub(1))
            .is_some_and(|block| block.kind == BlockKind::Code)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | ':')
}
