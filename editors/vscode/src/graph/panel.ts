import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { Client } from "../client";
import type { GraphNode } from "../requests";
import type { FromPage, ToPage } from "./messages";

/** The delegation graph in a panel of its own, at most one. */
export class GraphPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private nodes = new Map<string, GraphNode>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly client: Client,
    private readonly extension: vscode.Uri,
  ) {
    this.disposables = [
      client.onDidStart(() => this.refresh()),
      vscode.workspace.onDidSaveTextDocument(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.send({ type: "current", current: this.current() })),
    ];
  }

  async show(): Promise<void> {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const root = vscode.Uri.joinPath(this.extension, "out");
    const panel = vscode.window.createWebviewPanel("dossier.graph", "Delegation Graph", vscode.ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: [root],
      retainContextWhenHidden: true,
    });
    this.panel = panel;
    panel.onDidDispose(() => (this.panel = undefined));
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    // The page asks for the graph once it is there.
    panel.webview.html = page(panel.webview, root);
  }

  dispose(): void {
    this.panel?.dispose();
    for (const each of this.disposables) {
      each.dispose();
    }
  }

  private async refresh(): Promise<void> {
    if (this.panel === undefined) {
      return;
    }
    try {
      const graph = await this.client.request("dossier/graph", null);
      this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
      this.send({ type: "graph", graph, current: this.current() });
    } catch (error) {
      this.send({ type: "problem", message: error instanceof Error ? error.message : String(error) });
    }
  }

  private send(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private async receive(message: FromPage): Promise<void> {
    const node = message.type === "open" ? this.nodes.get(message.id) : undefined;
    if (message.type === "refresh") {
      await this.refresh();
    } else if (message.type === "newAgent") {
      await vscode.commands.executeCommand("dossier.newAgent");
    } else if (node !== undefined) {
      await openBeside(node);
    }
  }

  /** The id of the file that the user looks at. While the graph itself is in front, that of the file beside it. */
  private current(): string | null {
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
    const path = editor?.document.uri.fsPath;
    return path !== undefined && this.nodes.has(path) ? path : null;
  }
}

/** Opens a node's file where files are, rather than over the graph. */
async function openBeside({ path, range }: GraphNode): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {
    viewColumn: vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.One,
  };
  if (range !== null) {
    const { start, end } = range;
    options.selection = new vscode.Range(start.line, start.character, end.line, end.character);
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path), options);
}

function page(webview: vscode.Webview, root: vscode.Uri): string {
  const nonce = randomBytes(16).toString("base64");
  const address = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
  <link rel="stylesheet" href="${address("graph.css")}">
  <title>Delegation Graph</title>
</head>
<body>
  <header role="toolbar" aria-label="Delegation graph">
    <input id="search" type="search" placeholder="Filter by name" aria-label="Filter by name">
    <span id="kinds"></span>
    <label><input id="near" type="checkbox">Only around the current file</label>
    <button id="fit" title="Show everything (0)">Fit</button>
    <button id="refresh" title="Read the team again (r)">Refresh</button>
    <span id="count" role="status"></span>
  </header>
  <main id="nothing" hidden><p id="why"></p><button id="new">New Agent…</button></main>
  <svg id="graph" role="group" aria-label="Who hands work to whom">
    <defs>
      <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
        <path d="M0 0 L8 4 L0 8 z"/>
      </marker>
    </defs>
    <g id="view"><g id="edges"></g><g id="nodes"></g></g>
  </svg>
  <script nonce="${nonce}" src="${address("graph.js")}"></script>
</body>
</html>`;
}
