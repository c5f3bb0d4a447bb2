//! Running text of a body, block by block, from one pass of pulldown-cmark.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use smol_str::SmolStr;

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
        /// It is a heading.
        heading: bool,
    },
    /// A stretch of a code block.
    CodeBlock(Span),
    /// A link's text and the span of its destination.
    Link {
        /// The text between the brackets.
        text: Span,
        /// The destination, without angle brackets and title.
        destination: Span,
    },
    /// A heading.
    Heading(Heading),
}

/// Reads `body` of `text` and hands over its parts.
pub(super) fn read(text: &str, body: Span, mut part: impl FnMut(Part<'_>)) {
    let base = body.range().start;
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut bold_depth = 0_u32;
    let mut bolds = 0_u32;
    let mut heading: Option<(u8, String)> = None;
    let mut link: Option<Link> = None;
    let mut html: Option<Span> = None;
    let mut in_code_block = false;
    let mut events = Parser::new_ext(body.of(text), options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let span = Span::from(range).shifted(base);
        let bold = (bold_depth > 0).then_some(bolds);
        match event {
            Event::Text(_) if in_code_block => part(Part::CodeBlock(span)),
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
                for span in html
                    .take()
                    .map(|html| outside_tags(text, html))
                    .unwrap_or_default()
                {
                    push_text(
                        &mut pieces,
                        Piece {
                            span,
                            code: false,
                            bold: None,
                        },
                    );
                }
                flush(&mut pieces, false, &mut part);
            }
            Event::Start(Tag::Strong) => {
                bold_depth += 1;
                bolds += u32::from(bold_depth == 1);
            }
            Event::End(TagEnd::Strong) => bold_depth = bold_depth.saturating_sub(1),
            Event::Start(Tag::Link { id, .. }) => {
                let definition = events.reference_definitions().get(&id).map(|definition| {
                    (
                        Span::from(definition.span.clone()).shifted(base),
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
            Event::Start(ref tag) => {
                flush(&mut pieces, false, &mut part);
                match tag {
                    Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                        in_code_block = true;
                    }
                    Tag::Heading { level, .. } => heading = Some((*level as u8, String::new())),
                    _ => {}
                }
            }
            Event::End(ref tag) => {
                flush(&mut pieces, heading.is_some(), &mut part);
                match tag {
                    TagEnd::CodeBlock => in_code_block = false,
                    TagEnd::Heading(_) => {
                        if let Some((level, title)) = heading.take() {
                            let title = SmolStr::from(title.trim());
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
    flush(&mut pieces, false, &mut part);
}

fn flush(pieces: &mut Vec<Piece>, heading: bool, part: &mut impl FnMut(Part<'_>)) {
    if !pieces.is_empty() {
        part(Part::Text { pieces, heading });
        pieces.clear();
    }
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

/// The text of raw HTML between its tags and comments.
fn outside_tags(text: &str, span: Span) -> Vec<Span> {
    let source = span.of(text);
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(open) = source[at..].find('<').map(|open| at + open) {
        spans.push(Span::new(at, open));
        let end = if source[open..].starts_with("<!--") {
            "-->"
        } else {
            ">"
        };
        at = source[open..]
            .find(end)
            .map_or(source.len(), |close| open + close + end.len());
    }
    spans.push(Span::new(at, source.len()));
    spans.retain(|span| !span.of(source).trim().is_empty());
    spans
        .into_iter()
        .map(|piece| piece.shifted(span.range().start))
        .collect()
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
