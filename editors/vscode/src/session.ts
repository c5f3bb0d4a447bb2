import * as vscode from "vscode";
import { Client, documentSelector } from "./client";
import { FileStatus } from "./fileStatus";
import { goTo } from "./goTo";
import { GraphPanel } from "./graph/panel";
import { newFile } from "./newFile";
import type { FileKind } from "./requests";

/** All that needs the server. */
export class Session implements vscode.Disposable {
  readonly client: Client;
  private readonly graph: GraphPanel;
  private readonly disposables: vscode.Disposable[];

  constructor(context: vscode.ExtensionContext) {
    this.client = new Client(context.extensionPath);
    this.graph = new GraphPanel(this.client);
    this.disposables = [
      this.client,
      this.graph,
      new FileStatus(this.client, documentSelector),
      vscode.workspace.onDidChangeConfiguration((event) => this.client.configurationChanged(event)),
    ];
  }

  async newFile(kind: FileKind): Promise<void> {
    if (await this.client.isReady()) {
      await newFile(this.client, kind);
    }
  }

  async goTo(): Promise<void> {
    if (await this.client.isReady()) {
      await goTo(this.client);
    }
  }

  async showGraph(): Promise<void> {
    if (await this.client.isReady()) {
      await this.graph.show();
    }
  }

  dispose(): void {
    for (const each of this.disposables) {
      each.dispose();
    }
  }
}
