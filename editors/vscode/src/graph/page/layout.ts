import { Graph as Dagre, layout } from "@dagrejs/dagre";
import type { GraphNode } from "../../requests";
import type { Link } from "./selection";

export interface Box {
  node: GraphNode;
  /** The middle. */
  x: number;
  y: number;
  width: number;
}

export interface Line extends Link {
  points: { x: number; y: number }[];
}

export interface Size {
  width: number;
  height: number;
}

export interface Drawing extends Size {
  boxes: Box[];
  lines: Line[];
}

export const boxHeight = 24;
const gap = 14;
const spacing = { nodesep: gap, ranksep: 45, edgesep: 6, marginx: 20, marginy: 20 };
/** So many nodes can be laid out twice without a wait. */
const small = 60;

/** The drawing, from left to right or from top to bottom: whichever is bigger to read in this window. */
export function draw(nodes: GraphNode[], links: Link[], widthOf: (name: string) => number, window: Size): Drawing {
  const one = drawn(nodes, links, widthOf, "LR");
  if (nodes.length > small) {
    return one;
  }
  const other = drawn(nodes, links, widthOf, "TB");
  return fits(other, window) > fits(one, window) ? other : one;
}

/** How much of its size a drawing keeps when all of it is shown; at most 1. */
export function fits(drawing: Size, window: Size): number {
  return Math.min(1, window.width / Math.max(1, drawing.width), window.height / Math.max(1, drawing.height));
}

/** Who hands over stands before who gets; those who do neither stand in rows below. */
function drawn(nodes: GraphNode[], links: Link[], widthOf: (name: string) => number, rankdir: "LR" | "TB"): Drawing {
  const linked = new Set(links.flatMap((link) => [link.from, link.to]));
  const graph = new Dagre();
  // The quickest that dagre has: its default takes ten seconds for a team of 150.
  graph.setGraph({ rankdir, ranker: "tight-tree", acyclicer: "greedy", ...spacing });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes.filter((it) => linked.has(it.id))) {
    graph.setNode(node.id, { width: widthOf(node.name), height: boxHeight });
  }
  for (const link of links) {
    graph.setEdge(link.from, link.to);
  }
  layout(graph);

  const boxes = nodes
    .filter((node) => linked.has(node.id))
    .map((node) => {
      const { x, y, width } = graph.node(node.id) as { x: number; y: number; width: number };
      return { node, x, y, width };
    });
  const lines = links.map((link) => {
    const { points } = graph.edge(link.from, link.to) as { points: Line["points"] };
    return { ...link, points };
  });
  const extent = (sizes: number[]): number => Math.max(0, ...sizes);
  const width = extent(boxes.map((box) => box.x + box.width / 2 + 20));
  const top = extent(boxes.map((box) => box.y + boxHeight));
  const alone = rows(
    nodes.filter((node) => !linked.has(node.id)),
    top,
    Math.max(width, 600),
    widthOf,
  );
  const all = [...boxes, ...alone];
  return {
    boxes: all,
    lines,
    width: extent(all.map((box) => box.x + box.width / 2 + 20)),
    height: extent(all.map((box) => box.y + boxHeight)),
  };
}

function rows(nodes: GraphNode[], top: number, width: number, widthOf: (name: string) => number): Box[] {
  let [x, y] = [20, top + boxHeight];
  return nodes.map((node) => {
    const own = widthOf(node.name);
    if (x > 20 && x + own > width - 20) {
      [x, y] = [20, y + boxHeight + gap];
    }
    const box = { node, x: x + own / 2, y, width: own };
    x += own + gap;
    return box;
  });
}
