// Small, so that a workspace without agent files pays next to nothing: what needs the server is in session.ts,
// which is a bundle of its own and loaded when the server is to be started.

import * as vscode from "vscode";
import { AgentFiles, startWhenNeeded } from "./agentFiles";
import { showReferences } from "./references";
import type { Session } from "./session";

let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const start = (): Promise<Session> => (session ??= load(context));
  const command = (name: string, run: (session: Session) => Promise<void> | void): vscode.Disposable =>
    vscode.commands.registerCommand(name, async () => run(await start()));
  context.subscriptions.push(
    command("dossier.restart", (it) => it.client.restart()),
    command("dossier.showOutput", (it) => it.client.showOutput()),
    command("dossier.newAgent", (it) => it.newFile("agent")),
    command("dossier.newSkill", (it) => it.newFile("skill")),
    command("dossier.newCommand", (it) => it.newFile("command")),
    command("dossier.goToAgent", (it) => it.goTo()),
    command("dossier.showGraph", (it) => it.showGraph()),
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
