import type { FileKind } from "./requests";

/** What people call a kind of file, and its icon. */
export const kinds: Record<FileKind, { label: string; icon: string }> = {
  agent: { label: "Agent", icon: "person" },
  skill: { label: "Skill", icon: "lightbulb" },
  command: { label: "Command", icon: "terminal" },
  rule: { label: "Rule", icon: "law" },
  "output-style": { label: "Output style", icon: "symbol-color" },
  memory: { label: "Memory", icon: "book" },
  "plugin-manifest": { label: "Plugin manifest", icon: "extensions" },
  "mcp-config": { label: "MCP configuration", icon: "server" },
};
