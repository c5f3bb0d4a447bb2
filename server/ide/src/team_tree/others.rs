//! Who names an entry of the tree, and whom it names.

use std::collections::BTreeMap;

use camino::Utf8Path;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot};

use super::{Beneath, Subject, TreeEntry, TreeIcon, name_of};
use crate::graph::edges_of;
use crate::picture::sentence_around;
use crate::plain_text::one_line;
use crate::references::mentions_of;
use crate::shown_path::from_root;

/// The two sides, as far as there is anybody.
pub(super) fn beneath(snapshot: &Snapshot, file: FileId, id: &str) -> Vec<TreeEntry> {
    let uses = uses(snapshot, file, &format!("{id}\n>"));
    let used_by = used_by(snapshot, file, &format!("{id}\n<"));
    if uses.is_empty() && used_by.is_empty() {
        let note = "names nobody, and nobody names it";
        return vec![entry(format!("{id}\n-"), note.to_owned(), TreeIcon::Note)];
    }
    let side = |id: String, label: &str, icon, others: Vec<TreeEntry>| {
        (!others.is_empty()).then(|| TreeEntry {
            detail: others.len().to_string(),
            beneath: Beneath::These(others, true),
            ..entry(id, label.to_owned(), icon)
        })
    };
    let sides = [
        side(format!("{id}\n>"), "uses", TreeIcon::Uses, uses),
        side(format!("{id}\n<"), "used by", TreeIcon::UsedBy, used_by),
    ];
    sides.into_iter().flatten().collect()
}

fn entry(id: String, label: String, icon: TreeIcon) -> TreeEntry {
    TreeEntry {
        id,
        label,
        detail: String::new(),
        icon,
        place: None,
        about: None,
        beneath: Beneath::Nothing,
    }
}

/// Those that a file names, in the order in which it does so first.
fn uses(snapshot: &Snapshot, file: FileId, id: &str) -> Vec<TreeEntry> {
    let mut named: Vec<(Option<FileId>, &str, Vec<Span>)> = Vec::new();
    let text = snapshot.text(file).unwrap_or_default();
    for edge in edges_of(snapshot, file) {
        let written = edge.span.of(&text);
        let known = named.iter_mut().find(|(to, name, _)| match to {
            Some(_) => *to == edge.to,
            None => edge.to.is_none() && *name == written,
        });
        match known {
            Some((.., spans)) => spans.push(edge.span),
            None => named.push((edge.to, written, vec![edge.span])),
        }
    }
    let entries = named.into_iter().map(|(to, written, spans)| match to {
        Some(to) => other(snapshot, to, file, &spans, id),
        None => TreeEntry {
            detail: "nobody has this name".to_owned(),
            place: spans.first().map(|&span| (file, span)),
            ..entry(
                format!("{id}?{written}"),
                one_line(written).into_owned(),
                TreeIcon::Nobody,
            )
        },
    });
    entries.collect()
}

/// Those that name a file, in the order of their paths.
fn used_by(snapshot: &Snapshot, file: FileId, id: &str) -> Vec<TreeEntry> {
    let index = snapshot.index();
    let mut users: BTreeMap<(&Utf8Path, FileId), Vec<Span>> = BTreeMap::new();
    for (from, mention, _) in mentions_of(snapshot, file).filter(|(from, ..)| *from != file) {
        let path = &index.file(from).path;
        users.entry((path, from)).or_default().push(mention.span);
    }
    let entries = users.into_iter().map(|((_, from), mut spans)| {
        spans.sort();
        spans.dedup();
        other(snapshot, from, from, &spans, id)
    });
    entries.collect()
}

/// Somebody who names or is named at these places of the file `at`: the place, or several.
fn other(snapshot: &Snapshot, who: FileId, at: FileId, spans: &[Span], id: &str) -> TreeEntry {
    let index = snapshot.index();
    let seen = index.file(who);
    let number = seen.entry.map(|entry| format!("#{entry}"));
    let id = format!("{id}{}{}", seen.path, number.unwrap_or_default());
    let text = snapshot.text(at).unwrap_or_default();
    let said = |span: Span| {
        let said = sentence_around(&text, span);
        let said = format!("{}{}{}", said.before, said.name, said.after);
        // What marks a name says nothing in a list of them.
        one_line(&said.replace("**", "").replace('`', "")).into_owned()
    };
    let first = spans.first().copied();
    let (label, icon, about) = match &seen.facts {
        Some(facts) => (
            name_of(&seen.path, facts).to_owned(),
            TreeIcon::Kind(facts.place.kind),
            Some(Subject::of(who, facts)),
        ),
        // Other Markdown that is open.
        None => (from_root(snapshot, &seen.path), TreeIcon::Mention, None),
    };
    let mentions = spans.iter().enumerate().map(|(count, &span)| TreeEntry {
        place: Some((at, span)),
        about,
        ..entry(format!("{id}\n{count}"), said(span), TreeIcon::Mention)
    });
    let (detail, beneath) = match spans.len() {
        0 | 1 => (first.map(said).unwrap_or_default(), Beneath::Nothing),
        count => (
            format!("in {count} places"),
            Beneath::These(mentions.collect(), false),
        ),
    };
    TreeEntry {
        detail,
        place: first.map(|span| (at, span)),
        about,
        beneath,
        ..entry(id, label, icon)
    }
}
