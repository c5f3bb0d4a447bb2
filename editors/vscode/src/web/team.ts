import * as vscode from "vscode";
import { Module, today } from "../../../../server/browser/client/module";
import type { Answers, Conventions, Request } from "../../../../server/browser/client/requests";
import { list, mostTexts, readAll } from "./files";
import { pathOf, tops, uriAt } from "./paths";

/** The module, and what it was told of the workspace. What is open is told before anything is asked. */
export class Team implements vscode.Disposable {
  readonly conventions: Conventions;
  private readonly module: Module;
  /** Texts by path as they lie in the workspace. What was not read is empty: that it is there counts. */
  private readonly files = new Map<string, string>();
  private readonly open = new Map<string, vscode.TextDocument>();
  /** The open documents whose text the module doesn't have yet. */
  private readonly edited = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();

  /** Fires when something that was told may change what was found. */
  readonly onDidChange = this.changed.event;

  /** True once every file was read. Until then, a name that leads nowhere may just not have been read. */
  isComplete = false;

  constructor(code: WebAssembly.Module) {
    this.module = new Module(code, () => [...this.everything()]);
    this.conventions = this.module.ask("conventions");
  }

  /** Reads the agent files, and then, while questions are answered, what only its text can tell to be one. */
  async read(): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const lists = await Promise.all(folders.map((it) => list(it.uri, this.conventions.foreign)));
    const paths = lists.flat().flatMap((uri) => pathOf(uri) ?? []);
    for (const path of paths) {
      this.files.set(path, "");
    }
    const { first, then } = this.module.ask("wanted", paths);
    const now = first.slice(0, mostTexts);
    const texts = await readAll(now.map(uriAt));
    now.forEach((path, at) => this.files.set(path, texts[at] ?? ""));
    this.module.ask("open", this.opening());
    for (const document of vscode.workspace.textDocuments) {
      this.opened(document);
    }
    void this.readRest(then.slice(0, Math.max(0, mostTexts - first.length)));
  }

  private async readRest(paths: string[]): Promise<void> {
    const texts = await readAll(paths.map(uriAt));
    this.isComplete = true;
    // What has changed meanwhile was told then.
    const news = paths.map((path, at): [string, string] => [path, texts[at] ?? ""]);
    this.tell(news.filter(([path]) => this.files.get(path) === ""));
    this.changed.fire();
  }

  /** Asks about the texts of this moment. Throws why it can't be answered. */
  ask<Name extends keyof Answers>(name: Name, ...params: Answers[Name]["params"]): Answers[Name]["result"] {
    for (const path of this.edited) {
      const document = this.open.get(path);
      if (document !== undefined) {
        this.module.ask("edit", { path, text: document.getText() });
      }
    }
    this.edited.clear();
    return this.module.ask(name, ...params);
  }

  /** The documents that are open, by path. */
  get documents(): ReadonlyMap<string, vscode.TextDocument> {
    return this.open;
  }

  opened(document: vscode.TextDocument): void {
    const path = pathOf(document.uri);
    if (path !== undefined && this.isWanted(path)) {
      this.open.set(path, document);
      this.edit(path);
    }
  }

  edit(path: string): void {
    if (this.open.has(path)) {
      this.edited.add(path);
      this.changed.fire();
    }
  }

  async closed(path: string): Promise<void> {
    if (this.open.delete(path)) {
      this.edited.delete(path);
      this.module.ask("close", path);
      // What was not saved is gone.
      const [text] = await readAll([uriAt(path)]);
      this.tell([[path, text ?? (this.files.has(path) ? "" : null)]]);
    }
  }

  /** Takes what lies there by now. */
  async touched(uris: vscode.Uri[]): Promise<void> {
    const changes = new Map<string, string | null>();
    for (const uri of uris) {
      for (const [path, text] of await this.lookAt(uri)) {
        changes.set(path, text);
      }
    }
    this.tell([...changes].filter(([path, text]) => (this.files.get(path) ?? null) !== text));
  }

  private tell(news: [string, string | null][]): void {
    for (const [path, text] of news) {
      text === null ? this.files.delete(path) : this.files.set(path, text);
    }
    if (news.length > 0) {
      this.module.ask("change", Object.fromEntries(news));
      this.changed.fire();
    }
  }

  /** The texts at and below an address; null for what is not there any more. */
  private async lookAt(uri: vscode.Uri): Promise<[string, string | null][]> {
    const path = pathOf(uri);
    if (path === undefined || path.split("/").some((name) => this.conventions.foreign.includes(name))) {
      return [];
    }
    const type = await vscode.workspace.fs.stat(uri).then((it) => it.type, () => undefined);
    if (type === undefined) {
      const gone = [...this.files.keys()].filter((it) => it === path || it.startsWith(`${path}/`));
      return gone.map((it) => [it, null]);
    }
    const found = type & vscode.FileType.Directory ? await list(uri, this.conventions.foreign) : [uri];
    const paths = found.flatMap((it) => pathOf(it) ?? []);
    const wanted = new Set(paths.filter((it) => this.isWanted(it)).slice(0, mostTexts));
    const texts = await readAll([...wanted].map(uriAt));
    const read = new Map([...wanted].map((it, at) => [it, texts[at] ?? ""]));
    return paths.map((it) => [it, read.get(it) ?? ""]);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private isWanted(path: string): boolean {
    const { first, then } = this.module.ask("wanted", [path]);
    return first.length + then.length > 0;
  }

  private opening(): Answers["open"]["params"][0] {
    return { files: Object.fromEntries(this.files), today: today(), markup: "markdown", folders: tops() };
  }

  private *everything(): Iterable<Request> {
    yield { open: this.opening() };
    for (const [path, document] of this.open) {
      yield { edit: { path, text: document.getText() } };
    }
  }
}
