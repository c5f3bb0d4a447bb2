//! Dossier's features for a page in a browser.
//!
//! The layers above the disk are compiled to WebAssembly. A page puts a request into the module's
//! memory as JSON and gets the answer the same way (`exports.rs`); a [`Session`] holds the files,
//! as texts that the page gave it. The module imports nothing, so it can reach nothing: no disk, no
//! network, no clock. The day comes from the page.
//!
//! Lines and columns count from zero, and columns are code units of UTF-16, as strings of a page
//! count them.

mod answers;
mod exports;
mod markdown;
mod request;
mod session;
mod written;

pub use markdown::Markup;
pub use request::{At, Place, Range, Request};
pub use session::Session;
