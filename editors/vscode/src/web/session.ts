import * as vscode from "vscode";
import { FileStatus } from "../fileStatus";
import { goTo } from "../goTo";
import { GraphPanel } from "../graph/panel";
import { newFile } from "../newFile";
import type { FileKind } from "../requests";
import { Client } from "./client";
import { anywhere } from "../selector";

/** All that needs the module. */
export class Session implements vscode.Disposable {
  readonly client: Client;
  private readonly graph: GraphPanel;
  private readonly disposables: vscode.Disposable[];

  constructor(context: vscode.ExtensionContext) {
    this.client = new Client(context);
    this.graph = new GraphPanel(this.client);
    this.disposables = [this.client, this.graph, new FileStatus(this.client, anywhere)];
  }

  newFile(kind: FileKind): Promise<void> {
    return newFile(this.client, kind);
  }

  goTo(): Promise<void> {
    return goTo(this.client);
  }

  showGraph(): Promise<void> {
    return this.graph.show();
  }

  dispose(): void {
    for (const each of this.disposables) {
      each.dispose();
    }
  }
}
