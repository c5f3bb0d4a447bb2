"""Drives a real Emacs in a terminal, with the settings of editors/emacs/README.md in a fresh home folder.

usage: test.py EMACS TEAMS       with `dossier` on PATH
"""

import re
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from checks import run  # noqa: E402
from terminal import Terminal  # noqa: E402

emacs, teams = sys.argv[1:]
page = (here.parents[2] / "editors/emacs/README.md").read_text()


class Emacs(Terminal):
    moves_files = False

    def __init__(self, workspace, home, file):
        self.workspace = workspace
        settings = home / ".emacs.d"
        settings.mkdir()
        install = re.search(r"## Install\n.*?```elisp\n(.*?)```", page, re.DOTALL)[1]
        # Debian's package of markdown-mode is unpacked, but not set up.
        mode = "(add-to-list 'auto-mode-alist '(\"\\\\.md\\\\'\" . markdown-mode))\n(autoload 'markdown-mode \"markdown-mode\")\n"
        settings.joinpath("init.el").write_text(mode + install + (here / "test.el").read_text())
        # A fresh home has nothing compiled, and the first settings would start compilers that outlive the editor.
        settings.joinpath("early-init.el").write_text(
            "(setq native-comp-jit-compilation nil native-comp-enable-subr-trampolines nil)\n"
        )
        super().__init__([emacs, "-nw", "--no-splash", file], workspace, {"HOME": str(home)})

    def wait_until_open(self):
        self.expect("managed")

    def run(self, command):
        """Runs a command by its name."""
        self.press("M-x")
        self.type(command)
        self.press("Enter")

    def cancel(self):
        # Emacs forgets what was typed before it has quit.
        self.press("C-g")
        self.shows("Quit", seconds=1)

    def go_to(self, text):
        self.press("M-<")
        self.press("C-s")
        self.type(text)
        self.press("C-r", "Enter")  # back to the first letter

    def open(self, file):
        self.press("C-x", "C-f")
        self.press("C-a", "C-k")
        self.type(str(self.workspace / file))
        self.press("Enter")
        self.expect(re.escape(Path(file).name) + r" \d+:\d+ managed")

    def hover(self):
        self.run("eldoc")  # asks again, which C-h . does only after a move
        self.press("C-h", ".")

    def definition(self):
        self.press("M-.")

    def place(self, file, line, column):
        return rf"(?m)^{re.escape(file)} {line}:{column} "

    def write_line(self, number, text):
        self.press("M-g", "M-g")
        self.type(str(number))
        self.press("Enter", "C-a", "C-k")
        self.type(text)

    def complete(self):
        self.press("C-M-i")

    def accept(self):
        """The only completion is in the text already."""

    def stop_inserting(self):
        pass

    def to_next_diagnostic(self):
        self.run("flymake-goto-next-error")

    def insert(self, text):
        self.type(text)

    def expect_listed(self, severity, message):
        self.run("flymake-show-buffer-diagnostics")
        self.expect(rf" {severity} .*{message}")

    def fix(self):
        self.run("eglot-code-action-quickfix")
        self.expect("Change to")
        self.press("Enter")

    def rename(self, name):
        self.run("eglot-rename")
        self.type(name)
        self.press("Enter")

    def save(self):
        self.press("C-x", "s")
        self.type("!")


run(Emacs, Path(teams))
