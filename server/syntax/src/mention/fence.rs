//! Names in code blocks that were written for readers: workflows, trees, templates, usage lines.

use super::block::{Block, file, tokenize_block};
use super::groups::{Key, OpenGroups};
use super::lexicon::Fence;
use super::pieces::{Piece, Setting};
use super::token::TokenKind;
use super::{Cue, Form, GroupKind, Lexicon, OwnedMention, Site, Wants};
use crate::Span;

/// Finds the names in the code block `span` of `text`, line by line.
pub(super) fn scan(
    text: &str,
    span: Span,
    fence: Fence,
    lexicon: &Lexicon,
    mentions: &mut Vec<OwnedMention>,
    groups: &mut OpenGroups,
) {
    if fence == Fence::Code {
        return;
    }
    let mut found = Vec::new();
    let mut tokens = Vec::new();
    let mut start = span.range().start;
    for line in span.of(text).split_inclusive('\n') {
        let line_span = Span::new(start, start + line.len());
        start += line.len();
        // Among command lines, what starts with an arrow or a frame says what they do.
        let is_drawn = line.trim_start().starts_with(|c: char| !c.is_ascii());
        let kind = match fence {
            Fence::Shell if is_drawn || is_sentence(line) => Fence::Plain,
            other => other,
        };
        // In command lines and diagrams only these can be.
        let is_worth_it = matches!(kind, Fence::Plain | Fence::Data)
            || line.contains(['/', '@', ','])
            || fence == Fence::Diagram && line.contains(['[', '(', '{']);
        if !is_worth_it {
            continue;
        }
        let piece = Piece {
            span: line_span,
            code: false,
            bold: None,
        };
        tokens.clear();
        tokenize_block(text, &[piece], lexicon, &mut tokens);
        let block = Block {
            text,
            tokens: &tokens,
            setting: Setting::Paragraph,
            code: true,
            lexicon,
        };
        block.scan(&mut found, groups);
        block.calls(&mut found, groups);
        match kind {
            Fence::Plain => sketch(&block, span, &mut found, groups),
            Fence::Data => {
                sketch(&block, span, &mut found, groups);
                // A key is none.
                found.retain(|it| !text[it.span.range().end..].starts_with(':'));
            }
            Fence::Diagram => {
                let key = Key::Diagram(span.start);
                let group = groups.of(key, GroupKind::Column, None);
                found.retain(is_command);
                block.nodes(group, &mut found, groups);
            }
            Fence::Shell | Fence::Code => found.retain(is_command),
        }
        mentions.append(&mut found);
    }
}

/// True for a line of prose among command lines: a comment, or what somebody is to be told.
fn is_sentence(line: &str) -> bool {
    const FEWEST_BLANKS: usize = 3;
    let text = line.trim().trim_start_matches(['#', '>', ' ', '"', '\'']);
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && text.bytes().filter(|byte| *byte == b' ').count() >= FEWEST_BLANKS
}

/// What may be meant in a line that is also full of other words.
fn is_command(mention: &OwnedMention) -> bool {
    matches!(mention.form, Form::Slash | Form::At)
        || mention.site == Site::Argument
        || mention.group.is_some()
}

/// A line of a sketch: part of a chain, an entry of a list, a label, or a sentence.
fn sketch(block: &Block<'_>, fence: Span, found: &mut Vec<OwnedMention>, groups: &mut OpenGroups) {
    // Of files, only the names in trees and lists are looked for: paths are read in Markdown.
    found.retain(|it| {
        let is_bare_title = it.form == Form::Title && it.cue == Cue::None;
        it.wants != Wants::File && (!is_bare_title || it.name.contains(' '))
    });
    found.extend(block.tokens.iter().filter_map(|token| {
        let name = token.span.of(block.text);
        let is_file = token.kind == TokenKind::Word && name.len() > 3 && name.ends_with(".md");
        is_file.then(|| OwnedMention {
            fenced: true,
            ..file(token.span, name, Form::Path)
        })
    }));
    let chain = || Key::Lines(fence.start);
    if block
        .tokens
        .iter()
        .any(|token| token.kind == TokenKind::Arrow)
    {
        let group = groups.of(chain(), GroupKind::Chain, None);
        block.chains(found, groups, group);
        return;
    }
    let first = block.tokens.first();
    let is_entry = first.is_some_and(|first| {
        first.kind == TokenKind::Mark
            || first
                .span
                .of(block.text)
                .bytes()
                .all(|b| b.is_ascii_digit())
    });
    let mut lead = Vec::new();
    let end = block.lead(None, Site::Lead, &mut lead);
    let is_label = end > 0 && block.tokens.get(end).is_some_and(|it| it.mark == Some(':'));
    if is_entry || is_label {
        let group = groups.of(Key::List(fence.start), GroupKind::List, None);
        groups.count(group, lead.len().max(1));
        for mention in &mut lead {
            mention.group = group;
        }
        found.append(&mut lead);
    }
    block.rows(if is_entry || is_label { end } else { 0 }, found, groups);
}
