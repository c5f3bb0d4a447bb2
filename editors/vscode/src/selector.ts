import { agentLanguages } from "./agentFiles";
import { byContent, byPlace } from "./documents";

/**
 * VS Code gives agent files languages of their own; the rest are `markdown`, or something else that is told by its
 * place or extension: other JSON is none of ours, and without an extension for it TOML has no language.
 */
export const anywhere = [
  ...["markdown", ...agentLanguages].map((language) => ({ language })),
  ...[...byPlace, ...byContent].map((pattern) => ({ pattern })),
];
