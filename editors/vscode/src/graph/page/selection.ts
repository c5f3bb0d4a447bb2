import type { FileKind, Graph, GraphNode } from "../../requests";

/** All mentions from one file to another. */
export interface Link {
  from: string;
  to: string;
  count: number;
  strong: boolean;
}

/** What the user wants to see. */
export interface Wish {
  search: string;
  kinds: ReadonlySet<FileKind>;
  /** Only this file and its neighbours. */
  around: string | null;
}

/** More than these nobody can read, and laying them out takes long. */
export const most = 200;

/** The mentions of a graph, one link for each pair of files. */
export function linksOf(graph: Graph): Link[] {
  const links = new Map<string, Link>();
  const known = new Set(graph.nodes.map((node) => node.id));
  for (const { from, to, strength } of graph.edges) {
    if (to === null || !known.has(to)) {
      continue;
    }
    const key = JSON.stringify([from, to]);
    const link = links.get(key) ?? { from, to, count: 0, strong: false };
    links.set(key, { ...link, count: link.count + 1, strong: link.strong || strength === "strong" });
  }
  return [...links.values()];
}

/** Those a link leads to or comes from, and the file itself. */
export function neighbours(links: Link[], id: string): Set<string> {
  const found = new Set([id]);
  for (const { from, to } of links) {
    if (from === id) {
      found.add(to);
    } else if (to === id) {
      found.add(from);
    }
  }
  return found;
}

/** The part to show. Where a name is searched, those whose name has it and their neighbours. */
export function select(graph: Graph, links: Link[], wish: Wish): { nodes: GraphNode[]; links: Link[]; left: number } {
  let nodes = graph.nodes.filter((node) => wish.kinds.has(node.kind));
  const wanted = wish.search.trim().toLowerCase();
  if (wanted !== "") {
    const matches = nodes.filter((node) => node.name.toLowerCase().includes(wanted)).map((node) => node.id);
    const near = new Set(matches.flatMap((id) => [...neighbours(links, id)]));
    nodes = nodes.filter((node) => near.has(node.id));
  }
  if (wish.around !== null) {
    const near = neighbours(links, wish.around);
    nodes = nodes.filter((node) => near.has(node.id));
  }
  const left = Math.max(0, nodes.length - most);
  if (left > 0) {
    const degree = degrees(links);
    const busy = [...nodes].sort((a, b) => (degree.get(b.id) ?? 0) - (degree.get(a.id) ?? 0));
    nodes = busy.slice(0, most);
  }
  const shown = new Set(nodes.map((node) => node.id));
  return { nodes, links: links.filter((link) => shown.has(link.from) && shown.has(link.to)), left };
}

function degrees(links: Link[]): Map<string, number> {
  const degree = new Map<string, number>();
  for (const id of links.flatMap((link) => [link.from, link.to])) {
    degree.set(id, (degree.get(id) ?? 0) + 1);
  }
  return degree;
}
