import * as vscode from "vscode";
import type { Asks } from "../asks";
import type { OwnRequests } from "../requests";
import { features } from "./features";
import { follow } from "./follow";
import { loadCode } from "./load";
import { answer } from "./own";
import { pathOf, uriAt } from "./paths";
import { Status } from "./status";
import { Team } from "./team";

/** One module at a time, with all that asks it. */
export class Client implements Asks, vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("Dossier", { log: true });
  private readonly status: Status;
  private readonly started = new vscode.EventEmitter<void>();
  private readonly extension: vscode.Uri;
  private code: WebAssembly.Module | undefined;
  private team: Team | undefined;
  /** What ends with that module. */
  private running = vscode.Disposable.from();
  /** Starts wait for one another. */
  private queue: Promise<void> = Promise.resolve();
  private readonly folders = vscode.workspace.onDidChangeWorkspaceFolders(() => this.restart());

  readonly onDidStart = this.started.event;

  constructor(context: vscode.ExtensionContext) {
    this.extension = context.extensionUri;
    this.status = new Status((context.extension.packageJSON as { version: string }).version);
  }

  restart(): Promise<void> {
    this.queue = this.queue.then(() => this.start()).catch((error: unknown) => this.failed(error));
    return this.queue;
  }

  showOutput(): void {
    this.output.show();
  }

  async request<Method extends keyof OwnRequests>(
    method: Method,
    params: OwnRequests[Method]["params"],
  ): Promise<OwnRequests[Method]["result"]> {
    await this.queue;
    if (this.team === undefined) {
      throw new Error("Dossier does not run.");
    }
    return answer(this.team, method, params);
  }

  uriOf(document: vscode.TextDocument): string {
    return document.uri.toString();
  }

  pathOf(uri: vscode.Uri): string {
    return pathOf(uri) ?? "";
  }

  fileAt(path: string): vscode.Uri {
    return uriAt(path);
  }

  dispose(): void {
    this.folders.dispose();
    this.running.dispose();
    this.started.dispose();
    this.status.dispose();
    this.output.dispose();
  }

  private async start(): Promise<void> {
    const began = performance.now();
    this.status.starting();
    this.running.dispose();
    this.team = undefined;
    this.code ??= await loadCode(this.extension);
    const loaded = performance.now();
    const team = new Team(this.code);
    await team.read();
    this.team = team;
    this.running = vscode.Disposable.from(team, follow(team), features(team));
    this.status.running();
    const [load, read] = [loaded - began, performance.now() - loaded].map(Math.round);
    this.output.info(`Runs in the browser: the module came in ${load} ms, the agent files in ${read} ms.`);
    this.started.fire();
  }

  private failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.output.error(why);
    this.status.failed();
    void vscode.window.showErrorMessage(`Dossier did not start in this browser: ${why}`);
  }
}
