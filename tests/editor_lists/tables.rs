//! What the tables say, as editors need it.

use std::path::Path;

use dossier_dialect::Dialects;

/// The tables.
pub(crate) fn dialects() -> Dialects {
    Dialects::builtin().expect("the tables are tested elsewhere")
}

/// A file of the repository.
pub(crate) fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path);
    std::fs::read_to_string(&path).expect("the file is there")
}
