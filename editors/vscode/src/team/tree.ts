import * as vscode from "vscode";
import type { Client } from "../client";
import { kinds } from "../kinds";
import { toLocation } from "../references";
import type { Entry, FileKind, Findings, Grouping } from "../requests";
import { Marks } from "./marks";
import type { TeamSource, TeamView } from "./view";

/** The key of the tree itself among its levels. */
const top = "";

/** How long the team must be at rest before it is asked for again, in milliseconds. */
const rest = 300;

/** Icons of what is no kind of file. */
const icons: Record<string, string> = {
  plugin: "extensions",
  folder: "folder",
  project: "root-folder",
  own: "account",
  uses: "arrow-right",
  "used-by": "arrow-left",
  mention: "quote",
  nobody: "question",
  note: "circle-slash",
};

/** What is beneath an entry: as the server said it, and as VS Code knows it. */
interface Level {
  said: string;
  entries: Entry[];
}

/**
 * The team as a tree. A level is asked for when it is looked at, and all of them together when something changed;
 * VS Code hears of what is another than before, so that all else stays as it is.
 */
export class TeamTree implements TeamSource, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Entry[] | undefined>();
  private readonly marks = new Marks();
  private readonly disposables: vscode.Disposable[];
  private readonly levels = new Map<string, Level>();
  /** VS Code knows entries as objects, so each stays the same one. */
  private readonly entries = new Map<string, Entry>();
  private timer: NodeJS.Timeout | undefined;
  /** Something changed that was not asked for yet. */
  private isStale = false;
  private isAsking = false;
  /** How long the last answers took, in milliseconds: who has much to look at is asked less often. */
  private took = 0;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly client: Client,
    private readonly view: TeamView,
  ) {
    this.disposables = [
      this.changed,
      this.marks,
      client.onDidStart(() => this.restart()),
      client.onDidChangeTeam(() => this.touch()),
      view.tree.onDidChangeVisibility(() => this.refresh()),
    ];
  }

  async groupBy(by: Grouping): Promise<void> {
    await this.view.groupBy(by);
    this.restart();
  }

  async children(entry: Entry | undefined): Promise<Entry[]> {
    if (entry?.children !== undefined) {
      return entry.children;
    }
    const id = entry?.id ?? top;
    const known = this.levels.get(id);
    if (known !== undefined) {
      return known.entries;
    }
    const { by } = this.view;
    try {
      const [said = []] = await this.client.request("dossier/teamTree", { by, of: [entry?.id ?? null] });
      if (by !== this.view.by) {
        return [];
      }
      const level = this.levels.get(id) ?? { said: JSON.stringify(said), entries: said.map((it) => this.keep(it)) };
      this.levels.set(id, level);
      if (entry === undefined) {
        this.view.tellState(said.length === 0 ? "empty" : "there");
        void this.count();
      }
      return level.entries;
    } catch {
      if (entry === undefined) {
        this.view.tellState("down");
      }
      return [];
    }
  }

  item(entry: Entry): vscode.TreeItem {
    const item = new vscode.TreeItem(entry.label, states[entry.beneath]);
    item.id = entry.id;
    item.description = entry.detail;
    const mark = entry.about === null ? this.marks.ofGroup(entry.id) : this.marks.ofFile(entry.id);
    if (mark !== undefined) {
      item.resourceUri = mark;
    }
    item.iconPath = new vscode.ThemeIcon(iconOf(entry), this.colorOf(entry));
    if (entry.place !== null) {
      const { uri, range } = toLocation(entry.place);
      item.command = { title: "Open", command: "vscode.open", arguments: [uri, { selection: range }] };
    }
    item.contextValue = entry.about === null ? "" : entry.about.hasName ? "defined named" : "defined";
    if (entry.about === null || entry.icon === "mention") {
      item.tooltip = [entry.label, entry.detail].filter(Boolean).join(": ");
    }
    return item;
  }

  /** What is seen when the mouse rests on somebody: what a hover on the name says, or the path. */
  async resolve(item: vscode.TreeItem, { about }: Entry): Promise<vscode.TreeItem> {
    if (about === null || item.tooltip !== undefined) {
      return item;
    }
    const hover = await this.client.hover(about.uri, about.range.start).catch(() => undefined);
    const [content] = hover?.contents ?? [];
    item.tooltip = content instanceof vscode.MarkdownString ? content : vscode.Uri.parse(about.uri).fsPath;
    return item;
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.disposables) {
      each.dispose();
    }
  }

  /** The colour of an icon. That of a group has none: its badge says what was found in all of it. */
  private colorOf({ id, icon, place }: Entry): vscode.ThemeColor | undefined {
    if (icon === "nobody") {
      return new vscode.ThemeColor("problemsWarningIcon.foreground");
    }
    return place === null ? undefined : this.marks.iconColor(id);
  }

  /** Forgets everything, and begins anew. */
  private restart(): void {
    this.levels.clear();
    this.entries.clear();
    this.changed.fire(undefined);
  }

  /** Something may be another than before; whether it is, is asked when it stays so for a moment. */
  private touch(): void {
    this.isStale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), Math.max(rest, 4 * this.took));
  }

  /** Asks again for all that is known, if somebody looks and there may be news. */
  private async refresh(): Promise<void> {
    if (!this.isStale || !this.view.tree.visible || this.isAsking) {
      return;
    }
    this.isStale = false;
    this.isAsking = true;
    // A server that stops meanwhile is told of elsewhere, and the next one starts all anew.
    const start = Date.now();
    await this.update().catch(() => undefined);
    this.took = Date.now() - start;
    this.isAsking = false;
    await this.refresh();
  }

  private async update(): Promise<void> {
    const { by } = this.view;
    const asked = [...this.levels.keys()];
    if (!asked.includes(top)) {
      this.restart();
      return;
    }
    const said = await this.client.request("dossier/teamTree", { by, of: asked.map((id) => (id === top ? null : id)) });
    if (by !== this.view.by) {
      return;
    }
    const changed = new Set<Entry | undefined>();
    for (const [at, id] of asked.entries()) {
      const [before, now] = [this.levels.get(id), said[at] ?? []];
      const text = JSON.stringify(now);
      if (before === undefined || before.said === text) {
        continue;
      }
      const ids = before.entries.map((it) => it.id);
      const entries = now.map((it) => this.keep(it, (it) => changed.add(it)));
      this.levels.set(id, { said: text, entries });
      if (ids.length !== entries.length || entries.some((it, at) => it.id !== ids[at])) {
        changed.add(id === top ? undefined : this.entries.get(id));
      }
    }
    this.forgetGone();
    this.view.tellState(this.levels.get(top)?.entries.length === 0 ? "empty" : "there");
    if (changed.has(undefined)) {
      this.changed.fire(undefined);
    } else if (changed.size > 0) {
      this.changed.fire([...changed].flatMap((it) => it ?? []));
    }
    await this.count();
  }

  /** The one object that stands for an entry, with what the server says of it now. */
  private keep(said: Entry, onChange?: (entry: Entry) => void): Entry {
    const known = this.entries.get(said.id);
    const before = JSON.stringify(known);
    const { children, ...own } = said;
    const kept = children?.map((it) => this.keep(it));
    const now: Entry = kept === undefined ? own : { ...own, children: kept };
    if (known === undefined) {
      this.entries.set(said.id, now);
      return now;
    }
    if (before !== JSON.stringify(now)) {
      onChange?.(known);
    }
    return Object.assign(known, now);
  }

  private forgetGone(): void {
    const shown = new Set<string>([top]);
    const note = (entry: Entry): void => {
      shown.add(entry.id);
      entry.children?.forEach(note);
    };
    for (const { entries } of this.levels.values()) {
      entries.forEach(note);
    }
    for (const id of [...this.levels.keys()].filter((id) => !shown.has(id))) {
      this.levels.delete(id);
    }
    for (const id of [...this.entries.keys()].filter((id) => !shown.has(id))) {
      this.entries.delete(id);
    }
  }

  /** Asks what was found, and shows that. */
  private async count(): Promise<void> {
    const { by } = this.view;
    const findings: Findings[] = await this.client.request("dossier/teamFindings", { by }).catch(() => []);
    if (by !== this.view.by) {
      return;
    }
    const changed = this.marks.set(findings).map((id) => this.entries.get(id));
    // The badge of a group changes by itself; an icon is part of its row.
    const rows = changed.flatMap((it) => (it?.place ? [it] : []));
    if (rows.length > 0) {
      this.changed.fire(rows);
    }
  }
}

const states: Record<Entry["beneath"], vscode.TreeItemCollapsibleState> = {
  nothing: vscode.TreeItemCollapsibleState.None,
  closed: vscode.TreeItemCollapsibleState.Collapsed,
  open: vscode.TreeItemCollapsibleState.Expanded,
};

function iconOf({ icon }: Entry): string {
  return kinds[icon as FileKind]?.icon ?? icons[icon] ?? "file";
}
