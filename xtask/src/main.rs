//! Generated things and releases.
fn main() {}
