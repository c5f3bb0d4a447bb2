"""What every terminal editor must show in repositories whose agents lie in no program's own folder.

repositories.json names them, for VS Code too. By the name of a team in tests/teams, it says

    file           an agent that is opened; its tools are in line 4
    mention        where another agent is named in it, in a sentence
    named          the file of that agent, with its name in line 2
    description    words that only that agent's description has
    severity       how grave a slip in `tools` is: programs load the agents of plugins, but none those of a collection
"""

import json
from pathlib import Path

REPOSITORIES = json.loads((Path(__file__).parent / "repositories.json").read_text())
TOOLS = 4


def an_agent_named_in_prose_has_its_description_and_its_definition(editor, workspace, repository):
    editor.go_to(repository["mention"])
    editor.ask(editor.hover, repository["description"])
    editor.cancel()
    editor.ask(editor.definition, editor.place(Path(repository["named"]).name, 2, 7))
    editor.expect(repository["description"])  # there may be two files of that name


def a_slip_in_tools_is_as_grave_as_it_is_there_and_goes_away(editor, workspace, repository):
    editor.write_line(TOOLS, "tools: Read, Reed")
    editor.stop_inserting()
    editor.expect("Unknown tool")
    editor.expect_listed(repository["severity"], "Unknown tool")
    editor.write_line(TOOLS, "tools: Read")
    editor.stop_inserting()
    editor.expect_no("Unknown tool")


CHECKS = [
    an_agent_named_in_prose_has_its_description_and_its_definition,
    a_slip_in_tools_is_as_grave_as_it_is_there_and_goes_away,
]
