import * as vscode from "vscode";
import { Client, documentSelector } from "./client";
import { FileStatus } from "./fileStatus";
import { goTo } from "./goTo";
import { GraphPanel } from "./graph/panel";
import { newFile } from "./newFile";
import { toLocation } from "./references";
import type { Entry, FileKind, Grouping } from "./requests";
import { TeamTree } from "./team/tree";
import type { TeamView } from "./team/view";
import { WhyPages } from "./team/why";

/** All that needs the server. */
export class Session implements vscode.Disposable {
  readonly client: Client;
  private readonly graph: GraphPanel;
  private readonly team: TeamTree;
  private readonly whyPages: WhyPages;
  private readonly disposables: vscode.Disposable[];

  constructor(
    context: vscode.ExtensionContext,
    private readonly view: TeamView,
  ) {
    this.client = new Client(context.extensionPath);
    this.graph = new GraphPanel(this.client);
    this.team = new TeamTree(this.client, view);
    this.whyPages = new WhyPages(this.client);
    this.disposables = [
      this.client,
      this.graph,
      this.team,
      this.whyPages,
      view.fill(this.team),
      new FileStatus(this.client, documentSelector),
      vscode.workspace.onDidChangeConfiguration((event) => this.client.configurationChanged(event)),
    ];
  }

  async newFile(kind: FileKind): Promise<void> {
    if (await this.client.isReady()) {
      await newFile(this.client, kind);
    }
  }

  async goTo(): Promise<void> {
    if (await this.client.isReady()) {
      await goTo(this.client);
    }
  }

  /** Shows the picture, and of it what an entry of the tree is about. */
  async showGraph(entry?: Entry): Promise<void> {
    if (await this.client.isReady()) {
      await this.graph.show(entry?.about ? vscode.Uri.parse(entry.about.uri) : undefined);
    }
  }

  async groupTeam(by: Grouping): Promise<void> {
    await this.team.groupBy(by);
  }

  /** Opens what an entry of the tree is about, at its name. */
  async goToDefinition(entry = this.chosen()): Promise<void> {
    if (entry?.about) {
      const { uri, range } = toLocation(entry.about);
      await vscode.window.showTextDocument(uri, { selection: range });
    }
  }

  /** Renames what an entry of the tree is about, as in its file. */
  async rename(entry = this.chosen()): Promise<void> {
    if (entry?.about?.hasName) {
      const { uri, range } = toLocation(entry.about);
      await vscode.commands.executeCommand("editor.action.rename", [uri, range.start]);
    }
  }

  async why(entry = this.chosen()): Promise<void> {
    if (entry?.about && (await this.client.isReady())) {
      await this.whyPages.show(entry.about.uri, entry.icon === "mention" ? entry.about.uri : entry.label);
    }
  }

  /** What is selected in the tree, for whoever asks with a key. */
  private chosen(): Entry | undefined {
    return this.view.tree.selection[0];
  }

  dispose(): void {
    for (const each of this.disposables) {
      each.dispose();
    }
  }
}
