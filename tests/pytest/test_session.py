"""A session from the start to the end, with a client that nobody here wrote."""

import asyncio

import pytest
from conftest import LEAD
from lsprotocol import types

# A server that takes longer hangs.
HANG = 30


def document(team, name):
    uri = (team / ".claude" / "agents" / name).as_uri()
    return types.TextDocumentIdentifier(uri=uri)


def open_lead(client, team):
    item = types.TextDocumentItem(
        uri=document(team, "lead.md").uri, language_id="markdown", version=1, text=LEAD
    )
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


def replace(client, team, line, start, end, text):
    """Replaces a part of a line of the open document."""
    area = types.Range(
        start=types.Position(line=line, character=start),
        end=types.Position(line=line, character=end),
    )
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(
                uri=document(team, "lead.md").uri, version=2
            ),
            content_changes=[types.TextDocumentContentChangePartial(range=area, text=text)],
        )
    )


async def rules(client, team):
    """The rules that the open document breaks, told in the way that the editor wants."""
    lead = document(team, "lead.md")
    if client.hello.capabilities.diagnostic_provider is not None:
        report = await client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(text_document=lead)
        )
        found = report.items
    else:
        await client.wait_for_notification("textDocument/publishDiagnostics")
        found = client.diagnostics[lead.uri]
    return [diagnostic.code for diagnostic in found]


async def eventually(ask):
    """Asks again until there is an answer: the server may still be reading the folder."""

    async def asking():
        while not (answer := await ask()):
            await asyncio.sleep(0.05)
        return answer

    return await asyncio.wait_for(asking(), HANG)


@pytest.mark.asyncio
async def test_initialize(client):
    editor = client.capabilities
    capabilities = client.hello.capabilities
    assert client.hello.server_info.name == "dossier"
    assert capabilities.hover_provider
    assert capabilities.definition_provider
    assert capabilities.completion_provider
    # Diagnostics are pulled by an editor that can and that takes a hint to do so again, and pushed to the others.
    refreshes = editor.workspace.diagnostics
    pulls = editor.text_document.diagnostic is not None and bool(
        refreshes and refreshes.refresh_support
    )
    assert (capabilities.diagnostic_provider is not None) == pulls
    offered = editor.general and editor.general.position_encodings or ["utf-16"]
    assert capabilities.position_encoding in offered


@pytest.mark.asyncio
async def test_diagnostics_follow_an_edit(client, team):
    open_lead(client, team)
    assert await asyncio.wait_for(rules(client, team), HANG) == ["unknown-tool"]
    replace(client, team, 3, 13, 17, "Grep")

    async def repaired():
        return await rules(client, team) == []

    await eventually(repaired)


@pytest.mark.asyncio
async def test_completion(client, team):
    open_lead(client, team)
    answer = await client.text_document_completion_async(
        types.CompletionParams(
            text_document=document(team, "lead.md"),
            position=types.Position(line=3, character=9),
        )
    )
    (read,) = [item for item in answer.items if item.label == "Read"]
    if read.documentation is None:
        read = await client.completion_item_resolve_async(read)
    # Emacs takes no markup here, so it gets a string.
    takes_markup = client.capabilities.text_document.completion.completion_item.documentation_format
    text = read.documentation.value if takes_markup else read.documentation
    assert "Read · tool" in text.replace("**", "")


@pytest.mark.asyncio
async def test_hover(client, team):
    open_lead(client, team)
    replace(client, team, 3, 13, 17, "Grep")
    hover = await client.text_document_hover_async(
        types.HoverParams(
            text_document=document(team, "lead.md"),
            position=types.Position(line=3, character=14),
        )
    )
    assert hover.contents.kind == types.MarkupKind.Markdown
    assert hover.contents.value.startswith("**Grep** · tool")
    assert hover.range.start == types.Position(line=3, character=13)


@pytest.mark.asyncio
async def test_definition(client, team):
    open_lead(client, team)
    params = types.DefinitionParams(
        text_document=document(team, "lead.md"),
        position=types.Position(line=5, character=18),
    )
    (link,) = await eventually(lambda: client.text_document_definition_async(params))
    # Every one of these editors takes links.
    assert link.target_uri == document(team, "writer.md").uri
    assert link.target_selection_range.start == types.Position(line=1, character=6)
