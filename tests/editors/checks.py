"""What every terminal editor must show with Dossier. Each check has a fresh editor and a fresh copy of the team.

An editor is a `Terminal` with these methods more, each of which presses the keys of that editor:

    go_to(text)              the cursor is on the first letter of the first `text` in the file
    open(file)               shows another file
    hover(), definition()
    place(file, line, column)    the pattern that its status line shows when the cursor is there
    write_line(number, text)     types `text` in place of a line, and goes on inserting
    complete()               asks for completions
    accept()                 takes the first completion
    stop_inserting()
    to_next_diagnostic()     the cursor is at the start of it
    insert(text)             types `text` before the cursor
    expect_listed(severity, message)    shows a finding as an error or a warning
    fix()                    applies the first fix for what is reported at the cursor
    rename(name)
    save()                   writes all files

and says in `moves_files` whether it moves a file when a server asks for it.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import repositories
from terminal import until

SENIOR = ".claude/agents/senior-ml-engineer.md"
RELEASE = ".claude/agents/release-manager.md"
TOOLS = 4  # the line of `tools:` in SENIOR
BROKEN_LINK = "👩‍🔬 Read [the plan](nowhere.md) first."  # in SENIOR


def hover_on_a_skill_shows_its_description(editor, workspace):
    editor.go_to("model-evaluation")
    editor.ask(editor.hover, "judging a model")


def definition_of_an_agent_named_in_prose_opens_its_name(editor, workspace):
    editor.go_to("ml-engineer.")
    editor.ask(editor.definition, editor.place("ml-engineer.md", 2, 7))


def completion_in_tools_leaves_the_right_text(editor, workspace):
    # A word that is nowhere else in the file, since some editors complete those by themselves.
    editor.write_line(TOOLS, "tools: Read, Noteb")
    editor.ask(editor.complete, "NotebookEdit")
    editor.accept()
    editor.stop_inserting()
    saved(editor, workspace / SENIOR, "\ntools: Read, NotebookEdit\n")


def a_diagnostic_appears_and_goes_away(editor, workspace):
    editor.write_line(TOOLS, "tools: Read, Reed")
    editor.stop_inserting()
    editor.expect("Unknown tool")
    editor.write_line(TOOLS, "tools: Read")
    editor.stop_inserting()
    editor.expect_no("Unknown tool")


def a_fix_is_applied(editor, workspace):
    editor.write_line(TOOLS, "tools: Read, Wriet")
    editor.stop_inserting()
    editor.expect("Unknown tool")
    editor.go_to("Wriet")
    editor.fix()
    editor.expect_no("Unknown tool")
    saved(editor, workspace / SENIOR, "\ntools: Read, Write\n")


def a_rename_changes_every_file_and_only_the_name(editor, workspace):
    before = contents(workspace)
    editor.go_to("ml-engineer.")
    editor.ask(editor.hover, "Implements what has been designed")
    editor.cancel()
    editor.rename("churn-engineer")
    editor.expect("ML implementations to churn-engineer")

    after = {}
    for path, text in before.items():
        text = re.sub(rb"(?<![\w-])ml-engineer(?![\w-])", b"churn-engineer", text)
        if path == ".claude/agents/ml-engineer.md" and editor.moves_files:
            path = ".claude/agents/churn-engineer.md"
        after[path] = text
    editor.save()
    if not until(lambda: contents(workspace) == after):
        now = contents(workspace)
        wrong = [path for path in after | now if after.get(path) != now.get(path)]
        raise AssertionError(f"not as expected: {wrong}; the screen is:\n{editor.screen()}")


def files_changed_by_others_are_followed(editor, workspace):
    editor.go_to("ml-engineer.")
    editor.ask(editor.hover, "Implements what has been designed")
    editor.cancel()
    agent = workspace / ".claude/agents/ml-engineer.md"
    agent.write_text(agent.read_text().replace("Implements what has been designed", "Rewritten a moment ago"))
    (workspace / ".claude/agents/implementations.md").write_text(
        "---\nname: implementations\ndescription: Arrived a moment ago.\n---\n"
    )
    editor.ask(editor.hover, "Rewritten a moment ago")
    editor.cancel()
    editor.write_line(TOOLS, "tools: Agent(implementations)")
    editor.stop_inserting()
    editor.go_to("implementations")
    editor.ask(editor.hover, "Arrived a moment ago")


def columns_behind_an_emoji_are_right(editor, workspace):
    # The first letter of the name and the last: one column beside them, and it is not on the name any more.
    for letter in ["ml-engineer` for the evaluation", "r` for the evaluation"]:
        editor.open(RELEASE)
        editor.go_to(letter)
        editor.ask(editor.definition, editor.place("ml-engineer.md", 2, 7))


def a_diagnostic_behind_an_emoji_is_in_the_right_place(editor, workspace):
    editor.expect("There is no file")
    editor.to_next_diagnostic()
    editor.insert("HERE")
    saved(editor, workspace / SENIOR, f"\n{BROKEN_LINK}\n".replace("nowhere", "HEREnowhere"))


CHECKS = [
    hover_on_a_skill_shows_its_description,
    definition_of_an_agent_named_in_prose_opens_its_name,
    completion_in_tools_leaves_the_right_text,
    a_diagnostic_appears_and_goes_away,
    a_fix_is_applied,
    a_rename_changes_every_file_and_only_the_name,
    files_changed_by_others_are_followed,
    columns_behind_an_emoji_are_right,
    a_diagnostic_behind_an_emoji_is_in_the_right_place,
]


def saved(editor, file, text):
    """The file on the disk has `text` after it was saved."""
    editor.save()
    # An editor may write a new file and move it here.
    if not until(lambda: file.exists() and text in file.read_text()):
        raise AssertionError(f"{text!r} is not in {file.name}; the screen is:\n{editor.screen()}")


def copy(team, workspace):
    """A repository with the team; in that of SENIOR, a line behind an emoji has something to report."""
    shutil.copytree(team, workspace)
    subprocess.run(["git", "init", "--quiet"], cwd=workspace, check=True)
    senior = workspace / SENIOR
    if senior.exists():
        senior.write_text(senior.read_text().replace("\n## Skills\n", f"\n{BROKEN_LINK}\n\n## Skills\n"))


def contents(workspace):
    """The bytes of every Markdown file, by its path in the workspace."""
    files = workspace.rglob("*.md")
    return {str(path.relative_to(workspace)): path.read_bytes() for path in files if path.exists()}


def run(start, teams, own=(), own_elsewhere=()):
    """Runs the checks, and an editor's own: those in `ml-team`, and pairs of a repository and one there.

    `start(workspace, home, file)` opens the file in an editor whose home folder is `home`.
    """
    jobs = [("ml-team", SENIOR, check.__name__, check) for check in [*CHECKS, *own]]
    for team, it in repositories.REPOSITORIES.items():
        for check in repositories.CHECKS:
            jobs.append((team, it["file"], f"{team}: {check.__name__}", partial(check, repository=it)))
    for team, check in own_elsewhere:
        jobs.append((team, repositories.REPOSITORIES[team]["file"], f"{team}: {check.__name__}", check))

    def one(job):
        team, file, _, check = job
        with tempfile.TemporaryDirectory(prefix="dossier-editor-") as folder:
            workspace, home = Path(folder) / "team", Path(folder) / "home"
            copy(teams / team, workspace)
            home.mkdir()
            try:
                with start(workspace, home, file) as editor:
                    check(editor, workspace)
            except AssertionError as error:
                return error
            except Exception:
                return traceback.format_exc()

    # Most of the time is spent waiting for a key to arrive.
    with ThreadPoolExecutor(max_workers=3) as pool:
        results = list(pool.map(one, jobs))
    failed = False
    for job, failure in zip(jobs, results):
        name = job[2].replace("_", " ")
        if not failure:
            print(f"ok  {name}", flush=True)
            continue
        # A busy machine now and then makes an editor miss a key: once more, with nothing beside it.
        print(f"again  {name}: {failure}", flush=True)
        failure = one(job)
        print(f"FAILED  {name}: {failure}" if failure else f"ok  {name} (at the second try)", flush=True)
        failed |= bool(failure)
    sys.exit(failed)
