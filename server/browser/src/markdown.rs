//! Markdown of a hover or a completion as HTML.

use pulldown_cmark::{Event, Options, Parser, html};

/// What the features say, as HTML. They have made it safe already; what looks like a tag all the
/// same is text.
pub(crate) fn html(markdown: &str) -> String {
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
