//! Patterns over paths, as the user's files hold them.

use globset::{ErrorKind, Glob};

/// True for a pattern with a `[` that starts no set of characters. Braces that are never closed
/// are left to the programs, which differ in what they make of them.
pub fn is_broken_glob(pattern: &str) -> bool {
    let error = Glob::new(pattern).err();
    error.is_some_and(|error| {
        matches!(
            error.kind(),
            ErrorKind::UnclosedClass | ErrorKind::InvalidRange(..)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::is_broken_glob;

    #[test]
    fn only_brackets_break_a_pattern() {
        for broken in ["src/[ab", "[z-a].md"] {
            assert!(is_broken_glob(broken), "{broken}");
        }
        for sound in [
            "src/**/*.{ts,tsx}",
            "[a-z].md",
            "src/\\[id\\].ts",
            "{a",
            "a}b",
        ] {
            assert!(!is_broken_glob(sound), "{sound}");
        }
    }
}
