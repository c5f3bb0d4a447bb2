//! A diagram of a few nodes: who names stands before who is named.
//!
//! Sugiyama's way: nodes in layers, long lines over stops in the layers between, both in the order
//! in which few lines cross, and then as straight as may be.

use super::Point;

/// Where nodes and lines go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Diagram {
    /// The upper left corner of each node.
    pub(super) places: Vec<Point>,
    /// The way of each line.
    pub(super) routes: Vec<Vec<Point>>,
    /// Its width and height.
    pub(super) size: (f64, f64),
}

/// From layer to layer, from left to right and from top to bottom.
const BETWEEN_LAYERS: (f64, f64) = (64.0, 46.0);

/// From node to node in a layer.
const BETWEEN_NODES: f64 = 14.0;

/// From a line to what is beside it.
const BETWEEN_LINES: f64 = 7.0;

/// How far apart two lines are that lead to and fro between the same nodes.
const TO_AND_FRO: f64 = 5.0;

/// How often the order in the layers is mended. It hardly changes any more after a few times.
const SWEEPS: usize = 12;

/// Lays out nodes of some sizes and the lines between them, from left to right, or else from top to
/// bottom.
pub(super) fn layered(sizes: &[Point], links: &[(usize, usize)], across: bool) -> Diagram {
    let turned = turned(sizes.len(), links);
    let layers = layers(sizes.len(), links, &turned);
    // A stop is a node without width. Lines run over them in the direction of the layers.
    let mut thick: Vec<f64> = sizes
        .iter()
        .map(|it| if across { it.1 } else { it.0 })
        .collect();
    let mut layer_of = layers;
    let mut ways = Vec::with_capacity(links.len());
    for (link, &(from, to)) in links.iter().enumerate() {
        let (first, last) = if turned[link] { (to, from) } else { (from, to) };
        let mut way = vec![first];
        for layer in layer_of[first] + 1..layer_of[last] {
            way.push(thick.len());
            thick.push(0.0);
            layer_of.push(layer);
        }
        way.push(last);
        ways.push(way);
    }
    let order = ordered(&layer_of, &ways);
    let middles = middles(&order, &ways, &thick);
    drawn(
        sizes,
        links,
        &Layered {
            turned,
            ways,
            order,
            middles,
        },
        across,
    )
}

/// What is known of a diagram before it has lengths in both directions.
struct Layered {
    turned: Vec<bool>,
    ways: Vec<Vec<usize>>,
    order: Vec<Vec<usize>>,
    middles: Vec<f64>,
}

/// Which lines have to be turned around so that none leads back.
fn turned(count: usize, links: &[(usize, usize)]) -> Vec<bool> {
    let mut next = vec![Vec::new(); count];
    let mut reached = vec![0usize; count];
    for (link, &(from, to)) in links.iter().enumerate() {
        next[from].push((link, to));
        reached[to] += 1;
    }
    let mut turned = vec![false; links.len()];
    let mut state = vec![State::New; count];
    // Those that nobody leads to come first, and then those that lead to most.
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|&at| (reached[at] > 0, usize::MAX - next[at].len()));
    for start in starts {
        let mut way = vec![(start, 0)];
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        while let Some((at, tried)) = way.last_mut() {
            let at = *at;
            let Some(&(link, to)) = next[at].get(*tried) else {
                state[at] = State::Done;
                way.pop();
                continue;
            };
            *tried += 1;
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    way.push((to, 0));
                }
                State::Open => turned[link] = true,
                State::Done => {}
            }
        }
    }
    turned
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// The layer of each node: as far to the front as its lines allow, and who is named by nobody right
/// before whom it names.
fn layers(count: usize, links: &[(usize, usize)], turned: &[bool]) -> Vec<usize> {
    let forward = links.iter().zip(turned);
    let forward = forward.map(|(&(from, to), &back)| if back { (to, from) } else { (from, to) });
    let forward: Vec<_> = forward.filter(|(from, to)| from != to).collect();
    let mut layers = vec![0; count];
    // No chain is longer than there are nodes.
    for _ in 0..count {
        let mut moved = false;
        for &(from, to) in &forward {
            if layers[to] <= layers[from] {
                layers[to] = layers[from] + 1;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    for at in 0..count {
        let is_named = forward.iter().any(|&(_, to)| to == at);
        let named = forward.iter().filter(|&&(from, _)| from == at);
        if let (false, Some(nearest)) = (is_named, named.map(|&(_, to)| layers[to]).min()) {
            layers[at] = nearest - 1;
        }
    }
    layers
}

/// The neighbours of each node or stop in the layer before and behind.
fn neighbours(count: usize, ways: &[Vec<usize>]) -> [Vec<Vec<usize>>; 2] {
    let mut sides = [vec![Vec::new(); count], vec![Vec::new(); count]];
    for step in ways.iter().flat_map(|way| way.windows(2)) {
        sides[1][step[0]].push(step[1]);
        sides[0][step[1]].push(step[0]);
    }
    sides
}

/// The nodes and stops of each layer in the order that has the fewest crossings of those tried.
fn ordered(layer_of: &[usize], ways: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let count = layer_of.iter().max().map_or(0, |most| most + 1);
    let mut order = vec![Vec::new(); count];
    for (at, &layer) in layer_of.iter().enumerate() {
        order[layer].push(at);
    }
    let sides = neighbours(layer_of.len(), ways);
    let mut best = (crossings(&order, &sides[1], layer_of.len()), order.clone());
    for sweep in 0..SWEEPS {
        let side = &sides[sweep % 2];
        let mut place = positions(&order, layer_of.len());
        let mut sweep_layer = |layer: &mut Vec<usize>| {
            let mean = |at: usize| {
                let sum: f64 = side[at].iter().map(|&it| place[it]).sum();
                #[expect(clippy::cast_precision_loss, reason = "so many lines can't be drawn")]
                let count = side[at].len() as f64;
                if count > 0.0 { sum / count } else { place[at] }
            };
            let mut keyed: Vec<_> = layer.iter().map(|&at| (mean(at), at)).collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            *layer = keyed.into_iter().map(|(_, at)| at).collect();
            number(layer, &mut place);
        };
        match sweep % 2 {
            0 => order.iter_mut().for_each(&mut sweep_layer),
            _ => order.iter_mut().rev().for_each(&mut sweep_layer),
        }
        let crossed = crossings(&order, &sides[1], layer_of.len());
        if crossed < best.0 {
            best = (crossed, order.clone());
        }
    }
    best.1
}

/// The place of each node or stop within its layer, from 0 to 1, so that layers can be compared.
fn positions(order: &[Vec<usize>], count: usize) -> Vec<f64> {
    let mut place = vec![0.0; count];
    order.iter().for_each(|layer| number(layer, &mut place));
    place
}

#[expect(clippy::cast_precision_loss, reason = "so many nodes can't be drawn")]
fn number(layer: &[usize], place: &mut [f64]) {
    for (at, &node) in layer.iter().enumerate() {
        place[node] = (at as f64 + 0.5) / layer.len() as f64;
    }
}

/// How many lines cross.
fn crossings(order: &[Vec<usize>], next: &[Vec<usize>], count: usize) -> usize {
    let place = positions(order, count);
    let mut crossed = 0;
    for layer in order {
        let steps = layer
            .iter()
            .flat_map(|&at| next[at].iter().map(move |&to| (at, to)));
        let steps: Vec<_> = steps.map(|(at, to)| (place[at], place[to])).collect();
        for (at, one) in steps.iter().enumerate() {
            let others = steps[at + 1..].iter();
            crossed += others
                .filter(|other| (one.0 - other.0) * (one.1 - other.1) < 0.0)
                .count();
        }
    }
    crossed
}

/// The middle of each node or stop along its layer: as near to its neighbours as the order allows.
fn middles(order: &[Vec<usize>], ways: &[Vec<usize>], thick: &[f64]) -> Vec<f64> {
    let sides = neighbours(thick.len(), ways);
    let mut middles = vec![0.0; thick.len()];
    for layer in order {
        let mut end = 0.0;
        for &at in layer {
            middles[at] = end + thick[at] / 2.0;
            end += thick[at] + BETWEEN_NODES;
        }
    }
    for sweep in 0..SWEEPS {
        let layers: Vec<&Vec<usize>> = match sweep % 2 {
            0 => order.iter().collect(),
            _ => order.iter().rev().collect(),
        };
        for layer in layers {
            let wished = layer.iter().map(|&at| {
                let both = sides[0][at].iter().chain(&sides[1][at]);
                let (sum, count) = both.fold((0.0, 0.0), |(sum, count), &it| {
                    (sum + middles[it], count + 1.0)
                });
                if count > 0.0 {
                    sum / count
                } else {
                    middles[at]
                }
            });
            settle(layer, &wished.collect::<Vec<_>>(), thick, &mut middles);
        }
    }
    let start = (0..thick.len()).map(|at| middles[at] - thick[at] / 2.0);
    let start = start.fold(f64::INFINITY, f64::min);
    middles.iter_mut().for_each(|it| *it -= start);
    middles
}

/// Puts the nodes of a layer as near as may be to where they are wished, in their order and without
/// touching: those that would push each other share the mean of their wishes.
fn settle(layer: &[usize], wished: &[f64], thick: &[f64], middles: &mut [f64]) {
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(layer.len());
    for (at, &node) in layer.iter().enumerate() {
        if at > 0 {
            let before = thick[layer[at - 1]];
            let gap = match before > 0.0 && thick[node] > 0.0 {
                true => BETWEEN_NODES,
                false => BETWEEN_LINES,
            };
            offset += (before + thick[node]) / 2.0 + gap;
        }
        offsets.push(offset);
    }
    // Sums and counts of runs that touch.
    let mut runs: Vec<(f64, f64)> = Vec::new();
    for (wish, offset) in wished.iter().zip(&offsets) {
        let mut run = (wish - offset, 1.0);
        while let Some(&(sum, count)) = runs.last()
            && sum / count > run.0 / run.1
        {
            run = (run.0 + sum, run.1 + count);
            runs.pop();
        }
        runs.push(run);
    }
    let starts = runs.iter().flat_map(|&(sum, count)| {
        let mut left = count;
        std::iter::from_fn(move || {
            left -= 1.0;
            (left >= 0.0).then_some(sum / count)
        })
    });
    for ((&node, offset), start) in layer.iter().zip(&offsets).zip(starts) {
        middles[node] = start + offset;
    }
}

fn drawn(sizes: &[Point], links: &[(usize, usize)], found: &Layered, across: bool) -> Diagram {
    let along = |at: usize| {
        sizes
            .get(at)
            .map_or(0.0, |it| if across { it.0 } else { it.1 })
    };
    let mut starts = vec![0.0; found.middles.len()];
    let mut middles = starts.clone();
    let mut end = 0.0;
    let between = if across {
        BETWEEN_LAYERS.0
    } else {
        BETWEEN_LAYERS.1
    };
    for layer in &found.order {
        let deep = layer.iter().map(|&at| along(at)).fold(0.0, f64::max);
        for &at in layer {
            starts[at] = end + (deep - along(at)) / 2.0;
            middles[at] = end + deep / 2.0;
        }
        end += deep + between;
    }
    let turn = |along: f64, beside: f64| {
        if across {
            (along, beside)
        } else {
            (beside, along)
        }
    };
    let mut diagram = Diagram::default();
    for (at, size) in sizes.iter().enumerate() {
        let thick = if across { size.1 } else { size.0 };
        let place = turn(starts[at], found.middles[at] - thick / 2.0);
        diagram.size.0 = diagram.size.0.max(place.0 + size.0);
        diagram.size.1 = diagram.size.1.max(place.1 + size.1);
        diagram.places.push(place);
    }
    let ends = ends(found, sizes, across);
    for (link, way) in found.ways.iter().enumerate() {
        let (from, to) = links[link];
        let aside = match links.contains(&(to, from)) {
            true if found.turned[link] => TO_AND_FRO,
            true => -TO_AND_FRO,
            false => 0.0,
        };
        let last = way.len() - 1;
        let mut route: Vec<Point> = Vec::with_capacity(way.len());
        for (step, &at) in way.iter().enumerate() {
            let at_end = match step {
                0 => starts[at] + along(at),
                _ if step == last => starts[at],
                _ => middles[at],
            };
            let aside = match step {
                0 => ends[link].0,
                _ if step == last => ends[link].1,
                _ => aside,
            };
            route.push(turn(at_end, found.middles[at] + aside));
        }
        if found.turned[link] {
            route.reverse();
        }
        for point in &route {
            diagram.size.0 = diagram.size.0.max(point.0);
            diagram.size.1 = diagram.size.1.max(point.1);
        }
        diagram.routes.push(route);
    }
    diagram
}

/// How far from the middle of a node each way starts and ends, so that they are some way apart
/// there and in the order in which they go on.
fn ends(found: &Layered, sizes: &[Point], across: bool) -> Vec<(f64, f64)> {
    let mut ends = vec![(0.0, 0.0); found.ways.len()];
    for (node, size) in sizes.iter().enumerate() {
        let thick = if across { size.1 } else { size.0 };
        for is_start in [true, false] {
            let own = found.ways.iter().enumerate().filter_map(|(link, way)| {
                let (end, next) = match is_start {
                    true => (way.first(), way.get(1)),
                    false => (way.last(), way.iter().rev().nth(1)),
                };
                (end == Some(&node)).then_some((found.middles[*next?], link))
            });
            let mut own: Vec<(f64, usize)> = own.collect();
            own.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            #[expect(clippy::cast_precision_loss, reason = "so many lines can't be drawn")]
            let count = own.len() as f64;
            let apart = (thick * 0.6 / count.max(1.0)).min(14.0);
            let mut at = -apart * (count - 1.0) / 2.0;
            for (_, link) in own {
                match is_start {
                    true => ends[link].0 = at,
                    false => ends[link].1 = at,
                }
                at += apart;
            }
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = (100.0, 20.0);

    #[test]
    fn who_names_stands_before_who_is_named() {
        let links = [(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)];
        let found = layered(&[SIZE; 4], &links, true);
        let x = |at: usize| found.places[at].0;
        assert!(x(0) < x(1) && x(1) < x(3) && x(1).to_bits() == x(2).to_bits());
        // The long line goes between or beside the two, and not through them.
        let [_, stop, _] = found.routes[4][..] else {
            panic!("no stop: {:?}", found.routes[4]);
        };
        for at in [1, 2] {
            let y = found.places[at].1;
            assert!(stop.1 < y || stop.1 > y + SIZE.1, "{stop:?} {y}");
        }
    }

    #[test]
    fn no_node_covers_another() {
        // Everybody names everybody, to and fro.
        let links: Vec<_> = (0..9).flat_map(|a| (0..9).map(move |b| (a, b))).collect();
        let links: Vec<_> = links.into_iter().filter(|(a, b)| a != b).collect();
        for across in [true, false] {
            let found = layered(&[SIZE; 9], &links, across);
            for (at, one) in found.places.iter().enumerate() {
                for other in &found.places[at + 1..] {
                    let beside = (one.0 - other.0).abs() >= SIZE.0;
                    assert!(
                        beside || (one.1 - other.1).abs() >= SIZE.1,
                        "{one:?} {other:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_line_back_ends_where_it_leads() {
        let found = layered(&[SIZE; 2], &[(0, 1), (1, 0)], true);
        let [forth, back] = &found.routes[..] else {
            panic!("two lines");
        };
        assert!(forth[0].0 < forth[1].0 && back[0].0 > back[1].0);
        assert!((forth[0].1 - back[1].1).abs() > 1.0);
    }

    #[test]
    fn lines_cross_no_more_than_they_must() {
        let links = [(0, 5), (1, 4), (2, 3)];
        let found = layered(&[SIZE; 6], &links, true);
        let y = |at: usize| found.places[at].1;
        for (from, to) in links {
            assert!((y(from) - y(to)).abs() < 1.0);
        }
        assert_eq!(layered(&[], &[], true), Diagram::default());
    }
}
