//! What is expected of every text, however it came about.

pub(crate) mod edit;
pub(crate) mod spans;
