// What VS Code's own support for Markdown says already, and Dossier therefore leaves out.

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** As what the server sends headings. */
const heading = vscode.SymbolKind.String;

export const besideMarkdown: Middleware = {
  provideDocumentSymbols: async (document, token, next) => {
    // The server answers with a tree, since the client says that it can show one.
    const found = (await next(document, token)) as vscode.DocumentSymbol[] | null | undefined;
    return hasMarkdownSupport() ? found?.filter((symbol) => symbol.kind !== heading) : found;
  },

  // VS Code finds the headings of whatever is called `.md`, and of nothing else.
  provideWorkspaceSymbols: async (query, token, next) => {
    const found = await next(query, token);
    const isTheirs = ({ kind, location }: vscode.SymbolInformation): boolean =>
      kind === heading && location.uri.path.endsWith(".md");
    return hasMarkdownSupport() ? found?.filter((symbol) => !isTheirs(symbol)) : found;
  },
};

/** True while VS Code lists headings, which is an extension that somebody may turn off. */
export function hasMarkdownSupport(): boolean {
  return vscode.extensions.getExtension("vscode.markdown-language-features") !== undefined;
}
