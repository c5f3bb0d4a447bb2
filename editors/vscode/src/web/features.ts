import * as vscode from "vscode";
import { anywhere } from "../selector";
import { Actions, Findings } from "./findings";
import { Completion, Definition, Hover, References } from "./atCursor";
import { DocumentSymbols, WorkspaceSymbols } from "./symbols";
import { Rename, renameFiles } from "./rename";
import { SemanticTokens } from "./tokens";
import type { Team } from "./team";

/** Offers everything that the module can do, until it is disposed of. */
export function features(team: Team): vscode.Disposable {
  const { languages } = vscode;
  const tokens = new SemanticTokens(team);
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(anywhere, new Completion(team), ...team.conventions.triggers),
    languages.registerHoverProvider(anywhere, new Hover(team)),
    languages.registerDefinitionProvider(anywhere, new Definition(team)),
    languages.registerReferenceProvider(anywhere, new References(team)),
    languages.registerRenameProvider(anywhere, new Rename(team)),
    vscode.workspace.onWillRenameFiles((event) => renameFiles(team, event)),
    languages.registerDocumentSymbolProvider(anywhere, new DocumentSymbols(team)),
    languages.registerWorkspaceSymbolProvider(new WorkspaceSymbols(team)),
    languages.registerDocumentSemanticTokensProvider(anywhere, tokens, tokens.legend),
    languages.registerCodeActionsProvider(anywhere, new Actions(team), { providedCodeActionKinds: Actions.kinds }),
    new Findings(team),
  );
}
