//! The pages of the site: files of the repository at the same paths, so that their links to each
//! other hold. A link to what is no page leads to the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use dossier_syntax::slug;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::built::beside;
use crate::run::at;

/// A page.
pub(super) struct Page {
    /// Its path from the root of the repository, with forward slashes.
    pub(super) path: String,
    /// What the list of contents calls it.
    pub(super) title: String,
    /// The part of the site that it stands in.
    pub(super) part: String,
    /// Its Markdown, with links as the site needs them.
    pub(super) text: String,
}

/// Where files of the repository that are no pages can be read.
const REPOSITORY: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");
/// The list of contents, and the page that isn't written by hand.
const SUMMARY: &str = "site/SUMMARY.md";
const COMMANDS: &str = "site/commands.md";
/// What is made of all pages, and lies beside the first.
const MADE: [&str; 2] = ["llms.txt", "llms-full.txt"];

/// The page about the playground, and the playground's own folder in the site.
const ABOUT_PLAYGROUND: &str = "docs/playground.md";
pub(super) const PLAYGROUND: &str = "playground";

/// Has the page about the playground lead to the one that is a part of the site.
///
/// # Errors
/// There is no such page, or it has no text behind its heading.
pub(super) fn lead_to_playground(pages: &mut [Page]) -> Result<(), String> {
    let page = pages.iter_mut().find(|page| page.path == ABOUT_PLAYGROUND);
    let page = page.ok_or_else(|| format!("{SUMMARY} names no {ABOUT_PLAYGROUND}"))?;
    let (heading, rest) = page
        .text
        .split_once("\n\n")
        .ok_or_else(|| format!("{ABOUT_PLAYGROUND} is empty"))?;
    page.text = format!("{heading}\n\n**[Open it](../{PLAYGROUND}/index.html)**\n\n{rest}");
    Ok(())
}

/// Reads the pages that the list of contents names.
///
/// # Errors
/// The first link that leads nowhere: to no file, or to no heading of a page.
pub(super) fn collect(root: &Path, commands: &str) -> Result<Vec<Page>, String> {
    let mut pages = listed(root)?;
    for page in &mut pages {
        page.text = match page.path == COMMANDS {
            true => commands.to_owned(),
            false => read(root, &page.path)?,
        };
    }
    let headings = pages.iter().map(|it| (it.path.clone(), anchors(&it.text)));
    let headings: BTreeMap<String, BTreeSet<String>> = headings.collect();
    for page in &mut pages {
        page.text = with_links(root, &headings, page)?;
    }
    Ok(pages)
}

/// Writes the pages for mdBook, and the pictures in them.
pub(super) fn write(root: &Path, pages: &[Page], to: &Path) -> Result<(), String> {
    let put = |path: &str, bytes: &[u8]| {
        let path = to.join(path);
        let folder = path.parent().unwrap_or(to);
        fs::create_dir_all(folder).map_err(at(folder))?;
        fs::write(&path, bytes).map_err(at(&path))
    };
    // mdBook looks for it there.
    put("SUMMARY.md", read(root, SUMMARY)?.as_bytes())?;
    for page in pages {
        put(&page.path, as_mdbook_has_it(&page.text).as_bytes())?;
        for (_, target, is_picture) in links(&page.text) {
            if let Some(file) = inside(&page.path, &target).filter(|_| is_picture) {
                let path = root.join(&file);
                put(&file, &fs::read(&path).map_err(at(&path))?)?;
            }
        }
    }
    Ok(())
}

/// The text with links to a folder's `README.md` as mdBook calls what it makes of it.
fn as_mdbook_has_it(text: &str) -> String {
    const README: &str = "README.md";
    let mut changed = text.to_owned();
    for (range, target, _) in links(text).into_iter().rev() {
        let (path, _) = target.split_once('#').unwrap_or((&target, ""));
        if !target.contains("://") && path.ends_with(README) {
            let end = range.start + path.len();
            changed.replace_range(end - README.len()..end, "index.html");
        }
    }
    changed
}

fn read(root: &Path, path: &str) -> Result<String, String> {
    let path = root.join(path);
    fs::read_to_string(&path).map_err(at(&path))
}

/// The pages of the list of contents, without their texts.
fn listed(root: &Path) -> Result<Vec<Page>, String> {
    let summary = read(root, SUMMARY)?;
    let mut pages = Vec::new();
    let mut part = "";
    for line in summary.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            part = title;
        }
        let entry = line
            .split_once('[')
            .and_then(|(_, rest)| rest.split_once("]("));
        if let Some((title, path)) = entry {
            pages.push(Page {
                path: path.trim_end_matches(')').to_owned(),
                title: title.to_owned(),
                part: part.to_owned(),
                text: String::new(),
            });
        }
    }
    Ok(pages)
}

/// The page's text, where links to what is no page lead to the repository.
fn with_links(
    root: &Path,
    headings: &BTreeMap<String, BTreeSet<String>>,
    page: &Page,
) -> Result<String, String> {
    let mut text = page.text.clone();
    // From the end, so that the ranges before stay right.
    for (range, target, is_picture) in links(&page.text).into_iter().rev() {
        let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
        let file = match path {
            "" => page.path.clone(),
            path => match inside(&page.path, path) {
                Some(file) => file,
                None => continue,
            },
        };
        let lost = || format!("{}: nothing is at {target}", page.path);
        if let Some(anchors) = headings.get(&file) {
            if !anchor.is_empty() && !anchors.contains(anchor) {
                return Err(lost());
            }
        } else if MADE.contains(&path) {
            let up = "../".repeat(page.path.matches('/').count());
            text.replace_range(range, &format!("{up}{path}"));
        } else if !root.join(&file).exists() {
            return Err(lost());
        } else if !is_picture {
            text.replace_range(range, &format!("{REPOSITORY}{file}"));
        }
    }
    Ok(text)
}

/// The file that a relative link leads to, from the root; `None` for addresses.
fn inside(page: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with(['/', '#']) || target.starts_with("mailto:") {
        return None;
    }
    let path = beside(Path::new(page), target);
    Some(path.to_string_lossy().replace('\\', "/"))
}

/// Where the targets of links and pictures stand, what they are, and whether it is a picture's.
fn links(text: &str) -> Vec<(Range<usize>, String, bool)> {
    let mut found = Vec::new();
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        let (target, is_picture) = match event {
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, true),
            _ => continue,
        };
        // Behind the text of a link; an address in angle brackets has none.
        let written = &text[range.clone()];
        if let Some(at) = written.rfind(&format!("]({target}")) {
            let start = range.start + at + 2;
            found.push((
                start..start + target.len(),
                target.into_string(),
                is_picture,
            ));
        }
    }
    // A link around a picture starts before it, and its target stands behind.
    found.sort_by_key(|(range, ..)| range.start);
    found
}

/// The anchors of a page's headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut title: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => title = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let anchor = slug(&title.take().unwrap_or_default()).to_string();
                let mut numbers = (0..).map(|number| match number {
                    0 => anchor.clone(),
                    number => format!("{anchor}-{number}"),
                });
                let free = numbers.find(|it| !anchors.contains(it));
                anchors.extend(free);
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(title) = &mut title {
                    *title += &text;
                }
            }
            _ => {}
        }
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::root;

    #[test]
    fn every_link_of_every_page_leads_somewhere() {
        let pages = collect(&root(), "# Commands\n").unwrap();
        assert!(pages.len() > 20);
    }

    #[test]
    fn the_page_about_the_playground_leads_to_it() {
        let mut pages = collect(&root(), "# Commands\n").unwrap();
        lead_to_playground(&mut pages).unwrap();
        let about = pages.iter().find(|page| page.path == ABOUT_PLAYGROUND);
        let text = &about.unwrap().text;
        assert!(
            text.starts_with(
                "# The playground\n\n**[Open it](../playground/index.html)**\n\nDossier"
            ),
            "{text}"
        );
        assert!(lead_to_playground(&mut pages[..1]).is_err());
    }

    #[test]
    fn links_lead_to_pages_by_their_files_and_to_the_repository_else() {
        let page = |path: &str, text: &str| Page {
            path: path.to_owned(),
            title: String::new(),
            part: String::new(),
            text: text.to_owned(),
        };
        let headings = BTreeMap::from([
            (
                "docs/rules.md".to_owned(),
                anchors("# Rules\n## old-tool\n"),
            ),
            ("README.md".to_owned(), BTreeSet::new()),
        ]);
        let linked = |text: &str| with_links(&root(), &headings, &page("docs/check.md", text));
        let kept = "[a](rules.md#old-tool), [b](../README.md), <https://x.org/rules.md>";
        assert_eq!(linked(kept).unwrap(), kept);
        assert_eq!(
            linked("[`a`](../Cargo.toml)").unwrap(),
            format!("[`a`]({REPOSITORY}Cargo.toml)")
        );
        assert!(
            linked("[a](rules.md#new-tool)")
                .unwrap_err()
                .contains("new-tool")
        );
        assert!(linked("[a](nothing.md)").is_err());
    }
}
