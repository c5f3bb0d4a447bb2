//! Lines that go the same way, side by side in the order in which few of them cross.

use super::{Area, Point};

/// From line to line.
const BESIDE: f64 = 5.0;

/// From one end to another at the same side of a box.
const ENDS: f64 = 15.0;

/// From a box to the lines that pass it.
const PASSING: f64 = 4.0;

/// From the edge where a line ends to where it turns: room for its arrow.
const ARROW: f64 = 10.5;

/// From the corner of a box to the ends of lines.
const CORNER: f64 = 9.0;

/// The same ways with their parts side by side, between the boxes. They pass through no box that
/// they don't pass through before.
pub(super) fn side_by_side(boxes: &[Area], lines: &[(usize, usize)], ways: &mut [Vec<Point>]) {
    // Ends first: how far the level parts reach follows from them.
    for direction in [Direction::Upright, Direction::Level] {
        let mut parts = parts(boxes, lines, ways, direction);
        let order = ordered(&parts, ways, direction);
        let places = places(&parts, &order);
        for (part, &at) in parts.iter_mut().zip(&places) {
            part.at = at;
            let way = &mut ways[part.line];
            for point in &mut way[part.index..=part.index + 1] {
                *direction.across(point) = at;
            }
        }
    }
}

/// The gaps between boxes that go all the way from left to right: the middle of each, and how much
/// higher it should be for the lines in it.
pub(super) fn gaps(
    boxes: &[Area],
    lines: &[(usize, usize)],
    ways: &[Vec<Point>],
) -> Vec<(f64, f64)> {
    let parts = parts(boxes, lines, ways, Direction::Level);
    let order = ordered(&parts, ways, Direction::Level);
    let (first, _) = ends(&parts, &order, |_, _| 1.0);
    let mut found: Vec<(f64, f64)> = Vec::new();
    for (top, bottom) in between(boxes) {
        let within = order.iter().zip(&first);
        let within = within.filter(|(part, _)| top < parts[**part].at && parts[**part].at < bottom);
        // As the lines would lie if there were room for all.
        let needed = within.map(|(&part, at)| at - parts[part].least + 2.0 * ARROW);
        let needed = needed.fold(EMPTY, f64::max);
        found.push((f64::midpoint(top, bottom), needed - (bottom - top)));
    }
    found
}

/// How high a gap is that no line goes along.
const EMPTY: f64 = 16.0;

/// The upper and the lower end of each gap that goes all the way from left to right.
fn between(boxes: &[Area]) -> Vec<(f64, f64)> {
    let mut sorted: Vec<(f64, f64)> = boxes.iter().map(|it| (it.y, it.y + it.height)).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found = Vec::new();
    let mut low = sorted.first().map_or(0.0, |it| it.1);
    for (top, bottom) in sorted {
        if top > low {
            found.push((low, top));
        }
        low = low.max(bottom);
    }
    found
}

/// How a part of a line runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Upright,
    Level,
}

impl Direction {
    /// The number of a point that is the same all along a part.
    fn across(self, point: &mut Point) -> &mut f64 {
        match self {
            Self::Upright => &mut point.0,
            Self::Level => &mut point.1,
        }
    }

    /// The numbers of a point, that first which is the same all along.
    fn turned(self, point: Point) -> Point {
        match self {
            Self::Upright => point,
            Self::Level => (point.1, point.0),
        }
    }

    /// The extent of an area across parts, and along them.
    fn extents(self, area: &Area) -> [(f64, f64); 2] {
        let (x, y) = (
            (area.x, area.x + area.width),
            (area.y, area.y + area.height),
        );
        match self {
            Self::Upright => [x, y],
            Self::Level => [y, x],
        }
    }
}

/// A straight part of a line.
#[derive(Clone, Debug)]
struct Part {
    line: usize,
    /// The number of its first point.
    index: usize,
    /// Where it is, across its direction.
    at: f64,
    /// From where to where it reaches.
    along: (f64, f64),
    /// Where it may be.
    least: f64,
    most: f64,
    /// The boxes that it ends at.
    ends: [Option<usize>; 2],
}

impl Part {
    /// Whether two parts could lie upon each other.
    fn meets(&self, other: &Self) -> bool {
        let near = PASSING;
        self.line != other.line
            && self.along.0 < other.along.1 + near
            && other.along.0 < self.along.1 + near
            && self.least <= other.most
            && other.least <= self.most
    }

    /// Whether there is room for it before another, and for others between them.
    fn may_be_before(&self, other: &Self) -> bool {
        const ROOM: f64 = 40.0;
        let narrower = (self.most - self.least).min(other.most - other.least);
        self.least + ROOM.min(narrower / 2.0) <= other.most
    }

    /// How far apart they are at least.
    fn gap(&self, other: &Self) -> f64 {
        let shared = self
            .ends
            .iter()
            .flatten()
            .any(|end| other.ends.contains(&Some(*end)));
        if shared { ENDS } else { BESIDE }
    }
}

/// The parts of all lines that run so, with the room that each has.
fn parts(
    boxes: &[Area],
    lines: &[(usize, usize)],
    ways: &[Vec<Point>],
    direction: Direction,
) -> Vec<Part> {
    let mut found = Vec::new();
    for (line, way) in ways.iter().enumerate() {
        let count = way.len().saturating_sub(1);
        // A line leaves its box upright, and turns at each point.
        for index in (0..count).filter(|at| (at % 2 == 0) == (direction == Direction::Upright)) {
            let (from, to) = (
                direction.turned(way[index]),
                direction.turned(way[index + 1]),
            );
            let own = [
                (index == 0).then_some(lines[line].0),
                (index + 1 == count).then_some(lines[line].1),
            ];
            let mut part = Part {
                line,
                index,
                at: from.0,
                along: (from.1.min(to.1), from.1.max(to.1)),
                least: f64::NEG_INFINITY,
                most: f64::INFINITY,
                ends: own,
            };
            // Where the parts before and behind it may go, it reaches.
            let mut reach = part.along;
            if direction == Direction::Level {
                for (at, end) in [(index - 1, lines[line].0), (index + 1, lines[line].1)] {
                    let is_end = at == 0 || at + 1 == count;
                    let area = boxes[end];
                    if is_end {
                        reach = (reach.0.min(area.x), reach.1.max(area.x + area.width));
                    }
                }
            }
            part.keep_off(boxes, reach, direction);
            for end in own.into_iter().flatten() {
                let area = boxes[end];
                let corner = (area.width / 4.0).min(CORNER);
                part.least = part.least.max(area.x + corner);
                part.most = part.most.min(area.x + area.width - corner);
            }
            found.push(part);
        }
    }
    found
}

impl Part {
    /// Keeps it between the boxes beside it.
    fn keep_off(&mut self, boxes: &[Area], reach: (f64, f64), direction: Direction) {
        let clear = if direction == Direction::Level {
            ARROW
        } else {
            PASSING
        };
        let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
        for area in boxes {
            let [across, along] = direction.extents(area);
            if along.0 + 0.1 < reach.1 && reach.0 + 0.1 < along.1 {
                if across.1 <= self.at {
                    least = least.max(across.1);
                } else if across.0 >= self.at {
                    most = most.min(across.0);
                }
            }
        }
        // Outside of all boxes a line has no reason to go far. Where it ends, the box says it.
        const FAR: f64 = 18.0;
        if self.ends == [None, None] {
            least = least.max(self.at - FAR);
            most = most.min(self.at + FAR);
        }
        // In a narrow gap lines are nearer to the boxes, and still have room beside each other.
        let narrow = if direction == Direction::Level {
            2.2
        } else {
            4.0
        };
        let near = clear.min((most - least) / narrow);
        (self.least, self.most) = (least + near, most - near);
    }
}

/// The parts in an order in which few lines cross if they lie so from left to right, or from top to
/// bottom.
fn ordered(parts: &[Part], ways: &[Vec<Point>], direction: Direction) -> Vec<usize> {
    let before = preferences(parts, ways, direction);
    let mut left: Vec<usize> = (0..parts.len()).collect();
    left.sort_by(|&a, &b| parts[a].at.total_cmp(&parts[b].at).then(a.cmp(&b)));
    let mut order = Vec::new();
    // How many crossings it costs to have a part before all that are left.
    let mut costs: Vec<i32> = (0..parts.len())
        .map(|part| before[part].iter().map(|&(_, cost)| cost.max(0)).sum())
        .collect();
    while !left.is_empty() {
        let all = 0..left.len();
        let next = all.min_by_key(|&at| (costs[left[at]], at)).unwrap_or(0);
        let part = left.remove(next);
        for &(other, cost) in &before[part] {
            costs[other] -= (-cost).max(0);
        }
        order.push(part);
    }
    order
}

/// For each part, those that could lie upon it, and how many more crossings there are if it is
/// before them rather than behind.
fn preferences(
    parts: &[Part],
    ways: &[Vec<Point>],
    direction: Direction,
) -> Vec<Vec<(usize, i32)>> {
    let mut found = vec![Vec::new(); parts.len()];
    let mut of_line = vec![Vec::new(); ways.len()];
    for (at, part) in parts.iter().enumerate() {
        of_line[part.line].push(at);
    }
    for one in 0..ways.len() {
        for other in one + 1..ways.len() {
            let pairs = of_line[one]
                .iter()
                .flat_map(|&a| of_line[other].iter().map(move |&b| (a, b)));
            let pairs: Vec<_> = pairs.filter(|&(a, b)| parts[a].meets(&parts[b])).collect();
            if pairs.is_empty() {
                continue;
            }
            for (pair, cost) in pairs.iter().zip(compared(parts, ways, direction, &pairs)) {
                found[pair.0].push((pair.1, cost));
                found[pair.1].push((pair.0, -cost));
            }
        }
    }
    found
}

/// Of two lines, whose parts meet in pairs: for each pair how many more crossings there are with its
/// first part before the other, all other pairs being as is best then.
fn compared(
    parts: &[Part],
    ways: &[Vec<Point>],
    direction: Direction,
    pairs: &[(usize, usize)],
) -> Vec<i32> {
    const MOST: usize = 5;
    const APART: f64 = 1.0;
    let tried = pairs.len().min(MOST);
    let (one, other) = (parts[pairs[0].0].line, parts[pairs[0].1].line);
    let mut best = vec![[i32::MAX; 2]; tried];
    for choice in 0..1_usize << tried {
        let (mut a, mut b) = (ways[one].clone(), ways[other].clone());
        let mut is_possible = true;
        for (at, &(first, second)) in pairs[..tried].iter().enumerate() {
            let (first, second) = (&parts[first], &parts[second]);
            let is_first = choice >> at & 1 == 0;
            let sign = if is_first { -APART } else { APART };
            let least = first.least.max(second.least);
            let most = first.most.min(second.most);
            let middle = f64::midpoint(first.at, second.at).clamp(least, most.max(least));
            is_possible &= match is_first {
                true => first.may_be_before(second),
                false => second.may_be_before(first),
            };
            for (way, part, by) in [(&mut a, first, sign), (&mut b, second, -sign)] {
                // What need not move for that stays.
                let aside = (first.at - second.at).abs() > 2.0 * APART;
                let right = (first.at < second.at) == is_first;
                if !(aside && right) {
                    for point in &mut way[part.index..=part.index + 1] {
                        *direction.across(point) = middle + by;
                    }
                }
            }
        }
        if is_possible {
            let count = crossings(&a, &b);
            for (at, best) in best.iter_mut().enumerate() {
                let side = &mut best[choice >> at & 1];
                *side = (*side).min(count);
            }
        }
    }
    let costs = best
        .into_iter()
        .map(|[first, second]| match (first, second) {
            (i32::MAX, _) => 1000,
            (_, i32::MAX) => -1000,
            _ => first - second,
        });
    costs
        .chain(std::iter::repeat(0))
        .take(pairs.len())
        .collect()
}

/// How often two lines of level and upright parts cross.
pub(super) fn crossings(one: &[Point], other: &[Point]) -> i32 {
    let cross = |a: &[Point], b: &[Point]| {
        // A level part and an upright one.
        let level = (a[0].0.min(a[1].0), a[0].0.max(a[1].0), a[0].1);
        let upright = (b[0].1.min(b[1].1), b[0].1.max(b[1].1), b[0].0);
        level.0 < upright.2 && upright.2 < level.1 && upright.0 < level.2 && level.2 < upright.1
    };
    let is_level = |part: &[Point]| (part[0].1 - part[1].1).abs() < 0.01;
    let mut count = 0;
    for a in one.windows(2) {
        for b in other.windows(2) {
            let met = match (is_level(a), is_level(b)) {
                (true, false) => cross(a, b),
                (false, true) => cross(b, a),
                _ => false,
            };
            count += i32::from(met);
        }
    }
    count
}

/// Where the parts are, in their order, as far from each other as they should be, or nearer where
/// there is no room for that.
fn places(parts: &[Part], order: &[usize]) -> Vec<f64> {
    let mut order = order.to_vec();
    let (mut found, squeezed) = fitting(parts, &order);
    if !squeezed.is_empty() {
        // What doesn't fit in this order does in that of the places that they may have.
        let mut sorted: Vec<usize> = squeezed.iter().map(|&at| order[at]).collect();
        let middle = |part: usize| parts[part].least + parts[part].most;
        sorted.sort_by(|&a, &b| middle(a).total_cmp(&middle(b)));
        for (&at, part) in squeezed.iter().zip(sorted) {
            order[at] = part;
        }
        found = fitting(parts, &order).0;
    }
    let mut places = vec![0.0; parts.len()];
    for (at, &part) in order.iter().enumerate() {
        let it = &parts[part];
        let middle = f64::midpoint(found.0[at], found.1[at]);
        places[part] = middle.clamp(it.least, it.most.max(it.least));
    }
    places
}

/// The first and the last place of each part, with so little between those that have no room for
/// more that all fit, and the numbers of those that don't all the same.
fn fitting(parts: &[Part], order: &[usize]) -> ((Vec<f64>, Vec<f64>), Vec<usize>) {
    /// How much nearer to each other parts are that don't have the room.
    const NEARER: f64 = 0.85;
    const TRIES: usize = 24;
    let mut tight = vec![1.0; parts.len()];
    let mut tries = 0;
    loop {
        // Two are as near as the looser of them may be.
        let found = ends(parts, order, |a, b| f64::max(tight[a], tight[b]));
        let squeezed = (0..order.len()).filter(|&at| found.0[at] > found.1[at] + 0.01);
        let squeezed: Vec<usize> = squeezed.collect();
        tries += 1;
        if squeezed.is_empty() || tries == TRIES {
            return (found, squeezed);
        }
        for at in squeezed {
            tight[order[at]] *= NEARER;
        }
    }
}

/// The first and the last place that each part may have, in their order. `tight` says how near two
/// may be to each other, beside the usual.
fn ends(
    parts: &[Part],
    order: &[usize],
    tight: impl Fn(usize, usize) -> f64,
) -> (Vec<f64>, Vec<f64>) {
    let apart = |one: usize, other: usize| {
        let (one, other) = (order[one], order[other]);
        let meet = parts[one].meets(&parts[other]);
        meet.then(|| parts[one].gap(&parts[other]) * tight(one, other))
    };
    let mut first: Vec<f64> = Vec::new();
    for at in 0..order.len() {
        let before = (0..at).filter_map(|other| Some(first[other] + apart(other, at)?));
        first.push(before.fold(parts[order[at]].least, f64::max));
    }
    let mut last = vec![0.0; order.len()];
    for at in (0..order.len()).rev() {
        let behind = at + 1..order.len();
        let behind = behind.filter_map(|other| Some(last[other] - apart(at, other)?));
        last[at] = behind.fold(parts[order[at]].most, f64::min);
    }
    (first, last)
}
