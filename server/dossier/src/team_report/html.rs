//! The page as one file of HTML: no script, nothing from elsewhere, and every text of a file is text.

use std::fmt::Write as _;

use super::page::{KINDS, Page, Row};
use crate::shown::html_text;

/// Tables of more rows are folded.
const SHOWN: usize = 60;

/// What is asked of a browser: load nothing, run nothing. Styles stand in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE: &str = include_str!("report.css");

/// The whole page, with a picture on top if there is one.
pub(super) fn document(page: &Page, picture: Option<&str>) -> String {
    let title = html_text(&page.title);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p>{}</p>\n",
        html_text(&page.summary())
    );
    if let Some(picture) = picture {
        let _ = writeln!(html, "<figure>{picture}</figure>");
    }
    programs(&mut html, page);
    let rules = page.rules.iter().map(|it| {
        let (findings, files) = (it.findings.to_string(), it.files.to_string());
        cells(&[it.rule, it.severity, &findings, &files, &it.finds])
    });
    let heads = ["Rule", "Severity", "Findings", "Files", "What it finds"];
    section(&mut html, "Findings", &heads, rules);
    let dangling = page.dangling.iter().map(|it| {
        let place = format!("{}:{}", it.path, it.line);
        cells(&[&it.name, &place])
    });
    section(
        &mut html,
        "Mentions of nobody",
        &["Name", "Place"],
        dangling,
    );
    let unused = page.unused_skills.iter().map(|name| cells(&[name]));
    section(&mut html, "Skills that no file names", &["Name"], unused);
    for (kind, title) in KINDS {
        let rows = page.of_kind(kind).map(row);
        let heads = [
            "Name",
            "Description",
            "Model",
            "Tools",
            "Tokens",
            "Uses",
            "Used by",
        ];
        section(&mut html, title, &heads, rows);
    }
    html += "<footer>Tokens are estimates: four characters make one. In the columns, what the \
             description costs at every start and what the body costs when it is called.</footer>\n\
             </body>\n</html>\n";
    html
}

fn programs(html: &mut String, page: &Page) {
    let rows = page.programs.iter().map(|it| {
        let strong = |(says, is_over)| match is_over {
            true => format!("<strong>{says}</strong>"),
            false => says,
        };
        let limits: Vec<String> = it.limits().into_iter().map(strong).collect();
        format!(
            "<td>{}</td><td>{}</td><td class=\"n\">{}</td><td>{}</td>",
            html_text(&it.title),
            it.words(),
            it.tokens_at_start(),
            limits.join(", ")
        )
    });
    let heads = ["Program", "Loads", "Tokens at every start", "Stated limit"];
    section(html, "What programs would load", &heads, rows);
}

fn row(row: &Row) -> String {
    let words = |text: &Option<String>| html_text(text.as_deref().unwrap_or_default());
    let loaded = match row.loaded {
        true => "",
        false => " <small>loaded from nowhere here</small>",
    };
    format!(
        "<td><b>{}</b>{loaded}<br><small>{}</small></td><td>{}</td><td>{}</td><td>{}</td>\
         <td class=\"n\">{}<br>{}</td><td>{}</td><td>{}</td>",
        html_text(&row.name),
        html_text(&row.path),
        words(&row.description),
        words(&row.model),
        words(&row.tools),
        row.tokens_at_start,
        row.tokens_when_called,
        names(&row.uses),
        names(&row.used_by)
    )
}

/// Some names, of which many are folded.
fn names(names: &[String]) -> String {
    const SHOWN: usize = 6;
    let list: Vec<String> = names.iter().map(|it| html_text(it)).collect();
    let list = list.join(", ");
    match names.len() {
        0..=SHOWN => list,
        count => format!("<details><summary>{count}</summary>{list}</details>"),
    }
}

fn cells(texts: &[&str]) -> String {
    let cells = texts
        .iter()
        .map(|text| format!("<td>{}</td>", html_text(text)));
    cells.collect()
}

/// A heading and a table below it, if there are any rows.
fn section(html: &mut String, title: &str, heads: &[&str], rows: impl Iterator<Item = String>) {
    let rows: Vec<String> = rows.collect();
    if rows.is_empty() {
        return;
    }
    let open = if rows.len() <= SHOWN { " open" } else { "" };
    // A string takes everything.
    let _ = writeln!(
        html,
        "<details{open}><summary><h2>{title} <small>{}</small></h2></summary>\n<table>\n<tr>",
        rows.len()
    );
    for head in heads {
        let _ = write!(html, "<th>{head}</th>");
    }
    *html += "</tr>\n";
    for row in rows {
        let _ = writeln!(html, "<tr>{row}</tr>");
    }
    *html += "</table>\n</details>\n";
}
