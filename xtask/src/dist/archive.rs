//! The archive for whoever installs by hand, and for installers that fetch from releases.

use std::path::{Path, PathBuf};

use super::member::{Member, tar_gz, zip};
use super::release::Release;
use crate::run::at;

/// Packs the program with its texts, manual and completions, in a folder of the archive's name.
pub(super) fn pack(release: &Release, out: &Path) -> Result<PathBuf, String> {
    let name = format!("dossier-{}", release.triple);
    let folder = format!("{name}/");
    let mut members = vec![release.program(&folder)];
    members.extend(release.papers(&folder));
    for (shell, script) in &release.completions {
        let file = match *shell {
            "bash" => "dossier.bash",
            "zsh" => "_dossier",
            "fish" => "dossier.fish",
            _ => "_dossier.ps1",
        };
        let path = format!("{folder}completions/{file}");
        members.push(Member::text(path, script.clone()));
    }
    for (page, text) in &release.manual {
        members.push(Member::text(format!("{folder}man/{page}"), text.clone()));
    }
    if release.platform.is_windows() {
        let path = out.join(format!("{name}.zip"));
        zip(&path, &members).map_err(at(&path))?;
        return Ok(path);
    }
    let path = out.join(format!("{name}.tar.gz"));
    tar_gz(&path, &members).map_err(at(&path))?;
    Ok(path)
}
