"""Drives a real Helix, set up in a fresh home folder as editors/helix/README.md says.

usage: test.py HX TEAMS       with `dossier` on PATH
"""

import re
import shutil
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from checks import run  # noqa: E402
from repositories import REPOSITORIES  # noqa: E402
from terminal import Terminal  # noqa: E402

helix, teams = sys.argv[1:]
page = here.parents[2] / "editors" / "helix"


class Helix(Terminal):
    moves_files = True

    def __init__(self, workspace, home, file):
        self.file = file
        settings = home / ".config" / "helix"
        settings.mkdir(parents=True)
        shutil.copy(page / "languages.toml", settings)
        shutil.copytree(page / "runtime", settings / "runtime")
        shutil.copy(here / "config.toml", settings)
        environment = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
        environment["XDG_CACHE_HOME"] = str(home / ".cache")
        super().__init__([helix, file], workspace, environment)

    def wait_until_open(self):
        self.expect_file(self.file)

    def expect_file(self, file):
        self.expect(rf" NOR \S* *{re.escape(file)} ")

    def go_to(self, text):
        self.type("gg/" + re.escape(text).replace("\\ ", " ").replace("\\#", "#"))
        self.press("Enter")
        # The first letter of what was found, alone.
        self.press("M-;")
        self.type(";")

    def open(self, file):
        self.type(f":open {file}")
        self.press("Enter")
        self.expect_file(file)

    def hover(self):
        self.type(" k")

    def definition(self):
        self.type("gd")

    def place(self, file, line, column):
        return rf"[ /]{re.escape(file)} [\s\S]* {line}:{column}\b"

    def write_line(self, number, text):
        self.type(f"{number}Gxc{text}")

    def complete(self):
        # Afresh: the list that opened by itself may still be that of the comma before.
        self.press("Escape")
        self.type("i")
        self.press("C-x")

    def accept(self):
        self.press("Tab", "Enter")

    def stop_inserting(self):
        self.press("Escape")

    def to_next_diagnostic(self):
        self.type("]d")

    def insert(self, text):
        self.type("i" + text)
        self.press("Escape")

    def expect_listed(self, severity, message):
        label = {"error": "ERROR", "warning": "WARN"}[severity]
        self.ask(lambda: self.type(" d"), rf"{label} .*{message}")
        self.cancel()

    def fix(self):
        self.type(" a")
        self.expect("Change to")
        self.press("Enter")

    def rename(self, name):
        self.type(" r")
        self.expect("rename-to:")
        self.press("C-u")
        self.type(name)
        self.press("Enter")

    def save(self):
        self.press("Escape")
        self.type(":write-all")
        self.press("Enter")


def language(editor):
    editor.type(":set-language")
    editor.press("Enter")


def agent_files_have_a_language_of_their_own(editor, workspace):
    language(editor)
    editor.expect(r"(?m)^agent-markdown\s*$")


def other_markdown_stays_as_it_is(editor, workspace):
    editor.open("README.md")
    language(editor)
    editor.expect(r"(?m)^markdown\s*$")


def headings_have_colours_of_markdown(editor, workspace):
    def colour_of(text):
        line = next(line for line in editor.screen(colours=True).splitlines() if text in line)
        styles = re.findall(r"\x1b\[([\d;]*)m", line.split(text)[0])
        return [style for style in styles if re.match("3|9", style)][-1]

    editor.expect("Routine")
    assert colour_of("Senior") != colour_of("Routine"), editor.screen(colours=True)


def the_lines_for_a_collection_make_its_agents_agent_files(editor, workspace):
    language(editor)
    editor.expect(r"(?m)^markdown\s*$")
    # The page has them for `agents/`.
    blocks = re.findall(r"```toml\n(.*?)```", (page / "README.md").read_text(), re.DOTALL)
    lines = next(block for block in blocks if "agents/**" in block)
    settings = workspace / ".helix"
    settings.mkdir()
    settings.joinpath("languages.toml").write_text(lines.replace("agents/**", "categories/**"))
    editor.restart()
    # Not every Helix asks; the answer holds from the next start on.
    if editor.shows("Trust this workspace", seconds=5):
        editor.press("Enter")
        # An editor that is ended before it has read the key has not written down that it trusts the folder.
        editor.expect_no("Trust this workspace")
        editor.restart()
    language(editor)
    editor.expect(r"(?m)^agent-markdown\s*$")
    editor.cancel()
    editor.go_to(REPOSITORIES["collection"]["mention"])
    editor.ask(editor.hover, REPOSITORIES["collection"]["description"])


own = [agent_files_have_a_language_of_their_own, other_markdown_stays_as_it_is, headings_have_colours_of_markdown]
own_elsewhere = [("collection", the_lines_for_a_collection_make_its_agents_agent_files)]
run(Helix, Path(teams), own, own_elsewhere)
