//! Markdown that an editor may show: it loads nothing, runs nothing, and says what it is.
//!
//! A description, a body or a name is somebody else's text. What an editor makes of it must not
//! fetch an image, which tells a stranger who reads what; run a command by a link; or hide words in
//! HTML. [`safe`] is asked once, about all that is about to be shown, and leaves every other byte as
//! its author wrote it. [`code`], [`name`] and [`block_of_code`] put a text between markup of ours.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Where a link may lead: nowhere but to the web and to somebody's mail.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// What the Markdown of editors knows beyond the standard.
const DIALECT: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The same Markdown with images as their words, HTML as text, comments gone, and links that lead
/// elsewhere than to the web as their text.
pub(crate) fn safe(markdown: &str) -> String {
    safe_with(markdown, &[])
}

/// The same with links of ours, which lead to these addresses.
pub(crate) fn safe_with(markdown: &str, ours: &[String]) -> String {
    let shown = visible(&mended(markdown, ours));
    if is_safe(&shown, ours) {
        return shown;
    }
    // What was mended made something else of what stands beside it.
    block_of_code(markdown, "")
}

/// A text in backticks, as one line.
pub(crate) fn code(text: &str) -> String {
    let text = one_line(text);
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    match fence.len() {
        1 => format!("`{text}`"),
        // So that backticks at its ends are its own.
        _ => format!("{fence} {text} {fence}"),
    }
}

/// A text in lines of code, which are in a `language`.
pub(crate) fn block_of_code(text: &str, language: &str) -> String {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", visible(text))
}

/// A text between other words, as one line without any markup in it.
pub(crate) fn name(text: &str) -> String {
    as_written(&one_line(text))
}

fn one_line(text: &str) -> String {
    visible(text).replace(['\n', '\r', '\t'], " ")
}

/// How many of `c` follow one another at most.
fn longest_run(text: &str, c: char) -> usize {
    let runs = text.split(|other| other != c);
    runs.map(str::len).max().unwrap_or(0)
}

/// Controls as U+FFFD: some editors show Markdown in a terminal.
fn visible(text: &str) -> String {
    let is_kept = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let chars = text.chars();
    chars
        .map(|c| if is_kept(c) { c } else { '\u{fffd}' })
        .collect()
}

/// A text as Markdown that shows it as it is.
pub fn as_written(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let after = text[at + c.len_utf8()..].chars().next();
        let within = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        match c {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            // In a word it marks nothing.
            '_' if within(before) && within(after) => escaped.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A link that is open.
struct Link {
    is_kept: bool,
    whole: Range<usize>,
    /// Where its text stands, as far as it was seen.
    text: Option<Range<usize>>,
}

fn mended(markdown: &str, ours: &[String]) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut code: Vec<Range<usize>> = Vec::new();
    let mut links: Vec<Link> = Vec::new();
    let mut events = Parser::new_ext(markdown, DIALECT).into_offset_iter();
    let definitions = events.reference_definitions().iter();
    let may_lead_to = |address: &str| is_web(address) || ours.iter().any(|it| it == address);
    let astray = definitions.filter(|(_, definition)| !may_lead_to(&definition.dest));
    edits.extend(astray.map(|(_, definition)| (definition.span.clone(), String::new())));
    while let Some((event, range)) = events.next() {
        if !matches!(event, Event::End(TagEnd::Link)) {
            for link in &mut links {
                let start = link.text.as_ref().map_or(range.start, |text| text.start);
                link.text = Some(start..range.end.max(start));
            }
        }
        match event {
            Event::Start(Tag::Image { .. }) => {
                let words = words_to_end_of_image(&mut events);
                edits.push((range, as_written(&words)));
            }
            Event::Start(Tag::Link { dest_url, .. }) => links.push(Link {
                is_kept: may_lead_to(&dest_url),
                whole: range,
                text: None,
            }),
            Event::End(TagEnd::Link) => {
                let Some(Link {
                    is_kept,
                    whole,
                    text,
                }) = links.pop()
                else {
                    continue;
                };
                if is_kept {
                    // An address between angles has one of them here.
                    code.push(whole.start..whole.start + 1);
                    continue;
                }
                let text = text.unwrap_or(whole.end..whole.end);
                edits.push((whole.start..text.start, String::new()));
                edits.push((text.end..whole.end, String::new()));
            }
            Event::Start(Tag::HtmlBlock) => {
                for (event, _) in events.by_ref() {
                    if matches!(event, Event::End(TagEnd::HtmlBlock)) {
                        break;
                    }
                }
                let text = html_as_text(&markdown[range.clone()]);
                edits.push((range, text));
            }
            Event::InlineHtml(html) | Event::Html(html) => {
                edits.push((range, html_as_text(&html)));
            }
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => code.push(range),
            _ => {}
        }
    }
    code.sort_by_key(|range| range.start);
    edits.extend(loose_marks(markdown, &code));
    applied(markdown, edits)
}

/// The words of an image, up to the end of it.
fn words_to_end_of_image<'a>(
    events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>,
) -> String {
    let mut words = String::new();
    let mut depth = 1;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(text) | Event::Code(text) => words += &text,
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words
}

fn html_as_text(html: &str) -> String {
    let bare = html.trim();
    let is_comment = bare.starts_with("<!--") && bare.ends_with("-->");
    match is_comment {
        // Its author hid it.
        true => String::new(),
        false => as_written(html),
    }
}

/// What starts an image or HTML for a parser that reads what is unclear otherwise than ours. `code` is
/// in order, and no two of it overlap.
fn loose_marks(markdown: &str, code: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let is_code = |at: usize| {
        let before = code.partition_point(|range| range.start <= at);
        code[..before].last().is_some_and(|range| at < range.end)
    };
    let is_escaped = |at: usize| {
        let before = markdown[..at].bytes().rev();
        before.take_while(|&byte| byte == b'\\').count() % 2 == 1
    };
    let images = markdown.match_indices("![").map(|(at, _)| (at, 1, "\\["));
    let tags = markdown.match_indices('<').map(|(at, _)| (at, 0, "&lt;"));
    let loose = images.chain(tags);
    let loose = loose.filter(|(at, ..)| !is_code(*at) && !is_escaped(*at));
    loose
        .map(|(at, skipped, text)| (at + skipped..at + skipped + 1, text.to_owned()))
        .collect()
}

/// The text after edits, of which one that lies in another is left out.
fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut applied = String::with_capacity(text.len());
    let mut at = 0;
    for (range, replacement) in edits {
        if range.start < at {
            continue;
        }
        applied += &text[at..range.start];
        applied += &replacement;
        at = range.end;
    }
    applied + &text[at..]
}

fn is_web(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    // A mail address between angles is written without its scheme.
    let is_mail = !address.contains([':', '/', '\\']) && address.contains('@');
    is_mail || SCHEMES.iter().any(|scheme| address.starts_with(scheme))
}

fn is_safe(markdown: &str, ours: &[String]) -> bool {
    let may_lead_to = |address: &str| is_web(address) || ours.iter().any(|it| it == address);
    let mut events = Parser::new_ext(markdown, DIALECT);
    let mut definitions = events.reference_definitions().iter();
    let leads_to_web = definitions.all(|(_, definition)| may_lead_to(&definition.dest));
    drop(definitions);
    leads_to_web
        && events.all(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => may_lead_to(&dest_url),
            Event::Start(Tag::Image { .. } | Tag::HtmlBlock) => false,
            Event::Html(_) | Event::InlineHtml(_) => false,
            _ => true,
        })
}

/// An address or a command line without what lets somebody in: passwords, tokens and keys.
pub(crate) fn without_secrets(endpoint: &str) -> String {
    let mut is_for_secret = false;
    let words = endpoint.split(' ').map(|word| {
        let is_flag = word.starts_with('-') && is_name_of_secret(word);
        let was_for_secret = std::mem::replace(&mut is_for_secret, is_flag);
        match word.split_once("://") {
            Some((scheme, rest)) => Cow::Owned(format!("{scheme}://{}", open_part(rest))),
            None if was_for_secret => Cow::Borrowed(HIDDEN),
            None => match word.split_once('=') {
                // `TOKEN=x`, `--token=x`
                Some((name, _)) => Cow::Owned(format!("{name}={HIDDEN}")),
                None if is_secret(word) => Cow::Borrowed(HIDDEN),
                None => Cow::Borrowed(word),
            },
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What stands in place of a secret.
const HIDDEN: &str = "…";

/// An address behind its scheme.
fn open_part(address: &str) -> String {
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let (authority, rest) = address.split_at(end);
    let authority = match authority.rsplit_once('@') {
        None => authority.to_owned(),
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) if !is_secret(user) => format!("{user}:{HIDDEN}@{host}"),
            _ => format!("{HIDDEN}@{host}"),
        },
    };
    let (path, query) = match rest.find(['?', '#']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let path = path.split('/').map(|part| match is_secret(part) {
        true => HIDDEN,
        false => part,
    });
    let path = path.collect::<Vec<_>>().join("/");
    let mut shown = authority + &path;
    for part in query.split_inclusive(['?', '&', '#', ';']) {
        let end = part.trim_end_matches(['?', '&', '#', ';']);
        let separator = &part[end.len()..];
        match end.split_once('=') {
            Some((name, value)) if is_name_of_secret(name) || is_secret(value) => {
                shown += &format!("{name}={HIDDEN}{separator}");
            }
            None if is_secret(end) => shown += &format!("{HIDDEN}{separator}"),
            _ => shown += part,
        }
    }
    shown
}

/// True for what a parameter or flag is called that holds a secret.
fn is_name_of_secret(name: &str) -> bool {
    const WORDS: [&str; 11] = [
        "token", "key", "secret", "pass", "pwd", "auth", "sig", "cred", "session", "code", "bearer",
    ];
    let name = name.to_lowercase();
    WORDS.iter().any(|word| name.contains(word)) && !name.contains('/')
}

/// True for what looks made by a machine for a machine: long, of letters and digits.
fn is_secret(value: &str) -> bool {
    const SHORTEST: usize = 16;
    let has = |is: fn(&u8) -> bool| value.bytes().any(|byte| is(&byte));
    let is_one_word = value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_%+=.~".contains(&byte));
    value.len() >= SHORTEST
        && is_one_word
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_becomes_its_words() {
        for (markdown, shown) in [
            ("a ![the *words*](http://x.org/p.png) b", "a the words b"),
            (
                "![w][r]\n\n[r]: http://x.org/p.png",
                "w\n\n[r]: http://x.org/p.png",
            ),
            ("![w]\n\n[w]: x.png \"t\"", "w\n\n"),
            (
                "[![w](http://x.org/p.png)](https://x.org)",
                "[w](https://x.org)",
            ),
            ("![](http://x.org/p.png)", ""),
            ("![`]`![in](http://y.org)](http://x.org)", "\\]in"),
            ("![unclear][none]", "!\\[unclear][none]"),
            ("`![code](http://x.org)`", "`![code](http://x.org)`"),
        ] {
            assert_eq!(safe(markdown), shown);
        }
    }

    #[test]
    fn a_link_leads_to_the_web_or_is_text() {
        for (markdown, shown) in [
            (
                "[a](https://x.org) <https://x.org> https://x.org",
                "[a](https://x.org) <https://x.org> https://x.org",
            ),
            ("[run *it*](command:workbench.action.quit)", "run *it*"),
            (
                "[a](javascript:x) [b](data:text/html,x) [c](vscode://x) [d](file:///etc/passwd)",
                "a b c d",
            ),
            (
                "[a](COMMAND:x) [b](//host/x) [c](\\\\\\\\host\\x) [d](a.md)",
                "a b c d",
            ),
            ("<command:x>", "command:x"),
            ("[a][r] [r]\n\n[r]: command:x 'y'\n", "a r\n\n\n"),
            ("[](command:x)", ""),
            ("[a](&#99;ommand:x)", "a"),
        ] {
            assert_eq!(safe(markdown), shown);
        }
    }

    #[test]
    fn a_link_of_ours_leads_to_its_file_and_to_no_other() {
        let ours = ["file:///w/a.md".to_owned()];
        assert_eq!(
            safe_with("[a](file:///w/a.md) [b](file:///w/b.md)", &ours),
            "[a](file:///w/a.md) b"
        );
    }

    #[test]
    fn html_is_text() {
        for (markdown, shown) in [
            ("a <b onclick=x>b</b>", "a &lt;b onclick=x>b&lt;/b>"),
            (
                "<img src=http://x.org/p.png>",
                "&lt;img src=http://x.org/p.png>",
            ),
            (
                "<div>\n![x](http://x.org)\n</div>",
                "&lt;div>\n!\\[x\\](http://x.org)\n&lt;/div>",
            ),
            (
                "a <i title=\"![x](http://x.org)\">",
                "a &lt;i title=\"!\\[x\\](http://x.org)\">",
            ),
            ("<!-- hidden -->\n\nshown", "shown"),
            ("1 < 2, x<y", "1 &lt; 2, x&lt;y"),
            ("`<b>`", "`<b>`"),
        ] {
            assert_eq!(safe(markdown).trim_start(), shown);
        }
    }

    #[test]
    fn all_else_stays_byte_for_byte() {
        let markdown = "# A *b* __c__\r\n\r\n- [ ] `d` | e\n\n> &lt; 日本 👩‍💻\n\n| a | b |\n|-|-|\n| c | d |\n\n```sh\n<x> ![y](z)\n```\n";
        assert_eq!(safe(markdown), markdown);
    }

    /// Each mark asks whether it stands in code, of which there is as much.
    #[test]
    fn a_text_of_marks_and_code_is_answered() {
        let markdown = "`<` < ".repeat(200_000);
        assert_eq!(safe(&markdown), "`<` &lt; ".repeat(200_000));
    }

    #[test]
    fn what_is_safe_is_safe_once_more() {
        // Whatever pieces are put together.
        let pieces = [
            "![",
            "[",
            "]",
            "](",
            "(",
            ")",
            "<",
            ">",
            "`",
            "\n",
            "\n\n",
            "    ",
            "x",
            "!",
            "\\",
            "*",
            "[x]: ",
            "http://x.org",
            "command:x",
            "<b>",
            "<!--",
            "-->",
            "&#33;",
            "|",
            "- ",
            "> ",
            "```\n",
        ];
        let mut seed = 1_u32;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text += pieces[(seed >> 16) as usize % pieces.len()];
            }
            assert!(is_safe(&safe(&text), &[]), "{text:?}");
        }
    }

    #[test]
    fn names_stay_within_our_markup() {
        assert_eq!(code("a`b``c"), "``` a`b``c ```");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(
            name("a*b_c_`[x](y)<b>\nz"),
            "a\\*b_c\\_\\`\\[x\\](y)&lt;b> z"
        );
        assert_eq!(block_of_code("a\n```\nb", "sh"), "````sh\na\n```\nb\n````");
        assert_eq!(safe("\u{1b}[1mx"), "\u{fffd}[1mx");
    }

    #[test]
    fn secrets_are_not_shown() {
        for (endpoint, shown) in [
            ("https://user:secret@x.org/mcp", "https://user:…@x.org/mcp"),
            ("https://ghp_abcdefghij0123456789@x.org", "https://…@x.org"),
            (
                "https://x.org/mcp?token=abc&mode=sse#key=x",
                "https://x.org/mcp?token=…&mode=sse#key=…",
            ),
            (
                "https://x.org/s/abcdefghijklm0123456789/mcp",
                "https://x.org/s/…/mcp",
            ),
            ("npx", "npx"),
            (
                "npx -y @scope/server-name-that-is-long",
                "npx -y @scope/server-name-that-is-long",
            ),
            (
                "TOKEN=x run --api-key y --mode fast",
                "TOKEN=… run --api-key … --mode fast",
            ),
        ] {
            assert_eq!(without_secrets(endpoint), shown);
        }
    }
}
