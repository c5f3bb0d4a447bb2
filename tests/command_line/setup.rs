//! `dossier setup`, in a home folder of its own and with programs that only note what they are
//! asked for.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::{complained, dossier, printed};

/// Somebody's home folder.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("a temporary folder"));
        fs::create_dir(home.path("bin")).expect("a folder of programs");
        home
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    /// Puts a program on `PATH` that notes its arguments and then does this.
    pub(crate) fn program(&self, name: &str, then: &str) {
        let log = self.path("log");
        let text = format!(
            "#!/bin/sh\necho \"{name} $*\" >> '{}'\n{then}\n",
            log.display()
        );
        self.write(&format!("bin/{name}"), &text);
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.path(&format!("bin/{name}")), executable).expect("ours");
    }

    /// The commands that were run.
    fn commands(&self) -> Vec<String> {
        let log = fs::read_to_string(self.path("log")).unwrap_or_default();
        log.lines().map(str::to_owned).collect()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = dossier(arguments);
        command
            .env("HOME", self.0.path())
            .env("PATH", self.path("bin"))
            .env_remove("CLAUDE_CONFIG_DIR")
            .env_remove("NVIM_APPNAME")
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_STATE_HOME")
            .current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(arguments).output();
        output.expect("the program starts")
    }

    /// Runs `dossier setup`, which must end well, and returns what it prints.
    fn setup(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["setup"], arguments].concat());
        let (printed, complained) = (printed(&output), complained(&output));
        assert_eq!(output.status.code(), Some(0), "{printed}{complained}");
        printed
    }

    /// Runs `dossier setup`, which must end with this code, and returns what it complains about.
    fn refused(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(&[&["setup"], arguments].concat());
        let (printed, complained) = (printed(&output), complained(&output));
        assert_eq!(output.status.code(), Some(code), "{printed}{complained}");
        printed + &complained
    }

    /// Everything in it: files with their bytes, links with what they lead to, empty folders.
    fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(self.0.path(), &mut found);
        found
    }
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if let Ok(target) = fs::read_link(&path) {
            found.insert(path, format!("-> {}", target.display()).into_bytes());
        } else if path.is_dir() {
            found.insert(path.clone(), Vec::new());
            collect(&path, found);
        } else {
            found.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
}

const LANGUAGES: &str = ".config/helix/languages.toml";

const MINE: &str = "# Mine.\n[language-server.marksman]\ncommand = \"marksman\"  # so\n\n\
                    [[language]]\nname = \"gemtext\"\nlanguage-servers = [\"marksman\"]\n";

#[test]
fn neovim_gets_the_plugin_and_loses_it_again() {
    let home = Home::new();
    home.write(".config/nvim/init.lua", "vim.o.number = true\n");
    let before = home.everything();

    let shown = home.setup(&["neovim", "--yes", "--diff"]);
    assert!(shown.contains("+require('dossier').setup()"), "{shown}");
    let server = include_str!("../../editors/neovim/lsp/dossier.lua");
    assert_eq!(home.read(".config/nvim/lsp/dossier.lua"), server);
    let started = home.read(".config/nvim/after/plugin/dossier.lua");
    assert!(started.ends_with("\nrequire('dossier').setup()\n"));

    let set_up = home.everything();
    assert!(home.setup(&["neovim", "--yes"]).contains("Nothing to do"));
    assert_eq!(home.everything(), set_up);

    home.setup(&["neovim", "--undo", "--yes"]);
    assert_eq!(home.everything(), before);
    let again = home.setup(&["neovim", "--undo", "--yes"]);
    assert!(again.contains("Nothing to undo"), "{again}");
}

#[test]
fn a_program_that_editors_will_not_find_is_spoken_of() {
    let home = Home::new();
    let said = home.setup(&["neovim", "--yes"]);
    assert!(said.contains("Neovim won't find it"), "{said}");

    let home = Home::new();
    home.program("dossier", "");
    let said = home.setup(&["neovim", "--yes"]);
    assert!(!said.contains("Neovim won't find it"), "{said}");
}

#[test]
fn neovim_s_folder_is_the_one_that_neovim_looks_in() {
    let home = Home::new();
    let mut command = home.command(&["setup", "neovim", "--yes"]);
    command
        .env("XDG_CONFIG_HOME", home.path("elsewhere"))
        .env("NVIM_APPNAME", "my-nvim");
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", complained(&output));
    assert!(home.path("elsewhere/my-nvim/lsp/dossier.lua").exists());
    assert!(!home.path(".config").exists());
}

#[test]
fn helix_keeps_what_is_in_languages_toml_and_gets_it_back_to_the_byte() {
    for mine in [MINE, "", "# No end", &MINE.replace('\n', "\r\n")] {
        let home = Home::new();
        home.write(LANGUAGES, mine);
        let before = home.everything();
        home.setup(&["helix", "--yes"]);
        let written = home.read(LANGUAGES);
        assert!(written.starts_with(mine), "{written}");
        let table: toml::Table = written.parse().expect("it is TOML");
        assert!(table["language-server"]["dossier"].is_table());
        assert!(home.setup(&["helix", "--yes"]).contains("Nothing to do"));
        home.setup(&["helix", "--undo", "--yes"]);
        assert_eq!(home.everything(), before);
    }
}

#[test]
fn helix_without_a_configuration_has_none_afterwards_either() {
    let home = Home::new();
    let before = home.everything();
    home.setup(&["helix", "--yes"]);
    let recipe = include_str!("../../editors/helix/languages.toml");
    assert_eq!(home.read(LANGUAGES), recipe);
    home.setup(&["helix", "--undo", "--yes"]);
    assert_eq!(home.everything(), before);
}

#[test]
fn what_was_changed_since_loses_only_our_part() {
    let home = Home::new();
    home.write(LANGUAGES, MINE);
    home.setup(&["helix", "--yes"]);
    let more = "\n[[language]]\nname = \"rust\"\n";
    home.write(LANGUAGES, &(home.read(LANGUAGES) + more));
    let said = home.setup(&["helix", "--undo", "--yes"]);
    assert!(said.contains("was changed since"), "{said}");
    assert_eq!(home.read(LANGUAGES), format!("{MINE}{more}"));
    assert!(!home.path(".config/helix/runtime").exists());
}

#[test]
fn what_cannot_be_told_apart_any_more_stays_and_it_is_said_why() {
    let home = Home::new();
    home.setup(&["neovim", "--yes"]);
    let mine = ".config/nvim/lsp/dossier.lua";
    home.write(mine, "return {}\n");
    let said = home.setup(&["neovim", "--undo", "--yes"]);
    assert!(said.contains("lsp/dossier.lua was changed since"), "{said}");
    assert_eq!(home.read(mine), "return {}\n");
    assert!(!home.path(".config/nvim/plugin").exists());
}

#[test]
fn a_file_of_the_user_s_own_in_our_place_is_not_replaced() {
    let home = Home::new();
    home.write(".config/nvim/lsp/dossier.lua", "return {}\n");
    let before = home.everything();
    let said = home.refused(2, &["neovim", "--yes"]);
    assert!(said.contains("lsp/dossier.lua is there already"), "{said}");
    assert_eq!(home.everything(), before);
}

#[test]
fn what_an_earlier_version_wrote_is_renewed_and_undone_all_the_same() {
    let home = Home::new();
    let before = home.everything();
    home.setup(&["neovim", "--yes"]);
    // As if another version had been here.
    let (file, record) = (
        ".config/nvim/lsp/dossier.lua",
        ".local/state/dossier/setup/neovim.json",
    );
    let mut noted: serde_json::Value = serde_json::from_str(&home.read(record)).unwrap();
    let old = "return { cmd = { 'dossier' } }\n";
    noted["files"][home.path(file).to_str().unwrap()]["after"] = old.into();
    let gone = home.path(".config/nvim/lua/dossier/gone.lua");
    noted["files"][gone.to_str().unwrap()] =
        serde_json::json!({"before": null, "after": "return 1\n"});
    home.write(record, &noted.to_string());
    home.write(file, old);
    fs::write(&gone, "return 1\n").unwrap();

    let shown = home.setup(&["neovim", "--yes", "--diff"]);
    assert!(shown.contains("-return { cmd = { 'dossier' } }"), "{shown}");
    assert!(!gone.exists());
    home.setup(&["neovim", "--undo", "--yes"]);
    assert_eq!(home.everything(), before);
}

#[test]
fn a_link_is_written_through() {
    let home = Home::new();
    home.write("dotfiles/languages.toml", MINE);
    fs::create_dir_all(home.path(".config/helix")).unwrap();
    symlink("../../dotfiles/languages.toml", home.path(LANGUAGES)).unwrap();
    let before = home.everything();
    home.setup(&["helix", "--yes"]);
    assert!(home.path(LANGUAGES).is_symlink());
    assert!(home.read("dotfiles/languages.toml").starts_with(MINE));
    home.setup(&["helix", "--undo", "--yes"]);
    assert_eq!(home.everything(), before);
}

#[test]
fn a_link_that_leads_to_nothing_yet_is_written_through_too() {
    let home = Home::new();
    fs::create_dir_all(home.path(".config/helix")).unwrap();
    fs::create_dir_all(home.path("dotfiles")).unwrap();
    symlink("../../dotfiles/languages.toml", home.path(LANGUAGES)).unwrap();
    let before = home.everything();
    home.setup(&["helix", "--yes"]);
    assert!(home.path("dotfiles/languages.toml").is_file());
    assert!(home.path(LANGUAGES).is_symlink());
    home.setup(&["helix", "--undo", "--yes"]);
    assert_eq!(home.everything(), before);
}

#[test]
fn a_broken_languages_toml_is_left_as_it_is() {
    for broken in ["[[language]\nname = 3\n", "language = [{ name = \"a\" }]\n"] {
        let home = Home::new();
        home.write(LANGUAGES, broken);
        let before = home.everything();
        let said = home.refused(2, &["helix", "--yes"]);
        assert!(said.contains("languages.toml"), "{said}");
        assert!(said.contains("Nothing was changed"), "{said}");
        assert_eq!(home.everything(), before);
    }
    let home = Home::new();
    home.write(LANGUAGES, "");
    fs::write(home.path(LANGUAGES), b"# \xff\n").unwrap();
    let said = home.refused(2, &["helix", "--yes"]);
    assert!(said.contains("not UTF-8"), "{said}");
}

#[test]
fn where_one_file_cannot_be_written_none_is() {
    let home = Home::new();
    // A file where a folder is needed: nobody can write there, whoever they are.
    home.write(".config/nvim/syntax", "in the way");
    let before = home.everything();
    let said = home.refused(2, &["neovim", "--yes"]);
    assert!(said.contains(".config/nvim/syntax"), "{said}");
    assert_eq!(home.everything(), before);

    let home = Home::new();
    home.write(LANGUAGES, MINE);
    let read_only = fs::Permissions::from_mode(0o444);
    fs::set_permissions(home.path(LANGUAGES), read_only).unwrap();
    let before = home.everything();
    let said = home.refused(2, &["helix", "--yes"]);
    assert!(said.contains("read-only"), "{said}");
    assert_eq!(home.everything(), before);
}

#[test]
fn without_a_terminal_nobody_can_be_asked() {
    let home = Home::new();
    let before = home.everything();
    let said = home.refused(2, &["neovim"]);
    assert!(
        said.contains("new      ~/.config/nvim/lsp/dossier.lua  ("),
        "{said}"
    );
    assert!(!said.contains("+require('dossier').setup()"), "{said}");
    assert!(said.contains("--yes"), "{said}");
    let said = home.refused(2, &["neovim", "--diff"]);
    assert!(said.contains("+require('dossier').setup()"), "{said}");
    assert_eq!(home.everything(), before);
}

#[test]
fn without_a_home_folder_nothing_is_guessed() {
    let home = Home::new();
    let mut command = home.command(&["setup", "helix", "--yes"]);
    let output = command.env("HOME", "relative").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
    assert!(complained(&output).contains("HOME"));
    assert!(!home.path("relative").exists());
}

#[test]
fn vs_code_installs_the_extension_by_its_own_program() {
    let home = Home::new();
    let list = home.path("list");
    home.program(
        "code",
        &format!(
            "case $1 in --list-extensions) cat '{0}' 2>/dev/null; true;; \
             --install-extension) echo Dossier-LS.dossier@0.0.1 > '{0}';; \
             --uninstall-extension) : > '{0}';; esac",
            list.display()
        ),
    );
    // What it needs itself is not on the PATH of the test.
    symlink("/bin/cat", home.path("bin/cat")).unwrap();

    home.setup(&["vscode", "--yes"]);
    assert!(home.setup(&["vscode", "--yes"]).contains("Nothing to do"));
    home.setup(&["vscode", "--undo", "--yes"]);
    let undone = home.setup(&["vscode", "--undo", "--yes"]);
    assert!(undone.contains("Nothing to undo"), "{undone}");
    let changes = home.commands();
    let changes: Vec<_> = changes
        .iter()
        .filter(|it| !it.starts_with("code --list"))
        .collect();
    assert_eq!(
        changes,
        [
            "code --install-extension dossier-ls.dossier",
            "code --uninstall-extension dossier-ls.dossier"
        ]
    );
}

#[test]
fn vs_code_installs_the_package_that_lies_beside_the_program() {
    let home = Home::new();
    home.program("code", "");
    let program = home.path("opt/dossier");
    home.write("opt/dossier.vsix", "a package");
    // A copy made by this process could still be open for writing in another test's child.
    let copied = Command::new("cp")
        .args([env!("CARGO_BIN_EXE_dossier").as_ref(), program.as_os_str()])
        .status();
    assert!(copied.unwrap().success());
    let mut command = Command::new(&program);
    let output = command
        .args(["setup", "vscode", "--yes"])
        .env("HOME", home.path(""))
        .env("PATH", home.path("bin"))
        .output();
    assert!(output.unwrap().status.success());
    let package = home.path("opt/dossier.vsix");
    let expected = format!("code --install-extension {}", package.display());
    assert_eq!(home.commands().last(), Some(&expected));
}

#[test]
fn where_vs_code_is_missing_or_fails_it_is_said_what_to_do() {
    let home = Home::new();
    let said = home.refused(1, &["vscode", "--yes"]);
    assert!(said.contains("Install from VSIX"), "{said}");

    home.program(
        "code",
        "case $1 in --list-extensions) exit 0;; *) exit 3;; esac",
    );
    let said = home.refused(1, &["vscode", "--yes"]);
    assert!(said.contains("failed"), "{said}");
    assert!(said.contains("dossier-PLATFORM.vsix"), "{said}");
}

#[test]
fn claude_code_installs_the_plugin_by_its_own_program() {
    let home = Home::new();
    let said = home.refused(1, &["claude-code", "--yes"]);
    assert!(
        said.contains("claude plugin marketplace add dossier-ls/dossier"),
        "{said}"
    );

    let settings = home.path(".claude/settings.json");
    fs::create_dir(home.path(".claude")).unwrap();
    // The marketplace is known already, which is no reason to stop.
    home.program(
        "claude",
        &format!(
            "case $2 in marketplace) exit 1;; install) \
             echo '{{\"enabledPlugins\": {{\"dossier@dossier\": true}}}}' > '{0}';; \
             uninstall) echo '{{}}' > '{0}';; esac",
            settings.display()
        ),
    );
    home.setup(&["claude-code", "--yes"]);
    let again = home.setup(&["claude-code", "--yes"]);
    assert!(again.contains("Nothing to do"), "{again}");
    home.setup(&["claude-code", "--undo", "--yes"]);
    assert_eq!(
        home.commands(),
        [
            "claude plugin marketplace add dossier-ls/dossier",
            "claude plugin install dossier@dossier",
            "claude plugin uninstall dossier@dossier",
            "claude plugin marketplace remove dossier",
        ]
    );
}

#[test]
fn without_an_editor_those_that_are_there_are_listed() {
    let home = Home::new();
    home.program("nvim", "");
    home.program("hx", "");
    home.setup(&["helix", "--yes"]);
    let listed = home.setup(&[]);
    let line = |editor: &str| {
        let line = listed.lines().find(|line| line.starts_with(editor));
        line.unwrap_or_default()
    };
    assert!(line("VS Code").ends_with("not found"), "{listed}");
    assert!(line("Neovim").ends_with("dossier setup neovim"), "{listed}");
    assert!(line("Neovim").contains("bin/nvim"), "{listed}");
    assert!(line("Helix").ends_with("set up"), "{listed}");
}
