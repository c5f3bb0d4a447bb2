//! `dossier/picture`, `dossier/picturePage`, and the command that shows the picture in a browser.

use std::io::Write as _;

use camino::Utf8PathBuf;
use dossier_ide::{Picture, PictureOptions, drawing, picture as picture_of};
use dossier_workspace::Snapshot;
use serde_json::{Value, json};
use tower_lsp_server::jsonrpc::{Error, Result};

use crate::graph::html;

/// The command that shows the picture in a browser.
pub(in crate::lsp) const OPEN: &str = "dossier.openPicture";

/// `dossier/picture`: what is drawn of everything that is known, and what its page knows of it.
pub(in crate::lsp) fn picture(snapshot: &Snapshot) -> Value {
    let picture = whole(snapshot);
    json!({
        "svg": drawing::drawing(&picture),
        "team": drawing::team(snapshot, &picture, None),
    })
}

/// `dossier/picturePage`: the page that shows it, in parts, for an editor that has pages.
pub(in crate::lsp) fn page() -> Value {
    json!({"body": drawing::body(""), "style": drawing::STYLE, "script": drawing::SCRIPT})
}

/// Writes the page into a file of its own in the system's temporary folder, which cleans it away.
///
/// # Errors
/// What the client is told where that can't be written to.
pub(in crate::lsp) fn write_page(snapshot: &Snapshot) -> Result<Utf8PathBuf> {
    let written = || {
        let mut file = tempfile::Builder::new()
            .prefix("dossier-team-")
            .suffix(".html")
            .tempfile()?;
        let page = html::page(snapshot, &whole(snapshot), None);
        file.write_all(page.as_bytes())?;
        let (_, path) = file.keep()?;
        Ok::<_, std::io::Error>(path)
    };
    let failed = |why: &str| {
        let mut error = Error::internal_error();
        error.message = format!("the picture can't be written: {why}").into();
        error
    };
    let path = written().map_err(|error| failed(&error.to_string()))?;
    Utf8PathBuf::from_path_buf(path).map_err(|_| failed("the temporary folder is not UTF-8"))
}

fn whole(snapshot: &Snapshot) -> Picture {
    picture_of(snapshot, |_| true, PictureOptions { sentences: true })
}
