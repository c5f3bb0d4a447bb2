//! Whether a text tells its reader to do something, or not to.

use dossier_syntax::{Lexicon, Span};

use super::dangling::line_start;

/// True where the sentence before the name says that this is not to be done, or the line that
/// leads to the list it stands in does.
pub(super) fn is_forbidden(lexicon: &Lexicon, text: &str, span: Span) -> bool {
    let sentence = after_last(before_on_line(text, span), &[". ", "; ", "? ", "! "]);
    let forbids = |said: &str| {
        words(said).any(|word| is_among(lexicon.forbidding_words(), &word.to_lowercase()))
    };
    forbids(sentence) || lead_in(text, span).is_some_and(forbids)
}

/// The line that leads to the list around `span`: it ends with a colon, and between the two are
/// items alone.
pub(super) fn lead_in(text: &str, span: Span) -> Option<&str> {
    let is_item = |line: &str| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['-', '*', '+'])
            || number.len() < line.len() && number.starts_with(['.', ')'])
    };
    let start = line_start(text, span.range().start);
    if !is_item(text.get(start..)?) {
        return None;
    }
    let mut above = text.get(..start)?.lines().rev();
    let line = above.find(|line| !line.trim().is_empty() && !is_item(line))?;
    let said = line.trim_end_matches(['*', '_', ' ']);
    said.ends_with(':').then_some(line)
}

fn before_on_line(text: &str, span: Span) -> &str {
    &text[line_start(text, span.range().start)..span.range().start]
}

/// What stands in `line` after the last of `ends`.
fn after_last<'a>(line: &'a str, ends: &[&str]) -> &'a str {
    let ends = ends
        .iter()
        .filter_map(|end| Some(line.rfind(end)? + end.len()));
    &line[ends.max().unwrap_or(0)..]
}

/// True if the sentence before the name tells the reader to do one of `verbs`: the verb opens it
/// or follows a word such as "then", and only the name, or "… to" and the name, comes after it.
pub(super) fn is_told(lexicon: &Lexicon, text: &str, span: Span, verbs: &[String]) -> bool {
    let line = before_on_line(text, span);
    let sentence = after_last(line, &[". ", "; ", "? ", "! ", ": ", " — ", " – ", "("]);
    let is_said = words(line).any(|word| {
        let word = word.to_lowercase();
        let mut stems = lexicon.speech_stems().iter();
        stems.any(|stem| word.starts_with(stem.as_str()))
            || is_among(lexicon.no_order_words(), &word)
    });
    let words: Vec<String> = words(sentence).map(str::to_lowercase).collect();
    let verb = words.iter().rposition(|word| is_among(verbs, word));
    let Some(at) = verb.filter(|_| !is_said) else {
        return false;
    };
    let opens = at == 0 || is_among(lexicon.order_openers(), &words[at - 1]);
    let between = words[at + 1..].iter().map(String::as_str);
    let mut between: Vec<&str> = between
        .filter(|word| !is_among(lexicon.order_fillers(), word))
        .collect();
    let direct = if is_among(lexicon.order_verbs_with_to(), &words[at]) {
        between.pop() == Some("to")
    } else {
        between.is_empty()
    };
    opens && direct
}

fn is_among(list: &[String], word: &str) -> bool {
    list.iter().any(|it| it == word)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-');
    text.split(move |c| !inner(c))
        .filter(|word| word.contains(char::is_alphabetic))
}
