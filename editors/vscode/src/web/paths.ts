// Between VS Code's addresses and the module's paths, which all lie in one folder.

import * as vscode from "vscode";

/** True for what lies in a folder of the workspace. */
export function inFolder(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** The module's path of a file in the workspace. Where there are several folders, each has its name for a top. */
export function pathOf(uri: vscode.Uri): string | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (folder === undefined || uri.path === folder.uri.path) {
    return undefined;
  }
  const top = folder.uri.path.replace(/\/*$/, "/");
  return topOf(folder) + uri.path.slice(top.length);
}

/** The file at a path of the module. */
export function uriAt(path: string): vscode.Uri {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.find((it) => path.startsWith(topOf(it)));
  if (folder === undefined) {
    throw new Error(`${path} lies in no folder of the workspace.`);
  }
  return vscode.Uri.joinPath(folder.uri, path.slice(topOf(folder).length));
}

/** Where the folders of the workspace lie in the module's. */
export function tops(): string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(topOf);
}

function topOf(folder: vscode.WorkspaceFolder): string {
  const isAlone = vscode.workspace.workspaceFolders?.length === 1;
  return isAlone ? "" : `${folder.index}-${folder.name}/`;
}
