//! Places in a text that grow, packed.

use crate::Span;
use crate::numbers::{Numbers, put};

/// Offsets that are each no smaller than the one before, as the gaps between them: of lines, that
/// takes little more than a byte each. Whoever asks for one walks past up to [`STEP`] others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gaps {
    rows: Box<[u8]>,
    /// Where every [`STEP`]th is.
    steps: Box<[Step]>,
    count: u32,
}

/// How many offsets lie between two that are found at once.
const STEP: usize = 32;

/// The place of an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    /// Where the gap behind it starts among the rows.
    row: u32,
    offset: u32,
}

impl FromIterator<u32> for Gaps {
    fn from_iter<T: IntoIterator<Item = u32>>(offsets: T) -> Self {
        let (mut rows, mut steps) = (Vec::new(), Vec::new());
        let (mut count, mut before) = (0, 0);
        for offset in offsets {
            debug_assert!(before <= offset, "they grow");
            if (count as usize).is_multiple_of(STEP) {
                let row = Span::new(0, rows.len()).end;
                steps.push(Step { row, offset });
            } else {
                put(&mut rows, u64::from(offset - before));
            }
            (count, before) = (count + 1, offset);
        }
        Self {
            rows: rows.into(),
            steps: steps.into(),
            count,
        }
    }
}

impl Gaps {
    /// How many they are.
    pub(crate) fn len(&self) -> usize {
        self.count as usize
    }

    /// The one with a number, counted from zero.
    pub(crate) fn get(&self, number: usize) -> Option<u32> {
        self.behind_step(number / STEP).nth(number % STEP)
    }

    /// How many of them are `offset` or less.
    pub(crate) fn up_to(&self, offset: usize) -> usize {
        let is_past = |it: &u32| *it as usize > offset;
        let steps = self.steps.partition_point(|it| !is_past(&it.offset));
        let Some(step) = steps.checked_sub(1) else {
            return 0;
        };
        let before = self.behind_step(step).take_while(|it| !is_past(it));
        step * STEP + before.count()
    }

    /// Those from a step up to the next.
    fn behind_step(&self, step: usize) -> impl Iterator<Item = u32> {
        let first = self.steps.get(step).copied();
        let rows = first.and_then(|it| self.rows.get(it.row as usize..));
        let mut gaps = Numbers::new(rows.unwrap_or_default());
        let mut offset = first.map_or(0, |it| it.offset);
        let count = self.len().saturating_sub(step * STEP).min(STEP);
        (0..count).map(move |number| {
            if number > 0 {
                // What was packed were gaps between places in a text.
                offset += gaps.next() as u32;
            }
            offset
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(
            gaps in proptest::collection::vec(prop_oneof![0..5_u32, 0..300_u32, 0..70_000_u32], 0..200),
            asked in 0..300_000_usize,
        ) {
            let mut sum = 0;
            let all: Vec<u32> = gaps.iter().map(|gap| { sum += gap; sum }).collect();
            let up_to = all.iter().filter(|it| **it as usize <= asked).count();
            let packed: Gaps = all.iter().copied().collect();
            prop_assert_eq!(packed.len(), all.len());
            prop_assert_eq!(packed.up_to(asked), up_to);
            for number in 0..all.len() + 40 {
                prop_assert_eq!(packed.get(number), all.get(number).copied());
            }
        }
    }
}
