import type { Range } from "vscode-languageclient/node";
import type { FileDescription, FileKind } from "../../../server/browser/client/requests";

/** The server's own requests and their answers; docs/protocol.md describes them. */
export interface OwnRequests {
  "dossier/describeFile": { params: { uri: string }; result: FileDescription | null };
  "dossier/newFile": { params: NewFileParams; result: NewFile };
  "dossier/team": { params: null; result: TeamMember[] };
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
