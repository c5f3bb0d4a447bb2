// The colours for the time before the server answers, by VS Code's own grammars and its own engine.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const file = `---
name: lead
tools: Read, Bash(git:*), Agent
model: opus
disallowedTools:
  - Write
color: red
---
Ask @agent-writer, then \`/model-evaluation\` or /ci-cd; not src/ci-cd.
`;

/** Each piece of text, and the scopes that it must have and must not. */
const expected = [
  ["tools", "entity.name.tag.yaml"],
  ["Read", "support.function.tool.dossier"],
  ["git:*", "string.unquoted.rule.dossier"],
  ["model", "entity.name.tag.yaml"],
  ["Write", "support.function.tool.dossier"],
  ["color", "entity.name.tag.yaml"],
  ["red", "string.unquoted"],
  ["@agent-writer", "entity.name.type.class.agent.dossier"],
  ["/model-evaluation", "entity.name.function.skill.dossier"],
  ["/ci-cd", "entity.name.function.skill.dossier"],
];

export const checks = {
  "front matter, tools and mentions have colours without a server": async ({ codeServer, extension }) => {
    const tokens = await tokenize(codeServer, extension);
    const wrong = tokens.filter(({ scopes }) => scopes.includes("invalid.illegal"));
    if (wrong.length > 0) throw new Error(`taken for an error: ${wrong.map((token) => token.text).join()}`);
    for (const [text, scope] of expected) {
      if (!tokens.some((token) => token.text === text && token.scopes.includes(scope))) {
        const seen = tokens.filter((token) => token.text.includes(text)).map((token) => token.scopes);
        throw new Error(`${text} is no ${scope}: ${seen.join("; ")}`);
      }
    }
    if (tokens.filter((token) => token.text === "/ci-cd").length > 1) throw new Error("a path is no skill");
  },
};

/** The pieces of `file`, as an agent file of VS Code with the grammars of `extension` (a folder). */
async function tokenize(codeServer, extension) {
  const vsCode = path.join(codeServer, "lib/vscode");
  const require = createRequire(path.join(vsCode, "package.json"));
  const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");
  const engine = require("vscode-oniguruma");
  await engine.loadWASM(fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);

  const own = grammars(extension);
  const all = fs.readdirSync(path.join(vsCode, "extensions")).flatMap((name) => grammars(path.join(vsCode, "extensions", name)));
  const files = new Map([...all, ...own].map((grammar) => [grammar.scopeName, grammar.file]));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new engine.OnigScanner(patterns),
      createOnigString: (text) => new engine.OnigString(text),
    }),
    loadGrammar: async (scope) =>
      files.has(scope) ? parseRawGrammar(fs.readFileSync(files.get(scope), "utf8"), files.get(scope)) : null,
    getInjections: (scope) => own.filter((it) => it.injectTo?.includes(scope)).map((it) => it.scopeName),
  });
  const grammar = await registry.loadGrammar("text.html.markdown.prompt");
  let state = INITIAL;
  return file.split("\n").flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.join(" "),
    }));
  });
}

/** The grammars that an extension's manifest names. */
function grammars(extension) {
  const manifest = path.join(extension, "package.json");
  if (!fs.existsSync(manifest)) return [];
  const { contributes } = JSON.parse(fs.readFileSync(manifest, "utf8"));
  return (contributes?.grammars ?? []).map((grammar) => ({ ...grammar, file: path.join(extension, grammar.path) }));
}
