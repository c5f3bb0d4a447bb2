// What changes in the workspace while somebody works in it.

import * as vscode from "vscode";
import { pathOf } from "./paths";
import type { Team } from "./team";

/** So many milliseconds must nothing change for a burst to be over. */
const quiet = 100;

/** Tells the team of documents and files, until it is disposed of. */
export function follow(team: Team): vscode.Disposable {
  const touched = burst((uris) => void team.touched(uris));
  const watcher = vscode.workspace.createFileSystemWatcher("**/*");
  const { workspace } = vscode;
  return vscode.Disposable.from(
    workspace.onDidOpenTextDocument((document) => team.opened(document)),
    workspace.onDidChangeTextDocument(({ document }) => team.edit(pathOf(document.uri) ?? "")),
    workspace.onDidCloseTextDocument(({ uri }) => void team.closed(pathOf(uri) ?? "")),
    watcher,
    watcher.onDidCreate(touched),
    watcher.onDidChange(touched),
    watcher.onDidDelete(touched),
    // Not every file system can be watched.
    workspace.onDidSaveTextDocument(({ uri }) => touched(uri)),
    workspace.onDidCreateFiles(({ files }) => files.forEach(touched)),
    workspace.onDidDeleteFiles(({ files }) => files.forEach(touched)),
    workspace.onDidRenameFiles(({ files }) => files.flatMap((it) => [it.oldUri, it.newUri]).forEach(touched)),
  );
}

/** Calls with all that came in a burst. */
function burst(then: (uris: vscode.Uri[]) => void): (uri: vscode.Uri) => void {
  const heard = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (uri) => {
    heard.set(uri.toString(), uri);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const all = [...heard.values()];
      heard.clear();
      then(all);
    }, quiet);
  };
}
