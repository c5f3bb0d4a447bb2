//! The mentions in a body: whom they name, and why.

#![no_main]

use dossier_fuzz::expected::check_spans;
use dossier_fuzz::input::Input;
use dossier_fuzz::team;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input::new(bytes);
    let place = input.place();
    let text = input.text();
    team::with_open("/w/.claude/agents/here.md", &text, |snapshot, file| {
        let Some(source) = snapshot.readable(file) else {
            return;
        };
        check_spans(&text, &source.parsed);
        for mention in source.facts.mentions() {
            snapshot.resolve(file, &mention);
            snapshot.contenders(file, &mention);
            snapshot.companions(file, &mention);
            snapshot.paths_tried(file, &mention);
        }
        let offset = place(&text);
        dossier_ide::explain_mention(snapshot, file, offset);
        let (body, lexicon) = (source.parsed.body, snapshot.dialects().lexicon());
        if let Some(unnamed) = dossier_syntax::unnamed(&text, body, offset, lexicon) {
            assert!(text.get(unnamed.word.range()).is_some(), "{unnamed:?}");
        }
        dossier_syntax::shell_commands(&text, body);
    });
});
