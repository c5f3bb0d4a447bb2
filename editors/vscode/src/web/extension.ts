// Where no process can be started: on vscode.dev, github.dev and the like. What the server does elsewhere, its
// WebAssembly module does here, in the worker that extensions of a browser run in.

import * as vscode from "vscode";
import { AgentFiles, startWhenNeeded } from "../agentFiles";
import { registerCommands } from "../commands";
import { inFolder } from "./paths";
import { Session } from "./session";

export function activate(context: vscode.ExtensionContext): void {
  let session: Promise<Session> | undefined;
  const start = (): Promise<Session> => (session ??= load(context));
  context.subscriptions.push(...registerCommands(start));
  // For `when` clauses: what takes a server is hidden where this is set.
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
