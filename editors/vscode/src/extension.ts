// Small, so that a workspace without agent files pays next to nothing: what needs the server is in session.ts,
// which is a bundle of its own and loaded when the server is to be started.

import * as vscode from "vscode";
import { AgentFiles, startWhenNeeded } from "./agentFiles";
import { registerCommands } from "./commands";
import { showReferences } from "./references";
import type { Session } from "./session";

let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const start = (): Promise<Session> => (session ??= load(context));
  context.subscriptions.push(
    ...registerCommands(start),
    vscode.commands.registerCommand("dossier.showReferences", showReferences),
  );
  const files = new AgentFiles(context.extension.packageJSON as { activationEvents: string[] });
  void startWhenNeeded(files, context.subscriptions, start);
}

export async function deactivate(): Promise<void> {
  await (await session)?.client.stop();
}

async function load(context: vscode.ExtensionContext): Promise<Session> {
  const { Session } = await import("./session");
  const session = new Session(context);
  context.subscriptions.push(session);
  void session.client.restart();
  return session;
}
