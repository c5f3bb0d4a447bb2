//! Who leads back to himself.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::{Link, Node};

/// From so many nodes of a set a way back is looked for: in a large team that is one cycle, a
/// short one is found from any of them.
const MOST_STARTS: usize = 200;

/// Marks the nodes that are on a cycle. Of each set of nodes that all lead to each other, marks the
/// links of the shortest cycle and returns it, those with the fewest nodes first.
pub(super) fn mark(nodes: &mut [Node], links: &mut [Link]) -> Vec<Vec<usize>> {
    let mut next = vec![Vec::new(); nodes.len()];
    for link in links.iter() {
        next[link.from].push(link.to);
    }
    let sets = components(&next);
    for link in links.iter() {
        if sets[link.from] == sets[link.to] {
            nodes[link.from].in_cycle = true;
            nodes[link.to].in_cycle = true;
        }
    }
    let mut shortest: Vec<(usize, Option<Vec<usize>>)> = vec![(0, None); nodes.len()];
    for at in (0..nodes.len()).filter(|&at| nodes[at].in_cycle) {
        let (starts, best) = &mut shortest[sets[at]];
        // Nothing is shorter than two.
        let most = best.as_ref().map_or(usize::MAX, Vec::len);
        *starts += 1;
        if most > 2
            && *starts <= MOST_STARTS
            && let Some(cycle) = back_to(at, &next, &sets)
            && cycle.len() < most
        {
            *best = Some(cycle);
        }
    }
    let mut cycles: Vec<_> = shortest
        .into_iter()
        .filter_map(|(_, cycle)| cycle)
        .collect();
    cycles.sort_by_key(|cycle| (cycle.len(), cycle[0]));
    let steps = cycles.iter().flat_map(|cycle| {
        let next = cycle.iter().cycle().skip(1);
        cycle.iter().copied().zip(next.copied())
    });
    let steps: FxHashSet<(usize, usize)> = steps.collect();
    for link in links {
        link.in_cycle = steps.contains(&(link.from, link.to));
    }
    cycles
}

/// For each node, the set that it is in: two are in one if each leads to the other. Tarjan's
/// algorithm, with a stack of its own, since a chain may be long.
fn components(next: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut sets = vec![NEW; next.len()];
    let (mut order, mut low) = (vec![NEW; next.len()], vec![0; next.len()]);
    let (mut met, mut found, mut open) = (0, 0, Vec::new());
    for root in 0..next.len() {
        if order[root] != NEW {
            continue;
        }
        let mut way = vec![(root, 0)];
        while let Some((at, tried)) = way.last_mut() {
            let at = *at;
            if *tried == 0 {
                (order[at], low[at]) = (met, met);
                met += 1;
                open.push(at);
            }
            if let Some(&to) = next[at].get(*tried) {
                *tried += 1;
                if order[to] == NEW {
                    way.push((to, 0));
                } else if sets[to] == NEW {
                    low[at] = low[at].min(order[to]);
                }
                // The first look at a node is told by nothing tried.
                continue;
            }
            if low[at] == order[at] {
                while let Some(member) = open.pop() {
                    sets[member] = found;
                    if member == at {
                        break;
                    }
                }
                found += 1;
            }
            way.pop();
            if let Some(&(above, _)) = way.last() {
                low[above] = low[above].min(low[at]);
            }
        }
    }
    sets
}

/// The shortest way from a node back to it, without the end.
fn back_to(start: usize, next: &[Vec<usize>], sets: &[usize]) -> Option<Vec<usize>> {
    let mut from = vec![None; next.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        for &to in next[at].iter().filter(|&&to| sets[to] == sets[start]) {
            if to == start {
                let mut cycle = vec![at];
                while let Some(before) = cycle.last().and_then(|&last| from[last]) {
                    cycle.push(before);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if from[to].is_none() {
                from[to] = Some(at);
                queue.push_back(to);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::nothing;
    use super::*;

    fn cycles(count: usize, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
        let mut nodes: Vec<Node> = (0..count).map(|_| nothing("")).collect();
        let links = links.iter().map(|&(from, to)| Link {
            from,
            to,
            mentions: Vec::new(),
            strong: true,
            in_cycle: false,
            route: Vec::new(),
        });
        mark(&mut nodes, &mut links.collect::<Vec<_>>())
    }

    #[test]
    fn the_shortest_way_back_is_the_cycle() {
        assert!(cycles(3, &[(0, 1), (1, 2), (0, 2)]).is_empty());
        assert_eq!(cycles(2, &[(0, 1), (1, 0)]), [[0, 1]]);
        // One of four, with a shorter one inside; another apart.
        let links = [
            (0, 1),
            (1, 2),
            (2, 3),
            (3, 0),
            (2, 1),
            (4, 5),
            (5, 6),
            (6, 4),
        ];
        assert_eq!(cycles(7, &links), [vec![1, 2], vec![4, 5, 6]]);
    }

    #[test]
    fn a_long_chain_is_no_trouble() {
        let links: Vec<_> = (0..50_000).map(|at| (at, at + 1)).collect();
        assert!(cycles(50_001, &links).is_empty());
    }
}
