//! What stands around the places of a text: its lines, its lists, its headings, its quotes.
//!
//! A text may have tens of thousands of places that ask, all on one line or in one list. So what
//! many would look for is found once for all of them, and nobody reads a line for each word in it.

use std::cell::{OnceCell, RefCell};

use dossier_syntax::{Heading, Headings, LineIndex, Span};
use rustc_hash::FxHashMap;

/// How far before a name on its line the sentence with it is looked for, and the start of its item,
/// in bytes. Nobody's sentence is as long.
const FARTHEST: usize = 2_000;

/// How many lines before and after its own a sentence may have.
const MOST_LINES: u32 = 12;

/// The most text that is kept of lines that say something of the names in them, in bytes.
const MOST_SAID: usize = 32_000;

/// What stands around the places of one text.
pub(super) struct Surroundings<'a> {
    text: &'a str,
    lines: &'a LineIndex,
    packed: &'a Headings,
    /// The headings, once somebody has asked.
    headings: OnceCell<Vec<Heading<'a>>>,
    /// For each line, the line that leads to the list which an item there is in.
    leads: OnceCell<Vec<Option<u32>>>,
    /// For each line, the first of the table which that is a row of.
    heads: OnceCell<Vec<Option<u32>>>,
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
    pub(super) fn new(text: &'a str, lines: &'a LineIndex, headings: &'a Headings) -> Self {
        Self {
            text,
            lines,
            packed: headings,
            headings: OnceCell::new(),
            leads: OnceCell::new(),
            heads: OnceCell::new(),
            outer_headings: OnceCell::new(),
            marks: RefCell::default(),
            paragraphs: OnceCell::new(),
            code: OnceCell::new(),
        }
    }

    /// The same with what was found out about the text for another entry of it, whose headings are
    /// others.
    pub(super) fn after(self, other: Self) -> Self {
        Self {
            packed: self.packed,
            headings: self.headings,
            outer_headings: self.outer_headings,
            ..other
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
        let before = self.text.get(self.line_start(end)..end);
        near_end(before.unwrap_or_default(), FARTHEST)
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

    /// The number of the first line of the table that `span` is in a row of.
    pub(super) fn table_head(&self, span: Span) -> Option<u32> {
        let heads = self.heads.get_or_init(|| {
            let mut head = None;
            let numbers = 0..self.lines.lines();
            let heads = numbers.map(|number| {
                head = is_row(self.line(number)).then(|| head.unwrap_or(number));
                head
            });
            heads.collect()
        });
        let number = self.line_number(span.range().start);
        heads.get(number as usize).copied().flatten()
    }

    /// What stands before `span` in its sentence, and what behind it: in its paragraph, its item or
    /// its row, over line breaks.
    pub(super) fn sentence(&self, span: Span) -> (&'a str, &'a str) {
        let (start, end) = (span.range().start, span.range().end);
        let (mut first, mut last) = (self.line_number(start), self.line_number(end));
        let farthest = (first.saturating_sub(MOST_LINES), last + MOST_LINES);
        let goes_on = |line: &str| !line.trim().is_empty() && !stands_alone(line);
        while first > farthest.0
            && goes_on(self.line(first))
            && !is_item(self.line(first))
            && goes_on(self.line(first - 1))
        {
            first -= 1;
        }
        while last < farthest.1
            && !stands_alone(self.line(last))
            && goes_on(self.line(last + 1))
            && !is_item(self.line(last + 1))
        {
            last += 1;
        }
        let text = |number: u32| self.lines.line(number).unwrap_or_default().range();
        let before = self.text.get(text(first).start..start).unwrap_or_default();
        let behind = self.text.get(end..text(last).end).unwrap_or_default();
        let before = near_end(before, FARTHEST);
        let behind = near_start(behind, FARTHEST);
        let begin = sentence_ends(before).last().unwrap_or(0);
        let end = sentence_ends(behind).next().unwrap_or(behind.len());
        (&before[begin..], &behind[..end])
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
    pub(super) fn headings_around(&self, span: Span) -> impl Iterator<Item = Heading<'a>> + '_ {
        let headings = self.headings.get_or_init(|| self.packed.iter().collect());
        let outer = self.outer_headings.get_or_init(|| {
            let mut outer = Vec::with_capacity(headings.len());
            // The headings whose sections are open, the innermost last.
            let mut open: Vec<usize> = Vec::new();
            for (number, heading) in headings.iter().enumerate() {
                let is_over = |it: &usize| headings[*it].level >= heading.level;
                while open.last().is_some_and(is_over) {
                    open.pop();
                }
                outer.push(open.last().copied());
                open.push(number);
            }
            outer
        });
        let before = headings.partition_point(|heading| heading.span.start <= span.start);
        let around = std::iter::successors(before.checked_sub(1), |number| outer[*number]);
        around.map(|number| headings[number])
    }

    /// The lines that say one of `phrases`, and the rows of tables whose head does.
    pub(super) fn lines_saying(&self, phrases: &[String]) -> Said<'a> {
        let mut lines = Vec::new();
        let mut length = 0;
        // Whether there is a table here, and whether its head says so.
        let mut head: Option<bool> = None;
        for number in 0..self.lines.lines() {
            let line = self.line(number);
            let is_row = is_row(line);
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

/// The last bytes of a text, `most` of them at most.
fn near_end(text: &str, most: usize) -> &str {
    let mut start = text.len().saturating_sub(most);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The first bytes of a text, `most` of them at most.
fn near_start(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where sentences end in a text: behind their marks.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    let marks = text.match_indices(['.', '!', '?', ';', '。']);
    let ends = marks.map(|(at, mark)| at + mark.len());
    ends.filter(|at| text[*at..].starts_with(char::is_whitespace) || text[..*at].ends_with('。'))
}

/// True for a line that is no part of a paragraph: a heading, a row of a table or a fence.
fn stands_alone(line: &str) -> bool {
    let line = line.trim_start();
    is_row(line) || line.starts_with('#') || line.starts_with("```") || line.starts_with("~~~")
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['-', '*', '+']) || number.len() < line.len() && number.starts_with(['.', ')'])
}
