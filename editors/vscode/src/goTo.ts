import * as vscode from "vscode";
import type { Asks } from "./asks";
import { kinds } from "./kinds";
import type { TeamMember } from "./requests";

/** Lets the user choose from the team and opens what was chosen; while choosing, a look at it. */
export async function goTo(client: Asks): Promise<void> {
  const items = client.request("dossier/team", null).then((team) => team.map(toItem));
  const chosen = await vscode.window.showQuickPick(items, {
    title: "Go to Agent",
    placeHolder: "An agent, skill or command, by name or description",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) {
    return;
  }
  const { start, end } = chosen.member.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(chosen.member.uri), { selection });
}

function toItem(member: TeamMember): vscode.QuickPickItem & { member: TeamMember } {
  const { label, icon } = kinds[member.kind];
  const plugin = member.plugin === null ? "" : ` · ${member.plugin}`;
  return {
    label: `$(${icon}) ${member.name}`,
    description: label + plugin,
    detail: member.description ?? "",
    member,
  };
}
