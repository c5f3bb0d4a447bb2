// What is wrong, and what can be done about it.

import * as vscode from "vscode";
import type { Action, Finding, Severity } from "../../../../server/browser/client/requests";
import { pathOf, uriAt } from "./paths";
import { fromRange, toLocation, toRange } from "./places";
import type { Team } from "./team";

/** Findings are looked for so many milliseconds after the last change. */
const quiet = 150;

const { CodeActionKind, DiagnosticSeverity, DiagnosticTag } = vscode;

const severities: Record<Severity, vscode.DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Keeps the findings up to date, of the files that the settings say. */
export class Findings implements vscode.Disposable {
  private readonly shown = vscode.languages.createDiagnosticCollection("dossier");
  private readonly disposables: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly team: Team) {
    this.disposables = [
      this.shown,
      team.onDidChange(() => this.lookSoon()),
      vscode.workspace.onDidCloseTextDocument(() => this.lookSoon()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("dossier.diagnostics")) {
          this.lookSoon();
        }
      }),
    ];
    this.lookSoon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.disposables) {
      each.dispose();
    }
  }

  private lookSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), quiet);
  }

  private look(): void {
    if (!this.team.isComplete) {
      return;
    }
    const found = Object.entries(this.found());
    this.shown.clear();
    this.shown.set(found.map(([path, findings]) => [uriAt(path), findings.map(toDiagnostic)]));
  }

  private found(): Record<string, Finding[]> {
    const settings = vscode.workspace.getConfiguration("dossier.diagnostics");
    if (!settings.get("enable", true)) {
      return {};
    }
    if (settings.get("scope") === "workspace") {
      return this.team.ask("diagnostics");
    }
    const open = [...this.team.documents.keys()];
    return Object.fromEntries(open.map((path) => [path, this.team.ask("diagnostics-of", path)]));
  }
}

function toDiagnostic(it: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(it.range), it.message, severities[it.severity]);
  diagnostic.source = "dossier";
  diagnostic.code = it.rule;
  diagnostic.relatedInformation = it.related.map(
    (place) => new vscode.DiagnosticRelatedInformation(toLocation(place), place.message),
  );
  if (it.tag !== null) {
    diagnostic.tags = [it.tag === "deprecated" ? DiagnosticTag.Deprecated : DiagnosticTag.Unnecessary];
  }
  return diagnostic;
}

const actionKinds: Record<Action["kind"], vscode.CodeActionKind> = {
  "quick-fix": CodeActionKind.QuickFix,
  "fix-all": CodeActionKind.SourceFixAll.append("dossier"),
  convert: CodeActionKind.RefactorRewrite,
};

export class Actions implements vscode.CodeActionProvider {
  static readonly kinds = Object.values(actionKinds);

  constructor(private readonly team: Team) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const path = pathOf(document.uri);
    const found = path === undefined ? [] : this.team.ask("actions", { path, range: fromRange(range) });
    // A menu without a fix for this place has no use for one for others.
    const isOffered = only !== undefined || found.some(({ kind }) => kind === "quick-fix");
    return isOffered ? found.map((it) => toAction(it, diagnostics)) : [];
  }
}

function toAction(it: Action, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(it.title, actionKinds[it.kind]);
  action.isPreferred = it.preferred;
  action.diagnostics = diagnostics.filter((shown) =>
    it.findings.some(({ rule, range }) => rule === shown.code && toRange(range).isEqual(shown.range)),
  );
  action.edit = new vscode.WorkspaceEdit();
  const { creates, edits } = it.change;
  if (creates !== undefined) {
    const contents = new TextEncoder().encode(creates.text);
    action.edit.createFile(uriAt(creates.path), { contents, ignoreIfExists: true });
  }
  for (const { path, range, text } of edits) {
    action.edit.replace(uriAt(path), toRange(range), text);
  }
  return action;
}
