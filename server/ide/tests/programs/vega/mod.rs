//! The tables of a program that exists in tests alone.

/// Each with its path below the folder of programs.
pub(crate) const TABLES: [(&str, &str); 2] = [
    ("vega/program.toml", include_str!("program.toml")),
    ("vega/agents.toml", include_str!("agents.toml")),
];
