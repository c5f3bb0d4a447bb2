//! Rules turned off: on a line, in a file, or for a workspace.

use camino::Utf8PathBuf;
use dossier_syntax::{Format, FrontMatter, Span};
use dossier_workspace::{CONFIG_FILE, Snapshot, Source};

use crate::cursor::line_around;
use crate::fixes::{Change, line_end};

/// The change that turns `rule` off on the line where `place` starts. `None` where a comment would
/// become part of a text: in code, and in values of several lines.
pub(crate) fn on_this_line(source: &Source, place: Span, rule: &str) -> Option<Change> {
    let text = &*source.text;
    let line = line_around(text, place.range().start);
    let head = source.parsed.front_matter.as_ref().filter(|it| !it.late);
    let in_head = head.filter(|head| head.span().contains(line));
    let edit = match in_head {
        None => {
            let end = line.range().start + line.of(text).trim_end().len();
            let comment = format!(" <!-- dossier: ignore {rule} -->");
            (Span::empty(end), comment)
        }
        Some(head) => {
            let written = line.of(text);
            let indent = &written[..written.len() - written.trim_start().len()];
            let line_end = line_end(text);
            let comment = format!("{indent}# dossier: ignore {rule}{line_end}");
            let edit = (Span::empty(line.range().start), comment);
            (head.open != line && reads_as_before(text, head, &edit)).then_some(edit)?
        }
    };
    let is_code = in_head.is_none() && is_in_code_block(text, line.range().start);
    (!is_code).then(|| Change::Edit(vec![edit]))
}

/// The change that turns `rule` off in a file: a comment at the end of its front matter, where no
/// model reads it, or else at the end of the file.
pub(crate) fn in_this_file(source: &Source, rule: &str) -> Change {
    let text = &*source.text;
    let line_end = line_end(text);
    let head = source.parsed.front_matter.as_ref().filter(|it| !it.late);
    let in_head = head.and_then(|head| {
        let comment = format!("# dossier: ignore-file {rule}{line_end}");
        let edit = (Span::empty(head.close?.range().start), comment);
        reads_as_before(text, head, &edit).then_some(edit)
    });
    let edit = in_head.unwrap_or_else(|| {
        let gap = if text.ends_with('\n') { "" } else { line_end };
        let comment = format!("{gap}{line_end}<!-- dossier: ignore-file {rule} -->{line_end}");
        (Span::empty(text.len()), comment)
    });
    Change::Edit(vec![edit])
}

/// The change that turns `rule` off in the `dossier.toml` that holds for a file, or in a new one at
/// the root of its repository or team. `None` for one that can't be read.
pub(crate) fn in_the_workspace(snapshot: &Snapshot, source: &Source, rule: &str) -> Option<Change> {
    let path = &snapshot.index().file(source.id).path;
    let configuration = snapshot.configuration();
    let above = path.ancestors().skip(1);
    let nearest = above
        .filter_map(|folder| {
            let mut files = configuration.files();
            files.find(|file| file.path.parent() == Some(folder))
        })
        .next();
    if let Some(file) = nearest {
        let mut document: toml_edit::DocumentMut = file.text.parse().ok()?;
        let rules = document
            .entry("rules")
            .or_insert_with(toml_edit::table)
            .as_table_like_mut()?;
        rules.insert(rule, toml_edit::value("off"));
        return Some(Change::Write {
            path: file.path.clone(),
            before: file.text.clone(),
            text: document.to_string(),
        });
    }
    let root: Utf8PathBuf = snapshot
        .places()
        .repository_of(path)
        .unwrap_or_else(|| source.place().home.to_path_buf());
    Some(Change::Create {
        path: root.join(CONFIG_FILE),
        text: format!("[rules]\n{rule} = \"off\"\n"),
    })
}

/// True if the fields say the same after the edit.
fn reads_as_before(text: &str, before: &FrontMatter, (span, comment): &(Span, String)) -> bool {
    let mut edited = text.to_owned();
    edited.replace_range(span.range(), comment);
    let says = |it: &FrontMatter, text: &str| -> Vec<_> {
        let entries = it.entries.iter().map(|entry| {
            let items = entry.value.items(text, false).into_iter();
            let items: Vec<String> = items.map(|item| item.span.of(text).to_owned()).collect();
            let said = entry.value.text().map(str::to_owned);
            (entry.name.clone(), said, items)
        });
        entries.collect()
    };
    FrontMatter::parse(&edited, Format::Markdown).is_some_and(|after| {
        after.faults.len() == before.faults.len() && says(&after, &edited) == says(before, text)
    })
}

/// True between fences of code.
fn is_in_code_block(text: &str, offset: usize) -> bool {
    let fences = text[..offset].lines().map(str::trim_start);
    let fences = fences.filter(|line| line.starts_with("```") || line.starts_with("~~~"));
    fences.count() % 2 == 1
}
