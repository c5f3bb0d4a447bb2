//! From the fuzzer's bytes to what a target wants. The first bytes choose, the rest is text, so that
//! seeds can be written and read.

use std::borrow::Cow;

/// Bytes that are read from the front.
#[derive(Debug)]
pub struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    /// What the fuzzer made up.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next byte, counted from the digit 0; zero at the end.
    pub fn number(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&b'0', &[]));
        self.0 = rest;
        first.wrapping_sub(b'0')
    }

    /// One of `all`, chosen by the next byte: `0` is the first.
    pub fn choice<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::from(self.number()) % all.len()]
    }

    /// Where in a text of that length: from `0` at its start to `o` at its end.
    pub fn place(&mut self) -> impl Fn(&str) -> usize + use<> {
        let (coarse, fine) = (usize::from(self.number()) % 64, usize::from(self.number()));
        move |text| text.floor_char_boundary(text.len() * coarse / 63 + fine)
    }

    /// The rest, as text. What is no UTF-8 becomes U+FFFD.
    pub fn text(self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.0)
    }

    /// The rest, in the parts that zero bytes separate.
    pub fn parts(self) -> impl Iterator<Item = Input<'a>> {
        self.0.split(|byte| *byte == 0).map(Input)
    }
}
