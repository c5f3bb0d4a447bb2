//! Places in a text that grow.

/// Offsets that are each no smaller than the one before, in two bytes each where they fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Offsets {
    /// Those of a text of up to 64 KiB, as nearly all agent files are.
    Short(Box<[u16]>),
    /// Those of a longer one.
    Long(Box<[u32]>),
}

impl Default for Offsets {
    fn default() -> Self {
        Self::Short(Box::default())
    }
}

impl Offsets {
    pub(crate) fn new(offsets: &[u32]) -> Self {
        debug_assert!(offsets.is_sorted());
        match offsets.last() {
            Some(last) if *last > u32::from(u16::MAX) => Self::Long(offsets.into()),
            // No other is greater than the last.
            _ => Self::Short(offsets.iter().map(|offset| *offset as u16).collect()),
        }
    }

    /// How many they are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Short(offsets) => offsets.len(),
            Self::Long(offsets) => offsets.len(),
        }
    }

    /// The one with a number, counted from zero.
    pub(crate) fn get(&self, number: usize) -> Option<u32> {
        match self {
            Self::Short(offsets) => offsets.get(number).copied().map(u32::from),
            Self::Long(offsets) => offsets.get(number).copied(),
        }
    }
}
