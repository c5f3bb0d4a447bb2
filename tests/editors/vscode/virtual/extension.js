// Files in memory that can be neither searched nor watched.

const vscode = require("vscode");

const agent = (name, description, text) => `---\nname: ${name}\ndescription: ${description}\n---\n${text}\n`;

const files = new Map(
  Object.entries({
    "/team/.claude/agents/lead.md": agent("lead", "Plans.", "Hand the numbers to `counter`."),
    "/team/.claude/agents/counter.md": agent("counter", "Counts what there is.", "Count."),
    "/team/node_modules/.claude/agents/foreign.md": agent("foreign", "Is somebody else's.", "Sleep."),
  }).map(([path, text]) => [path, new TextEncoder().encode(text)]),
);

const changed = new vscode.EventEmitter();

/** The names in a folder, with what they are. */
function list(folder) {
  const names = new Map();
  for (const path of files.keys()) {
    if (path.startsWith(`${folder}/`)) {
      const [name, ...below] = path.slice(folder.length + 1).split("/");
      names.set(name, below.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
  }
  return [...names];
}

const provider = {
  onDidChangeFile: changed.event,
  watch: () => new vscode.Disposable(() => undefined),
  stat({ path }) {
    const bytes = files.get(path);
    const isFolder = bytes === undefined && list(path).length > 0;
    if (bytes === undefined && !isFolder) throw vscode.FileSystemError.FileNotFound(path);
    return { type: isFolder ? vscode.FileType.Directory : vscode.FileType.File, ctime: 0, mtime: 0, size: bytes?.length ?? 0 };
  },
  readDirectory: ({ path }) => list(path),
  readFile({ path }) {
    if (!files.has(path)) throw vscode.FileSystemError.FileNotFound(path);
    return files.get(path);
  },
  writeFile: ({ path }, bytes) => void files.set(path, bytes),
  createDirectory: () => undefined,
  delete: ({ path }) => void files.delete(path),
  rename(from, to) {
    files.set(to.path, files.get(from.path));
    files.delete(from.path);
  },
};

exports.activate = ({ subscriptions }) =>
  void subscriptions.push(vscode.workspace.registerFileSystemProvider("dossier-test", provider));
