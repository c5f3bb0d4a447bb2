//! Whole sessions with the real server: a process, a pipe, and an editor on the other end.

mod addresses;
mod claude_code;
#[expect(
    clippy::needless_pass_by_value,
    reason = "calls read better with `json!` in place"
)]
mod client;
mod code_actions;
mod disk;
mod hostile;
mod messages;
mod order;
#[cfg(unix)]
mod outside;
mod own;
mod own_programs;
mod profiles;
mod references;
mod requests;
mod settings;
mod settings_entries;
mod simulator;
mod structure;
mod team;
mod typing;
#[cfg(unix)]
mod waiting;
mod workspace;
