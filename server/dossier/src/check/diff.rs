//! Changes as a unified diff, which `git apply` and `patch -p1` take.

use std::io::{self, Write};

use similar::TextDiff;

use super::base::Base;
use super::fix::Changed;

/// Prints what would change.
pub(super) fn print(out: &mut dyn Write, changed: &[Changed], base: &Base) -> io::Result<()> {
    for Changed {
        path,
        before,
        after,
    } in changed
    {
        let shown = base.relative(path);
        let old = match before {
            Some(_) => format!("a/{shown}"),
            None => "/dev/null".to_owned(),
        };
        let diff = TextDiff::from_lines(before.as_deref().unwrap_or_default(), after.as_str());
        diff.unified_diff()
            .header(&old, &format!("b/{shown}"))
            .to_writer(&mut *out)?;
    }
    Ok(())
}
