//! Whole front matters of new files, as the tables have them in snippet syntax.

/// How the name stands before its place, in each format.
const BEFORE_NAME: [&str; 3] = ["name: ${1:", "name = \"${1:", "\"name\": \"${1:"];

/// The snippet with `name` in place of the sample name in its first place.
pub(crate) fn with_name(snippet: &str, name: &str) -> String {
    let mut forms = BEFORE_NAME.into_iter();
    let place = forms.find_map(|form| Some(snippet.find(form)? + form.len()));
    let end = place.and_then(|start| Some(start + snippet[start..].find('}')?));
    match place.zip(end).filter(|_| !name.is_empty()) {
        Some((start, end)) => format!("{}{name}{}", &snippet[..start], &snippet[end..]),
        None => snippet.to_owned(),
    }
}

/// A snippet's text with its placeholders' defaults.
pub(crate) fn without_places(snippet: &str) -> String {
    let mut text = String::new();
    let mut rest = snippet;
    while let Some(dollar) = rest.find('$') {
        text += &rest[..dollar];
        rest = &rest[dollar + 1..];
        if let Some(inner) = rest.strip_prefix('{') {
            let end = inner.find('}').unwrap_or(inner.len());
            let place = &inner[..end];
            let default = place
                .split_once([':', '|'])
                .map_or("", |(_, default)| default);
            text += default
                .split(['|', ','])
                .next()
                .filter(|_| place.contains('|'))
                .unwrap_or(default);
            rest = inner.get(end + 1..).unwrap_or("");
        } else {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    text + rest
}
