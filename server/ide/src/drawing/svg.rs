//! A picture as SVG: an image of its own, or what a page shows and enlivens.

use std::fmt::Write as _;

use dossier_dialect::FileKind;

use super::legend;
use crate::picture::{
    BOLD, Bundle, Group, LABEL, Link, Look, MODEL, NODE_HEIGHT, Node, PAD, Picture, Point, SIGN,
    text_width, title,
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
    out += "<g class=\"groups\">\n";
    for (at, group) in picture.groups.iter().enumerate() {
        draw_group(&mut out, picture, at, group, folded);
    }
    out += "</g>\n<g class=\"bundles\">\n";
    for (at, bundle) in picture.bundles.iter().enumerate() {
        draw_bundle(&mut out, picture, at, bundle);
    }
    out += "</g>\n";
    if !folded {
        out += "<g class=\"links\">\n";
        for (at, link) in picture.links.iter().enumerate() {
            draw_link(&mut out, picture, at, link);
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

fn draw_group(out: &mut String, picture: &Picture, at: usize, group: &Group, folded: bool) {
    let (area, size) = (group.area, picture.title_size);
    let class = if group.missing {
        "group missing"
    } else {
        "group"
    };
    let alone = picture.groups.len() == 1;
    let class = if alone { "group alone" } else { class };
    let _ = write!(
        out,
        "<g class=\"{class}\" data-group=\"{at}\" transform=\"translate({:.1} {:.1})\">\
         <rect class=\"box\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\"/>",
        area.x, area.y, area.width, area.height
    );
    if alone {
        *out += "</g>\n";
        return;
    }
    let title = title(&group.title);
    let (x, y) = (size * 0.75, size * 1.35);
    let behind = x + text_width(&title, size) * BOLD + size * 0.5;
    let _ = write!(
        out,
        "<g class=\"head\"><text class=\"title\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\
         <text class=\"number\" x=\"{behind:.1}\" y=\"{y:.1}\">{}</text></g>",
        html_text(&title),
        group.nodes.len()
    );
    let lines = kinds_in(picture, group);
    let shown = if folded { "kinds" } else { "kinds closed" };
    for (line, words) in lines.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "there are six kinds")]
        let y = size * (2.9 + 1.3 * line as f64);
        if y > area.height - size * 0.3 {
            break;
        }
        let _ = write!(
            out,
            "<text class=\"{shown} {}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            words.0, words.1
        );
    }
    *out += "</g>\n";
}

/// How many of each kind a group has: the kind, and the words.
fn kinds_in(picture: &Picture, group: &Group) -> Vec<(&'static str, String)> {
    let kinds = FileKind::WRITTEN.iter().filter_map(|&kind| {
        let of_it = group
            .nodes
            .iter()
            .filter(|&&at| picture.nodes[at].kind == Some(kind));
        match of_it.count() {
            0 => None,
            1 => Some((kind.as_str(), format!("1 {}", kind.one()))),
            count => Some((kind.as_str(), format!("{count} {}", kind.many()))),
        }
    });
    kinds.collect()
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
        smooth(&link.route, picture.groups[to.group].across)
    );
}

/// A line through points that leaves and reaches each of them in the direction of the layers.
fn smooth(points: &[Point], across: bool) -> String {
    let mut path = format!("M{:.1} {:.1}", points[0].0, points[0].1);
    for step in points.windows(2) {
        let (a, b) = (step[0], step[1]);
        let (p, q) = match across {
            true => (
                (f64::midpoint(a.0, b.0), a.1),
                (f64::midpoint(a.0, b.0), b.1),
            ),
            false => (
                (a.0, f64::midpoint(a.1, b.1)),
                (b.0, f64::midpoint(a.1, b.1)),
            ),
        };
        let _ = write!(
            path,
            "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            p.0, p.1, q.0, q.1, b.0, b.1
        );
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
    let [a, b, c, d] = bundle.curve;
    #[expect(
        clippy::cast_precision_loss,
        reason = "it is about how thick a line is"
    )]
    let thick = (1.0 + (bundle.count as f64).ln() * 0.7).min(5.0);
    let end = if picture.groups[bundle.to].missing {
        "missing-end"
    } else {
        "bundle-end"
    };
    let _ = writeln!(
        out,
        "<path class=\"{}\" data-bundle=\"{at}\" stroke-width=\"{thick:.1}\" marker-end=\"url(#{end})\" \
         d=\"M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}\"/>",
        bundle_class(picture, bundle),
        a.0,
        a.1,
        b.0,
        b.1,
        c.0,
        c.1,
        d.0,
        d.1
    );
}

fn draw_count(out: &mut String, picture: &Picture, at: usize, bundle: &Bundle) {
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
            ">2 agents</text>",
            ">b</text>",
            ">1 agent</text>",
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
        assert_eq!(counts, ["3</text></g>", "1</text></g>"]);
    }
}
