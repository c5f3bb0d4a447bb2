//! The one way out to a terminal or a log: what stands in files is shown, and never obeyed.
//!
//! A name, a message or a text may hold what moves the cursor, turns text around, or starts a
//! command of the runner that reads a log. [`Shown`] writes such characters as escapes, whatever
//! is printed. What `writeln!` is given is one line: line ends in it but at its ends are a file's.
//! Lines of ours are written as they are by `write_all`. What stands between styles of ours goes
//! through [`one_line`] first: only there it is known which styles are ours.

use std::fmt::{self, Write as _};
use std::io::{self, BufWriter, Write};

pub(crate) use dossier_ide::{html_text, one_line};
use dossier_ide::{is_hidden, show};
use serde::Serialize;

/// How what is printed is read, and so which escapes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Words for people.
    Words,
    /// Words in colours and weights.
    Styled,
    /// Lines of files, which keep their ends.
    Lines,
    /// A JSON document.
    Json,
    /// Commands of a runner, which we give.
    Commands,
    /// For a program that needs each byte. Never for what may be a terminal or a log.
    Exact,
}

/// Standard output.
pub(crate) fn stdout(form: Form) -> Shown<impl Write> {
    Shown::new(form, BufWriter::new(anstream::stdout().lock()))
}

/// Standard error.
pub(crate) fn stderr() -> Shown<impl Write> {
    Shown::new(Form::Styled, BufWriter::new(anstream::stderr().lock()))
}

/// Says something on standard error, if anybody listens there.
pub(crate) fn complain(line: &str) {
    complain_in_lines(&one_line(line));
}

/// Says something of several lines on standard error, if anybody listens there.
pub(crate) fn complain_in_lines(text: &str) {
    let mut out = stderr();
    let _ = out.write_all(text.as_bytes()).and_then(|()| writeln!(out));
}

/// Prints a JSON document and a line end.
pub(crate) fn document(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)
}

fn escape(text: &mut String, c: char, form: Form) {
    match form {
        // JSON has no other way, and none of these is beyond U+FFFF.
        Form::Json => _ = write!(text, "\\u{:04x}", u32::from(c)),
        _ => show(text, c),
    }
}

/// What runners take for a command wherever it stands in a line: Azure Pipelines', GitHub's older
/// ones, and TeamCity's.
const COMMANDS: [&str; 3] = ["##[", "##vso[", "##teamcity["];

/// What starts a command of GitHub's runner, with nothing but blanks before it.
/// Source: actions/runner, `src/Runner.Common/ActionCommand.cs`.
const COMMAND_OF_LINE: &str = "::";

/// A writer that shows what it is given.
pub(crate) struct Shown<W: Write> {
    form: Form,
    inner: W,
    /// The start of a character that is not written to its end yet.
    bytes: Vec<u8>,
    /// What may be the start of something that is to be seen as a whole.
    held: String,
    /// Nothing but blanks stands in the line so far.
    is_blank: bool,
}

/// What becomes of what is held.
enum Verdict {
    /// More must be seen.
    Wait,
    /// All of it passes.
    Pass,
    /// Its first character passes.
    PassFirst,
    /// Its first character is escaped.
    EscapeFirst,
}

impl<W: Write> Shown<W> {
    /// Writes to `inner`.
    pub(crate) fn new(form: Form, inner: W) -> Self {
        Self {
            form,
            inner,
            bytes: Vec::new(),
            held: String::new(),
            is_blank: true,
        }
    }

    fn verdict(&self) -> Verdict {
        let held = self.held.as_str();
        let mut chars = held.chars();
        let Some(first) = chars.next() else {
            return Verdict::Wait;
        };
        if first == '\u{1b}' && self.form == Form::Styled {
            return style(held);
        }
        if first == '\r' && self.form == Form::Lines {
            return match chars.next() {
                None => Verdict::Wait,
                Some('\n') => Verdict::Pass,
                Some(_) => Verdict::EscapeFirst,
            };
        }
        if is_hidden(first) {
            return Verdict::EscapeFirst;
        }
        let is_ours = self.form == Form::Commands;
        let of_line = (self.is_blank && !is_ours).then_some(COMMAND_OF_LINE);
        let mut commands = COMMANDS.into_iter().chain(of_line);
        if commands.clone().any(|it| it == held) {
            Verdict::EscapeFirst
        } else if commands.any(|it| it.starts_with(held)) {
            Verdict::Wait
        } else {
            Verdict::PassFirst
        }
    }

    /// Lets go of what is held as far as it is known what that is, or of everything.
    fn settle(&mut self, out: &mut String, everything: bool) {
        while let Some(first) = self.held.chars().next() {
            let (length, is_escaped) = match self.verdict() {
                Verdict::Wait if !everything => return,
                Verdict::Pass => (self.held.len(), false),
                Verdict::EscapeFirst => (first.len_utf8(), true),
                // What is cut short is no style of ours.
                Verdict::Wait => (first.len_utf8(), is_hidden(first)),
                Verdict::PassFirst => (first.len_utf8(), false),
            };
            match is_escaped {
                true => escape(out, first, self.form),
                false => out.push_str(&self.held[..length]),
            }
            self.is_blank = match first {
                '\n' => true,
                '\r' => length > 1,
                '\u{1b}' if !is_escaped => self.is_blank,
                _ => self.is_blank && first.is_whitespace(),
            };
            self.held.drain(..length);
        }
    }
}

/// What becomes of what starts with an escape: the few styles that we print pass.
fn style(held: &str) -> Verdict {
    const LONGEST: usize = 16;
    let Some(rest) = held.strip_prefix("\u{1b}[") else {
        return match held.len() {
            1 => Verdict::Wait,
            _ => Verdict::EscapeFirst,
        };
    };
    let is_parameter = |c: char| c.is_ascii_digit() || c == ';';
    match rest.strip_suffix('m') {
        Some(style) if is_plain_style(style) => Verdict::Pass,
        None if held.len() < LONGEST && rest.chars().all(is_parameter) => Verdict::Wait,
        _ => Verdict::EscapeFirst,
    }
}

/// True for colours, weights and lines, which hide nothing.
fn is_plain_style(parameters: &str) -> bool {
    let mut parameters = parameters.split(';').map(|it| it.parse().unwrap_or(0));
    while let Some(parameter) = parameters.next() {
        match parameter {
            0..=4 | 22..=24 | 30..=37 | 39 | 90..=97 => {}
            // A colour by its number.
            38 if parameters.next() == Some(5) => _ = parameters.next(),
            _ => return false,
        }
    }
    true
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.form == Form::Exact {
            return self.inner.write(buffer);
        }
        self.bytes.extend_from_slice(buffer);
        let whole = match std::str::from_utf8(&self.bytes) {
            Ok(_) => self.bytes.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        };
        let rest = self.bytes.split_off(whole);
        let text = std::mem::replace(&mut self.bytes, rest);
        let mut out = String::with_capacity(text.len());
        // It was looked at above.
        for c in String::from_utf8(text).unwrap_or_default().chars() {
            self.held.push(c);
            self.settle(&mut out, false);
        }
        self.inner.write_all(out.as_bytes())?;
        Ok(buffer.len())
    }

    fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> io::Result<()> {
        let text = arguments.to_string();
        if !matches!(self.form, Form::Words | Form::Styled) {
            return self.write_all(text.as_bytes());
        }
        let line = text.trim_matches('\n');
        let start = text.len() - text.trim_start_matches('\n').len();
        let end = text.len().min(start + line.len());
        self.write_all(&text.as_bytes()[..start])?;
        self.write_all(line.replace('\n', "\\n").as_bytes())?;
        self.write_all(&text.as_bytes()[end..])
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut out = String::new();
        self.settle(&mut out, true);
        self.inner.write_all(out.as_bytes())?;
        self.inner.flush()
    }
}

impl<W: Write> Drop for Shown<W> {
    fn drop(&mut self) {
        // Who wants to know of failures has flushed before.
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a text, in one piece and byte by byte.
    fn shown(form: Form, text: &str) -> String {
        let whole = text.as_bytes().chunks(text.len().max(1));
        let [whole, bytes] = [whole, text.as_bytes().chunks(1)].map(|parts| {
            let mut written = Vec::new();
            let mut out = Shown::new(form, &mut written);
            for part in parts {
                out.write_all(part).expect("a list takes everything");
            }
            drop(out);
            String::from_utf8(written).expect("text is text")
        });
        assert_eq!(whole, bytes);
        whole
    }

    #[test]
    fn what_is_hidden_is_shown() {
        for (text, words) in [
            (
                "plain ü 日本 👩\u{200d}👩\tx\n",
                "plain ü 日本 👩\u{200d}👩\tx\n",
            ),
            ("\u{1b}]0;x\u{7}", "\\x1b]0;x\\x07"),
            ("\u{1b}[2J\u{1b}[8mx\u{1b}[", "\\x1b[2J\\x1b[8mx\\x1b["),
            (
                "\u{1b}[1m\u{1b}[91mx\u{1b}[0m\u{1b}[38;5;12m",
                "\u{1b}[1m\u{1b}[91mx\u{1b}[0m\u{1b}[38;5;12m",
            ),
            (
                "a\rb\r\nc\u{7f}\u{9b}\u{202e}\u{200f}\u{61c}",
                "a\\rb\\r\nc\\x7f\\u{9b}\\u{202e}\\u{200f}\\u{61c}",
            ),
        ] {
            assert_eq!(shown(Form::Styled, text), words);
        }
        assert_eq!(shown(Form::Words, "\u{1b}[1mx"), "\\x1b[1mx");
        assert_eq!(shown(Form::Lines, "a\rb\r\n"), "a\\rb\r\n");
        assert_eq!(
            shown(Form::Json, "\"\u{7f}\u{9b}\u{202e}\""),
            "\"\\u007f\\u009b\\u202e\""
        );
    }

    #[test]
    fn a_line_of_ours_has_no_line_end_of_a_file() {
        let print = |form| {
            let mut written = Vec::new();
            let mut out = Shown::new(form, &mut written);
            let name = "a\n\nb";
            writeln!(out, "\n{name}: x\n").expect("a list takes everything");
            drop(out);
            String::from_utf8(written).expect("text is text")
        };
        assert_eq!(print(Form::Words), "\na\\n\\nb: x\n\n");
        assert_eq!(print(Form::Lines), "\na\n\nb: x\n\n");
    }

    #[test]
    fn no_line_is_a_command_but_ours() {
        for (text, words) in [
            ("::error::x\n", "\\x3a:error::x\n"),
            ("a::b\n \t::error::x", "a::b\n \t\\x3a:error::x"),
            ("\u{1b}[1m::x", "\u{1b}[1m\\x3a:x"),
            (": :\n:a", ": :\n:a"),
            ("a ##[error]x ###[x", "a \\x23#[error]x #\\x23#[x"),
            ("##vso[task.x]", "\\x23#vso[task.x]"),
            ("## [Link] ##", "## [Link] ##"),
        ] {
            assert_eq!(shown(Form::Styled, text), words);
        }
        assert_eq!(shown(Form::Commands, "::error ::x"), "::error ::x");
        assert_eq!(shown(Form::Json, "\"##[x\""), "\"\\u0023#[x\"");
    }
}
