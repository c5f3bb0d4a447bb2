import * as vscode from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
} from "vscode-languageclient/node";
import { agentLanguages } from "./agentFiles";
import type { OwnRequests } from "./requests";
import { findServer } from "./server";
import { serverSettings, toldSettings } from "./settings";
import { Status } from "./status";

/** VS Code gives agent files languages of their own; the rest are `markdown`, and `.mdc` may be anything. Manifests of plugins are JSON. */
export const documentSelector = [
  ...["markdown", ...agentLanguages].map((language) => ({ language, scheme: "file" })),
  { pattern: "**/*.mdc", scheme: "file" },
  { pattern: "**/.claude-plugin/plugin.json", scheme: "file" },
];

/** How to get a server. */
const installPage = "https://github.com/dossier-ls/dossier#install";

/** The connection to one server process at a time. */
export class Client implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("Dossier", { log: true });
  private readonly status = new Status(documentSelector);
  private readonly started = new vscode.EventEmitter<void>();
  private running: LanguageClient | undefined;
  /** Starts and stops wait for one another. */
  private queue: Promise<void> = Promise.resolve();

  /** Fires each time a server is ready, after a crash too. */
  readonly onDidStart = this.started.event;

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

  /** Asks the server, once it runs. Fails with a message for the user. */
  async request<Method extends keyof OwnRequests>(
    method: Method,
    params: OwnRequests[Method]["params"],
  ): Promise<OwnRequests[Method]["result"]> {
    await this.queue;
    if (this.running === undefined) {
      throw new Error("The Dossier server does not run.");
    }
    const { running } = this;
    // A lone null would be sent as a list.
    return params === null ? running.sendRequest(method) : running.sendRequest(method, params);
  }

  /** A document's address in the spelling that the server was told. */
  uriOf(document: vscode.TextDocument): string {
    return this.running?.code2ProtocolConverter.asUri(document.uri) ?? document.uri.toString();
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
    this.started.dispose();
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
      errorHandler: this.errorHandler(() => client),
    };
    const client = new LanguageClient("dossier", "Dossier", server, options);
    client.onDidChangeState(({ newState }) => {
      this.status.changed(newState, path, client.initializeResult);
      if (newState === State.Running) {
        this.started.fire();
      }
    });
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

  /** The usual one, which starts a crashed server four times in three minutes; then the user decides. */
  private errorHandler(client: () => LanguageClient): ErrorHandler {
    let usual: ErrorHandler | undefined;
    const get = (): ErrorHandler => (usual ??= client().createDefaultErrorHandler());
    return {
      error: (error, message, count) => get().error(error, message, count),
      closed: async () => {
        const { action } = await get().closed();
        if (action === CloseAction.DoNotRestart) {
          void this.askAfterCrashes();
        } else {
          this.output.warn("The server ended unexpectedly and is started again.");
        }
        return { action, handled: true };
      },
    };
  }

  private async askAfterCrashes(): Promise<void> {
    const message = "The Dossier server crashed five times in three minutes and is not started again.";
    this.output.error(message);
    const [restart, show] = ["Restart", "Show Output"];
    const chosen = await vscode.window.showErrorMessage(message, restart, show);
    if (chosen === restart) {
      await this.restart();
    } else if (chosen === show) {
      this.showOutput();
    }
  }
}

async function askForServer(message: string): Promise<void> {
  const [install, openSetting] = ["How to Install", "Open Setting"];
  const chosen = await vscode.window.showErrorMessage(message, install, openSetting);
  if (chosen === install) {
    await vscode.env.openExternal(vscode.Uri.parse(installPage));
  } else if (chosen === openSetting) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "dossier.server.path");
  }
}
