//! An agent's own name in the samples of its own file.

use dossier_dialect::Atom;
use dossier_syntax::{Form, Span, is_name};
use dossier_workspace::{Definition, FileId, Snapshot};

use super::{Edit, last_name, last_part};

/// The places in code of the subject's own file where its name stands as a program would write it:
/// `subagent_type: name`, `"name": "name"`. They wait for a nod, since they may be examples of
/// anybody.
pub(super) fn sample_edits(
    snapshot: &Snapshot,
    subject: FileId,
    definition: &Definition,
    new: &str,
) -> Vec<Edit> {
    let Some(source) = snapshot.source(subject) else {
        return Vec::new();
    };
    let old = last_name(definition);
    let text = &*source.text;
    let edit = |span| Edit {
        file: subject,
        span,
        text: new.to_owned(),
        confirm: true,
        of_twin: false,
    };
    let mentions = source.facts.mentions();
    let keyed = mentions
        .filter(|it| matches!(it.form, Form::Key | Form::Call))
        .filter(|it| it.span.start >= source.parsed.body.start)
        .map(|it| last_part(snapshot, subject, &it))
        .filter(|span| span.of(text) == old);
    let place = source.place();
    let name_field = snapshot
        .dialect(place)
        .field_of(place.kind, Atom::Name)
        .map(|field| field.name.as_str());
    let fields = name_field.map_or_else(Vec::new, |key| {
        let lines = fenced_lines(text, source.parsed.body);
        let values = lines
            .into_iter()
            .flat_map(|line| values_of(text, line, key));
        values.filter(|span| span.of(text) == old).collect()
    });
    keyed.chain(fields).map(edit).collect()
}

/// The lines between the fences of code blocks.
fn fenced_lines(text: &str, body: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = body.range().start;
    for line in body.of(text).split_inclusive('\n') {
        let here = Span::new(start, start + line.len());
        start += line.len();
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let mark = ["```", "~~~"].into_iter().find(|it| line.starts_with(it));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark))
                if open == mark && line.trim_start_matches(&mark[..1]).is_empty() =>
            {
                fence = None;
            }
            (Some(_), _) => found.push(here),
            (None, None) => {}
        }
    }
    found
}

/// The values of `key` in a line of JSON or YAML: `"key": "value"`, `key: value`.
fn values_of(text: &str, line: Span, key: &str) -> Vec<Span> {
    const QUOTES: [char; 2] = ['"', '\''];
    let source = line.of(text);
    let mut found = Vec::new();
    for (at, _) in source.match_indices(key) {
        let is_whole = !source[..at].ends_with(|c: char| c.is_alphanumeric() || "_-.".contains(c));
        let behind = source[at + key.len()..].trim_start_matches(QUOTES);
        let Some(value) = behind.trim_start().strip_prefix(':').filter(|_| is_whole) else {
            continue;
        };
        let value = value.trim_start().trim_start_matches(QUOTES);
        let end =
            value.find(|c: char| c.is_whitespace() || QUOTES.contains(&c) || ",}]".contains(c));
        let name = &value[..end.unwrap_or(value.len())];
        if is_name(name) {
            let start = line.range().start + (source.len() - value.len());
            found.push(Span::new(start, start + name.len()));
        }
    }
    found
}
