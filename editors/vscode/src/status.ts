import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import { type InitializeResult, State } from "vscode-languageclient/node";

const restart: vscode.Command = { title: "Restart", command: "dossier.restart" };
const showOutput: vscode.Command = { title: "Show output", command: "dossier.showOutput" };

/** Two entries in the language status menu: the server's state with "Restart", its path with "Show output". */
export class Status implements vscode.Disposable {
  private readonly state: vscode.LanguageStatusItem;
  private readonly server: vscode.LanguageStatusItem;

  constructor(selector: vscode.DocumentSelector) {
    this.state = vscode.languages.createLanguageStatusItem("dossier.state", selector);
    this.state.name = "Dossier";
    this.state.command = restart;
    this.server = vscode.languages.createLanguageStatusItem("dossier.server", selector);
    this.server.name = "Dossier server";
    this.server.command = showOutput;
    this.show("Dossier: stopped", "");
  }

  changed(state: State, path: string, server: InitializeResult | undefined): void {
    switch (state) {
      case State.Starting:
        this.show("Dossier: starting", shortened(path));
        this.state.busy = true;
        break;
      case State.Running:
        this.show("Dossier: running", [shortened(path), server?.serverInfo?.version].filter(Boolean).join(" "));
        break;
      case State.StartFailed:
        this.failed();
        break;
      case State.Stopped:
        this.show("Dossier: stopped", shortened(path));
        this.state.severity = vscode.LanguageStatusSeverity.Warning;
        break;
    }
  }

  failed(): void {
    this.show("Dossier: not running", "its output says why");
    this.state.severity = vscode.LanguageStatusSeverity.Error;
  }

  dispose(): void {
    this.state.dispose();
    this.server.dispose();
  }

  private show(state: string, server: string): void {
    this.state.text = state;
    this.state.busy = false;
    this.state.severity = vscode.LanguageStatusSeverity.Information;
    this.server.text = "Server";
    this.server.detail = server;
  }
}

/** The end of a path: the menu is narrow, and what does not fit would hide the button. The output has all of it. */
function shortened(path: string): string {
  return path.length > 30 ? `…/${basename(dirname(path))}/${basename(path)}` : path;
}
