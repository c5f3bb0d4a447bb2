//! Escapes in texts that stand in double quotes.
//!
//! A prompt in JSON is one line whose breaks are written `\n`. Read as it stands it has no list, no
//! heading and no fence, and names run into the letter behind the backslash.

use std::borrow::Cow;

/// A piece of what stands in double quotes, with its escapes as the blanks, line breaks and quotes that
/// they stand for. Each takes the two bytes that it is written with, so that what is found in it stands
/// at the same place in the piece.
pub fn spelled_out(quoted: &str) -> Cow<'_, str> {
    if !quoted.contains('\\') {
        return Cow::Borrowed(quoted);
    }
    let mut rest = quoted;
    let mut spelled = String::with_capacity(quoted.len());
    while let Some(at) = rest.find('\\') {
        spelled.push_str(&rest[..at]);
        let written = rest.get(at..at + 2);
        spelled.push_str(match written {
            Some("\\n") => " \n",
            Some("\\t") => " \t",
            Some("\\r" | "\\f" | "\\b") => "  ",
            Some("\\\"") => " \"",
            // Others stand for letters, whose names nobody writes so.
            Some(other) => other,
            None => "\\",
        });
        rest = &rest[at + written.map_or(1, str::len)..];
    }
    spelled.push_str(rest);
    Cow::Owned(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_what_they_stand_for_at_their_places() {
        assert_eq!(
            spelled_out(r#"One.\n- `two`\t\"x\"\\n\u0041é\\"#),
            "One. \n- `two` \t \"x \"\\\\n\\u0041é\\\\"
        );
        for text in [r"ab", r"a\", r"a\é", r"\n\n"] {
            assert_eq!(spelled_out(text).len(), text.len(), "{text}");
        }
    }
}
