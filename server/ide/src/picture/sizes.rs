//! How much room words and boxes take.

use super::Look;

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

/// What is left blank at either end of a node.
pub const PAD: f64 = 9.0;

/// The size of the letters of models and counts.
pub const MODEL: f64 = 12.0;

/// The width of a sign for what an agent may do.
pub const SIGN: f64 = 11.5;

/// The width of the mark of a cycle.
pub const CYCLE: f64 = 16.0;
