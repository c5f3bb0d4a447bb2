//! The documentation as a site: the repository's own pages, by mdBook.

mod built;
mod commands;
mod llms;
mod pages;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::run::{at, build, root, succeed, target_folder};

/// Where to make it.
#[derive(Args)]
pub(crate) struct Options {
    /// The folder of the finished site.
    #[arg(long, value_name = "FOLDER", default_value = "target/site/book")]
    out: PathBuf,
}

/// Makes the site, and looks whether each link in it leads somewhere.
///
/// # Errors
/// A link that leads nowhere, or mdBook is missing or fails.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let root = root();
    fs::create_dir_all(&options.out).map_err(at(&options.out))?;
    let out = dunce::canonicalize(&options.out).map_err(at(&options.out))?;
    let book = target_folder(&root).join("site");
    let staged = book.join("pages");
    if staged.exists() {
        fs::remove_dir_all(&staged).map_err(at(&staged))?;
    }
    build(&root, &["--package", "dossier-ls"])?;
    let help = commands::page(&target_folder(&root))?;
    let pages = pages::collect(&root, &help)?;
    pages::write(&root, &pages, &staged)?;
    for file in ["book.toml", "site.css"] {
        let from = root.join("site").join(file);
        fs::copy(&from, book.join(file)).map_err(at(&from))?;
    }
    mdbook(&book, &out)?;
    llms::write(&pages, &out)?;
    built::check(&out)?;
    println!("{}", out.join("index.html").display());
    Ok(())
}

fn mdbook(book: &Path, out: &Path) -> Result<(), String> {
    let program = which::which("mdbook")
        .map_err(|_| "mdbook is not there: `cargo install mdbook --locked` brings it".to_owned())?;
    succeed(
        Command::new(program)
            .arg("build")
            .arg("--dest-dir")
            .arg(out)
            .arg(book),
    )
}
