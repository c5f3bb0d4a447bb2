//! The page that shows a picture and enlivens it: its parts, and what it knows of the team.

use camino::Utf8Path;
use dossier_dialect::FileKind;
use dossier_syntax::{Encoding, Span};
use dossier_workspace::{FileId, Snapshot, slashed};
use serde::Serialize;
use serde_json::{Value, json};

use super::svg;
use crate::picture::{Area, Link as PictureLink, Look, Mentioned, Node as PictureNode, Picture};
use crate::plain_text::one_line;

/// The script of the page, in the order in which its parts need each other.
pub const SCRIPT: &str = concat!(
    include_str!("page/data.js"),
    include_str!("page/camera.js"),
    include_str!("page/folding.js"),
    include_str!("page/focus.js"),
    include_str!("page/panel.js"),
    include_str!("page/signs.js"),
    include_str!("page/keys.js"),
    include_str!("page/main.js"),
);

/// How the page looks.
pub const STYLE: &str = concat!(
    include_str!("page/picture.css"),
    include_str!("page/page.css")
);

/// What is on the page, with what is drawn at first.
pub fn body(drawing: &str) -> String {
    include_str!("page/body.html").replace("<!--drawing-->", drawing)
}

/// What is drawn. Of a large team, the nodes come with the data and are drawn when they are wanted.
pub fn drawing(picture: &Picture) -> String {
    let mut drawn = svg::content(picture);
    if picture.look == Look::Folded {
        for at in 0..picture.groups.len() {
            drawn += &format!("<g class=\"inside\" data-inside=\"{at}\" hidden=\"\"></g>\n");
        }
    }
    drawn
}

#[derive(Serialize)]
struct Box {
    x: f64,
    y: f64,
    w: f64,
    h: f64,
}

impl Box {
    fn new(area: Area) -> Self {
        let rounded = |length: f64| (length * 100.0).round() / 100.0;
        Self {
            x: rounded(area.x),
            y: rounded(area.y),
            w: rounded(area.width),
            h: rounded(area.height),
        }
    }
}

#[derive(Serialize)]
struct Node<'a> {
    #[serde(flatten)]
    area: Box,
    name: String,
    kind: &'static str,
    path: Option<String>,
    #[serde(flatten)]
    place: Place,
    group: usize,
    callers: usize,
    unused: bool,
    cycle: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    may: Option<Vec<&'static str>>,
}

/// A place in a file. Lines count from zero, columns are UTF-16 code units.
#[derive(Default, Serialize)]
struct Place {
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<[String; 3]>,
}

#[derive(Serialize)]
struct Link {
    from: usize,
    to: usize,
    count: usize,
    places: Vec<Place>,
}

/// What the page knows of the team. Paths below `here` are relative to it.
pub fn team(snapshot: &Snapshot, picture: &Picture, here: Option<&Utf8Path>) -> Value {
    let path = |file: FileId| {
        let path = &snapshot.index().file(file).path;
        let below = here.and_then(|here| path.strip_prefix(here).ok());
        slashed(below.unwrap_or(path))
    };
    let groups = picture.groups.iter().map(|group| {
        let Box { x, y, w, h } = Box::new(group.area);
        json!({"title": one_line(&group.title), "missing": group.missing, "x": x, "y": y, "w": w, "h": h,
            "nodes": group.nodes, "scale": group.scale})
    });
    let kinds = FileKind::WRITTEN.map(|kind| {
        let words = json!([kind.one(), kind.many()]);
        (kind.as_str().to_owned(), words)
    });
    let insides: Vec<String> = match picture.look == Look::Folded {
        true => {
            let groups = picture.groups.iter();
            groups.map(|group| svg::nodes(picture, group)).collect()
        }
        false => Vec::new(),
    };
    let bundles = picture.bundles.iter();
    json!({
        "width": picture.width,
        "height": picture.height,
        "folded": picture.look == Look::Folded,
        "groups": groups.collect::<Vec<_>>(),
        "nodes": picture.nodes.iter().map(|it| node(snapshot, it, &path)).collect::<Vec<_>>(),
        "links": picture.links.iter().map(|it| link(snapshot, picture, it)).collect::<Vec<_>>(),
        "bundles": bundles
            .map(|it| json!({"from": it.from, "to": it.to, "count": it.count, "main": it.main}))
            .collect::<Vec<_>>(),
        "most": picture.most_called(8),
        "cycles": picture.cycles,
        "kinds": Value::Object(kinds.into_iter().collect()),
        "insides": insides,
        "models": picture.shortened_models(),
    })
}

fn node<'a>(
    snapshot: &Snapshot,
    node: &'a PictureNode,
    path: &impl Fn(FileId) -> String,
) -> Node<'a> {
    Node {
        area: Box::new(node.area),
        name: one_line(&node.name).into_owned(),
        kind: node.kind.map_or("missing", FileKind::as_str),
        path: node.file.map(path),
        place: node
            .file
            .map_or_else(Place::default, |file| place(snapshot, file, node.span)),
        group: node.group,
        callers: node.callers,
        unused: node.unused,
        cycle: node.in_cycle,
        description: node
            .description
            .as_deref()
            .map(|it| one_line(it).into_owned()),
        model: node.model.as_deref(),
        may: node
            .may
            .as_ref()
            .map(|may| may.iter().map(|it| it.as_str()).collect()),
    }
}

fn link(snapshot: &Snapshot, picture: &Picture, link: &PictureLink) -> Link {
    let told = |it: &&Mentioned| it.sentence.is_some();
    let from = picture.nodes[link.from].file;
    let places = link.mentions.iter().filter(told).filter_map(|mention| {
        let sentence = mention.sentence.as_ref()?;
        let parts = [&sentence.before, &sentence.name, &sentence.after];
        Some(Place {
            said: Some(parts.map(|it| one_line(it).into_owned())),
            ..place(snapshot, from?, mention.span)
        })
    });
    Link {
        from: link.from,
        to: link.to,
        count: link.mentions.len(),
        places: places.collect(),
    }
}

fn place(snapshot: &Snapshot, file: FileId, span: Span) -> Place {
    let facts = snapshot.index().file(file).facts.as_ref();
    let start = facts.map(|facts| facts.lines.position(span.range().start, Encoding::Utf16));
    start.map_or_else(Place::default, |start| Place {
        line: start.line,
        column: start.column,
        said: None,
    })
}
