//! Rows of numbers, most of them small, in few bytes.

use integer_encoding::VarInt;

/// Adds a number to a row.
pub(crate) fn put(row: &mut Vec<u8>, number: u64) {
    /// As many bytes as a number of 64 bits takes.
    const MOST: usize = 10;
    // Most are small.
    if let Ok(small @ 0..=0x7f) = u8::try_from(number) {
        return row.push(small);
    }
    let mut bytes = [0; MOST];
    let len = number.encode_var(&mut bytes);
    row.extend_from_slice(&bytes[..len]);
}

/// Adds a number that may be below zero: those near to it are small, whatever their sign. The crate
/// writes them alike, but not those of one byte without a call.
pub(crate) fn put_signed(row: &mut Vec<u8>, number: i64) {
    put(row, ((number << 1) ^ (number >> (i64::BITS - 1))) as u64);
}

/// The numbers of a row, which are taken as what they were put as.
#[derive(Clone)]
pub(crate) struct Numbers<'a>(&'a [u8]);

impl<'a> Numbers<'a> {
    pub(crate) fn new(row: &'a [u8]) -> Self {
        Self(row)
    }

    /// True behind the last.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next number; zero behind the last.
    pub(crate) fn next(&mut self) -> u64 {
        // Most are small.
        if let [number @ 0..=0x7f, rest @ ..] = self.0 {
            self.0 = rest;
            return u64::from(*number);
        }
        let Some((number, len)) = u64::decode_var(self.0) else {
            self.0 = &[];
            return 0;
        };
        self.0 = &self.0[len..];
        number
    }

    /// The next number, which was put as one that may be below zero.
    pub(crate) fn next_signed(&mut self) -> i64 {
        let number = self.next();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_and_the_largest_numbers_come_out_again() {
        let signed = [0, -1, 1, -64, 64, i64::MIN, i64::MAX];
        let mut row = Vec::new();
        signed.iter().for_each(|it| put_signed(&mut row, *it));
        put(&mut row, u64::MAX);
        let mut numbers = Numbers::new(&row);
        assert_eq!(signed.map(|_| numbers.next_signed()), signed);
        assert_eq!(numbers.next(), u64::MAX);
        assert!(numbers.is_empty());
    }
}
