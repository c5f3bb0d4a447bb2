//! Groups side by side in shelves, each as high as the others on its shelf.

use super::layout::Inside;
use super::sizes::WINDOW;
use super::{Area, Group, Point};

/// Groups with their places.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelved {
    /// What each holds.
    pub(super) insides: Vec<Inside>,
    /// Where each is.
    pub(super) areas: Vec<Area>,
    /// How large all are together.
    pub(super) size: Point,
}

/// Of several widths of the whole, that which is largest in the window. Of each group, `columns`
/// has what it holds in one column, in two, and so on. `gap` is the least from side to side, and what
/// there is from shelf to shelf.
pub(super) fn shelved(groups: &[Group], columns: &[Vec<Inside>], gap: Point) -> Shelved {
    let areas = columns.iter().filter_map(|it| it.first());
    let area: f64 = areas
        .map(|it| (it.size.0 + gap.0) * (it.size.1 + gap.1))
        .sum();
    best(area, |width| in_shelves(groups, columns, width, gap))
}

/// The same for groups of given sizes, which are the least that they need.
pub(super) fn stacked(groups: &[Group], sizes: &[Point], gap: Point) -> Shelved {
    let columns: Vec<Vec<Inside>> = sizes
        .iter()
        .map(|&size| {
            vec![Inside {
                size,
                ..Inside::default()
            }]
        })
        .collect();
    shelved(groups, &columns, gap)
}

fn best(area: f64, shelve: impl Fn(f64) -> Shelved) -> Shelved {
    const STEPS: u8 = 24;
    let shape = (area * WINDOW.0 / WINDOW.1).sqrt().max(1.0);
    let widths = (0..STEPS).map(|step| shape * (0.7 + 0.04 * f64::from(step)));
    let ways = widths.map(shelve);
    let best = ways.reduce(|best, it| {
        if it.scale() > best.scale() + 1e-9 {
            it
        } else {
            best
        }
    });
    best.unwrap_or_default()
}

fn in_shelves(groups: &[Group], columns: &[Vec<Inside>], width: f64, gap: Point) -> Shelved {
    /// So much wider a gap is where a shelf has room: lines pass there.
    const MORE_GAP: f64 = 14.0;
    let mut found = Shelved::default();
    let mut top = 0.0;
    let mut next = 0;
    while next < groups.len() {
        let shelf = fullest(&groups[next..], &columns[next..], width, gap);
        let high = shelf.iter().map(|it| it.size.1).fold(0.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "there are dozens of groups")]
        let (count, gaps) = (shelf.len() as f64, shelf.len().saturating_sub(1) as f64);
        let used: f64 = shelf.iter().map(|it| it.size.0).sum::<f64>() + gaps * gap.0;
        // A shelf that is not nearly full stays as it is.
        let left = match width - used {
            left if left > 0.0 && used > width * 0.6 => left,
            _ => 0.0,
        };
        let more_gap = (left / gaps.max(1.0)).min(MORE_GAP);
        let more = (left - more_gap * gaps) / count;
        let mut x = 0.0;
        next += shelf.len();
        for inside in shelf {
            let area = Area {
                x,
                y: top,
                width: inside.size.0 + more,
                height: high,
            };
            found.size = (found.size.0.max(x + area.width), top + high);
            x += area.width + gap.0 + more_gap;
            found.areas.push(area);
            found.insides.push(inside.clone());
        }
        top += high + gap.1;
    }
    found
}

/// The next groups that fit into a shelf, and in how many columns, so that it is as full as can be.
fn fullest<'a>(
    groups: &[Group],
    columns: &'a [Vec<Inside>],
    width: f64,
    gap: Point,
) -> Vec<&'a Inside> {
    let mut heights: Vec<f64> = columns.iter().flatten().map(|it| it.size.1).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup();
    let mut best: (f64, Vec<&Inside>) = (-1.0, Vec::new());
    for high in heights {
        let mut shelf: Vec<&Inside> = Vec::new();
        let (mut used, mut filled) = (0.0, 0.0);
        for (group, columns) in groups.iter().zip(columns) {
            // What is not there has the last shelf for itself.
            if group.missing && !shelf.is_empty() {
                break;
            }
            let fitting = columns
                .iter()
                .find(|it| it.size.1 <= high)
                .or(columns.last());
            let Some(inside) = fitting else { break };
            if !shelf.is_empty() && (used + inside.size.0 > width || inside.size.1 > high) {
                break;
            }
            used += inside.size.0 + gap.0;
            // In one column there is the least empty.
            filled += columns[0].size.0 * columns[0].size.1;
            shelf.push(inside);
        }
        let highest = shelf.iter().map(|it| it.size.1).fold(high, f64::max);
        // The last groups need not fill a shelf.
        let wide = if shelf.len() == groups.len() {
            used
        } else {
            width.max(used)
        };
        let full = filled / (wide * (highest + gap.1));
        if full > best.0 {
            best = (full, shelf);
        }
    }
    best.1
}
