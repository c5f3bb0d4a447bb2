// Runs inside VS Code's extension host and asks for each feature through VS Code's own API, as the editor
// itself does. The outcome goes into the file $DOSSIER_PROBE_RESULT, a line a check.

const fs = require("node:fs");
const vscode = require("vscode");

const patience = 1000 * Number(process.env.DOSSIER_EDITOR_PATIENCE || 20);

exports.activate = async () => {
  const file = process.env.DOSSIER_PROBE_RESULT;
  if (!file) return;
  const lines = [];
  try {
    for (const [name, check] of Object.entries(checks)) {
      const last = await until(check);
      lines.push(last.ok ? `ok  ${name}` : `FAILED  ${name}: ${last.seen}`);
    }
  } catch (error) {
    lines.push(`FAILED  ${error.stack}`);
  }
  // Renamed into place, so that no one reads half of it.
  fs.writeFileSync(`${file}.part`, lines.join("\n") + "\n");
  fs.renameSync(`${file}.part`, file);
};

const lead = ".claude/agents/senior-ml-engineer.md";

const checks = {
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

  "the definition of an agent named in prose is its file": async () => {
    const editor = await open(lead);
    const found = await ask("vscode.executeDefinitionProvider", editor, "implementations to ml-eng");
    const files = found.map((place) => (place.targetUri ?? place.uri).path);
    return outcome(files.length === 1 && files[0].endsWith("/agents/ml-engineer.md"), files.join() || "no definition");
  },

  "completion in tools offers Grep, and Agent, which VS Code itself does not know": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Read, ");
    const { items } = await ask("vscode.executeCompletionItemProvider", editor, "tools: Read, ");
    const labels = items.map((item) => item.label.label ?? item.label);
    return outcome(labels.includes("Grep") && labels.includes("Agent"), labels.join(" "));
  },

  "an unknown tool is reported": async () => {
    const editor = await open(lead);
    await replaceTools(editor, "tools: Read, Reed");
    return outcome(reportsReed(editor), dossierMessages(editor));
  },

  "a rule that is turned off falls silent": async () => {
    const editor = await open(lead);
    await setRules({ "unknown-tool": "off" });
    return outcome(!reportsReed(editor), dossierMessages(editor));
  },

  "and speaks again": async () => {
    const editor = await open(lead);
    await setRules(undefined);
    return outcome(reportsReed(editor), dossierMessages(editor));
  },

  "a restarted server reports the same": async () => {
    const editor = await open(lead);
    await once("restart", () => vscode.commands.executeCommand("dossier.restart"));
    return outcome(reportsReed(editor), dossierMessages(editor));
  },
};

const outcome = (ok, seen) => ({ ok: Boolean(ok), seen });

/** Asks again until it is right or patience is over: the server and its diagnostics take a moment. */
async function until(check) {
  const end = Date.now() + patience;
  for (;;) {
    const last = await check();
    if (last.ok || Date.now() > end) return last;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

const done = new Set();

/** A check is asked again and again; this part of it happens once. */
async function once(name, action) {
  if (done.has(name)) return;
  done.add(name);
  await action();
}

const own = (editor) =>
  vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => diagnostic.source === "dossier");
const reportsReed = (editor) => own(editor).some((each) => editor.document.getText(each.range) === "Reed");
const dossierMessages = (editor) => own(editor).map((each) => each.message).join("; ") || "no diagnostics";

async function setRules(rules) {
  const settings = vscode.workspace.getConfiguration("dossier");
  await once(`rules ${JSON.stringify(rules)}`, () => settings.update("rules", rules, vscode.ConfigurationTarget.Workspace));
}

async function open(path) {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, path);
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

/** The command's answer at the end of the first `text` in the file. */
async function ask(command, editor, text) {
  const { document } = editor;
  const position = document.positionAt(document.getText().indexOf(text) + text.length);
  return vscode.commands.executeCommand(command, document.uri, position);
}

async function replaceTools(editor, line) {
  const { document } = editor;
  const number = document.getText().split("\n").findIndex((each) => each.startsWith("tools:"));
  const old = document.lineAt(number);
  if (old.text !== line) await editor.edit((edit) => edit.replace(old.range, line));
}
