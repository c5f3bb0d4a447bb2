//! The tokens that clients were told last, so that they can be told only what changed.

use camino::{Utf8Path, Utf8PathBuf};
use tower_lsp_server::ls_types::{SemanticToken, SemanticTokensEdit};

/// How many documents are remembered.
const MOST: usize = 32;

/// How many numbers of the protocol a token takes.
const NUMBERS: u32 = 5;

/// The tokens of some documents, as they were told last.
#[derive(Debug, Default)]
pub(super) struct TokenCache {
    /// The one that was told last comes last.
    told: Vec<Told>,
    results: u64,
}

#[derive(Debug)]
struct Told {
    path: Utf8PathBuf,
    result_id: String,
    tokens: Vec<SemanticToken>,
}

impl TokenCache {
    /// Remembers what a client is told, and returns the name that it will call it by.
    pub(super) fn keep(&mut self, path: &Utf8Path, tokens: &[SemanticToken]) -> String {
        self.forget(path);
        if self.told.len() >= MOST {
            self.told.remove(0);
        }
        self.results += 1;
        let result_id = self.results.to_string();
        self.told.push(Told {
            path: path.to_owned(),
            result_id: result_id.clone(),
            tokens: tokens.to_owned(),
        });
        result_id
    }

    /// What makes `now` of the result of that name; `None` if that is not remembered.
    pub(super) fn edits_since(
        &self,
        path: &Utf8Path,
        result_id: &str,
        now: &[SemanticToken],
    ) -> Option<Vec<SemanticTokensEdit>> {
        let mut told = self.told.iter();
        let told = told.find(|told| told.path == path && told.result_id == result_id)?;
        Some(edits(&told.tokens, now))
    }

    /// Forgets a document.
    pub(super) fn forget(&mut self, path: &Utf8Path) {
        self.told.retain(|told| told.path != path);
    }
}

/// At most one edit: everything between what is equal at the start and at the end.
fn edits(before: &[SemanticToken], now: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let same = |pair: &(&SemanticToken, &SemanticToken)| pair.0 == pair.1;
    let start = before.iter().zip(now).take_while(same).count();
    let (before, now) = (&before[start..], &now[start..]);
    let pairs = before.iter().rev().zip(now.iter().rev());
    let end = pairs.take_while(same).count();
    let (gone, came) = (&before[..before.len() - end], &now[..now.len() - end]);
    if gone.is_empty() && came.is_empty() {
        return Vec::new();
    }
    // No document has as many tokens as would not fit.
    vec![SemanticTokensEdit {
        start: start as u32 * NUMBERS,
        delete_count: gone.len() as u32 * NUMBERS,
        data: Some(came.to_owned()),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(lengths: &[u32]) -> Vec<SemanticToken> {
        let token = |&length| SemanticToken {
            length,
            ..SemanticToken::default()
        };
        lengths.iter().map(token).collect()
    }

    #[test]
    fn an_edit_makes_the_new_tokens_of_the_old_ones() {
        for (before, now) in [
            (&[1, 2, 3][..], &[1, 9, 3][..]),
            (&[], &[1, 2]),
            (&[1, 2], &[]),
            (&[1, 1, 1], &[1, 1]),
            (&[1, 2], &[1, 2]),
            (&[1, 2, 3], &[0, 1, 2, 3, 4]),
        ] {
            let mut made = tokens(before);
            for edit in edits(&made.clone(), &tokens(now)) {
                let start = (edit.start / NUMBERS) as usize;
                let end = start + (edit.delete_count / NUMBERS) as usize;
                made.splice(start..end, edit.data.unwrap());
            }
            assert_eq!(made, tokens(now));
        }
    }

    #[test]
    fn only_the_last_result_of_a_document_is_remembered() {
        let mut cache = TokenCache::default();
        let path = Utf8Path::new("/a.md");
        let first = cache.keep(path, &tokens(&[1]));
        let second = cache.keep(path, &tokens(&[2]));
        assert!(cache.edits_since(path, &first, &[]).is_none());
        assert!(cache.edits_since(path, &second, &[]).is_some());
        for at in 0..100 {
            cache.keep(Utf8Path::new(&format!("/{at}.md")), &[]);
        }
        assert!(cache.edits_since(path, &second, &[]).is_none());
        assert_eq!(cache.told.len(), MOST);
    }
}
