//! The files under `grammars/`, each with its path from its folder; `build.rs` lists them.

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
