//! The links between two groups, as one line with their count.

use std::collections::BTreeMap;

use super::{Area, Bundle, Picture, Point};

/// So many are drawn from the start: more would hide each other.
const MOST: usize = 16;

/// The bundles, those with the most links first.
pub(super) fn bundles(picture: &Picture) -> Vec<Bundle> {
    let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for link in &picture.links {
        let pair = (picture.nodes[link.from].group, picture.nodes[link.to].group);
        if pair.0 != pair.1 {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let mut pairs: Vec<_> = counts.into_iter().collect();
    pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let main = MOST.max(picture.groups.len() / 2);
    let mut bundles: Vec<Bundle> = pairs
        .into_iter()
        .enumerate()
        .map(|(at, ((from, to), count))| Bundle {
            from,
            to,
            count,
            // What is not there is always shown.
            main: at < main || picture.groups[to].missing,
            curve: [(0.0, 0.0); 4],
            label: (0.0, 0.0),
        })
        .collect();
    for wanted in [true, false] {
        let some = bundles.iter_mut().filter(|it| it.main == wanted).collect();
        draw(picture, some);
    }
    bundles
}

/// A side of an area.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    /// The sides of two areas that face each other. Two in one shelf with others between them look
    /// over these.
    fn facing(from: Area, to: Area) -> [Self; 2] {
        if to.y >= from.y + from.height {
            [Self::Bottom, Self::Top]
        } else if from.y >= to.y + to.height {
            [Self::Top, Self::Bottom]
        } else if (to.x - from.x - from.width).max(from.x - to.x - to.width) > 120.0 {
            [Self::Top, Self::Top]
        } else if to.x > from.x {
            [Self::Right, Self::Left]
        } else {
            [Self::Left, Self::Right]
        }
    }

    /// The point of a side at a part of its length.
    fn point(self, area: Area, part: f64) -> Point {
        match self {
            Self::Left => (area.x, area.y + area.height * part),
            Self::Right => (area.x + area.width, area.y + area.height * part),
            Self::Top => (area.x + area.width * part, area.y),
            Self::Bottom => (area.x + area.width * part, area.y + area.height),
        }
    }

    /// Straight out of it.
    fn out(self, from: Point, by: f64) -> Point {
        match self {
            Self::Left => (from.0 - by, from.1),
            Self::Right => (from.0 + by, from.1),
            Self::Top => (from.0, from.1 - by),
            Self::Bottom => (from.0, from.1 + by),
        }
    }

    fn is_upright(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// An end of a bundle at a side: where the other end lies along that side, the bundle, and whether
/// it starts here.
type Port = (f64, usize, bool);

/// Gives bundles their curves: out of the side that faces the other group, and into that side of
/// it, next to each other in the order of the groups they lead to.
fn draw(picture: &Picture, mut bundles: Vec<&mut Bundle>) {
    let area = |group: usize| picture.groups[group].area;
    let mut ports: BTreeMap<(usize, Side), Vec<Port>> = BTreeMap::new();
    for (at, bundle) in bundles.iter().enumerate() {
        let [out, into] = Side::facing(area(bundle.from), area(bundle.to));
        let ends = [
            (bundle.from, bundle.to, out, true),
            (bundle.to, bundle.from, into, false),
        ];
        for (own, other, side, is_start) in ends {
            let middle = area(other).middle();
            let along = if side.is_upright() {
                middle.1
            } else {
                middle.0
            };
            ports
                .entry((own, side))
                .or_default()
                .push((along, at, is_start));
        }
    }
    let mut ends = vec![[(Side::Left, (0.0, 0.0)); 2]; bundles.len()];
    for ((group, side), mut some) in ports {
        some.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        #[expect(clippy::cast_precision_loss, reason = "there are dozens of groups")]
        let count = some.len() as f64;
        let mut part = 0.0;
        for (_, at, is_start) in some {
            part += 1.0 / (count + 1.0);
            ends[at][usize::from(!is_start)] = (side, side.point(area(group), part));
        }
    }
    let mut labels: Vec<Area> = Vec::new();
    for (bundle, [(out, start), (into, end)]) in bundles.iter_mut().zip(ends) {
        let distance = (end.0 - start.0).hypot(end.1 - start.1);
        let pull = match out == into {
            // Over what is between them.
            true => (distance * 0.12).clamp(22.0, 60.0),
            false => (distance * 0.4).clamp(14.0, 140.0),
        };
        bundle.curve = [start, out.out(start, pull), into.out(end, pull), end];
        bundle.label = free_place(bundle.curve, picture, &mut labels);
    }
}

/// A point of a curve, from 0 to 1.
fn point(curve: [Point; 4], at: f64) -> Point {
    let rest = 1.0 - at;
    let parts = [
        rest.powi(3),
        3.0 * rest * rest * at,
        3.0 * rest * at * at,
        at.powi(3),
    ];
    let sum = |of: fn(Point) -> f64| {
        curve
            .iter()
            .zip(parts)
            .map(|(it, part)| of(*it) * part)
            .sum()
    };
    (sum(|it| it.0), sum(|it| it.1))
}

/// Where on a curve its count hides neither a node nor a title nor another count.
fn free_place(curve: [Point; 4], picture: &Picture, labels: &mut Vec<Area>) -> Point {
    let size = picture.title_size;
    let room = |(x, y): Point| Area {
        x: x - size * 1.2,
        y: y - size * 0.7,
        width: size * 2.4,
        height: size * 1.4,
    };
    let meets = |a: &Area, b: &Area| {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    };
    let steps = [
        0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9,
    ];
    let cost = |at: f64| {
        let area = room(point(curve, at));
        let hidden = labels.iter().filter(|it| meets(it, &area)).count() * 3;
        let groups = picture.groups.iter();
        let covered = groups.filter(|it| meets(&it.area, &area)).map(|group| {
            let title = Area {
                height: size * 1.9,
                ..group.area
            };
            1 + usize::from(meets(&title, &area))
        });
        hidden + covered.sum::<usize>()
    };
    let best = steps.into_iter().min_by_key(|&at| cost(at)).unwrap_or(0.5);
    let label = point(curve, best);
    labels.push(room(label));
    label
}
