//! How far the work is, for whoever waits at a terminal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes less shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error, which shows only if that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    since: Instant,
    shown: AtomicBool,
}

impl Progress {
    /// Starts to count files that are read; nobody knows how many there are.
    pub(super) fn reading() -> Self {
        let bar = ProgressBar::hidden();
        bar.set_style(style("{spinner} Reading: {pos} agent files"));
        Self {
            bar,
            since: Instant::now(),
            shown: AtomicBool::new(false),
        }
    }

    /// Starts to count files that are checked.
    pub(super) fn checking(&self, files: usize) {
        self.bar.set_style(style("Checking {wide_bar} {pos}/{len}"));
        self.bar.set_length(files as u64);
        self.bar.set_position(0);
    }

    /// Counts one.
    pub(super) fn count(&self) {
        self.bar.inc(1);
        let is_due = !self.shown.load(Ordering::Relaxed) && self.since.elapsed() > PATIENCE;
        if is_due && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
