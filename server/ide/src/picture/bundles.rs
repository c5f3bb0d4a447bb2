//! The links between two groups, as one line with their count.

use std::collections::BTreeMap;

use super::sizes::{LABEL, LEAST_LABEL, WINDOW};
use super::{Area, Bundle, Picture, Point, layout, routing, tracks};

/// So many are drawn from the start: more would hide each other.
const MOST: usize = 16;

/// The bundles, those with the most links first, without their lines.
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
    let bundles = pairs.into_iter().enumerate();
    let bundles = bundles.map(|(at, ((from, to), count))| Bundle {
        from,
        to,
        count,
        // What is not there is always shown.
        main: at < main || picture.groups[to].missing,
        route: Vec::new(),
        label: (0.0, 0.0),
    });
    bundles.collect()
}

/// How well a picture fits into the window with its lines: whether it can be read at all, and how
/// large it is with room for all of them. And how much higher a gap between shelves should be for
/// them, on average.
pub(super) fn fitting(picture: &Picture) -> ((bool, f64), f64) {
    let boxes = areas(picture);
    let lines = lines(picture, |it| it.main);
    let gaps = tracks::gaps(&boxes, &lines, &routing::ways(&boxes, &lines));
    let more: f64 = gaps.iter().map(|(_, more)| more).sum();
    let (width, height) = (picture.width + OUTSIDE, picture.height + OUTSIDE);
    let is_readable = layout::scale((width, height)) * LABEL >= LEAST_LABEL;
    #[expect(clippy::cast_precision_loss, reason = "there are dozens of gaps")]
    let each = more / gaps.len().max(1) as f64;
    ((is_readable, layout::scale((width, height + more))), each)
}

/// What lines outside of all groups need on two sides together.
const OUTSIDE: f64 = 30.0;

/// Gives bundles their lines, those that are drawn from the start beside each other, and the gaps
/// between shelves the height that these need.
pub(super) fn draw(picture: &mut Picture) {
    let (own, others) = (lines(picture, |it| it.main), lines(picture, |it| !it.main));
    let mut ways = routing::ways(&areas(picture), &own);
    let mut together = routing::ways_together(&areas(picture), &others);
    let gaps = tracks::gaps(&areas(picture), &own, &ways);
    make_room(picture, &gaps, &mut ways, &mut together);
    tracks::side_by_side(&areas(picture), &own, &mut ways);
    let (mut ways, mut together) = (ways.into_iter(), together.into_iter());
    for bundle in &mut picture.bundles {
        let next = if bundle.main {
            ways.next()
        } else {
            together.next()
        };
        bundle.route = next.unwrap_or_default();
    }
    // Short lines have the fewest places for their counts.
    let mut order: Vec<usize> = (0..picture.bundles.len()).collect();
    order.sort_by_key(|&at| steps(&picture.bundles[at].route).count());
    for main in [true, false] {
        let mut labels = Vec::new();
        for &at in &order {
            if picture.bundles[at].main == main && picture.bundles[at].count > 1 {
                picture.bundles[at].label = free_place(at, picture, &mut labels);
            }
        }
    }
    enclose(picture);
}

/// The groups that some bundles join.
fn lines(picture: &Picture, wanted: impl Fn(&Bundle) -> bool) -> Vec<(usize, usize)> {
    let some = picture.bundles.iter().filter(|it| wanted(it));
    some.map(|it| (it.from, it.to)).collect()
}

fn areas(picture: &Picture) -> Vec<Area> {
    picture.groups.iter().map(|group| group.area).collect()
}

/// Moves what is below gaps that are too low, or too high, as far as everything can still be read.
fn make_room(
    picture: &mut Picture,
    gaps: &[(f64, f64)],
    ways: &mut [Vec<Point>],
    others: &mut [Vec<Point>],
) {
    let sum = |wanted: fn(f64) -> f64| gaps.iter().map(|&(_, more)| wanted(more)).sum::<f64>();
    let (less, more) = (sum(|it| it.min(0.0)), sum(|it| it.max(0.0)));
    let highest = WINDOW.1 * LABEL / LEAST_LABEL - OUTSIDE;
    let part = ((highest - picture.height - less) / more.max(0.1)).clamp(0.0, 1.0);
    let gaps = gaps
        .iter()
        .map(|&(middle, by)| (middle, if by > 0.0 { by * part } else { by }));
    let gaps: Vec<(f64, f64)> = gaps.collect();
    // What is in the middle of a gap stays there.
    let moved = |y: f64| {
        let passed = gaps.iter().map(|&(middle, by)| {
            let share = if y > middle + 1.0 {
                1.0
            } else if y > middle - 1.0 {
                0.5
            } else {
                0.0
            };
            by * share
        });
        y + passed.sum::<f64>()
    };
    for point in ways.iter_mut().chain(others).flatten() {
        point.1 = moved(point.1);
    }
    for group in &mut picture.groups {
        let by = moved(group.area.y) - group.area.y;
        group.area.y += by;
        for &node in &group.nodes {
            picture.nodes[node].area.y += by;
        }
    }
    for link in &mut picture.links {
        for point in &mut link.route {
            point.1 = moved(point.1);
        }
    }
    picture.height += gaps.iter().map(|(_, by)| by).sum::<f64>();
}

/// Moves everything so that lines outside of all groups are in the picture, too.
fn enclose(picture: &mut Picture) {
    const RIM: f64 = 4.0;
    let main = picture.bundles.iter().filter(|it| it.main);
    let points: Vec<Point> = main.flat_map(|it| it.route.iter().copied()).collect();
    let ends = |of: fn(&Point) -> f64, size: f64| {
        let least = points.iter().map(of).fold(RIM, f64::min) - RIM;
        let most = points.iter().map(of).fold(size - RIM, f64::max) + RIM;
        (-least, most - least)
    };
    let (across, down) = (
        ends(|it| it.0, picture.width),
        ends(|it| it.1, picture.height),
    );
    (picture.width, picture.height) = (across.1, down.1);
    let (x, y) = (across.0, down.0);
    let areas = picture.groups.iter_mut().map(|it| &mut it.area);
    for area in areas.chain(picture.nodes.iter_mut().map(|it| &mut it.area)) {
        (area.x, area.y) = (area.x + x, area.y + y);
    }
    let routes = picture.bundles.iter_mut();
    let routes = routes.flat_map(|it| it.route.iter_mut().chain([&mut it.label]));
    for point in routes.chain(picture.links.iter_mut().flat_map(|it| &mut it.route)) {
        *point = (point.0 + x, point.1 + y);
    }
}

/// Points of a line, from its start on.
fn steps(route: &[Point]) -> impl Iterator<Item = Point> {
    const STEP: f64 = 7.0;
    route.windows(2).flat_map(|part| {
        let [from, to] = [part[0], part[1]];
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a line is some thousand pixels long"
        )]
        let count = (length / STEP).ceil() as u32;
        (0..count).map(move |at| {
            let part = f64::from(at) / f64::from(count);
            (
                from.0 + (to.0 - from.0) * part,
                from.1 + (to.1 - from.1) * part,
            )
        })
    })
}

/// How long and how wide an arrowhead is.
const ARROW: f64 = 11.0;

/// Where on a line its count hides neither a node nor a title nor another count, and no other line
/// passes behind it; as near to its arrowhead as may be, which tells whom it counts.
fn free_place(bundle: usize, picture: &Picture, labels: &mut Vec<Area>) -> Point {
    // A line that passes behind is better than a number that is so much farther from its end.
    const STEPS: usize = 20;
    let size = picture.title_size;
    let own = &picture.bundles[bundle];
    let wide = super::text_width(&own.count.to_string(), size * 0.9) + size * 0.9;
    let room = |(x, y): Point| Area {
        x: x - wide / 2.0 - 1.0,
        y: y - size * 0.7,
        width: wide + 2.0,
        height: size * 1.4,
    };
    let meets = |a: &Area, b: &Area| {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    };
    let along = |part: &[Point]| Area {
        x: part[0].0.min(part[1].0),
        y: part[0].1.min(part[1].1),
        width: (part[0].0 - part[1].0).abs(),
        height: (part[0].1 - part[1].1).abs(),
    };
    let cost = |at: Point| {
        let area = room(at);
        let hidden = labels.iter().filter(|it| meets(it, &area)).count() * 12;
        let groups = picture.groups.iter();
        let covered = groups.filter(|it| meets(&it.area, &area)).map(|group| {
            let title = Area {
                height: size * 1.7,
                ..group.area
            };
            2 + 3 * usize::from(meets(&title, &area))
        });
        let others = picture.bundles.iter().enumerate();
        let passing = others
            .filter(|&(other, it)| other != bundle && it.main && own.main)
            .flat_map(|(_, it)| it.route.windows(2))
            .filter(|part| meets(&along(part), &area));
        hidden + covered.sum::<usize>() + passing.count() * 3
    };
    let end = own.route.last().copied().unwrap_or_default();
    let before = own.route.iter().rev().nth(1).copied().unwrap_or(end);
    let length = (end.0 - before.0).hypot(end.1 - before.1).max(1.0);
    let back = ARROW / 2.0 / length;
    let head = Area {
        x: end.0 + (before.0 - end.0) * back - ARROW / 2.0,
        y: end.1 + (before.1 - end.1) * back - ARROW / 2.0,
        width: ARROW,
        height: ARROW,
    };
    let hides_head = |at: Point| usize::from(meets(&head, &room(at))) * 6;
    let mut places: Vec<Point> = steps(&own.route).skip(1).collect();
    places.reverse();
    // Beside a line that is too short for it.
    let aside = wide / 2.0 + ARROW / 2.0 + 1.0;
    let middle = (
        f64::midpoint(before.0, end.0),
        f64::midpoint(before.1, end.1),
    );
    places.extend([(middle.0 + aside, middle.1), (middle.0 - aside, middle.1)]);
    let best = places.into_iter().enumerate();
    let best = best.min_by_key(|&(away, at)| (cost(at) + hides_head(at)) * STEPS + away);
    let label = best.map_or(end, |(_, at)| at);
    labels.push(room(label));
    label
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::Group;
    use super::*;

    /// Numbers that look like chance and are always the same.
    struct Dice(u64);

    impl Dice {
        fn throw(&mut self, below: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (self.0 >> 33) % below
        }
    }

    /// A map of so many shelves, each with groups of several widths, and so many lines.
    fn map(shelves: u32, lines: usize, seed: u64) -> Picture {
        const GAP: f64 = 18.0;
        let mut dice = Dice(seed);
        let mut groups = Vec::new();
        for shelf in 0..shelves {
            let widths: Vec<f64> = (0..5 + dice.throw(4))
                .map(|_| 110.0 + dice.throw(90) as f64)
                .collect();
            let gaps = GAP * (widths.len() - 1) as f64;
            let part = (1300.0 - gaps) / widths.iter().sum::<f64>();
            let mut x = 0.0;
            for width in widths {
                let area = Area {
                    x,
                    y: f64::from(shelf) * (60.0 + GAP),
                    width: width * part,
                    height: 60.0,
                };
                groups.push(Group {
                    area,
                    ..Group::default()
                });
                x += area.width + GAP;
            }
        }
        let ends = |dice: &mut Dice| {
            let count = groups.len() as u64;
            let from = dice.throw(count);
            (
                from as usize,
                ((from + 1 + dice.throw(count - 1)) % count) as usize,
            )
        };
        let bundles = (0..lines).map(|_| {
            let (from, to) = ends(&mut dice);
            let count = 1;
            Bundle {
                from,
                to,
                count,
                main: true,
                route: Vec::new(),
                label: (0.0, 0.0),
            }
        });
        let mut picture = Picture {
            width: 1300.0,
            height: f64::from(shelves) * (60.0 + GAP) - GAP,
            title_size: 13.0,
            bundles: bundles.collect(),
            groups,
            ..Picture::default()
        };
        draw(&mut picture);
        picture
    }

    /// How often lines pass through groups, and how often through each other.
    fn passing(picture: &Picture, routes: &[Vec<Point>]) -> (usize, usize) {
        let (mut through, mut crossed) = (0, 0);
        for (at, (route, bundle)) in routes.iter().zip(&picture.bundles).enumerate() {
            for (group, it) in picture.groups.iter().enumerate() {
                let area = it.area;
                let inside = |(x, y): Point| {
                    area.x + 0.5 < x
                        && x < area.x + area.width - 0.5
                        && area.y + 0.5 < y
                        && y < area.y + area.height - 0.5
                };
                let own = group == bundle.from || group == bundle.to;
                through += usize::from(!own && steps(route).any(inside));
            }
            for other in &routes[at + 1..] {
                let parts = route
                    .windows(2)
                    .flat_map(|a| other.windows(2).map(move |b| (a, b)));
                crossed += parts.filter(|(a, b)| cross(a, b)).count();
            }
        }
        (through, crossed)
    }

    fn cross(a: &[Point], b: &[Point]) -> bool {
        let side = |from: Point, to: Point, it: Point| {
            (to.0 - from.0) * (it.1 - from.1) - (to.1 - from.1) * (it.0 - from.0)
        };
        let apart =
            |a: &[Point], b: &[Point]| side(a[0], a[1], b[0]) * side(a[0], a[1], b[1]) < 0.0;
        apart(a, b) && apart(b, a)
    }

    #[test]
    fn a_line_passes_through_no_group_that_it_does_not_join() {
        let mut told = String::new();
        for (shelves, lines) in [(2, 12), (4, 20), (7, 24), (11, 35)] {
            let picture = map(shelves, lines, 7);
            let routes: Vec<_> = picture.bundles.iter().map(|it| it.route.clone()).collect();
            let middle = |group: usize| picture.groups[group].area.middle();
            let straight = picture
                .bundles
                .iter()
                .map(|it| vec![middle(it.from), middle(it.to)]);
            let straight: Vec<_> = straight.collect();
            let (before, now) = (passing(&picture, &straight), passing(&picture, &routes));
            told += &format!(
                "{shelves} shelves, {lines} lines: through {} groups and each other {} times; straight {} and {}\n",
                now.0, now.1, before.0, before.1
            );
        }
        expect![[r#"
            2 shelves, 12 lines: through 0 groups and each other 18 times; straight 17 and 13
            4 shelves, 20 lines: through 0 groups and each other 26 times; straight 31 and 23
            7 shelves, 24 lines: through 0 groups and each other 55 times; straight 65 and 57
            11 shelves, 35 lines: through 0 groups and each other 131 times; straight 142 and 154
        "#]]
        .assert_eq(&told);
    }

    /// Two groups, one above the other, that `count` links join.
    fn pair(gap: f64, count: usize) -> Picture {
        let group = |y| Group {
            area: Area {
                x: 0.0,
                y,
                width: 200.0,
                height: 60.0,
            },
            ..Group::default()
        };
        let mut picture = Picture {
            width: 200.0,
            height: 120.0 + gap,
            title_size: 13.0,
            groups: vec![group(0.0), group(60.0 + gap)],
            bundles: vec![Bundle {
                from: 0,
                to: 1,
                count,
                main: true,
                route: Vec::new(),
                label: (0.0, 0.0),
            }],
            ..Picture::default()
        };
        draw(&mut picture);
        picture
    }

    #[test]
    fn a_count_is_near_the_arrowhead_and_does_not_hide_it() {
        for gap in [18.0, 40.0, 200.0] {
            let picture = pair(gap, 12);
            let Bundle { route, label, .. } = &picture.bundles[0];
            let (start, end) = (route[0], route[route.len() - 1]);
            let away = |it: Point| (label.0 - it.0).hypot(label.1 - it.1);
            assert!(
                away(end) < away(start) + 0.1,
                "{gap}: {label:?} on {route:?}"
            );
            let is_beside = (label.0 - end.0).abs() > 12.0;
            assert!(
                is_beside || (label.1 - end.1).abs() > 9.0 + ARROW,
                "{gap}: {label:?} on {route:?}"
            );
        }
    }

    #[test]
    fn where_there_is_room_no_line_lies_upon_another_and_all_can_still_be_read() {
        for seed in 1..9 {
            let picture = map(2 + seed as u32, 8 + 2 * seed as usize, seed);
            assert_eq!(
                passing(
                    &picture,
                    &picture
                        .bundles
                        .iter()
                        .map(|it| it.route.clone())
                        .collect::<Vec<_>>()
                )
                .0,
                0
            );
            assert!(layout::scale((picture.width, picture.height)) * LABEL >= LEAST_LABEL - 0.1);
            let parts = |level: bool| {
                let routes = picture.bundles.iter().enumerate();
                let parts = routes.flat_map(|(at, it)| {
                    it.route.windows(2).map(move |part| (at, part[0], part[1]))
                });
                let parts = parts.map(move |(at, a, b)| match level {
                    true => (at, a.1, b.1, a.0.min(b.0), a.0.max(b.0)),
                    false => (at, a.0, b.0, a.1.min(b.1), a.1.max(b.1)),
                });
                parts
                    .filter(|it| (it.1 - it.2).abs() < 0.01)
                    .collect::<Vec<_>>()
            };
            for level in [true, false] {
                let parts = parts(level);
                for (at, a) in parts.iter().enumerate() {
                    for b in parts[at + 1..].iter().filter(|b| b.0 != a.0) {
                        let shared = a.4.min(b.4) - a.3.max(b.3);
                        assert!(
                            shared <= 0.0 || (a.1 - b.1).abs() > 1.0,
                            "{seed}: {a:?} {b:?}"
                        );
                    }
                }
            }
        }
    }
}
