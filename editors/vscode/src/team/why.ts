import * as vscode from "vscode";
import type { Client } from "../client";

const scheme = "dossier-why";

/** What programs make of a file, as a page to read, which follows the file while it is open. */
export class WhyPages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly disposables: vscode.Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly client: Client) {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      client.onDidChangeTeam(() => {
        const open = vscode.workspace.textDocuments.filter((document) => document.uri.scheme === scheme);
        open.forEach((document) => this.changed.fire(document.uri));
      }),
    ];
  }

  async show(uri: string, name: string): Promise<void> {
    const page = vscode.Uri.from({ scheme, path: `/Why ${name.replaceAll("/", "∕")}`, query: uri });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(page), { preview: true });
  }

  async provideTextDocumentContent({ query: uri }: vscode.Uri): Promise<string> {
    const said = await this.client.request("dossier/why", { uri }).catch(() => null);
    return said ?? "This file is no agent file any more.\n";
  }

  dispose(): void {
    for (const each of this.disposables) {
      each.dispose();
    }
  }
}
