//! Why a place is no possible mention, for somebody who asks.

use super::lexicon::{Fence, Lexicon};
use super::pieces::{self, Part, Piece, Setting};
use super::token::{TokenKind, tokenize};
use crate::Span;

/// A word that names nobody, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnamed {
    /// Where it stands.
    pub word: Span,
    /// What keeps it from being a possible mention.
    pub why: WhyUnnamed,
}

/// What keeps a word from being a possible mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyUnnamed {
    /// It is no part of the body, and not in a field whose value names somebody.
    Field,
    /// It stands in a code block of that language, which is no sketch.
    Code(String),
    /// It stands in a code block that is indented.
    IndentedCode,
    /// It stands among command lines, and is no command and no argument of one.
    CommandLines,
    /// It stands in a diagram, and is no node.
    Diagram,
    /// It stands in a code span with other words.
    CodeSpan,
    /// It is no running text: part of a tag, a comment, an address or a mark.
    Markup,
    /// It is part of a path, an address, a template or the like.
    PartOfPath,
    /// It is one of the words that mentions are recognised by, or that are never names.
    Vocabulary,
    /// It can be no name: too short, without a letter, or a file's.
    NoName,
    /// It is a word of a heading, where only what looks like a name is one.
    Heading,
    /// It is an ordinary word, and nothing beside it speaks for a name.
    Word,
}

/// Why the word at the byte `offset` is no possible mention, where none is. `body` is the
/// Markdown of `text`. `None` where no word stands.
pub fn unnamed(text: &str, body: Span, offset: usize, lexicon: &Lexicon) -> Option<Unnamed> {
    let word = word_at(text, offset)?;
    if !(body.start..=body.end).contains(&word.start) {
        let why = WhyUnnamed::Field;
        return Some(Unnamed { word, why });
    }
    let mut found = None;
    pieces::read(text, body, |part| match part {
        Part::CodeBlock { span, language } if span.touches(offset) => {
            found = Some(Unnamed {
                word,
                why: in_code(language, lexicon),
            });
        }
        Part::Text { pieces, setting } => {
            let piece = pieces.iter().find(|piece| piece.span.touches(offset));
            if let Some(piece) = piece {
                found = in_piece(text, *piece, setting, word, lexicon);
            }
        }
        _ => {}
    });
    Some(found.unwrap_or(Unnamed {
        word,
        why: WhyUnnamed::Markup,
    }))
}

fn in_code(language: Option<&str>, lexicon: &Lexicon) -> WhyUnnamed {
    let Some(language) = language else {
        return WhyUnnamed::IndentedCode;
    };
    match lexicon.fence(language) {
        Fence::Plain | Fence::Data => WhyUnnamed::Word,
        Fence::Shell => WhyUnnamed::CommandLines,
        Fence::Diagram => WhyUnnamed::Diagram,
        Fence::Code => WhyUnnamed::Code(language.to_owned()),
    }
}

fn in_piece(
    text: &str,
    piece: Piece,
    setting: Setting,
    word: Span,
    lexicon: &Lexicon,
) -> Option<Unnamed> {
    if piece.code {
        let why = WhyUnnamed::CodeSpan;
        return Some(Unnamed { word, why });
    }
    let mut tokens = Vec::new();
    tokenize(text, piece.span, lexicon, &mut tokens);
    let here = |span: Span| span.start <= word.start && word.start < span.end;
    let token = tokens.iter().find(|token| here(token.span))?;
    let why = match token.kind {
        TokenKind::PathWord => WhyUnnamed::PartOfPath,
        TokenKind::Word if token.class.is_vocabulary() => WhyUnnamed::Vocabulary,
        TokenKind::Word if !super::is_name(token.span.of(text)) => WhyUnnamed::NoName,
        TokenKind::Word if matches!(setting, Setting::Heading(_)) => WhyUnnamed::Heading,
        TokenKind::Word => WhyUnnamed::Word,
        _ => WhyUnnamed::Markup,
    };
    let word = token.span;
    Some(Unnamed { word, why })
}

/// The letters and digits around an offset, with what joins the parts of a name.
fn word_at(text: &str, offset: usize) -> Option<Span> {
    let belongs = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let (before, after) = text.split_at_checked(offset)?;
    let before = before.chars().rev().take_while(belongs);
    let after = after.chars().take_while(belongs);
    let start = offset - before.map(char::len_utf8).sum::<usize>();
    let end = offset + after.map(char::len_utf8).sum::<usize>();
    (start < end).then(|| Span::new(start, end))
}
