import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { findServer } from "./server";
import { serverSettings } from "./settings";
import { Status } from "./status";

/** VS Code gives agent files languages of their own; the rest are `markdown`. */
const languages = ["markdown", "chatagent", "skill", "prompt", "instructions"];
/** What the server is told of, see `serverSettings`. */
const toldSettings = ["diagnostics", "rules", "inlayHints", "codeLens"].map((name) => `dossier.${name}`);
const documentSelector = languages.map((language) => ({ language, scheme: "file" }));

/** The connection to one server process at a time. */
export class Client implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("Dossier", { log: true });
  private readonly status = new Status(documentSelector);
  private running: LanguageClient | undefined;
  /** Starts and stops wait for one another. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly extensionPath: string) {}

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      await this.startNow();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  showOutput(): void {
    this.output.show();
  }

  async configurationChanged(event: vscode.ConfigurationChangeEvent): Promise<void> {
    if (event.affectsConfiguration("dossier.server")) {
      await this.restart();
    } else if (toldSettings.some((section) => event.affectsConfiguration(section))) {
      await this.running?.sendNotification(DidChangeConfigurationNotification.type, {
        settings: { dossier: serverSettings() },
      });
    }
  }

  dispose(): void {
    this.status.dispose();
    this.output.dispose();
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(task).catch((error: unknown) => this.output.error(String(error)));
    return this.queue;
  }

  private async startNow(): Promise<void> {
    const { path, problem } = findServer(this.extensionPath);
    if (path === undefined) {
      this.status.failed(problem);
      this.output.error(problem);
      void askForServer(problem);
      return;
    }
    const server: ServerOptions = { command: path, args: ["lsp"] };
    const options: LanguageClientOptions = {
      documentSelector,
      outputChannel: this.output,
      initializationOptions: serverSettings,
    };
    const client = new LanguageClient("dossier", "Dossier", server, options);
    client.onDidChangeState(({ newState }) => this.status.changed(newState, path, client.initializeResult));
    this.running = client;
    this.output.info(`Starting ${path}`);
    await client.start();
  }

  private async stopNow(): Promise<void> {
    const client = this.running;
    this.running = undefined;
    // A server that never came up or is already gone cannot be stopped: that is no error here.
    await client?.dispose().catch((error: unknown) => this.output.warn(String(error)));
  }
}

async function askForServer(message: string): Promise<void> {
  const openSetting = "Open Setting";
  if ((await vscode.window.showErrorMessage(message, openSetting)) === openSetting) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "dossier.server.path");
  }
}
