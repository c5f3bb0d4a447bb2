"""Drives a real Helix with editors/helix/languages.toml.

usage: test.py HX WORKSPACE       with `dossier` on PATH
"""

import shutil
import sys
import tempfile
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from terminal import Terminal  # noqa: E402

helix, workspace = sys.argv[1:]
temporary = tempfile.TemporaryDirectory(prefix="dossier-helix-")  # removed when the program ends
settings = Path(temporary.name)
(settings / "helix").mkdir()
shutil.copy(here.parents[2] / "editors" / "helix" / "languages.toml", settings / "helix")
shutil.copy(here / "config.toml", settings / "helix")
environment = {"XDG_CONFIG_HOME": str(settings), "XDG_CACHE_HOME": str(settings / "cache")}

with Terminal([helix, ".claude/agents/senior-ml-engineer.md"], workspace, environment) as editor:

    def go_to(text):
        editor.type("gg/" + text)
        editor.press("Enter")

    editor.expect("the file is open", "Senior ML Engineer")

    def hover():
        go_to("model-evaluation")
        editor.type(" k")

    editor.ask("hover on a skill shows its description", hover, "judging a model")
    editor.press("Escape")

    def definition():
        go_to("standard ML implementations to ml-eng")
        editor.type("gd")

    editor.ask("the definition of an agent named in prose opens", definition, r"[^-]ml-engineer\.md")
    editor.press("C-o")
    editor.expect("back again", r"senior-ml-engineer\.md")

    editor.type("4Gxctools: Read, Gr")
    editor.expect("completion in tools offers Grep", r"(?m)^(?!.*tools).*\bGrep\b")
    editor.press("Tab")
    editor.expect("and accepts it", r"tools: Read, Grep\b")

    editor.type(", Reed")
    editor.press("Escape")
    editor.expect("an unknown tool is reported", r"Reed[\s\S]*[Uu]nknown tool")

    editor.type(":q!")
    editor.press("Enter")
