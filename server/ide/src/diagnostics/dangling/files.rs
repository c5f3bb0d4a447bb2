//! Links to files that are not there.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use dossier_dialect::FileKind;
use dossier_syntax::{Form, Mention, Span};
use dossier_workspace::normalize;

use crate::diagnostics::{Finding, Findings};
use crate::fixes::link_fixes;

/// A link to a file that is not there.
pub(super) fn missing(findings: &mut Findings<'_>, mention: &Mention) {
    let text = findings.text();
    let path = mention.name.split(['#', '?']).next().unwrap_or_default();
    let own = &findings.snapshot.index().file(findings.source.id).path;
    // Nearly every link leads somewhere, and then there is nothing more to ask.
    if !is_destination(text, mention.span)
        || !is_plain_path(path)
        || is_of_no_repository(path)
        || !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
        || findings.is_pattern()
        || is_stand_in(findings, path)
        || is_quoted(findings, mention.span)
    {
        return;
    }
    let path = path.replace("%20", " ");
    let disk = findings.snapshot.disk();
    // A link to a file says what the file says, from where that lies.
    let targets: Vec<Utf8PathBuf> = [own.to_path_buf(), disk.real(own)]
        .iter()
        .flat_map(|own| possible_targets(own, &path, findings.source.place().loaded))
        .collect();
    if targets.iter().any(|target| disk.exists(target))
        || speaks_of_a_project(findings, own, &path)
        || is_in_hidden_folder(findings, &path, &targets)
    {
        return;
    }
    let what = if path.ends_with('/') {
        "folder"
    } else {
        "file"
    };
    let message = format!("There is no {what} `{path}`.");
    let fixes = link_fixes(findings.files_by_name(), mention.span, &path);
    findings.add(Finding::new("missing-file", mention.span, message).fixes(fixes));
}

/// True for a path into a folder that is not there, of a file without a folder of its own that is
/// used in another project: standing instructions are copied into collections without the project
/// that they speak of, and a collection's or a plugin's agents and commands speak of the user's.
fn speaks_of_a_project(findings: &Findings<'_>, own: &Utf8Path, path: &str) -> bool {
    let place = findings.source.place();
    // How far up the path may start.
    let most = match place.kind {
        FileKind::Memory => 1,
        // What starts here or above speaks of what lies around it.
        FileKind::Agent | FileKind::Command if !path.starts_with('.') => usize::MAX,
        _ => return false,
    };
    if place.kind != FileKind::Memory && place.loaded && place.plugin.is_none() {
        return false;
    }
    let folders = Utf8Path::new(path).parent().into_iter().flatten();
    let folders: Vec<&str> = folders.filter(|part| *part != ".").collect();
    let Some(outer) = folders.iter().position(|part| *part != "..") else {
        return false;
    };
    let outer: Utf8PathBuf = folders[..=outer].iter().collect();
    let disk = findings.snapshot.disk();
    let mut starts = own.ancestors().skip(1).take(most);
    !starts.any(|from| disk.exists(&normalize(&from.join(&outer))))
}

/// True for a path through a hidden folder, such as `.plans/`, that is nowhere on the way to any of
/// `targets`: a program makes it where it runs, or the project that a skill is copied to has it.
fn is_in_hidden_folder(findings: &Findings<'_>, path: &str, targets: &[Utf8PathBuf]) -> bool {
    let is_hidden = |part: &str| part.starts_with('.') && !matches!(part, "." | "..");
    let Some(hidden) = Utf8Path::new(path).iter().find(|part| is_hidden(part)) else {
        return false;
    };
    let disk = findings.snapshot.disk();
    let mut folders = targets.iter().flat_map(|target| target.ancestors().skip(1));
    !folders.any(|folder| folder.file_name() == Some(hidden) && disk.exists(folder))
}

/// Of a link, the text between the brackets is a mention too; it may say anything.
pub(super) fn is_destination(text: &str, span: Span) -> bool {
    let before = text[..span.range().start].trim_end_matches(['<', ' ']);
    before.ends_with("](") || before.ends_with("]:")
}

/// A path in code that starts in a folder beside a skill, as skills bring their own files along,
/// and leads to none of them.
pub(super) fn missing_beside(findings: &mut Findings<'_>, mention: &Mention) {
    let path = mention.name.strip_prefix("./").unwrap_or(mention.name);
    let own = &findings.snapshot.index().file(findings.source.id).path;
    let Some((folder, (first, _))) = own.parent().zip(path.split_once('/')) else {
        return;
    };
    let disk = findings.snapshot.disk();
    if findings.source.place().kind != FileKind::Skill
        || first == ".."
        || !is_plain_path(path)
        || is_of_no_repository(path)
        || !is_of_the_skill(findings, &folder.join(first), path)
        || own
            .ancestors()
            .skip(1)
            .any(|from| disk.exists(&normalize(&from.join(path))))
        || is_about_files(findings, own)
        || has_placeholder(findings, path)
        || is_filled_later(findings, folder, first)
        || is_made_up(findings, mention.span)
        || is_of_another(findings, folder, path, mention.span)
        || is_quoted(findings, mention.span)
        || findings.is_pattern()
        || !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
    {
        return;
    }
    let message = format!("There is no file `{path}` beside this skill.");
    let fixes = link_fixes(findings.files_by_name(), mention.span, path);
    findings.add(Finding::new("missing-file", mention.span, message).fixes(fixes));
}

/// True for a file that each keeps for himself, `notes.local.md`, and for one of many by letters
/// that stand for digits or other letters: `Sxxxx.md`, `ADR-NNN.md`.
fn is_of_no_repository(path: &str) -> bool {
    let has_blanks = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().filter(char::is_ascii_alphabetic);
        let is_one_letter = word.len() > 2 && letters.all(|it| Some(it) == first);
        is_one_letter || word.to_ascii_lowercase().contains("xxx")
    };
    path.contains(".local.") || path.split(['/', '.', '-', '_']).any(has_blanks)
}

/// True for a path into one of the folders that skills have by the standard, or into one that holds
/// files with the same extension: a skill with settings of its own may speak of a project's
/// `config/routes.rb`.
fn is_of_the_skill(findings: &Findings<'_>, folder: &Utf8Path, path: &str) -> bool {
    let disk = findings.snapshot.disk();
    let parts = findings.snapshot.dialects().lexicon().skill_parts();
    let name = folder.file_name().unwrap_or_default();
    let extension = Utf8Path::new(path).extension();
    let is_alike = |file: &Utf8Path| file.extension() == extension;
    let holds_alike = || {
        let mut holds = findings.guesses.holds.borrow_mut();
        let asked = (folder.to_owned(), extension.map(str::to_owned));
        *holds
            .entry(asked)
            .or_insert_with(|| !disk.files_below(folder, false, &is_alike).is_empty())
    };
    disk.exists(folder) && (parts.iter().any(|it| it == name) || holds_alike())
}

/// True for a folder of which most files that the skill names are missing: something else puts
/// them there.
fn is_filled_later(findings: &Findings<'_>, folder: &Utf8Path, name: &str) -> bool {
    let filled = findings.guesses.filled_later.get_or_init(|| {
        let mentions = findings.mentions();
        let paths = mentions
            .iter()
            .filter(|it| matches!(it.form, Form::Path | Form::Link));
        let paths = paths.map(|it| it.name.strip_prefix("./").unwrap_or(it.name));
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for path in paths {
            if let Some((first, _)) = path.split_once('/') {
                named.entry(first).or_default().insert(path);
            }
        }
        let disk = findings.snapshot.disk();
        named.retain(|_, paths| {
            let missing = paths.iter().filter(|path| !disk.exists(&folder.join(path)));
            let missing = missing.count();
            missing > 2 && missing * 2 > paths.len()
        });
        named.into_keys().collect()
    });
    filled.contains(name)
}

/// True for a file of a skill beside this one, which the paragraph names before it, or the same
/// line behind it: `` `agents/x.md` (from lead) ``.
fn is_of_another(findings: &Findings<'_>, folder: &Utf8Path, path: &str, span: Span) -> bool {
    let Some(skills) = folder.parent() else {
        return false;
    };
    let disk = findings.snapshot.disk();
    let at = span.range().start;
    let start = findings.around.paragraph_start(at);
    let named = findings.guesses.skills_named_in(start, || {
        let paragraph = &findings.text()[start..];
        let end = paragraph.find("\n\n").unwrap_or(paragraph.len());
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut found = Vec::new();
        let mut place = start;
        for name in paragraph[..end].split_inclusive(|c| !is_part(c)) {
            place += name.len();
            let name = name.trim_end_matches(|c| !is_part(c));
            if !name.is_empty()
                && Some(name) != folder.file_name()
                && seen.insert(name)
                && disk.exists(&skills.join(name))
            {
                found.push((place, name.to_owned()));
            }
        }
        found
    });
    let rest = &findings.text()[at..];
    let line_end = at + rest.find('\n').unwrap_or(rest.len());
    let mut near = named.iter().take_while(|(end, _)| *end <= line_end);
    near.any(|(_, name)| disk.exists(&skills.join(name).join(path)))
}

/// True for a skill about skills, agents or the like: its paths are those of others.
pub(in crate::diagnostics) fn is_about_files(findings: &Findings<'_>, own: &Utf8Path) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let folder = own.parent().and_then(Utf8Path::file_name);
    let mut words = folder.unwrap_or_default().split(['-', '_']);
    words.any(|word| lexicon.kind_words().iter().any(|it| it == word))
}

/// `phaseN.md`, `filename.md`: a path with a word that stands for others.
pub(super) fn has_placeholder(findings: &Findings<'_>, path: &str) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    path.split(['/', '.', '-', '_']).any(|word| {
        let lower = word.to_ascii_lowercase();
        let ends_in_capital = word.ends_with(|c: char| c.is_ascii_uppercase())
            && word.chars().any(|c| c.is_ascii_lowercase());
        ends_in_capital
            || word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic())
            || lexicon.placeholder_paths().contains(&lower)
    })
}

/// True in a line that gives an example, or that says what is to be made, and in a list that such
/// a line leads to.
pub(super) fn is_made_up(findings: &Findings<'_>, span: Span) -> bool {
    let phrases = findings.snapshot.dialects().lexicon().made_up_phrases();
    let says_so = |line: u32| {
        findings.guesses.says_made_up(line, || {
            let line = findings.around.line(line).to_ascii_lowercase();
            phrases.iter().any(|it| line.contains(it.as_str()))
        })
    };
    let around = &findings.around;
    says_so(around.line_number(span.range().start)) || around.lead_in(span).is_some_and(says_so)
}

/// Where a path that is written in `own` may lead. Some start at the root of the project, or where
/// a file is copied to; one that starts with `..` says itself from where, but for a file that is
/// copied, which may lie one folder deeper or higher then.
fn possible_targets(own: &Utf8Path, path: &str, is_loaded: bool) -> Vec<Utf8PathBuf> {
    let mut folders = own.ancestors().skip(1);
    let Some(inner) = path.strip_prefix("../") else {
        let all = folders.map(|folder| normalize(&folder.join(path)));
        return all.collect();
    };
    let Some(folder) = folders.next() else {
        return Vec::new();
    };
    let mut found = vec![folder.join(path)];
    if !is_loaded {
        found.push(folder.join(inner));
        found.extend(folders.next().map(|above| above.join(path)));
    }
    found.iter().map(|target| normalize(target)).collect()
}

/// `path/to/file.md`: a path all of whose words stand for others.
fn is_stand_in(findings: &Findings<'_>, path: &str) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let words = || {
        stem.split(['/', '.', '-', '_'])
            .filter(|word| !word.is_empty())
    };
    let stands_in = |word: &str| {
        let word = word.to_ascii_lowercase();
        word == "path" || word == "to" || lexicon.placeholder_paths().contains(&word)
    };
    words().next().is_some() && words().all(stands_in)
}

/// True within quotation marks, where a text says what another should say.
pub(super) fn is_quoted(findings: &Findings<'_>, span: Span) -> bool {
    let count = |mark| findings.around.count_before(mark, span);
    count('"') % 2 == 1 || count('“') > count('”')
}

/// A relative path with a file name, or one that starts from here and ends in a folder, no word of
/// which stands for another.
pub(in crate::diagnostics) fn is_plain_path(path: &str) -> bool {
    let path = Utf8Path::new(path);
    let written = path.as_str();
    let plain = |c: char| c.is_alphanumeric() || "/._-+ %".contains(c);
    let is_folder = written.starts_with('.') && written.ends_with('/');
    let is_file = path
        .extension()
        .is_some_and(|extension| extension.len() <= 5);
    path.is_relative()
        && (is_file || is_folder)
        && written.chars().all(plain)
        && !written.contains("...")
}
