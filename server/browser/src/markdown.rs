//! Markdown of a hover or a completion, as a page shows it.

use pulldown_cmark::{Event, Options, Parser, html};
use serde::Deserialize;

/// What a page shows.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Markup {
    /// HTML.
    #[default]
    Html,
    /// Markdown, which it makes HTML of itself.
    Markdown,
}

impl Markup {
    /// What the features say, as the page shows it.
    pub(crate) fn of(self, markdown: String) -> String {
        match self {
            Self::Html => html(&markdown),
            Self::Markdown => markdown,
        }
    }
}

/// What the features say, as HTML. They have made it safe already; what looks like a tag all the
/// same is text.
fn html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events = events.map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_text() {
        assert_eq!(
            html("`Read` <img src=x>\n\n<script>x</script>"),
            "<p><code>Read</code> &lt;img src=x&gt;</p>\n&lt;script&gt;x&lt;/script&gt;"
        );
    }
}
