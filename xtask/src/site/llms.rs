//! The site for language models: a list of its pages, and all of them as one text.
//! Source: llmstxt.org, 2024-09.

use std::fs;
use std::path::Path;

use super::pages::Page;
use crate::run::at;

/// Writes `llms.txt`, `llms-full.txt`, and each page as Markdown beside its HTML.
pub(super) fn write(pages: &[Page], out: &Path) -> Result<(), String> {
    let mut list = String::from(
        "# Dossier\n\n> The language server for agent markdown files: completion, hover, definition, \
         references, rename and diagnostics for agents, skills, commands and rules, in editors and in CI.\n",
    );
    let mut whole = String::new();
    let mut part = None;
    for page in pages {
        if part != Some(&page.part) {
            list += &format!("\n## {}\n\n", page.part);
            part = Some(&page.part);
        }
        list += &format!(
            "- [{}]({}): {}\n",
            page.title,
            page.path,
            first_sentence(&page.text)
        );
        whole += &format!("<!-- {} -->\n\n{}\n", page.path, page.text.trim_end());
        let path = out.join(&page.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        fs::write(&path, &page.text).map_err(at(&path))?;
    }
    for (name, text) in [("llms.txt", list), ("llms-full.txt", whole)] {
        let path = out.join(name);
        fs::write(&path, text).map_err(at(&path))?;
    }
    Ok(())
}

/// The first line of a page that is a sentence.
fn first_sentence(text: &str) -> &str {
    let mut is_code = false;
    let mut lines = text.lines();
    let sentence = lines.find(|line| {
        is_code ^= line.starts_with("```");
        !is_code && line.starts_with(|c: char| c.is_alphabetic())
    });
    sentence.unwrap_or_default()
}
