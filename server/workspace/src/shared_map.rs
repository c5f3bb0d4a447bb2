//! A hash map that is cheap to keep a copy of.

use std::array;
use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

use dashmap::DashMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// What is known by now, for threads that ask again and again: paths above all, for which the
/// standard hasher takes several times as long.
pub(crate) type KnownMap<K, V> = DashMap<K, V, FxBuildHasher>;

/// How many branches a map has, and how many shards a branch. A hundred thousand entries make some
/// two dozen in a shard.
const FAN: usize = 64;

/// A hash map in shards, each behind an [`Arc`], in a tree of two levels. Cloning copies one
/// pointer; a write to a map that has clones copies the one shard it touches, and the pointers of
/// its branch. Snapshots of the index rest on that: what a write costs must not grow with the
/// number of files while somebody holds a snapshot.
#[derive(Clone, Debug)]
pub(crate) struct SharedMap<K, V> {
    branches: Arc<[Branch<K, V>; FAN]>,
}

type Branch<K, V> = Arc<[Shard<K, V>; FAN]>;
type Shard<K, V> = Arc<FxHashMap<K, V>>;

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        // Until something is written, they are all the same one.
        let shard: Shard<K, V> = Arc::default();
        let branch: Branch<K, V> = Arc::new(array::from_fn(|_| shard.clone()));
        Self {
            branches: Arc::new(array::from_fn(|_| branch.clone())),
        }
    }
}

impl<K: Hash + Eq + Clone, V: Clone> SharedMap<K, V> {
    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (branch, shard) = place_of(key);
        self.branches[branch][shard].get(key)
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.shard_mut(&key).insert(key, value);
    }

    pub(crate) fn remove<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.shard_mut(key).remove(key)
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
        let shards = self.branches.iter().flat_map(|branch| branch.iter());
        shards.flat_map(|shard| shard.iter())
    }

    fn shard_mut<Q: Hash + ?Sized>(&mut self, key: &Q) -> &mut FxHashMap<K, V> {
        let (branch, shard) = place_of(key);
        let branches = Arc::make_mut(&mut self.branches);
        Arc::make_mut(&mut Arc::make_mut(&mut branches[branch])[shard])
    }
}

/// The branch that a key is in, and the shard of it.
fn place_of<Q: Hash + ?Sized>(key: &Q) -> (usize, usize) {
    // A shard itself uses the low bits; where it is, is told by high ones.
    let bits = (FxBuildHasher.hash_one(key) >> 40) as usize;
    (bits / FAN % FAN, bits % FAN)
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
