import * as vscode from "vscode";

/** What the server is told: in `initialize`, and again when it changes. */
export interface ServerSettings {
  diagnostics: { enable: boolean; scope: "open" | "workspace" };
  rules: Record<string, "error" | "warning" | "information" | "hint" | "off">;
  inlayHints: { models: boolean; tools: boolean };
  codeLens: boolean;
}

export function serverSettings(): ServerSettings {
  const settings = vscode.workspace.getConfiguration("dossier");
  return {
    diagnostics: {
      enable: settings.get("diagnostics.enable", true),
      scope: settings.get("diagnostics.scope", "open"),
    },
    rules: settings.get("rules", {}),
    inlayHints: {
      models: settings.get("inlayHints.models", true),
      tools: settings.get("inlayHints.tools", true),
    },
    codeLens: settings.get("codeLens", true),
  };
}

export function serverPath(): string {
  return vscode.workspace.getConfiguration("dossier").get("server.path", "").trim();
}
