//! Boxes side by side, in as little room as may be.

/// Where boxes of some sizes go in a plane that is `width` wide: each as high up as it can, and
/// then as far to the left, in their order. `gap` is left between them.
pub(super) fn packed(sizes: &[(f64, f64)], width: f64, gap: f64) -> Vec<(f64, f64)> {
    // The lower edge of what lies there so far: where each stretch starts, and how low it is.
    let mut line: Vec<(f64, f64)> = vec![(0.0, 0.0)];
    let mut places = Vec::with_capacity(sizes.len());
    for &(wide, high) in sizes {
        let mut best: Option<(f64, f64)> = None;
        for &(x, _) in &line {
            if x > 0.0 && x + wide > width {
                continue;
            }
            let y = lowest(&line, x, x + wide);
            if best.is_none_or(|(_, least)| y < least) {
                best = Some((x, y));
            }
        }
        // The first stretch takes everything.
        let (x, y) = best.unwrap_or_default();
        places.push((x, y));
        cover(&mut line, x, x + wide + gap, y + high + gap);
    }
    places
}

/// How low the line is at its lowest between two points.
fn lowest(line: &[(f64, f64)], from: f64, to: f64) -> f64 {
    let mut lowest: f64 = 0.0;
    for (at, &(start, low)) in line.iter().enumerate() {
        let end = line.get(at + 1).map_or(f64::INFINITY, |it| it.0);
        if start < to && end > from {
            lowest = lowest.max(low);
        }
    }
    lowest
}

/// Lowers the line between two points.
fn cover(line: &mut Vec<(f64, f64)>, from: f64, to: f64, low: f64) {
    let behind = line
        .iter()
        .rev()
        .find(|it| it.0 <= to)
        .map_or(0.0, |it| it.1);
    line.retain(|it| it.0 < from || it.0 > to);
    line.push((from, low));
    line.push((to, behind));
    line.sort_by(|a, b| a.0.total_cmp(&b.0));
    line.dedup_by(|next, it| next.0 <= it.0);
}

/// How large boxes at some places are together.
pub(super) fn extent(places: &[(f64, f64)], sizes: &[(f64, f64)]) -> (f64, f64) {
    let corners = places
        .iter()
        .zip(sizes)
        .map(|(at, size)| (at.0 + size.0, at.1 + size.1));
    corners.fold((0.0, 0.0), |all: (f64, f64), it| {
        (all.0.max(it.0), all.1.max(it.1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_goes_where_room_is_left() {
        let sizes = [(50.0, 40.0), (40.0, 10.0), (40.0, 10.0), (95.0, 5.0)];
        let places = packed(&sizes, 100.0, 5.0);
        assert_eq!(places, [(0.0, 0.0), (55.0, 0.0), (55.0, 15.0), (0.0, 45.0)]);
        assert_eq!(extent(&places, &sizes), (95.0, 50.0));
    }

    #[test]
    fn what_is_wider_than_the_plane_has_a_row_of_its_own() {
        let places = packed(&[(30.0, 10.0), (200.0, 10.0), (30.0, 10.0)], 100.0, 2.0);
        assert_eq!(places, [(0.0, 0.0), (0.0, 12.0), (0.0, 24.0)]);
    }
}
