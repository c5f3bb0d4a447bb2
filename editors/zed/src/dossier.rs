//! Starts Dossier in Zed: the one of the settings, the one on `PATH`, or that of the newest release.

use std::fs;

use zed_extension_api::settings::LspSettings;
use zed_extension_api::{
    self as zed, Architecture, Command, DownloadedFileType, Extension, GithubReleaseOptions,
    LanguageServerId, LanguageServerInstallationStatus, Os, Result, Worktree, serde_json,
};

/// Where releases are.
const REPOSITORY: &str = "dossier-ls/dossier";
/// The program, and what makes it a language server.
const PROGRAM: &str = "dossier";
const ARGUMENTS: [&str; 1] = ["lsp"];

#[derive(Default)]
struct Dossier {
    /// The program that was downloaded or found in this session.
    downloaded: Option<String>,
}

impl Extension for Dossier {
    fn new() -> Self {
        Self::default()
    }

    fn language_server_command(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Command> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.binary;
        let (path, arguments, env) = match settings {
            Some(it) => (it.path, it.arguments, it.env),
            None => (None, None, None),
        };
        let command = match path.or_else(|| worktree.which(PROGRAM)) {
            Some(path) => path,
            None => self.download(server)?,
        };
        Ok(Command {
            command,
            args: arguments.unwrap_or_else(|| ARGUMENTS.map(str::to_owned).to_vec()),
            env: match env {
                Some(env) => env.into_iter().collect(),
                None => worktree.shell_env(),
            },
        })
    }

    fn language_server_initialization_options(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.initialization_options)
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree)?.settings;
        Ok(settings.map(|it| serde_json::json!({ PROGRAM: it })))
    }
}

impl Dossier {
    /// The program of the newest release, which is fetched unless it is there.
    fn download(&mut self, server: &LanguageServerId) -> Result<String> {
        if let Some(path) = &self.downloaded
            && is_file(path)
        {
            return Ok(path.clone());
        }
        zed::set_language_server_installation_status(
            server,
            &LanguageServerInstallationStatus::CheckingForUpdate,
        );
        let (os, processor) = zed::current_platform();
        let archive = archive(os, processor)?;
        let (suffix, kind, program) = match os {
            Os::Windows => (".zip", DownloadedFileType::Zip, "dossier.exe"),
            Os::Mac | Os::Linux => (".tar.gz", DownloadedFileType::GzipTar, PROGRAM),
        };
        let options = GithubReleaseOptions {
            require_assets: true,
            pre_release: false,
        };
        let release = match zed::latest_github_release(REPOSITORY, options) {
            Ok(release) => release,
            // Without a network, one that was fetched before does.
            Err(error) => {
                return downloaded(&archive, program).ok_or_else(|| {
                    format!("`{PROGRAM}` is not on PATH, and no release was found: {error}")
                });
            }
        };
        let file = format!("{archive}{suffix}");
        let asset = release.assets.into_iter().find(|it| it.name == file);
        let asset =
            asset.ok_or_else(|| format!("the release {} has no {file}", release.version))?;

        let folder = format!("{PROGRAM}-{}", release.version);
        let path = format!("{folder}/{archive}/{program}");
        if !is_file(&path) {
            zed::set_language_server_installation_status(
                server,
                &LanguageServerInstallationStatus::Downloading,
            );
            zed::download_file(&asset.download_url, &folder, kind)
                .map_err(|error| format!("{file}: {error}"))?;
            zed::make_file_executable(&path)?;
            forget_others(&folder);
        }
        self.downloaded = Some(path.clone());
        Ok(path)
    }
}

/// What the archive for a platform is called, and the folder in it. On Linux it is the program that
/// needs no C library.
fn archive(os: Os, processor: Architecture) -> Result<String> {
    let processor = match processor {
        Architecture::Aarch64 => "aarch64",
        Architecture::X8664 => "x86_64",
        Architecture::X86 => return Err("nothing is released for 32 bits".to_owned()),
    };
    let system = match os {
        Os::Mac => "apple-darwin",
        Os::Linux => "unknown-linux-musl",
        Os::Windows => "pc-windows-msvc",
    };
    Ok(format!("{PROGRAM}-{processor}-{system}"))
}

fn is_file(path: &str) -> bool {
    fs::metadata(path).is_ok_and(|it| it.is_file())
}

/// The program of whatever release was downloaded before.
fn downloaded(archive: &str, program: &str) -> Option<String> {
    let folders = fs::read_dir(".").into_iter().flatten().flatten();
    let names = folders.filter_map(|it| it.file_name().into_string().ok());
    let mut programs = names.map(|name| format!("{name}/{archive}/{program}"));
    programs.find(|path| is_file(path))
}

/// Deletes what earlier releases left in the extension's own folder.
fn forget_others(folder: &str) {
    for entry in fs::read_dir(".").into_iter().flatten().flatten() {
        if entry.file_name().to_str() != Some(folder) {
            _ = fs::remove_dir_all(entry.path());
        }
    }
}

zed::register_extension!(Dossier);
