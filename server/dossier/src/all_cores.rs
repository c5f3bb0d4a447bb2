//! One piece of work for each of many things, on all cores.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// So many things are taken at a time: few enough that no core has much left when the others are done.
const TAKEN: usize = 16;

/// What `work` makes of each of `things`, in their order. A core that is done with some takes the next, since
/// one thing may take a hundred times as long as another.
///
/// # Panics
/// When `work` does: that is a fault of ours, which must be seen.
pub(crate) fn on_all_cores<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(2, usize::from);
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(TAKEN, Ordering::Relaxed);
            let Some(rest) = things.get(start..) else {
                return done;
            };
            let taken = &rest[..rest.len().min(TAKEN)];
            if taken.is_empty() {
                return done;
            }
            done.push((start, taken.iter().map(&work).collect::<Vec<R>>()));
        }
    };
    let mut done: Vec<(usize, Vec<R>)> = thread::scope(|scope| {
        let busy: Vec<_> = (0..cores.min(things.len().div_ceil(TAKEN)))
            .map(|_| scope.spawn(take))
            .collect();
        let done = busy
            .into_iter()
            .map(|it| it.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect()
    });
    done.sort_unstable_by_key(|(start, _)| *start);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_comes_in_order() {
        for count in [0, 1, TAKEN, TAKEN + 1, 1000] {
            let things: Vec<usize> = (0..count).collect();
            let doubled = on_all_cores(&things, |it| it * 2);
            let expected: Vec<usize> = things.iter().map(|it| it * 2).collect();
            assert_eq!(doubled, expected);
        }
    }

    #[test]
    #[should_panic(expected = "the seventh")]
    fn a_panic_comes_through() {
        let things: Vec<usize> = (0..100).collect();
        on_all_cores(&things, |it| assert_ne!(*it, 7, "the seventh"));
    }
}
