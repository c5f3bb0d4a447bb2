//! Samples of Markdown that hold code blocks of their own.
//!
//! Whoever shows a whole page between fences often writes code blocks in it with fences as long as
//! those around. For a reader of Markdown the first of them that closes ends the sample, and the
//! rest is text. It isn't meant, so nothing is asked of what it names.

use super::Lexicon;
use crate::Span;

/// The shortest fence.
const SHORTEST: usize = 3;

/// A line that opens or closes a code block.
struct Fence<'a> {
    mark: u8,
    length: usize,
    /// What the code is in, for one that opens a block.
    language: &'a str,
}

/// The parts of samples in `body` that Markdown takes for text. A sample whose fences don't match
/// is none.
pub(super) fn cut_short(text: &str, body: Span, lexicon: &Lexicon) -> Vec<Span> {
    let mut found = Vec::new();
    // Most texts have none, which is told without a look at each line.
    let has =
        |mark: &str| memchr::memmem::find(body.of(text).as_bytes(), mark.as_bytes()).is_some();
    if !["```", "~~~"].into_iter().any(has) {
        return found;
    }
    // The fence around, how many blocks are open with it, and where it ended for Markdown.
    let mut around: Option<(Fence<'_>, usize, Option<usize>)> = None;
    let mut end = body.range().start;
    let mut lines = lines(body.of(text)).peekable();
    while let Some(line) = lines.next() {
        end += line.len();
        let Some(fence) = fence(line) else {
            continue;
        };
        let Some((outer, depth, cut)) = &mut around else {
            around = Some((fence, 1, None));
            continue;
        };
        if fence.mark != outer.mark || fence.length < outer.length {
            continue;
        }
        // In a sample that has been cut short, what has its text right behind it opens a block too.
        let mut has_text = || lines.peek().is_some_and(|line| !line.trim().is_empty());
        let opens = match fence.language {
            "" => *depth == 1 && cut.is_some() && has_text(),
            _ if lexicon.is_markdown(outer.language) => true,
            _ => continue,
        };
        if opens {
            *depth += 1;
            continue;
        }
        *depth -= 1;
        if *depth > 0 {
            cut.get_or_insert(end);
        } else {
            found.extend(cut.map(|cut| Span::new(cut, end)));
            around = None;
        }
    }
    found
}

/// The lines of a text with what ends each; they may end with an empty one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let mut start = 0;
    ends.chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        start = end;
        line
    })
}

fn fence(line: &str) -> Option<Fence<'_>> {
    let line = line.trim_start();
    let mark = line.bytes().next().filter(|it| matches!(it, b'`' | b'~'))?;
    let line = line.trim_end();
    let length = line.bytes().take_while(|it| *it == mark).count();
    let language = line[length..].trim_start();
    // With another mark behind it, this is code within a line.
    let is_fence = length >= SHORTEST && !language.contains('`');
    let end = language.find(|c: char| c.is_whitespace() || matches!(c, '{' | ','));
    is_fence.then(|| Fence {
        mark,
        length,
        language: &language[..end.unwrap_or(language.len())],
    })
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::cut_short;
    use crate::Span;

    fn lexicon() -> Lexicon {
        toml::from_str(include_str!("../../../../grammars/mentions.toml")).unwrap()
    }

    fn parts(text: &str) -> Vec<&str> {
        let all = Span::new(0, text.len());
        let parts = cut_short(text, all, &lexicon()).into_iter();
        parts.map(|it| it.of(text)).collect()
    }

    #[test]
    fn a_sample_goes_on_behind_the_code_in_it() {
        let sample =
            "A.\n```markdown\n# Title\n```bash\nls\n```\nB.\n```json\n{}\n```\nC.\n```\n\nD.\n";
        assert_eq!(parts(sample), ["B.\n```json\n{}\n```\nC.\n```\n"]);
        let unnamed = "```md\n```sh\nls\n```\nB.\n```\nout\n```\nC.\n\n```\n\nD.\n";
        assert_eq!(parts(unnamed), ["B.\n```\nout\n```\nC.\n\n```\n"]);
        let in_list = "1. A\n   ```md\n   ```sh\n   ls\n   ```\n   B.\n   ```\n";
        assert_eq!(parts(in_list), ["   B.\n   ```\n"]);
    }

    #[test]
    fn what_markdown_reads_as_it_was_meant() {
        for text in [
            // Longer fences around.
            "````markdown\n```bash\nls\n```\nB.\n````\nC.\n",
            // Other code may hold such lines.
            "```python\n'''\n```bash\n'''\n```\nB.\n```\nls\n```\n",
            // Fences that don't match.
            "```markdown\n```bash\nls\n```\nB.\n",
            // A last fence with text right behind it may open a block as well.
            "```markdown\n```bash\nls\n```\nB.\n```\nC.\n",
            "```markdown\n# Title\n```\nB.\n```bash\nls\n```\nC.\n",
        ] {
            assert!(parts(text).is_empty(), "{text}");
        }
    }
}
