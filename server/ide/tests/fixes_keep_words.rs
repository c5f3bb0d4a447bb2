//! A fix loses no word of the author's, however the front matter is broken, unless its title says
//! which.
//!
//! Each file of the teams is broken in each of the ways in which people break front matter, and
//! each fix that is offered then is tried out alone.

mod kept {
    pub(crate) mod words;
}
mod teams;

use std::collections::BTreeMap;

use camino::Utf8Path;
use dossier_ide::{Change, apply_fixes, diagnostics};
use dossier_workspace::fixture::Fixture;
use kept::words::{lost, words};
use teams::teams;

/// What is broken, and how: from the lines between the fences to those that are written instead.
type Mutant = (&'static str, fn(&str) -> String);

const MUTANTS: [Mutant; 16] = [
    ("as it is", |block| block.to_owned()),
    ("a blank before the second field", |block| {
        on_field(block, 1, |line| format!(" {line}"))
    }),
    ("a tab before the second field", |block| {
        on_field(block, 1, |line| format!("\t{line}"))
    }),
    ("one blank, then two", |block| {
        let block = on_field(block, 1, |line| format!("  {line}"));
        on_field(&block, 0, |line| format!(" {line}"))
    }),
    ("no blank behind the first colon", |block| {
        on_field(block, 0, |line| line.replacen(": ", ":", 1))
    }),
    ("no blank behind the third colon", |block| {
        on_field(block, 2, |line| line.replacen(": ", ":", 1))
    }),
    ("no blank behind any colon", |block| {
        block.replace(": ", ":")
    }),
    ("fields as items", |block| {
        each_field(block, |line| format!("- {line}"))
    }),
    ("no-break spaces", |block| block.replace(": ", ":\u{a0}")),
    ("wide colons", |block| block.replace(": ", "：")),
    ("a space of no width", |block| {
        on_field(block, 0, |line| format!("\u{200b}{line}"))
    }),
    ("an open quote", |block| {
        on_field(block, 1, |line| line.replacen(": ", ": \"", 1))
    }),
    ("words behind a quote", |block| {
        on_field(block, 1, |line| line.replacen(": ", ": \"so\" ", 1))
    }),
    ("a colon in the value", |block| {
        on_field(block, 1, |line| format!("{line}: and more"))
    }),
    ("prose at the margin", |block| {
        on_field(block, 1, |line| format!("{line}\nmore words"))
    }),
    (
        "line ends of Windows, a blank before the third field",
        |block| on_field(block, 2, |line| format!(" {line}")).replace('\n', "\r\n"),
    ),
];

fn is_field(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains(": ")
}

fn each_field(block: &str, change: impl Fn(&str) -> String) -> String {
    let lines = block.lines().map(|line| {
        if is_field(line) {
            change(line) + "\n"
        } else {
            format!("{line}\n")
        }
    });
    lines.collect()
}

fn on_field(block: &str, which: usize, change: impl Fn(&str) -> String) -> String {
    let fields = block.lines().filter(|line| is_field(line));
    match fields.clone().nth(which) {
        Some(field) => block.replacen(field, &change(field), 1),
        None => block.to_owned(),
    }
}

/// Goes through the files of all teams that have front matter: each with its team, the lines
/// between its fences and those below. Adds up how many fixes were tried.
fn each_file(mut try_out: impl FnMut(&mut Fixture, &Utf8Path, &str, &str) -> usize) -> usize {
    let mut tried = 0;
    for files in teams() {
        let mut fixture = Fixture::new(files.clone());
        for path in fixture.agent_files() {
            let inner = files[&path].strip_prefix("---\n");
            let Some((block, rest)) = inner.and_then(|inner| inner.split_once("\n---\n")) else {
                continue;
            };
            tried += try_out(&mut fixture, &path, block, rest);
            fixture.world.close(&path);
        }
    }
    tried
}

#[test]
fn no_word_is_lost() {
    let tried = each_file(|fixture, path, block, rest| {
        let tried = MUTANTS.iter().map(|(name, break_up)| {
            let broken = break_up(&format!("{block}\n"));
            let text = format!("---\n{broken}---\n{rest}");
            try_fixes(fixture, path, &text, name)
        });
        tried.sum()
    });
    assert!(tried > 500, "{tried} fixes");
    println!("{tried} fixes");
}

/// A slip of one key: a colon, a blank or a line break is missing in the front matter.
///
/// All that is offered is applied in turn then, as `--fix --unsafe` does, for what one fix makes of
/// a block that can't be read may be what another takes away.
#[test]
fn no_word_is_lost_in_turn() {
    let tried = each_file(|fixture, path, block, rest| {
        let slips = block.char_indices().filter(|(_, c)| ": \n-".contains(*c));
        let tried = slips.take(60).map(|(at, slip)| {
            let (start, end) = (&block[..at], &block[at + slip.len_utf8()..]);
            fix_in_turn(fixture, path, &format!("---\n{start}{end}\n---\n{rest}"))
        });
        tried.sum()
    });
    assert!(tried > 500, "{tried} fixes");
    println!("{tried} fixes in turn");
}

/// Applies the best fix of the first finding that has one, again and again, and says how often.
fn fix_in_turn(fixture: &mut Fixture, path: &Utf8Path, start: &str) -> usize {
    const MOST: usize = 12;
    let mut text = start.to_owned();
    let mut named = BTreeMap::new();
    let mut titles: Vec<String> = Vec::new();
    for round in 0..MOST {
        let version = i32::try_from(round).unwrap_or_default() + 1;
        fixture.world.open(path, &text, version);
        let snapshot = fixture.world.snapshot();
        let found = snapshot
            .index()
            .find(path)
            .map(|file| diagnostics(&snapshot, file));
        let fixes = found.unwrap_or_default().into_iter();
        let edits = fixes.filter_map(|finding| {
            let mut fixes = finding.fixes.into_iter();
            fixes.find(|fix| matches!(fix.change, Change::Edit(_)))
        });
        let next = edits.filter_map(|fix| Some((apply_fixes(&text, [&fix])?, fix)));
        let Some((fixed, fix)) = next.into_iter().next() else {
            break;
        };
        named.extend(words(&fix.title));
        if let Change::Edit(edits) = &fix.change {
            for (span, instead) in edits {
                // One word of the author's own, changed to another.
                let removed = span.of(&text);
                let is_one = !removed.contains(char::is_whitespace) && !instead.is_empty();
                if is_one && start.contains(removed) {
                    named.extend(words(removed));
                }
            }
        }
        titles.push(fix.title);
        text = fixed;
    }
    let now = words(&text);
    // A word that a fix cut in two is there.
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let letters = letters.to_lowercase();
    let lost: Vec<String> = words(start)
        .into_iter()
        .filter(|(word, count)| {
            let kept = now.get(word).copied().unwrap_or_default();
            let told = named.get(word).copied().unwrap_or_default();
            kept + told < *count && !letters.contains(word.as_str())
        })
        .map(|(word, _)| word)
        .collect();
    assert!(
        lost.is_empty(),
        "{path}: {titles:?} lose {lost:?}\n{start}\nbecomes\n{text}"
    );
    titles.len()
}

/// Tries each fix of a text alone, and says how many there were.
fn try_fixes(fixture: &mut Fixture, path: &Utf8Path, text: &str, name: &str) -> usize {
    fixture.world.open(path, text, 1);
    let snapshot = fixture.world.snapshot();
    let Some(file) = snapshot.index().find(path) else {
        return 0;
    };
    let mut tried = 0;
    for finding in diagnostics(&snapshot, file) {
        for fix in &finding.fixes {
            let Some(fixed) = apply_fixes(text, [fix]) else {
                continue;
            };
            let lost = lost(text, &fixed, fix);
            assert!(
                lost.is_empty(),
                "{path}, {name}: {} loses {lost:?}\n{text}",
                fix.title
            );
            tried += 1;
        }
    }
    tried
}
