//! What a page calls.
//!
//! The page asks for room, writes a request there, calls `answer`, and reads as many bytes of JSON
//! as that returns from `answered`. Nothing but numbers crosses, so that no tool has to write the
//! other side.
//!
//! Naming an export counts as unsafe, since another symbol may have the name. There is no unsafe
//! block here: the page writes into memory that is ours and stays where it is until the next call.
#![allow(unsafe_code)]

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Session;

/// The request, and then its answer.
static MESSAGE: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The files that the page works on.
static SESSION: Mutex<Option<Session>> = Mutex::new(None);

fn message() -> MutexGuard<'static, Vec<u8>> {
    MESSAGE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where a request of so many bytes is written.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut message = message();
    message.clear();
    message.resize(bytes, 0);
    message.as_mut_ptr()
}

/// Answers the request, and returns how many bytes the answer has.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn answer() -> usize {
    let request = std::mem::take(&mut *message());
    let mut session = SESSION.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = session
        .get_or_insert_with(Session::new)
        .answer_json(&request);
    *message() = answer.into_bytes();
    message().len()
}

/// Where the answer stands, until the next call.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn answered() -> *const u8 {
    message().as_ptr()
}
