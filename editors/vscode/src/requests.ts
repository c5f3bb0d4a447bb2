import type { Range } from "vscode-languageclient/node";

/** The server's own requests and their answers; docs/protocol.md describes them. */
export interface OwnRequests {
  "dossier/describeFile": { params: { uri: string }; result: FileDescription | null };
  "dossier/newFile": { params: NewFileParams; result: NewFile };
  "dossier/team": { params: null; result: TeamMember[] };
  "dossier/graph": { params: null; result: Graph };
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

export interface FileDescription {
  kind: FileKind;
  dialect: string;
  readers: string[];
  plugin: string | null;
  loaded: boolean;
}

export interface NewFileParams {
  kind: FileKind;
  name: string;
  /** The file whose team the new one joins. */
  near: string | null;
}

export interface NewFile {
  places: { uri: string; user: boolean }[];
  /** A snippet. */
  text: string;
}

export interface TeamMember {
  name: string;
  kind: FileKind;
  description: string | null;
  plugin: string | null;
  uri: string;
  range: Range;
}

/** What `dossier graph` prints, with whole paths. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

export interface GraphNode {
  id: string;
  kind: FileKind;
  name: string;
  path: string;
  range: Range | null;
}

export interface GraphEdge {
  from: string;
  /** Null for a mention that names nothing. */
  to: string | null;
  strength: "strong" | "good";
}
