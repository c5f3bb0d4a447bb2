// What stands beside the picture: what there is to know of the team, or of what is looked at.

const panel = find("panel");

function showPanel() {
  const parts = [];
  if (hits !== null) {
    parts.push(...hitList(hits));
  } else if (subject === null) {
    parts.push(...facts());
  } else {
    parts.push(button("← The whole team", () => attend(null)));
    if ("node" in subject) {
      parts.push(...aboutNode(subject.node, subject.steps));
    } else if ("group" in subject) {
      parts.push(...aboutGroup(subject.group));
    } else if ("bundle" in subject) {
      parts.push(...aboutBundle(subject.bundle));
    } else {
      parts.push(...aboutLink(subject.link));
    }
  }
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

/** @param {number} at @param {string} [more] */
function nodeButton(at, more) {
  const node = team.nodes[at];
  const it = button(node?.name ?? "", () => attend({ node: at, steps: 1 }));
  it.className = `to ${node?.kind ?? "missing"}`;
  if (more !== undefined) {
    it.append(made("span", more, { class: "more" }));
  }
  return it;
}

/** @param {string} title @param {HTMLElement[]} rows @param {string} [none] @param {number} [few] so many are listed at first
 * @param {Element} [sign] what the picture marks them with */
function section(title, rows, none, few = 8, sign) {
  const heading = made("h2", title);
  if (sign !== undefined) {
    heading.append(" ", sign);
  }
  if (rows.length === 0) {
    return none === undefined ? [] : [heading, made("p", none, { class: "none" })];
  }
  const list = document.createElement("ul");
  const add = (/** @type {HTMLElement[]} */ some) =>
    some.forEach((row) => {
      const item = document.createElement("li");
      item.append(row);
      list.append(item);
    });
  add(rows.slice(0, few));
  if (rows.length > few + 1) {
    const more = button(`${rows.length - few} more`, () => {
      more.remove();
      add(rows.slice(few));
    });
    more.className = "rest";
    return [heading, list, more];
  }
  add(rows.slice(few));
  return [heading, list];
}

/** What somebody asks first: of each so much that all of it is in sight at once. */
function facts() {
  const few = team.groups.length > 1 ? 4 : 6;
  const unused = team.nodes.flatMap((node, at) => (node.unused ? [nodeButton(at)] : []));
  const missing = team.nodes.flatMap((node, at) => (node.path === null ? [nodeButton(at, `${node.callers}`)] : []));
  const depends = team.bundles.flatMap((bundle, at) => {
    const [from, to] = [team.groups[bundle.from], team.groups[bundle.to]];
    if (to === undefined || to.missing) {
      return [];
    }
    const it = button(`${from?.title} → ${to.title}`, () => attend({ bundle: at }));
    it.className = "to";
    it.append(made("span", `${bundle.count}`, { class: "more" }));
    return [it];
  });
  const cycles = team.cycles.map((cycle) => {
    const row = made("span", "", { class: "cycle" });
    [...cycle, cycle[0] ?? 0].forEach((at, place) => row.append(...(place > 0 ? [" → "] : []), nodeButton(at)));
    return row;
  });
  const none = team.links.length > 0 ? "None." : undefined;
  return [
    ...section("Named most", team.most.map((at) => nodeButton(at, `${team.nodes[at]?.callers}`)), undefined, few),
    ...section(`Named by nobody (${unused.length})`, unused, none, few, signOf("kind-agent", "agent unused")),
    ...section("Who depends on whom", depends, undefined, few),
    ...section(`Cycles (${cycles.length})`, cycles, none, 2, signOf("circle", "round")),
    ...section(`Named, but not there (${missing.length})`, missing, undefined, few),
  ];
}

/** @param {Set<number>} found */
function hitList(found) {
  const rows = [...found].map((at) => nodeButton(at, team.groups[team.nodes[at]?.group ?? 0]?.title));
  return section(`${found.size} found`, rows, "Nobody is called so.");
}

/** @param {number} at @param {number} steps */
function aboutNode(at, steps) {
  const node = team.nodes[at];
  if (node === undefined) {
    return [];
  }
  const head = made("h1", node.name, { class: node.kind });
  const said = [inWords(node.kind, 1), node.model, ...(node.may ?? [])].filter((it) => it !== undefined);
  const parts = [head, made("p", said.join(" · "), { class: "said" })];
  if (node.path !== null) {
    parts.push(linkTo(node.path, node, node.path));
  }
  if (node.description !== undefined) {
    parts.push(made("p", node.description));
  }
  const changes = made("p", "", { class: "steps" });
  changes.append(
    button("−", () => attend({ node: at, steps: Math.max(1, steps - 1) }), "One step less"),
    made("span", `${steps} ${steps === 1 ? "step" : "steps"} around`),
    button("+", () => attend({ node: at, steps: Math.min(9, steps + 1) }), "One step more"),
  );
  parts.push(changes);
  const titles = /** @type {const} */ ([["in", "Named by"], ["out", "Names"]]);
  for (const [side, title] of titles) {
    reached(at, side, steps).forEach((found, step) => {
      const rows = found.map(({ node: other, link }) => linkRow(link, other));
      const behind = step === 0 ? "" : `, ${step + 1} steps away`;
      parts.push(...section(`${title}${behind} (${rows.length})`, rows, step === 0 ? "Nobody." : undefined));
    });
  }
  return parts;
}

/** One who is named or names, with the sentences to unfold. @param {number} at @param {number} other */
function linkRow(at, other) {
  const link = team.links[at];
  const row = made("div", "", { class: "row" });
  const sentences = sentencesOf(at);
  sentences.hidden = true;
  const show = button(`${link?.count ?? 0}×`, () => {
    sentences.hidden = !sentences.hidden;
    show.setAttribute("aria-expanded", `${!sentences.hidden}`);
  }, `The sentences about ${team.nodes[other]?.name}`);
  show.setAttribute("aria-expanded", "false");
  show.className = "times";
  row.append(nodeButton(other), show, sentences);
  return row;
}

/** @param {number} at */
function sentencesOf(at) {
  const link = team.links[at];
  const path = link === undefined ? null : (team.nodes[link.from]?.path ?? null);
  const list = document.createElement("ol");
  list.className = "sentences";
  for (const place of link?.places ?? []) {
    const item = document.createElement("li");
    const [before, name, after] = place.said ?? ["", team.nodes[link?.to ?? 0]?.name ?? "", ""];
    item.append(before, made("mark", name), after, " ");
    if (path !== null) {
      item.append(linkTo(path, place, `${path.split("/").pop()}:${place.line + 1}`));
    }
    list.append(item);
  }
  const left = (link?.count ?? 0) - (link?.places.length ?? 0);
  if (left > 0) {
    list.append(made("li", `and ${left} more`));
  }
  return list;
}

/** @param {number} at */
function aboutLink(at) {
  const link = team.links[at];
  if (link === undefined) {
    return [];
  }
  const head = made("h1", "");
  head.append(nodeButton(link.from), " names ", nodeButton(link.to));
  return [head, sentencesOf(at)];
}

/** @param {number} at */
function aboutGroup(at) {
  const group = team.groups[at];
  if (group === undefined) {
    return [];
  }
  const rows = (/** @type {"from" | "to"} */ own, /** @type {"from" | "to"} */ other) =>
    team.bundles.flatMap((bundle, place) => {
      if (bundle[own] !== at) {
        return [];
      }
      const it = button(team.groups[bundle[other]]?.title ?? "", () => attend({ bundle: place }));
      it.className = "to";
      it.append(made("span", `${bundle.count}`, { class: "more" }));
      return [it];
    });
  return [
    made("h1", group.title),
    button(isOpen[at] ? "Fold" : "Unfold", () => {
      fold(at);
      showPanel();
    }),
    ...section("Depends on", rows("from", "to"), "Nobody."),
    ...section("Is needed by", rows("to", "from"), "Nobody."),
    ...section(`Who is in it (${group.nodes.length})`, group.nodes.map((node) => nodeButton(node))),
  ];
}

/** @param {number} at */
function aboutBundle(at) {
  const bundle = team.bundles[at];
  if (bundle === undefined) {
    return [];
  }
  const rows = linksBetween(bundle.from, bundle.to).map((link) => {
    const row = made("div", "", { class: "pair" });
    row.append(nodeButton(link.from), " → ", linkRow(team.links.indexOf(link), link.to));
    return row;
  });
  const [from, to] = [team.groups[bundle.from]?.title, team.groups[bundle.to]?.title];
  return [made("h1", `${from} → ${to}`), ...section(`${bundle.count} lines`, rows)];
}
