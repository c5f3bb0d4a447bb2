//! Lines in a picture with two logarithmic scales: what grows tenfold with ten times as much rises
//! by one step for each.

use std::fmt::Write as _;

use super::table;

/// The size of a picture, and the space around its scales.
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 230.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;

/// The least distance of two labels.
const LABEL: f64 = 15.0;

/// Told apart by people who see colours differently, too.
/// Source: Okabe and Ito, <https://jfly.uni-koeln.de/color/> (2008); the last two are Paul Tol's,
/// <https://personal.sron.nl/~pault/> (2021).
const COLORS: [&str; 10] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f",
    "#882255", "#44aa99",
];

/// What is drawn.
pub(super) struct Plot {
    /// What stands above it.
    pub(super) title: String,
    /// What the numbers below it count.
    pub(super) below: &'static str,
    pub(super) lines: Vec<Line>,
}

/// One line: its name, and a time in seconds for each number below.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) points: Vec<(f64, f64)>,
}

/// A logarithmic scale from one power of ten to another.
struct Scale {
    first: f64,
    last: f64,
    /// Where the first power stands in the picture, and the last.
    start: f64,
    end: f64,
}

impl Scale {
    fn over(values: impl Iterator<Item = f64> + Clone, start: f64, end: f64) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min);
        let most = values.fold(0.0, f64::max);
        let first = least.log10().floor();
        Self {
            first,
            last: most.log10().ceil().max(first + 1.0),
            start,
            end,
        }
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value.log10() - self.first) / (self.last - self.first);
        self.start + share * (self.end - self.start)
    }

    /// The powers of ten on it.
    fn steps(&self) -> impl Iterator<Item = f64> {
        let powers = (self.last - self.first).round() as i32;
        let first = self.first.round() as i32;
        (0..=powers).map(move |step| 10f64.powi(first + step))
    }
}

impl Plot {
    /// The picture as SVG. Empty without a point.
    pub(super) fn svg(&self) -> String {
        let points = self.lines.iter().flat_map(|line| &line.points);
        if points.clone().next().is_none() {
            return String::new();
        }
        let across = Scale::over(points.clone().map(|it| it.0), LEFT, WIDTH - RIGHT);
        let up = Scale::over(points.map(|it| it.1), HEIGHT - BOTTOM, TOP);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
             font-family=\"sans-serif\" font-size=\"12\">\n\
             <title>{}</title>\n\
             <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
             <text x=\"{LEFT}\" y=\"22\" font-size=\"14\">{}</text>\n",
            self.title, self.title
        );
        self.scales(&mut svg, &across, &up);
        let mut ends: Vec<(f64, usize)> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let places = line.points.iter();
            let places: Vec<(f64, f64)> = places
                .map(|&(x, y)| (across.place(x), up.place(y)))
                .collect();
            let color = COLORS[number % COLORS.len()];
            let path: Vec<String> = places
                .iter()
                .map(|(x, y)| format!("{x:.1},{y:.1}"))
                .collect();
            drawn(
                &mut svg,
                format_args!(
                    "<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" points=\"{}\"/>",
                    path.join(" ")
                ),
            );
            ends.extend(places.last().map(|end| (end.1, number)));
        }
        self.labels(&mut svg, ends);
        svg + "</svg>\n"
    }

    fn scales(&self, svg: &mut String, across: &Scale, up: &Scale) {
        for step in across.steps() {
            let x = across.place(step);
            // Behind the end, lines have their names.
            let anchor = if x < across.end { "middle" } else { "end" };
            drawn(
                svg,
                format_args!(
                    "<path d=\"M{x:.1} {:.1}V{:.1}\" stroke=\"#dddddd\"/>\
                     <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                    up.start,
                    up.end,
                    HEIGHT - BOTTOM + 18.0,
                    table::thousands(step.round() as u64),
                ),
            );
        }
        for step in up.steps() {
            let y = up.place(step);
            let shown = match step {
                1.0.. => format!("{step} s"),
                0.000_95.. => format!("{} ms", (step * 1e3).round()),
                _ => format!("{} µs", (step * 1e6).round()),
            };
            drawn(
                svg,
                format_args!(
                    "<path d=\"M{:.1} {y:.1}H{:.1}\" stroke=\"#dddddd\"/>\
                     <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{shown}</text>",
                    across.start,
                    across.end,
                    LEFT - 6.0,
                    y + 4.0,
                ),
            );
        }
        drawn(
            svg,
            format_args!(
                "<text x=\"{:.1}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                f64::midpoint(across.start, across.end),
                HEIGHT - 10.0,
                self.below
            ),
        );
    }

    /// The names of the lines at their right ends, none over another.
    fn labels(&self, svg: &mut String, mut ends: Vec<(f64, usize)>) {
        ends.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut last = f64::NEG_INFINITY;
        for (y, number) in ends {
            last = y.max(last + LABEL);
            drawn(
                svg,
                format_args!(
                    "<text x=\"{}\" y=\"{:.1}\" fill=\"{}\">{}</text>",
                    WIDTH - RIGHT + 8.0,
                    last + 4.0,
                    COLORS[number % COLORS.len()],
                    self.lines[number].label,
                ),
            );
        }
    }
}

/// Adds an element on a line of its own.
fn drawn(svg: &mut String, element: std::fmt::Arguments<'_>) {
    // A string takes whatever is written.
    let _ = writeln!(svg, "{element}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(lines: Vec<Line>) -> String {
        let title = "T".to_owned();
        Plot {
            title,
            below: "files",
            lines,
        }
        .svg()
    }

    fn line(label: &str, points: &[(f64, f64)]) -> Line {
        Line {
            label: label.to_owned(),
            points: points.to_vec(),
        }
    }

    #[test]
    fn ten_times_as_much_is_one_step_further() {
        let svg = plot(vec![line(
            "scan",
            &[(10.0, 0.1), (100.0, 1.0), (1000.0, 10.0)],
        )]);
        // Both scales have two steps, so the line goes from corner to corner through the middle.
        assert!(
            svg.contains("points=\"70.0,370.0 300.0,205.0 530.0,40.0\""),
            "{svg}"
        );
        for label in [">10<", ">1,000<", ">100 ms<", ">10 s<", ">scan<"] {
            assert!(svg.contains(label), "{label} in {svg}");
        }
    }

    #[test]
    fn labels_of_lines_that_end_together_stand_below_one_another() {
        let svg = plot(vec![
            line("a", &[(1.0, 1.0), (10.0, 2.0)]),
            line("b", &[(1.0, 1.5), (10.0, 2.0)]),
        ]);
        let place = |label: &str| {
            let tag = svg
                .lines()
                .find(|it| it.ends_with(&format!(">{label}</text>")))?;
            tag.split("y=\"")
                .nth(1)?
                .split('"')
                .next()?
                .parse::<f64>()
                .ok()
        };
        assert_eq!(place("b").zip(place("a")).map(|(b, a)| b - a), Some(LABEL));
    }

    #[test]
    fn nothing_is_drawn_without_a_point() {
        assert_eq!(plot(Vec::new()), "");
    }
}
