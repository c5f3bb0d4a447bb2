import * as vscode from "vscode";
import type { Asks } from "./asks";
import { kinds } from "./kinds";
import type { FileKind, NewFile } from "./requests";

/** Asks for a name and a place, makes the file, and opens it with its front matter to fill in. */
export async function newFile(client: Asks, kind: FileKind): Promise<void> {
  const active = vscode.window.activeTextEditor?.document;
  const near = active !== undefined && lies(active) ? client.uriOf(active) : null;
  const ask = (name: string): Promise<NewFile> => client.request("dossier/newFile", { kind, name, near });

  const label = kinds[kind].label.toLowerCase();
  const typed = await vscode.window.showInputBox({
    title: `New ${label}`,
    prompt: `Name of the ${label}: words of small letters and digits, joined by hyphens`,
    placeHolder: "code-reviewer",
    // The server knows what names are taken and what the program accepts.
    validateInput: (typed) => {
      const name = nameOf(typed);
      return name === "" ? undefined : ask(name).then(() => (name === typed ? undefined : hint(name)), messageOf);
    },
  });
  const name = nameOf(typed ?? "");
  if (name === "") {
    return;
  }
  try {
    const { places, text } = await ask(name);
    const place = await choosePlace(places);
    if (place !== undefined) {
      await open(vscode.Uri.parse(place), text, name);
    }
  } catch (error) {
    void vscode.window.showErrorMessage(messageOf(error));
  }
}

/** False for what is in no file yet, and for what only looks like one, such as a side of a comparison. */
function lies({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === "file" || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** "Code Reviewer" is meant as `code-reviewer`; what is written without blanks stays as it is. */
function nameOf(typed: string): string {
  const words = typed.trim().split(/\s+/);
  return words.length > 1 ? words.join("-").toLowerCase() : (words[0] ?? "");
}

function hint(name: string): vscode.InputBoxValidationMessage {
  return { message: `Its name will be ${name}`, severity: vscode.InputBoxValidationSeverity.Info };
}

async function choosePlace(places: NewFile["places"]): Promise<string | undefined> {
  const items = places.map(({ uri, user }) => ({
    label: user ? "$(account) Yours, in every project" : "$(root-folder) This project",
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(uri), places.length > 2),
    uri,
  }));
  const chosen = items.length > 1 ? await vscode.window.showQuickPick(items, { title: "Where?" }) : items[0];
  return chosen?.uri;
}

async function open(uri: vscode.Uri, snippet: string, name: string): Promise<void> {
  const create = new vscode.WorkspaceEdit();
  create.createFile(uri, { ignoreIfExists: false });
  if (!(await vscode.workspace.applyEdit(create))) {
    throw new Error(`${uri.fsPath} can't be written.`);
  }
  const editor = await vscode.window.showTextDocument(uri);
  await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0));
  // The name was asked for already.
  if (editor.document.getText(editor.selection) === name) {
    await vscode.commands.executeCommand("jumpToNextSnippetPlaceholder");
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
