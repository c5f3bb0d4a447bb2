import * as vscode from "vscode";

type Severities = Record<string, "error" | "warning" | "information" | "hint" | "off">;

interface Field {
  name: string;
  kinds: string[];
  doc?: string;
  shape?: string;
  values?: { value: string; doc: string }[];
}

/**
 * What the server is told: in `initialize`, and again when it changes. All of it is, since what is left out
 * stays as it was at the start.
 */
export interface ServerSettings {
  diagnostics: { enable: boolean; scope: "open" | "workspace" };
  rules: Severities;
  overrides: { paths: string[]; rules: Severities }[];
  exclude: string[] | null;
  readers: string[] | null;
  tools: { name: string; doc?: string }[];
  models: { name: string; doc?: string }[];
  fields: Field[];
  inlayHints: { models: boolean; tools: boolean };
  codeLens: boolean;
}

/** The sections of what the server is told. */
export const toldSettings = [
  "diagnostics",
  "rules",
  "overrides",
  "exclude",
  "readers",
  "tools",
  "models",
  "fields",
  "inlayHints",
  "codeLens",
].map((name) => `dossier.${name}`);

export function serverSettings(): ServerSettings {
  const settings = vscode.workspace.getConfiguration("dossier");
  return {
    diagnostics: {
      enable: settings.get("diagnostics.enable", true),
      scope: settings.get("diagnostics.scope", "open"),
    },
    rules: settings.get("rules", {}),
    overrides: settings.get("overrides", []),
    exclude: chosen(settings, "exclude") ?? null,
    readers: chosen(settings, "readers") ?? null,
    tools: settings.get("tools", []),
    models: settings.get("models", []),
    fields: settings.get("fields", []),
    inlayHints: {
      models: settings.get("inlayHints.models", true),
      tools: settings.get("inlayHints.tools", true),
    },
    codeLens: settings.get("codeLens", true),
  };
}

/** The value of a setting that somebody has set. VS Code makes up an empty list for one that nobody has. */
function chosen<T>(settings: vscode.WorkspaceConfiguration, name: string): T | undefined {
  const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect<T>(name) ?? {};
  const isSet = [globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined);
  return isSet ? settings.get<T>(name) : undefined;
}

export function serverPath(): string {
  return vscode.workspace.getConfiguration("dossier").get("server.path", "").trim();
}
