import * as vscode from "vscode";
import type { FileKind, OutlineSymbol } from "../../../../server/browser/client/requests";
import { hasMarkdownSupport } from "../beside";
import { pathOf } from "./paths";
import { toLocation, toRange } from "./places";
import type { Team } from "./team";

const { SymbolKind } = vscode;

const inOutline: Record<OutlineSymbol["kind"], vscode.SymbolKind> = {
  "front-matter": SymbolKind.Object,
  field: SymbolKind.Property,
  heading: SymbolKind.String,
};

const inWorkspace: Partial<Record<FileKind | "heading", vscode.SymbolKind>> = {
  agent: SymbolKind.Class,
  skill: SymbolKind.Module,
  command: SymbolKind.Event,
  heading: SymbolKind.String,
};

export class DocumentSymbols implements vscode.DocumentSymbolProvider {
  constructor(private readonly team: Team) {}

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    const path = pathOf(document.uri);
    const found = path === undefined ? [] : this.team.ask("document-symbols", path);
    // Headings, VS Code's own support for Markdown lists already.
    return found.filter(({ kind }) => kind !== "heading" || !hasMarkdownSupport()).map(toSymbol);
  }
}

function toSymbol(it: OutlineSymbol): vscode.DocumentSymbol {
  const [range, selection] = [toRange(it.range), toRange(it.selection)];
  const symbol = new vscode.DocumentSymbol(it.name, it.detail ?? "", inOutline[it.kind], range, selection);
  symbol.children = it.children.map(toSymbol);
  return symbol;
}

export class WorkspaceSymbols implements vscode.WorkspaceSymbolProvider {
  constructor(private readonly team: Team) {}

  provideWorkspaceSymbols(query: string): vscode.SymbolInformation[] {
    const found = this.team.ask("workspace-symbols", query);
    return found.map((it) => {
      const kind = inWorkspace[it.kind] ?? SymbolKind.File;
      return new vscode.SymbolInformation(it.name, kind, it.container, toLocation(it));
    });
  }
}
