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

/** @param {number} at @param {string} [more] @param {boolean} [where] whether it says its group */
function nodeButton(at, more, where = false) {
  const node = team.nodes[at];
  const it = button(node?.name ?? "", () => attend({ node: at, steps: 1 }));
  it.className = `to ${node?.kind ?? "missing"}`;
  it.title = labelOf({ node: at });
  if (more !== undefined) {
    it.append(made("span", more, { class: "more" }));
  }
  if (where && node !== undefined) {
    it.append(groupOf(node.group));
  }
  return it;
}

/** Where somebody is, behind his name: names are alike more often than groups. @param {number} at */
function groupOf(at) {
  const title = team.groups[at]?.title ?? "";
  // Paths are alike at their start, and names of plugins at their end.
  const short = title.length > 20 ? `${title.slice(0, 9)}…${title.slice(-10)}` : title;
  return made("span", short, { class: "where", title });
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
  return [heading, ...listed(rows, few)];
}

/** Rows, of which so many are shown at first. @param {HTMLElement[]} rows @param {number} few */
function listed(rows, few) {
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
    return [list, more];
  }
  add(rows.slice(few));
  return [list];
}

/** Those that nobody names: by their groups, that with the most first. @param {number[]} unused */
function unusedRows(unused) {
  if (!areSeveral()) {
    return unused.map((at) => nodeButton(at));
  }
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const at of unused) {
    const group = team.nodes[at]?.group ?? 0;
    groups.set(group, [...(groups.get(group) ?? []), at]);
  }
  const most = [...groups].sort((a, b) => b[1].length - a[1].length);
  return most.map(([at, nodes], place) => {
    const group = team.groups[at];
    const row = document.createElement("details");
    row.open = place === 0;
    const title = made("summary", group?.title ?? "");
    title.append(made("span", `${nodes.length} of ${group?.nodes.length}`, { class: "more" }));
    row.append(title, ...listed(nodes.map((node) => nodeButton(node)), 3));
    return row;
  });
}

/** Whether there are several groups that files are in. */
function areSeveral() {
  return team.groups.filter((group) => !group.missing).length > 1;
}

/** A way around, and the groups that it is in. @param {number[]} cycle */
function cycleRow(cycle) {
  const row = made("span", "", { class: "cycle" });
  const groups = new Set(cycle.map((at) => team.nodes[at]?.group ?? 0));
  const each = areSeveral() && groups.size > 1;
  [...cycle, cycle[0] ?? 0].forEach((at, place) =>
    row.append(...(place > 0 ? [" → "] : []), nodeButton(at, undefined, each && place < cycle.length)));
  if (areSeveral() && !each) {
    row.append(" ", ...[...groups].map((at) => groupOf(at)));
  }
  return row;
}

/** What somebody asks first: of each so much that all of it is in sight at once. */
function facts() {
  const several = areSeveral();
  const few = several ? 3 : 6;
  const unused = team.nodes.flatMap((node, at) => (node.unused ? [at] : []));
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
  const drawnOf = team.bundles.filter((bundle) => bundle.main && team.groups[bundle.to]?.missing === false).length;
  const cycles = team.cycles.map((cycle) => cycleRow(cycle));
  const none = team.links.length > 0 ? "None." : undefined;
  const most = team.most.map((at) => nodeButton(at, `${team.nodes[at]?.callers}`, several));
  return [
    ...section("Named most", most, undefined, few),
    ...section(`Named by nobody (${unused.length})`, unusedRows(unused), none, few, signOf("kind-agent", "unused")),
    ...section(`Dependencies of groups (${depends.length})`, depends, undefined, few),
    ...note(drawnOf < depends.length, `${drawnOf} of ${depends.length} are drawn; choose a group to see all of its.`),
    ...section(`Cycles (${cycles.length})`, cycles, none, 2, signOf("circle", "round")),
    ...note(onCycles() > team.cycles.flat().length,
      `${onCycles()} files lead back to themselves. Of those that all lead to each other, the shortest cycle is listed.`),
    ...section(`Named, but not there (${missing.length})`, missing, undefined, few),
  ];
}

function onCycles() {
  return team.nodes.filter((node) => node.cycle).length;
}

/** What is to be known of a list. @param {boolean} holds @param {string} words */
function note(holds, words) {
  return holds ? [made("p", words, { class: "note" })] : [];
}

/** @param {Set<number>} found */
function hitList(found) {
  const rows = [...found].map((at) => nodeButton(at, undefined, areSeveral()));
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
    ...section("Depended on by", rows("to", "from"), "Nobody."),
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
  return [made("h1", `${from} → ${to}`), ...section(`Who names whom (${bundle.count})`, rows)];
}
