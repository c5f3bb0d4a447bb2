import * as vscode from "vscode";
import type { Findings } from "../requests";

const scheme = "dossier-team";
const files = "/file";
const groups = "/group";

/** How much was found in each entry of the tree: a badge, as the Explorer has it, and a colour. */
export class Marks implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[]>();
  private readonly registered = vscode.window.registerFileDecorationProvider(this);
  private findings = new Map<string, Findings>();
  readonly onDidChangeFileDecorations = this.changed.event;

  /**
   * The address by which VS Code asks for the mark of a file, if it has one. What was found is part of it: the row is
   * drawn anew with its icon, and VS Code would go on showing a mark that is gone.
   */
  ofFile(id: string): vscode.Uri | undefined {
    const found = this.findings.get(id);
    return found && vscode.Uri.from({ scheme, path: files, query: id, fragment: JSON.stringify(found) });
  }

  /** The address by which VS Code asks for the mark of a group, whose row stays as it is. */
  ofGroup(id: string): vscode.Uri {
    return vscode.Uri.from({ scheme, path: groups, query: id });
  }

  /** Takes over what was found, and returns the ids of the entries whose mark is another now. */
  set(findings: Findings[]): string[] {
    const before = this.findings;
    this.findings = new Map(findings.map((it) => [it.id, it]));
    const ids = new Set([...before.keys(), ...this.findings.keys()]);
    const changed = [...ids].filter((id) => JSON.stringify(before.get(id)) !== JSON.stringify(this.findings.get(id)));
    if (changed.length > 0) {
      this.changed.fire(changed.map((id) => this.ofGroup(id)));
    }
    return changed;
  }

  iconColor(id: string): vscode.ThemeColor | undefined {
    return colorOf(this.findings.get(id), "problemsErrorIcon.foreground", "problemsWarningIcon.foreground");
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== scheme) {
      return undefined;
    }
    const found = uri.path === files ? (JSON.parse(uri.fragment) as Findings) : this.findings.get(uri.query);
    if (found === undefined) {
      return undefined;
    }
    const { errors, warnings, information } = found;
    const count = errors + warnings + information;
    const parts = [counted(errors, "error"), counted(warnings, "warning"), counted(information, "note")];
    return {
      badge: count > 99 ? "9+" : `${count}`,
      tooltip: parts.flatMap((it) => it ?? []).join(", "),
      ...optional(colorOf(found, "list.errorForeground", "list.warningForeground")),
    };
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }
}

/** The colour of the gravest. */
function colorOf(found: Findings | undefined, error: string, warning: string): vscode.ThemeColor | undefined {
  if (found !== undefined && found.errors > 0) {
    return new vscode.ThemeColor(error);
  }
  return found !== undefined && found.warnings > 0 ? new vscode.ThemeColor(warning) : undefined;
}

function optional(color: vscode.ThemeColor | undefined): { color?: vscode.ThemeColor } {
  return color === undefined ? {} : { color };
}

function counted(count: number, what: string): string | undefined {
  return count === 0 ? undefined : `${count} ${what}${count === 1 ? "" : "s"}`;
}
