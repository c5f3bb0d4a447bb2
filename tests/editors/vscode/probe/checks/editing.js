// What VS Code shows while somebody types.

const vscode = require("vscode");
const { ask, endOf, messages, once, open, outcome, own, replaceTools, reports } = require("../editor");

const lead = ".claude/agents/senior-ml-engineer.md";

const toolsLine = ({ document }) => document.getText().split("\n").find((line) => line.startsWith("tools:"));

module.exports = {
  "completion in tools offers Grep, and Agent, which VS Code itself does not know": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Read, ");
    const { items } = await ask("vscode.executeCompletionItemProvider", editor, "tools: Read, ");
    const labels = items.map((item) => item.label.label ?? item.label);
    return outcome(labels.includes("Grep") && labels.includes("Agent"), labels.join(" "));
  },

  "what is accepted there stands there once": async () => {
    const editor = await open(lead);
    if (toolsLine(editor) !== "tools: Read, NotebookEdit") {
      await replaceTools(editor, "tools: Read, Noteb");
      const place = endOf(editor, "tools: Read, Noteb");
      editor.selection = new vscode.Selection(place, place);
      await vscode.commands.executeCommand("editor.action.triggerSuggest");
      await new Promise((wake) => setTimeout(wake, 1000));
      await vscode.commands.executeCommand("acceptSelectedSuggestion");
    }
    return outcome(toolsLine(editor) === "tools: Read, NotebookEdit", toolsLine(editor));
  },

  "an unknown tool is reported": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Read, Grep, Raed");
    return outcome(reports(editor, "Raed"), messages(editor));
  },

  "a rule that is turned off falls silent": async () => {
    const editor = await open(lead);
    await setRules({ "unknown-tool": "off" });
    return outcome(!reports(editor, "Raed"), messages(editor));
  },

  "and speaks again": async () => {
    const editor = await open(lead);
    await setRules(undefined);
    return outcome(reports(editor, "Raed"), messages(editor));
  },

  "its fix is offered and puts the right tool there": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Grep, Raed");
    const problem = own(editor).find((each) => editor.document.getText(each.range) === "Raed");
    if (!problem) return outcome(false, messages(editor));
    const actions = await vscode.commands.executeCommand(
      "vscode.executeCodeActionProvider",
      editor.document.uri,
      problem.range,
    );
    const fix = actions.find((action) => action.title === "Change to `Read`");
    if (!fix) return outcome(false, actions.map((action) => action.title).join("; ") || "no action");
    await once("fix", () => vscode.workspace.applyEdit(fix.edit));
    return outcome(toolsLine(editor) === "tools: Grep, Read", toolsLine(editor));
  },

  "then the report is gone": async () => {
    const editor = await open(lead);
    return outcome(!reports(editor, "Raed") && !reports(editor, "Read"), messages(editor));
  },
};

async function setRules(rules) {
  const settings = vscode.workspace.getConfiguration("dossier");
  await once(`rules ${JSON.stringify(rules)}`, () =>
    settings.update("rules", rules, vscode.ConfigurationTarget.Workspace),
  );
}
