//! `dossier tour`: the server at work, seen from a terminal.

mod client;
mod sample;
mod show;
mod sights;

use std::process::ExitCode;

use camino::Utf8PathBuf;
use dossier_workspace::real_path;

use crate::cli::TourOptions;
use crate::shown::complain;
use client::{Client, ClientError};
use show::Show;
use sights::Sights;

/// Starts the real server as a child process, acts as an editor would, and shows what comes back.
pub(crate) fn run(options: &TourOptions) -> ExitCode {
    match tour(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            complain(&format!("dossier: {problem}"));
            ExitCode::FAILURE
        }
    }
}

fn tour(options: &TourOptions) -> Result<(), ClientError> {
    // The sample is written to a folder of its own, which goes when the tour ends.
    let sample;
    let folder: Utf8PathBuf = match &options.folder {
        Some(folder) => {
            real_path(folder).map_err(|_| ClientError::new(format!("{folder}: no such folder")))?
        }
        None => {
            sample = sample::Sample::write()?;
            sample.folder().to_owned()
        }
    };
    let sights = Sights::find(&folder)?;
    let mut show = Show::new(&folder);
    let mut client = Client::start(&folder)?;
    show.opening(&sights, client.server())?;
    if let Some(place) = &sights.tools {
        client.open(&place.path, &place.edited)?;
        show.completion(
            place,
            &client.completion(&place.path, &place.edited, place.offset)?,
        )?;
    }
    if let Some(place) = &sights.skill {
        client.open(&place.path, &place.text)?;
        show.hover(
            place,
            &client.hover(&place.path, &place.text, place.span.range().start)?,
        )?;
    }
    if let Some(place) = &sights.prose {
        client.open(&place.path, &place.text)?;
        let offset = place.span.range().start;
        show.definition(place, &client.definition(&place.path, &place.text, offset)?)?;
    }
    if let Some(copy) = &sights.broken {
        client.open(&copy.path, &copy.text)?;
        show.diagnostics(copy, &client.diagnostics(&copy.path, &copy.text)?)?;
    }
    client.stop()?;
    show.closing(&sights)
}
