//! The drafts say what the repository says elsewhere.

use std::collections::BTreeSet;

use super::*;
use crate::dist::platform::{PLATFORMS, Platform};
use crate::dist::release::REPOSITORY;

fn read(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn draft(path: &str) -> String {
    read(&format!("{DRAFTS}/{path}"))
}

fn toml(text: &str) -> toml::Table {
    text.parse().unwrap()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// What a platform's archive is called.
fn archive(platform: &Platform) -> String {
    let suffix = if platform.program() == "dossier" {
        "tar.gz"
    } else {
        "zip"
    };
    format!("dossier-{}.{suffix}", platform.triple)
}

fn archives(is_meant: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let platforms = PLATFORMS.iter().filter(|it| is_meant(it.triple));
    platforms.map(archive).collect()
}

/// The archives that a text names, by the words in it.
fn archives_in(text: &str) -> BTreeSet<String> {
    let in_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let words = text.split(|c| !in_name(c));
    words
        .filter(|word| word.starts_with("dossier-"))
        .filter(|word| word.ends_with(".tar.gz") || word.ends_with(".zip"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn version_and_sums_take_their_places() {
    let sums = sums_in("0a1b  a.zip\n2c3d *b.tar.gz\n");
    let text = "v@version@ @sha256:a.zip@ @SHA256:b.tar.gz@ a@b.c\n";
    let filled = |text| filled(text, "1.2.3", &sums);
    assert_eq!(filled(text), Ok("v1.2.3 0a1b 2C3D a@b.c\n".to_owned()));
    assert_eq!(
        filled("@sha256:v@version@.zip@"),
        Err("v1.2.3.zip".to_owned())
    );
}

/// The one file that no release holds is what the tag's archive is called where Homebrew gets it.
#[test]
fn every_sum_is_that_of_a_file_of_the_release() {
    let source = format!("v{VERSION}.tar.gz");
    let mut names = archives(|_| true);
    names.insert(source.clone());
    let sums = names.iter().map(|name| (name.as_str(), "0a1b")).collect();
    for (path, text) in drafts(&root()).unwrap() {
        let text = filled(&text, VERSION, &sums).unwrap_or_else(|name| panic!("{path}: {name}"));
        assert!(!text.to_lowercase().contains("@sha256"), "{path}");
        let named = archives_in(&text);
        assert!(named.is_subset(&names), "{path}: {named:?}");
    }
}

#[test]
fn archives_are_named_for_every_platform_that_a_receiver_has() {
    let named = |path: &str| archives_in(&draft(path));
    let windows = archives(|triple| triple.contains("windows"));
    let mason = named("mason-registry/packages/dossier/package.yaml");
    assert_eq!(mason, archives(|_| true));
    // Programs that need no C library run on every Linux.
    let lsp4ij = named("lsp4ij/src/main/resources/templates/lsp/dossier/installer.json");
    assert_eq!(lsp4ij, archives(|triple| !triple.contains("gnu")));
    assert_eq!(named("scoop-main/bucket/dossier-ls.json"), windows);
    let winget = "winget-pkgs/manifests/d/DossierLs/Dossier/@version@/DossierLs.Dossier";
    assert_eq!(named(&format!("{winget}.installer.yaml")), windows);
    // The folder in an archive is called like it.
    for platform in &PLATFORMS {
        let program = format!("bin: dossier-{}/{}", platform.triple, platform.program());
        let text = draft("mason-registry/packages/dossier/package.yaml");
        assert!(text.contains(&program), "{program}");
    }
}

#[test]
fn every_address_is_the_repository_s_own() {
    let (owner, _) = REPOSITORY.rsplit_once('/').unwrap();
    let mut texts = drafts(&root()).unwrap();
    for path in ["extension.toml", "src/dossier.rs"] {
        texts.insert(path.to_owned(), read(&format!("editors/zed/{path}")));
    }
    let mut found = 0;
    for (path, text) in texts {
        for (at, _) in text.match_indices("https://github.com/") {
            let address = text[at..].lines().next().unwrap_or_default();
            let in_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let is_ours = match address.strip_prefix(REPOSITORY) {
                Some(rest) => !rest.starts_with(in_name),
                None => address == owner,
            };
            assert!(is_ours, "{path}: {address}");
            found += 1;
        }
    }
    assert!(found > 20, "only {found}");
}

#[test]
fn what_is_said_of_the_program_is_what_its_manifest_says() {
    let manifest = toml(&read("server/dossier/Cargo.toml"));
    let description = manifest["package"]["description"].as_str().unwrap();
    // Homebrew and nixpkgs want no article in front.
    let bare = description.strip_prefix("The l").unwrap();
    let winget = "winget-pkgs/manifests/d/DossierLs/Dossier/@version@/DossierLs.Dossier";
    for (path, wanted) in [
        (
            "homebrew-core/Formula/d/dossier-ls.rb",
            format!("desc \"L{bare}\"\n"),
        ),
        (
            "nixpkgs/pkgs/by-name/do/dossier-ls/package.nix",
            format!("description = \"L{bare}\";\n"),
        ),
        (
            "scoop-main/bucket/dossier-ls.json",
            format!("\"description\": \"{description}\",\n"),
        ),
        (
            &format!("{winget}.locale.en-US.yaml"),
            format!("ShortDescription: {description}\n"),
        ),
    ] {
        assert!(draft(path).contains(&wanted), "{path}: {wanted}");
    }
}

#[test]
fn every_editor_starts_the_same_command() {
    let ours = read("editors/neovim/lsp/dossier.lua");
    let theirs = draft("nvim-lspconfig/lsp/dossier.lua");
    for line in ["  cmd = { 'dossier', 'lsp' },\n", "'markdown'"] {
        assert!(ours.contains(line) && theirs.contains(line), "{line}");
    }
    let ours = toml(&read("editors/helix/languages.toml"));
    let patch = draft("helix/languages.patch");
    let added = patch.lines().find_map(|line| line.strip_prefix("+dossier"));
    let added = toml(&format!("dossier{}", added.unwrap()));
    assert_eq!(added["dossier"], ours["language-server"]["dossier"]);
    assert!(patch.contains(
        "\n+language-servers = [ \"marksman\", \"markdown-oxide\", \"rumdl\", \"dossier\" ]\n"
    ));
    let markdown = ours["language"][1]["language-servers"].to_string();
    assert!(markdown.contains("\"dossier\""), "{markdown}");

    let eglot = r#"("dossier" "lsp")"#;
    for text in [
        read("editors/emacs/README.md"),
        draft("emacs/eglot.patch"),
        draft("lsp-mode/clients/lsp-dossier.el"),
    ] {
        assert!(text.contains(eglot), "{text}");
    }
    let template = draft("lsp4ij/src/main/resources/templates/lsp/dossier/template.json");
    assert_eq!(json(&template)["programArgs"]["default"], "dossier lsp");
    let zed = read("editors/zed/src/dossier.rs");
    for line in [
        "const PROGRAM: &str = \"dossier\";",
        "const ARGUMENTS: [&str; 1] = [\"lsp\"];",
    ] {
        assert!(zed.contains(line), "{line}");
    }
}

#[test]
fn neovim_looks_for_the_same_roots() {
    let roots = |text: &str| {
        let line = text.lines().find(|line| line.contains("local root = "));
        line.unwrap().trim().replace("(buffer,", "(bufnr,")
    };
    assert_eq!(
        roots(&draft("nvim-lspconfig/lsp/dossier.lua")),
        roots(&read("editors/neovim/lsp/dossier.lua"))
    );
}

#[test]
fn zed_finds_its_extension_under_its_name_and_version() {
    let manifest = toml(&read("editors/zed/extension.toml"));
    assert_eq!(manifest["version"].as_str(), Some(VERSION));
    assert_eq!(manifest["repository"].as_str(), Some(REPOSITORY));
    let entries = toml(&draft("zed-extensions/extensions.toml"));
    let entry = &entries[manifest["id"].as_str().unwrap()];
    assert_eq!(entry["path"].as_str(), Some("editors/zed"));
    let names = read("editors/zed/src/dossier.rs");
    let name = REPOSITORY.strip_prefix("https://github.com/").unwrap();
    assert!(names.contains(&format!("const REPOSITORY: &str = \"{name}\";")));
}
