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
    /// The folder of a playground that was built before, which becomes a part of the site.
    #[arg(long, value_name = "FOLDER")]
    playground: Option<PathBuf>,
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
    let mut pages = pages::collect(&root, &help)?;
    if options.playground.is_some() {
        pages::lead_to_playground(&mut pages)?;
    }
    pages::write(&root, &pages, &staged)?;
    for file in ["book.toml", "site.css"] {
        let from = root.join("site").join(file);
        fs::copy(&from, book.join(file)).map_err(at(&from))?;
    }
    mdbook(&book, &out)?;
    if let Some(playground) = &options.playground {
        copy_folder(playground, &out.join(pages::PLAYGROUND))?;
    }
    llms::write(&pages, &out)?;
    built::check(&out)?;
    println!("{}", out.join("index.html").display());
    Ok(())
}

/// Copies a folder with all that is in it.
fn copy_folder(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let (from, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .map_err(at(from))?;
        let to = to.join(name);
        if from.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            fs::copy(&from, &to).map_err(at(&from))?;
        }
    }
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
