import type { Location, Range } from "vscode-languageclient/node";
import type { FileDescription, FileKind } from "../../../server/browser/client/requests";

/** The server's own requests and their answers; docs/protocol.md describes them. */
export interface OwnRequests {
  "dossier/describeFile": { params: { uri: string }; result: FileDescription | null };
  "dossier/newFile": { params: NewFileParams; result: NewFile };
  "dossier/team": { params: null; result: TeamMember[] };
  "dossier/teamTree": { params: { by: Grouping; of: (string | null)[] }; result: Entry[][] };
  "dossier/teamFindings": { params: { by: Grouping }; result: Findings[] };
  "dossier/why": { params: { uri: string }; result: string | null };
  "dossier/picture": { params: null; result: Picture };
  "dossier/picturePage": { params: null; result: PicturePage };
}

export type { FileDescription, FileKind };

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

/** What the tree of a team is grouped by. */
export type Grouping = "kind" | "plugin" | "folder";

/** An entry of that tree. */
export interface Entry {
  /** The same for the same entry, whenever it is asked for. */
  id: string;
  label: string;
  detail: string;
  /** What it is: a kind of file, or another word. */
  icon: string;
  place: Location | null;
  about: { uri: string; range: Range; hasName: boolean } | null;
  beneath: "nothing" | "closed" | "open";
  /** What is beneath it, where that came along. */
  children?: Entry[];
}

/** What was found in an entry, or beneath it. */
export interface Findings {
  id: string;
  errors: number;
  warnings: number;
  information: number;
}

/** The picture of the team: what is drawn, and what its page knows of it. */
export interface Picture {
  svg: string;
  team: { nodes: { path: string | null }[] };
}

/** The page that shows it. */
export interface PicturePage {
  body: string;
  style: string;
  script: string;
}
