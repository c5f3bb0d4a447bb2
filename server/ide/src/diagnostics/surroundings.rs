//! What stands around the places of a text: its lines, its lists, its headings, its quotes.
//!
//! A text may have tens of thousands of places that ask, all on one line or in one list. So what
//! many would look for is found once for all of them, and nobody reads a line for each word in it.

use std::cell::{OnceCell, RefCell};

use dossier_syntax::{Heading, LineIndex, Span};
use rustc_hash::FxHashMap;

/// How far before a name on its line the sentence with it is looked for, and the start of its item,
/// in bytes. Nobody's sentence is as long.
const FARTHEST: usize = 2_000;

/// The most text that is kept of lines that say something of the names in them, in bytes.
const MOST_SAID: usize = 32_000;

/// What stands around the places of one text.
pub(super) struct Surroundings<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    headings: &'a [Heading],
    /// For each line, the line that leads to the list which an item there is in.
    leads: OnceCell<Vec<Option<u32>>>,
    /// For each heading, the one that its section is in.
    outer_headings: OnceCell<Vec<Option<usize>>>,
    /// Where each mark stands that was counted.
    marks: RefCell<FxHashMap<char, Vec<u32>>>,
    /// Where paragraphs start that follow a blank line.
    paragraphs: OnceCell<Vec<usize>>,
    /// The code blocks between fences.
    code: OnceCell<Vec<CodeBlock>>,
}

/// A code block by its lines.
struct CodeBlock {
    /// That with its opening fence.
    open: u32,
    /// That with its closing fence, or the end of the text.
    close: u32,
    /// The last one above it that isn't blank.
    lead: Option<u32>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(text: &'a str, lines: &'a LineIndex, headings: &'a [Heading]) -> Self {
        Self {
            text,
            lines,
            headings,
            leads: OnceCell::new(),
            outer_headings: OnceCell::new(),
            marks: RefCell::default(),
            paragraphs: OnceCell::new(),
            code: OnceCell::new(),
        }
    }

    /// The number of the line with the byte `at`.
    pub(super) fn line_number(&self, at: usize) -> u32 {
        self.lines.line_of(at)
    }

    /// A line without its line break.
    pub(super) fn line(&self, number: u32) -> &'a str {
        self.lines.line(number).unwrap_or_default().of(self.text)
    }

    /// Where the line with the byte `at` starts.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let line = self.lines.line(self.lines.line_of(at));
        line.unwrap_or_default().range().start
    }

    /// What stands before `span` on its line, as far as a sentence may reach.
    pub(super) fn before(&self, span: Span) -> &'a str {
        let end = span.range().start;
        let mut start = self.line_start(end).max(end.saturating_sub(FARTHEST));
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        self.text.get(start..end).unwrap_or_default()
    }

    /// What stands between the start of the line and `span`; `None` where that is farther than any
    /// item's start.
    pub(super) fn whole_before(&self, span: Span) -> Option<&'a str> {
        let end = span.range().start;
        let start = self.line_start(end);
        (end - start <= FARTHEST).then(|| self.text.get(start..end))?
    }

    /// How many of `mark` stand before `span` on its line.
    pub(super) fn count_before(&self, mark: char, span: Span) -> usize {
        let mut marks = self.marks.borrow_mut();
        let places = marks.entry(mark).or_insert_with(|| {
            let places = self.text.match_indices(mark);
            places.map(|(at, _)| Span::empty(at).start).collect()
        });
        let before = |offset: usize| places.partition_point(|at| (*at as usize) < offset);
        before(span.range().start) - before(self.line_start(span.range().start))
    }

    /// The number of the line that leads to the list around `span`: it ends with a colon, and
    /// between the two are items alone.
    pub(super) fn lead_in(&self, span: Span) -> Option<u32> {
        let number = self.line_number(span.range().start);
        if !is_item(self.line(number)) {
            return None;
        }
        let leads = self.leads.get_or_init(|| {
            let mut lead = None;
            let numbers = 0..self.lines.lines();
            let leads = numbers.map(|number| {
                let line = self.line(number);
                let before = lead;
                if !line.trim().is_empty() && !is_item(line) {
                    let said = line.trim_end_matches(['*', '_', ' ']);
                    lead = said.ends_with(':').then_some(number);
                }
                before
            });
            leads.collect()
        });
        leads.get(number as usize).copied().flatten()
    }

    /// Where the paragraph with the byte `at` starts: behind the last blank line.
    pub(super) fn paragraph_start(&self, at: usize) -> usize {
        const GAP: &str = "\n\n";
        let starts = self.paragraphs.get_or_init(|| {
            let gaps = self.text.match_indices('\n');
            let gaps = gaps.filter(|(at, _)| self.text[*at..].starts_with(GAP));
            gaps.map(|(at, _)| at + GAP.len()).collect()
        });
        let before = starts.partition_point(|start| *start <= at);
        starts[..before].last().copied().unwrap_or(0)
    }

    /// What leads to the code block around `span`, which may be empty: the last line above its fence.
    /// `None` outside of fences.
    pub(super) fn before_code(&self, span: Span) -> Option<&'a str> {
        let blocks = self.code.get_or_init(|| self.code_blocks());
        let number = self.line_number(span.range().start);
        let next = blocks.partition_point(|block| block.open < number);
        let block = blocks[..next].last()?;
        (number < block.close).then(|| block.lead.map_or("", |lead| self.line(lead)))
    }

    /// The code blocks between fences, the last one to the end of the text if nothing closes it.
    fn code_blocks(&self) -> Vec<CodeBlock> {
        const FENCES: [char; 2] = ['`', '~'];
        let mut blocks: Vec<CodeBlock> = Vec::new();
        // The fence of the block that is open.
        let mut fence = "";
        let mut lead = None;
        for number in 0..self.lines.lines() {
            let line = self.line(number).trim_start_matches([' ', '\t', '>']);
            let marks = FENCES.map(|mark| line.len() - line.trim_start_matches(mark).len());
            let marks = &line[..marks.into_iter().max().unwrap_or(0)];
            if fence.is_empty() && marks.len() >= 3 {
                fence = marks;
                let close = self.lines.lines();
                let open = number;
                blocks.push(CodeBlock { open, close, lead });
            } else if !fence.is_empty() && marks.starts_with(fence) && line.trim_end() == marks {
                fence = "";
                if let Some(block) = blocks.last_mut() {
                    block.close = number;
                }
            }
            if !line.trim().is_empty() {
                lead = Some(number);
            }
        }
        blocks
    }

    /// The headings of the sections around `span`, the innermost first.
    pub(super) fn headings_around(&self, span: Span) -> impl Iterator<Item = &'a Heading> + '_ {
        let outer = self.outer_headings.get_or_init(|| {
            let mut outer = Vec::with_capacity(self.headings.len());
            // The headings whose sections are open, the innermost last.
            let mut open: Vec<usize> = Vec::new();
            for (number, heading) in self.headings.iter().enumerate() {
                let is_over = |it: &usize| self.headings[*it].level >= heading.level;
                while open.last().is_some_and(is_over) {
                    open.pop();
                }
                outer.push(open.last().copied());
                open.push(number);
            }
            outer
        });
        let before = self
            .headings
            .partition_point(|heading| heading.span.start <= span.start);
        let around = std::iter::successors(before.checked_sub(1), |number| outer[*number]);
        around.map(|number| &self.headings[number])
    }

    /// The lines that say one of `phrases`, and the rows of tables whose head does.
    pub(super) fn lines_saying(&self, phrases: &[String]) -> Said<'a> {
        let mut lines = Vec::new();
        let mut length = 0;
        // Whether there is a table here, and whether its head says so.
        let mut head: Option<bool> = None;
        for number in 0..self.lines.lines() {
            let line = self.line(number);
            let is_row = line.trim_start().starts_with('|');
            let says = says(line, phrases);
            if says || is_row && head == Some(true) {
                length += line.len();
                lines.push(line);
            }
            if length > MOST_SAID {
                break;
            }
            head = is_row.then(|| head.unwrap_or(says));
        }
        Said { lines }
    }
}

/// Lines that say something of the names in them.
pub(super) struct Said<'a> {
    lines: Vec<&'a str>,
}

impl Said<'_> {
    /// True if one of them has the name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.contains(name))
    }
}

/// True for a line that says one of `phrases`.
pub(super) fn says(line: &str, phrases: &[String]) -> bool {
    let line = line.to_lowercase();
    phrases.iter().any(|it| line.contains(it.as_str()))
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+']) || number.len() < line.len() && number.starts_with(['.', ')'])
}
