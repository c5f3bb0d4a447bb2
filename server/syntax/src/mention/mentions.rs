//! The possible mentions of a text, packed.

use rustc_hash::FxHashMap;

use super::{Cue, Form, GroupId, Mention, MentionAs, Site, Wants};
use crate::Span;
use crate::numbers::{Numbers, put, put_signed};
use crate::offsets::Offsets;

/// The possible mentions of a text, in order.
///
/// A text has a hundred of them, and the texts of all files are remembered at once, so they are
/// kept in a fourth of what a list of [`Mention`]s takes, and unpacked by whoever walks them: each
/// name stands here once, and a mention is three small numbers, or little more.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Their names, one behind the other.
    names: Box<str>,
    /// Where each name ends.
    name_ends: Offsets,
    /// What they share with others of the text.
    shapes: Box<[Shape]>,
    /// A row of numbers for each.
    rows: Box<[u8]>,
    /// Where every [`STEP`]th row is.
    steps: Box<[Step]>,
    /// How many they are.
    count: u32,
    /// The length of the longest place, in bytes.
    longest: u32,
}

/// How many rows lie between two that are found at once.
const STEP: usize = 32;

/// The bytes of a row, of nearly all texts at most.
const ROW: usize = 5;

/// How often a name stands in a text.
const NAMED_AGAIN: usize = 2;

/// The place of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    /// Where it starts among the rows.
    row: u32,
    /// What the mention before it leaves behind.
    before: Before,
}

/// What a row goes on from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Before {
    /// Where the mention before it starts in the text.
    start: u32,
    /// The last number of a group; 0 for none.
    group: u16,
}

/// All of a mention but its place, its name and its group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    form: Form,
    cue: Cue,
    wants: Wants,
    site: Site,
    fenced: bool,
    /// The name is as long as its place.
    as_long: bool,
    in_group: InGroup,
}

/// Which group a mention is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InGroup {
    No,
    /// The one that was last met.
    Last,
    /// The one behind that.
    Next,
    Other,
}

impl InGroup {
    /// Takes the number of a group; 0 for none.
    fn of(group: u16, last: u16) -> Self {
        match group {
            0 => Self::No,
            _ if group == last => Self::Last,
            _ if Some(group) == last.checked_add(1) => Self::Next,
            _ => Self::Other,
        }
    }
}

impl Shape {
    /// What tells it from others, in one number: that is hashed in an instant.
    fn code(self) -> u64 {
        let Self {
            form,
            cue,
            wants,
            site,
            fenced,
            as_long,
            in_group,
        } = self;
        u64::from_le_bytes([
            form as u8,
            cue as u8,
            wants as u8,
            site as u8,
            fenced.into(),
            as_long.into(),
            in_group as u8,
            0,
        ])
    }
}

impl Mentions {
    /// How many they are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// True for none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// All of them, in order, unpacked one after the other. Whoever looks for several walks once.
    pub fn iter(&self) -> Walk<'_> {
        self.behind_step(0)
    }

    /// One of each name and one of each path, in the order in which they are first met: a text names
    /// the same few others again and again.
    pub fn one_of_each(&self) -> impl Iterator<Item = Mention<'_>> {
        let mut walk = self.iter();
        let mut seen = vec![[false; 2]; self.name_ends.len()];
        std::iter::from_fn(move || {
            loop {
                let (name, mention) = walk.unpack()?;
                let seen = &mut seen[name][usize::from(mention.wants == Wants::File)];
                if !std::mem::replace(seen, true) {
                    return Some(mention);
                }
            }
        })
    }

    /// Those with these numbers, which count from zero. They are found the faster the nearer each
    /// number is behind the one before it.
    pub fn with_numbers(
        &self,
        numbers: impl Iterator<Item = usize>,
    ) -> impl Iterator<Item = Mention<'_>> {
        let (mut walk, mut next) = (self.iter(), 0);
        numbers.filter_map(move |number| {
            if number < next || number / STEP > next / STEP {
                walk = self.behind_step(number / STEP);
                next = number / STEP * STEP;
            }
            let passed_over = number - next;
            next = number + 1;
            walk.nth(passed_over)
        })
    }

    /// Those that the byte `offset` is in or at the edge of. Like [`starting_at`](Self::starting_at),
    /// it is for mentions in the order of their places.
    pub fn touching(&self, offset: u32) -> impl Iterator<Item = Mention<'_>> {
        let near = self.starting_at(offset.saturating_sub(self.longest));
        let near = near.take_while(move |mention| mention.span.start <= offset);
        near.filter(move |mention| offset <= mention.span.end)
    }

    /// Those that start at the byte `offset` or behind it. The mentions of a body are in the order
    /// of their places; those of fields may not be, and must not be asked.
    pub fn starting_at(&self, offset: u32) -> impl Iterator<Item = Mention<'_>> + Clone {
        let behind = self.steps.partition_point(|it| it.before.start < offset);
        let walk = self.behind_step(behind.saturating_sub(1));
        walk.skip_while(move |mention| mention.span.start < offset)
    }

    /// The name with a number.
    fn name(&self, number: usize) -> Option<&str> {
        let start = match number.checked_sub(1) {
            Some(before) => self.name_ends.get(before)?,
            None => 0,
        };
        let end = self.name_ends.get(number)?;
        self.names.get(start as usize..end as usize)
    }

    fn behind_step(&self, step: usize) -> Walk<'_> {
        let place = self.steps.get(step).copied();
        let rows = place.and_then(|place| self.rows.get(place.row as usize..));
        Walk {
            all: self,
            numbers: Numbers::new(rows.unwrap_or_default()),
            before: place.map(|place| place.before).unwrap_or_default(),
            left: self.len().saturating_sub(step * STEP),
        }
    }
}

impl<'a> FromIterator<Mention<'a>> for Mentions {
    fn from_iter<T: IntoIterator<Item = Mention<'a>>>(mentions: T) -> Self {
        let mentions = mentions.into_iter();
        let mut packing = Packing::default();
        let count = mentions.size_hint().0;
        packing.rows.reserve(count * ROW);
        packing.name_numbers.reserve(count / NAMED_AGAIN);
        for mention in mentions {
            packing.add(mention);
        }
        Self {
            names: packing.names.into(),
            name_ends: Offsets::new(&packing.name_ends),
            shapes: packing.shapes.into(),
            rows: packing.rows.into(),
            steps: packing.steps.into(),
            count: packing.count,
            longest: packing.longest,
        }
    }
}

impl<'a> IntoIterator for &'a Mentions {
    type Item = Mention<'a>;
    type IntoIter = Walk<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl std::fmt::Debug for Mentions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// Mentions that are being packed.
#[derive(Default)]
struct Packing<'a> {
    names: String,
    name_numbers: FxHashMap<&'a str, usize>,
    name_ends: Vec<u32>,
    shapes: Vec<Shape>,
    shape_numbers: FxHashMap<u64, usize>,
    rows: Vec<u8>,
    steps: Vec<Step>,
    before: Before,
    count: u32,
    longest: u32,
}

impl<'a> Packing<'a> {
    fn add(&mut self, mention: Mention<'a>) {
        let MentionAs {
            span,
            name,
            form,
            cue,
            wants,
            site,
            fenced,
            group,
        } = mention;
        if (self.count as usize).is_multiple_of(STEP) {
            let row = Span::new(0, self.rows.len()).end;
            let before = self.before;
            self.steps.push(Step { row, before });
        }
        self.count += 1;
        self.longest = self.longest.max(span.end - span.start);
        let as_long = name.len() == span.len();
        let group = group.map_or(0, GroupId::number);
        let in_group = InGroup::of(group, self.before.group);
        let shape = self.shape(Shape {
            form,
            cue,
            wants,
            site,
            fenced,
            as_long,
            in_group,
        });
        let name = self.name(name);
        put(&mut self.rows, shape as u64);
        let moved = i64::from(span.start) - i64::from(self.before.start);
        put_signed(&mut self.rows, moved);
        put(&mut self.rows, name as u64);
        if !as_long {
            put(&mut self.rows, span.len() as u64);
        }
        if in_group == InGroup::Other {
            put(&mut self.rows, group.into());
        }
        self.before.start = span.start;
        if group > 0 {
            self.before.group = group;
        }
    }

    fn shape(&mut self, shape: Shape) -> usize {
        *self.shape_numbers.entry(shape.code()).or_insert_with(|| {
            self.shapes.push(shape);
            self.shapes.len() - 1
        })
    }

    fn name(&mut self, name: &'a str) -> usize {
        *self.name_numbers.entry(name).or_insert_with(|| {
            self.names.push_str(name);
            self.name_ends.push(Span::new(0, self.names.len()).end);
            self.name_ends.len() - 1
        })
    }
}

/// Unpacks mentions, one after the other.
#[derive(Clone)]
pub struct Walk<'a> {
    all: &'a Mentions,
    numbers: Numbers<'a>,
    before: Before,
    left: usize,
}

impl<'a> Walk<'a> {
    /// The next mention, and the number of its name.
    fn unpack(&mut self) -> Option<(usize, Mention<'a>)> {
        self.left = self.left.checked_sub(1)?;
        let numbers = &mut self.numbers;
        // What was packed were places in a text, and numbers of that size.
        let shape = *self.all.shapes.get(numbers.next() as usize)?;
        let start = (i64::from(self.before.start) + numbers.next_signed()) as u32;
        let number = numbers.next() as usize;
        let name = self.all.name(number)?;
        let len = match shape.as_long {
            true => name.len() as u32,
            false => numbers.next() as u32,
        };
        let group = match shape.in_group {
            InGroup::No => 0,
            InGroup::Last => self.before.group,
            InGroup::Next => self.before.group + 1,
            InGroup::Other => numbers.next() as u16,
        };
        self.before.start = start;
        if group > 0 {
            self.before.group = group;
        }
        let mention = Mention {
            span: Span {
                start,
                end: start + len,
            },
            name,
            form: shape.form,
            cue: shape.cue,
            wants: shape.wants,
            site: shape.site,
            fenced: shape.fenced,
            group: GroupId::numbered(group),
        };
        Some((number, mention))
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Mention<'a>;

    fn next(&mut self) -> Option<Mention<'a>> {
        self.unpack().map(|(_, mention)| mention)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

// What was packed has a shape and a name for each, so that it ends with the last.
impl ExactSizeIterator for Walk<'_> {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mention(start: u32, len: u32, name: &str, group: u16) -> Mention<'_> {
        Mention {
            span: Span {
                start,
                end: start + len,
            },
            group: GroupId::numbered(group),
            ..Mention::new(Span::default(), name, Form::Plain, Wants::Any)
        }
    }

    /// Mentions of any text, in the order of their places.
    fn mentions() -> impl Strategy<Value = Vec<(u32, u32, String, u16, bool)>> {
        let one = (
            0..200_u32,
            0..300_u32,
            "[a-c]{0,3}|é日 [a-z]*",
            any::<u16>(),
        );
        let all = proptest::collection::vec((one, any::<bool>()), 0..200);
        all.prop_map(|all| {
            let mut start = 0;
            let placed = all.into_iter().map(|((behind, len, name, group), fenced)| {
                start += behind;
                (start, len, name, group, fenced)
            });
            placed.collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(written in mentions(), offset in 0..40_000_u32) {
            let all: Vec<Mention> = written
                .iter()
                .map(|(start, len, name, group, fenced)| Mention {
                    fenced: *fenced,
                    form: if *fenced { Form::Code } else { Form::Path },
                    wants: if *fenced { Wants::Any } else { Wants::File },
                    ..mention(*start, *len, name, *group)
                })
                .collect();
            let packed: Mentions = all.iter().copied().collect();
            prop_assert_eq!(packed.len(), all.len());
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), all.clone());
            let numbers = written.iter().map(|(.., group, _)| usize::from(*group) % (all.len() + 2));
            let some = packed.with_numbers(numbers.clone()).collect::<Vec<_>>();
            let expected = numbers.filter_map(|number| all.get(number).copied());
            prop_assert_eq!(some, expected.collect::<Vec<_>>());
            let key = |it: &Mention| (it.name.to_owned(), it.wants == Wants::File);
            let mut seen = std::collections::BTreeSet::new();
            let firsts = all.iter().filter(|it| seen.insert(key(it))).copied();
            prop_assert_eq!(packed.one_of_each().collect::<Vec<_>>(), firsts.collect::<Vec<_>>());
            let behind: Vec<Mention> =
                all.iter().copied().filter(|it| it.span.start >= offset).collect();
            prop_assert_eq!(packed.starting_at(offset).collect::<Vec<_>>(), behind);
            let at = all.iter().copied().filter(|it| it.span.touches(offset as usize));
            prop_assert_eq!(packed.touching(offset).collect::<Vec<_>>(), at.collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_largest_numbers_fit_and_fields_may_stand_in_any_order() {
        let name = "long-".repeat(100_000);
        let all = [
            mention(u32::MAX - 7, 7, "last", u16::MAX),
            mention(0, u32::MAX, &name, 0),
            mention(9, 4, "last", 1),
        ];
        let packed: Mentions = all.into_iter().collect();
        assert!(packed.iter().eq(all));
    }

    #[test]
    fn equal_names_are_kept_once() {
        let all = (0..1_000).map(|at| mention(at * 20, 8, "reviewer", 0));
        let packed: Mentions = all.collect();
        assert_eq!(&*packed.names, "reviewer");
        assert_eq!(packed.rows.len(), 3_000, "three bytes each");
    }
}
