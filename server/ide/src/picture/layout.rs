//! Where everything is drawn: as a diagram, as groups of rows, or as groups to unfold.

use super::layered::{Diagram, layered};
use super::packing::{extent, packed};
use super::shelves::{Shelved, shelved, stacked};
use super::sizes::{
    LABEL, LEAST_LABEL, LINE, MODEL, NODE_HEIGHT, WINDOW, counted_width, kinds_in, text_width,
};
use super::staircase::staircase;
use super::{Area, Group, Lines, Look, Node, Picture, Point};

/// A team with more files than this is drawn in rows, and not as a diagram.
pub(super) const DIAGRAM: usize = 48;

/// So many lines can be followed in layers, however few the nodes are.
const FEW_LINES: usize = 24;

/// Around what a group holds.
pub(super) const PADDING: f64 = 8.0;

/// From node to node in the rows of a group.
const ROW_GAP: f64 = 3.0;
const COLUMN_GAP: f64 = 6.0;

/// From group to group: room for the lines between them.
const GROUP_GAP: f64 = 26.0;

/// The size of the letters in titles.
const TITLE: f64 = LABEL + 1.0;

/// What a group holds, before it has its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Inside {
    pub(super) size: Point,
    pub(super) places: Vec<Point>,
    /// The ways of its links, with the number of each.
    pub(super) routes: Vec<(usize, Vec<Point>)>,
    pub(super) lines: Lines,
}

/// Gives groups, nodes and links their places. Shelves of groups are so much farther from each other
/// than usual as lines between them want.
pub(super) fn place(picture: &mut Picture, for_lines: f64) {
    picture.title_size = TITLE;
    if picture.nodes.len() <= DIAGRAM {
        size_nodes(picture, Look::Diagram);
        place_diagrams(picture);
        if scale((picture.width, picture.height)) * LABEL >= LEAST_LABEL {
            return;
        }
        // What is so small is no diagram to look at.
        picture.links.iter_mut().for_each(|link| link.route.clear());
    }
    size_nodes(picture, Look::Rows);
    let columns: Vec<Vec<Inside>> = picture
        .groups
        .iter()
        .map(|it| columns(picture, it))
        .collect();
    let rows = |gap: f64| {
        let found = shelved(&picture.groups, &columns, (GROUP_GAP, gap));
        let is_readable = scale(found.size) * MODEL >= LEAST_LABEL || picture.groups.len() < 2;
        is_readable.then_some(found)
    };
    if let Some(found) = rows(GROUP_GAP + for_lines).or_else(|| rows(GROUP_GAP)) {
        apply(picture, &found.insides, &found.areas);
        (picture.width, picture.height) = found.size;
    } else {
        picture.look = Look::Folded;
        place_folded(picture, &columns, for_lines);
    }
}

/// What nodes need for what they show in a picture of that look.
fn size_nodes(picture: &mut Picture, look: Look) {
    picture.look = look;
    for node in &mut picture.nodes {
        (node.area.width, node.area.height) = (node.width(look), NODE_HEIGHT);
    }
}

/// How large a picture can be drawn in the window, beside its own size.
pub(super) fn scale(size: Point) -> f64 {
    (WINDOW.0 / size.0.max(1.0)).min(WINDOW.1 / size.1.max(1.0))
}

/// Each group as a diagram.
fn place_diagrams(picture: &mut Picture) {
    let is_alone = picture.groups.len() == 1;
    let insides = picture.groups.iter().map(|group| {
        let mut found = diagram(picture, group);
        add_title(&mut found, if is_alone { "" } else { &group.title });
        found
    });
    let mut insides: Vec<Inside> = insides.collect();
    // What is not there stands at the edge, below everything.
    let there = picture
        .groups
        .iter()
        .take_while(|group| !group.missing)
        .count();
    let sizes: Vec<Point> = insides[..there].iter().map(|it| it.size).collect();
    let area: f64 = sizes
        .iter()
        .map(|it| (it.0 + GROUP_GAP) * (it.1 + GROUP_GAP))
        .sum();
    let widest = sizes.iter().map(|it| it.0).fold(0.0, f64::max);
    let shape = (area * WINDOW.0 / WINDOW.1).sqrt();
    let widths = [0.9, 1.0, 1.1, 1.2, 1.4, 1.8].map(|step| (shape * step).max(widest));
    let gap = GROUP_GAP * 1.8;
    let ways = widths.map(|width| {
        let places = packed(&sizes, width, gap);
        (extent(&places, &sizes), places)
    });
    let best = ways.into_iter().reduce(|best, it| {
        if scale(it.0) > scale(best.0) {
            it
        } else {
            best
        }
    });
    let (mut size, mut places) = best.unwrap_or_default();
    if let (Some(group), Some(last)) = (picture.groups.get(there), insides.get_mut(there)) {
        *last = wide(picture, group, size.0);
        add_title(last, &group.title);
        let top = if there == 0 { 0.0 } else { size.1 + gap };
        places.push((0.0, top));
        size = (size.0.max(last.size.0), top + last.size.1);
    }
    let areas = insides.iter().zip(&places).map(|(inside, place)| Area {
        x: place.0,
        y: place.1,
        width: inside.size.0,
        height: inside.size.1,
    });
    let areas: Vec<Area> = areas.collect();
    apply(picture, &insides, &areas);
    (picture.width, picture.height) = size;
}

/// Groups as large as their titles need, and larger for many files. What is in them is drawn so
/// small that it fits, and read by who comes near.
fn place_folded(picture: &mut Picture, columns: &[Vec<Inside>], for_lines: f64) {
    let sizes: Vec<Point> = picture
        .groups
        .iter()
        .map(|group| tile(picture, group))
        .collect();
    let gap = GROUP_GAP * 0.7;
    let found = stacked(&picture.groups, &sizes, (gap, gap + for_lines));
    for (group, (area, columns)) in found.areas.iter().zip(columns).enumerate() {
        let fitting = columns.iter().map(|inside| {
            let scale = (area.width / inside.size.0).min(area.height / inside.size.1);
            (scale, inside)
        });
        let Some((scale, inside)) = fitting.max_by(|a, b| a.0.total_cmp(&b.0)) else {
            continue;
        };
        let it = &mut picture.groups[group];
        (it.area, it.scale) = (*area, scale);
        for (&node, inner) in it.nodes.iter().zip(&inside.places) {
            let room = &mut picture.nodes[node].area;
            (room.x, room.y) = (area.x + inner.0 * scale, area.y + inner.1 * scale);
            (room.width, room.height) = (room.width * scale, room.height * scale);
        }
    }
    (picture.width, picture.height) = found.size;
}

/// More groups than these fill the window.
const MANY_GROUPS: usize = 40;

/// How large a group is whose nodes are not drawn.
fn tile(picture: &Picture, group: &Group) -> Point {
    let kinds = kinds_in(picture, group);
    let kinds = kinds.last().map_or(0.0, |&(what, count, start)| {
        start + counted_width(what, count)
    });
    // A line for who is named most, too.
    let is_named = group.nodes.iter().any(|&at| picture.nodes[at].callers > 0) && !group.missing;
    let lines = if is_named { 2.0 } else { 1.0 };
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are thousands of files at most"
    )]
    let files = group.nodes.len() as f64;
    // The area grows with the files, far slower than they do. Of many groups none is higher than it
    // has to be: the lines between them want the room.
    let more = (files / 6.0).powf(0.25).max(1.0);
    let higher = if picture.groups.len() > MANY_GROUPS {
        1.0
    } else {
        more
    };
    let number = text_width(&group.nodes.len().to_string(), TITLE);
    let title = text_width(&super::title(&group.title), TITLE) * super::BOLD + TITLE * 0.5 + number;
    let wide = title.max(kinds) + TITLE * 1.5;
    (
        wide.max(110.0 * more),
        TITLE * (1.9 + LINE * lines) * higher,
    )
}

/// How wide a title is with the number behind it.
fn title_width(title: &str) -> f64 {
    text_width(&super::title(title), TITLE) * super::BOLD + TITLE * 3.6
}

/// What a group holds, in one column, in two, and so on.
fn columns(picture: &Picture, group: &Group) -> Vec<Inside> {
    const MOST: usize = 16;
    let most = group
        .nodes
        .len()
        .clamp(1, MOST.max(group.nodes.len().div_ceil(30)));
    let columns = (1..=most).map(|columns| {
        let mut found = rows(picture, group, columns);
        add_title(&mut found, &group.title);
        found
    });
    columns.collect()
}

/// The same for one that is as wide as everything, in its own order.
fn wide(picture: &Picture, group: &Group, width: f64) -> Inside {
    let sizes: Vec<Point> = sizes(picture, &group.nodes);
    let places = packed(&sizes, (width - 2.0 * PADDING).max(260.0), COLUMN_GAP);
    let size = extent(&places, &sizes);
    Inside {
        size,
        places,
        ..Inside::default()
    }
}

/// How high the title of a group is with the space around it.
const TITLE_HEIGHT: f64 = TITLE * 1.9;

/// Puts a title over what a group holds, if it has one, and space around it.
fn add_title(found: &mut Inside, title: &str) {
    let (top, words) = match title {
        "" => (PADDING, 0.0),
        title => (TITLE_HEIGHT, title_width(title)),
    };
    for place in &mut found.places {
        *place = (place.0 + PADDING, place.1 + top);
    }
    for point in found.routes.iter_mut().flat_map(|(_, route)| route) {
        *point = (point.0 + PADDING, point.1 + top);
    }
    found.size.0 = (found.size.0 + 2.0 * PADDING).max(words).ceil();
    found.size.1 = (found.size.1 + top + PADDING).ceil();
}

fn sizes(picture: &Picture, nodes: &[usize]) -> Vec<Point> {
    let areas = nodes.iter().map(|&at| picture.nodes[at].area);
    areas.map(|it| (it.width, it.height)).collect()
}

/// Nodes one below the other, in columns.
fn rows(picture: &Picture, group: &Group, columns: usize) -> Inside {
    let each = group.nodes.len().div_ceil(columns.max(1)).max(1);
    let mut found = Inside::default();
    let mut x = 0.0;
    for column in sizes(picture, &group.nodes).chunks(each) {
        let mut y = 0.0;
        let widest = column.iter().map(|it| it.0).fold(0.0, f64::max);
        for size in column {
            found.places.push((x, y));
            y += size.1 + ROW_GAP;
        }
        found.size = (x + widest, found.size.1.max(y - ROW_GAP));
        x += widest + COLUMN_GAP;
    }
    found
}

/// Nodes in layers with the lines between them, and those without lines in rows below.
fn diagram(picture: &Picture, group: &Group) -> Inside {
    let at = |node: usize| group.nodes.iter().position(|&it| it == node);
    let links = picture.links.iter().enumerate();
    let links = links.filter_map(|(link, it)| Some((link, at(it.from)?, at(it.to)?)));
    let links: Vec<_> = links.collect();
    let linked: Vec<usize> = (0..group.nodes.len())
        .filter(|&node| {
            links
                .iter()
                .any(|&(_, from, to)| from == node || to == node)
        })
        .collect();
    let all = sizes(picture, &group.nodes);
    let own: Vec<Point> = linked.iter().map(|&node| all[node]).collect();
    let inner = |node: usize| linked.iter().position(|&it| it == node).unwrap_or_default();
    let lines = links.iter().map(|&(_, from, to)| (inner(from), inner(to)));
    let lines: Vec<_> = lines.collect();
    let (drawn, lines) = drawn(&own, &lines);
    let mut places = vec![(0.0, 0.0); all.len()];
    for (&node, &place) in linked.iter().zip(&drawn.places) {
        places[node] = place;
    }
    let rest: Vec<usize> = (0..all.len())
        .filter(|node| !linked.contains(node))
        .collect();
    let sizes: Vec<Point> = rest.iter().map(|&node| all[node]).collect();
    let below = packed(&sizes, drawn.size.0.max(360.0), COLUMN_GAP + 4.0);
    let top = if linked.is_empty() {
        0.0
    } else {
        drawn.size.1 + NODE_HEIGHT
    };
    for (&node, place) in rest.iter().zip(&below) {
        places[node] = (place.0, place.1 + top);
    }
    let under = extent(&below, &sizes);
    let numbers = links.iter().map(|&(link, ..)| link);
    Inside {
        size: match rest.is_empty() {
            true => drawn.size,
            false => (drawn.size.0.max(under.0), top + under.1),
        },
        places,
        routes: numbers.zip(drawn.routes).collect(),
        lines,
    }
}

/// Nodes with the lines between them, in the way that can be followed best.
fn drawn(sizes: &[Point], links: &[(usize, usize)]) -> (Diagram, Lines) {
    if links.len() > FEW_LINES.max(2 * sizes.len()) {
        return (staircase(sizes, links), Lines::Angled);
    }
    let (right, down) = (layered(sizes, links, true), layered(sizes, links, false));
    // From left to right leaves more room for names.
    let fits = |it: &Diagram| scale(it.size).min(1.0);
    if fits(&down) <= fits(&right) * 1.1 {
        (right, Lines::Across)
    } else {
        (down, Lines::Down)
    }
}

fn apply(picture: &mut Picture, insides: &[Inside], areas: &[Area]) {
    for ((group, inside), area) in picture.groups.iter_mut().zip(insides).zip(areas) {
        (group.area, group.lines, group.scale) = (*area, inside.lines, 1.0);
        for (&node, inner) in group.nodes.iter().zip(&inside.places) {
            let room = &mut picture.nodes[node].area;
            (room.x, room.y) = (area.x + inner.0, area.y + inner.1);
        }
        for (link, route) in &inside.routes {
            let points = route.iter().map(|it| (area.x + it.0, area.y + it.1));
            picture.links[*link].route = points.collect();
        }
    }
}

impl Node {
    /// Its middle.
    pub fn middle(&self) -> Point {
        self.area.middle()
    }
}

impl Area {
    /// Its middle.
    pub fn middle(&self) -> Point {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

impl Shelved {
    /// How large it can be drawn in the window, beside its own size.
    pub(super) fn scale(&self) -> f64 {
        scale(self.size)
    }
}
