// What VS Code shows in a repository whose agents lie in no program's own folder: an entry of repositories.json.

const vscode = require("vscode");
const { askAt, messages, open, outcome, own, replaceTools } = require("../editor");

module.exports = ({ file, mention, named, description, severity }) => ({
  "Dossier is active once an agent is open": async () => {
    await open(file);
    const dossier = vscode.extensions.getExtension("dossier-ls.dossier");
    return outcome(dossier?.isActive, "not active");
  },

  "hover on an agent named in prose has its description": async () => {
    const hovers = await askAt("vscode.executeHoverProvider", await open(file), mention);
    const text = hovers.flatMap((hover) => hover.contents.map((part) => part.value ?? part)).join("\n");
    return outcome(text.includes(description), text || "no hover");
  },

  "and its definition is the name in its file": async () => {
    const found = await askAt("vscode.executeDefinitionProvider", await open(file), mention);
    const places = found.map((place) => {
      const { start } = place.targetSelectionRange ?? place.targetRange ?? place.range;
      return `${(place.targetUri ?? place.uri).path} ${start.line}:${start.character}`;
    });
    return outcome(places.length === 1 && places[0].endsWith(`/${named} 1:6`), places.join() || "no definition");
  },

  [`a slip in tools has the severity ${severity}`]: async () => {
    const editor = await open(file);
    await replaceTools(editor, "tools: Read, Reed");
    const problem = slips(editor)[0];
    const name = problem && vscode.DiagnosticSeverity[problem.severity].toLowerCase();
    return outcome(name === severity, name ?? messages(editor));
  },

  "and goes away": async () => {
    const editor = await open(file);
    await replaceTools(editor, "tools: Read");
    return outcome(slips(editor).length === 0, messages(editor));
  },
});

const slips = (editor) => own(editor).filter((each) => each.message.startsWith("Unknown tool"));
