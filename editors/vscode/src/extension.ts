import * as vscode from "vscode";
import { Client } from "./client";
import { showReferences } from "./references";

let client: Client | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  client = new Client(context.extensionPath);
  context.subscriptions.push(
    client,
    vscode.commands.registerCommand("dossier.restart", () => client?.restart()),
    vscode.commands.registerCommand("dossier.showOutput", () => client?.showOutput()),
    vscode.commands.registerCommand("dossier.showReferences", showReferences),
    vscode.workspace.onDidChangeConfiguration((event) => client?.configurationChanged(event)),
  );
  await client.restart();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
