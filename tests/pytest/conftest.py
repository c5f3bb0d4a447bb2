"""Starts the server and plays the editors that pytest-lsp knows."""

import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types

SERVER = os.environ["DOSSIER_SERVER"]

EDITORS = [
    "visual-studio-code@v1.65.2",
    "neovim@v0.6.1",
    "neovim@v0.10.0",
    "neovim@v0.11.0",
    "emacs@v29.1",
]

LEAD = """\
---
name: lead
description: Plans the work.
tools: Read, Reed
---
Hand drafts to `writer`.
"""

WRITER = """\
---
name: writer
description: Writes things down.
---
"""


@pytest.fixture
def team(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder with two agents; the first has a fault on line 4 and a mention on line 6."""
    agents = tmp_path / ".claude" / "agents"
    agents.mkdir(parents=True)
    (agents / "lead.md").write_text(LEAD)
    (agents / "writer.md").write_text(WRITER)
    return tmp_path


@pytest_lsp.fixture(
    config=pytest_lsp.ClientServerConfig(
        server_command=[SERVER, "lsp"],
        # No agents of whoever runs this.
        server_env={**os.environ, "CLAUDE_CONFIG_DIR": os.devnull},
    ),
    params=EDITORS,
)
async def client(
    lsp_client: pytest_lsp.LanguageClient,
    request: pytest.FixtureRequest,
    team: pathlib.Path,
):
    """A client that has said hello as one of the editors; it ends the session after the test."""

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        """The editors that it plays have this, and it has not."""

    def refresh(*_):
        """The same goes for a new look at what was asked for before."""

    for method in (
        types.WORKSPACE_CODE_LENS_REFRESH,
        types.WORKSPACE_INLAY_HINT_REFRESH,
        types.WORKSPACE_SEMANTIC_TOKENS_REFRESH,
    ):
        lsp_client.feature(method)(refresh)

    folder = types.WorkspaceFolder(uri=team.as_uri(), name="team")
    lsp_client.hello = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=pytest_lsp.client_capabilities(request.param),
            root_uri=team.as_uri(),
            workspace_folders=[folder],
        )
    )
    yield
    await lsp_client.shutdown_session()
    assert lsp_client._server.returncode == 0, "after shutdown and exit"
