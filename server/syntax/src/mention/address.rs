//! Addresses of servers, which are written as commands are: `| GET | /users |`.

use super::{Form, Lexicon, OwnedMention};

/// Takes out of `mentions`, which are in their order, what a line says to be an address: the row of a
/// table that has a cell with a way to ask a server, or one right before it.
pub(super) fn drop_addresses(text: &str, lexicon: &Lexicon, mentions: &mut Vec<OwnedMention>) {
    // Where the line ends that was looked at last, and whether it is such a row.
    let mut known: Option<(usize, bool)> = None;
    mentions.retain(|mention| {
        if !matches!(mention.form, Form::Slash | Form::SlashCode) {
            return true;
        }
        let at = mention.span.range().start;
        let is_row = match known.filter(|(end, _)| at < *end) {
            Some((_, is_row)) => is_row,
            None => {
                let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
                let end = text[at..].find('\n').map_or(text.len(), |len| at + len);
                let is_row = is_request_row(&text[start..end], lexicon);
                known = Some((end, is_row));
                is_row
            }
        };
        !is_row && !follows_method(&text[..at], lexicon)
    });
}

/// True for the row of a table one of whose cells holds nothing but ways to ask: `GET/POST`.
fn is_request_row(line: &str, lexicon: &Lexicon) -> bool {
    line.trim_start().starts_with('|')
        && line.split('|').any(|cell| {
            let mut words = cell
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .peekable();
            words.peek().is_some() && words.all(|word| lexicon.is_request_method(word))
        })
}

/// True behind `GET /`.
fn follows_method(before: &str, lexicon: &Lexicon) -> bool {
    let before = before.trim_end_matches(['/', '`', '*', ' ']);
    let word = before.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
    word.is_some_and(|word| lexicon.is_request_method(word))
}
