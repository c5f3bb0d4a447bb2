//! A hash map that is cheap to keep a copy of.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

const SHARDS: usize = 128;

/// A hash map in shards, each behind an [`Arc`]. Cloning copies the pointers; a write to a map
/// that has clones copies the one shard it touches. Snapshots of the index rest on that.
#[derive(Clone, Debug)]
pub(crate) struct SharedMap<K, V> {
    shards: Box<[Arc<FxHashMap<K, V>>]>,
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Arc::default()).collect(),
        }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> SharedMap<K, V> {
    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.shards[shard_of(key)].get(key)
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.shard_mut(&key).insert(key, value);
    }

    pub(crate) fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        Arc::make_mut(&mut self.shards[shard_of(key)]).remove(key)
    }

    /// Changes the value of `key`, which starts as the default; values for which `change`
    /// returns false are removed.
    pub(crate) fn update(&mut self, key: &K, change: impl FnOnce(&mut V) -> bool)
    where
        V: Default,
    {
        let shard = self.shard_mut(key);
        let keep = match shard.get_mut(key) {
            Some(value) => change(value),
            None => {
                let mut value = V::default();
                let keep = change(&mut value);
                if keep {
                    shard.insert(key.clone(), value);
                }
                keep
            }
        };
        if !keep {
            shard.remove(key);
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.shards.iter().flat_map(|shard| shard.iter())
    }

    fn shard_mut<Q: Hash + ?Sized>(&mut self, key: &Q) -> &mut FxHashMap<K, V> {
        Arc::make_mut(&mut self.shards[shard_of(key)])
    }
}

fn shard_of<Q: Hash + ?Sized>(key: &Q) -> usize {
    // The map itself uses the low bits; the shard is told by high ones.
    (FxBuildHasher.hash_one(key) >> 48) as usize % SHARDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_keeps_what_it_was() {
        let mut map = SharedMap::default();
        for number in 0..1000 {
            map.insert(number, number * 2);
        }
        let before = map.clone();
        map.insert(7, 0);
        map.remove(&8);
        map.update(&9, |value| {
            *value += 1;
            true
        });
        map.update(&10, |_| false);
        assert_eq!(
            [7, 8, 9, 10].map(|key| before.get(&key).copied()),
            [14, 16, 18, 20].map(Some)
        );
        assert_eq!(
            [7, 8, 9, 10].map(|key| map.get(&key).copied()),
            [Some(0), None, Some(19), None],
        );
        assert_eq!(before.iter().count(), 1000);
    }
}
