//! What the program is made of, as a CycloneDX document.
//! Source: CycloneDX 1.6, 2026-11.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use super::release::{LICENSE, NAME, REPOSITORY, VERSION};
use crate::run::{FEATURES, at, cargo};

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// Writes the document for the program as it is compiled for a platform.
pub(super) fn write(root: &Path, triple: &str, out: &Path) -> Result<PathBuf, String> {
    let lock = root.join("Cargo.lock");
    let text = fs::read_to_string(&lock).map_err(at(&lock))?;
    let lock: Lock = toml::from_str(&text).map_err(|error| error.to_string())?;
    let sums = lock.package.into_iter();
    let sums = sums.filter_map(|it| Some(((it.name, it.version), it.checksum?)));
    let sums: HashMap<(String, String), String> = sums.collect();
    let components = compiled(root, triple)?;
    let components = components.iter().map(|it| component(it, &sums));
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": format!("pkg:cargo/{NAME}@{VERSION}"),
            "name": NAME,
            "version": VERSION,
            "purl": format!("pkg:cargo/{NAME}@{VERSION}"),
            "licenses": [{ "expression": LICENSE }],
            "externalReferences": [{ "type": "vcs", "url": REPOSITORY }],
        } },
        "components": components.collect::<Vec<_>>(),
    });
    let path = out.join(format!("dossier-{triple}.cdx.json"));
    fs::write(&path, format!("{document:#}\n")).map_err(at(&path))?;
    Ok(path)
}

/// A package that is compiled into the program.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Package {
    name: String,
    version: String,
    license: String,
}

/// The packages of others that are compiled into the program.
fn compiled(root: &Path, triple: &str) -> Result<BTreeSet<Package>, String> {
    let mut command = cargo(root);
    command.args([
        "tree",
        "--package",
        NAME,
        "--features",
        FEATURES,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}\t{l}",
        "--target",
        triple,
    ]);
    let listed = command
        .output()
        .map_err(|error| format!("cargo tree: {error}"))?;
    if !listed.status.success() {
        return Err(String::from_utf8_lossy(&listed.stderr).into_owned());
    }
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    let package = |line: &str| {
        let (package, license) = line.split_once('\t')?;
        let (name, version) = package.split_once(" v")?;
        // Ours have a path behind the version.
        let is_ours = version.contains('/');
        let version = version.split(' ').next()?;
        (!is_ours).then(|| Package {
            name: name.to_owned(),
            version: version.to_owned(),
            // An older way to write "or".
            license: license.replace('/', " OR "),
        })
    };
    Ok(listed.lines().filter_map(package).collect())
}

fn component(package: &Package, sums: &HashMap<(String, String), String>) -> Value {
    let Package {
        name,
        version,
        license,
    } = package;
    let purl = format!("pkg:cargo/{name}@{version}");
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "scope": "required",
    });
    if !license.is_empty() {
        component["licenses"] = json!([{ "expression": license }]);
    }
    if let Some(sum) = sums.get(&(name.clone(), version.clone())) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    component
}
