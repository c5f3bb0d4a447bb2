//! A list that is kept in somebody's Markdown, between two comments.

use std::ops::Range;

use camino::Utf8Path;
use dossier_ide::Listed;
use dossier_workspace::{LARGEST_TEXT, Snapshot, read_regular};
use pulldown_cmark::{Event, Parser};

use super::markdown;
use crate::check::base::Base;
use crate::selection::Problem;
use crate::shown::complain;
use crate::write;

/// The comment above the list.
const START: &str = "<!-- dossier:list -->";

/// The comment below it.
const END: &str = "<!-- /dossier:list -->";

/// Brings the list in the file at `path` up to date, or writes nothing where `is_check`. Returns
/// false where it is not up to date in the end.
pub(super) fn keep(
    path: &Utf8Path,
    snapshot: &Snapshot,
    listed: &[Listed<'_>],
    is_check: bool,
) -> Result<bool, Problem> {
    let failed = |error| Problem::File(path.to_owned(), error);
    let bytes = read_regular(path, LARGEST_TEXT).map_err(|error| failed(error.into()))?;
    let before = String::from_utf8(bytes)
        .map_err(|_| Problem::Request(format!("{path} is not UTF-8, so it is left as it is")))?;
    let table = markdown::table(snapshot, listed, &Base::around(path));
    let after =
        with_list(&before, &table).map_err(|says| Problem::Request(format!("{path}: {says}")))?;
    if after == before {
        return Ok(true);
    }
    if is_check {
        complain(&format!(
            "dossier: the list in {path} is out of date; the same command without --check brings \
             it up to date"
        ));
        return Ok(false);
    }
    let replaced = write::replace(path, &before, &after).map_err(failed)?;
    replaced.settle().map_err(failed)?;
    Ok(true)
}

/// The text with the `table` between its comments, in the text's own line ends.
fn with_list(text: &str, table: &[String]) -> Result<String, String> {
    let [start, end] = comments(text)?;
    let is_crlf = text[start.end..].starts_with("\r\n");
    let line_end = if is_crlf { "\r\n" } else { "\n" };
    let mut after = text[..start.end].to_owned();
    for line in [""].into_iter().chain(table.iter().map(String::as_str)) {
        after += line_end;
        after += line;
    }
    after += &line_end.repeat(2);
    // What stands before it in its line.
    after += text[..end.start].rsplit('\n').next().unwrap_or_default();
    after += &text[end.start..];
    Ok(after)
}

/// Where the two comments stand, each in a line of its own, or what is wrong with them. What a
/// block of code shows is none.
fn comments(text: &str) -> Result<[Range<usize>; 2], String> {
    let mut found = [Vec::new(), Vec::new()];
    for (event, range) in Parser::new(text).into_offset_iter() {
        let (Event::Html(html) | Event::InlineHtml(html)) = event else {
            continue;
        };
        let written = html.trim();
        let Some(at) = [START, END].iter().position(|it| *it == written) else {
            continue;
        };
        let blanks = text[range.clone()].find(written).unwrap_or_default();
        let start = range.start + blanks;
        found[at].push(start..start + written.len());
    }
    let [starts, ends] = found;
    match (starts.as_slice(), ends.as_slice()) {
        ([start], [end]) if start.end <= end.start && !is_list_inside(text, start, end) => Err(
            format!("`{START}` and `{END}` must stand in lines of their own"),
        ),
        ([start], [end]) if start.end <= end.start => Ok([start.clone(), end.clone()]),
        ([_], [_]) => Err(format!("`{END}` stands above `{START}`")),
        ([], []) => Err(format!(
            "there is nothing between which the list could stand: write `{START}` and `{END}` in \
             two lines of their own"
        )),
        ([], _) => Err(format!("there is `{END}`, and no `{START}` above it")),
        (_, []) => Err(format!("there is `{START}`, and no `{END}` below it")),
        _ => Err(format!(
            "there is more than one `{START}` or `{END}`, so it is not clear where the list stands"
        )),
    }
}

/// True where a line ends behind the first comment, and the second has one of its own.
fn is_list_inside(text: &str, start: &Range<usize>, end: &Range<usize>) -> bool {
    let behind = text[start.end..].trim_start_matches([' ', '\t']);
    let before = text[..end.start].trim_end_matches([' ', '\t']);
    behind.starts_with(['\r', '\n']) && before.ends_with('\n')
}

#[cfg(test)]
mod tests {
    use super::with_list;

    fn kept(text: &str) -> Result<String, String> {
        with_list(text, &["| A |".to_owned(), "|-|".to_owned()])
    }

    #[test]
    fn what_stands_around_the_list_keeps_every_byte() {
        let text = "\u{feff}# Team \n\n<!-- dossier:list -->\nold\n<!-- /dossier:list -->  \n\tend";
        let after = kept(text).unwrap();
        assert_eq!(
            after,
            "\u{feff}# Team \n\n<!-- dossier:list -->\n\n| A |\n|-|\n\n<!-- /dossier:list -->  \n\tend"
        );
        assert_eq!(kept(&after).unwrap(), after);
    }

    #[test]
    fn lines_end_as_the_file_s_do() {
        let text = "a\r\n<!-- dossier:list -->\r\n<!-- /dossier:list -->\r\nb";
        let after = kept(text).unwrap();
        assert_eq!(
            after,
            "a\r\n<!-- dossier:list -->\r\n\r\n| A |\r\n|-|\r\n\r\n<!-- /dossier:list -->\r\nb"
        );
        assert_eq!(kept(&after).unwrap(), after);
    }

    #[test]
    fn comments_in_code_are_shown_and_are_none() {
        let text = "```\n<!-- dossier:list -->\n<!-- /dossier:list -->\n```\n\n\
                    <!-- dossier:list -->\n<!-- /dossier:list -->\n";
        let after = kept(text).unwrap();
        assert!(after.starts_with("```\n<!-- dossier:list -->\n<!-- /dossier:list -->\n```\n"));
        assert!(after.ends_with("<!-- dossier:list -->\n\n| A |\n|-|\n\n<!-- /dossier:list -->\n"));
    }

    #[test]
    fn a_comment_that_is_missing_is_said() {
        for (text, says) in [
            ("# Team\n", "nothing between which"),
            (
                "<!-- dossier:list -->\n",
                "no `<!-- /dossier:list -->` below",
            ),
            (
                "<!-- /dossier:list -->\n",
                "no `<!-- dossier:list -->` above",
            ),
            (
                "<!-- /dossier:list -->\n\n<!-- dossier:list -->\n",
                "stands above",
            ),
            (
                "<!-- dossier:list -->\n<!-- dossier:list -->\n<!-- /dossier:list -->\n",
                "more than one",
            ),
            (
                "<!-- dossier:list --> <!-- /dossier:list -->\n",
                "nothing between which",
            ),
            (
                "a <!-- dossier:list --> b\n\n<!-- /dossier:list -->\n",
                "lines of their own",
            ),
        ] {
            let said = kept(text).unwrap_err();
            assert!(said.contains(says), "{text:?}: {said}");
        }
    }
}
