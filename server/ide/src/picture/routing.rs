//! Ways of lines between boxes: level and upright parts, through no box but those that they join.
//!
//! A line goes along the middles of the gaps between boxes. What those are is read off the boxes:
//! half a gap beside each of their edges. Of all ways there the shortest is taken that has few
//! corners, crosses few lines and keeps away from where many lines are already.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Area, Point};

/// What a corner costs, in pixels of a longer way.
const CORNER: f64 = 36.0;

/// What it costs to cross a line.
const CROSSING: f64 = 40.0;

/// How much dearer a part is for each line that goes there already.
const COMPANY: f64 = 0.06;

/// So many lines have room between two boxes that stand side by side; more are dear.
const ABREAST: usize = 2;

/// How much dearer a part between two boxes is for each line that has no room there.
const CROWD: f64 = 4.0;

/// The way of each line, in their order; none where there is no way.
pub(super) fn ways(boxes: &[Area], lines: &[(usize, usize)]) -> Vec<Vec<Point>> {
    let mut grid = Grid::new(boxes);
    let mut ways: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
    // Those that came first know of the others the next time.
    for _ in 0..3 {
        for (way, &(from, to)) in ways.iter_mut().zip(lines) {
            grid.count(way, false);
            *way = grid.tree(from).to(&grid, to);
            grid.count(way, true);
        }
    }
    let ways = lines.iter().zip(ways);
    ways.map(|(&line, way)| grid.points(line, &way)).collect()
}

/// The same for lines that don't keep away from each other: those that start in one box go together
/// as far as they can.
pub(super) fn ways_together(boxes: &[Area], lines: &[(usize, usize)]) -> Vec<Vec<Point>> {
    let grid = Grid::new(boxes);
    let mut trees: Vec<Option<Tree>> = boxes.iter().map(|_| None).collect();
    let ways = lines.iter().map(|&(from, to)| {
        let tree = trees[from].get_or_insert_with(|| grid.tree(from));
        grid.points((from, to), &tree.to(&grid, to))
    });
    ways.collect()
}

/// The least that lies between two boxes.
fn least_gap(boxes: &[Area]) -> f64 {
    const WIDEST: f64 = 40.0;
    let between = |a: &Area, b: &Area| {
        let across = (b.x - a.x - a.width).max(a.x - b.x - b.width);
        let down = (b.y - a.y - a.height).max(a.y - b.y - b.height);
        across.max(down)
    };
    let pairs = boxes.iter().enumerate();
    let gaps = pairs.flat_map(|(at, a)| boxes[at + 1..].iter().map(move |b| between(a, b)));
    gaps.fold(WIDEST, f64::min).max(2.0)
}

/// The middles of the gaps, and where lines may go on them.
struct Grid<'a> {
    boxes: &'a [Area],
    /// From the edge of a box to a line beside it.
    half: f64,
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Whether a line may go on from a point, to the right and downwards.
    free: Vec<[bool; 2]>,
    /// Whether it passes between two boxes when it goes down there.
    narrow: Vec<bool>,
    /// How many lines go on from a point, to the right and downwards.
    used: Vec<[usize; 2]>,
}

/// The direction of a part.
const LEVEL: usize = 0;
const UPRIGHT: usize = 1;

impl<'a> Grid<'a> {
    fn new(boxes: &'a [Area]) -> Self {
        let half = least_gap(boxes) / 2.0;
        let xs = boxes
            .iter()
            .flat_map(|it| [it.x - half, it.x + it.width + half]);
        let ys = boxes
            .iter()
            .flat_map(|it| [it.y - half, it.y + it.height + half]);
        let (mut xs, ys) = (distinct(xs), distinct(ys));
        // Each box can be left upwards and downwards.
        let own = boxes
            .iter()
            .filter(|it| !xs.iter().any(|&x| is_over(it, x)));
        let own: Vec<f64> = own.map(|it| it.x + it.width / 2.0).collect();
        xs = distinct(xs.into_iter().chain(own));
        let mut grid = Self {
            boxes,
            half,
            free: vec![[false; 2]; xs.len() * ys.len()],
            narrow: vec![false; xs.len() * ys.len()],
            used: vec![[0; 2]; xs.len() * ys.len()],
            xs,
            ys,
        };
        for at in 0..grid.free.len() {
            let (x, y) = grid.point(at);
            let right = grid.xs.get(at % grid.xs.len() + 1);
            let below = grid.ys.get(at / grid.xs.len() + 1);
            let is_free =
                |to: Point| !grid.is_covered((f64::midpoint(x, to.0), f64::midpoint(y, to.1)));
            let free = [
                right.is_some_and(|&right| is_free((right, y))),
                below.is_some_and(|&below| is_free((x, below))),
            ];
            let beside = below.is_some_and(|&below| {
                let middle = f64::midpoint(y, below);
                let is_beside = |it: &Area| {
                    let edges = [it.x, it.x + it.width];
                    edges.iter().any(|edge| (edge - x).abs() < half * 1.5)
                };
                let high = |it: &&Area| it.y < middle && middle < it.y + it.height;
                boxes.iter().filter(high).any(is_beside)
            });
            (grid.free[at], grid.narrow[at]) = (free, beside);
        }
        grid
    }

    fn point(&self, at: usize) -> Point {
        (self.xs[at % self.xs.len()], self.ys[at / self.xs.len()])
    }

    /// Whether a point is in a box, or nearer to one than lines go.
    fn is_covered(&self, (x, y): Point) -> bool {
        let near = self.half - 0.6;
        self.boxes.iter().any(|it| {
            it.x - near < x
                && x < it.x + it.width + near
                && it.y - near < y
                && y < it.y + it.height + near
        })
    }

    /// The points right above and below a box.
    fn doors(&self, of: usize) -> impl Iterator<Item = usize> {
        let area = self.boxes[of];
        let edges = [area.y - self.half, area.y + area.height + self.half];
        let rows = edges
            .into_iter()
            .filter_map(|y| self.ys.iter().position(|it| (it - y).abs() < 0.6));
        let wide = self.xs.len();
        let points = rows.flat_map(move |row| (0..wide).map(move |x| row * wide + x));
        points.filter(move |&at| is_over(&area, self.point(at).0))
    }

    /// The points next to one, with the direction, and at which of both it is noted who goes there.
    fn next_to(&self, at: usize) -> impl Iterator<Item = (usize, usize, usize)> {
        let wide = self.xs.len();
        let back = [(LEVEL, at.checked_sub(1)), (UPRIGHT, at.checked_sub(wide))];
        let back = back
            .into_iter()
            .filter_map(|(direction, to)| Some((direction, to?, to?)));
        let ahead = [(LEVEL, at + 1, at), (UPRIGHT, at + wide, at)];
        let all = ahead.into_iter().chain(back);
        all.filter(|&(direction, _, noted)| self.free[noted][direction])
    }

    /// What the step to the point next to one costs.
    fn cost(&self, at: usize, to: usize, direction: usize, noted: usize) -> f64 {
        let (a, b) = (self.point(at), self.point(to));
        let used = self.used[noted][direction];
        let mut dearer = 1.0 + COMPANY * small(used);
        if direction == UPRIGHT && self.narrow[noted] {
            dearer += small((used + 1).saturating_sub(ABREAST)) * CROWD;
        }
        // Those that pass the point in the other direction.
        let wide = self.xs.len();
        let across = match direction {
            LEVEL => at
                .checked_sub(wide)
                .map_or(0, |above| self.used[above][UPRIGHT])
                .min(self.used[at][UPRIGHT]),
            _ => at
                .checked_sub(1)
                .map_or(0, |before| self.used[before][LEVEL])
                .min(self.used[at][LEVEL]),
        };
        ((b.0 - a.0).abs() + (b.1 - a.1).abs()) * dearer + small(across) * CROSSING
    }

    /// The best ways from a box to everywhere.
    fn tree(&self, from: usize) -> Tree {
        let mut best = vec![f64::INFINITY; self.free.len() * 2];
        let mut before = vec![None; self.free.len() * 2];
        let mut open = BinaryHeap::new();
        let middle = self.boxes[from].middle().0;
        for at in self.doors(from) {
            let state = at * 2 + UPRIGHT;
            best[state] = (self.point(at).0 - middle).abs() * 0.05;
            open.push(Reverse((rank(best[state]), state)));
        }
        while let Some(Reverse((found, state))) = open.pop() {
            if found > rank(best[state]) {
                continue;
            }
            let (at, came) = (state / 2, state % 2);
            for (direction, to, noted) in self.next_to(at) {
                let corner = if direction == came { 0.0 } else { CORNER };
                let cost = best[state] + corner + self.cost(at, to, direction, noted);
                let next = to * 2 + direction;
                if cost < best[next] - 1e-6 {
                    (best[next], before[next]) = (cost, Some(state));
                    open.push(Reverse((rank(cost), next)));
                }
            }
        }
        Tree { best, before }
    }

    /// Notes that a line goes a way, or doesn't any more.
    fn count(&mut self, way: &[usize], goes: bool) {
        for step in way.windows(2) {
            let noted = step[0].min(step[1]);
            let direction = if step[0].abs_diff(step[1]) == 1 {
                LEVEL
            } else {
                UPRIGHT
            };
            let used = &mut self.used[noted][direction];
            *used = if goes {
                *used + 1
            } else {
                used.saturating_sub(1)
            };
        }
    }

    /// A way as points, from edge to edge, with one for each corner.
    fn points(&self, (from, to): (usize, usize), way: &[usize]) -> Vec<Point> {
        let (Some(&first), Some(&last)) = (way.first(), way.last()) else {
            return Vec::new();
        };
        let end = |of: usize, at: usize| {
            let (area, (x, y)) = (self.boxes[of], self.point(at));
            (
                x,
                if y < area.y {
                    area.y
                } else {
                    area.y + area.height
                },
            )
        };
        let inner = way.iter().map(|&at| self.point(at));
        let all = [end(from, first)]
            .into_iter()
            .chain(inner)
            .chain([end(to, last)]);
        let mut points: Vec<Point> = Vec::new();
        for point in all {
            let straight = |a: Point, b: Point| {
                is_near(a.0, b.0) && is_near(b.0, point.0)
                    || is_near(a.1, b.1) && is_near(b.1, point.1)
            };
            if let [.., a, b] = points[..]
                && straight(a, b)
            {
                points.pop();
            }
            points.push(point);
        }
        points
    }
}

/// The best ways from one box.
struct Tree {
    best: Vec<f64>,
    before: Vec<Option<usize>>,
}

impl Tree {
    /// The way to another.
    fn to(&self, grid: &Grid<'_>, to: usize) -> Vec<usize> {
        let middle = grid.boxes[to].middle().0;
        let ends = grid.doors(to).flat_map(|at| {
            let aside = (grid.point(at).0 - middle).abs() * 0.05;
            [(at * 2 + UPRIGHT, aside), (at * 2 + LEVEL, CORNER + aside)]
        });
        let ends = ends.map(|(state, more)| (self.best[state] + more, state));
        let end = ends
            .filter(|it| it.0.is_finite())
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let mut way: Vec<usize> = Vec::new();
        let mut next = end.map(|(_, state)| state);
        while let Some(state) = next {
            way.push(state / 2);
            next = self.before[state];
        }
        way.reverse();
        way
    }
}

/// Whether an upright line there can end at the box, away from its corners.
fn is_over(area: &Area, x: f64) -> bool {
    let corner = (area.width / 4.0).min(10.0);
    area.x + corner <= x && x <= area.x + area.width - corner
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

/// Numbers in their order, each once.
fn distinct(all: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = all.collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|next, it| *next - *it < 0.5);
    all
}

#[expect(clippy::cast_precision_loss, reason = "there are dozens of lines")]
fn small(count: usize) -> f64 {
    count as f64
}

/// A length for a heap, which wants whole numbers.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a way is some thousand pixels long"
)]
fn rank(length: f64) -> u64 {
    (length * 256.0) as u64
}
