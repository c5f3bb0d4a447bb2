import type { Picture } from "../requests";

/** From the extension to the page. */
export type ToPage =
  /** Everything anew. */
  | ({ type: "picture"; current: string | null } & Picture)
  /** Another file is in front of the user; its path, where it is in the picture. */
  | { type: "current"; current: string | null }
  /** A file to look at, by its path. */
  | { type: "attend"; path: string }
  | { type: "problem"; message: string };

/** From the page to the extension. */
export type FromPage =
  | { type: "refresh" }
  | { type: "newAgent" }
  | { type: "open"; path: string; line: number; character: number };
