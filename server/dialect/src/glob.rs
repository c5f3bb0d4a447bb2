//! Patterns over paths, as the user's files hold them.

use globset::{ErrorKind, Glob};

/// The most bytes of a pattern that is looked into. Longer ones take time that grows with the square
/// of their length, and one of nothing but brackets takes all of the stack.
pub const LONGEST_GLOB: usize = 1_000;

/// True for a pattern with a `[` that starts no set of characters. Braces that are never closed
/// are left to the programs, which differ in what they make of them. Of a pattern that is longer
/// than anybody's, nothing is said.
pub fn is_broken_glob(pattern: &str) -> bool {
    if pattern.len() > LONGEST_GLOB {
        return false;
    }
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

    #[test]
    fn a_pattern_of_brackets_alone_takes_no_stack() {
        for pattern in ["{a,", "[", "{", "**/", "a*"] {
            for count in [100, 100_000] {
                is_broken_glob(&pattern.repeat(count));
            }
        }
    }
}
