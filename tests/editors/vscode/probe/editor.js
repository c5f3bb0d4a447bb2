// What the checks share: opening, asking, editing.

const vscode = require("vscode");

const patience = 1000 * Number(process.env.DOSSIER_EDITOR_PATIENCE || 20);

/** The outcome of a check: whether it is right, and else what was seen. */
const outcome = (ok, seen) => ({ ok: Boolean(ok), seen });

/** Asks again until it is right or patience is over: the server and its diagnostics take a moment. */
async function until(check) {
  const end = Date.now() + patience;
  for (;;) {
    const late = new Promise((wake) => setTimeout(wake, patience + 1000, outcome(false, "no answer from VS Code")));
    const last = await Promise.race([check(), late]);
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

const uriOf = (path) => vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, path);

const open = async (path) =>
  vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(path)), { preview: false });

/** The command's answer at the end of the first `text` in the file. */
async function ask(command, editor, text, ...more) {
  return vscode.commands.executeCommand(command, editor.document.uri, endOf(editor, text), ...more);
}

/** The same at its first letter. */
async function askAt(command, { document }, text) {
  return vscode.commands.executeCommand(command, document.uri, document.positionAt(document.getText().indexOf(text)));
}

function endOf({ document }, text) {
  return document.positionAt(document.getText().indexOf(text) + text.length);
}

async function replaceTools(editor, line) {
  const { document } = editor;
  const number = document.getText().split("\n").findIndex((each) => each.startsWith("tools:"));
  const old = document.lineAt(number);
  if (old.text !== line) await editor.edit((edit) => edit.replace(old.range, line));
}

const own = (editor) =>
  vscode.languages.getDiagnostics(editor.document.uri).filter((diagnostic) => diagnostic.source === "dossier");
const messages = (editor) => own(editor).map((each) => each.message).join("; ") || "no diagnostics";

/** True while a diagnostic of Dossier underlines this text. */
const reports = (editor, text) => own(editor).some((each) => editor.document.getText(each.range) === text);

module.exports = { ask, askAt, endOf, messages, once, open, outcome, own, replaceTools, reports, until, uriOf };
