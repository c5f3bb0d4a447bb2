// The team's view, from the moment on at which VS Code shows it. What it shows comes with the session.

import * as vscode from "vscode";
import type { Entry, Grouping } from "../requests";

/** Under what the grouping is remembered, and what the menus know it by. */
const groupingKey = "dossier.team.by";

/** What fills the view. */
export interface TeamSource {
  readonly onDidChange: vscode.Event<Entry[] | undefined>;
  children(entry: Entry | undefined): Promise<Entry[]>;
  item(entry: Entry): vscode.TreeItem;
  resolve(item: vscode.TreeItem, entry: Entry): Promise<vscode.TreeItem>;
}

export class TeamView implements vscode.TreeDataProvider<Entry>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Entry[] | undefined>();
  private source: TeamSource | undefined;
  private grouping: Grouping;
  readonly onDidChangeTreeData = this.changed.event;
  readonly tree = vscode.window.createTreeView<Entry>("dossier.team", {
    treeDataProvider: this,
    showCollapseAll: true,
  });

  constructor(private readonly memory: vscode.Memento) {
    this.grouping = memory.get<Grouping>(groupingKey, "kind");
    this.tellGrouping();
  }

  /** What the tree is grouped by. */
  get by(): Grouping {
    return this.grouping;
  }

  async groupBy(by: Grouping): Promise<void> {
    this.grouping = by;
    this.tellGrouping();
    await this.memory.update(groupingKey, by);
  }

  /** Shows what a session knows. */
  fill(source: TeamSource): vscode.Disposable {
    this.source = source;
    this.changed.fire(undefined);
    return source.onDidChange((entries) => this.changed.fire(entries));
  }

  getChildren(entry?: Entry): Promise<Entry[]> | Entry[] {
    return this.source?.children(entry) ?? [];
  }

  getTreeItem(entry: Entry): vscode.TreeItem {
    return this.source?.item(entry) ?? { label: entry.label };
  }

  resolveTreeItem(item: vscode.TreeItem, entry: Entry): Promise<vscode.TreeItem> | vscode.TreeItem {
    return this.source?.resolve(item, entry) ?? item;
  }

  /** Has the view know what to say where it shows nobody. */
  tellState(state: "empty" | "there" | "down"): void {
    void vscode.commands.executeCommand("setContext", "dossier.team.state", state);
  }

  private tellGrouping(): void {
    void vscode.commands.executeCommand("setContext", groupingKey, this.grouping);
  }

  dispose(): void {
    this.tree.dispose();
    this.changed.dispose();
  }
}
