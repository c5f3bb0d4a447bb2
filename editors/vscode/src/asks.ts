import type * as vscode from "vscode";
import type { OwnRequests } from "./requests";

/** Who answers Dossier's own requests: the server, or in a browser the module. */
export interface Asks {
  /** Fires each time that it is ready. */
  readonly onDidStart: vscode.Event<void>;

  /** Fails with a message for the user. */
  request<Method extends keyof OwnRequests>(
    method: Method,
    params: OwnRequests[Method]["params"],
  ): Promise<OwnRequests[Method]["result"]>;

  /** A document's address as requests have it. */
  uriOf(document: vscode.TextDocument): string;

  /** A file's path as the picture has it. */
  pathOf(uri: vscode.Uri): string;

  /** The file at such a path. */
  fileAt(path: string): vscode.Uri;
}
