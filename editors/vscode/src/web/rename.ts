import * as vscode from "vscode";
import type { Renamed } from "../../../../server/browser/client/requests";
import { pathOf, uriAt } from "./paths";
import { cursor, toRange } from "./places";
import type { Team } from "./team";

export class Rename implements vscode.RenameProvider {
  constructor(private readonly team: Team) {}

  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { range: vscode.Range; placeholder: string } {
    const at = cursor(document, position);
    const found = at && this.team.ask("prepare-rename", at);
    if (!found) {
      throw new Error("Nothing that can be renamed is named here.");
    }
    return { range: toRange(found.range), placeholder: found.name };
  }

  provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    name: string,
  ): vscode.WorkspaceEdit | undefined {
    const at = cursor(document, position);
    const found = at && this.team.ask("rename", { at, name });
    return found ? toEdit(found) : undefined;
  }
}

/** Has the names follow the files that somebody moves. */
export function renameFiles(team: Team, event: vscode.FileWillRenameEvent): void {
  const moves = event.files.flatMap(({ oldUri, newUri }): [string, string][] => {
    const [from, to] = [pathOf(oldUri), pathOf(newUri)];
    return from === undefined || to === undefined ? [] : [[from, to]];
  });
  const found = team.ask("rename-files", moves);
  if (found.edits.length > 0) {
    event.waitUntil(Promise.resolve(toEdit(found)));
  }
}

function toEdit({ edits, moves }: Renamed): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const { path, range, text, asks } of edits) {
    const question = asks && { label: asks.label, description: asks.why, needsConfirmation: true };
    all.replace(uriAt(path), toRange(range), text, question ?? undefined);
  }
  // After the edits, which are those of the file where it still is.
  for (const [from, to] of moves) {
    all.renameFile(uriAt(from), uriAt(to));
  }
  return all;
}
