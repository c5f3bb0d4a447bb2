// The files of the workspace, read through VS Code: they may lie on no disk.

import * as vscode from "vscode";

/** So many files are known by their paths at most. */
const mostPaths = 20_000;

/** So many are read, of so many bytes each: what lies on no disk comes over the network. */
export const mostTexts = 2_000;
const largestText = 500_000;

/** So many are asked for at once. */
const atOnce = 16;

/** What lies in a folder, but for folders of these names. */
export async function list(folder: vscode.Uri, foreign: string[]): Promise<vscode.Uri[]> {
  const all = new vscode.RelativePattern(folder, "**/*");
  const found = await vscode.workspace.findFiles(all, `**/{${foreign.join(",")}}/**`, mostPaths);
  // Not every file system can be searched.
  return found.length > 0 ? found : walk(folder, new Set(foreign));
}

async function walk(folder: vscode.Uri, foreign: Set<string>): Promise<vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const folders = [folder];
  for (let next = folders.shift(); next !== undefined && files.length < mostPaths; next = folders.shift()) {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(next)) {
      const uri = vscode.Uri.joinPath(next, name);
      // A link could lead back up.
      if (type === vscode.FileType.Directory && !foreign.has(name)) {
        folders.push(uri);
      } else if (type & vscode.FileType.File) {
        files.push(uri);
      }
    }
  }
  return files;
}

/** The texts of files, some at a time; null for what can't be read. */
export async function readAll(uris: vscode.Uri[]): Promise<(string | null)[]> {
  const texts: (string | null)[] = [];
  for (let at = 0; at < uris.length; at += atOnce) {
    texts.push(...(await Promise.all(uris.slice(at, at + atOnce).map(read))));
  }
  return texts;
}

async function read(uri: vscode.Uri): Promise<string | null> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.length > largestText ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}
