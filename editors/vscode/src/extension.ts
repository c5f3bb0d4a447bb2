// Small, so that a workspace without agent files pays next to nothing: what needs the server is in session.ts,
// which is a bundle of its own and loaded when the server is to be started.

import * as vscode from "vscode";
import { AgentFiles } from "./agentFiles";
import { showReferences } from "./references";
import type { Entry } from "./requests";
import type { Session } from "./session";
import { TeamView } from "./team/view";

let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const view = new TeamView(context.workspaceState);
  const start = (): Promise<Session> => (session ??= load(context, view));
  const command = (name: string, run: (session: Session, entry?: Entry) => Promise<void> | void): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (entry?: Entry) => run(await start(), entry));
  context.subscriptions.push(
    view,
    command("dossier.restart", (it) => it.client.restart()),
    command("dossier.showOutput", (it) => it.client.showOutput()),
    command("dossier.newAgent", (it) => it.newFile("agent")),
    command("dossier.newSkill", (it) => it.newFile("skill")),
    command("dossier.newCommand", (it) => it.newFile("command")),
    command("dossier.goToAgent", (it) => it.goTo()),
    command("dossier.showGraph", (it) => it.showGraph()),
    command("dossier.team.showInGraph", (it, entry) => it.showGraph(entry)),
    command("dossier.team.goToDefinition", (it, entry) => it.goToDefinition(entry)),
    command("dossier.team.rename", (it, entry) => it.rename(entry)),
    command("dossier.team.why", (it, entry) => it.why(entry)),
    // Two titles of one command each, since a menu has no check marks.
    ...(["kind", "plugin", "folder"] as const).flatMap((by) => [
      command(`dossier.team.by.${by}`, (it) => it.groupTeam(by)),
      command(`dossier.team.by.${by}.chosen`, () => undefined),
    ]),
    vscode.commands.registerCommand("dossier.showReferences", showReferences),
  );
  void startWhenNeeded(context, view, start);
}

export async function deactivate(): Promise<void> {
  await (await session)?.client.stop();
}

async function load(context: vscode.ExtensionContext, view: TeamView): Promise<Session> {
  const { Session } = await import("./session");
  const session = new Session(context, view);
  context.subscriptions.push(session);
  void session.client.restart();
  return session;
}

/** Starts with the first agent file: one that is open, or one that lies in the workspace. */
async function startWhenNeeded(
  context: vscode.ExtensionContext,
  view: TeamView,
  start: () => Promise<Session>,
): Promise<void> {
  const files = new AgentFiles(context.extension.packageJSON as { activationEvents: string[] });
  if (vscode.workspace.textDocuments.some((document) => files.mayBe(document))) {
    await start();
    return;
  }
  const opened = vscode.workspace.onDidOpenTextDocument(async (document) => {
    if (files.mayBe(document)) {
      opened.dispose();
      await start();
    }
  });
  context.subscriptions.push(opened);
  if (await files.areInWorkspace()) {
    opened.dispose();
    await start();
  } else if (session === undefined) {
    view.tellState("empty");
  }
}
