import * as vscode from "vscode";
import { anywhere } from "../selector";

/** An entry in the language status menu: that Dossier runs in the browser, and how many files it knows. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("dossier.state", anywhere);

  constructor(private readonly version: string) {
    this.item.name = "Dossier";
    this.item.command = { title: "Restart", command: "dossier.restart" };
  }

  starting(): void {
    this.show("Dossier: starting in the browser", "");
    this.item.busy = true;
  }

  running(): void {
    this.show("Dossier: in the browser", `${this.version}, without a server`);
  }

  failed(): void {
    this.show("Dossier: not running", "its output says why");
    this.item.severity = vscode.LanguageStatusSeverity.Error;
    this.item.command = { title: "Show output", command: "dossier.showOutput" };
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(text: string, detail: string): void {
    this.item.text = text;
    this.item.detail = detail;
    this.item.busy = false;
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    this.item.command = { title: "Restart", command: "dossier.restart" };
  }
}
