//! Tools that a program keeps from its subagents.

use dossier_dialect::{FileKind, Tool};
use dossier_syntax::FrontMatter;

/// True if a file of `kind` with that front matter never gets `tool` while it runs as a subagent,
/// whether it lists it or not.
pub(crate) fn is_withheld(tool: &Tool, kind: FileKind, front_matter: Option<&FrontMatter>) -> bool {
    let asked_for = tool.subagents_with.as_ref().is_some_and(|with| {
        let said = front_matter.and_then(|it| it.text_of(&with.field));
        said == Some(with.value.as_str())
    });
    kind == FileKind::Agent && tool.kept_from_subagents && !asked_for
}
