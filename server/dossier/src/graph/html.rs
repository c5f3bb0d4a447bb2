//! A picture as a page that needs nothing else: with its script, its style and its data.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use camino::Utf8Path;
use dossier_ide::Picture;
use dossier_ide::drawing::{SCRIPT, STYLE, body, drawing, team};
use dossier_workspace::Snapshot;
use sha2::{Digest as _, Sha256};

/// The page: one file that loads nothing and runs nothing but its own script.
pub(crate) fn page(snapshot: &Snapshot, picture: &Picture, here: Option<&Utf8Path>) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let team = team(snapshot, picture, here).to_string();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Team</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}\n\
         <script type=\"application/json\" id=\"data\">{}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        hash(STYLE),
        hash(SCRIPT),
        body(&drawing(picture)),
        // Inside a script nothing but its end means anything; in JSON this is the same text.
        team.replace('<', "\\u003c"),
    )
}
