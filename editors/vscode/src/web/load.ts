import * as vscode from "vscode";

/** The module's code, which lies in the package beside the extension's own. */
export async function loadCode(extension: vscode.Uri): Promise<WebAssembly.Module> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, "dossier.wasm"));
  return WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
}
