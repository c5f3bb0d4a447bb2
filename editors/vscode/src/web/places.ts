// Between VS Code's places and the module's.

import * as vscode from "vscode";
import type { At, Location, Place, Range } from "../../../../server/browser/client/requests";
import { pathOf, uriAt } from "./paths";

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.column, end.line, end.column);
}

export function toLocation({ path, range }: Location): vscode.Location {
  return new vscode.Location(uriAt(path), toRange(range));
}

export function fromRange({ start, end }: vscode.Range): Range {
  return { start: fromPosition(start), end: fromPosition(end) };
}

/** A cursor as the module wants it; undefined outside the workspace. */
export function cursor(document: vscode.TextDocument, position: vscode.Position): At | undefined {
  const path = pathOf(document.uri);
  return path === undefined ? undefined : { path, ...fromPosition(position) };
}

function fromPosition({ line, character }: vscode.Position): Place {
  return { line, column: character };
}
