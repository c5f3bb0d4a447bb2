//! Which version of Linux's C library a program needs.

/// The newest version of the GNU C library that a program was linked against a symbol of; `None`
/// for one that needs none. It is told from the names of versions among its symbols.
pub(super) fn needed(program: &[u8]) -> Option<(u32, u32)> {
    const MARK: &[u8] = b"\0GLIBC_";
    let marks = program.windows(MARK.len()).enumerate();
    let versions = marks.filter(|(_, it)| *it == MARK);
    let versions = versions.filter_map(|(at, _)| version(&program[at + MARK.len()..]));
    versions.max()
}

/// `2.34` and what ends it.
fn version(text: &[u8]) -> Option<(u32, u32)> {
    let end = text.iter().position(|byte| *byte == 0)?;
    let text = std::str::from_utf8(&text[..end.min(16)]).ok()?;
    let (major, minor) = text.split_once('.')?;
    let minor = minor.split('.').next()?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_that_is_named_counts() {
        let program = b"x\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.9\0GLIBC_PRIVATE\0y";
        assert_eq!(needed(program), Some((2, 34)));
        assert_eq!(needed(b"a text that speaks of GLIBC_2.34"), None);
    }
}
