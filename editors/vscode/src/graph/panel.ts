import * as vscode from "vscode";
import type { Asks } from "../asks";
import type { PicturePage } from "../requests";
import type { FromPage, ToPage } from "./messages";

/** Of Node and of browsers alike, but in the types of neither that we have. */
declare const crypto: { randomUUID(): string };

/** The picture of the team in a panel of its own, at most one. The server makes it, and its page. */
export class GraphPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private paths = new Set<string>();
  /** What to look at once there is a picture. */
  private wanted: string | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly client: Asks) {
    this.disposables = [
      client.onDidStart(() => this.refresh()),
      vscode.workspace.onDidSaveTextDocument(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.send({ type: "current", current: this.current() })),
    ];
  }

  /** Shows the picture, and of it one file where one is wanted. */
  async show(file?: vscode.Uri): Promise<void> {
    this.wanted = file === undefined ? undefined : this.client.pathOf(file);
    if (this.panel !== undefined) {
      this.panel.reveal();
      this.attend();
      return;
    }
    const parts = await this.client.request("dossier/picturePage", null);
    const panel = vscode.window.createWebviewPanel("dossier.graph", "Delegation Graph", vscode.ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: [],
      retainContextWhenHidden: true,
    });
    this.panel = panel;
    panel.onDidDispose(() => (this.panel = undefined));
    panel.webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    // The page asks for the picture once it is there.
    panel.webview.html = page(parts);
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
      const picture = await this.client.request("dossier/picture", null);
      this.paths = new Set(picture.team.nodes.flatMap(({ path }) => path ?? []));
      this.send({ type: "picture", ...picture, current: this.current() });
      this.attend();
    } catch (error) {
      this.send({ type: "problem", message: error instanceof Error ? error.message : String(error) });
    }
  }

  private attend(): void {
    if (this.wanted !== undefined && this.paths.has(this.wanted)) {
      this.send({ type: "attend", path: this.wanted });
      this.wanted = undefined;
    }
  }

  private send(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private async receive(message: FromPage): Promise<void> {
    if (message.type === "refresh") {
      await this.refresh();
    } else if (message.type === "newAgent") {
      await vscode.commands.executeCommand("dossier.newAgent");
    } else if (this.paths.has(message.path)) {
      await openBeside(this.client.fileAt(message.path), new vscode.Position(message.line, message.character));
    }
  }

  /** The path of the file that the user looks at, as the picture has it. While the picture itself is in front, that of the file beside it. */
  private current(): string | null {
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
    const path = editor && this.client.pathOf(editor.document.uri);
    return path !== undefined && this.paths.has(path) ? path : null;
  }
}

/** Opens a file where files are, rather than over the picture. */
async function openBeside(uri: vscode.Uri, place: vscode.Position): Promise<void> {
  await vscode.window.showTextDocument(uri, {
    viewColumn: vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(place, place),
  });
}

function page({ body, style, script }: PicturePage): string {
  const nonce = crypto.randomUUID();
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy"
    content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
  <title>Delegation Graph</title>
  <style nonce="${nonce}">${style}</style>
</head>
<body>
  ${body}
  <script nonce="${nonce}">${script}</script>
</body>
</html>`;
}
