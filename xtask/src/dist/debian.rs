//! A package for Debian and systems made of it, built by their own `dpkg-deb`.
//! Source: Debian Policy 4.7, 2026-11.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::c_library;
use super::member::{Member, gzip, lay_out};
use super::release::{NAME, REPOSITORY, Release, VERSION};
use crate::run::{at, succeed};

/// Where each shell looks for scripts.
const SHELLS: [(&str, &str); 3] = [
    ("bash", "usr/share/bash-completion/completions/dossier"),
    ("zsh", "usr/share/zsh/vendor-completions/_dossier"),
    ("fish", "usr/share/fish/vendor_completions.d/dossier.fish"),
];

/// Packs it; `None` for other systems.
pub(super) fn pack(release: &Release, out: &Path) -> Result<Option<PathBuf>, String> {
    let Some(processor) = release.platform.debian else {
        return Ok(None);
    };
    let failed = |error: std::io::Error| error.to_string();
    let folder = tempfile::tempdir().map_err(failed)?;
    let mut members = vec![release.program("usr/bin/")];
    let documents = format!("usr/share/doc/{NAME}");
    for (name, page) in &release.manual {
        let path = format!("usr/share/man/man1/{name}.gz");
        members.push(Member::text(path, gzip(page).map_err(failed)?));
    }
    for (shell, script) in &release.completions {
        if let Some((_, path)) = SHELLS.iter().find(|(name, _)| name == shell) {
            members.push(Member::text(*path, script.clone()));
        }
    }
    for (name, text) in &release.papers {
        match *name {
            "LICENSE-MIT" => {
                let path = format!("{documents}/copyright");
                members.push(Member::text(path, copyright(text)));
            }
            "CHANGELOG.md" => {
                let path = format!("{documents}/changelog.gz");
                members.push(Member::text(path, gzip(text).map_err(failed)?));
            }
            _ => {}
        }
    }
    let size: usize = members.iter().map(|it| it.bytes.len()).sum();
    members.push(Member::text(
        "DEBIAN/control",
        control(release, processor, size),
    ));
    lay_out(folder.path(), &members).map_err(at(folder.path()))?;

    let library = match c_library::needed(&release.binary) {
        Some(_) => "",
        None => "-static",
    };
    let path = out.join(format!("{NAME}_{VERSION}{library}_{processor}.deb"));
    let mut command = Command::new("dpkg-deb");
    command.args(["--root-owner-group", "-Zxz", "--build"]);
    succeed(command.arg(folder.path()).arg(&path))?;
    Ok(Some(path))
}

fn control(release: &Release, processor: &str, size: usize) -> String {
    let depends = c_library::needed(&release.binary);
    let depends = depends.map_or_else(String::new, |(major, minor)| {
        format!("Depends: libc6 (>= {major}.{minor}), libgcc-s1\n")
    });
    let kilobytes = size.div_ceil(1024);
    format!(
        "Package: {NAME}\nVersion: {VERSION}\nArchitecture: {processor}\n\
         Maintainer: The developers of Dossier <{REPOSITORY}>\nInstalled-Size: {kilobytes}\n\
         {depends}Section: devel\nPriority: optional\nHomepage: {REPOSITORY}\n\
         Description: {}\n \
         Completion, hover, definition, references, rename and diagnostics for files that\n \
         define AI agents, skills and commands in Markdown, in editors and in CI.\n",
        release.description.to_lowercase()
    )
}

/// In the form of Debian's copyright files 1.0.
fn copyright(mit: &[u8]) -> String {
    let text = String::from_utf8_lossy(mit);
    let (holder, text) = text.split_once("\n\n").unwrap_or(("", &text));
    let holder = holder.lines().last().unwrap_or_default();
    let indented = text.trim().lines().map(|line| match line.is_empty() {
        true => " .\n".to_owned(),
        false => format!(" {line}\n"),
    });
    format!(
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\
         Source: {REPOSITORY}\n\nFiles: *\nCopyright: {holder}\nLicense: Expat or Apache-2.0\n\n\
         License: Expat\n{}\n\
         License: Apache-2.0\n On Debian systems, see /usr/share/common-licenses/Apache-2.0.\n",
        indented.collect::<String>()
    )
}
