//! The text of a `dossier.toml`, what is said about it, and what it chooses for files.

#![no_main]

use camino::Utf8Path;
use dossier_dialect::is_broken_glob;
use dossier_fuzz::input::Input;
use dossier_fuzz::{answers, team};
use dossier_workspace::ConfigFile;
use libfuzzer_sys::fuzz_target;

const AGENT: &str = "/w/.claude/agents/here.md";
const TEXT: &str = "---\nname: here\nextra: 1\ntools: Reda\nmodel: mine\n---\nAsk @nobody.\n";

fuzz_target!(|bytes: &[u8]| {
    let mut input = Input::new(bytes);
    let place = input.place();
    let mut parts = input.parts().map(Input::text);
    let text = parts.next().unwrap_or_default();
    let asked = parts.next().unwrap_or_default();
    let path = Utf8Path::new("/w/dossier.toml");
    let config = ConfigFile::parse(path, &text);
    if let Some(error) = &config.error {
        assert!(
            text.get(error.span.clone()).is_some(),
            "{error:?} of {text:?}"
        );
    }
    for glob in config.names().globs {
        assert!(
            text.get(glob.span.clone()).is_some(),
            "{glob:?} of {text:?}"
        );
        is_broken_glob(&glob.name);
    }
    team::with_world(|world| {
        for finding in dossier_ide::configuration(world.places().dialects(), &config) {
            let span = finding.span.range();
            assert!(text.get(span).is_some(), "{finding:?} of {text:?}");
        }
        world.set_config(config);
        let configuration = world.configuration();
        for path in [asked.as_ref(), &format!("/w/{asked}"), AGENT] {
            let chosen = configuration.of(Utf8Path::new(path));
            chosen.severity("unknown-tool");
            assert_eq!(
                chosen.is_excluded(),
                chosen.excluded_by().is_some(),
                "{path}"
            );
        }
    });
    team::with_open(AGENT, TEXT, |snapshot, file| {
        answers::check_all(snapshot, file, place(TEXT));
    });
    team::with_world(|world| world.forget(path));
});
