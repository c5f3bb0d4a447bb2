//! `textDocument/documentColor`, `textDocument/colorPresentation`

use dossier_dialect::Rgb;
use dossier_workspace::Snapshot;
use tower_lsp_server::ls_types::{
    Color, ColorInformation, ColorPresentation, ColorPresentationParams, DocumentColorParams,
    TextEdit,
};

use super::{ranges, source_at, sources, span};
use crate::lsp::shared::Shared;

/// `textDocument/documentColor`
pub(in crate::lsp) fn document_color(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &DocumentColorParams,
) -> Vec<ColorInformation> {
    let sources = sources(snapshot, &params.text_document.uri);
    let told = sources.iter().flat_map(|source| {
        let ranges = ranges(shared, source);
        let found = dossier_ide::colors(snapshot, source.id).into_iter();
        found.map(move |it| ColorInformation {
            range: ranges.range(it.span),
            color: told(it.rgb),
        })
    });
    told.collect()
}

/// `textDocument/colorPresentation`
pub(in crate::lsp) fn color_presentation(
    shared: &Shared,
    snapshot: &Snapshot,
    params: &ColorPresentationParams,
) -> Vec<ColorPresentation> {
    let uri = &params.text_document.uri;
    let Some((source, _)) = source_at(shared, snapshot, uri, params.range.start) else {
        return Vec::new();
    };
    let at = span(shared, &source, params.range);
    let ranges = ranges(shared, &source);
    let ways = dossier_ide::color_presentations(snapshot, source.id, at, meant(params.color));
    let told = ways.into_iter().map(|way| ColorPresentation {
        label: way.label,
        text_edit: Some(TextEdit::new(ranges.range(way.span), way.text)),
        additional_text_edits: None,
    });
    told.collect()
}

fn told(Rgb([red, green, blue]): Rgb) -> Color {
    let part = |part: u8| f32::from(part) / 255.0;
    Color {
        red: part(red),
        green: part(green),
        blue: part(blue),
        alpha: 1.0,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 255"
)]
fn meant(color: Color) -> Rgb {
    let part = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u8;
    Rgb([color.red, color.green, color.blue].map(part))
}
