//! `FILE:LINE:COLUMN`.

use camino::Utf8PathBuf;
use dossier_syntax::{Encoding, LineIndex, Position};

use crate::selection::Problem;

/// A place in a file; line and column count from one, columns in characters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: Utf8PathBuf,
    line: u32,
    column: u32,
}

impl Place {
    /// Reads it from the right, since a path may have colons: `C:\a.md:3:4`. A colon behind it,
    /// as it stands in lists of findings, is no part of it.
    pub(super) fn parse(written: &str) -> Result<Self, Problem> {
        let read = || {
            let place = written.strip_suffix(':').unwrap_or(written);
            let (rest, column) = place.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
            (!file.is_empty()).then_some(())?;
            Some(Self {
                file: file.into(),
                line: number(line)?,
                column: number(column)?,
            })
        };
        read().ok_or_else(|| {
            Problem::Request(format!(
                "`{written}` is no place: it is written FILE:LINE:COLUMN, both from one"
            ))
        })
    }

    /// Its byte in the file's text. The place behind the last character of a line is one too.
    pub(super) fn offset(&self, text: &str, lines: &LineIndex) -> Result<usize, Problem> {
        let Some(span) = lines.line(self.line - 1) else {
            return Err(Problem::Request(format!(
                "{} has {} lines, and no line {}",
                self.file,
                lines.lines(),
                self.line
            )));
        };
        let length = span.of(text).chars().count();
        if self.column as usize > length + 1 {
            return Err(Problem::Request(format!(
                "line {} of {} has {length} characters, and no column {}",
                self.line, self.file, self.column
            )));
        }
        let position = Position {
            line: self.line - 1,
            column: self.column - 1,
        };
        Ok(lines.offset(position, Encoding::Utf32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_may_have_colons() {
        for (written, file) in [
            ("a.md:3:4", "a.md"),
            ("a.md:3:4:", "a.md"),
            (r"C:\team\a.md:3:4", r"C:\team\a.md"),
            ("C:a.md:3:4", "C:a.md"),
            ("a:1:2.md:3:4", "a:1:2.md"),
        ] {
            let place = Place::parse(written).expect(written);
            let expected = (file, 3, 4);
            assert_eq!((place.file.as_str(), place.line, place.column), expected);
        }
        for written in [
            "a.md", "a.md:3", r"C:\a.md", "a.md:0:1", "a.md:x:1", ":1:1", "",
        ] {
            assert!(Place::parse(written).is_err(), "{written}");
        }
    }

    #[test]
    fn columns_are_characters() {
        let text = "a\r\n👩日 b\r\n";
        let lines = LineIndex::new(text);
        let offset = |written: &str| {
            let place = Place::parse(written).expect(written);
            place.offset(text, &lines).ok()
        };
        assert_eq!(offset("a:2:3"), Some(10));
        assert_eq!(offset("a:2:5"), Some(12));
        assert_eq!(offset("a:2:6"), None);
        assert_eq!(offset("a:3:1"), Some(14));
        assert_eq!(offset("a:4:1"), None);
    }
}
