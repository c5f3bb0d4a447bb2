//! What tells a finding from others, wherever its line moves to.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dossier_ide::Diagnostic;
use dossier_syntax::Span;
use sha2::{Digest as _, Sha256};

/// Bytes of a hash that are kept: enough to tell the lines of one file apart.
const KEPT: usize = 8;

/// The hash of the line that a finding blames, without the blanks around it.
pub(super) fn line_hash(text: &str, span: Span) -> String {
    hash(&[blamed_line(text, span)])
}

fn blamed_line(text: &str, span: Span) -> &str {
    let start = (span.start as usize).min(text.len());
    let is_end = |c| matches!(c, '\n' | '\r');
    let from = text[..start].rfind(is_end).map_or(0, |at| at + 1);
    let to = text[start..]
        .find(is_end)
        .map_or(text.len(), |at| start + at);
    text[from..to].trim()
}

/// Numbers findings that are alike, so that each has a fingerprint of its own.
#[derive(Default)]
pub(super) struct Fingerprints(BTreeMap<String, usize>);

impl Fingerprints {
    /// The fingerprint of the next finding in the file at `path`. It stays the same when lines
    /// move and when the blamed text moves in its line.
    pub(super) fn next(&mut self, path: &str, text: &str, finding: &Diagnostic) -> String {
        let line = blamed_line(text, finding.span);
        let alike = hash(&[path, finding.rule, &finding.message, line]);
        let count = self.0.entry(alike.clone()).or_default();
        *count += 1;
        match *count {
            1 => alike,
            count => hash(&[&alike, &count.to_string()]),
        }
    }
}

fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        // No part can run over into the next one.
        hash.update([0]);
    }
    let mut digits = String::new();
    for byte in hash.finalize().iter().take(KEPT) {
        // Writing to a string never fails.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_moves_keeps_its_hash() {
        let before = line_hash("a\ntools: Reed\r\nb", Span::new(9, 13));
        assert_eq!(
            before,
            line_hash("\u{feff}new\n\n  tools: Reed", Span::new(17, 21))
        );
        assert_ne!(before, line_hash("tools: Reda", Span::new(7, 11)));
    }

    #[test]
    fn a_span_past_the_end_blames_the_last_line() {
        assert_eq!(blamed_line("a\nb", Span::new(90, 91)), "b");
        assert_eq!(blamed_line("", Span::new(0, 0)), "");
    }
}
