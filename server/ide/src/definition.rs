//! Go to definition.

use camino::Utf8PathBuf;
use dossier_syntax::Span;
use dossier_workspace::{FileId, Snapshot, TargetFile};

/// A way from a mention to what it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The mention.
    pub origin: Span,
    /// The file it leads to.
    pub path: Utf8PathBuf,
    /// What to select there, in bytes.
    pub target: Span,
}

/// What the mention at the byte `offset` of a file names, the nearest first. Empty where there
/// is no mention.
pub fn definition(snapshot: &Snapshot, file: FileId, offset: usize) -> Vec<Link> {
    let Some(source) = snapshot.source(file) else { return Vec::new() };
    for mention in source.facts.mentions_at(offset) {
        let links: Vec<Link> = snapshot
            .resolve(file, mention)
            .into_iter()
            .map(|target| {
                let path = match target.file {
                    TargetFile::Indexed(id) => snapshot.index().file(id).path.clone(),
                    TargetFile::Other(path) => path,
                };
                Link { origin: mention.span, path, target: target.span }
            })
            .collect();
        if !links.is_empty() {
            return links;
        }
    }
    Vec::new()
}
