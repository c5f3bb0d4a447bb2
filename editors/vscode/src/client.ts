import * as vscode from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  type ErrorHandler,
  HoverRequest,
  LanguageClient,
  type LanguageClientOptions,
  type Position,
  type ServerOptions,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";
import type { Asks } from "./asks";
import { besideMarkdown } from "./beside";
import type { OwnRequests } from "./requests";
import { anywhere } from "./selector";
import { findServer } from "./server";
import { serverSettings, toldSettings } from "./settings";
import { Status } from "./status";
import { type Remedy, tell } from "./trouble";

/** The agent files that lie on the disk. */
export const documentSelector = anywhere.map((filter) => ({ ...filter, scheme: "file" }));

/** How long a server may take to answer for the first time, in milliseconds. It takes a tenth of a second. */
const patience = 30_000;

/** The client without messages of its own: what goes wrong is logged, and the user is told once, by us. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Has the server say when the team may have changed. */
const hearsOfTeam: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { ...capabilities.experimental, dossier: { teamChanged: true } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

/** The connection to one server process at a time. */
export class Client implements Asks, vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("Dossier", { log: true });
  private readonly status = new Status(documentSelector);
  private readonly started = new vscode.EventEmitter<void>();
  private readonly teamChanged = new vscode.EventEmitter<void>();
  private running: LanguageClient | undefined;
  /** Why none runs, told once more to the one who asks for something. */
  private problem: { text: string; remedies: Remedy[] } | undefined;
  /** Whether the server that runs, or was started last, has answered. */
  private hasRun = false;
  /** Starts and stops wait for one another. */
  private queue: Promise<void> = Promise.resolve();

  /** Fires each time a server is ready, after a crash too. */
  readonly onDidStart = this.started.event;

  /** Fires when the team, or what was found in it, may have changed. */
  readonly onDidChangeTeam = this.teamChanged.event;

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

  /** True when a server runs; else the user is told why none does. */
  async isReady(): Promise<boolean> {
    await this.queue;
    if (this.running === undefined && this.problem !== undefined) {
      this.tellProblem(this.problem);
    }
    return this.running !== undefined;
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

  /** What the server says of a place, as on hover. */
  async hover(uri: string, position: Position): Promise<vscode.Hover | undefined> {
    const { running } = this;
    const hover = await running?.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return running?.protocol2CodeConverter.asHover(hover);
  }

  /** A document's address in the spelling that the server was told. */
  uriOf({ uri }: { uri: vscode.Uri }): string {
    return this.running?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  pathOf(uri: vscode.Uri): string {
    return uri.fsPath.replaceAll("\\", "/");
  }

  fileAt(path: string): vscode.Uri {
    return vscode.Uri.file(path);
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
    this.teamChanged.dispose();
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
      this.failed(problem, ["How to Install", "Open Setting", "Try Again"]);
      return;
    }
    const server: ServerOptions = { command: path, args: ["lsp"] };
    const options: LanguageClientOptions = {
      documentSelector,
      outputChannel: this.output,
      initializationOptions: serverSettings,
      middleware: besideMarkdown,
      initializationFailedHandler: () => false,
      errorHandler: this.errorHandler(
        () => client,
        () => endedEarly(new Error("The server ended before it answered.")),
      ),
    };
    // The client itself waits for an answer of a process that is gone.
    let endedEarly: (error: Error) => void = () => undefined;
    const ended = new Promise<never>((_, reject) => {
      endedEarly = reject;
    });
    const client = new QuietClient("dossier", "Dossier", server, options);
    client.onDidChangeState(({ newState }) => {
      if (this.running !== client) {
        return;
      }
      this.status.changed(newState, path, client.initializeResult);
      if (newState === State.Running) {
        this.hasRun = true;
        this.started.fire();
      }
    });
    client.registerFeature(hearsOfTeam);
    client.onNotification("dossier/teamChanged", () => this.teamChanged.fire());
    this.running = client;
    this.hasRun = false;
    this.output.info(`Starting ${path}`);
    try {
      await withinPatience(Promise.race([client.start(), ended]));
    } catch (error) {
      await this.stopNow();
      this.output.error(String(error));
      this.failed(`The Dossier server did not start: ${path}`, ["Show Output", "Open Setting", "Try Again"]);
    }
  }

  private async stopNow(): Promise<void> {
    const client = this.running;
    this.running = undefined;
    // A server that never came up or is already gone cannot be stopped: that is no error here.
    await client?.dispose().catch((error: unknown) => this.output.debug(String(error)));
  }

  /** Starts a server again that crashed after it had run: four times in three minutes, then the user decides. */
  private errorHandler(client: () => LanguageClient, endedEarly: () => void): ErrorHandler {
    let usual: ErrorHandler | undefined;
    const get = (): ErrorHandler => (usual ??= client().createDefaultErrorHandler());
    return {
      // What can't be written means that the process is gone, which `closed` is about. The usual handler would stop
      // the client here, and then nothing would start it again.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: async () => {
        // One that never ran fails in `startNow`.
        if (!this.hasRun) {
          endedEarly();
        }
        const action = this.hasRun ? (await get().closed()).action : CloseAction.DoNotRestart;
        if (action === CloseAction.Restart) {
          this.output.warn("The server ended unexpectedly and is started again.");
        } else if (this.hasRun) {
          this.running = undefined;
          const message = "The Dossier server crashed five times in three minutes and is not started again.";
          this.failed(message, ["Restart", "Show Output"]);
        }
        return { action, handled: true };
      },
    };
  }

  private failed(text: string, remedies: Remedy[]): void {
    this.status.failed();
    this.output.error(text);
    this.problem = { text, remedies };
    this.tellProblem(this.problem);
  }

  private tellProblem({ text, remedies }: { text: string; remedies: Remedy[] }): void {
    const restart = (): Promise<void> => this.restart();
    void tell(text, remedies, { restart, showOutput: () => this.showOutput() });
  }
}

async function withinPatience(start: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${patience / 1000} seconds.`)), patience);
  });
  await Promise.race([start, late]).finally(() => clearTimeout(timer));
}
