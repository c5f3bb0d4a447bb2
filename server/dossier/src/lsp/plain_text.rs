//! Markdown for clients that show plain text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text of `markdown` without its markup. Links keep their address, unless they lead to a file,
/// whose path is their text.
pub(super) fn plain_text(markdown: &str) -> String {
    let mut text = String::new();
    let mut address: Option<String> = None;
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                text += &part;
            }
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Start(Tag::Item) => text += "- ",
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with("file:") => {
                address = Some(dest_url.to_string());
            }
            Event::End(TagEnd::Link) => {
                if let Some(address) = address.take() {
                    text += &format!(": {address}");
                }
            }
            Event::End(TagEnd::Item) if !text.ends_with('\n') => text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_)) => {
                text += "\n\n";
            }
            _ => {}
        }
    }
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_text_stays() {
        assert_eq!(
            plain_text(
                "**Read** · tool\n\nReads `files`.\n\n- a\n- b\n\n[docs](https://x.org) [a.md](file:///w/a.md)"
            ),
            "Read · tool\n\nReads files.\n\n- a\n- b\n\ndocs: https://x.org a.md",
        );
    }
}
