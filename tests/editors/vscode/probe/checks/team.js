// What happens across files.

const fs = require("node:fs");
const vscode = require("vscode");
const { once, outcome, uriOf } = require("../editor");

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
};
