//! Headings of a body.

use crate::Span;
use crate::numbers::{Numbers, put, put_signed};

/// A heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub title: &'a str,
    /// The whole heading, in bytes.
    pub span: Span,
}

/// The headings of a text, in order, packed as [`Mentions`](crate::Mentions) are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headings {
    /// Their titles, one behind the other.
    titles: Box<str>,
    /// Of each the level, how far behind the start of the one before it starts, its length, and
    /// that of its title.
    rows: Box<[u8]>,
}

impl Headings {
    /// All of them, in order, unpacked one after the other: whoever wants several by their number
    /// walks once.
    pub fn iter(&self) -> impl Iterator<Item = Heading<'_>> {
        let mut numbers = Numbers::new(&self.rows);
        let (mut start, mut titles) = (0_i64, &*self.titles);
        std::iter::from_fn(move || {
            if numbers.is_empty() {
                return None;
            }
            // What was packed were places in a text.
            let level = numbers.next() as u8;
            start += numbers.next_signed();
            let len = numbers.next();
            let (title, rest) = titles.split_at_checked(numbers.next() as usize)?;
            titles = rest;
            Some(Heading {
                level,
                title,
                span: Span::new(start as usize, start as usize + len as usize),
            })
        })
    }
}

impl std::fmt::Debug for Headings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Headings that are being packed.
#[derive(Default)]
pub(crate) struct HeadingsPacking {
    titles: String,
    rows: Vec<u8>,
    before: u32,
}

impl HeadingsPacking {
    /// Adds one. Nearly always it stands behind the others, but between tags a text may be read
    /// twice.
    pub(crate) fn add(&mut self, heading: Heading<'_>) {
        let Heading { level, title, span } = heading;
        put(&mut self.rows, u64::from(level));
        let behind = i64::from(span.start) - i64::from(self.before);
        put_signed(&mut self.rows, behind);
        put(&mut self.rows, span.len() as u64);
        put(&mut self.rows, title.len() as u64);
        self.titles.push_str(title);
        self.before = span.start;
    }

    pub(crate) fn finish(self) -> Headings {
        Headings {
            titles: self.titles.into(),
            rows: self.rows.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again_in_any_order() {
        let heading = |level, title, start, end| Heading {
            level,
            title,
            span: Span::new(start, end),
        };
        let all = [
            heading(1, "First", 0, 7),
            heading(2, "", 700, 703),
            heading(2, "Zweite Überschrift", 12, 400),
            heading(6, "日", 100_000, 100_010),
        ];
        let mut packing = HeadingsPacking::default();
        all.iter().for_each(|it| packing.add(*it));
        assert!(packing.finish().iter().eq(all));
    }
}
