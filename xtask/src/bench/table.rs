//! Figures as people read them, and tables of them in Markdown.

use std::fmt::Display;
use std::time::Duration;

/// A table: a head and rows of as many cells.
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(head: impl IntoIterator<Item = impl Display>) -> Self {
        let mut table = Self { rows: Vec::new() };
        table.row(head);
        table
    }

    /// Adds a row. What is missing at its end stays empty.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl Display>) {
        self.rows
            .push(cells.into_iter().map(|cell| cell.to_string()).collect());
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, row) in self.rows.iter().enumerate() {
            writeln!(f, "| {} |", row.join(" | "))?;
            if index == 0 {
                writeln!(f, "|-|{}", "-:|".repeat(row.len().saturating_sub(1)))?;
            }
        }
        Ok(())
    }
}

/// The middle of some values; of an even number, the upper one of the two.
pub(super) fn median<T: Copy + Ord>(values: &[T]) -> Option<T> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// How many times as much one is as another, to two digits: `3.1×`.
pub(super) fn ratio(this: f64, other: f64) -> String {
    let ratio = this / other;
    if !ratio.is_finite() {
        "–".to_owned()
    } else if ratio < 0.095 {
        format!("{ratio:.2}×")
    } else if ratio < 9.95 {
        format!("{ratio:.1}×")
    } else {
        format!("{ratio:.0}×")
    }
}

/// A time in the unit that fits it.
pub(super) fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds >= 9.95 {
        format!("{seconds:.0} s")
    } else if seconds >= 0.995 {
        format!("{seconds:.1} s")
    } else if seconds >= 0.00995 {
        format!("{:.0} ms", seconds * 1e3)
    } else {
        format!("{:.1} ms", seconds * 1e3)
    }
}

/// Memory in megabytes.
pub(super) fn memory(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

/// A number with commas: `10,000`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn a_table_is_markdown_with_figures_to_the_right() {
        let mut table = Table::new(["3 agents", "time", "memory"]);
        table.row(["one", "1 ms", "2 MB"]);
        table.row(["another", "10 ms", "3 MB"]);
        expect![[r#"
            | 3 agents | time | memory |
            |-|-:|-:|
            | one | 1 ms | 2 MB |
            | another | 10 ms | 3 MB |
        "#]]
        .assert_eq(&table.to_string());
    }

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(&[9, 1, 5]), Some(5));
        assert_eq!(median(&[4, 1, 3, 2]), Some(3));
        assert_eq!(median::<u64>(&[]), None);
    }

    #[test]
    fn ratios_have_two_digits() {
        assert_eq!(ratio(1.0, 20.0), "0.05×");
        assert_eq!(ratio(1.0, 3.0), "0.3×");
        assert_eq!(ratio(31.4, 10.0), "3.1×");
        assert_eq!(ratio(314.0, 10.0), "31×");
        assert_eq!(ratio(1.0, 0.0), "–");
    }

    #[test]
    fn figures_are_in_the_unit_that_fits() {
        let times = [0.000_41, 0.02, 0.45, 1.26, 61.2].map(Duration::from_secs_f64);
        assert_eq!(
            times.map(time),
            ["0.4 ms", "20 ms", "450 ms", "1.3 s", "61 s"]
        );
        assert_eq!(memory(59_300_000), "60 MB");
        assert_eq!(
            [7, 1_234, 100_000].map(thousands),
            ["7", "1,234", "100,000"]
        );
    }
}
