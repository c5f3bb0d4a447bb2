//! The files under `grammars/`, each with its path from its folder; `build.rs` lists them.

// The dialects are still listed by hand.
#![allow(dead_code)]

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
