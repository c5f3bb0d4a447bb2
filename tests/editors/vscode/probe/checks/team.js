// What happens across files.

const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");
const { ask, messages, once, open, outcome, reports, uriOf } = require("../editor");

const symbols = async (query) =>
  (await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", query)).map((symbol) => symbol.name);

module.exports = {
  "an agent that somebody else writes to the disk is found": async () => {
    await once("outside", () =>
      fs.writeFileSync(
        uriOf(".claude/agents/night-watch.md").fsPath,
        "---\nname: night-watch\ndescription: Watches.\n---\n",
      ),
    );
    const found = await symbols("night-watch");
    return outcome(found.includes("night-watch"), found.join() || "nothing");
  },

  "and one that is deleted is forgotten": async () => {
    await once("outside, again", () => fs.rmSync(uriOf(".claude/agents/night-watch.md").fsPath));
    const found = await symbols("night-watch");
    return outcome(!found.includes("night-watch"), found.join());
  },

  "the call hierarchy says who hands work to whom": async () => {
    const editor = await open(".claude/agents/ml-engineer.md");
    const [item] = await ask("vscode.prepareCallHierarchy", editor, "name: ml-eng");
    if (!item) return outcome(false, "no item");
    const calls = await vscode.commands.executeCommand("vscode.provideIncomingCalls", item);
    const names = calls.map((call) => call.from.name);
    return outcome(names.includes("senior-ml-engineer"), names.join() || "nobody");
  },

  "the manifest of a plugin is checked": async () => {
    const manifest = "tools/review/.claude-plugin/plugin.json";
    await once("a plugin", () => {
      const { fsPath } = uriOf(manifest);
      fs.mkdirSync(path.dirname(fsPath), { recursive: true });
      fs.writeFileSync(fsPath, '{"name": "review", "agents": ["./agents/gone.md"]}\n');
    });
    const editor = await open(manifest);
    return outcome(reports(editor, "./agents/gone.md"), messages(editor));
  },
};
