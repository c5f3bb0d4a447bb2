//! Whole Markdown files in a small workspace, and every feature at one place in them.

#![no_main]

use dossier_fuzz::input::Input;
use dossier_fuzz::{answers, fixes, team};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input::new(bytes);
    let path = input.choice(&team::MARKDOWN);
    let place = input.place();
    let text = input.text();
    team::with_open(path, &text, |snapshot, file| {
        answers::check_all(snapshot, file, place(&text));
    });
    fixes::check_in_turn(path, &text);
});
