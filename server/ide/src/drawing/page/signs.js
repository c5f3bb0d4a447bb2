// What the signs of this picture mean, of those that are in it.

const signs = /** @type {HTMLDetailsElement} */ (find("signs"));
/** True once somebody has folded or unfolded them: they stay so. */
let chosenSigns = false;
signs.querySelector("summary")?.addEventListener("click", () => (chosenSigns = true));

/** A sign as it is drawn. @param {string} drawn of this file, and of no other @param {string} [kind] classes */
function drawnSign(drawn, kind) {
  const frame = signOf("", `picture ${kind ?? ""}`);
  frame.setAttribute("viewBox", "0 -1 26 16");
  frame.innerHTML = drawn;
  return frame;
}

/** @param {string} shape */
function signOfNode(shape, more = "") {
  return `<g class="node ${shape}"><rect class="shape" x="1" width="24" height="14" rx="7"/>${more}</g>`;
}

/** @param {Element} sign @param {string} words */
function meaning(sign, words) {
  const row = made("li", "");
  row.append(sign, made("span", words));
  return row;
}

/** Signs and a word for each, side by side. @param {[Element, string][]} some */
function inARow(some) {
  const row = made("li", "", { class: "all" });
  row.append(...some.map(([sign, word]) => {
    const it = made("span", "");
    it.append(sign, word);
    return it;
  }));
  return some.length > 0 ? [row] : [];
}

/** What is in this picture, and means something. */
function meanings() {
  const files = team.nodes.filter((node) => node.path !== null);
  const most = Math.max(0, ...files.map((node) => node.callers));
  const has = (/** @type {string} */ selector) => element(selector) !== null;
  const kinds = Object.keys(team.kinds).filter((kind) => files.some((node) => node.kind === kind));
  const abilities = ["reads", "writes", "runs", "delegates"].filter((it) => files.some((node) => node.may?.includes(it)));
  const free = kinds.filter((kind) => files.some((node) => node.kind === kind && node.callers === 0 && !node.unused));
  const pill = (/** @type {string} */ at) =>
    `<rect class="pill" x="9" y="0" width="14" height="14" rx="7"/><text class="count" x="12.5" y="11">${at}</text>`;
  const counted = team.folded ? "; with a number, so many in the group" : "";
  const group = made("span", "", { class: "title" });
  group.append("A", made("span", "9", { class: "more" }));
  /** @type {[boolean, () => HTMLElement][]} */
  const rows = [
    [areSeveral(), () => meaning(group, "behind a title: the files of the group")],
    [most > 0, () => meaning(drawnSign(signOfNode("agent heat2", pill("9")), "agent"), "in a file: how many others name it")],
    [most > 1, () => meaning(drawnSign(signOfNode("agent heat4", pill("9")), "agent"), "thick: by more than half as many as the one named most")],
    [has("path.bundle"), () => meaning(
      drawnSign('<path class="bundle" stroke-width="2" marker-end="url(#bundle-end)" d="M0 7H26"/><g class="bundle"><rect class="pill" x="3" width="13" height="14" rx="7"/><text x="6" y="11">9</text></g>'),
      "between groups: how many pairs of files, one that names and one that is named; without a number, one")],
    [has(".link:not(.weak):not(.cycle)"), () => meaning(drawnSign('<path class="link" marker-end="url(#end)" d="M0 7H25"/>'), "from who names to who is named")],
    [has(".link.weak"), () => meaning(drawnSign('<path class="link weak" marker-end="url(#end)" d="M0 7H25"/>'), "probably: the words may mean something else")],
    [files.some((node) => node.unused), () => meaning(
      drawnSign(signOfNode("unused"), "unused"), `dashed: an agent, skill or command that nobody names${counted}`)],
    [free.length > 0, () => meaning(
      drawnSign(`<use href="#kind-${free[0]}" x="4" y="2"/>`, free[0]),
      `no number, not dashed: ${free.map((kind) => inWords(kind, 2)).join(" and ")} are ${WITHOUT_NAME}`)],
    [team.cycles.length > 0, () => meaning(
      drawnSign('<use class="round" href="#circle" x="7" y="2"/>'),
      `on a cycle, which leads back to itself${has(".link.cycle") ? ", by the purple lines" : ""}${counted}`)],
    [team.nodes.some((node) => node.path === null), () => meaning(
      drawnSign('<g class="node missing"><rect class="shape" x="1" width="24" height="14" rx="3"/></g>'), "red: named, but not there")],
  ];
  return [
    ...inARow(kinds.map((kind) => [signOf(`kind-${kind}`, kind), inWords(kind, 1)])),
    ...inARow(abilities.map((ability) => [signOf(ability), ability])),
    ...inARow(Object.entries(team.models).map(([letter, names]) => [made("span", `${letter} `, { class: "letter" }), names.join(", ")])),
    ...rows.flatMap(([holds, row]) => (holds ? [row()] : [])),
  ];
}

/** Shows them, open at first where the list above has room all the same. */
function showSigns() {
  signs.querySelector("ul")?.replaceChildren(...meanings());
  if (!chosenSigns) {
    signs.open = true;
    signs.open = panel.scrollHeight <= panel.clientHeight;
  }
}
