//! The list as a table in Markdown.

use dossier_ide::Listed;
use dossier_workspace::Snapshot;

use crate::address;
use crate::check::base::Base;
use crate::shown::one_line;

/// The lines of the table; its links lead from the folder `here`. One sentence where there is
/// nobody to list.
pub(super) fn table(snapshot: &Snapshot, listed: &[Listed<'_>], here: &Base) -> Vec<String> {
    if listed.is_empty() {
        return vec!["No agents, skills or commands.".to_owned()];
    }
    let row = |it: &Listed<'_>| {
        let path = here.relative_upwards(&snapshot.index().file(it.file).path);
        format!(
            "| {} | [{}]({}) | {} | {} | {} |",
            it.kind,
            cell(&it.name),
            address::escaped(&path),
            cell(it.description.as_deref().unwrap_or_default()),
            cell(it.program),
            it.used_by.len()
        )
    };
    let head = [
        "| Kind | Name | Description | Program | Used by |",
        "|-|-|-|-|-:|",
    ];
    head.map(str::to_owned)
        .into_iter()
        .chain(listed.iter().map(row))
        .collect()
}

/// A text in a cell of a table, where it shows as it is: it is no markup, no HTML and one line.
pub(crate) fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cell = dossier_ide::as_written(&one_line(&text));
    // Some renderers of pages take these for quotes and formulas.
    cell.replace('>', "&gt;").replace('$', "\\$")
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_shows_a_text_as_it_is() {
        for (text, shown) in [
            ("plain ü 日本 👩\u{200d}🔬", "plain ü 日本 👩\u{200d}🔬"),
            ("a | b", "a \\| b"),
            ("a\r\n\tb", "a b"),
            ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
            (
                "*a* `b` [c](d) ![e](f) ~~g~~",
                "\\*a\\* \\`b\\` \\[c\\](d) !\\[e\\](f) \\~\\~g\\~\\~",
            ),
            ("snake_case _x_", "snake_case \\_x\\_"),
            ("a\\|b", "a\\\\\\|b"),
            ("\u{1b}[2J\u{202e}x", "\\\\x1b\\[2J\\\\u{202e}x"),
        ] {
            assert_eq!(cell(text), shown);
        }
    }
}
