//! What a command is called with: `/review security,style`.

use super::groups::OpenGroups;
use super::{Form, GroupKind, OwnedMention, Site, Wants, is_name};
use crate::Span;

/// The most arguments that are looked at.
const MOST: usize = 3;

/// Adds the command that is called and the names among its arguments, which end before `end`.
pub(super) fn read(
    text: &str,
    mut command: OwnedMention,
    end: usize,
    mentions: &mut Vec<OwnedMention>,
    groups: &mut OpenGroups,
) {
    let arguments = arguments(text, Span::new(command.span.range().end, end));
    if arguments.is_empty() {
        mentions.push(command);
        return;
    }
    let group = groups.new_group(GroupKind::Call, None);
    groups.count(group, 1 + arguments.len());
    let named = arguments.into_iter().map(|span| OwnedMention {
        site: Site::Argument,
        fenced: true,
        group,
        ..OwnedMention::new(span, span.of(text), Form::Plain, Wants::Any)
    });
    command.group = group;
    mentions.push(command);
    mentions.extend(named);
}

/// The words that could be names, up to the first that couldn't.
pub(super) fn arguments(text: &str, rest: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let source = rest.of(text);
    let ends = ["\n", "<br"].iter().filter_map(|end| source.find(end));
    let line = &source[..ends.min().unwrap_or(source.len())];
    let mut at = 0;
    for _ in 0..MOST {
        let blanks = line[at..].len() - line[at..].trim_start().len();
        if blanks == 0 || blanks == line[at..].len() {
            break;
        }
        at += blanks;
        let quote = line[at..]
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''));
        at += quote.map_or(0, char::len_utf8);
        let closes = |c: char| quote.map_or(c.is_whitespace(), |quote| c == quote);
        let len = line[at..].find(closes).unwrap_or(line.len() - at);
        let Some(mut names) = list(line, at, len) else {
            break;
        };
        found.append(&mut names);
        at = (at + len + quote.map_or(0, char::len_utf8)).min(line.len());
    }
    let base = rest.range().start;
    found.into_iter().map(|it| it.shifted(base)).collect()
}

/// The members of a list without blanks: `a,b`. Before a name, a number says how many are wanted:
/// `3:a`, or `N:a` where the reader chooses.
fn list(line: &str, at: usize, len: usize) -> Option<Vec<Span>> {
    let mut names = Vec::new();
    let mut start = at;
    for part in line[at..at + len].split(',') {
        let is_count = |count: &str| {
            !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
                || count.len() == 1 && count.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        let count = part.split_once(':').map(|(count, _)| count);
        let skip = count.filter(|it| is_count(it)).map_or(0, |it| it.len() + 1);
        let name = part[skip..].trim_end_matches(['.', ')', ']', '」']);
        if !is_name(name) || name.starts_with(char::is_uppercase) {
            return None;
        }
        names.push(Span::new(start + skip, start + skip + name.len()));
        start += part.len() + 1;
    }
    Some(names)
}
