import * as vscode from "vscode";
import { byContent, byPlace } from "./documents";

/** The languages that VS Code gives agent files in its usual folders. */
export const agentLanguages = ["chatagent", "skill", "prompt", "instructions"];

/** How long front matter is at most where a plain Markdown file is told by it, in characters. */
const headLength = 4096;

/** Tells agent files without the server, so that it isn't started for nothing. */
export class AgentFiles {
  /** The globs that the manifest activates the extension by. */
  private readonly places: string[];

  /** `isReadable` tells what the one who answers can read: the server, what lies on the disk. */
  constructor(
    manifest: { activationEvents: string[] },
    private readonly isReadable: (uri: vscode.Uri) => boolean = ({ scheme }) => scheme === "file",
  ) {
    const prefix = "workspaceContains:";
    this.places = manifest.activationEvents
      .filter((event) => event.startsWith(prefix))
      .map((event) => event.slice(prefix.length));
  }

  /** True for a document that the server may have something to say about. */
  mayBe(document: vscode.TextDocument): boolean {
    if (!this.isReadable(document.uri)) {
      return false;
    }
    if (agentLanguages.includes(document.languageId) || isAt(document, byPlace)) {
      return true;
    }
    if (document.languageId !== "markdown" && !isAt(document, byContent)) {
      return false;
    }
    return isAt(document, this.places) || hasNameAndDescription(document);
  }

  /** True where a file of the workspace lies at such a place. Asks for one file and no more. */
  async areInWorkspace(): Promise<boolean> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 0) {
      return false;
    }
    const found = await vscode.workspace.findFiles(`{${this.places.join(",")}}`, undefined, 1);
    return found.some(this.isReadable);
  }
}

/**
 * Calls `start` with the first agent file: one that is open, or one that lies in the workspace. Resolves, once all
 * that is there has been looked at, to whether there was one.
 */
export async function startWhenNeeded(
  files: AgentFiles,
  subscriptions: vscode.Disposable[],
  start: () => Promise<unknown>,
): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => files.mayBe(document))) {
    await start();
    return true;
  }
  const opened = vscode.workspace.onDidOpenTextDocument(async (document) => {
    if (files.mayBe(document)) {
      opened.dispose();
      await start();
    }
  });
  subscriptions.push(opened);
  const isThere = await files.areInWorkspace();
  if (isThere) {
    opened.dispose();
    await start();
  }
  return isThere;
}

function isAt(document: vscode.TextDocument, patterns: string[]): boolean {
  return patterns.some((pattern) => vscode.languages.match({ pattern }, document) > 0);
}

/** Collections keep agents in folders of any name; these two fields are what every one of them has. */
function hasNameAndDescription(document: vscode.TextDocument): boolean {
  const head = document.getText(new vscode.Range(0, 0, 60, 0)).slice(0, headLength);
  return /^\uFEFF?---[ \t]*\r?\n/.test(head) && /^name[ \t]*:/m.test(head) && /^description[ \t]*:/m.test(head);
}
