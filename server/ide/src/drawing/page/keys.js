// Search, clicks and keys.

const search = /** @type {HTMLInputElement} */ (find("search"));

/** The nodes that have all words of a text in their names or descriptions. @param {string} text */
function lookFor(text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) {
    return null;
  }
  const has = (/** @type {string} */ where) => words.every((word) => where.toLowerCase().includes(word));
  const all = team.nodes.map((_, at) => at);
  const named = all.filter((at) => has(team.nodes[at]?.name ?? ""));
  const told = all.filter((at) => !named.includes(at) && has(`${team.nodes[at]?.name} ${team.nodes[at]?.description ?? ""}`));
  return new Set([...named, ...told]);
}

search.addEventListener("input", () => {
  const found = lookFor(search.value);
  subject = null;
  hits = found;
  mark();
  showPanel();
  const [first] = found ?? [];
  if (found === null) {
    fit();
  } else if (first !== undefined) {
    showAll([...found].slice(0, 80), first);
  }
});
search.addEventListener("keydown", (event) => {
  const [first] = hits ?? [];
  if (event.key === "Enter" && first !== undefined) {
    // It goes no further: what has the keyboard next would take it too.
    event.preventDefault();
    event.stopPropagation();
    attend({ node: first, steps: 1 });
    reach(first);
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (panel.querySelector("button"))?.focus();
  }
});

stage.addEventListener("click", (event) => {
  if (drag.far || !(event.target instanceof Element)) {
    return;
  }
  const at = (/** @type {string} */ what) => {
    const found = /** @type {Element} */ (event.target).closest(`[data-${what}]`);
    return found === null ? null : Number(found.getAttribute(`data-${what}`));
  };
  const [node, link, bundle, count, group] = [at("node"), at("link"), at("bundle"), at("count"), at("group")];
  if (node !== null) {
    attend({ node, steps: 1 });
  } else if (link !== null) {
    attend({ link });
  } else if ((bundle ?? count) !== null) {
    attend({ bundle: bundle ?? count ?? 0 });
  } else if (group !== null && team.groups.length > 1) {
    if (!team.folded && !isOpen[group]) {
      fold(group, true);
    }
    attend({ group });
  } else {
    attend(null);
  }
});
stage.addEventListener("dblclick", (event) => {
  const found = event.target instanceof Element ? event.target.closest("[data-node], [data-group]") : null;
  if (found?.hasAttribute("data-node")) {
    openFile(Number(found.getAttribute("data-node")));
  } else if (found !== null) {
    fold(Number(found.getAttribute("data-group")));
  }
});

/** What the mouse rests on says its name in full. */
stage.addEventListener("pointerover", (event) => {
  const found = event.target instanceof Element ? event.target.closest("[data-node]") : null;
  if (found !== null && found.querySelector("title") === null) {
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = labelOf({ node: Number(found.getAttribute("data-node")) });
    found.prepend(title);
  }
});

/** @param {number} at */
function openFile(at) {
  const node = team.nodes[at];
  if (node !== undefined && node.path !== null) {
    linkTo(node.path, node, "").click();
  }
}

/** @typedef {{node: number} | {group: number}} Stop */

/** Why a memory file or a rule without a number is none of those that nobody names. */
const WITHOUT_NAME = "read without being named";

/** @param {Stop} stop */
function labelOf(stop) {
  if ("group" in stop) {
    const group = team.groups[stop.group];
    return `${group?.title}: ${group?.nodes.length} files, ${isOpen[stop.group] ? "open" : "folded"}`;
  }
  const node = team.nodes[stop.node];
  const more = [node?.model, ...(node?.may ?? []), node?.cycle ? "on a cycle" : undefined].filter((it) => it !== undefined);
  const free = node?.path !== null && node?.callers === 0;
  const called = node?.unused ? "named by nobody" : free ? WITHOUT_NAME : `named by ${node?.callers ?? 0}`;
  return [`${inWords(node?.kind ?? "", 1)} ${node?.name}`, called, ...more].join(", ");
}

/** What arrow keys go to: nodes that are to be seen, and titles of groups. @returns {{stop: Stop, area: Area}[]} */
function stops() {
  const groups = team.groups.map((group, at) => ({ stop: { group: at }, area: { ...group, w: Math.min(group.w, 120), h: 24 } }));
  const nodes = team.nodes.flatMap((node, at) => (isOpen[node.group] ? [{ stop: { node: at }, area: node }] : []));
  return team.groups.length > 1 ? [...groups, ...nodes] : nodes;
}

/** The element of a stop. @param {Stop} stop */
function elementOf(stop) {
  return element("node" in stop ? `[data-node="${stop.node}"]` : `[data-group="${stop.group}"]`);
}

/** Gives the keyboard to a stop. @param {Stop} stop */
function go(stop) {
  const it = elementOf(stop);
  if (it !== null) {
    it.setAttribute("tabindex", "-1");
    it.setAttribute("role", "button");
    it.setAttribute("aria-label", labelOf(stop));
    it.focus({ preventScroll: true });
    const area = "node" in stop ? team.nodes[stop.node] : { ...team.groups[stop.group], h: 24 };
    reveal(/** @type {Area} */ (area));
  }
}

/** The same for a node, or the group that hides it. @param {number} node */
function reach(node) {
  const group = team.nodes[node]?.group ?? 0;
  go(isOpen[group] ? { node } : { group });
}

/** The stop that has the keyboard. @returns {Stop | null} */
function here() {
  const it = document.activeElement?.closest("[data-node], [data-group]");
  if (it === null || it === undefined || !view.contains(it)) {
    return null;
  }
  const node = it.getAttribute("data-node");
  return node === null ? { group: Number(it.getAttribute("data-group")) } : { node: Number(node) };
}

/** @param {string} key */
function step(key) {
  const from = here();
  const all = stops();
  if (from === null) {
    const first = subject !== null && "node" in subject ? { node: subject.node } : all[0]?.stop;
    first === undefined || go(first);
    return;
  }
  const [dx = 0, dy = 0] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key] ?? [0, 0];
  const same = (/** @type {Stop} */ stop) => JSON.stringify(stop) === JSON.stringify(from);
  const start = all.find(({ stop }) => same(stop))?.area ?? { x: 0, y: 0, w: 0, h: 0 };
  let best = null;
  let least = Infinity;
  for (const { stop, area } of all) {
    const [x, y] = [area.x + area.w / 2 - start.x - start.w / 2, area.y + area.h / 2 - start.y - start.h / 2];
    const [ahead, aside] = [x * dx + y * dy, Math.abs(x * dy) + Math.abs(y * dx)];
    const distance = ahead > 1 ? ahead + 2 * aside : Infinity;
    if (distance < least && !same(stop)) {
      [best, least] = [stop, distance];
    }
  }
  best === null || go(best);
}

/** What a key does; false for one that means nothing here. @param {KeyboardEvent} event */
function press(event) {
  const stop = here();
  const typing = document.activeElement === search;
  const inPanel = document.activeElement?.closest("header, aside") !== null;
  if (event.key === "Escape") {
    search.value = "";
    attend(null);
    typing || fit();
    return true;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  if (event.key.startsWith("Arrow") && !inPanel) {
    step(event.key);
    return true;
  }
  if ((event.key === "Enter" || event.key === " ") && stop !== null) {
    if ("node" in stop) {
      const again = subject !== null && "node" in subject && subject.node === stop.node;
      again ? openFile(stop.node) : attend({ node: stop.node, steps: 1 });
    } else {
      const again = subject !== null && "group" in subject && subject.group === stop.group;
      again ? fold(stop.group) : attend({ group: stop.group });
    }
    return true;
  }
  const does = {
    "/": () => search.focus(),
    "+": () => zoom(1.25),
    "=": () => zoom(1.25),
    "-": () => zoom(0.8),
    "0": fit,
    "f": () => stop !== null && fold("node" in stop ? (team.nodes[stop.node]?.group ?? 0) : stop.group),
    "r": () => host?.postMessage({ type: "refresh" }),
  }[event.key];
  does?.();
  return does !== undefined;
}

addEventListener("keydown", (event) => {
  if (press(event)) {
    event.preventDefault();
  }
});
