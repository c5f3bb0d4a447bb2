// The page of the delegation graph: draws what the extension sends, in SVG.

import { kinds } from "../../kinds";
import type { FileKind, Graph } from "../../requests";
import type { FromPage, ToPage } from "../messages";
import { type Box, boxHeight, draw, type Drawing, type Line } from "./layout";
import { type Link, linksOf, most, neighbours, select } from "./selection";
import { View } from "./view";

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const host = acquireVsCodeApi();
const find = <T extends Element>(id: string): T => document.getElementById(id) as unknown as T;
const search = find<HTMLInputElement>("search");
const near = find<HTMLInputElement>("near");
const count = find<HTMLElement>("count");
const svg = find<SVGSVGElement>("graph");
const view = new View(svg, find<SVGGElement>("view"));
const kindBoxes = new Map<FileKind, HTMLInputElement>();

let graph: Graph = { nodes: [], edges: [] };
let links: Link[] = [];
let current: string | null = null;
let drawing: Drawing = { boxes: [], lines: [], width: 0, height: 0 };

addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  switch (data.type) {
    case "graph":
      ({ graph, current } = data);
      links = linksOf(graph);
      showKinds();
      update();
      break;
    case "current":
      // A click on a node brings no file to the front that the user is not looking for.
      current = data.current ?? current;
      near.checked ? update() : highlight(null);
      break;
    case "problem":
      count.textContent = data.message;
      find("why").textContent = graph.nodes.length === 0 ? data.message : "";
      find("new").toggleAttribute("hidden", true);
      find("nothing").toggleAttribute("hidden", graph.nodes.length > 0);
      break;
  }
});

/** A box to tick for each kind that there is. Memory files and rules are left out at first. */
function showKinds(): void {
  const there = new Set(graph.nodes.map((node) => node.kind));
  for (const kind of Object.keys(kinds) as FileKind[]) {
    if (!there.has(kind) || kindBoxes.has(kind)) {
      continue;
    }
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = ["agent", "skill", "command"].includes(kind);
    box.addEventListener("change", update);
    kindBoxes.set(kind, box);
    const label = document.createElement("label");
    label.append(box, kinds[kind].label);
    find("kinds").append(label);
  }
}

/** Lays out what is wanted, and shows it. */
function update(): void {
  const wanted = [...kindBoxes].filter(([, box]) => box.checked).map(([kind]) => kind);
  const around = near.checked ? current : null;
  const part = select(graph, links, { search: search.value, kinds: new Set(wanted), around });
  drawing = draw(part.nodes, part.links, widthOf, view.window);
  find("edges").replaceChildren(...drawing.lines.map(edgeElement));
  find("nodes").replaceChildren(...drawing.boxes.map(nodeElement));
  showNothing();
  const centre = drawing.boxes.find((box) => box.node.id === current) ?? busiest();
  view.show(drawing, centre);
  // One stop for the Tab key; arrows go on from there.
  find("nodes").querySelector(`[data-id="${CSS.escape(centre?.node.id ?? "")}"]`)?.setAttribute("tabindex", "0");
  highlight(null);
  const shown = `${part.nodes.length} of ${graph.nodes.length} files`;
  count.textContent = part.left > 0 ? `${shown}: the ${most} with the most links; filter to see others` : shown;
}

/** The file with the most links. */
function busiest(): Box | undefined {
  const links = (box: Box): number =>
    drawing.lines.filter((line) => line.from === box.node.id || line.to === box.node.id).length;
  const counted = drawing.boxes.map((box) => ({ box, links: links(box) }));
  return counted.sort((a, b) => b.links - a.links)[0]?.box;
}

/** Words instead of an empty page. */
function showNothing(): void {
  const empty = drawing.boxes.length === 0;
  const none = graph.nodes.length === 0;
  find("nothing").toggleAttribute("hidden", !empty);
  find("new").toggleAttribute("hidden", !none);
  find("why").textContent = none
    ? "There are no agents, skills or commands in this workspace yet."
    : "No file is shown: nothing matches the filter.";
}

/** Marks a file and its neighbours, by default the one in the editor; the rest steps back. */
function highlight(id: string | null): void {
  const shown = new Set(drawing.boxes.map((box) => box.node.id));
  const centre = id ?? (current !== null && shown.has(current) ? current : null);
  const lit = centre === null ? shown : neighbours(links, centre);
  for (const element of find("nodes").children) {
    const own = element.getAttribute("data-id") ?? "";
    element.classList.toggle("dim", !lit.has(own));
    element.classList.toggle("current", own === current);
  }
  for (const element of find("edges").children) {
    const touches = [element.getAttribute("data-from"), element.getAttribute("data-to")].includes(centre);
    element.classList.toggle("dim", centre !== null && !touches);
    element.classList.toggle("lit", centre !== null && touches);
  }
}

function nodeElement(box: Box): SVGGElement {
  const { node } = box;
  const [from, to] = [links.filter((link) => link.to === node.id), links.filter((link) => link.from === node.id)];
  const group = element("g", {
    "class": `node ${node.kind}`,
    "data-id": node.id,
    "transform": `translate(${box.x - box.width / 2} ${box.y - boxHeight / 2})`,
    "tabindex": "-1",
    "role": "button",
    "aria-label": `${kinds[node.kind].label} ${node.name}: hands work to ${to.length}, gets it from ${from.length}`,
  });
  const text = element("text", { x: "10", y: "16" });
  text.textContent = node.name;
  const title = element("title", {});
  title.textContent = `${kinds[node.kind].label} ${node.name}\n${node.path}`;
  group.append(element("rect", { width: `${box.width}`, height: `${boxHeight}`, rx: "4" }), text, title);
  group.addEventListener("click", () => host.postMessage({ type: "open", id: node.id }));
  group.addEventListener("mouseenter", () => highlight(node.id));
  group.addEventListener("mouseleave", () => highlight(null));
  group.addEventListener("focus", () => {
    find("nodes").querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    group.setAttribute("tabindex", "0");
    view.reveal(box);
    highlight(node.id);
  });
  group.addEventListener("blur", () => highlight(null));
  group.addEventListener("keydown", (event) => nodeKey(event, box));
  return group;
}

function edgeElement(line: Line): SVGPathElement {
  const [first, ...rest] = line.points;
  const middle = (a: { x: number; y: number }, b: { x: number; y: number }): string =>
    `${(a.x + b.x) / 2} ${(a.y + b.y) / 2}`;
  const curves = rest.map((point, at) => {
    const next = rest[at + 1];
    return next === undefined ? `L${point.x} ${point.y}` : `Q${point.x} ${point.y} ${middle(point, next)}`;
  });
  return element("path", {
    "class": line.strong ? "edge" : "edge weak",
    "data-from": line.from,
    "data-to": line.to,
    "d": `M${first?.x ?? 0} ${first?.y ?? 0} ${curves.join(" ")}`,
    "marker-end": "url(#arrow)",
  });
}

/** Enter opens; arrows go to the nearest node in that direction. */
function nodeKey(event: KeyboardEvent, from: Box): void {
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    host.postMessage({ type: "open", id: from.node.id });
    return;
  }
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (direction === undefined) {
    return;
  }
  event.preventDefault();
  const [dx = 0, dy = 0] = direction;
  const distances = drawing.boxes.map((box) => {
    const [x, y] = [box.x - from.x, box.y - from.y];
    const [ahead, aside] = [x * dx + y * dy, Math.abs(x * dy) + Math.abs(y * dx)];
    return { box, distance: ahead > 1 ? ahead + 2 * aside : Infinity };
  });
  const nearest = distances.reduce((a, b) => (b.distance < a.distance ? b : a));
  if (nearest.distance < Infinity) {
    const id = CSS.escape(nearest.box.node.id);
    find("nodes").querySelector<SVGGElement>(`[data-id="${id}"]`)?.focus();
  }
}

function element<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  return made;
}

const ruler = document.createElement("canvas").getContext("2d");

function widthOf(name: string): number {
  if (ruler === null) {
    return 20 + 8 * name.length;
  }
  ruler.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return Math.ceil(ruler.measureText(name).width) + 20;
}

search.addEventListener("input", update);
near.addEventListener("change", update);
find("fit").addEventListener("click", () => view.fit());
find("new").addEventListener("click", () => host.postMessage({ type: "newAgent" }));
find("refresh").addEventListener("click", () => host.postMessage({ type: "refresh" }));
addEventListener("resize", () => view.fit());
addEventListener("keydown", (event) => {
  if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const act: Record<string, () => void> = {
    "/": () => search.focus(),
    "+": () => view.zoom(1.25),
    "-": () => view.zoom(0.8),
    "0": () => view.fit(),
    "r": () => host.postMessage({ type: "refresh" }),
  };
  const action = act[event.key];
  if (action !== undefined) {
    event.preventDefault();
    action();
  }
});

host.postMessage({ type: "refresh" });
