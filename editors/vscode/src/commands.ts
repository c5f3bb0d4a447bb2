import * as vscode from "vscode";
import type { FileKind } from "./requests";

/** What the commands do that are there wherever the extension runs. */
interface Session {
  client: { restart(): Promise<void>; showOutput(): void };
  newFile(kind: FileKind): Promise<void>;
  goTo(): Promise<void>;
  showGraph(): Promise<void>;
}

/** Registers them; the first that is run starts the session. */
export function registerCommands(start: () => Promise<Session>): vscode.Disposable[] {
  const command = (name: string, run: (session: Session) => Promise<void> | void): vscode.Disposable =>
    vscode.commands.registerCommand(name, async () => run(await start()));
  return [
    command("dossier.restart", (it) => it.client.restart()),
    command("dossier.showOutput", (it) => it.client.showOutput()),
    command("dossier.newAgent", (it) => it.newFile("agent")),
    command("dossier.newSkill", (it) => it.newFile("skill")),
    command("dossier.newCommand", (it) => it.newFile("command")),
    command("dossier.goToAgent", (it) => it.goTo()),
    command("dossier.showGraph", (it) => it.showGraph()),
  ];
}
