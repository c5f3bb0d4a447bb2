//! What was probably meant.

/// The candidate nearest to `written`, if it is near enough to be a slip of the hand: wrong
/// case, wrong separators, or about one letter in three.
pub fn closest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let target = bare(written);
    if target.is_empty() {
        return None;
    }
    let length = target.chars().count();
    let longest_slip = (length / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let bare = bare(candidate);
            // Each letter more or less is a slip.
            let is_near = bare.chars().count().abs_diff(length) <= longest_slip;
            is_near.then(|| (strsim::damerau_levenshtein(&target, &bare), candidate))
        })
        .filter(|&(distance, _)| distance <= longest_slip)
        // Of equally near ones the first, as the table orders them.
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// True where `written` is so near to `meant` that it can hardly be anything else: the same
/// letters in other case or with other separators, or one slip in a word of four letters or more.
pub fn is_likely_typo(written: &str, meant: &str) -> bool {
    let (written, meant) = (bare(written), bare(meant));
    // One slip changes a letter at most, which is four bytes or fewer.
    let is_near = || written.len().abs_diff(meant.len()) <= 4;
    written == meant
        || written.len() >= 4 && is_near() && strsim::damerau_levenshtein(&written, &meant) == 1
}

/// True for words that differ in case and separators alone.
pub fn is_same_word(written: &str, meant: &str) -> bool {
    bare(written) == bare(meant)
}

/// The letters and digits of a word, in lower case.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let tools = ["Read", "Edit", "WebFetch"];
        assert_eq!(closest("Reed", tools), Some("Read"));
        assert_eq!(closest("web_fetch", tools), Some("WebFetch"));
        assert_eq!(closest("Deploy", tools), None);
        assert_eq!(closest("-", tools), None);
    }
}
