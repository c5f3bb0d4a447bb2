import * as vscode from "vscode";
import type { Entry } from "../requests";
import type { Session } from "../session";

/** Registers what the tree of the team offers; the first that is run starts the session. */
export function registerTeamCommands(start: () => Promise<Session>): vscode.Disposable[] {
  const command = (name: string, run: (session: Session, entry?: Entry) => Promise<void> | void): vscode.Disposable =>
    vscode.commands.registerCommand(name, async (entry?: Entry) => run(await start(), entry));
  return [
    command("dossier.team.showInGraph", (it, entry) => it.showGraph(entry)),
    command("dossier.team.goToDefinition", (it, entry) => it.goToDefinition(entry)),
    command("dossier.team.rename", (it, entry) => it.rename(entry)),
    command("dossier.team.why", (it, entry) => it.why(entry)),
    // Two titles of one command each, since a menu has no check marks.
    ...(["kind", "plugin", "folder"] as const).flatMap((by) => [
      command(`dossier.team.by.${by}`, (it) => it.groupTeam(by)),
      command(`dossier.team.by.${by}.chosen`, () => undefined),
    ]),
  ];
}
