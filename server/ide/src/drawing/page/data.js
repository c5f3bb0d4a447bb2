"use strict";
// The page of a team's picture. The files of this folder are one script, in the order of page.rs.
// Positions and drawing come from the server; this adds what moves.

/**
 * @typedef {{x: number, y: number, w: number, h: number}} Area
 * @typedef {Area & {title: string, missing: boolean, nodes: number[], scale: number}} Group
 * @typedef {Area & {name: string, kind: string, path: string | null, line: number, column: number,
 *   group: number, callers: number, unused: boolean, cycle: boolean, description?: string,
 *   model?: string, may?: string[]}} Member
 * @typedef {{line: number, column: number, said?: [string, string, string]}} Place
 * @typedef {{from: number, to: number, count: number, places: Place[]}} Link
 * @typedef {{from: number, to: number, count: number, main: boolean}} Bundle
 * @typedef {{width: number, height: number, folded: boolean, groups: Group[], nodes: Member[], links: Link[],
 *   bundles: Bundle[], most: number[], cycles: number[][], kinds: Record<string, [string, string]>,
 *   insides: string[], models: Record<string, string[]>}} Team
 */

/** The editor around the page, if there is one: it opens files and sends new pictures. */
const host = "acquireVsCodeApi" in window ? /** @type {any} */ (window).acquireVsCodeApi() : null;

/** @type {Team} */
let team = { width: 1, height: 1, folded: false, groups: [], nodes: [], links: [], bundles: [], most: [], cycles: [], kinds: {}, insides: [], models: {} };
/** The links of each node: those that lead to it and from it. @type {{in: number[], out: number[]}[]} */
let sides = [];
/** The file that is looked at in the editor. @type {string | null} */
let current = null;

/** @template {Element} T @param {string} id @returns {T} */
function find(id) {
  return /** @type {T} */ (/** @type {unknown} */ (document.getElementById(id)));
}

/** An element with a text and attributes. Names come from files: they are never read as HTML.
 * @param {string} name @param {string} text @param {Record<string, string>} [attributes] */
function made(name, text, attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  return element;
}

/** A sign as the picture has it. @param {string} sign @param {string} [kind] classes */
function signOf(sign, kind) {
  const drawn = (/** @type {string} */ name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const [frame, use] = [drawn("svg"), drawn("use")];
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("viewBox", "-1 -1 20 13");
  frame.setAttribute("class", `sign-of ${kind ?? ""}`);
  use.setAttribute("href", `#${sign}`);
  frame.append(use);
  return frame;
}

/** A button that does something. @param {string} text @param {() => void} does @param {string} [label] */
function button(text, does, label) {
  const element = made("button", text, label === undefined ? {} : { "aria-label": label, "title": label });
  element.addEventListener("click", does);
  return element;
}

/** @param {string} kind @param {number} count */
function inWords(kind, count) {
  const [one, many] = team.kinds[kind] ?? ["name of nothing", "names of nothing"];
  return count === 1 ? one : many;
}

/** A link to a place in a file. @param {string} path @param {Place} place @param {string} text */
function linkTo(path, place, text) {
  const parts = path.split("/").map((part) => encodeURIComponent(part));
  // A path from the root, or from a drive of Windows.
  const drive = /^[A-Za-z]:$/.test(path.split("/")[0] ?? "");
  if (drive) {
    parts[0] = path.split("/")[0] ?? "";
  }
  const start = drive ? "file:///" : path.startsWith("/") ? "file://" : "./";
  const link = made("a", text, { "href": `${start}${parts.join("/")}#L${place.line + 1}`, "class": "place" });
  link.title = `${path}:${place.line + 1}:${place.column + 1}`;
  link.addEventListener("click", (event) => {
    if (host !== null) {
      event.preventDefault();
      host.postMessage({ type: "open", path, line: place.line, character: place.column });
    }
  });
  return link;
}

/** @param {Team} given */
function take(given) {
  team = given;
  sides = team.nodes.map(() => ({ in: [], out: [] }));
  team.links.forEach((link, at) => {
    sides[link.from]?.out.push(at);
    sides[link.to]?.in.push(at);
  });
}
