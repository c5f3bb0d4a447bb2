import type { Graph } from "../requests";

/** From the extension to the page. */
export type ToPage =
  /** Everything anew. */
  | { type: "graph"; graph: Graph; current: string | null }
  /** Another file is in front of the user; its id, where it has one. */
  | { type: "current"; current: string | null }
  | { type: "problem"; message: string };

/** From the page to the extension. */
export type FromPage = { type: "refresh" } | { type: "newAgent" } | { type: "open"; id: string };
