//! The picture of a team: who is there, who speaks of whom, and where everything is drawn.
//!
//! Positions are made here once, so that a page, an image and an editor show the same. A group
//! keeps its room while it is folded, so that nothing moves when it is unfolded.

mod abilities;
mod bundles;
mod cycles;
mod groups;
mod layered;
mod layout;
mod packing;
mod routing;
mod sentences;
mod shelves;
mod sizes;
mod staircase;
mod tracks;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;
use dossier_dialect::FileKind;
use dossier_syntax::{Mention, Span};
use dossier_workspace::{FileId, Snapshot, Strength, mentions_by_place};
use rustc_hash::FxHashMap;

use crate::graph::{Edge, graph};

pub use abilities::Ability;
pub use sentences::Sentence;
pub(crate) use sentences::sentence as sentence_around;
pub use sizes::{BOLD, CYCLE, LABEL, MODEL, NODE_HEIGHT, PAD, SIGN, shortened, text_width, title};
pub(crate) use sizes::{Counted, KIND, LINE, kinds_in};

/// What a picture is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PictureOptions {
    /// Whether the sentences of the mentions are wanted.
    pub sentences: bool,
}

/// A team as it is drawn. Lengths are pixels of a picture that is shown in its own size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The size of the letters in titles of groups.
    pub title_size: f64,
    /// How its groups are drawn.
    pub look: Look,
    /// Its plugins or folders.
    pub groups: Vec<Group>,
    /// Its files in the order of their paths, and behind them the names of nothing.
    pub nodes: Vec<Node>,
    /// Who speaks of whom, in the order of the nodes.
    pub links: Vec<Link>,
    /// The links between two groups, those with the most first.
    pub bundles: Vec<Bundle>,
    /// Those who lead back to themselves by the shortest way, the smallest circle first.
    pub cycles: Vec<Vec<usize>>,
}

/// How groups are drawn: what can be read while all is in sight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// With a line for each link inside them.
    #[default]
    Diagram,
    /// With their nodes in rows.
    Rows,
    /// Without what is in them. That is so small that it has room all the same, and read by who
    /// comes near.
    Folded,
}

/// How lines run from point to point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// In curves, from layer to layer downwards.
    #[default]
    Down,
    /// In curves, from layer to layer to the right.
    Across,
    /// Straight, with a corner at each point.
    Angled,
}

/// A part of the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
}

/// A point of the plane.
pub type Point = (f64, f64);

/// Files that lie together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Its name: that of a plugin, or the path of a folder from the one that holds them all.
    pub title: String,
    /// True for what is named and not there.
    pub missing: bool,
    /// Where it is drawn.
    pub area: Area,
    /// Its nodes.
    pub nodes: Vec<usize>,
    /// How large its nodes are drawn beside their own size.
    pub scale: f64,
    /// How the lines inside it run.
    pub lines: Lines,
}

/// A file, or a name that names nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The file; `None` for a name of nothing.
    pub file: Option<FileId>,
    /// What it is; `None` for a name of nothing.
    pub kind: Option<FileKind>,
    /// What it is called.
    pub name: String,
    /// Where its file says its name.
    pub span: Span,
    /// The first part of its description.
    pub description: Option<String>,
    /// The model that it asks for, as it is written.
    pub model: Option<String>,
    /// What its tools let it do; `None` where it lists none, and for what has no tools.
    pub may: Option<Vec<Ability>>,
    /// Its group.
    pub group: usize,
    /// Where it is drawn.
    pub area: Area,
    /// How many others name it.
    pub callers: usize,
    /// How many others it names.
    pub calls: usize,
    /// True for one who is there to be named by others and isn't.
    pub unused: bool,
    /// True for one that is on a cycle.
    pub in_cycle: bool,
    /// True where that is shown: on one of the cycles of the picture, and where few are on any,
    /// all of them.
    pub shows_cycle: bool,
}

/// All mentions of one node by another.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Who names.
    pub from: usize,
    /// Who is named.
    pub to: usize,
    /// Where, in the order of the text.
    pub mentions: Vec<Mentioned>,
    /// True where one of the mentions is sure.
    pub strong: bool,
    /// True for a part of one of the cycles of the picture.
    pub in_cycle: bool,
    /// The way of its line, if it has one of its own: links between groups are drawn as bundles,
    /// and those within a group in rows only where somebody asks for them.
    pub route: Vec<Point>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentioned {
    /// Its place in the file of who names.
    pub span: Span,
    /// The sentence that it is in, if that is wanted.
    pub sentence: Option<Sentence>,
}

/// The links between two groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// The group of those who name.
    pub from: usize,
    /// The group of those who are named.
    pub to: usize,
    /// How many links it has.
    pub count: usize,
    /// True for one of the thickest, which are drawn from the start.
    pub main: bool,
    /// The way of its line: level and upright parts between the groups, with a corner at each point.
    pub route: Vec<Point>,
    /// The middle of its count, where it stands for several links.
    pub label: Point,
}

impl Picture {
    /// The nodes that most others name, the most first; at most `most`. Those that one names are
    /// among them only where nobody is named by more.
    pub fn most_called(&self, most: usize) -> Vec<usize> {
        let at_least = |least| self.by_callers((0..self.nodes.len()).collect(), least);
        let mut named = at_least(2);
        if named.is_empty() {
            named = at_least(1);
        }
        named.truncate(most);
        named
    }

    /// Of some nodes, those that at least so many others name, the most first.
    pub fn by_callers(&self, mut nodes: Vec<usize>, least: usize) -> Vec<usize> {
        nodes.retain(|&at| self.nodes[at].callers >= least && self.nodes[at].file.is_some());
        nodes.sort_by_key(|&at| (Reverse(self.nodes[at].callers), at));
        nodes
    }

    /// What stands for models that are not written out, with those that it stands for.
    pub fn shortened_models(&self) -> BTreeMap<String, BTreeSet<&str>> {
        let mut shown: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for node in &self.nodes {
            if let (Some(model), Some(label)) = (&node.model, node.model_label(self.look))
                && label != *model
            {
                shown.entry(label).or_default().insert(model);
            }
        }
        shown
    }

    /// The agents, skills and commands that no other file names.
    pub fn unused(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|&at| self.nodes[at].unused)
    }

    /// The names of nothing.
    pub fn missing(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes.len()).filter(|&at| self.nodes[at].file.is_none())
    }
}

/// The picture of the files that `wanted` accepts.
pub fn picture(
    snapshot: &Snapshot,
    wanted: impl Fn(FileId) -> bool,
    options: PictureOptions,
) -> Picture {
    let graph = graph(snapshot, wanted);
    let mut picture = Picture::default();
    let mut at: FxHashMap<FileId, usize> = FxHashMap::default();
    // What only says where the others lie is their group.
    let files = graph.nodes.iter();
    for node in files.filter(|node| node.kind != FileKind::PluginManifest) {
        at.insert(node.file, picture.nodes.len());
        picture.nodes.push(node_of(snapshot, node));
    }
    let folders = picture.nodes.iter().map(|node| lair(snapshot, node));
    picture.groups = groups::groups(&folders.collect::<Vec<_>>());
    let links = links(snapshot, &graph.edges, &at, &mut picture.nodes);
    picture.links = links;
    if options.sentences {
        sentences::add(snapshot, &picture.nodes, &mut picture.links);
    }
    add_missing(&mut picture);
    for (group, found) in picture.groups.iter().enumerate() {
        for &node in &found.nodes {
            picture.nodes[node].group = group;
        }
    }
    count(&mut picture);
    picture.cycles = cycles::mark(&mut picture.nodes, &mut picture.links);
    let on_cycles = picture.nodes.iter().filter(|node| node.in_cycle).count();
    let few = on_cycles * 3 <= picture.nodes.len() || picture.nodes.len() < 12;
    for node in &mut picture.nodes {
        node.shows_cycle = node.in_cycle && few;
    }
    for &node in picture.cycles.iter().flatten() {
        picture.nodes[node].shows_cycle = true;
    }
    picture.bundles = bundles::bundles(&picture);
    place(&mut picture);
    bundles::draw(&mut picture);
    picture
}

/// Gives everything its place, so that it is as large as can be with room for the lines between
/// groups: shelves that are few and wide have fewer gaps.
fn place(picture: &mut Picture) {
    layout::place(picture, 0.0);
    let (mut best, each) = bundles::fitting(picture);
    if each <= 0.0 {
        return;
    }
    let (mut chosen, mut last) = (0.0, 0.0);
    for part in [0.4, 0.8, 1.2] {
        last = each * part;
        layout::place(picture, last);
        let (found, _) = bundles::fitting(picture);
        if found > best {
            (best, chosen) = (found, last);
        }
    }
    if last != chosen {
        layout::place(picture, chosen);
    }
}

fn node_of(snapshot: &Snapshot, node: &crate::graph::Node) -> Node {
    let facts = snapshot.index().file(node.file).facts.as_ref();
    let definition = facts.and_then(|facts| facts.definition.as_ref());
    let said = abilities::said(snapshot, node.file);
    Node {
        file: Some(node.file),
        kind: Some(node.kind),
        name: node.name.clone(),
        span: node.span,
        description: definition
            .and_then(|it| it.summary.as_deref())
            .map(str::to_owned),
        model: said.model,
        may: said.may,
        ..nothing("")
    }
}

/// A name that names nothing.
fn nothing(name: &str) -> Node {
    Node {
        file: None,
        kind: None,
        name: name.to_owned(),
        span: Span::default(),
        description: None,
        model: None,
        may: None,
        group: 0,
        area: Area::default(),
        callers: 0,
        calls: 0,
        unused: false,
        in_cycle: false,
        shows_cycle: false,
    }
}

/// Where a node lies, for its group.
fn lair(snapshot: &Snapshot, node: &Node) -> groups::Lair {
    let file = node.file.map(|file| snapshot.index().file(file));
    let place = file
        .and_then(|file| file.facts.as_ref())
        .map(|it| &it.place);
    let plugin = place.and_then(|place| place.plugin.as_ref());
    let folder = file.map_or_else(Utf8PathBuf::new, |file| {
        let folder = file.path.parent().unwrap_or(&file.path);
        // A skill is its folder.
        match (node.kind, folder.parent()) {
            (Some(FileKind::Skill), Some(outer)) => outer.to_owned(),
            _ => folder.to_owned(),
        }
    });
    groups::Lair {
        plugin: plugin.map(|plugin| plugin.name.to_string()),
        folder,
    }
}

/// The mentions by who names whom. Names of nothing become nodes.
fn links(
    snapshot: &Snapshot,
    edges: &[Edge],
    at: &FxHashMap<FileId, usize>,
    nodes: &mut Vec<Node>,
) -> Vec<Link> {
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    let mut links: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    let mut mentions: FxHashMap<FileId, FxHashMap<Span, Mention>> = FxHashMap::default();
    // What an edge that leads to nothing names.
    let mut name_at = |edge: &Edge| {
        let mentions = mentions.entry(edge.from).or_insert_with(|| {
            let file = snapshot.index().file(edge.from);
            mentions_by_place(file.mentions())
        });
        let mention = mentions.get(&edge.span)?;
        Some(mention.name.to_owned())
    };
    for edge in edges {
        let Some(&from) = at.get(&edge.from) else {
            continue;
        };
        let to = match edge.to {
            Some(to) => at.get(&to).copied(),
            None => name_at(edge).map(|name| {
                *missing.entry(name).or_insert_with_key(|name| {
                    nodes.push(nothing(name));
                    nodes.len() - 1
                })
            }),
        };
        let Some(to) = to else { continue };
        let link = links.entry((from, to)).or_insert_with(|| Link {
            from,
            to,
            mentions: Vec::new(),
            strong: false,
            in_cycle: false,
            route: Vec::new(),
        });
        link.strong |= edge.strength == Strength::Strong;
        link.mentions.push(Mentioned {
            span: edge.span,
            sentence: None,
        });
    }
    links.into_values().collect()
}

/// What is named and not there is a group of its own, the last; in a small team it stands where it
/// is named.
fn add_missing(picture: &mut Picture) {
    let nodes: Vec<usize> = picture.missing().collect();
    if let ([group], true) = (
        &mut picture.groups[..],
        picture.nodes.len() <= layout::DIAGRAM,
    ) {
        group.nodes.extend(nodes);
    } else if !nodes.is_empty() {
        picture.groups.push(Group {
            title: "named, but not there".to_owned(),
            missing: true,
            nodes,
            ..Group::default()
        });
    }
}

fn count(picture: &mut Picture) {
    for link in &picture.links {
        picture.nodes[link.from].calls += 1;
        picture.nodes[link.to].callers += 1;
    }
    for node in &mut picture.nodes {
        let called = [FileKind::Agent, FileKind::Skill, FileKind::Command];
        node.unused = node.callers == 0 && node.kind.is_some_and(|kind| called.contains(&kind));
    }
}

#[cfg(test)]
mod tests;
