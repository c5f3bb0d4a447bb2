//! Whole sessions with the real server: a process, a pipe, and an editor on the other end.

mod client;
mod hostile;
mod order;
mod profiles;
mod requests;
mod team;
mod workspace;
