//! Packages for npm: one for each platform that holds the program, and `dossier-ls`, which depends
//! on all of them as optional ones and runs the one that npm found fit.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::member::{Member, tar_gz};
use super::platform::PLATFORMS;
use super::release::{LICENSE, REPOSITORY, Release, VERSION};
use crate::run::at;

/// npm's name of the package for a platform.
fn scoped(platform: &str) -> String {
    format!("@dossier-ls/{platform}")
}

/// Packs the program for its platform.
pub(super) fn platform(release: &Release, out: &Path) -> Result<PathBuf, String> {
    let platform = release.platform;
    let (system, processor, library) = platform.npm;
    let mut manifest = json!({
        "name": scoped(&platform.npm_name()),
        "version": VERSION,
        "description": format!("{}: the program for {}", release.description, release.triple),
        "license": LICENSE,
        "repository": { "type": "git", "url": format!("git+{REPOSITORY}.git") },
        "os": [system],
        "cpu": [processor],
        // Plug'n'Play would keep it in an archive, where nothing can be run.
        "preferUnplugged": true,
    });
    // What needs no C library runs beside any.
    if library == Some("glibc") {
        manifest["libc"] = json!([library]);
    }
    let mut members = vec![
        Member::text("package/package.json", pretty(&manifest)),
        release.program("package/"),
    ];
    members.extend(release.papers("package/"));
    packed(out, &format!("npm-{}", platform.npm_name()), &members)
}

/// Packs what users install.
pub(super) fn main(root: &Path, papers: &Release, out: &Path) -> Result<PathBuf, String> {
    let folder = root.join("packaging/npm");
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(at(&path))
    };
    let manifest: Value = serde_json::from_slice(&read("package.json")?)
        .map_err(|error| format!("packaging/npm/package.json: {error}"))?;
    let Value::Object(mut manifest) = manifest else {
        return Err("packaging/npm/package.json is no object".to_owned());
    };
    let platforms = PLATFORMS.iter().map(|it| scoped(&it.npm_name()));
    let platforms: Map<String, Value> = platforms.map(|it| (it, json!(VERSION))).collect();
    manifest.insert("version".to_owned(), json!(VERSION));
    manifest.insert("optionalDependencies".to_owned(), Value::Object(platforms));
    let mut members = vec![
        Member::text("package/package.json", pretty(&Value::Object(manifest))),
        Member::program("package/bin/dossier.js", read("bin/dossier.js")?),
    ];
    members.extend(papers.papers("package/"));
    packed(out, "npm", &members)
}

fn packed(out: &Path, suffix: &str, members: &[Member]) -> Result<PathBuf, String> {
    let path = out.join(format!("dossier-ls-{VERSION}-{suffix}.tgz"));
    tar_gz(&path, members).map_err(at(&path))?;
    Ok(path)
}

fn pretty(manifest: &Value) -> String {
    format!("{manifest:#}\n")
}
