//! A wheel for PyPI, which puts the program among those of a Python environment.
//! Source: PyPA specifications, binary distribution format and core metadata 2.4, 2026-11.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::c_library;
use super::member::{Member, zip};
use super::platform::Wheel;
use super::release::{LICENSE, NAME, REPOSITORY, Release, VERSION};
use crate::run::at;

/// Packs the wheel.
pub(super) fn pack(release: &Release, out: &Path) -> Result<PathBuf, String> {
    let tags = tags(release);
    let name = NAME.replace('-', "_");
    let scripts = format!("{name}-{VERSION}.data/scripts/");
    let about = format!("{name}-{VERSION}.dist-info");
    let mut members = vec![release.program(&scripts)];
    let papers = release.papers("").map(|it| Member {
        path: format!("{about}/licenses/{}", it.path),
        ..it
    });
    members.extend(papers.filter(|it| it.path.contains("LICENSE")));
    members.push(Member::text(format!("{about}/METADATA"), metadata(release)));
    let wheel = tags.split('.').map(|tag| format!("Tag: py3-none-{tag}\n"));
    let wheel: String = wheel.collect();
    members.push(Member::text(
        format!("{about}/WHEEL"),
        format!("Wheel-Version: 1.0\nGenerator: dossier xtask {VERSION}\nRoot-Is-Purelib: false\n{wheel}"),
    ));
    let record = format!("{about}/RECORD");
    let lines = members.iter().map(recorded);
    let lines = format!("{}{record},,\n", lines.collect::<String>());
    members.push(Member::text(record, lines));

    let path = out.join(format!("{name}-{VERSION}-py3-none-{tags}.whl"));
    zip(&path, &members).map_err(at(&path))?;
    Ok(path)
}

/// The platforms that it runs on, in the order that file names have them.
fn tags(release: &Release) -> String {
    let processor = match release.platform.wheel {
        Wheel::Tags(tags) => return tags.to_owned(),
        Wheel::Linux(processor) => processor,
    };
    match c_library::needed(&release.binary) {
        Some((major, minor)) => format!("manylinux_{major}_{minor}_{processor}"),
        // It needs none, so that the oldest systems that pip knows tags of may have it.
        None => format!("manylinux_2_17_{processor}.musllinux_1_1_{processor}"),
    }
}

fn metadata(release: &Release) -> String {
    let readme = release.papers.iter().find(|(name, _)| *name == "README.md");
    let readme = readme.map(|(_, text)| String::from_utf8_lossy(text));
    format!(
        "Metadata-Version: 2.4\nName: {NAME}\nVersion: {VERSION}\nSummary: {}\n\
         License-Expression: {LICENSE}\nLicense-File: LICENSE-APACHE\nLicense-File: LICENSE-MIT\n\
         Project-URL: Source, {REPOSITORY}\nRequires-Python: >=3.7\n\
         Description-Content-Type: text/markdown\n\n{}",
        release.description,
        readme.unwrap_or_default()
    )
}

/// A file's line in the list of all files.
fn recorded(member: &Member) -> String {
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(&member.bytes));
    format!("{},sha256={hash},{}\n", member.path, member.bytes.len())
}
