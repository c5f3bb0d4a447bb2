//! Files of TOML and JSON, which are nothing but fields, and everything that reads them.

#![no_main]

use dossier_fuzz::input::Input;
use dossier_fuzz::{answers, fixes, team};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input::new(bytes);
    let path = input.choice(&team::FIELDS);
    let place = input.place();
    let text = input.text();
    team::with_open(path, &text, |snapshot, file| {
        answers::check_all(snapshot, file, place(&text));
    });
    fixes::check_in_turn(path, &text);
});
