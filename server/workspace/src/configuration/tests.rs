use dossier_dialect::FileKind;

use super::*;

/// A configuration of `dossier.toml` files, in a workspace at `/w`.
fn configuration(files: &[(&str, &str)]) -> Configuration {
    let mut configuration = Configuration::default();
    configuration.set_settings(Settings::default(), vec!["/w".into()]);
    for (path, text) in files {
        configuration.set_file(ConfigFile::parse(path.as_ref(), text));
    }
    configuration
}

/// The same, beneath it the settings of an editor.
fn beneath(settings: &serde_json::Value, files: &[(&str, &str)]) -> Configuration {
    let mut configuration = configuration(files);
    let mut chosen = Settings::default();
    assert_eq!(chosen.choose(settings), Vec::<String>::new());
    configuration.set_settings(chosen, vec!["/w".into(), "/v".into()]);
    configuration
}

fn severity(configuration: &Configuration, path: &str, rule: &str) -> Option<Severity> {
    configuration.of(path.as_ref()).severity(rule)
}

fn is_excluded(configuration: &Configuration, path: &str) -> bool {
    configuration.of(path.as_ref()).is_excluded()
}

#[test]
fn the_nearest_file_holds_alone() {
    let configuration = configuration(&[
        ("/w/dossier.toml", "[rules]\na = \"off\"\nb = \"off\"\n"),
        ("/w/in/dossier.toml", "[rules]\na = \"error\"\n"),
    ]);
    assert_eq!(
        severity(&configuration, "/w/x.md", "a"),
        Some(Severity::Off)
    );
    assert_eq!(
        severity(&configuration, "/w/in/deep/x.md", "a"),
        Some(Severity::Error)
    );
    assert_eq!(severity(&configuration, "/w/in/deep/x.md", "b"), None);
    assert_eq!(severity(&configuration, "/other/x.md", "a"), None);
}

#[test]
fn later_overrides_win_over_earlier_ones_and_over_rules() {
    let text = r#"
[rules]
a = "hint"
b = "hint"
[[overrides]]
paths = ["drafts"]
rules = { a = "off", b = "warning" }
[[overrides]]
paths = ["**/final.md"]
rules = { a = "error" }
"#;
    let configuration = configuration(&[("/w/dossier.toml", text)]);
    let of = |path, rule| severity(&configuration, path, rule);
    assert_eq!(of("/w/x.md", "a"), Some(Severity::Hint));
    assert_eq!(of("/w/drafts/deep/x.md", "a"), Some(Severity::Off));
    assert_eq!(of("/w/drafts/final.md", "a"), Some(Severity::Error));
    assert_eq!(of("/w/drafts/final.md", "b"), Some(Severity::Warning));
    assert_eq!(of("/w/drafts-too/x.md", "a"), Some(Severity::Hint));
}

#[test]
fn a_folder_stands_for_all_that_is_in_it() {
    let text = "exclude = [\"./vendor/\", \"*.md\", \"docs/*/old\"]\n";
    let configuration = configuration(&[("/w/dossier.toml", text)]);
    assert!(is_excluded(&configuration, "/w/vendor/a/b/SKILL.md"));
    assert!(is_excluded(&configuration, "/w/x.md"));
    assert!(is_excluded(&configuration, "/w/docs/a/old/x.md"));
    assert!(!is_excluded(&configuration, "/w/in/x.md"));
    assert!(!is_excluded(&configuration, "/w/docs/a/b/old/x.md"));
    assert!(!is_excluded(&configuration, "/w/in/vendor/x.md"));
}

#[test]
fn the_editor_speaks_of_its_roots() {
    let settings = serde_json::json!({
        "exclude": ["vendor"],
        "overrides": [{ "paths": ["drafts"], "rules": { "a": "off" } }],
    });
    let configuration = beneath(&settings, &[]);
    for root in ["/w", "/v"] {
        assert!(is_excluded(&configuration, &format!("{root}/vendor/x.md")));
        let draft = format!("{root}/drafts/x.md");
        assert_eq!(severity(&configuration, &draft, "a"), Some(Severity::Off));
    }
    assert!(!is_excluded(&configuration, "/u/vendor/x.md"));
    assert!(!is_excluded(&configuration, "/w/in/vendor/x.md"));
}

#[test]
fn a_file_wins_over_the_editor_key_by_key() {
    let settings = serde_json::json!({
        "rules": { "a": "off", "b": "off" },
        "overrides": [{ "paths": ["**"], "rules": { "a": "hint" } }],
        "exclude": ["vendor"],
        "readers": ["cursor"],
        "tools": [{ "name": "Mine" }],
    });
    let text = "readers = [\"opencode\"]\n[rules]\na = \"error\"\n[[tool]]\nname = \"Ours\"\n";
    let configuration = beneath(&settings, &[("/w/in/dossier.toml", text)]);
    let path = "/w/in/x.md";
    assert_eq!(severity(&configuration, path, "a"), Some(Severity::Error));
    assert_eq!(severity(&configuration, path, "b"), Some(Severity::Off));
    assert!(is_excluded(&configuration, "/w/vendor/x.md"));
    let readers = |path: &'static str| configuration.of(path.as_ref()).readers();
    assert_eq!(readers(path), Some(&["opencode".to_owned()][..]));
    assert_eq!(readers("/w/x.md"), Some(&["cursor".to_owned()][..]));
    let own = &configuration.in_folder("/w/in".as_ref()).own;
    let tools: Vec<&str> = own.tools.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(tools, ["Mine", "Ours"]);
}

#[test]
fn a_key_that_is_there_and_empty_is_a_choice() {
    let settings = serde_json::json!({ "exclude": ["vendor"], "readers": ["cursor"] });
    let text = "exclude = []\nreaders = []\n";
    let configuration = beneath(&settings, &[("/w/dossier.toml", text)]);
    assert!(!is_excluded(&configuration, "/w/vendor/x.md"));
    assert_eq!(
        configuration.of("/w/x.md".as_ref()).readers(),
        Some(&[][..])
    );
}

#[test]
fn a_broken_file_keeps_the_last_good_content() {
    let mut configuration = configuration(&[("/w/dossier.toml", "[rules]\na = \"off\"\n")]);
    configuration.set_file(ConfigFile::parse("/w/dossier.toml".as_ref(), "[rules\n"));
    assert_eq!(
        severity(&configuration, "/w/x.md", "a"),
        Some(Severity::Off)
    );
    assert!(configuration.files().all(|file| file.error.is_some()));
    let broken_again = "[rules]\na = \"loud\"\n";
    configuration.set_file(ConfigFile::parse("/w/dossier.toml".as_ref(), broken_again));
    assert_eq!(
        severity(&configuration, "/w/x.md", "a"),
        Some(Severity::Off)
    );
    configuration.set_file(ConfigFile::parse("/w/dossier.toml".as_ref(), ""));
    assert_eq!(severity(&configuration, "/w/x.md", "a"), None);
}

#[test]
fn a_file_that_was_never_good_counts_as_empty() {
    let configuration = configuration(&[
        ("/w/dossier.toml", "[rules]\na = \"off\"\n"),
        ("/w/in/dossier.toml", "[rules\n"),
    ]);
    assert_eq!(severity(&configuration, "/w/in/x.md", "a"), None);
}

#[test]
fn a_file_that_is_gone_leaves_its_files_to_the_next_one_above() {
    let mut configuration = configuration(&[
        ("/w/dossier.toml", "[rules]\na = \"off\"\n"),
        ("/w/in/dossier.toml", "[rules]\na = \"error\"\n"),
    ]);
    assert!(configuration.forget("/w/in".as_ref()));
    assert!(!configuration.forget("/w/in".as_ref()));
    assert_eq!(
        severity(&configuration, "/w/in/x.md", "a"),
        Some(Severity::Off)
    );
}

#[test]
fn a_byte_order_mark_and_crlf_are_no_fault() {
    let text = "\u{feff}exclude = [\"a\"]\r\n[rules]\r\nb = \"off\"\r\n";
    let file = ConfigFile::parse("/w/dossier.toml".as_ref(), text);
    assert_eq!(file.error, None);
    assert_eq!(file.content.rules["b"], Severity::Off);
    let globs = file.names().globs;
    assert_eq!(&text[globs[0].span.clone()], "a");
}

#[test]
fn own_fields_name_their_kinds() {
    let text = "[[field]]\nname = \"owner\"\nkinds = [\"agent\", \"output-style\"]\n";
    let file = ConfigFile::parse("/w/dossier.toml".as_ref(), text);
    let kinds = &file.content.field[0].kinds;
    assert_eq!(kinds, &[FileKind::Agent, FileKind::OutputStyle]);
    let text = "[[field]]\nname = \"owner\"\nkinds = [\"agnet\"]\n";
    let error = ConfigFile::parse("/w/dossier.toml".as_ref(), text).error;
    assert_eq!(&text[error.unwrap().span], "\"agnet\"");
}

#[test]
fn own_fields_have_names_and_values() {
    for (rows, blamed, expected) in [
        (
            "[[field]]\nname = \"x.\"\nkinds = []\n",
            "x.",
            "the field `x.` has nothing on one side of a dot: write `outer.inner`",
        ),
        (
            "[[field]]\nname = \"\"\nkinds = []\n",
            "",
            "the field `` has an empty `name`: say what is written in files",
        ),
        (
            "[[field]]\nname = \"stage\"\nkinds = []\nshape = \"list of enum\"\n",
            "stage",
            "the field `stage` has the shape `enum` and no values: list them in `values`",
        ),
    ] {
        let text = format!("[[field]]\nname = \"owner\"\nkinds = []\n{rows}");
        let error = ConfigFile::parse("/w/dossier.toml".as_ref(), &text).error;
        let error = error.unwrap();
        assert_eq!((&text[error.span], &*error.message), (blamed, expected));
    }
}

#[test]
fn what_excludes_a_file_is_known_by_its_glob_and_place() {
    let settings = serde_json::json!({"exclude": ["vendor", "old/*.md"]});
    let files = [("/v/dossier.toml", "exclude = [\"drafts\"]\n")];
    let configuration = beneath(&settings, &files);
    let by = |path: &str| {
        let chosen = configuration.of(path.as_ref());
        let (glob, file) = chosen.excluded_by()?;
        Some((glob.to_owned(), file.map(Utf8Path::to_string)))
    };
    assert_eq!(by("/w/old/a.md"), Some(("old/*.md".to_owned(), None)));
    assert_eq!(by("/w/vendor/a/b.md"), Some(("vendor".to_owned(), None)));
    assert_eq!(by("/w/a.md"), None);
    let file = "/v/dossier.toml".to_owned();
    assert_eq!(
        by("/v/drafts/a.md"),
        Some(("drafts".to_owned(), Some(file)))
    );
}

#[test]
fn globs_without_end_are_refused_with_a_word() {
    let error = |globs: &str| {
        let text = format!("exclude = [{globs}]\n");
        let file = ConfigFile::parse("/w/dossier.toml".as_ref(), &text);
        file.error.map(|error| error.message)
    };
    let one = |glob: &str, count: usize| error(&format!("\"{}\"", glob.repeat(count)));
    for glob in ["{a,{b,", "{", "[", "a", "a*", "**/", "{a,b}"] {
        let told = one(glob, 20_000);
        assert_eq!(
            told.as_deref(),
            Some("a glob has at most 1000 bytes"),
            "{glob}"
        );
        // What is not too long is read, and may be broken.
        one(glob, 1_000 / glob.len());
    }
    assert_eq!(error(&"\"a\",".repeat(1_000)), None);
    let told = error(&"\"a\",".repeat(1_001));
    assert_eq!(told.as_deref(), Some("there are more than 1000 globs"));
}
