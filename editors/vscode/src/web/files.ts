// The files of the workspace, read through VS Code: they may lie on no disk.

import * as vscode from "vscode";

/** So many files are known by their paths at most. */
const mostPaths = 20_000;

/** So many are read, of so many bytes each: what lies on no disk comes over the network. */
export const mostTexts = 2_000;
const largestText = 500_000;

/** So many are asked for at once. */
const atOnce = 16;

/** So many milliseconds may a search take: of a file system that can't be searched, VS Code waits for one that can. */
const patience = 5_000;

/** What lies in a folder, but for folders of these names. */
export async function list(folder: vscode.Uri, foreign: string[]): Promise<vscode.Uri[]> {
  return (await search(folder, foreign)) ?? walk(folder, new Set(foreign));
}

/** Undefined where nothing came of it. */
async function search(folder: vscode.Uri, foreign: string[]): Promise<vscode.Uri[] | undefined> {
  const all = new vscode.RelativePattern(folder, "**/*");
  const source = new vscode.CancellationTokenSource();
  const late = new Promise<undefined>((done) => setTimeout(done, patience, undefined));
  const leaveOut = `**/{${foreign.join(",")}}/**`;
  const found = await Promise.race([vscode.workspace.findFiles(all, leaveOut, mostPaths, source.token), late]);
  source.cancel();
  return found?.length === 0 ? undefined : found;
}

/** The same folder by folder. */
async function walk(folder: vscode.Uri, foreign: Set<string>): Promise<vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  let folders = [folder];
  while (folders.length > 0 && files.length < mostPaths) {
    const below: vscode.Uri[] = [];
    const entries = await someAtOnce(folders, (uri) => vscode.workspace.fs.readDirectory(uri).then((it) => it, () => []));
    entries.forEach((inside, at) => {
      for (const [name, type] of inside) {
        const uri = vscode.Uri.joinPath(folders[at] ?? folder, name);
        // A link could lead back up.
        if (type === vscode.FileType.Directory && !foreign.has(name)) {
          below.push(uri);
        } else if (type & vscode.FileType.File) {
          files.push(uri);
        }
      }
    });
    folders = below;
  }
  return files;
}

/** The texts of files; null for what can't be read. */
export function readAll(uris: vscode.Uri[]): Promise<(string | null)[]> {
  return someAtOnce(uris, read);
}

async function read(uri: vscode.Uri): Promise<string | null> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return bytes.length > largestText ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

async function someAtOnce<From, To>(all: From[], ask: (one: From) => PromiseLike<To>): Promise<To[]> {
  const answers: To[] = [];
  for (let at = 0; at < all.length; at += atOnce) {
    answers.push(...(await Promise.all(all.slice(at, at + atOnce).map(ask))));
  }
  return answers;
}
