//! Places that still name somebody who is gone.

use std::collections::BTreeMap;

use dossier_dialect::FileKind;
use dossier_syntax::{Cue, Form, Mention, Span, Wants, name_key};
use dossier_workspace::{FileId, Snapshot};

use super::Findings;
use super::dangling::is_history;
use crate::Fix;
use crate::references::mentions_of;
use crate::rename::{in_the_form_of, last_part};

/// Somebody who is gone.
#[derive(Clone, Copy)]
pub struct Departed<'a> {
    /// The file that defined him, which is there for as long as it takes to ask.
    pub file: FileId,
    /// What he was.
    pub kind: FileKind,
    /// What he was called.
    pub name: &'a str,
    /// What he is called today, if he is still there under another name.
    pub renamed: Option<&'a str>,
    /// Whether somebody has a name today, given in the form of [`name_key`].
    pub is_anybody: &'a dyn Fn(&str) -> bool,
}

/// A place that still names somebody who is gone.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftBehind {
    /// The file it is in.
    pub file: FileId,
    /// Where in it, in bytes.
    pub span: Span,
    /// What would mend it: his new name, in the form of the old one.
    pub fix: Option<Fix>,
}

/// The places that still name `departed` as if he were there, in the order of their paths.
pub fn left_behind(snapshot: &Snapshot, departed: Departed<'_>) -> Vec<LeftBehind> {
    let index = snapshot.index();
    let mut by_file: BTreeMap<FileId, Vec<Mention>> = BTreeMap::new();
    for (file, mention, _) in mentions_of(snapshot, departed.file) {
        if file != departed.file {
            by_file.entry(file).or_default().push(mention);
        }
    }
    let is_common = is_common(snapshot, departed.name);
    let mut found = Vec::new();
    for (file, mentions) in by_file {
        let Some(source) = snapshot.readable(file) else {
            continue;
        };
        let findings = Findings::new(snapshot, &source);
        for mention in mentions {
            if (is_sure(&mention) || !is_common)
                && is_still_meant(&findings, departed, &mention)
                && !is_history(&findings, mention.span)
            {
                found.push(LeftBehind {
                    file,
                    span: mention.span,
                    fix: fix(&findings, departed, &mention),
                });
            }
        }
    }
    found.sort_by_cached_key(|it| (index.file(it.file).path.clone(), it.span));
    found.dedup_by_key(|it| (it.file, it.span));
    found
}

/// False for what names somebody of today, whom the workspace has or a program brings along.
fn is_still_meant(findings: &Findings<'_>, departed: Departed<'_>, mention: &Mention) -> bool {
    let part = last_part(findings.snapshot, findings.source.id, mention);
    let name = match mention.name.contains(':') {
        true => mention.name,
        false => part.of(findings.text()),
    };
    if mention.wants == Wants::File {
        // A link is told where it says whereto.
        let behind = &findings.text()[mention.span.range().end..];
        let behind = behind.trim_start_matches(['`', '*', '_']);
        return !behind.starts_with("](");
    }
    let is_built_in = |from: FileId| {
        let snapshot = findings.snapshot;
        snapshot.comes_with_program(from, departed.kind, name)
    };
    !(departed.is_anybody)(&name_key(name))
        && ![findings.source.id, departed.file]
            .into_iter()
            .any(is_built_in)
}

/// True for what is written for a program, a path, and what stands beside a word for what it names.
fn is_sure(mention: &Mention) -> bool {
    match mention.form {
        Form::Field | Form::Key | Form::Call | Form::Slash | Form::SlashCode => true,
        // `@default` in code is something else.
        Form::At => !mention.fenced,
        _ => mention.cue == Cue::Noun || mention.wants == Wants::File,
    }
}

/// True for what some program calls an agent or command of its own: these are words such as "build"
/// and "review", which a text uses for much else.
fn is_common(snapshot: &Snapshot, name: &str) -> bool {
    let key = name_key(name);
    snapshot.dialects().iter().any(|dialect| {
        let agents = dialect.builtin_agents().iter().map(|it| &it.name);
        let commands = dialect.builtin_commands().iter().map(|it| &it.name);
        agents.chain(commands).any(|own| name_key(own) == key)
    })
}

/// The new name in place of the old one; none for a path, which is no name, and where the old one
/// isn't written as names are.
fn fix(findings: &Findings<'_>, departed: Departed<'_>, mention: &Mention) -> Option<Fix> {
    let renamed = departed.renamed.filter(|_| mention.wants != Wants::File)?;
    let span = last_part(findings.snapshot, findings.source.id, mention);
    let meant = in_the_form_of(span.of(findings.text()), departed.name, renamed)?;
    Some(Fix::change_to(&meant, span, false))
}
