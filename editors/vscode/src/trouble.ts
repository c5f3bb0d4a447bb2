import * as vscode from "vscode";

/** How to get a server. */
const installPage = "https://github.com/dossier-ls/dossier#install";

/** What the user can do about a server that does not run; the words on the buttons. */
export type Remedy = "How to Install" | "Open Setting" | "Show Output" | "Restart" | "Try Again";

/** Says what is wrong with the server, and does what the user chooses. */
export async function tell(
  problem: string,
  remedies: Remedy[],
  actions: { restart: () => Promise<void>; showOutput: () => void },
): Promise<void> {
  switch (await vscode.window.showErrorMessage(problem, ...remedies)) {
    case "How to Install":
      await vscode.env.openExternal(vscode.Uri.parse(installPage));
      break;
    case "Open Setting":
      await vscode.commands.executeCommand("workbench.action.openSettings", "dossier.server.path");
      break;
    case "Show Output":
      actions.showOutput();
      break;
    case "Restart":
    case "Try Again":
      await actions.restart();
      break;
    case undefined:
      break;
  }
}
