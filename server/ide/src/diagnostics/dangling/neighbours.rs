//! What stands beside a name: the items of its list, and the members of its row.

use dossier_dialect::FileKind;
use dossier_syntax::{LineIndex, Mention, Span};
use dossier_workspace::Strength;
use rustc_hash::FxHashMap;

use super::is_compound;
use crate::diagnostics::Findings;

/// What the lists of a file hold.
pub(super) struct Lists<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    /// The mentions of the body, in order.
    mentions: Vec<Mention<'a>>,
    /// The start of each line that is an item, and the list it is in.
    items: Vec<(usize, usize)>,
    /// What the items of each list name, once somebody has asked.
    lists: Vec<Option<List>>,
    /// For each mention of the lines that were asked about, by their starts, how many agents are in
    /// its row.
    rows: FxHashMap<usize, Vec<usize>>,
}

/// What the items of a list name.
#[derive(Clone, Copy, Default)]
pub(super) struct List {
    items: usize,
    /// Items that start with the name of an agent.
    leading: usize,
    /// Items that name an agent anywhere.
    naming: usize,
}

impl List {
    pub(super) fn names_agents(self) -> bool {
        self.leading >= 2 && self.leading * 2 > self.items
    }

    pub(super) fn is_about_agents(self) -> bool {
        self.naming >= 2 && self.naming * 2 > self.items
            || self.naming >= 3 && self.naming * 3 >= self.items
    }
}

impl<'a> Lists<'a> {
    pub(super) fn new(findings: &Findings<'a>) -> Self {
        let text = findings.text();
        let body = findings.source.parsed.body;
        let mut mentions: Vec<Mention> = findings
            .mentions()
            .iter()
            .copied()
            .filter(|mention| body.contains(mention.span) && !mention.fenced)
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
            lines: &findings.source.parsed.lines,
            mentions,
            items,
            lists: vec![None; lists],
            rows: FxHashMap::default(),
        }
    }

    /// The list with an item in which `span` lies.
    pub(super) fn around(&mut self, findings: &Findings<'_>, span: Span) -> Option<List> {
        let line = findings.around.line_start(span.range().start);
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
            let agents: Vec<Mention> = self
                .of_line(start)
                .iter()
                .copied()
                .filter(|mention| names_agent(findings, mention))
                .collect();
            let leads = |mention: &Mention| leads_its_item(findings, mention.span);
            list.leading += usize::from(agents.iter().any(leads));
            list.naming += usize::from(!agents.is_empty());
        }
        self.lists[number] = Some(list);
        Some(list)
    }

    /// True in a row with two or more agents: `a`, `b` and `c`.
    pub(super) fn beside_agents(&mut self, findings: &Findings<'_>, span: Span) -> bool {
        let start = findings.around.line_start(span.range().start);
        let line = self.of_line(start);
        let at = line.partition_point(|mention| mention.span < span);
        let Some(mention) = line.get(at).copied().filter(|it| it.span == span) else {
            return false;
        };
        if !self.rows.contains_key(&start) {
            let rows = self.rows_of(findings, start);
            self.rows.insert(start, rows);
        }
        let agents = self.rows[&start][at];
        agents - usize::from(names_agent(findings, &mention)) >= 2
    }

    /// For each mention of a line, how many agents are in its row.
    fn rows_of(&self, findings: &Findings<'_>, start: usize) -> Vec<usize> {
        let line = self.of_line(start);
        let joined = |one: &Mention, other: &Mention| {
            let (end, start) = (one.span.range().end, other.span.range().start);
            let between = self.text.get(end..start);
            // The cells of a row are of as many kinds as its table has columns.
            between.is_some_and(|it| !it.contains('|') && only_joins(it))
        };
        let rows = line.chunk_by(joined).flat_map(|row| {
            let agents = row.iter().filter(|it| names_agent(findings, it)).count();
            std::iter::repeat_n(agents, row.len())
        });
        rows.collect()
    }

    fn of_line(&self, start: usize) -> &[Mention<'a>] {
        let line = self.lines.line(self.lines.line_of(start));
        let end = line.unwrap_or_default().range().end;
        let starts_before = |at: usize| {
            self.mentions
                .partition_point(|mention| mention.span.range().start < at)
        };
        &self.mentions[starts_before(start)..starts_before(end)]
    }
}

fn names_agent(findings: &Findings<'_>, mention: &Mention) -> bool {
    if !is_compound(mention.name) {
        return false;
    }
    let index = findings.snapshot.index();
    let targets = findings.snapshot.resolve(findings.source.id, mention);
    targets.first().is_some_and(|target| {
        let is_agent = |id| {
            let facts = index.file(id).facts.as_ref();
            facts.is_some_and(|facts| facts.place.kind == FileKind::Agent)
        };
        target.strength >= Strength::Good && target.indexed().is_some_and(is_agent)
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

/// True for a name that its item starts with, alone or after others: `` - `a` or `b` ``.
pub(in crate::diagnostics) fn leads_its_item(findings: &Findings<'_>, span: Span) -> bool {
    let around = &findings.around;
    let Some(before) = around.whole_before(span) else {
        return false;
    };
    let marker = marker(around.line(around.line_number(span.range().start)));
    let Some(before) = marker.and_then(|marker| before.get(marker..)) else {
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
