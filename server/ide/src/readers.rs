//! Which programs read a file, and which of its fields each of them passes over.

use dossier_dialect::{Dialect, DialectId, FileKind};
use dossier_syntax::Span;
use dossier_workspace::{FileId, Place, Snapshot, Source, slashed};

use crate::hover::Hover;
use crate::safe_markdown::code;

/// A program that reads a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader<'a> {
    /// What messages call it.
    pub title: &'a str,
    /// The file's fields that it doesn't read; `None` where it isn't known which it reads.
    pub ignores: Option<Vec<String>>,
}

/// The programs that read a file where it lies, that whose rules hold first. None for a file that is
/// loaded from nowhere, and for what is no agent file.
pub fn readers(snapshot: &Snapshot, file: FileId) -> Vec<Reader<'_>> {
    let Some(source) = snapshot.source(file) else {
        return Vec::new();
    };
    let place = source.place();
    let own = Some(snapshot.dialect(place)).filter(|_| place.loaded);
    let others = other_readers(snapshot, file, place);
    own.into_iter()
        .chain(others.map(|id| snapshot.dialects().get(id)))
        .map(|dialect| Reader {
            title: dialect.title(),
            ignores: ignored(dialect, &source),
        })
        .collect()
}

/// The programs but its own that read a file where it lies, in the tables' order.
pub(crate) fn other_readers<'a>(
    snapshot: &'a Snapshot,
    file: FileId,
    place: &'a Place,
) -> impl Iterator<Item = DialectId> + 'a {
    let dialects = snapshot.dialects();
    let path = slashed(&snapshot.index().file(file).path);
    let all = dialects.readers_of(place.kind, &path).into_iter();
    all.map(|(id, _)| id)
        .filter(|id| !dialects.is_same_program(*id, place.dialect))
}

/// Those of the programs that the user says the team has which read the file: its own first. None where
/// nobody says which there are.
pub(crate) fn chosen_readers(snapshot: &Snapshot, source: &Source) -> Vec<DialectId> {
    let (dialects, place) = (snapshot.dialects(), source.place());
    let Some(chosen) = snapshot.chosen(source.id).readers() else {
        return Vec::new();
    };
    let chosen = dialects.called(chosen);
    let own = Some(place.dialect).filter(|_| place.loaded);
    let others = other_readers(snapshot, source.id, place);
    let readers = own.into_iter().chain(others);
    let is_chosen = |id: &DialectId| chosen.iter().any(|it| dialects.is_same_program(*it, *id));
    readers.filter(is_chosen).collect()
}

/// A file as the team reads it. Where the user says that the team has not the file's own program, but
/// others that read the file, the rules of the first of these hold: what the own one would do concerns
/// nobody.
pub(crate) fn source(snapshot: &Snapshot, file: FileId) -> Option<Source> {
    let source = snapshot.source(file)?;
    let (dialects, place) = (snapshot.dialects(), source.place());
    let Some(&first) = chosen_readers(snapshot, &source).first() else {
        return Some(source);
    };
    let reading = |id| dialects.get(id).reading(place.kind);
    let is_own = dialects.is_same_program(first, place.dialect);
    Some(match is_own || reading(first) != reading(place.dialect) {
        true => source,
        false => source.as_read_by(first),
    })
}

/// True where something is known of the fields that a program reads in files of a kind.
pub(crate) fn knows_fields(dialect: &Dialect, kind: FileKind) -> bool {
    let row = dialect.kind(kind);
    dialect.fields(kind).next().is_some() || row.is_some_and(|row| !row.knows.is_empty())
}

fn ignored(dialect: &Dialect, source: &Source) -> Option<Vec<String>> {
    let kind = source.place().kind;
    let is_known = knows_fields(dialect, kind);
    let front_matter = source.parsed.front_matter.as_ref();
    let entries = front_matter.into_iter().flat_map(|it| &it.entries);
    let ignored = entries
        .map(|entry| entry.name.as_str())
        .filter(|name| !dialect.knows_field(kind, name));
    is_known.then(|| ignored.map(str::to_owned).collect())
}

/// The readers of a file, as hover shows them at its first fence.
pub(crate) fn at_fence(snapshot: &Snapshot, source: &Source, offset: usize) -> Option<Hover> {
    let front_matter = source.parsed.front_matter.as_ref()?;
    let open = front_matter.open;
    if !front_matter.fenced || !open.touches(offset) {
        return None;
    }
    let place = source.place();
    let dialect = snapshot.dialect(place);
    let mut markdown = format!("**{}** of {}", place.kind, dialect.title());
    let readers = readers(snapshot, source.id);
    if readers.is_empty() {
        markdown += "\n\nNo program looks for it here.";
    }
    for (at, reader) in readers.into_iter().enumerate() {
        let above = if at == 0 { "\n\n" } else { "\n" };
        markdown += &format!(
            "{above}- {}{}",
            reader.title,
            words(reader.ignores.as_deref())
        );
    }
    let span = Span::new(open.range().start, open.range().end);
    Some(Hover { span, markdown })
}

fn words(ignores: Option<&[String]>) -> String {
    match ignores {
        None => " reads it".to_owned(),
        Some([]) => " reads all of its fields".to_owned(),
        Some(names) => {
            let names: Vec<String> = names.iter().map(|name| code(name)).collect();
            format!(" passes over {}", names.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use crate::hover;
    use crate::testing::at_cursor;

    fn shown(fixture: &str) -> String {
        at_cursor(fixture, |snapshot, file, offset| {
            hover(snapshot, file, offset).map_or_else(String::new, |it| it.markdown + "\n")
        })
    }

    #[test]
    fn the_first_fence_says_who_reads_the_file() {
        expect![[r#"
            **agent** of Claude Code

            - Claude Code reads all of its fields
            - Visual Studio Code passes over `effort`
            - GitHub Copilot CLI passes over `effort`
            - Cursor passes over `effort`
            - Augment passes over `effort`
        "#]]
        .assert_eq(&shown(
            "-<|>--\nname: main\ndescription: x\neffort: high\n---\n",
        ));
    }

    #[test]
    fn a_file_that_nobody_looks_for_says_so() {
        expect![[r#"
            **agent** of Claude Code

            No program looks for it here.
        "#]]
        .assert_eq(&shown(
            "//- /w/agents/a.md\n--<|>-\nname: a-b\ndescription: x\n---\n",
        ));
    }
}
