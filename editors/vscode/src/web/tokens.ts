import * as vscode from "vscode";
import { pathOf } from "./paths";
import type { Team } from "./team";

export class SemanticTokens implements vscode.DocumentSemanticTokensProvider {
  readonly legend: vscode.SemanticTokensLegend;
  readonly onDidChangeSemanticTokens: vscode.Event<void>;

  constructor(private readonly team: Team) {
    const { tokenTypes, tokenModifiers } = team.conventions;
    this.legend = new vscode.SemanticTokensLegend(tokenTypes, tokenModifiers);
    this.onDidChangeSemanticTokens = team.onDidChange;
  }

  provideDocumentSemanticTokens(document: vscode.TextDocument): vscode.SemanticTokens {
    const tokens = new vscode.SemanticTokensBuilder();
    const path = pathOf(document.uri);
    for (const [line, column, length, type, modifiers] of path === undefined ? [] : this.team.ask("semantic-tokens", path)) {
      tokens.push(line, column, length, type, modifiers);
    }
    return tokens.build();
  }
}
