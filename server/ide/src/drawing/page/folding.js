// Groups that are open, and such of which only the title is shown. A group keeps its room.

/** What somebody wanted, by the titles of groups. @type {Map<string, boolean>} */
let wanted = new Map();
/** Which groups are drawn open. @type {boolean[]} */
let isOpen = [];
/** From this scale on names can be read. */
const READABLE = 0.75;

/** @param {number} at */
function shouldBeOpen(at) {
  const group = team.groups[at];
  if (group === undefined) {
    return false;
  }
  // While all is in sight, titles have the room.
  const isNear = camera.scale > 1.5 * wholeScale() && camera.scale * group.scale >= READABLE;
  return wanted.get(group.title) ?? (!team.folded || team.groups.length === 1 || isNear);
}

/** @param {string} selector @returns {SVGElement | null} */
function element(selector) {
  return view.querySelector(selector);
}

/** Draws each group as it should be. Of large teams, what is in a group is drawn when it is first opened. */
function drawFolds() {
  team.groups.forEach((group, at) => {
    const now = shouldBeOpen(at);
    if (isOpen[at] === now) {
      return;
    }
    isOpen[at] = now;
    for (const it of view.querySelectorAll(`[data-group="${at}"]`)) {
      it.classList.toggle("folded", !now);
    }
    const inside = element(`[data-inside="${at}"]`);
    if (inside !== null) {
      if (now && inside.childElementCount === 0 && team.insides[at] !== undefined) {
        inside.innerHTML = team.insides[at] ?? "";
        mark();
      }
      inside.toggleAttribute("hidden", !now);
    }
    for (const link of view.querySelectorAll(".links > *")) {
      const it = team.links[Number(link.getAttribute("data-link"))];
      const ends = it === undefined ? [] : [team.nodes[it.from]?.group, team.nodes[it.to]?.group];
      link.toggleAttribute("hidden", ends.some((end) => end !== undefined && !shouldBeOpen(end)));
    }
  });
}

function unfoldWhatIsNear() {
  if (team.folded) {
    drawFolds();
  }
}

/** In a large team a title is as large as what is below it; that of a folded group is scaled by `near`.
 * @param {number} near */
function scaleTitles(near) {
  team.groups.forEach((group, at) => {
    const scale = !team.folded ? 1 : isOpen[at] ? group.scale : near;
    element(`.heads > [data-group="${at}"] > g`)?.setAttribute("transform", `scale(${scale})`);
  });
}

/** @param {number} at @param {boolean} [to] */
function fold(at, to = !isOpen[at]) {
  const group = team.groups[at];
  if (group === undefined) {
    return;
  }
  wanted.set(group.title, to);
  applyCamera();
  drawFolds();
  if (to && camera.scale * group.scale < READABLE) {
    showNear(group, group.scale);
  }
  drawRays();
}

/** @param {boolean} to */
function foldAll(to) {
  wanted = new Map(team.groups.map((group) => [group.title, to]));
  drawFolds();
  applyCamera();
  drawRays();
}

/** Where a node is seen: itself, or the group that hides it. @param {number} at @returns {Area} */
function seenAt(at) {
  const node = team.nodes[at];
  const group = node === undefined ? undefined : team.groups[node.group];
  if (node === undefined || group === undefined) {
    return { x: 0, y: 0, w: 1, h: 1 };
  }
  return isOpen[node.group] ? node : { x: group.x, y: group.y, w: group.w, h: Math.min(group.h, 40) };
}
