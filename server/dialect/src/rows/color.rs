//! What colours a field's values stand for.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Marks a field whose values are colours, and says which.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Colors {
    /// True where a colour may be written as `#RRGGBB`.
    #[serde(default)]
    pub hex: bool,
    /// What its values look like, as far as that is known.
    #[serde(default)]
    pub rgb: BTreeMap<String, Rgb>,
    /// Where that is from.
    pub source: String,
}

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Reads `#rgb` and `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return None;
        }
        let number = |at: std::ops::Range<usize>| u8::from_str_radix(&digits[at], 16).ok();
        match digits.len() {
            3 => {
                let [red, green, blue] = [0, 1, 2].map(|at| number(at..at + 1));
                Some(Self([red? * 17, green? * 17, blue? * 17]))
            }
            6 => Some(Self([number(0..2)?, number(2..4)?, number(4..6)?])),
            _ => None,
        }
    }

    /// The colour as `#rrggbb`.
    pub fn hex(self) -> String {
        let Self([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// How far two colours are from one another, for eyes rather than for numbers.
    pub fn distance(self, other: Self) -> u32 {
        let [(r, s), (g, h), (b, c)] =
            [0, 1, 2].map(|at| (i32::from(self.0[at]), i32::from(other.0[at])));
        // Red counts more the more there is of it, and blue less; green always most.
        let red = i32::midpoint(r, s);
        let (x, y, z) = (r - s, g - h, b - c);
        let distance = (((512 + red) * x * x) >> 8) + 4 * y * y + (((767 - red) * z * z) >> 8);
        distance.unsigned_abs()
    }
}

impl TryFrom<String> for Rgb {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no colour: write `#rrggbb`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_and_written() {
        assert_eq!(Rgb::parse("#0aF"), Rgb::parse("#00AAFF"));
        assert_eq!(
            Rgb::parse("#DC2626").map(Rgb::hex).as_deref(),
            Some("#dc2626")
        );
        for text in [
            "",
            "#",
            "red",
            "dc2626",
            "#dc26",
            "#gggggg",
            "#+1+2+3",
            "#日本",
            "#dc2626ff",
        ] {
            assert_eq!(Rgb::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_is_what_eyes_take_for_it() {
        let [red, orange, blue] = [[220, 38, 38], [217, 119, 87], [106, 155, 204]].map(Rgb);
        let nearest = |to: [u8; 3]| {
            let all = [red, orange, blue].into_iter();
            all.min_by_key(|it| it.distance(Rgb(to)))
        };
        assert_eq!(nearest([255, 0, 0]), Some(red));
        assert_eq!(nearest([255, 165, 0]), Some(orange));
        assert_eq!(nearest([0, 0, 255]), Some(blue));
    }
}
