//! A diagram of a few nodes with more lines than layers can show: a staircase.
//!
//! Each node stands on a step of its own, with one line out of it to the right and one into it from
//! above. A line from node to node follows the first, and turns down into the second; what leads
//! back goes up and turns left. So lines run together where they have an end in common, no two
//! others do, and a line that turns is told from one that crosses: however many there are, each can
//! be followed. (Engineers draw dependencies so, as N² charts; that lines of one end run together
//! is what confluent drawings do.)

use super::Point;
use super::layered::Diagram;
use super::sizes::WINDOW;

/// How far the way forward and the way back are apart, where a node has both.
const APART: f64 = 8.0;

/// From the end of a node to the lines into it and out of it.
const END: f64 = 14.0;

/// From a line to that of the next node, at least and at most.
const COLUMN: (f64, f64) = (24.0, 40.0);

/// Between two nodes, one above the other, at least and at most: room for the end of a line.
const GAP: (f64, f64) = (3.5, 15.0);

/// How often the order is mended. It hardly changes any more after a few times.
const ROUNDS: usize = 8;

/// Lays out nodes of some sizes and the lines between them.
pub(super) fn staircase(sizes: &[Point], links: &[(usize, usize)]) -> Diagram {
    let order = ordered(sizes.len(), links);
    let mut step = vec![0; sizes.len()];
    for (at, &node) in order.iter().enumerate() {
        step[node] = at;
    }
    let is_forward = |&(from, to): &(usize, usize)| step[from] < step[to];
    // Whether lines lead out of each node, and into it: back, and forward.
    let (mut out_of, mut into) = (vec![[false; 2]; sizes.len()], vec![[false; 2]; sizes.len()]);
    for link in links.iter().filter(|link| link.0 != link.1) {
        let way = usize::from(is_forward(link));
        out_of[link.0][way] = true;
        into[link.1][way] = true;
    }
    #[expect(clippy::cast_precision_loss, reason = "there are dozens of nodes")]
    let count = sizes.len().max(1) as f64;
    let high = sizes.iter().map(|it| it.1).fold(0.0, f64::max);
    let down = (WINDOW.1 / count - high).clamp(GAP.0, GAP.1) + high;
    let first = order.first().map_or(0.0, |&node| sizes[node].0);
    let right = ((WINDOW.0 - first) / count).clamp(COLUMN.0, COLUMN.1);
    let mut diagram = Diagram {
        places: vec![(0.0, 0.0); sizes.len()],
        ..Diagram::default()
    };
    // The right end of each node.
    let mut ends = vec![0.0; sizes.len()];
    let mut end = 0.0;
    for (at, &node) in order.iter().enumerate() {
        // No name is so long that it stands out at the left.
        end = sizes[node].0.max(if at == 0 { 0.0 } else { end + right });
        ends[node] = end;
        #[expect(clippy::cast_precision_loss, reason = "there are dozens of nodes")]
        let top = at as f64 * down;
        diagram.places[node] = (end - sizes[node].0, top);
        diagram.size = (diagram.size.0.max(end), top + sizes[node].1);
    }
    // Where the lines of a node run: out to the right or in from there, in from above or out there.
    let aside = |both: bool, forward: bool| match (both, forward) {
        (false, _) => 0.0,
        (true, true) => -APART / 2.0,
        (true, false) => APART / 2.0,
    };
    let beside = |node: usize, forward: bool| {
        let both = out_of[node][1] && into[node][0];
        diagram.places[node].1 + sizes[node].1 / 2.0 + aside(both, forward)
    };
    let above = |node: usize, forward: bool| {
        let both = into[node][1] && out_of[node][0];
        ends[node] - END + aside(both, forward)
    };
    let routes = links.iter().map(|link| {
        let &(from, to) = link;
        if from == to {
            return Vec::new();
        }
        let (upper, lower) = if is_forward(link) {
            (from, to)
        } else {
            (to, from)
        };
        let (x, y) = (
            above(lower, is_forward(link)),
            beside(upper, is_forward(link)),
        );
        let mut route = vec![(ends[upper], y), (x, y), (x, diagram.places[lower].1)];
        if !is_forward(link) {
            route.reverse();
        }
        route
    });
    diagram.routes = routes.collect();
    diagram
}

/// The order in which few lines lead back, and callers are near to those whom they call.
fn ordered(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut order = few_back(count, links);
    let mut step = vec![0; count];
    let cost = |order: &[usize], step: &mut [usize]| -> usize {
        for (at, &node) in order.iter().enumerate() {
            step[node] = at;
        }
        let lengths = links
            .iter()
            .map(|&(from, to)| match step[to].checked_sub(step[from]) {
                Some(forward) => forward,
                // Nothing makes up for one more line back, which says that there is a cycle.
                None => count * links.len() + step[from] - step[to],
            });
        lengths.sum()
    };
    let mut best = cost(&order, &mut step);
    for _ in 0..ROUNDS {
        let before = best;
        for node in 0..count {
            let Some(at) = order.iter().position(|&it| it == node) else {
                continue;
            };
            let mut tried = order.clone();
            tried.remove(at);
            for place in 0..count {
                tried.insert(place, node);
                let found = cost(&tried, &mut step);
                if found < best {
                    best = found;
                    order.clone_from(&tried);
                }
                tried.remove(place);
            }
        }
        if best == before {
            break;
        }
    }
    order
}

/// An order in which few lines lead back: again and again, whoever calls nobody of those who are
/// left goes to the end, who is called by none of them to the start, and otherwise who calls most
/// and is called least (Eades, Lin and Smyth 1993).
fn few_back(count: usize, links: &[(usize, usize)]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).collect();
    let (mut start, mut end) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let of_left = |&&(from, to): &&(usize, usize)| {
            from != to && left.contains(&from) && left.contains(&to)
        };
        let (mut calls, mut callers) = (vec![0usize; count], vec![0usize; count]);
        for &(from, to) in links.iter().filter(of_left) {
            calls[from] += 1;
            callers[to] += 1;
        }
        let last = left.iter().rposition(|&node| calls[node] == 0);
        let first = left.iter().position(|&node| callers[node] == 0);
        if let Some(at) = last {
            end.push(left.remove(at));
        } else if let Some(at) = first {
            start.push(left.remove(at));
        } else {
            let most = (0..left.len())
                .min_by_key(|&at| (count + callers[left[at]]).saturating_sub(calls[left[at]]));
            start.push(left.remove(most.unwrap_or_default()));
        }
    }
    start.extend(end.into_iter().rev());
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = (100.0, 19.0);

    /// Whom each of `count` names: the third part of the others, to and fro.
    fn many(count: usize) -> Vec<(usize, usize)> {
        let pairs = (0..count).flat_map(|a| (0..count).map(move |b| (a, b)));
        pairs
            .filter(|&(a, b)| a != b && (a * 7 + b * 5) % 3 == 0)
            .collect()
    }

    /// The straight parts of a way, without a direction.
    fn parts(route: &[Point]) -> Vec<(Point, Point)> {
        let parts = route.windows(2).map(|it| (it[0], it[1]));
        let parts = parts.map(|(a, b)| {
            if (a.0, a.1) <= (b.0, b.1) {
                (a, b)
            } else {
                (b, a)
            }
        });
        parts.collect()
    }

    /// True for two parts that lie on each other for a while.
    fn share(a: (Point, Point), b: (Point, Point)) -> bool {
        let is_same = |one: f64, other: f64| (one - other).abs() < 0.5;
        let along = |at: fn(Point) -> f64, beside: fn(Point) -> f64| {
            is_same(beside(a.0), beside(a.1))
                && is_same(beside(b.0), beside(b.1))
                && is_same(beside(a.0), beside(b.0))
                && at(a.1).min(at(b.1)) - at(a.0).max(at(b.0)) > 0.5
        };
        along(|it| it.0, |it| it.1) || along(|it| it.1, |it| it.0)
    }

    #[test]
    fn lines_run_together_only_where_they_have_an_end_in_common() {
        for count in [6, 13, 40] {
            let links = many(count);
            let found = staircase(&vec![SIZE; count], &links);
            for (at, (one, way)) in links.iter().zip(&found.routes).enumerate() {
                for (other, beside) in links.iter().zip(&found.routes).skip(at + 1) {
                    let meet = parts(way)
                        .iter()
                        .any(|&a| parts(beside).iter().any(|&b| share(a, b)));
                    let is_kin = one.0 == other.0 || one.1 == other.1;
                    assert!(!meet || is_kin, "{one:?} {other:?} of {count}");
                }
            }
        }
    }

    #[test]
    fn no_line_passes_behind_a_node() {
        let links = many(13);
        let sizes: Vec<Point> = (0..13u8)
            .map(|at| (60.0 + 90.0 * f64::from(at % 4), 19.0))
            .collect();
        let found = staircase(&sizes, &links);
        for part in found.routes.iter().flat_map(|route| parts(route)) {
            for (place, size) in found.places.iter().zip(&sizes) {
                // The round ends of nodes may be touched.
                let (left, right) = (place.0 + 1.0, place.0 + size.0 - 1.0);
                let (top, bottom) = (place.1 + 1.0, place.1 + size.1 - 1.0);
                let (a, b) = part;
                let outside =
                    b.0 < left || a.0 > right || a.1.max(b.1) < top || a.1.min(b.1) > bottom;
                assert!(outside, "{part:?} {place:?}");
            }
        }
    }

    #[test]
    fn only_a_cycle_leads_back() {
        // Named after whom they call, so that nothing is in order at first.
        let links: Vec<_> = (0..12).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
        let found = staircase(&[SIZE; 12], &links);
        for &(from, to) in &links {
            assert!(found.places[from].1 < found.places[to].1, "{from} {to}");
        }
        let found = staircase(&[SIZE; 3], &[(0, 1), (1, 2), (2, 0)]);
        let back = found.routes.iter().filter(|it| it[0].1 > it[2].1);
        assert_eq!(back.count(), 1);
    }

    /// How many have another place among the others in `after`: all but the most that are still in
    /// the same order.
    fn moved(before: &Diagram, after: &Diagram) -> usize {
        let mut order: Vec<usize> = (0..before.places.len()).collect();
        order.sort_by(|&a, &b| before.places[a].1.total_cmp(&before.places[b].1));
        let tops: Vec<f64> = order.iter().map(|&at| after.places[at].1).collect();
        let mut longest = vec![1; tops.len()];
        for at in 0..tops.len() {
            let earlier = (0..at).filter(|&it| tops[it] < tops[at]);
            longest[at] = 1 + earlier.map(|it| longest[it]).max().unwrap_or(0);
        }
        tops.len() - longest.into_iter().max().unwrap_or(0)
    }

    #[test]
    fn one_more_line_leaves_nearly_everybody_in_order() {
        // Most name those behind them, and some those before.
        let links = (0..20usize).flat_map(|at| {
            let forward = [1, 3, 7].map(|step| (at, (at + step) % 20));
            forward
                .into_iter()
                .filter(|it| it.0 < it.1 || it.0 % 3 == 0)
        });
        let links: Vec<_> = links.collect();
        let before = staircase(&[SIZE; 20], &links);
        for more in [(2, 11), (14, 5), (19, 0), (0, 19), (8, 9)] {
            let mut links = links.clone();
            links.push(more);
            let after = staircase(&[SIZE; 20], &links);
            let count = moved(&before, &after);
            assert!(count <= 3, "{count} moved by {more:?}");
        }
    }

    #[test]
    fn nobody_is_a_diagram_too() {
        assert_eq!(staircase(&[], &[]), Diagram::default());
    }
}
