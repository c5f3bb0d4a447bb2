//! How much room words and boxes take.

use dossier_dialect::FileKind;

use super::{Group, Look, Node, Picture};

/// The size of the letters in a node.
pub const LABEL: f64 = 12.0;

/// The height of a node.
pub const NODE_HEIGHT: f64 = 19.0;

/// The window that a picture is to be read in at first sight, without what stands around it.
pub(super) const WINDOW: (f64, f64) = (1140.0, 826.0);

/// The least size of letters on a screen.
pub(super) const LEAST_LABEL: f64 = 9.0;

/// So much of a name is shown, in characters.
const MOST_OF_NAME: usize = 34;

/// How much wider bold letters are.
pub const BOLD: f64 = 1.12;

/// So much of a title is shown, in characters.
const MOST_OF_TITLE: usize = 28;

/// A title, as far as it is shown.
pub fn title(title: &str) -> String {
    shortened(title, MOST_OF_TITLE)
}

/// How wide a text is in letters of `size`: what most fonts for screens take, rather more than
/// less.
pub fn text_width(text: &str, size: f64) -> f64 {
    let wide = |c: char| match c {
        'i' | 'l' | 'j' | 't' | 'f' | 'r' | '.' | ',' | ':' | '/' | ' ' | '-' | '\'' => 0.37,
        'm' | 'w' | 'M' | 'W' | '…' => 0.92,
        'A'..='Z' => 0.72,
        // Han, Hangul, Kana and most emoji.
        '\u{1100}'.. => 1.05,
        _ => 0.62,
    };
    size * text.chars().map(wide).sum::<f64>()
}

/// A text without its middle, where it has more than `most` characters.
pub fn shortened(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let head = most.saturating_sub(1).div_ceil(2);
    let tail = most.saturating_sub(1) - head;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

impl super::Node {
    /// Its name, as far as it is shown.
    pub fn label(&self) -> String {
        shortened(&self.name, MOST_OF_NAME)
    }

    /// The number of those who name it, as far as it is shown.
    pub fn count_label(&self) -> Option<String> {
        (self.callers > 0 && self.file.is_some()).then(|| self.callers.to_string())
    }

    /// Its model, as far as it is shown: in rows, the first letter.
    pub fn model_label(&self, look: Look) -> Option<String> {
        let model = self.model.as_deref()?;
        Some(match look {
            Look::Diagram => shortened(model, 12),
            Look::Rows | Look::Folded => model.chars().next()?.to_uppercase().collect(),
        })
    }

    /// How wide it is: name, model, signs of what it may do, mark of a cycle and count.
    pub(super) fn width(&self, look: Look) -> f64 {
        let words = text_width(&self.label(), LABEL);
        let model = self.model_label(look);
        let model = model.map_or(0.0, |it| text_width(&it, MODEL) + 6.0);
        let signs = self.may.as_ref().map_or(0, Vec::len);
        let count = self.count_label();
        let count = count.map_or(0.0, |it| text_width(&it, MODEL) + 10.0);
        let cycle = if self.shows_cycle { CYCLE } else { 0.0 };
        #[expect(clippy::cast_precision_loss, reason = "there are four signs at most")]
        let signs = signs as f64 * SIGN + if signs > 0 { 5.0 } else { 0.0 };
        (2.0 * PAD + words + model + signs + cycle + count).ceil()
    }
}

/// The width and height of a small sign for a kind.
pub(crate) const KIND: (f64, f64) = (18.0, 10.0);

/// From line to line beneath the title of a group, in sizes of its letters.
pub(crate) const LINE: f64 = 1.45;

/// What a folded group says beneath its title on its first line: the kinds that are in it with the
/// number of each, how many of all are named by no other file, and how many are on a cycle. Each has
/// its left end, from that of the line.
pub(crate) fn kinds_in(picture: &Picture, group: &Group) -> Vec<(Counted, usize, f64)> {
    let of_kind = |kind| {
        let nodes = group.nodes.iter();
        nodes
            .filter(|&&at| picture.nodes[at].kind == Some(kind))
            .count()
    };
    let kinds = FileKind::WRITTEN.iter();
    let kinds = kinds.map(|&kind| (Counted::Of(kind), of_kind(kind)));
    let those = |is: fn(&Node) -> bool| {
        group
            .nodes
            .iter()
            .filter(|&&at| is(&picture.nodes[at]))
            .count()
    };
    let all = kinds.chain([
        (Counted::Unused, those(|node| node.unused)),
        (Counted::InCycle, those(|node| node.shows_cycle)),
    ]);
    let mut end = 0.0;
    let placed = all.filter(|&(_, count)| count > 0).map(|(what, count)| {
        let start = end;
        end += counted_width(what, count);
        (what, count, start)
    });
    placed.collect()
}

/// How wide a sign with a number is, with what is blank behind it.
pub(super) fn counted_width(what: Counted, count: usize) -> f64 {
    what.width() + 4.0 + text_width(&count.to_string(), LABEL) + 9.0
}

/// What is counted in a folded group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    /// Files of a kind.
    Of(FileKind),
    /// Those that no other file names.
    Unused,
    /// Those on a cycle.
    InCycle,
}

impl Counted {
    /// How wide its sign is.
    pub(crate) fn width(self) -> f64 {
        match self {
            Self::Of(_) | Self::Unused => KIND.0,
            Self::InCycle => SIGN,
        }
    }
}

/// What is left blank at either end of a node.
pub const PAD: f64 = 9.0;

/// The size of the letters of models and counts.
pub const MODEL: f64 = 12.0;

/// The width of a sign for what an agent may do.
pub const SIGN: f64 = 11.5;

/// The width of the mark of a cycle.
pub const CYCLE: f64 = 16.0;
