//! Names and links in a text that lead nowhere.
//!
//! A name in prose may be anything, so most of what leads nowhere is no fault. Reported is what is
//! written for a program, and what stands in a list or a row in which its neighbours lead somewhere.

use camino::Utf8Path;
use dossier_dialect::{FileKind, Severity, closest, is_likely_typo};
use dossier_syntax::{Cue, Form, Mention, Span, Wants, is_name, name_key};
use dossier_workspace::{Strength, TargetFile, normalize};

use super::{Findings, did_you_mean};
use crate::agent_type::is_agent_type;
use crate::fixes::{link_fixes, named_fixes};
use crate::rename::last_part;

pub(super) fn check(findings: &mut Findings<'_>) {
    if !findings.snapshot.is_complete() {
        return;
    }
    let facts = &findings.source.facts;
    let body = findings.source.parsed.body;
    let mut lists: Option<Lists<'_>> = None;
    for mention in facts.mentions.iter() {
        let in_body = mention.span.start >= body.start;
        match (mention.form, mention.wants) {
            (Form::Link, Wants::File) => missing_file(findings, mention),
            (Form::Field, Wants::Agent) => called_agent(findings, mention),
            (Form::Key, Wants::Agent) if is_agent_type(findings.text(), mention.span) => {
                called_agent(findings, mention);
            }
            (Form::Slash | Form::SlashCode, _) if in_body => listed_skill(findings, mention),
            (Form::Code | Form::Bold, Wants::Any | Wants::Agent)
            | (Form::Plain, Wants::Any | Wants::Agent)
                if in_body && is_compound(&mention.name) && is_nobody(findings, &mention.name) =>
            {
                let lists = lists.get_or_insert_with(|| Lists::new(findings));
                named_agent(findings, mention, lists);
            }
            _ => {}
        }
    }
}

// ------------------------------------------------------------------- agents --

/// A value that the program takes for an agent.
fn called_agent(findings: &mut Findings<'_>, mention: &Mention) {
    let name = mention.name.as_str();
    let sayable = is_name(name) || name.split(' ').all(is_name);
    if !sayable
        || is_placeholder(findings, name)
        || !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
        || !is_nobody(findings, name)
        || !has_team(findings, FileKind::Agent)
    {
        return;
    }
    let meant = probably(findings, name, &[FileKind::Agent]);
    let message = format!("There is no agent `{name}`.{}", did_you_mean(meant));
    let fixes = named_fixes(
        findings.snapshot,
        findings.source.id,
        last_part(mention),
        name,
        FileKind::Agent,
        meant,
    );
    if let Some(finding) = findings.add("unknown-agent", Severity::Warning, mention.span, message) {
        finding.fixes = fixes;
    }
}

/// A name in prose, if its neighbours are agents.
fn named_agent(findings: &mut Findings<'_>, mention: &Mention, lists: &mut Lists<'_>) {
    let why = if mention.form == Form::Plain {
        let handed_over = matches!(mention.cue, Cue::Handoff | Cue::Row | Cue::Arrow);
        // More than one of a kind are people: `coordinate with domain-experts`.
        let many = mention.name.ends_with("rs") || mention.name.ends_with("ts");
        if !handed_over || many || !ends_its_phrase(findings.text(), mention.span) {
            return;
        }
        lists
            .around(findings, mention.span)
            .filter(|list| list.is_about_agents())
            .map(|_| "others in this list")
    } else if lists.beside_agents(findings, mention.span) {
        Some("others beside it")
    } else {
        let list = lists.around(findings, mention.span);
        list.filter(|list| list.names_agents() && leads_its_item(findings.text(), mention.span))
            .map(|_| "others in this list")
    };
    let Some(why) = why else {
        return;
    };
    let name = &mention.name;
    let meant = probably(findings, name, &[FileKind::Agent]);
    let message = format!(
        "There is no agent `{name}`, though {why} exist.{}",
        did_you_mean(meant)
    );
    let fixes = named_fixes(
        findings.snapshot,
        findings.source.id,
        last_part(mention),
        name,
        FileKind::Agent,
        meant,
    );
    let (severity, span) = (Severity::Information, mention.span);
    if let Some(finding) = findings.add("unknown-agent", severity, span, message) {
        finding.fixes = fixes;
    }
}

/// True if nothing that this workspace or the program has answers to the name.
fn is_nobody(findings: &Findings<'_>, name: &str) -> bool {
    let index = findings.snapshot.index();
    let place = findings.source.place();
    let vocabulary = findings.snapshot.vocabulary(place);
    if let Some((plugin, _)) = name.split_once(':') {
        // Another plugin's names can be known only where it is part of the workspace.
        if place.plugin.as_ref().is_none_or(|own| own.name != plugin) {
            return false;
        }
    }
    let is_built_in = || {
        let key = name_key(name);
        let mut agents = vocabulary.builtin_agents().iter();
        agents.any(|agent| name_key(&agent.name) == key)
    };
    index.defining(name).is_empty() && !is_built_in()
}

/// A file that belongs to no team that is in sight may name anybody.
fn has_team(findings: &Findings<'_>, kind: FileKind) -> bool {
    let home = &findings.source.place().home;
    let index = findings.snapshot.index();
    index
        .of_kind(kind)
        .any(|(id, _, facts)| id != findings.source.id && facts.place.home == *home)
}

/// `code-reviewer`: lower-case words joined by hyphens.
fn is_compound(name: &str) -> bool {
    name.contains('-')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// A name that stands for one that the reader puts in.
fn is_placeholder(findings: &Findings<'_>, name: &str) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let words = lexicon.placeholder_words();
    name_key(name)
        .split(['-', ':', '.'])
        .any(|word| words.iter().any(|it| it == word))
        && !name_key(name).split('-').any(|word| word.ends_with("er"))
}

// ------------------------------------------------------------------- skills --

/// `/name` at the start of an item in a list that announces skills.
fn listed_skill(findings: &mut Findings<'_>, mention: &Mention) {
    let text = findings.text();
    let name = mention.name.as_str();
    let vocabulary = findings.snapshot.vocabulary(findings.source.place());
    let built_in = || {
        vocabulary
            .builtin_commands()
            .iter()
            .any(|command| command.name == name)
    };
    if !leads_its_item(text, mention.span)
        || !announces_skills(findings, mention.span)
        || text[mention.span.range().end..].starts_with(['/', '.'])
        || is_placeholder(findings, name)
        || built_in()
        || !is_nobody(findings, name)
        || !has_team(findings, FileKind::Skill)
    {
        return;
    }
    let kinds = [FileKind::Skill, FileKind::Command];
    let meant = probably(findings, name, &kinds);
    let message = format!("There is no skill `{name}`.{}", did_you_mean(meant));
    let fixes = named_fixes(
        findings.snapshot,
        findings.source.id,
        last_part(mention),
        name,
        FileKind::Skill,
        meant,
    );
    if let Some(finding) = findings.add("unknown-skill", Severity::Warning, mention.span, message) {
        finding.fixes = fixes;
    }
}

/// True under a heading with the word "skills", or under one below such a heading.
pub(super) fn announces_skills(findings: &Findings<'_>, span: Span) -> bool {
    let above = findings.source.facts.headings.iter().rev();
    let mut level = u8::MAX;
    above
        .filter(|heading| heading.span.end <= span.start)
        .any(|heading| {
            let encloses = heading.level < level;
            level = level.min(heading.level);
            encloses
                && heading
                    .title
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| {
                        word.eq_ignore_ascii_case("skill") || word.eq_ignore_ascii_case("skills")
                    })
        })
}

// -------------------------------------------------------------------- files --

/// A link to a file that is not there.
fn missing_file(findings: &mut Findings<'_>, mention: &Mention) {
    let text = findings.text();
    let before = text[..mention.span.range().start].trim_end_matches(['<', ' ']);
    let is_destination = before.ends_with("](") || before.ends_with("]:");
    let path = mention.name.split(['#', '?']).next().unwrap_or_default();
    let own = &findings.snapshot.index().file(findings.source.id).path;
    if !is_destination
        || !is_plain_path(path)
        || is_pattern(own)
        || is_quoted(text, mention.span)
        || !findings
            .snapshot
            .resolve(findings.source.id, mention)
            .is_empty()
    {
        return;
    }
    let path = path.replace("%20", " ");
    let disk = findings.snapshot.disk();
    // Some paths start at the root of the project, or where a file is copied to.
    let exists = own
        .ancestors()
        .skip(1)
        .any(|folder| disk.exists(&normalize(&folder.join(&path))));
    // Standing instructions are copied into collections without the project that they speak of.
    let is_copy = || {
        let first = Utf8Path::new(&path).iter().find(|part| *part != ".");
        let folder = own
            .parent()
            .zip(first)
            .map(|(here, first)| here.join(first));
        findings.source.place().kind == FileKind::Memory
            && !folder.is_some_and(|folder| disk.exists(&folder))
    };
    if exists || is_copy() {
        return;
    }
    let what = if path.ends_with('/') {
        "folder"
    } else {
        "file"
    };
    let message = format!("There is no {what} `{path}`.");
    let fixes = link_fixes(findings.snapshot, findings.source, mention.span, &path);
    if let Some(finding) = findings.add("missing-file", Severity::Warning, mention.span, message) {
        finding.fixes = fixes;
    }
}

/// True for a file that shows what another should look like.
pub(super) fn is_pattern(path: &Utf8Path) -> bool {
    path.as_str().split(['/', '-', '_', '.']).any(|word| {
        let word = word.to_ascii_lowercase();
        matches!(
            word.as_str(),
            "template" | "templates" | "example" | "examples"
        )
    })
}

/// True within quotation marks, where a text says what another should say.
fn is_quoted(text: &str, span: Span) -> bool {
    let start = line_start(text, span.range().start);
    let before = &text[start..span.range().start];
    before.matches('"').count() % 2 == 1
        || before.matches('“').count() > before.matches('”').count()
}

/// A relative path with a file name, or one that starts from here and ends in a folder, no word of
/// which stands for another.
pub(super) fn is_plain_path(path: &str) -> bool {
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

// ---------------------------------------------------------------- neighbours --

/// What the lists of a file hold.
struct Lists<'a> {
    text: &'a str,
    /// The mentions of the body, in order.
    mentions: Vec<&'a Mention>,
    /// The start of each line that is an item, and the list it is in.
    items: Vec<(usize, usize)>,
    /// What the items of each list name, once somebody has asked.
    lists: Vec<Option<List>>,
}

/// What the items of a list name.
#[derive(Clone, Copy, Default)]
struct List {
    items: usize,
    /// Items that start with the name of an agent.
    leading: usize,
    /// Items that name an agent anywhere.
    naming: usize,
}

impl List {
    fn names_agents(self) -> bool {
        self.leading >= 2 && self.leading * 2 > self.items
    }

    fn is_about_agents(self) -> bool {
        self.naming >= 2 && self.naming * 2 > self.items
            || self.naming >= 3 && self.naming * 3 >= self.items
    }
}

impl<'a> Lists<'a> {
    fn new(findings: &Findings<'a>) -> Self {
        let text = findings.text();
        let body = findings.source.parsed.body;
        let mentions = findings.source.facts.mentions.iter();
        let mut mentions: Vec<&Mention> = mentions
            .filter(|mention| body.contains(mention.span))
            .collect();
        mentions.sort_by_key(|mention| mention.span);
        let mut items = Vec::new();
        let mut lists = 0;
        let mut open: Option<usize> = None;
        let mut start = body.range().start;
        for line in body.of(text).split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            match (marker(line), open) {
                (Some(_), Some(outer)) if indent == outer => items.push((start, lists - 1)),
                // What belongs to the item above it.
                (_, Some(outer)) if indent > outer && !line.trim().is_empty() => {}
                (Some(_), _) => {
                    lists += 1;
                    open = Some(indent);
                    items.push((start, lists - 1));
                }
                (None, _) => open = None,
            }
            start += line.len();
        }
        Self {
            text,
            mentions,
            items,
            lists: vec![None; lists],
        }
    }

    /// The list with an item in which `span` lies.
    fn around(&mut self, findings: &Findings<'_>, span: Span) -> Option<List> {
        let line = line_start(self.text, span.range().start);
        let at = self.items.binary_search_by_key(&line, |item| item.0).ok()?;
        let number = self.items[at].1;
        if let Some(known) = self.lists[number] {
            return Some(known);
        }
        let first = self.items.partition_point(|item| item.1 < number);
        let last = self.items.partition_point(|item| item.1 <= number);
        let mut list = List::default();
        for &(start, _) in &self.items[first..last] {
            list.items += 1;
            let agents: Vec<&Mention> = self
                .of_line(start)
                .iter()
                .copied()
                .filter(|mention| names_agent(findings, mention))
                .collect();
            let leads = |mention: &&Mention| leads_its_item(self.text, mention.span);
            list.leading += usize::from(agents.iter().any(leads));
            list.naming += usize::from(!agents.is_empty());
        }
        self.lists[number] = Some(list);
        Some(list)
    }

    /// True in a row with two or more agents: `a`, `b` and `c`.
    fn beside_agents(&self, findings: &Findings<'_>, span: Span) -> bool {
        let line = self.of_line(line_start(self.text, span.range().start));
        let Some(at) = line.iter().position(|mention| mention.span == span) else {
            return false;
        };
        let joined = |pair: &[&Mention]| {
            let (end, start) = (pair[0].span.range().end, pair[1].span.range().start);
            self.text.get(end..start).is_some_and(only_joins)
        };
        let before = line[..=at].windows(2).rev();
        let before = before.take_while(|pair| joined(pair)).map(|pair| pair[0]);
        let after = line[at..].windows(2);
        let after = after.take_while(|pair| joined(pair)).map(|pair| pair[1]);
        before
            .chain(after)
            .filter(|mention| names_agent(findings, mention))
            .count()
            >= 2
    }

    fn of_line(&self, start: usize) -> &[&'a Mention] {
        let len = self.text[start..].find('\n');
        let end = len.map_or(self.text.len(), |len| start + len);
        let starts_before = |at: usize| {
            self.mentions
                .partition_point(|mention| mention.span.range().start < at)
        };
        &self.mentions[starts_before(start)..starts_before(end)]
    }
}

fn names_agent(findings: &Findings<'_>, mention: &Mention) -> bool {
    if !is_compound(&mention.name) {
        return false;
    }
    let index = findings.snapshot.index();
    let targets = findings.snapshot.resolve(findings.source.id, mention);
    targets.first().is_some_and(|target| {
        let is_agent = |id| {
            let facts = index.file(id).facts.as_ref();
            facts.is_some_and(|facts| facts.place.kind == FileKind::Agent)
        };
        target.strength >= Strength::Good
            && matches!(target.file, TargetFile::Indexed(id) if is_agent(id))
    })
}

/// The length of what makes a line an item: `- `, `1. `, `| `.
fn marker(line: &str) -> Option<usize> {
    let item = line.trim_start();
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match digits {
        0 => item.strip_prefix(['-', '*', '+', '|']),
        _ => item[digits..].strip_prefix(['.', ')']),
    }?;
    let blank = rest.starts_with([' ', '\t']);
    blank.then(|| line.len() - rest.trim_start().len())
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// True for a name that its item starts with, alone or after others: `` - `a` or `b` ``.
pub(super) fn leads_its_item(text: &str, span: Span) -> bool {
    let start = line_start(text, span.range().start);
    let Some(marker) = marker(&text[start..]) else {
        return false;
    };
    let Some(before) = text.get(start + marker..span.range().start) else {
        return false;
    };
    // Every second piece is in backticks.
    before
        .split('`')
        .enumerate()
        .all(|(at, piece)| only_joins(piece) || at % 2 == 1 && !piece.contains(' '))
}

/// True for what stands between the members of a row.
fn only_joins(between: &str) -> bool {
    between
        .split(|c: char| !c.is_alphanumeric())
        .all(|word| matches!(word, "" | "and" | "or"))
        && between
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || "`*,/&+|→\"".contains(c))
}

/// True if the phrase ends with the name, so that it is no part of a longer term:
/// `work with real-time data`.
fn ends_its_phrase(text: &str, span: Span) -> bool {
    let rest = &text[span.range().end..];
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let line = line.trim_start_matches(['*', '`', '"']);
    if !line.starts_with(' ') {
        return line.is_empty() || line.starts_with([',', '.', ';', ')', ':', '/']);
    }
    let word = line.trim_start().split(' ').next().unwrap_or_default();
    matches!(
        word,
        "" | "on"
            | "for"
            | "in"
            | "to"
            | "about"
            | "when"
            | "if"
            | "and"
            | "or"
            | "during"
            | "regarding"
            | "at"
            | "before"
            | "after"
            | "→"
    )
}

// --------------------------------------------------------------- suggestions --

/// The name that was probably meant by one that is nobody's.
fn probably<'a>(findings: &Findings<'a>, name: &str, kinds: &[FileKind]) -> Option<&'a str> {
    let index = findings.snapshot.index();
    let home = &findings.source.place().home;
    let mut known: Vec<(bool, &str)> = kinds
        .iter()
        .flat_map(|&kind| index.of_kind(kind))
        .filter_map(|(_, _, facts)| {
            let name = facts.definition.as_ref()?.name().as_str();
            Some((facts.place.home != *home, name))
        })
        .collect();
    // Those of the same team first.
    known.sort_unstable();
    let names = || known.iter().map(|&(_, name)| name);
    let typo = names().find(|known| is_likely_typo(name, known));
    // `legacy-modernization` for `legacy-modernizer`: what they are about is the same.
    let first = name.split('-').next().unwrap_or(name);
    let akin = || {
        names().filter(|known| {
            let rest = known.strip_prefix(first);
            name != first && rest.is_some_and(|rest| rest.starts_with('-'))
        })
    };
    // A whole collection that was renamed: `debugging` is `loom-debugging` now.
    let renamed = || {
        let ending = names().filter(|known| {
            let prefix = known.strip_suffix(name);
            prefix.is_some_and(|prefix| prefix.ends_with('-'))
        });
        ending.min_by_key(|known| known.len())
    };
    let last = name.rsplit('-').next();
    let count = name.split('-').count();
    let only = || {
        let mut alike: Vec<&str> = akin()
            .filter(|known| {
                let longer = known.strip_prefix(name);
                known.split('-').count() == count
                    || known.rsplit('-').next() == last
                    || longer.is_some_and(|rest| rest.starts_with('-'))
            })
            .collect();
        alike.dedup();
        (alike.len() == 1).then(|| alike[0])
    };
    let simple = || closest(name, names()).filter(|_| !name.contains('-'));
    typo.or_else(renamed)
        .or_else(|| closest(name, akin()))
        .or_else(only)
        .or_else(simple)
}
