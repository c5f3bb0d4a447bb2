//! Where a file is, as the user knows it.

use camino::Utf8Path;
use dossier_workspace::{Snapshot, slashed};

/// A path from the folder that is open in the editor, behind that folder's name where several are;
/// from the user's own folder; or as a whole. With forward slashes.
pub(crate) fn from_root(snapshot: &Snapshot, path: &Utf8Path) -> String {
    let own = snapshot.places().home().folder();
    below_root(snapshot, path).unwrap_or_else(|| {
        match own.and_then(|own| path.strip_prefix(own).ok()) {
            Some(below) => format!("~/{}", slashed(below)),
            None => slashed(path),
        }
    })
}

/// The same for a path below such a folder; `None` for another.
pub(crate) fn below_root(snapshot: &Snapshot, path: &Utf8Path) -> Option<String> {
    let roots = snapshot.configuration().roots();
    let around = roots.iter().filter(|root| path.starts_with(root));
    let root = around.max_by_key(|root| root.as_str().len())?;
    let name = root.file_name().unwrap_or(root.as_str());
    let below = path.strip_prefix(root).map(slashed).unwrap_or_default();
    Some(match (below.is_empty(), roots.len()) {
        (true, _) => name.to_owned(),
        (false, 1) => below,
        (false, _) => format!("{name}/{below}"),
    })
}

#[cfg(test)]
mod tests {
    use dossier_workspace::Settings;
    use dossier_workspace::fixture::Fixture;

    use super::*;

    fn shown(roots: &[&str], path: &str) -> String {
        let mut fixture = Fixture::parse("//- /w/CLAUDE.md\n");
        let roots = roots.iter().map(|it| (*it).into()).collect();
        fixture.world.set_settings(Settings::default(), roots);
        from_root(&fixture.world.snapshot(), Utf8Path::new(path))
    }

    #[test]
    fn a_path_starts_where_the_user_does() {
        assert_eq!(
            shown(&["/w"], "/w/.claude/agents/a.md"),
            ".claude/agents/a.md"
        );
        assert_eq!(shown(&["/w"], "/w"), "w");
        assert_eq!(shown(&["/w", "/x"], "/x/a.md"), "x/a.md");
        assert_eq!(shown(&["/w", "/w/in"], "/w/in/a.md"), "in/a.md");
        assert_eq!(shown(&["/w"], "/home/me/.claude/a.md"), "~/.claude/a.md");
        assert_eq!(shown(&["/w"], "/x/a.md"), "/x/a.md");
    }
}
