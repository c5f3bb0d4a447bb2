//! Running text of a body, block by block, from one pass of pulldown-cmark.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::dedent::Dedented;
use super::xml;
use crate::{Heading, Span};

/// A stretch of a block's running text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) code: bool,
    /// The bold span around it, by number.
    pub(super) bold: Option<u32>,
}

/// What the pass hands over, in order.
pub(super) enum Part<'a> {
    /// A block of running text is complete.
    Text {
        /// Its stretches.
        pieces: &'a [Piece],
        /// What it is part of.
        setting: Setting,
    },
    /// A code block.
    CodeBlock {
        /// What stands between its fences.
        span: Span,
        /// The first word behind the opening fence; `None` for a block that is indented.
        language: Option<&'a str>,
    },
    /// A link's text and the span of its destination.
    Link {
        /// The text between the brackets.
        text: Span,
        /// The destination, without angle brackets and title.
        destination: Span,
    },
    /// A heading.
    Heading(Heading<'a>),
}

/// What a block of running text is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Nothing that matters.
    Paragraph,
    /// It is a heading, of that level.
    Heading(u8),
    /// It is the first block of an item, of the list with that number.
    Item(u32),
    /// It is a cell, of the table with that number.
    Cell { table: u32, column: u16, head: bool },
}

/// Reads `body` of `text` and hands over its parts.
pub(super) fn read(text: &str, body: Span, mut part: impl FnMut(Part<'_>)) {
    let mut counts = Counts::default();
    read_part(text, &Source::Whole(body), &mut counts, &mut part);
}

/// What is numbered or counted through a whole body.
#[derive(Default)]
struct Counts {
    bolds: u32,
    lists: u32,
    tables: u32,
    /// The tags that are open.
    depth: i32,
    /// How often something is read that stands within something.
    nesting: u8,
}

/// The most that is looked for within one another.
const DEEPEST: u8 = 6;

/// What is read at once.
enum Source<'a> {
    /// A stretch of the file as it is.
    Whole(Span),
    /// A stretch in which something was left out.
    Dedented(&'a Dedented),
}

impl Source<'_> {
    fn text<'a>(&'a self, text: &'a str) -> &'a str {
        match self {
            Self::Whole(span) => span.of(text),
            Self::Dedented(dedented) => &dedented.text,
        }
    }

    /// Where a range of it stands in the file.
    fn span(&self, text: &str, range: Range<usize>) -> Span {
        match self {
            Self::Whole(span) => Span::from(range).shifted(span.range().start),
            Self::Dedented(dedented) => dedented.span(text, range),
        }
    }
}

/// Where among lists and tables the pass is.
#[derive(Default)]
struct Around {
    /// The lists that are open, by their numbers.
    lists: Vec<u32>,
    /// An item has begun, and nothing of it was read yet.
    fresh_item: bool,
    in_head: bool,
    column: Option<u16>,
    /// The level of the heading that is open.
    heading: Option<u8>,
}

impl Around {
    fn enter(&mut self, tag: &Tag<'_>, counts: &mut Counts) {
        match tag {
            Tag::List(_) => {
                counts.lists += 1;
                self.lists.push(counts.lists);
                self.fresh_item = false;
            }
            Tag::Item => self.fresh_item = true,
            Tag::Table(_) => counts.tables += 1,
            Tag::TableHead => (self.in_head, self.column) = (true, Some(0)),
            Tag::TableRow => self.column = Some(0),
            Tag::Heading { level, .. } => self.heading = Some(*level as u8),
            _ => {}
        }
    }

    fn leave(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
                self.fresh_item = false;
            }
            TagEnd::Item => self.fresh_item = false,
            TagEnd::TableCell => self.column = self.column.map(|column| column.saturating_add(1)),
            TagEnd::TableHead => (self.in_head, self.column) = (false, None),
            TagEnd::TableRow => self.column = None,
            TagEnd::Heading(_) => self.heading = None,
            _ => {}
        }
    }

    fn setting(&self, counts: &Counts) -> Setting {
        match (self.heading, self.column, self.lists.last()) {
            (Some(level), ..) => Setting::Heading(level),
            (_, Some(column), _) => Setting::Cell {
                table: counts.tables,
                column,
                head: self.in_head,
            },
            (_, _, Some(&list)) if self.fresh_item => Setting::Item(list),
            _ => Setting::Paragraph,
        }
    }
}

/// A code block that is being read.
struct CodeBlock<'a> {
    language: Option<CowStr<'a>>,
    /// What was read of it.
    span: Option<Span>,
}

fn read_part(text: &str, source: &Source<'_>, counts: &mut Counts, part: &mut dyn FnMut(Part<'_>)) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut bold_depth = 0_u32;
    let mut heading: Option<(u8, String)> = None;
    let mut link: Option<Link> = None;
    let mut html: Option<Span> = None;
    let mut code: Option<CodeBlock<'_>> = None;
    let mut around = Around::default();
    let mut events = Parser::new_ext(source.text(text), options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let span = source.span(text, range);
        let bold = (bold_depth > 0).then_some(counts.bolds);
        match event {
            Event::Text(_) if code.is_some() => {
                if let Some(code) = &mut code {
                    let start = code.span.map_or(span.start, |read| read.start);
                    let end = span.end;
                    code.span = Some(Span { start, end });
                }
            }
            Event::Text(ref content) => {
                if let Some((_, title)) = &mut heading {
                    title.push_str(content);
                }
                widen(&mut link, span);
                push_text(
                    &mut pieces,
                    Piece {
                        span,
                        code: false,
                        bold,
                    },
                );
            }
            Event::Code(ref content) => {
                if let Some((_, title)) = &mut heading {
                    title.push_str(content);
                }
                let span = inside_backticks(text, span);
                widen(&mut link, span);
                pieces.push(Piece {
                    span,
                    code: true,
                    bold,
                });
            }
            Event::InlineHtml(_) => widen(&mut link, span),
            // A block of HTML comes line by line, and a tag or comment may be longer than that.
            Event::Html(_) => {
                let start = html.map_or(span.start, |html| html.start);
                html = Some(Span {
                    start,
                    end: span.end,
                });
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(html) = html.take() {
                    let tags = xml::tags(text, html);
                    counts.depth = (counts.depth + tags.depth).max(0);
                    read_inner(text, html, &tags.spans, counts, part);
                }
            }
            Event::Start(Tag::Strong) => {
                bold_depth += 1;
                counts.bolds += u32::from(bold_depth == 1);
            }
            Event::End(TagEnd::Strong) => bold_depth = bold_depth.saturating_sub(1),
            Event::Start(Tag::Link { id, .. }) => {
                let definition = events.reference_definitions().get(&id).map(|definition| {
                    (
                        source.span(text, definition.span.clone()),
                        definition.dest.clone(),
                    )
                });
                let definition = definition.and_then(|(span, path)| found_in(text, span, &path));
                link = Some(Link {
                    whole: span,
                    inner: None,
                    definition,
                });
            }
            Event::End(TagEnd::Link) => {
                if let Some(Link {
                    whole,
                    inner: Some(inner),
                    definition,
                }) = link.take()
                    && let Some(destination) = destination(text, whole, inner).or(definition)
                {
                    part(Part::Link {
                        text: inner,
                        destination,
                    });
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strikethrough | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Image)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule => {}
            Event::Start(tag) => {
                flush(text, &mut pieces, &mut around, counts, part);
                around.enter(&tag, counts);
                match tag {
                    Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                        let language = Some(info);
                        code = Some(CodeBlock {
                            language,
                            span: None,
                        });
                    }
                    Tag::CodeBlock(CodeBlockKind::Indented) => {
                        code = Some(CodeBlock {
                            language: None,
                            span: None,
                        });
                    }
                    Tag::Heading { level, .. } => heading = Some((level as u8, String::new())),
                    _ => {}
                }
            }
            Event::End(tag) => {
                flush(text, &mut pieces, &mut around, counts, part);
                around.leave(tag);
                match tag {
                    TagEnd::CodeBlock => {
                        if let Some(block) = code.take()
                            && let Some(span) = block.span
                        {
                            code_block(text, block.language.as_deref(), span, counts, part);
                        }
                    }
                    TagEnd::Heading(_) => {
                        if let Some((level, title)) = heading.take() {
                            let title = title.trim();
                            let end = span.range().start + span.of(text).trim_end().len();
                            let span = Span::new(span.range().start, end);
                            part(Part::Heading(Heading { level, title, span }));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    flush(text, &mut pieces, &mut around, counts, part);
}

/// Reads what stands between tags.
fn read_inner(
    text: &str,
    span: Span,
    tags: &[Span],
    counts: &mut Counts,
    part: &mut dyn FnMut(Part<'_>),
) {
    if counts.nesting < DEEPEST {
        counts.nesting += 1;
        let inner = Dedented::new(text, span, tags);
        read_part(text, &Source::Dedented(&inner), counts, part);
        counts.nesting -= 1;
    }
}

/// Hands over a code block. Between tags, text is indented for its looks.
fn code_block(
    text: &str,
    language: Option<&str>,
    span: Span,
    counts: &mut Counts,
    part: &mut dyn FnMut(Part<'_>),
) {
    if language.is_none() && counts.depth > 0 {
        let before = text[..span.range().start].rfind('\n');
        let start = before.map_or(0, |at| at + 1);
        read_inner(text, Span::new(start, span.range().end), &[], counts, part);
    } else {
        let first_word = |info: &'_ str| {
            let end = info.find(|c: char| c.is_whitespace() || matches!(c, '{' | ','));
            end.unwrap_or(info.len())
        };
        let language = language.map(|info| &info[..first_word(info)]);
        part(Part::CodeBlock { span, language });
    }
}

fn flush(
    text: &str,
    pieces: &mut Vec<Piece>,
    around: &mut Around,
    counts: &mut Counts,
    part: &mut dyn FnMut(Part<'_>),
) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return;
    };
    let span = Span {
        start: first.span.start,
        end: last.span.end,
    };
    let setting = around.setting(counts);
    around.fresh_item = false;
    // Tags whose names HTML doesn't know, `<Output_Format>`, are running text to a parser of it.
    let tags = xml::tags_alone(text, span);
    counts.depth = (counts.depth + tags.depth).max(0);
    if !tags.spans.is_empty() && setting == Setting::Paragraph {
        read_inner(text, span, &tags.spans, counts, part);
    } else {
        part(Part::Text { pieces, setting });
    }
    pieces.clear();
}

/// Adds running text; the parser cuts it at every mark that might have been markup.
fn push_text(pieces: &mut Vec<Piece>, piece: Piece) {
    match pieces.last_mut() {
        Some(last)
            if !last.code && last.bold == piece.bold && last.span.end == piece.span.start =>
        {
            last.span.end = piece.span.end;
        }
        _ => pieces.push(piece),
    }
}

/// A link that is being read.
struct Link {
    whole: Span,
    /// What stands between its brackets, as far as it is read.
    inner: Option<Span>,
    /// The destination in its definition, if it refers to one: `[text][label]`.
    definition: Option<Span>,
}

fn widen(link: &mut Option<Link>, span: Span) {
    if let Some(Link { inner, .. }) = link {
        let start = inner.map_or(span.start, |inner| inner.start);
        *inner = Some(Span {
            start,
            end: span.end,
        });
    }
}

/// The first place of `wanted` in `span`, behind the label of a link's definition.
fn found_in(text: &str, span: Span, wanted: &str) -> Option<Span> {
    let source = span.of(text);
    let behind = source.find("]:")? + 2;
    let at = span.range().start + behind + source[behind..].find(wanted)?;
    Some(Span::new(at, at + wanted.len()))
}

fn inside_backticks(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let ticks = source.len() - source.trim_start_matches('`').len();
    let inner = source
        .get(ticks..source.len().saturating_sub(ticks))
        .unwrap_or("");
    let lead = inner.len() - inner.trim_start().len();
    let start = span.range().start + ticks + lead;
    Span::new(start, start + inner.trim().len())
}

/// The destination of an inline link: `[inner](destination "title")`.
fn destination(text: &str, whole: Span, inner: Span) -> Option<Span> {
    let rest = &text[inner.range().end..whole.range().end];
    let open = rest.find("](")? + 2;
    let target = rest[open..].trim_end_matches(')');
    let lead = target.len() - target.trim_start().len();
    let target = target.trim_start();
    let (lead, target) = match target.strip_prefix('<') {
        Some(bracketed) => (lead + 1, bracketed.split('>').next().unwrap_or(bracketed)),
        None => (
            lead,
            target.split([' ', '\t', '\n']).next().unwrap_or(target),
        ),
    };
    let start = inner.range().end + open + lead;
    Some(Span::new(start, start + target.len()))
}
