"""Drives a real Neovim, set up in a fresh home folder as editors/neovim/README.md says.

usage: test.py NVIM TEAMS       with `dossier` on PATH
"""

import re
import shutil
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from checks import run  # noqa: E402
from terminal import Terminal  # noqa: E402

nvim, teams = sys.argv[1:]
plugin = here.parents[2] / "editors" / "neovim"


class Neovim(Terminal):
    moves_files = True

    def __init__(self, workspace, home, file):
        packages = home / ".local/share/nvim/site/pack/dossier/start"
        packages.mkdir(parents=True)
        shutil.copytree(plugin, packages / "dossier")
        settings = home / ".config/nvim"
        settings.mkdir(parents=True)
        # What the page says, and then what the test needs to see things.
        page = (plugin / "README.md").read_text()
        blocks = re.findall(r"```lua\n(.*?)```", page, re.DOTALL)
        install, keys_of_0_10 = blocks[:2]
        assert "setup()" in install and "gra" in keys_of_0_10
        settings.joinpath("init.lua").write_text(install + keys_of_0_10 + (here / "test.lua").read_text())
        # Whatever the machine says of these folders, the home folder holds.
        folders = {"CONFIG": ".config", "DATA": ".local/share", "STATE": ".local/state", "CACHE": ".cache"}
        environment = {f"XDG_{name}_HOME": str(home / folder) for name, folder in folders.items()}
        environment |= {"HOME": str(home)}
        super().__init__([nvim, file], workspace, environment)

    def wait_until_open(self):
        self.expect("dossier attached")

    def go_to(self, text):
        self.type(r"gg/\V" + text.replace("/", r"\/"))
        self.press("Enter")

    def open(self, file):
        self.type(f":edit {file}")
        self.press("Enter")
        self.expect(re.escape(Path(file).name) + r" \d+:")

    def hover(self):
        # A move closes a window that is still open; with it open, K would go into it.
        self.type("hlK")

    def definition(self):
        self.press("C-]")

    def place(self, file, line, column):
        return rf"[ /]{re.escape(file)} {line}:{column}\b"

    def write_line(self, number, text):
        self.type(f"{number}Gcc{text}")

    def complete(self):
        self.press("C-x", "C-o")

    def accept(self):
        self.press("C-n", "C-y")

    def stop_inserting(self):
        self.press("Escape")

    def to_next_diagnostic(self):
        self.type("]d")

    def insert(self, text):
        self.type("i" + text)
        self.press("Escape")

    def expect_listed(self, severity, message):
        # The sign before the line.
        self.expect(rf"(?m)^{severity[0].upper()} .*{message}")

    def fix(self):
        self.type("gra")
        self.expect("1: Change to")
        self.type("1")
        self.press("Enter")

    def rename(self, name):
        self.type(f":lua vim.lsp.buf.rename('{name}')")
        self.press("Enter")

    def save(self):
        self.press("Escape")
        self.type(":silent! wall")
        self.press("Enter")


def the_code_lens_lists_who_uses_an_agent(editor, workspace):
    editor.expect("used by 4 agents and 2 other files")
    editor.type(":2")
    editor.press("Enter")
    editor.type(":lua vim.lsp.codelens.run()")
    editor.press("Enter")
    editor.expect(r"data-engineer\.md\|\d+ col \d+")


def dossier_users_does_the_same(editor, workspace):
    editor.type(":Dossier users")
    editor.press("Enter")
    editor.expect(r"data-engineer\.md\|\d+ col \d+")


def checkhealth_tells_what_the_file_is(editor, workspace):
    editor.type(":checkhealth dossier")
    editor.press("Enter")
    editor.expect(r"OK dossier \d+\.\d+")
    editor.expect(r"senior-ml-engineer\.md: agent of Claude Code, also read by")


def help_is_there(editor, workspace):
    editor.type(":helptags ALL")
    editor.press("Enter")
    editor.type(":help :Dossier-users")
    editor.press("Enter")
    editor.expect("Who uses what this file defines")


def front_matter_has_colours_of_yaml(editor, workspace):
    editor.type(":echo synIDattr(synID(3, 1, 1), 'name')")
    editor.press("Enter")
    editor.expect("yaml[A-Z]")


def json_at_a_place_that_the_tables_know_has_hover_and_no_other(editor, workspace):
    workspace.joinpath("other.json").write_text('{"command": "x"}\n')
    editor.open("other.json")
    editor.type(":echo 'servers:' len(luaeval('vim.lsp.get_clients({ bufnr = 0 })'))")
    editor.press("Enter")
    editor.expect("servers: 0")
    editor.open(".mcp.json")
    editor.go_to("command")
    editor.ask(editor.hover, "program that is started")


own = [
    the_code_lens_lists_who_uses_an_agent,
    dossier_users_does_the_same,
    checkhealth_tells_what_the_file_is,
    help_is_there,
    front_matter_has_colours_of_yaml,
    json_at_a_place_that_the_tables_know_has_hover_and_no_other,
]
run(Neovim, Path(teams), own)
