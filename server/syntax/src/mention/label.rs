//! Titles with marks in them: `**LSP/Index Engineer**`, `| Identity & Trust Architect |`.
//!
//! In a sentence a slash or an ampersand parts words. What is all of a bold span or of a cell is
//! one thing, whatever marks it has.

use super::block::Block;
use super::pieces::{Piece, Setting};
use super::{Cue, Form, OwnedMention, Site, Wants};
use crate::Span;

impl Block<'_> {
    /// Finds the titles that are all of a bold span or of a cell.
    pub(super) fn labels(&self, pieces: &[Piece], mentions: &mut Vec<OwnedMention>) {
        let is_cell = matches!(self.setting, Setting::Cell { .. }) && pieces.len() == 1;
        for piece in pieces {
            if piece.code || piece.bold.is_none() && !is_cell {
                continue;
            }
            let written = piece.span.of(self.text);
            let start = written.len() - written.trim_start().len();
            let title = written.trim().trim_end_matches([':', '：']);
            if is_marked_title(title) {
                let span = Span::new(start, start + title.len());
                let span = span.shifted(piece.span.range().start);
                let site = if is_cell { Site::Cell } else { Site::Lead };
                mentions.push(OwnedMention {
                    site,
                    ..self.mention(span, Form::Title, Cue::None, Wants::Any)
                });
            }
        }
    }
}

/// True for a few words with capitals, among them one that has a mark in it or is one.
fn is_marked_title(title: &str) -> bool {
    const LONGEST: usize = 60;
    let is_marked = title.contains(['/', '&']);
    is_marked && title.len() <= LONGEST && title.contains(' ') && {
        let mut words = title.split([' ', '/']).filter(|word| !word.is_empty());
        words.all(|word| {
            word == "&"
                || word.contains(char::is_uppercase) && word.chars().all(char::is_alphanumeric)
        })
    }
}
