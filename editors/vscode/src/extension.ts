// Small, so that a workspace without agent files pays next to nothing: what needs the server is in session.ts,
// which is a bundle of its own and loaded when the server is to be started.

import * as vscode from "vscode";
import { AgentFiles, startWhenNeeded } from "./agentFiles";
import { registerCommands } from "./commands";
import { showReferences } from "./references";
import type { Session } from "./session";
import { registerTeamCommands } from "./team/commands";
import { TeamView } from "./team/view";

let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const view = new TeamView(context.workspaceState);
  const start = (): Promise<Session> => (session ??= load(context, view));
  context.subscriptions.push(
    view,
    ...registerCommands(start),
    ...registerTeamCommands(start),
    vscode.commands.registerCommand("dossier.showReferences", showReferences),
  );
  const files = new AgentFiles(context.extension.packageJSON as { activationEvents: string[] });
  void startWhenNeeded(files, context.subscriptions, start).then((isThere) => {
    if (!isThere && session === undefined) {
      view.tellState("empty");
    }
  });
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
