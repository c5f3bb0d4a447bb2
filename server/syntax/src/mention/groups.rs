//! The groups of a text, while it is read.

use rustc_hash::FxHashMap;

use super::{Group, GroupId, GroupKind, Groups, OwnedMention, Wants};

/// What tells the groups apart that are met again after other blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A list, by its number.
    List(u32),
    /// A table and a column of it, by their numbers.
    Column(u32, u16),
    /// The chains of one code block, by its start.
    Lines(u32),
    /// The nodes of one diagram, by its start.
    Diagram(u32),
    /// The chains that stand in code spans of one list, by its number.
    SpanChains(u32),
    /// The headings of one level within the same section, by its number.
    Headings(u32, u8),
}

/// The groups that were met so far.
#[derive(Default)]
pub(super) struct OpenGroups {
    found: Vec<Group>,
    known: FxHashMap<Key, GroupId>,
}

impl OpenGroups {
    /// The group under that key, a new one if there is none.
    pub(super) fn of(
        &mut self,
        key: Key,
        kind: GroupKind,
        announced: Option<Wants>,
    ) -> Option<GroupId> {
        if let Some(&id) = self.known.get(&key) {
            return Some(id);
        }
        let id = self.new_group(kind, announced)?;
        self.known.insert(key, id);
        Some(id)
    }

    /// A group that stands in one block.
    pub(super) fn new_group(
        &mut self,
        kind: GroupKind,
        announced: Option<Wants>,
    ) -> Option<GroupId> {
        let id = GroupId::at(self.found.len())?;
        self.found.push(Group::new(kind, announced));
        Some(id)
    }

    /// Counts members, be they names or not.
    pub(super) fn count(&mut self, id: Option<GroupId>, members: usize) {
        if let Some(group) = id.and_then(|id| self.found.get_mut(id.index())) {
            let members = u16::try_from(members).unwrap_or(u16::MAX);
            group.size = group.size.saturating_add(members);
        }
    }

    /// The groups, now that the mentions have their order.
    pub(super) fn finish(self, mentions: &[OwnedMention]) -> Groups {
        let numbered = (0..).zip(mentions);
        let members = numbered.filter_map(|(number, mention)| Some((mention.group?, number)));
        let mut members: Vec<(GroupId, u32)> = members.collect();
        members.sort_unstable();
        Groups::new(self.found, &members)
    }
}
