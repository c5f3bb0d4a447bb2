"""Drives a real Neovim, set up as editors/neovim/README.md says.

usage: test.py NVIM WORKSPACE       with `dossier` on PATH
"""

import sys
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from terminal import Terminal  # noqa: E402

nvim, workspace = sys.argv[1:]
command = [nvim, "--clean", "-u", here / "init.lua", ".claude/agents/senior-ml-engineer.md"]
client = here.parents[2] / "editors" / "neovim"

with Terminal(command, workspace, {"DOSSIER_NEOVIM": str(client)}) as editor:

    def go_to(text):
        editor.type("gg/" + text)
        editor.press("Enter")

    editor.expect("the server is attached", "dossier attached")

    def hover():
        go_to("model-evaluation")
        editor.type("K")

    editor.ask("hover on a skill shows its description", hover, "judging a model")
    editor.press("Escape")

    def definition():
        go_to("implementations to ml-engineer")
        editor.type("2w")
        editor.press("C-]")

    editor.ask("the definition of an agent named in prose opens", definition, r"[^-]ml-engineer\.md 2:")
    editor.press("C-o")
    editor.expect("back again", r"senior-ml-engineer\.md")

    # Neovim watches no files on Linux: the server must see this by itself.
    new = Path(workspace) / ".claude" / "agents" / "newcomer.md"
    new.write_text("---\nname: newcomer\ndescription: Arrived a moment ago.\n---\n")
    editor.type("Goask newcomer")
    editor.press("Escape")
    editor.ask("an agent that is new on disk is known", lambda: editor.type("K"), "Arrived a moment ago")
    editor.press("Escape")

    editor.type("4Gcctools: Read, Gre")
    editor.press("C-x", "C-o")
    editor.expect("completion in tools offers Grep", r"(?m)^(?!tools).*\bGrep\b")
    editor.press("C-n", "C-y")
    editor.expect("and accepts it", r"(?m)^tools: Read, Grep\s*$")

    editor.type(", Reed")
    editor.press("Escape")
    editor.expect("an unknown tool is reported", r"Reed[\s\S]*[Uu]nknown tool")

    editor.type(":qa!")
    editor.press("Enter")
