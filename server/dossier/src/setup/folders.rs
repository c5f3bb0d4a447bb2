//! Where editors look for their configuration.

use camino::{Utf8Path, Utf8PathBuf};
use dossier_workspace::real_path;
use etcetera::BaseStrategy as _;

use crate::selection::Problem;

/// The folders of the user.
pub(crate) struct Folders {
    config: Utf8PathBuf,
    local_config: Utf8PathBuf,
    state: Utf8PathBuf,
    claude: Option<Utf8PathBuf>,
}

impl Folders {
    /// Those of whoever runs this.
    pub(crate) fn of_user() -> Result<Self, Problem> {
        let strategy =
            etcetera::choose_base_strategy().map_err(|_| Problem::Request(NO_HOME.to_owned()))?;
        let config = utf8(strategy.config_dir())?;
        let state = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
        // Neovim's is the local one on Windows, the one for caches, unless XDG_CONFIG_HOME says
        // otherwise there too. Source: Neovim documentation, starting, 0.12.
        let local_config = match (cfg!(windows), std::env::var("XDG_CONFIG_HOME")) {
            (false, _) => config.clone(),
            (true, Ok(chosen)) if !chosen.is_empty() => Utf8PathBuf::from(chosen),
            (true, _) => utf8(strategy.cache_dir())?,
        };
        Ok(Self {
            config,
            local_config,
            state: utf8(state)?,
            claude: claude_code(),
        })
    }

    /// Neovim's. Source: Neovim documentation, starting, `NVIM_APPNAME`, 0.12.
    pub(super) fn neovim(&self) -> Utf8PathBuf {
        let name = std::env::var("NVIM_APPNAME").ok();
        let name = name.filter(|name| !name.is_empty());
        self.local_config.join(name.as_deref().unwrap_or("nvim"))
    }

    /// Helix's. Source: Helix documentation, configuration, 25.07.
    pub(super) fn helix(&self) -> Utf8PathBuf {
        self.config.join("helix")
    }

    /// Claude Code's.
    pub(super) fn claude_code(&self) -> Option<&Utf8Path> {
        self.claude.as_deref()
    }

    /// Where it is written down what was changed.
    pub(super) fn records(&self) -> Utf8PathBuf {
        self.state.join("dossier/setup")
    }
}

const NO_HOME: &str = "the home folder can't be found: set HOME to its path";

/// The path as we take it: whole, and text.
fn utf8(path: std::path::PathBuf) -> Result<Utf8PathBuf, Problem> {
    if !path.is_absolute() {
        return Err(Problem::Request(NO_HOME.to_owned()));
    }
    Utf8PathBuf::from_path_buf(path)
        .map_err(|path| Problem::Request(format!("{}: the path is not UTF-8", path.display())))
}

/// Claude Code's folder, where `CLAUDE_CONFIG_DIR` may have moved it.
/// Source: Claude Code documentation, settings, 2026-10-08.
fn claude_code() -> Option<Utf8PathBuf> {
    let moved = std::env::var("CLAUDE_CONFIG_DIR").ok();
    let folder = match moved.filter(|path| !path.is_empty()) {
        Some(folder) => Utf8PathBuf::from(folder),
        None => crate::start::home_folder()?.join(".claude"),
    };
    Some(real_path(&folder).unwrap_or(folder))
}
