import * as vscode from "vscode";

/** The module's code, which lies in the package beside the extension's own: in the one for all platforms. */
export async function loadCode(extension: vscode.Uri): Promise<WebAssembly.Module> {
  const file = vscode.Uri.joinPath(extension, "dossier.wasm");
  const bytes = await vscode.workspace.fs.readFile(file).then(
    (read) => read as Uint8Array<ArrayBuffer>,
    () => {
      throw new Error("this package of the extension has no module for browsers.");
    },
  );
  return WebAssembly.compile(bytes);
}
