//! The tables of a program that exists in tests alone.

/// Each with its path below the folder of programs.
pub(crate) const TABLES: [(&str, &str); 4] = [
    ("nova/program.toml", include_str!("program.toml")),
    ("nova/agents.toml", include_str!("agents.toml")),
    ("nova/tools.toml", include_str!("tools.toml")),
    ("nova/models.toml", include_str!("models.toml")),
];
