//! Whether the links of the finished pages lead somewhere: mdBook names files and headings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use ignore::WalkBuilder;
use percent_encoding::percent_decode_str;

use crate::run::at;

/// What mdBook makes of all pages together, with links of its own.
const OF_MDBOOK: [&str; 3] = ["print.html", "404.html", "toc.html"];

/// Follows every link of every page.
///
/// # Errors
/// The links that lead to no file, or to no place in a page.
pub(super) fn check(site: &Path) -> Result<(), String> {
    let mut pages = BTreeMap::new();
    let walk = WalkBuilder::new(site).standard_filters(false).build();
    for entry in walk.filter_map(Result::ok) {
        let path = entry.into_path();
        if path.extension().is_some_and(|it| it == "html") {
            let text = fs::read_to_string(&path).map_err(at(&path))?;
            pages.insert(path, text);
        }
    }
    let ids = pages.iter().map(|(path, text)| (path, values(text, "id")));
    let ids: BTreeMap<&PathBuf, BTreeSet<String>> = ids.collect();
    let mut lost = Vec::new();
    for (path, text) in &pages {
        let is_of_mdbook = path
            .file_name()
            .is_some_and(|name| OF_MDBOOK.iter().any(|it| name == *it));
        for link in values(text, "href").into_iter().filter(|_| !is_of_mdbook) {
            let (file, place) = link.split_once('#').unwrap_or((&link, ""));
            if file.contains(':') || file.starts_with("//") {
                continue;
            }
            let target = match file {
                "" => path.clone(),
                file => beside(path, &percent_decode_str(file).decode_utf8_lossy()),
            };
            let place = percent_decode_str(place).decode_utf8_lossy();
            let has_place = |ids: &BTreeSet<String>| place.is_empty() || ids.contains(&*place);
            if !target.exists() || !ids.get(&target).is_none_or(has_place) {
                lost.push(format!("{}: {link}", path.display()));
            }
        }
    }
    match lost.is_empty() {
        true => Ok(()),
        false => Err(format!("links that lead nowhere:\n{}", lost.join("\n"))),
    }
}

/// The values of an attribute. Pages of mdBook write them in double quotes.
fn values(text: &str, attribute: &str) -> BTreeSet<String> {
    let mark = format!(" {attribute}=\"");
    let behind = text.split(mark.as_str()).skip(1);
    let values = behind.filter_map(|it| it.split_once('"'));
    values
        .map(|(value, _)| value.replace("&amp;", "&"))
        .collect()
}

/// A relative path, from the page that it stands in.
pub(super) fn beside(page: &Path, path: &str) -> PathBuf {
    let mut target = page.to_owned();
    target.pop();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => _ = target.pop(),
            Component::Normal(part) => target.push(part),
            _ => {}
        }
    }
    target
}
