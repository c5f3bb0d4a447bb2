//! `dossier init`: a `dossier.toml` that fits the repository, and what checks it elsewhere.

mod text;

use std::io::Write as _;
use std::process::ExitCode;

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::CONFIG_FILE;

use crate::check::base::Base;
use crate::cli::{CiService, InitOptions};
use crate::selection::{Problem, Selection, finished, team_folder};
use crate::shown::{self, Form};
use crate::write;

/// Where pre-commit looks.
const PRE_COMMIT: &str = ".pre-commit-config.yaml";

/// Writes the files, or says what to add where one is there already.
pub(crate) fn run(options: &InitOptions) -> ExitCode {
    finished(init(options))
}

fn init(options: &InitOptions) -> Result<ExitCode, Problem> {
    let folder = team_folder()?;
    let selection = Selection::read(std::slice::from_ref(&folder))?;
    let mut files = vec![(
        CONFIG_FILE,
        text::configuration(&known_programs(&selection)),
    )];
    if options.pre_commit {
        files.push((PRE_COMMIT, text::PRE_COMMIT.to_owned()));
    }
    files.extend(options.ci.iter().map(|service| match service {
        CiService::Github => (".github/workflows/dossier.yml", text::GITHUB.to_owned()),
        CiService::Gitlab => (".gitlab-ci.yml", text::GITLAB.to_owned()),
    }));
    for (path, text) in files {
        place(&folder, path, &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The ids and titles of the programs that the repository has files of, and whose fields are known.
fn known_programs(selection: &Selection) -> Vec<(String, String)> {
    let programs = selection.programs(None).into_iter();
    let known = programs.filter(|dialect| dialect.knows_fields());
    known
        .map(|it| (it.id().to_owned(), it.title().to_owned()))
        .collect()
}

/// Makes a file, or shows what belongs into the one that is there.
fn place(folder: &Utf8Path, name: &str, text: &str) -> Result<(), Problem> {
    let path: Utf8PathBuf = folder.join(name);
    let shown = Base::current().shown(&path);
    let mut out = shown::stdout(Form::Words);
    let printed = if path.symlink_metadata().is_ok() {
        match name == CONFIG_FILE {
            true => writeln!(out, "{shown} is there already, and stays as it is."),
            false => writeln!(out, "{shown} is there already. Add to it:\n")
                .and_then(|()| out.write_all(text.as_bytes())),
        }
    } else {
        write::create(&path, text).map_err(|error| Problem::File(path.clone(), error))?;
        writeln!(out, "{shown} was written.")
    };
    printed.and_then(|()| out.flush()).map_err(Problem::Output)
}
