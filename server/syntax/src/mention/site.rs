//! Where in its text a possible name stands, and with whom.

use std::num::NonZeroU16;

use super::Wants;
use crate::Span;
use crate::numbers::{Numbers, put};

/// The kind of place that a possible name has in its block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Site {
    /// Among the words of a sentence.
    #[default]
    Running,
    /// Among the words of a heading.
    Heading,
    /// A member of a row: `a, b and c`.
    Member,
    /// A link of a chain: `a → b`.
    Chain,
    /// What an item of a list starts with: `- a: does this`.
    Lead,
    /// All of a table's cell, or of a diagram's node.
    Cell,
    /// What a command is called with: `/review a,b`.
    Argument,
}

impl Site {
    /// True for a place that is told from others by its ends: what holds more is none.
    pub(super) fn is_whole(self) -> bool {
        matches!(self, Self::Cell | Self::Heading)
    }

    /// True for a place that holds whatever it holds as a unit: a label, a member, an entry.
    pub fn is_structural(self) -> bool {
        self > Self::Heading
    }
}

/// The names that stand in one list, column, row or chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they form.
    pub kind: GroupKind,
    /// How many members there are, with those that can be no name.
    pub size: u16,
    /// What the head of the column, or the words before the list, announce.
    pub announced: Option<Wants>,
    /// Where those of its members that may be names stand among the members of all groups: first
    /// comes how many they are.
    members: u32,
}

impl Group {
    pub(super) fn new(kind: GroupKind, announced: Option<Wants>) -> Self {
        Self {
            kind,
            size: 0,
            announced,
            members: 0,
        }
    }
}

/// The groups of a text. The members of all of them are one row of small numbers: small lists by
/// the dozen for each of a hundred thousand files would take several times as much memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    all: Box<[Group]>,
    members: Box<[u8]>,
}

impl Groups {
    /// Takes the groups, and the members of all of them in the order of the groups' ids, those of
    /// each in the order of the text.
    pub(super) fn new(mut groups: Vec<Group>, members: &[(GroupId, u32)]) -> Self {
        debug_assert!(members.is_sorted(), "they are in order");
        let mut row = Vec::with_capacity(groups.len() + members.len());
        let mut members = members.iter();
        for (index, group) in groups.iter_mut().enumerate() {
            group.members = Span::new(0, row.len()).end;
            let own = |it: &&(GroupId, u32)| it.0.index() == index;
            let count = members.clone().take_while(own).count();
            put(&mut row, count as u64);
            let mut before = 0;
            for (_, member) in members.by_ref().take(count) {
                put(&mut row, u64::from(member - before));
                before = *member;
            }
        }
        Self {
            all: groups.into(),
            members: row.into(),
        }
    }

    /// The group with an id; `None` for an id of another text.
    pub fn get(&self, id: GroupId) -> Option<&Group> {
        self.all.get(id.index())
    }

    /// All groups, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Group> {
        self.all.iter()
    }

    /// The members of a group that may be names, by their number among the mentions of the body.
    pub fn members_of(&self, group: &Group) -> impl Iterator<Item = usize> + use<'_> {
        let rest = self.members.get(group.members as usize..);
        let mut numbers = Numbers::new(rest.unwrap_or_default());
        let (count, mut before) = (numbers.next(), 0);
        (0..count).map(move |_| {
            before += numbers.next() as usize;
            before
        })
    }
}

/// What a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupKind {
    /// The items of a list.
    List,
    /// The cells of a table's column, or the nodes of a diagram.
    Column,
    /// `a, b and c`.
    Row,
    /// `a → b → c`.
    Chain,
    /// A command and its arguments; the command is the first member.
    Call,
}

/// The number of a group in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(NonZeroU16);

impl GroupId {
    /// The id of the group at an index; `None` past what a text may have.
    pub(super) fn at(index: usize) -> Option<Self> {
        u16::try_from(index + 1).ok().and_then(Self::numbered)
    }

    /// Its number, for who packs it; 0 stands for no group.
    pub(super) fn number(self) -> u16 {
        self.0.get()
    }

    /// The group with that number.
    pub(super) fn numbered(number: u16) -> Option<Self> {
        NonZeroU16::new(number).map(Self)
    }

    /// Its index among the groups of the text.
    pub(super) fn index(self) -> usize {
        usize::from(self.0.get()) - 1
    }
}
