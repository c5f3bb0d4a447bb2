import * as vscode from "vscode";
import type { Asks } from "./asks";
import { kinds } from "./kinds";
import type { FileDescription } from "./requests";

/** An entry in the language status menu: what the file is, and who reads it. */
export class FileStatus implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly client: Asks,
    private readonly selector: vscode.DocumentSelector,
  ) {
    this.item = vscode.languages.createLanguageStatusItem("dossier.file", selector);
    this.item.name = "Agent file";
    const update = (): void => void this.update();
    this.disposables = [
      this.item,
      client.onDidStart(update),
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.workspace.onDidSaveTextDocument(update),
    ];
  }

  dispose(): void {
    for (const each of this.disposables) {
      each.dispose();
    }
  }

  private async update(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined || vscode.languages.match(this.selector, document) === 0) {
      return;
    }
    const uri = this.client.uriOf(document);
    const found = await this.client.request("dossier/describeFile", { uri }).catch(() => undefined);
    if (document === vscode.window.activeTextEditor?.document) {
      const { text, detail } = describe(found);
      this.item.text = text;
      this.item.detail = detail;
    }
  }
}

/** Such as "Agent · Claude Code" and "also read by Cursor; Cursor passes over tools". Undefined is what no server has looked at. */
export function describe(file: FileDescription | null | undefined): { text: string; detail: string } {
  if (file === undefined) {
    return { text: "Agent file?", detail: "the server does not run" };
  }
  if (file === null) {
    return { text: "No agent file", detail: "" };
  }
  const parts = [kinds[file.kind].label, file.dialect];
  if (file.plugin !== null) {
    parts.push(`plugin ${file.plugin}`);
  }
  if (!file.loaded) {
    return { text: parts.join(" · "), detail: "no program looks for it here" };
  }
  const readers = file.readers.length > 0 ? [`also read by ${file.readers.join(", ")}`] : [];
  const ignored = file.ignored.map(({ program, fields }) => `${program} passes over ${fields.join(", ")}`);
  return { text: parts.join(" · "), detail: [...readers, ...ignored].join("; ") };
}
