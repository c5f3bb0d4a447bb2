// What the module is asked and answers; ../src/request.rs has the words. Paths are relative to the folder of the team.

export interface Place {
  line: number;
  column: number;
}

export interface Range {
  start: Place;
  end: Place;
}

export interface At extends Place {
  path: string;
}

export interface Location {
  path: string;
  range: Range;
}

export interface TextEdit extends Location {
  text: string;
}

export interface Conventions {
  /** The characters behind which completion is asked for. */
  triggers: string[];
  tokenTypes: string[];
  tokenModifiers: string[];
  /** Names of folders that hold other people's code. */
  foreign: string[];
}

export type Severity = "error" | "warning" | "information" | "hint";

export interface Finding {
  range: Range;
  severity: Severity;
  rule: string;
  message: string;
  tag: "unnecessary" | "deprecated" | null;
  fixes: { title: string; edits: { range: Range; text: string }[] }[];
  related: (Location & { message: string })[];
}

export interface Action {
  title: string;
  kind: "quick-fix" | "fix-all" | "convert";
  preferred: boolean;
  findings: { rule: string; range: Range }[];
  change: { edits: TextEdit[]; creates?: { path: string; text: string } };
}

export type ItemKind =
  | "field"
  | "value"
  | "tool"
  | "model"
  | "agent"
  | "skill"
  | "command"
  | "server"
  | "file"
  | "folder"
  | "heading"
  | "template";

export interface Item {
  label: string;
  kind: ItemKind;
  detail: string | null;
  text: string;
  snippet: boolean;
  replace: Range;
  filter: string | null;
  rank: number;
  deprecated: boolean;
  doc: string | null;
}

export interface Renamed {
  /** With what is asked before an edit is made, where it waits for a nod. */
  edits: (TextEdit & { asks: { id: string; label: string; why: string } | null })[];
  moves: [string, string][];
}

export interface OutlineSymbol {
  name: string;
  detail: string | null;
  kind: "front-matter" | "field" | "heading";
  range: Range;
  selection: Range;
  children: OutlineSymbol[];
}

export type FileKind =
  | "agent"
  | "skill"
  | "command"
  | "rule"
  | "output-style"
  | "memory"
  | "plugin-manifest"
  | "mcp-config";

export interface Member extends Location {
  name: string;
  kind: FileKind;
  description: string | null;
  plugin: string | null;
}

export interface FileDescription {
  kind: FileKind;
  dialect: string;
  readers: string[];
  ignored: { program: string; fields: string[] }[];
  plugin: string | null;
  loaded: boolean;
}

interface Ask<Params, Result> {
  params: [Params];
  result: Result;
}

interface AskAlone<Result> {
  params: [];
  result: Result;
}

/** The requests by name. */
export interface Answers {
  open: Ask<{ files: Record<string, string>; today: string; markup?: "html" | "markdown"; folders?: string[] }, null>;
  edit: Ask<{ path: string; text: string }, null>;
  close: Ask<string, null>;
  change: Ask<Record<string, string | null>, null>;
  conventions: AskAlone<Conventions>;
  wanted: Ask<string[], { first: string[]; then: string[] }>;
  kinds: AskAlone<Record<string, FileKind>>;
  diagnostics: AskAlone<Record<string, Finding[]>>;
  "diagnostics-of": Ask<string, Finding[]>;
  actions: Ask<{ path: string; range: Range }, Action[]>;
  completion: Ask<At & { typed?: string }, { incomplete: boolean; items: Item[] } | null>;
  hover: Ask<At, { range: Range; doc: string } | null>;
  definition: Ask<At, (Location & { origin: Range })[]>;
  references: Ask<At & { definition?: boolean }, Location[]>;
  "prepare-rename": Ask<At, { range: Range; name: string } | null>;
  rename: Ask<{ at: At; name: string }, Renamed | null>;
  "rename-files": Ask<[string, string][], Renamed>;
  "document-symbols": Ask<string, OutlineSymbol[]>;
  "workspace-symbols": Ask<string, (Location & { name: string; container: string; kind: FileKind | "heading" })[]>;
  /** Line, column, length, type and modifiers of each word. */
  "semantic-tokens": Ask<string, [number, number, number, number, number][]>;
  "describe-file": Ask<string, FileDescription | null>;
  team: AskAlone<Member[]>;
  "new-file": Ask<{ kind: FileKind; name: string; near: string | null }, { places: string[]; text: string }>;
  picture: AskAlone<{ svg: string; team: { nodes: { path: string | null }[] } }>;
  "picture-page": AskAlone<{ body: string; style: string; script: string }>;
}

/** A request as the module reads it. */
export type Request =
  | keyof Answers
  | { [Name in keyof Answers]: { [Key in Name]: Answers[Name]["params"][0] } }[keyof Answers];
