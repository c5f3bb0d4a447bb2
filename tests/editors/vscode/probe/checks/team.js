// What happens across files.

const fs = require("node:fs");
const vscode = require("vscode");
const { ask, once, open, outcome, uriOf } = require("../editor");

const symbols = async (query) =>
  (await vscode.commands.executeCommand("vscode.executeWorkspaceSymbolProvider", query)).map((symbol) => symbol.name);

module.exports = {
  "a rename reaches every file and moves its own": async () => {
    const editor = await open(".claude/agents/release-manager.md");
    let edit;
    await once("rename", async () => {
      edit = await ask("vscode.executeDocumentRenameProvider", editor, "name: release-man", "ship-captain");
      await vscode.workspace.applyEdit(edit);
      await vscode.workspace.saveAll();
    });
    const text = (path) => fs.readFileSync(uriOf(path).fsPath, "utf8");
    const moved = fs.existsSync(uriOf(".claude/agents/ship-captain.md").fsPath);
    const memory = text("CLAUDE.md");
    return outcome(
      moved && memory.includes("then ship-captain") && !memory.includes("release-manager"),
      `moved: ${moved}, CLAUDE.md: ${memory.split("\n").find((line) => line.startsWith("- Gates"))}`,
    );
  },

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
