// Where no process can be started: on vscode.dev, github.dev and the like. What the server does elsewhere, its
// WebAssembly module does here, in the worker that extensions of a browser run in.

import * as vscode from "vscode";
import { AgentFiles, startWhenNeeded } from "../agentFiles";
import { inFolder } from "./paths";
import { Session } from "./session";

export function activate(context: vscode.ExtensionContext): void {
  let session: Promise<Session> | undefined;
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
  );
  // Whatever takes a process is hidden by it.
  void vscode.commands.executeCommand("setContext", "dossier.inBrowser", true);
  const manifest = context.extension.packageJSON as { activationEvents: string[] };
  void startWhenNeeded(new AgentFiles(manifest, inFolder), context.subscriptions, start);
}

async function load(context: vscode.ExtensionContext): Promise<Session> {
  const session = new Session(context);
  context.subscriptions.push(session);
  await session.client.restart();
  return session;
}
