// The server's process: restarted by the user, and after a crash.

const fs = require("node:fs");
const vscode = require("vscode");
const { ask, messages, once, open, outcome, replaceTools, reports } = require("../editor");

const lead = ".claude/agents/senior-ml-engineer.md";

/** The servers that this extension host started: their process ids. */
function servers() {
  return fs.readdirSync("/proc").filter((entry) => {
    try {
      const parent = fs.readFileSync(`/proc/${entry}/stat`, "utf8").replace(/^.*\) \S+ /s, "").split(" ")[0];
      const command = fs.readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0");
      return Number(parent) === process.pid && command.includes("lsp");
    } catch {
      return false; // no process, or one that ended meanwhile
    }
  });
}

let killed;

module.exports = {
  "a restarted server reports the same": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Read, Raed");
    await once("restart", () => vscode.commands.executeCommand("dossier.restart"));
    return outcome(reports(editor, "Raed"), messages(editor));
  },

  "a server that is killed is started again": async () => {
    await once("kill", () => {
      [killed] = servers();
      process.kill(Number(killed), "SIGKILL");
    });
    const [now] = servers();
    return outcome(now !== undefined && now !== killed, `process ${now}, killed ${killed}`);
  },

  "and answers": async () => {
    const editor = await open(lead);
    const hovers = await ask("vscode.executeHoverProvider", editor, "model-evaluation");
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    return outcome(text.includes("judging a model"), text || "no hover");
  },

  "and reports what is wrong with the text as it is now": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Read, Gerp");
    return outcome(reports(editor, "Gerp") && !reports(editor, "Raed"), messages(editor));
  },

  // In front for what keys and mouse do next.
  "and the outline of another file": async () => {
    const { document } = await open(".claude/agents/release-manager.md");
    const found = await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri);
    const names = (found ?? []).map((symbol) => symbol.name);
    return outcome(names.length > 0, "no symbols");
  },

  "a server that is killed five times is not started again": async () => {
    const [now] = servers();
    if (now !== undefined) process.kill(Number(now), "SIGKILL");
    await new Promise((wake) => setTimeout(wake, 1500));
    return outcome(now !== undefined && servers().length === 0, `process ${servers()}`);
  },
};
