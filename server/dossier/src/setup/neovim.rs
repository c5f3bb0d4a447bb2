//! Neovim: the plugin goes into the configuration folder, where every version and every plugin
//! manager finds it, and one more file turns it on. `init.lua` is left alone.

use camino::Utf8PathBuf;

use super::folders::Folders;
use super::own_files::{self, OwnFile, Wanted};
use super::plan::Plan;
use crate::cli::Editor;
use crate::selection::Problem;

macro_rules! plugin {
    ($($path:literal),* $(,)?) => {
        [$(($path, editor_file!(concat!("neovim/", $path)))),*]
    };
}

/// The plugin, without its README. A test holds the list against the folder.
const PLUGIN: [OwnFile; 7] = plugin![
    "doc/dossier.txt",
    "ftdetect/dossier.lua",
    "lsp/dossier.lua",
    "lua/dossier/health.lua",
    "lua/dossier/init.lua",
    "plugin/dossier.lua",
    "syntax/dossier_front_matter.vim",
];

/// What turns it on, after the user's own settings for it were read.
const START: OwnFile = (
    "after/plugin/dossier.lua",
    "-- Written by `dossier setup neovim`; `dossier setup neovim --undo` takes it away.\n\
     require('dossier').setup()\n",
);

fn own(folders: &Folders) -> Vec<(Utf8PathBuf, String)> {
    let folder = folders.neovim();
    let files = PLUGIN.into_iter().chain([START]);
    files
        .map(|(path, content)| (folder.join(path), content.to_owned()))
        .collect()
}

/// What is missing.
pub(super) fn plan(folders: &Folders) -> Result<Plan, Problem> {
    let wanted = |_: &_| {
        Ok(Wanted {
            own: own(folders),
            shared: Vec::new(),
        })
    };
    let plan = own_files::plan(Editor::Neovim, folders, wanted)?;
    Ok(Plan {
        afterwards: "Neovim is set up. Open an agent file; `:checkhealth dossier` says more."
            .to_owned(),
        ..plan
    })
}

/// What takes that back.
pub(super) fn plan_of_undoing(folders: &Folders) -> Result<Plan, Problem> {
    let plan = own_files::plan_of_undoing(Editor::Neovim, folders, &own(folders), |_| None)?;
    Ok(Plan {
        afterwards: "Neovim is as it was.".to_owned(),
        ..plan
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::setup::testing::files_under;

    #[test]
    fn every_file_of_the_plugin_is_written() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editors/neovim");
        let there = files_under(&folder);
        let written = PLUGIN.iter().map(|(path, _)| (*path).to_owned());
        let written: BTreeSet<String> = written.chain(["README.md".to_owned()]).collect();
        assert_eq!(there, written);
    }
}
