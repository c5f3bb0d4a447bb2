// What VS Code shows of a file that nobody changes.

const vscode = require("vscode");
const { ask, open, outcome } = require("../editor");

const lead = ".claude/agents/senior-ml-engineer.md";

module.exports = {
  "VS Code opens it as an agent file, and Dossier is active": async () => {
    const editor = await open(lead);
    const dossier = vscode.extensions.getExtension("dossier-ls.dossier");
    return outcome(
      editor.document.languageId === "chatagent" && dossier?.isActive,
      `language ${editor.document.languageId}, extension ${dossier?.isActive ? "active" : "not active"}`,
    );
  },

  "hover on a skill shows its description": async () => {
    const editor = await open(lead);
    const hovers = await ask("vscode.executeHoverProvider", editor, "model-evaluation");
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    return outcome(text.includes("judging a model"), text || "no hover");
  },

  "JSON at a place that the tables know has hover": async () => {
    const editor = await open(".mcp.json");
    const hovers = await ask("vscode.executeHoverProvider", editor, '"command');
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    return outcome(text.includes("program that is started"), text || "no hover");
  },

  "the definition of an agent named in prose is the name in its file": async () => {
    const editor = await open(lead);
    const found = await ask("vscode.executeDefinitionProvider", editor, "implementations to ml-eng");
    const places = found.map((place) => {
      const { start } = place.targetSelectionRange ?? place.targetRange ?? place.range;
      return `${(place.targetUri ?? place.uri).path} ${start.line}:${start.character}`;
    });
    return outcome(
      places.length === 1 && places[0].endsWith("/agents/ml-engineer.md 1:6"),
      places.join() || "no definition",
    );
  },

  "going there opens it with the cursor on the name": async () => {
    const editor = await open(lead);
    const place = editor.document.positionAt(editor.document.getText().indexOf("implementations to ml-eng") + 20);
    editor.selection = new vscode.Selection(place, place);
    await vscode.commands.executeCommand("editor.action.revealDefinition");
    const { document, selection } = vscode.window.activeTextEditor;
    const seen = `${document.uri.path} ${selection.active.line}:${selection.active.character}`;
    return outcome(/\/agents\/ml-engineer\.md 1:6$/.test(seen), seen);
  },

  "columns behind an emoji are right": async () => {
    const editor = await open(".claude/agents/release-manager.md");
    const [hover] = await ask("vscode.executeHoverProvider", editor, "👩‍🔬 Ask `ml-eng");
    const text = hover?.range && editor.document.getText(hover.range);
    return outcome(text === "ml-engineer" || text === "`ml-engineer`", text ?? "no hover");
  },

  "names have colours": async () => {
    const editor = await open(lead);
    const { data } = (await vscode.commands.executeCommand(
      "vscode.provideDocumentSemanticTokens",
      editor.document.uri,
    )) ?? { data: [] };
    return outcome(data.length > 50, `${data.length / 5} tokens`);
  },

  "a colour has a swatch, and one that is picked becomes the nearest that the program has": async () => {
    const { document } = await open(lead);
    const found = await vscode.commands.executeCommand("vscode.executeDocumentColorProvider", document.uri);
    const own = (found ?? []).find((it) => document.getText(it.range) === "purple");
    if (!own) return outcome(false, (found ?? []).map((it) => document.getText(it.range)).join() || "no colours");
    const picked = new vscode.Color(0.9, 0.1, 0.1, 1);
    const context = { uri: document.uri, range: own.range };
    const ways = await vscode.commands.executeCommand("vscode.executeColorPresentationProvider", picked, context);
    return outcome(ways[0]?.label === "red" && ways.some((way) => way.label === "purple"), ways.map((way) => way.label).join());
  },

  "the outline has the front matter, and each heading once, though VS Code knows headings too": async () => {
    const { document } = await open(lead);
    const found = await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri);
    const all = (symbols) => symbols.flatMap((symbol) => [symbol.name, ...all(symbol.children ?? [])]);
    const names = all(found ?? []).map((name) => name.replace(/^#+ /, ""));
    const times = names.filter((name) => name === "Skills").length;
    return outcome(names.includes("front matter") && times === 1, names.join(", "));
  },

  "a heading of the workspace is found once, though VS Code finds headings too": async () => {
    const found = await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", "Choosing a metric");
    const names = found.map((symbol) => symbol.name.replace(/^#+ /, ""));
    const times = names.filter((name) => name === "Choosing a metric").length;
    return outcome(times === 1, names.join(", ") || "nothing");
  },

  "and one of an agent's file too": async () => {
    const found = await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", "Skills");
    const names = found.map((symbol) => `${symbol.name.replace(/^#+ /, "")} in ${symbol.location.uri.path.split("/").pop()}`);
    const times = names.filter((name) => name === "Skills in senior-ml-engineer.md").length;
    return outcome(times === 1, names.join(", ") || "nothing");
  },

  "an agent is found by its name, and not by its title again": async () => {
    const found = await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", "incident-commander");
    const names = found.map((symbol) => symbol.name);
    return outcome(names.filter((name) => name === "incident-commander").length === 1 && !names.includes("Incident Commander"), names.join(", "));
  },

  "a hover links to the file, by its path from the folder": async () => {
    const editor = await open(lead);
    const hovers = await ask("vscode.executeHoverProvider", editor, "implementations to ml-eng");
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    return outcome(/\[\.claude\/agents\/ml-engineer\.md\]\(file:\/\/\/.*\/ml-engineer\.md\)/.test(text), text || "no hover");
  },

  "a hover on an agent's own name says who loads it": async () => {
    const editor = await open(lead);
    const hovers = await ask("vscode.executeHoverProvider", editor, "name: senior-ml");
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    return outcome(text.includes("Loaded by Claude Code") && text.includes("- Tools:"), text || "no hover");
  },

  "a link leads to one place, though VS Code follows links too": async () => {
    const editor = await open(lead);
    const found = await ask("vscode.executeDefinitionProvider", editor, "](senior-data-eng");
    const places = found.map((place) => (place.targetUri ?? place.uri).path.split("/").pop());
    return outcome(places.join() === "senior-data-engineer.md", places.join());
  },
};
