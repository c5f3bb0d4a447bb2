//! A picture as SVG: an image of its own, or what a page shows and enlivens.

use std::fmt::Write as _;

use dossier_dialect::FileKind;

use super::legend;
use crate::picture::{
    BOLD, Bundle, Counted, Group, KIND, LABEL, LINE, Lines, Link, Look, MODEL, NODE_HEIGHT, Node,
    PAD, Picture, Point, SIGN, kinds_in, shortened, text_width, title,
};
use crate::plain_text::html_text;

/// How everything looks, on a page too.
pub(super) const STYLE: &str = include_str!("page/picture.css");

/// Around the picture.
const MARGIN: f64 = 14.0;

/// The picture as an image, with its legend below.
pub fn image(picture: &Picture) -> String {
    element(picture, " xmlns=\"http://www.w3.org/2000/svg\"")
}

/// The same as a part of a page, which needs no namespace.
pub fn inline(picture: &Picture) -> String {
    element(picture, "")
}

fn element(picture: &Picture, namespace: &str) -> String {
    let width = picture.width.max(560.0);
    let below = legend::drawn(picture, width);
    let (width, height) = (
        width + 2.0 * MARGIN,
        picture.height + below.height + 3.0 * MARGIN,
    );
    let mut out = format!(
        "<svg{namespace} class=\"picture\" width=\"{width:.0}\" \
         height=\"{height:.0}\" viewBox=\"{:.0} {:.0} {width:.0} {height:.0}\">\n<style>\n{STYLE}</style>\n\
         <rect class=\"ground\" x=\"{:.0}\" y=\"{:.0}\" width=\"100%\" height=\"100%\"/>\n",
        -MARGIN, -MARGIN, -MARGIN, -MARGIN
    );
    out += &content(picture);
    let top = picture.height + MARGIN;
    // A text of numbers and names that are escaped goes into a string without fail.
    let _ = writeln!(
        out,
        "<g transform=\"translate(0 {top:.0})\">\n{}</g>\n</svg>",
        below.text
    );
    out
}

/// What is drawn, without the frame.
pub(super) fn content(picture: &Picture) -> String {
    let folded = picture.look == Look::Folded;
    let mut out = String::from(DEFINED);
    out += "<defs>\n";
    for kind in FileKind::WRITTEN {
        let sign = shape(Some(kind), KIND.0, KIND.1);
        let _ = writeln!(out, "<g id=\"kind-{}\">{sign}</g>", kind.as_str());
    }
    out += "</defs>\n";
    out += "<g class=\"groups\">\n";
    for (at, group) in picture.groups.iter().enumerate() {
        draw_group(&mut out, picture, at, group);
    }
    out += "</g>\n<g class=\"bundles\">\n";
    for (at, bundle) in picture.bundles.iter().enumerate() {
        draw_bundle(&mut out, picture, at, bundle);
    }
    out += "</g>\n<g class=\"heads\">\n";
    if picture.groups.len() > 1 {
        for (at, group) in picture.groups.iter().enumerate() {
            draw_head(&mut out, picture, at, group);
        }
    }
    out += "</g>\n";
    if !folded {
        out += "<g class=\"links\">\n";
        // Those of a cycle over the others, with which they may share their way.
        for in_cycle in [false, true] {
            let links = picture.links.iter().enumerate();
            for (at, link) in links.filter(|(_, link)| link.in_cycle == in_cycle) {
                draw_link(&mut out, picture, at, link);
            }
        }
        out += "</g>\n";
        for (at, group) in picture.groups.iter().enumerate() {
            out += &inside(picture, at, group);
        }
    }
    out += "<g class=\"counts\">\n";
    for (at, bundle) in picture.bundles.iter().enumerate() {
        draw_count(&mut out, picture, at, bundle);
    }
    out += "</g>\n";
    out
}

/// The nodes of a group, as the page shows and hides them.
fn inside(picture: &Picture, at: usize, group: &Group) -> String {
    format!(
        "<g class=\"inside\" data-inside=\"{at}\">\n{}</g>\n",
        nodes(picture, group)
    )
}

/// The nodes of a group.
pub(super) fn nodes(picture: &Picture, group: &Group) -> String {
    let mut out = String::new();
    let most = picture
        .nodes
        .iter()
        .map(|node| node.callers)
        .max()
        .unwrap_or(0);
    for &node in &group.nodes {
        draw_node(&mut out, picture, node, group.scale, most);
    }
    out
}

/// The ends of lines, and signs.
const DEFINED: &str = "<defs>\n\
<marker id=\"end\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
orient=\"auto\"><path class=\"end\" d=\"M0 .5 L8 4 L0 7.5z\"/></marker>\n\
<marker id=\"bundle-end\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"11\" markerHeight=\"11\" \
markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"end\" d=\"M0 .5 L8 4 L0 7.5z\"/></marker>\n\
<marker id=\"cycle-end\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" \
orient=\"auto\"><path class=\"end cycle\" d=\"M0 .5 L8 4 L0 7.5z\"/></marker>\n\
<marker id=\"missing-end\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"6\" markerHeight=\"6\" \
orient=\"auto\"><path class=\"end missing\" d=\"M0 .5 L8 4 L0 7.5z\"/></marker>\n\
<g id=\"reads\"><path class=\"sign\" d=\"M0 5.5Q5.5 0 11 5.5Q5.5 11 0 5.5z\"/><circle class=\"dot\" cx=\"5.5\" cy=\"5.5\" r=\"1.7\"/></g>\n\
<g id=\"writes\"><path class=\"sign\" d=\"M1 10L1.8 7.2L7.8 1.2L9.8 3.2L3.8 9.2z\"/></g>\n\
<g id=\"runs\"><path class=\"sign\" d=\"M1 2L4.6 5.5L1 9M6 9.3H10.5\"/></g>\n\
<g id=\"delegates\"><path class=\"sign\" d=\"M0.5 5.5H4L7 2.2H10M4 5.5L7 8.8H10\"/><circle class=\"dot\" cx=\"10\" cy=\"2.2\" r=\"1.3\"/><circle class=\"dot\" cx=\"10\" cy=\"8.8\" r=\"1.3\"/></g>\n\
<g id=\"circle\"><path class=\"sign\" d=\"M9.6 3.4A4.6 4.6 0 1 0 10.1 6.2\"/><path class=\"dot\" d=\"M10.6 0.6L10.4 4.6L6.8 3z\"/></g>\n\
</defs>\n";

fn draw_group(out: &mut String, picture: &Picture, at: usize, group: &Group) {
    let area = group.area;
    let class = if group.missing {
        "group missing"
    } else {
        "group"
    };
    let alone = picture.groups.len() == 1;
    let class = if alone { "group alone" } else { class };
    let _ = writeln!(
        out,
        "<g class=\"{class}\" data-group=\"{at}\" transform=\"translate({:.1} {:.1})\">\
         <rect class=\"box\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\"/></g>",
        area.x, area.y, area.width, area.height
    );
}

/// What a group says of itself. It is drawn over the lines between groups.
fn draw_head(out: &mut String, picture: &Picture, at: usize, group: &Group) {
    let (area, size) = (group.area, picture.title_size);
    let title = title(&group.title);
    let (x, y) = (size * 0.75, size * 1.35);
    let behind = x + text_width(&title, size) * BOLD + size * 0.5;
    let _ = write!(
        out,
        "<g class=\"head{}\" data-group=\"{at}\" transform=\"translate({:.1} {:.1})\"><g>\
         <text class=\"title\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\
         <text class=\"number\" x=\"{behind:.1}\" y=\"{y:.1}\">{}</text>",
        if group.missing { " missing" } else { "" },
        area.x,
        area.y,
        html_text(&title),
        group.nodes.len()
    );
    if !group.missing {
        let shown = match picture.look {
            Look::Folded => "kinds",
            Look::Diagram | Look::Rows => "kinds closed",
        };
        let _ = write!(
            out,
            "<g class=\"{shown}\" transform=\"translate({x:.1} {y:.1})\">"
        );
        draw_kinds(out, picture, group, size);
        *out += "</g>";
    }
    *out += "</g></g>\n";
}

/// What a folded group says of itself, as far as it has room: which kinds are in it, and on
/// further lines who is named most.
fn draw_kinds(out: &mut String, picture: &Picture, group: &Group, size: f64) {
    let room = (
        group.area.width - size * 1.5,
        group.area.height - size * 1.35,
    );
    let mut base = size * LINE;
    for (what, count, start) in kinds_in(picture, group) {
        let (sign, class, words) = match what {
            Counted::Of(kind) => {
                let words = if count == 1 { kind.one() } else { kind.many() };
                (format!("kind-{}", kind.as_str()), kind.as_str(), words)
            }
            Counted::Unused => ("kind-agent".to_owned(), "unused", "named by nobody"),
            Counted::InCycle => ("circle".to_owned(), "round", "on a cycle"),
        };
        let _ = write!(
            out,
            "<g class=\"{class}\"><title>{count} {words}</title><use href=\"#{sign}\" x=\"{start:.1}\" \
             y=\"{:.1}\"/><text x=\"{:.1}\" y=\"{base:.1}\">{count}</text></g>",
            base - KIND.1 + 0.5,
            start + what.width() + 4.0
        );
    }
    for at in picture.by_callers(group.nodes.clone(), 1) {
        base += size * LINE;
        if base > room.1 - size * 0.4 {
            break;
        }
        let node = &picture.nodes[at];
        let count = node.callers.to_string();
        let left = room.0 - text_width(&count, LABEL) - 6.0;
        let Some(name) = fitting(&node.name, left) else {
            break;
        };
        let _ = write!(
            out,
            "<text class=\"most {}\" y=\"{base:.1}\">{}<tspan class=\"count\" dx=\"6\">{count}</tspan></text>",
            node.kind.map_or("missing", FileKind::as_str),
            html_text(&name)
        );
    }
}

/// As much of a name as has room, if that is some.
fn fitting(name: &str, room: f64) -> Option<String> {
    // No letter is narrower than a fifth of its height, and a name may be of any length.
    let longest = (room / LABEL * 5.0).max(4.0) as usize;
    let most = (4..=name.chars().count().clamp(4, longest)).rev();
    let mut shown = most.map(|most| shortened(name, most));
    shown.find(|it| text_width(it, LABEL) <= room)
}

fn draw_node(out: &mut String, picture: &Picture, at: usize, scale: f64, most: usize) {
    let node = &picture.nodes[at];
    let (wide, high) = (node.area.width / scale, NODE_HEIGHT);
    let scaled = match scale {
        1.0 => String::new(),
        scale => format!(" scale({scale:.4})"),
    };
    let _ = write!(
        out,
        "<g class=\"{}\" data-node=\"{at}\" transform=\"translate({:.2} {:.2}){scaled}\">{}",
        classes(node, most),
        node.area.x,
        node.area.y,
        shape(node.kind, wide, high)
    );
    let base = high / 2.0 + LABEL * 0.36;
    let label = node.label();
    let mut x = PAD;
    let _ = write!(
        out,
        "<text class=\"name\" x=\"{x:.1}\" y=\"{base:.1}\">{}</text>",
        html_text(&label)
    );
    x += text_width(&label, LABEL);
    if let Some(model) = node.model_label(picture.look) {
        let _ = write!(
            out,
            "<text class=\"model\" x=\"{:.1}\" y=\"{base:.1}\">{}</text>",
            x + 6.0,
            html_text(&model)
        );
        x += text_width(&model, MODEL) + 6.0;
    }
    let top = (high - 11.0) / 2.0;
    for (at, ability) in node.may.iter().flatten().enumerate() {
        x += if at == 0 { 5.0 } else { 0.0 };
        let _ = write!(
            out,
            "<use href=\"#{}\" x=\"{x:.1}\" y=\"{top:.1}\"/>",
            ability.as_str()
        );
        x += SIGN;
    }
    if node.shows_cycle {
        let _ = write!(
            out,
            "<use class=\"round\" href=\"#circle\" x=\"{:.1}\" y=\"{top:.1}\"/>",
            x + 4.0
        );
    }
    if let Some(count) = node.count_label() {
        let pill = text_width(&count, MODEL) + 8.0;
        let x = wide - pill - 6.0;
        let _ = write!(
            out,
            "<rect class=\"pill\" x=\"{x:.1}\" y=\"2\" width=\"{pill:.1}\" height=\"15\" rx=\"7.5\"/>\
             <text class=\"count\" x=\"{:.1}\" y=\"{base:.1}\">{count}</text>",
            x + 4.0
        );
    }
    *out += "</g>\n";
}

/// Its kind, how often it is named beside the one that is named `most`, and what else shows.
fn classes(node: &Node, most: usize) -> String {
    let mut classes = format!("node {}", node.kind.map_or("missing", FileKind::as_str));
    if node.unused {
        classes += " unused";
    }
    if node.shows_cycle {
        classes += " in-cycle";
    }
    if node.file.is_some() && node.callers > 1 {
        let heat = (node.callers * 4).div_ceil(most.max(1));
        let _ = write!(classes, " heat{heat}");
    }
    classes
}

/// The outline that tells a kind.
pub(super) fn shape(kind: Option<FileKind>, width: f64, height: f64) -> String {
    let (half, slant) = (height / 2.0, 7.0);
    let points = |points: &[(f64, f64)]| {
        let points = points.iter().map(|(x, y)| format!("{x:.1} {y:.1}"));
        format!(
            "<path class=\"shape\" d=\"M{}z\"/>",
            points.collect::<Vec<_>>().join("L")
        )
    };
    let (w, h) = (width, height);
    match kind {
        Some(FileKind::Skill) => points(&[
            (slant, 0.0),
            (w - slant, 0.0),
            (w, half),
            (w - slant, h),
            (slant, h),
            (0.0, half),
        ]),
        Some(FileKind::Command) => points(&[(slant, 0.0), (w, 0.0), (w - slant, h), (0.0, h)]),
        Some(FileKind::Rule) => {
            points(&[(0.0, 0.0), (w - slant, 0.0), (w, slant), (w, h), (0.0, h)])
        }
        Some(FileKind::OutputStyle) => points(&[(slant, 0.0), (w - slant, 0.0), (w, h), (0.0, h)]),
        Some(FileKind::Agent) => {
            format!("<rect class=\"shape\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"{half:.1}\"/>")
        }
        Some(_) => format!(
            "<rect class=\"shape\" width=\"{w:.1}\" height=\"{h:.1}\"/><path class=\"bar\" d=\"M4 0V{h:.1}\"/>"
        ),
        None => format!("<rect class=\"shape\" width=\"{w:.1}\" height=\"{h:.1}\" rx=\"3\"/>"),
    }
}

fn draw_link(out: &mut String, picture: &Picture, at: usize, link: &Link) {
    if link.route.len() < 2 {
        return;
    }
    let mut class = String::from("link");
    if link.in_cycle {
        class += " cycle";
    }
    if !link.strong {
        class += " weak";
    }
    let to = &picture.nodes[link.to];
    let end = if to.file.is_none() {
        "missing-end"
    } else if link.in_cycle {
        "cycle-end"
    } else {
        "end"
    };
    let _ = writeln!(
        out,
        "<path class=\"{class}\" data-link=\"{at}\" d=\"{}\" marker-end=\"url(#{end})\"/>",
        way(&link.route, picture.groups[to.group].lines)
    );
}

/// The line through points.
fn way(points: &[Point], lines: Lines) -> String {
    match lines {
        Lines::Down => smooth(points, |(x, y)| (y, x), |(y, x)| (x, y)),
        Lines::Across => smooth(points, |it| it, |it| it),
        Lines::Angled => angled(points),
    }
}

/// A line that leaves and reaches each of its points in the direction of the layers, which is the
/// first number of a point that is turned.
fn smooth(points: &[Point], turn: fn(Point) -> Point, back: fn(Point) -> Point) -> String {
    let mut path = format!("M{:.1} {:.1}", points[0].0, points[0].1);
    for step in points.windows(2) {
        let (a, b) = (turn(step[0]), turn(step[1]));
        let between = f64::midpoint(a.0, b.0);
        let (p, q, end) = (back((between, a.1)), back((between, b.1)), step[1]);
        let _ = write!(
            path,
            "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            p.0, p.1, q.0, q.1, end.0, end.1
        );
    }
    path
}

/// A line of straight parts with round corners, which show where it turns and where it only
/// crosses another.
fn angled(points: &[Point]) -> String {
    const ROUND: f64 = 11.0;
    let mut path = format!("M{:.1} {:.1}", points[0].0, points[0].1);
    for step in points.windows(3) {
        let [before, corner, behind] = [step[0], step[1], step[2]];
        let near = |other: Point| {
            let (x, y) = (other.0 - corner.0, other.1 - corner.1);
            let part = (ROUND / x.hypot(y).max(0.1)).min(0.5);
            (corner.0 + x * part, corner.1 + y * part)
        };
        let (from, to) = (near(before), near(behind));
        let _ = write!(
            path,
            "L{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
            from.0, from.1, corner.0, corner.1, to.0, to.1
        );
    }
    if let Some(last) = points.last() {
        let _ = write!(path, "L{:.1} {:.1}", last.0, last.1);
    }
    path
}

fn bundle_class(picture: &Picture, bundle: &Bundle) -> String {
    let mut class = String::from("bundle");
    if picture.groups[bundle.to].missing {
        class += " missing";
    }
    if !bundle.main {
        class += " minor";
    }
    class
}

fn draw_bundle(out: &mut String, picture: &Picture, at: usize, bundle: &Bundle) {
    if bundle.route.len() < 2 {
        return;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "it is about how thick a line is"
    )]
    let thick = (1.3 + (bundle.count as f64).ln() * 0.65).min(5.0);
    let end = if picture.groups[bundle.to].missing {
        "missing-end"
    } else {
        "bundle-end"
    };
    let _ = writeln!(
        out,
        "<path class=\"{}\" data-bundle=\"{at}\" stroke-width=\"{thick:.1}\" marker-end=\"url(#{end})\" \
         d=\"{}\"/>",
        bundle_class(picture, bundle),
        angled(&bundle.route)
    );
}

/// The number of a line that stands for several links.
fn draw_count(out: &mut String, picture: &Picture, at: usize, bundle: &Bundle) {
    if bundle.count < 2 {
        return;
    }
    let (size, text) = (picture.title_size * 0.9, bundle.count.to_string());
    let wide = text_width(&text, size) + size * 0.9;
    let (x, y) = bundle.label;
    let _ = writeln!(
        out,
        "<g class=\"{}\" data-count=\"{at}\"><rect class=\"pill\" x=\"{:.1}\" y=\"{:.1}\" width=\"{wide:.1}\" \
         height=\"{:.1}\" rx=\"{:.1}\"/><text x=\"{x:.1}\" y=\"{:.1}\" \
         text-anchor=\"middle\">{text}</text></g>",
        bundle_class(picture, bundle),
        x - wide / 2.0,
        y - size * 0.7,
        size * 1.4,
        size * 0.7,
        y + size * 0.36
    );
}

#[cfg(test)]
mod tests {
    use dossier_workspace::fixture::Fixture;

    use super::*;
    use crate::picture::{PictureOptions, picture};

    fn drawn(fixture: &str) -> String {
        let fixture = Fixture::parse(fixture);
        let (snapshot, _) = fixture.snapshot();
        let picture = picture(&snapshot, |_| true, PictureOptions { sentences: false });
        content(&picture)
    }

    const PLUGINS: &str = "\
//- /w/a/.claude-plugin/plugin.json
{\"name\": \"a\"}
//- /w/a/agents/one-x.md
---
name: one-x
skills: [gone]
---
Hand this to the two-x agent.
//- /w/a/agents/one-y.md
---
name: one-y
---
Hand this to the two-x agent, or run `/b:go-x`.
//- /w/b/.claude-plugin/plugin.json
{\"name\": \"b\"}
//- /w/b/agents/two-x.md
---
name: two-x
---
//- /w/b/skills/go-x/SKILL.md
---
name: go-x
---
";

    #[test]
    fn a_plugin_has_a_title_and_says_what_is_in_it() {
        let drawn = drawn(PLUGINS);
        for group in [
            ">a</text>",
            "<title>2 agents</title>",
            ">b</text>",
            "<title>1 agent</title>",
        ] {
            assert!(drawn.contains(group), "{group} in {drawn}");
        }
    }

    #[test]
    fn what_goes_from_plugin_to_plugin_is_one_line_with_its_number() {
        let drawn = drawn(PLUGINS);
        let lines = drawn.lines().filter(|line| line.contains("data-bundle"));
        let ends: Vec<bool> = lines.map(|line| line.contains("#missing-end")).collect();
        assert_eq!(ends, [false, true], "{drawn}");
        let counts = drawn.lines().filter(|line| line.contains("data-count"));
        let counts: Vec<&str> = counts
            .map(|line| line.rsplit_once("\">").map_or("", |(_, behind)| behind))
            .collect();
        assert_eq!(counts, ["3</text></g>"], "one link needs no number");
    }

    #[test]
    fn a_folded_group_says_who_is_in_it_who_is_named_by_nobody_and_who_is_named_most() {
        let plugins = (0..300).map(|at| {
            format!(
                "//- /w/p{at}/.claude-plugin/plugin.json\n{{\"name\": \"p{at}\"}}\n\
                 //- /w/p{at}/agents/own-a{at}.md\n---\nname: own-a{at}\n---\nHand this to the own-b{at} agent.\n\
                 //- /w/p{at}/agents/own-b{at}.md\n---\nname: own-b{at}\n---\nRun `/own-c{at}`.\n\
                 //- /w/p{at}/commands/own-c{at}.md\n---\ndescription: x\n---\nHand this to the own-b{at} agent.\n"
            )
        });
        let drawn = drawn(&plugins.collect::<String>());
        let mut lines = drawn.lines();
        let head = lines
            .find(|it| it.contains("class=\"head\""))
            .unwrap_or_default();
        for part in [
            "#kind-agent",
            "<title>16 agents</title>",
            "<title>8 commands</title>",
            "<title>8 named by nobody</title>",
            "<title>16 on a cycle</title>",
            ">own-b0<",
            ">2</tspan>",
        ] {
            assert!(head.contains(part), "{part} in {head}");
        }
    }
}
