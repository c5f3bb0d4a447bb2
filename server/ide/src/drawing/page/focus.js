// One node, group or line in the middle of attention, and what is around it.

/** @typedef {{node: number, steps: number} | {group: number} | {bundle: number} | {link: number}} Subject */
/** @type {Subject | null} */
let subject = null;
/** The nodes that a search found. @type {Set<number> | null} */
let hits = null;
/** Kinds that step back. @type {Set<string>} */
const quiet = new Set();

/** Who is reached from a node, step by step: the nodes of each step with the links that lead there.
 * @param {number} start @param {"in" | "out"} side @param {number} most */
function reached(start, side, most) {
  const seen = new Set([start]);
  const steps = [];
  let edge = [start];
  for (let step = 0; step < most; step++) {
    /** @type {{node: number, link: number}[]} */
    const found = [];
    for (const at of edge) {
      for (const link of sides[at]?.[side] ?? []) {
        const it = team.links[link];
        const node = side === "in" ? it?.from : it?.to;
        if (node !== undefined && !seen.has(node)) {
          seen.add(node);
          found.push({ node, link });
        }
      }
    }
    steps.push(found);
    edge = found.map((it) => it.node);
  }
  return steps;
}

/** The nodes that are not faded, or null where none is. @returns {Set<number> | null} */
function litNodes() {
  if (hits !== null) {
    return hits;
  }
  if (subject === null) {
    return null;
  }
  if ("node" in subject) {
    const steps = [...reached(subject.node, "in", subject.steps), ...reached(subject.node, "out", subject.steps)];
    return new Set([subject.node, ...steps.flat().map((it) => it.node)]);
  }
  return new Set(litLinks().flatMap((link) => [link.from, link.to]).concat("group" in subject ? (team.groups[subject.group]?.nodes ?? []) : []));
}

/** The links that are drawn from node to node. @returns {Link[]} */
function litLinks() {
  const it = subject;
  if (it === null || hits !== null) {
    return [];
  }
  if ("node" in it) {
    const steps = [...reached(it.node, "in", it.steps), ...reached(it.node, "out", it.steps)].flat();
    const links = new Set([...steps.map((step) => step.link), ...(sides[it.node]?.in ?? []), ...(sides[it.node]?.out ?? [])]);
    return [...links].flatMap((link) => team.links[link] ?? []);
  }
  if ("link" in it) {
    return [team.links[it.link]].flatMap((link) => link ?? []);
  }
  if ("bundle" in it) {
    const bundle = team.bundles[it.bundle];
    return bundle === undefined ? [] : linksBetween(bundle.from, bundle.to);
  }
  return [];
}

/** @param {number} from @param {number} to */
function linksBetween(from, to) {
  return team.links.filter((link) => team.nodes[link.from]?.group === from && team.nodes[link.to]?.group === to);
}

/** Shows what is lit and what steps back. */
function mark() {
  const lit = litNodes();
  stage.classList.toggle("fading", lit !== null);
  const neighbours = subject !== null && "group" in subject ? neighboursOf(subject.group) : [];
  const groups = new Set([...[...(lit ?? [])].map((at) => team.nodes[at]?.group), ...neighbours]);
  const links = new Set(litLinks());
  for (const it of view.querySelectorAll(".inside > .node")) {
    const at = Number(it.getAttribute("data-node"));
    const node = team.nodes[at];
    it.classList.toggle("lit", lit?.has(at) ?? false);
    it.classList.toggle("chosen", subject !== null && "node" in subject && subject.node === at);
    it.classList.toggle("quiet", quiet.has(node?.kind ?? ""));
    it.classList.toggle("current", current !== null && node?.path === current);
  }
  for (const it of view.querySelectorAll(".groups > .group, .heads > .head")) {
    const at = Number(it.getAttribute("data-group"));
    it.classList.toggle("lit", groups.has(at));
    it.classList.toggle("chosen", subject !== null && "group" in subject && subject.group === at);
  }
  for (const it of view.querySelectorAll(".links > *")) {
    const link = team.links[Number(it.getAttribute("data-link"))];
    it.classList.toggle("lit", link !== undefined && links.has(link));
  }
  for (const it of view.querySelectorAll(".bundle")) {
    const at = Number(it.getAttribute("data-bundle") ?? it.getAttribute("data-count"));
    const bundle = team.bundles[at];
    const own = subject !== null && (("bundle" in subject && subject.bundle === at)
      || ("group" in subject && (bundle?.from === subject.group || bundle?.to === subject.group)));
    it.classList.toggle("lit", own);
  }
  drawRays();
}

/** Lines from node to node, for what is in focus. */
function drawRays() {
  const rays = find("rays");
  rays.replaceChildren();
  for (const link of litLinks()) {
    const own = team.links.indexOf(link);
    const drawnAlready = element(`.links [data-link="${own}"]:not([hidden])`) !== null;
    const [from, to] = [seenAt(link.from), seenAt(link.to)];
    if (!drawnAlready && from !== to) {
      const ray = document.createElementNS("http://www.w3.org/2000/svg", "path");
      const missing = team.nodes[link.to]?.path === null;
      ray.setAttribute("class", `ray${missing ? " missing" : ""}`);
      ray.setAttribute("data-link", `${own}`);
      ray.setAttribute("marker-end", `url(#${missing ? "missing-end" : "end"})`);
      ray.setAttribute("d", curved(from, to));
      rays.append(ray);
    }
  }
}

/** From the side of an area that faces another to that side of it. @param {Area} from @param {Area} to */
function curved(from, to) {
  const [ax, ay, bx, by] = [from.x + from.w / 2, from.y + from.h / 2, to.x + to.w / 2, to.y + to.h / 2];
  const beside = to.x > from.x + from.w || from.x > to.x + to.w;
  if (beside) {
    const sign = bx > ax ? 1 : -1;
    const [x1, x2] = [ax + (sign * from.w) / 2, bx - (sign * to.w) / 2];
    const pull = sign * Math.max(20, Math.abs(x2 - x1) / 2);
    return `M${x1} ${ay}C${x1 + pull} ${ay} ${x2 - pull} ${by} ${x2} ${by}`;
  }
  // One above the other: out and in at the right, so that what is between stays readable.
  const out = Math.max(from.x + from.w, to.x + to.w) + 18 + Math.min(60, Math.abs(by - ay) / 6);
  return `M${from.x + from.w} ${ay}C${out} ${ay} ${out} ${by} ${to.x + to.w} ${by}`;
}

/** Puts something in the middle of attention, or nothing. @param {Subject | null} to */
function attend(to, move = true) {
  subject = to;
  hits = null;
  find("search").removeAttribute("data-on");
  if (to !== null && move) {
    const lit = [...(litNodes() ?? [])];
    if ("node" in to) {
      showAll([to.node, ...lit.slice(0, 60)], to.node);
    } else if ("group" in to) {
      showWithNeighbours(to.group);
    }
  }
  mark();
  showPanel();
}

/** The groups that one depends on, and those that depend on it. @param {number} at */
function neighboursOf(at) {
  return team.bundles.flatMap(({ from, to }) => (from === at ? [to] : to === at ? [from] : []));
}

/** Brings a group into sight with all that lines lead to from it, and goes no nearer. @param {number} at */
function showWithNeighbours(at) {
  const all = around([at, ...neighboursOf(at)].flatMap((group) => team.groups[group] ?? []));
  if (!isInSight(all)) {
    glide(framing(all, camera.scale));
  }
}

/** The area around some. @param {Area[]} some @returns {Area} */
function around(some) {
  const [x, y] = [Math.min(...some.map((it) => it.x)), Math.min(...some.map((it) => it.y))];
  return {
    x,
    y,
    w: Math.max(...some.map((it) => it.x + it.w)) - x,
    h: Math.max(...some.map((it) => it.y + it.h)) - y,
  };
}

/** @param {Area} area */
function isInSight(area) {
  return area.x * camera.scale + camera.x > 0 && area.y * camera.scale + camera.y > 0
    && (area.x + area.w) * camera.scale + camera.x < stage.clientWidth
    && (area.y + area.h) * camera.scale + camera.y < stage.clientHeight;
}

/** Shows nodes, as many as can be read, and always the first. @param {number[]} nodes @param {number} first */
function showAll(nodes, first) {
  const areas = nodes.map((at) => seenAt(at));
  const all = around(areas);
  const scale = team.groups[team.nodes[first]?.group ?? 0]?.scale ?? 1;
  const frame = framing(all, Math.max(camera.scale, 1 / scale));
  if (frame.scale * scale >= READABLE) {
    // What is in sight already stays where it is.
    if (!isInSight(all) || camera.scale * scale < READABLE) {
      glide(frame);
    }
    return;
  }
  const node = team.nodes[first];
  const group = team.groups[node?.group ?? 0];
  if (team.folded && node !== undefined && group !== undefined) {
    // The group as a whole if it can be read, or else what is around the node.
    const whole = framing(group, 1 / scale).scale * scale >= READABLE;
    const [wide, high] = [240 * scale, 160 * scale];
    showNear(whole ? group : { x: node.x - wide, y: node.y - high, w: node.w + 2 * wide, h: node.h + 2 * high }, scale);
  } else {
    reveal(seenAt(first));
  }
}
