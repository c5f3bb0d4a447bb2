//! Headings as links see them: which one is meant, who leads to it, and what else changes with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use camino::Utf8PathBuf;
use dossier_syntax::{Anchor, Anchors, Mention, Span};
use dossier_workspace::{FileId, Page, Snapshot};

use crate::references::Reference;
use crate::rename::{Edit, Rename, RenameError};

/// A heading of some file.
pub(crate) struct HeadingOf {
    path: Utf8PathBuf,
    page: Arc<Page>,
    number: usize,
    /// Where it is spoken of: what stands there, in bytes.
    pub(crate) here: Span,
}

/// A link to a heading.
pub(crate) struct LinkTo<'a> {
    pub(crate) file: FileId,
    /// What stands behind its `#`, in bytes.
    pub(crate) fragment: Span,
    mention: Mention<'a>,
}

impl HeadingOf {
    /// The heading that a link at the byte `offset` of a file leads to, or that stands there
    /// itself, unless something else is named in it.
    pub(crate) fn at(snapshot: &Snapshot, file: FileId, offset: usize) -> Option<Self> {
        let facts = snapshot.index().file(file).said()?;
        for mention in facts.mentions_at(offset) {
            let Some(target) = snapshot.resolve(file, &mention).into_iter().next() else {
                continue;
            };
            let fragment = target.fragment.as_deref()?;
            let (path, _) = target.location(snapshot)?;
            let page = snapshot.page(&path)?;
            let number = page.anchors.heading(fragment)?;
            let here = fragment_span(snapshot, file, &mention).unwrap_or(mention.span);
            return Some(Self {
                path,
                page,
                number,
                here,
            });
        }
        let path = snapshot.index().file(file).path.to_path_buf();
        let page = snapshot.page(&path)?;
        let headings = page.anchors.headings();
        let number = headings.iter().position(|it| it.span.touches(offset))?;
        let here = headings[number].text;
        Some(Self {
            path,
            page,
            number,
            here,
        })
    }

    fn heading(&self) -> &Anchor {
        &self.page.anchors.headings()[self.number]
    }

    /// Its text as it is written.
    pub(crate) fn written(&self) -> &str {
        self.heading().text.of(&self.page.text)
    }

    /// The links to it, and the heading itself if that is asked for and its file has been seen; in
    /// the order of their paths.
    pub(crate) fn references(&self, snapshot: &Snapshot, with_definition: bool) -> Vec<Reference> {
        let index = snapshot.index();
        let leads_here = |anchors: &Anchors, fragment: &str| anchors.heading(fragment);
        let links = self.links(snapshot, leads_here).into_iter();
        let mut found: Vec<Reference> = links
            .filter(|(_, number)| *number == self.number)
            .map(|(link, _)| Reference {
                file: link.file,
                span: link.mention.span,
                definition: false,
            })
            .collect();
        let own = index.find(&self.path).filter(|_| with_definition);
        found.extend(own.map(|file| Reference {
            file,
            span: self.heading().span,
            definition: true,
        }));
        found.sort_by_cached_key(|it| (index.file(it.file).path.clone(), it.span));
        found
    }

    /// The links into its file, each with the number of the heading that `find` says it leads to.
    fn links<'a>(
        &self,
        snapshot: &'a Snapshot,
        find: impl Fn(&Anchors, &str) -> Option<usize>,
    ) -> Vec<(LinkTo<'a>, usize)> {
        let index = snapshot.index();
        let mut files: BTreeSet<FileId> =
            index.mentioning_path(&self.path).iter().copied().collect();
        files.extend(index.find(&self.path));
        let mut found = Vec::new();
        for file in files {
            let mentions = index.file(file).mentions();
            let mentions = mentions.filter(|mention| !mention.fenced);
            for mention in mentions {
                let Some(number) = mention
                    .fragment()
                    .and_then(|fragment| find(&self.page.anchors, fragment))
                else {
                    continue;
                };
                let targets = snapshot.resolve(file, &mention);
                let target = targets.first().and_then(|it| it.location(snapshot));
                if target.is_some_and(|(path, _)| path == self.path)
                    && let Some(fragment) = fragment_span(snapshot, file, &mention)
                {
                    let link = LinkTo {
                        file,
                        fragment,
                        mention,
                    };
                    found.push((link, number));
                }
            }
        }
        found
    }

    /// Gives it another text. The links that are called after it or after a heading whose number
    /// changes by that follow.
    ///
    /// # Errors
    /// Where its file was not seen yet, or the text is none that a heading can have.
    pub(crate) fn rename(&self, snapshot: &Snapshot, new: &str) -> Result<Rename, RenameError> {
        let index = snapshot.index();
        let file = index.find(&self.path).ok_or(RenameError::NothingHere)?;
        let after = self.after(new).ok_or_else(|| RenameError::Invalid {
            name: new.to_owned(),
            reason: "A heading has a text, on one line.".to_owned(),
        })?;
        let links = self.links(snapshot, Anchors::heading_by_slug);
        let mut edits: Vec<Edit> = links
            .into_iter()
            .filter(|(_, number)| {
                after.headings()[*number].slug != self.page.anchors.headings()[*number].slug
            })
            .map(|(link, number)| Edit {
                file: link.file,
                span: link.fragment,
                text: written_like(link.mention.name, &after.headings()[number].slug),
                confirm: false,
                of_twin: false,
            })
            .collect();
        edits.push(Edit {
            file,
            span: self.heading().text,
            text: new.to_owned(),
            confirm: false,
            of_twin: false,
        });
        edits.sort_by_cached_key(|edit| (index.file(edit.file).path.clone(), edit.span));
        Ok(Rename {
            edits,
            moves: Vec::new(),
        })
    }

    /// What links lead to once its text is `new`; `None` if it is no heading then.
    fn after(&self, new: &str) -> Option<Anchors> {
        let (text, body, old) = (&self.page.text, self.page.body, self.heading().text);
        if new.trim() != new || new.is_empty() || new.contains(['\n', '\r']) || old.is_empty() {
            return None;
        }
        let changed = [&text[..old.range().start], new, &text[old.range().end..]].concat();
        let end = body.range().end + new.len() - old.len();
        let after = Anchors::new(&changed, Span::new(body.range().start, end));
        let is_kept = after.headings().len() == self.page.anchors.headings().len()
            && after.headings()[self.number].text.of(&changed) == new;
        is_kept.then_some(after)
    }
}

/// Where the part of a link behind its `#` stands. `None` for the text that a link shows.
pub(crate) fn fragment_span(snapshot: &Snapshot, file: FileId, mention: &Mention) -> Option<Span> {
    let fragment = mention.fragment()?;
    let source = snapshot.readable(file)?;
    let end = mention.span.range().end;
    (mention.span.of(&source.text) == mention.name).then(|| Span::new(end - fragment.len(), end))
}

/// A slug with its letters as codes, if the link that it is for has some.
fn written_like(link: &str, slug: &str) -> String {
    let mut written = String::new();
    for c in slug.chars() {
        if c.is_ascii() || !link.contains('%') {
            written.push(c);
        } else {
            let mut buffer = [0; 4];
            let bytes = c.encode_utf8(&mut buffer).bytes();
            written.extend(bytes.map(|byte| format!("%{byte:02X}")));
        }
    }
    written
}

#[cfg(test)]
mod tests;
