//! Safe fixes come to an end, collide nowhere, and change nothing that they are not about.
//!
//! Which workspaces: see `teams`.

mod kept {
    pub(crate) mod rest;
}
mod teams;

use camino::Utf8Path;
use dossier_ide::{Diagnostic, Fix, apply_fixes, diagnostics};
use dossier_workspace::fixture::Fixture;
use kept::rest::check_rest;
use teams::teams;

/// More rounds than fixes can depend on one another.
const ROUNDS: usize = 5;

#[test]
fn safe_fixes_come_to_an_end_and_keep_the_rest() {
    let (mut files_fixed, mut fixes_applied) = (0, 0);
    for files in teams() {
        let mut fixture = Fixture::new(files.clone());
        for path in fixture.agent_files() {
            let before = files[&path].clone();
            let mut text = before.clone();
            let mut rounds = 0;
            loop {
                let found = findings(&fixture, &path);
                let safe = safe_fixes(&found);
                let Some(fixed) = apply_fixes(&text, safe.iter().copied()) else {
                    assert!(safe.is_empty(), "{path}: fixes that fix nothing: {safe:?}");
                    break;
                };
                rounds += 1;
                fixes_applied += safe.len();
                assert!(rounds <= ROUNDS, "{path}: there is no end to its fixes");
                text = fixed;
                fixture.world.open(&path, &text, 1);
            }
            if rounds > 0 {
                files_fixed += 1;
                check_rest(&path, &before, &text);
            }
            fixture.world.close(&path);
        }
    }
    println!("{fixes_applied} fixes in {files_fixed} files");
}

fn findings(fixture: &Fixture, path: &Utf8Path) -> Vec<Diagnostic> {
    let snapshot = fixture.world.snapshot();
    let file = snapshot.index().find(path).expect("the file is there");
    diagnostics(&snapshot, file)
}

fn safe_fixes(found: &[Diagnostic]) -> Vec<&Fix> {
    let best = found.iter().filter_map(|finding| finding.fixes.first());
    best.filter(|fix| fix.safe).collect()
}
