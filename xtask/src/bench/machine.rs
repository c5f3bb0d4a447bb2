//! Where and when it was measured.

use std::fs;
use std::thread::available_parallelism;

use super::table;

/// A paragraph that says on what machine figures were taken, and how far to trust them.
///
/// # Errors
/// In words, if the system doesn't say how many cores there are.
pub(super) fn describe(runs: usize) -> Result<String, String> {
    let cores = available_parallelism()
        .map_err(|error| error.to_string())?
        .get();
    let system = std::env::consts::OS;
    let processor = processor().map_or_else(String::new, |name| format!(" of {name}"));
    let date = crate::run::today();
    let mut text = format!(
        "Measured on {date}: {} core{}{processor}, {system}. Files are in the page cache, and the \
         tools have no settings. Checks are the median of {} runs, in which the tools take turns.",
        table::thousands(cores as u64),
        if cores == 1 { "" } else { "s" },
        table::thousands(runs as u64),
    );
    if let Some(load) = load() {
        text += &format!(" Load at the beginning: {load:.1}.");
        if load > 0.5 {
            text += " The machine had other work, so trust the ratios rather than the times.";
        }
    }
    Ok(text)
}

fn processor() -> Option<String> {
    let text = fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}
