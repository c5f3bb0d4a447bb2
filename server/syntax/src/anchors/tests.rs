use super::*;

fn read(text: &str) -> Anchors {
    Anchors::new(text, Span::new(0, text.len()))
}

/// The slugs of a text's headings.
fn slugs(text: &str) -> Vec<String> {
    let anchors = read(text);
    anchors
        .headings()
        .iter()
        .map(|it| it.slug.to_string())
        .collect()
}

/// What links with these fragments lead to.
fn found(text: &str, fragment: &str) -> String {
    let span = read(text).find(fragment);
    span.map_or_else(|| "nothing".to_owned(), |span| span.of(text).to_owned())
}

#[test]
fn a_slug_has_the_letters_of_the_rendered_text() {
    for (title, expected) in [
        ("Build & Run", "build--run"),
        ("What's new in v1.2?", "whats-new-in-v12"),
        ("`code` and **bold** _it_", "code-and-bold-it"),
        ("[A link](x.md) here", "a-link-here"),
        ("snake_case name", "snake_case-name"),
        ("Über uns", "über-uns"),
        ("日本語の見出し", "日本語の見出し"),
        ("한국어 제목", "한국어-제목"),
        ("हिन्दी", "हिन्दी"),
        ("🚀 Start", "-start"),
        ("Area 25 m²", "area-25-m"),
        ("1. First — then", "1-first--then"),
        ("Tom &amp; Jerry", "tom--jerry"),
        ("![logo](x.png) Name", "-name"),
        ("A <b>tag</b>", "a-tag"),
        ("C#", "c"),
    ] {
        assert_eq!(slugs(&format!("## {title}\n")), [expected], "{title}");
    }
}

#[test]
fn repeated_headings_get_numbers() {
    let text = "# A\n\n# A\n\n# A-1\n\n# a\n";
    assert_eq!(slugs(text), ["a", "a-1", "a-1-1", "a-2"]);
    assert_eq!(slugs("# A\r\n\r\n# A\r\n"), ["a", "a-1"]);
}

#[test]
fn underlined_headings_and_those_in_quotes_and_lists_are_headings() {
    assert_eq!(
        slugs("One two\n=======\n\n> ## Quoted\n\n- ### Item\n"),
        ["one-two", "quoted", "item"]
    );
    assert_eq!(slugs("```\n# no\n```\n\n    # no\n\n#no\n"), [""; 0]);
}

#[test]
fn a_fragment_leads_to_its_heading_however_it_is_encoded() {
    let text = "# Ä ö\r\n\r\n## ⚙️ Set up\r\n\r\n## Ａ\r\n";
    for fragment in ["ä-ö", "%C3%A4-%C3%B6", "Ä-Ö"] {
        assert_eq!(found(text, fragment), "# Ä ö");
    }
    for fragment in [
        "-set-up",
        "\u{fe0f}-set-up",
        "%EF%B8%8F-set-up",
        "user-content--set-up",
    ] {
        assert_eq!(found(text, fragment), "## ⚙️ Set up");
    }
    for fragment in ["", "%", "%zz", "set-up-1", "ö", "%C3"] {
        assert_eq!(found(text, fragment), "nothing", "{fragment}");
    }
}

#[test]
fn tags_and_braces_name_places() {
    let text = "<a id=\"one\"></a>\n\nText <a name='two'/> goes on.\n\n## Three {#drei}\n\n\
        <h2 align=\"center\">Four <b>4</b></h2>\n\n<role>\n## Five\n</role>\n";
    assert_eq!(found(text, "one"), "<a id=\"one\"");
    assert_eq!(found(text, "two"), "<a name='two'");
    for fragment in ["drei", "three", "three-drei"] {
        assert_eq!(found(text, fragment), "## Three {#drei}");
    }
    assert_eq!(
        found(text, "four-4"),
        "<h2 align=\"center\">Four <b>4</b></h2>"
    );
    assert_eq!(found(text, "five"), "## Five");
    assert_eq!(found("`<a id=\"no\">`\n", "no"), "nothing");
}

#[test]
fn a_heading_knows_its_text() {
    let text = "## The `x` *way* ##\r\n\r\nUnder\r\nlined\r\n---\r\n\r\n#\r\n\r\n# Id {#id}\r\n";
    let anchors = read(text);
    let texts: Vec<&str> = anchors
        .headings()
        .iter()
        .map(|it| it.text.of(text))
        .collect();
    assert_eq!(texts, ["The `x` *way*", "Under\r\nlined", "", "Id"]);
    assert_eq!(anchors.headings()[1].title, "Under lined");
}
