//! What editors are told of agent files, held against the tables.
//!
//! Run with `UPDATE_EXPECT=1`, these tests bring the lists up to date, so that a new program needs
//! no line in an editor's files.

mod helix;
mod jetbrains;
mod neovim;
mod tables;
mod textmate;
mod vscode;
