// Made from grammars/dialects; UPDATE_EXPECT=1 cargo test -p dossier-ls --test editor_lists writes it anew.

/** Where agent files lie that are no Markdown to VS Code: TOML, JSON and others. */
export const byPlace: string[] = [
  "**/.amazonq/cli-agents/*.json",
  "**/.augment/agents/**/*.txt",
  "**/.claude-plugin/plugin.json",
  "**/.cline/agents/*.yaml",
  "**/.cline/agents/*.yml",
  "**/.clinerules/**/*.txt",
  "**/.codex/agents/**/*.toml",
  "**/.cursor/rules/**/*.mdc",
  "**/.cursor/rules/**/.cursorrules",
  "**/.cursorrules",
  "**/.factory/skills/**/skill.mdx",
  "**/.gemini/commands/**/*.toml",
  "**/.kiro/agents/**/*.json",
  "**/.mcp.json",
  "**/.qwen/commands/**/*.toml",
  "**/opencode.json",
  "**/opencode.jsonc",
  "**/rules/**/*.mdc",
];

/** What is no Markdown to VS Code, and an agent file if what it says makes it one. */
export const byContent: string[] = [
  "**/*.mdc",
];
