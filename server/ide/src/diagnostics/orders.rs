//! Whether a text tells its reader to do something, or not to.

use dossier_syntax::Span;

use super::Findings;

/// True where the sentence before the name says that this is not to be done, or the line that
/// leads to the list it stands in does.
pub(super) fn is_forbidden(findings: &Findings<'_>, span: Span) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let sentence = after_last(findings.around.before(span), &[". ", "; ", "? ", "! "]);
    let forbids = |said: &str| {
        words(said).any(|word| is_among(lexicon.forbidding_words(), &word.to_lowercase()))
    };
    forbids(sentence) || lead_in(findings, span).is_some_and(forbids)
}

/// The line that leads to the list around `span`: it ends with a colon, and between the two are
/// items alone.
pub(super) fn lead_in<'a>(findings: &Findings<'a>, span: Span) -> Option<&'a str> {
    let number = findings.around.lead_in(span)?;
    Some(findings.around.line(number))
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
pub(super) fn is_told(findings: &Findings<'_>, span: Span, verbs: &[String]) -> bool {
    let lexicon = findings.snapshot.dialects().lexicon();
    let line = findings.around.before(span);
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
