//! The least that a check can cost: each file's bytes read, and one pass of the Markdown parser over
//! them, on all cores.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::WalkState;
use pulldown_cmark::{Options, Parser};

use super::workspace;

/// Reads all Markdown of a folder, as Dossier's own pass would: with the same extensions, behind the
/// front matter. Prints how much there was, so that nothing is optimised away.
///
/// # Errors
/// A folder without Markdown, of which nothing could be said.
pub(super) fn read_all(folder: &Path) -> Result<(), String> {
    let files = AtomicUsize::new(0);
    let events = AtomicUsize::new(0);
    let walk = workspace::markdown(folder).build_parallel();
    walk.run(|| {
        Box::new(|entry| {
            if let Ok(entry) = entry
                && workspace::is_markdown(entry.path())
                && let Ok(bytes) = fs::read(entry.path())
            {
                let text = String::from_utf8_lossy(&bytes);
                events.fetch_add(pass(&text), Ordering::Relaxed);
                files.fetch_add(1, Ordering::Relaxed);
            }
            WalkState::Continue
        })
    });
    let (files, events) = (files.into_inner(), events.into_inner());
    if files == 0 {
        return Err(format!("{}: no Markdown", folder.display()));
    }
    println!("{files} files, {events} events");
    Ok(())
}

fn pass(text: &str) -> usize {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    Parser::new_ext(body(text), options)
        .into_offset_iter()
        .count()
}

/// What stands behind the front matter.
fn body(text: &str) -> &str {
    let behind = |text: &str| text.find("\n---").map(|at| at + "\n---".len());
    let head = text.strip_prefix("---").and_then(behind);
    head.map_or(text, |end| &text["---".len() + end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pass_begins_behind_the_front_matter() {
        assert_eq!(body("---\nname: a\n---\nText.\n"), "\nText.\n");
        assert_eq!(body("No head.\n"), "No head.\n");
        assert_eq!(body("---\nname: a\n"), "---\nname: a\n");
    }
}
