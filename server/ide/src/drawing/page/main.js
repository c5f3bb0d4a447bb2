// How the page starts, and what it does with a new picture.

/** True once a picture was drawn. */
let drawn = false;

/** Draws a picture. What is in sight, open, looked for and looked at stays so, as far as it is there.
 * @param {string | null} svg what is drawn; null where it is there already @param {Team} given */
function draw(svg, given) {
  const before = subject;
  const path = before !== null && "node" in before ? (team.nodes[before.node]?.path ?? null) : null;
  const title = before !== null && "group" in before ? team.groups[before.group]?.title : undefined;
  take(given);
  if (svg !== null) {
    // The server has escaped whatever comes from files, and the page's policy runs nothing of it.
    find("drawing").innerHTML = svg;
  }
  isOpen = [];
  subject = null;
  const node = path === null ? -1 : team.nodes.findIndex((it) => it.path === path);
  const group = title === undefined ? -1 : team.groups.findIndex((it) => it.title === title);
  if (before !== null && "node" in before && node >= 0) {
    subject = { node, steps: before.steps };
  } else if (group >= 0) {
    subject = { group };
  }
  hits = lookFor(search.value);
  find("nothing").toggleAttribute("hidden", team.nodes.length > 0);
  showLegend();
  if (!camera.moved) {
    fit();
  }
  drawFolds();
  mark();
  showPanel();
  showSigns();
  find("count").textContent = `${team.nodes.filter((it) => it.path !== null).length} files`;
  drawn = true;
  document.documentElement.setAttribute("data-drawn", `${Math.round(performance.now())}`);
}

/** A button for each kind that there is: it makes the kind step back. */
function showLegend() {
  const legend = find("legend");
  const there = Object.keys(team.kinds).filter((kind) => team.nodes.some((node) => node.kind === kind));
  legend.replaceChildren(...there.map((kind) => {
    const it = button(inWords(kind, 2), () => {
      quiet.has(kind) ? quiet.delete(kind) : quiet.add(kind);
      it.setAttribute("aria-pressed", `${!quiet.has(kind)}`);
      mark();
    }, `Show ${inWords(kind, 2)}, or let them step back`);
    it.className = `kind ${kind}`;
    it.setAttribute("aria-pressed", `${!quiet.has(kind)}`);
    it.prepend(signOf(`kind-${kind}`));
    return it;
  }));
}

find("fit").addEventListener("click", fit);
find("closer").addEventListener("click", () => zoom(1.25));
find("farther").addEventListener("click", () => zoom(0.8));
find("folds").addEventListener("click", () => foldAll(!isOpen.some((it) => it)));
find("new").addEventListener("click", () => host?.postMessage({ type: "newAgent" }));

if (host === null) {
  find("new").toggleAttribute("hidden", true);
  draw(null, JSON.parse(find("data").textContent ?? ""));
} else {
  // The editor's theme, and not the system's.
  const theme = () => {
    const light = ["vscode-light", "vscode-high-contrast-light"].some((it) => document.body.classList.contains(it));
    document.documentElement.setAttribute("data-theme", light ? "light" : "dark");
  };
  theme();
  new MutationObserver(theme).observe(document.body, { attributeFilter: ["class"] });
  addEventListener("message", ({ data }) => {
    if (data.type === "picture") {
      current = data.current;
      draw(data.svg, data.team);
    } else if (data.type === "current") {
      // A click here brings no file to the front that nobody is looking for.
      current = data.current ?? current;
      mark();
    } else if (data.type === "attend") {
      const node = team.nodes.findIndex((it) => it.path === data.path);
      if (node >= 0) {
        attend({ node, steps: 1 });
      }
    } else if (data.type === "problem") {
      find("count").textContent = data.message;
    }
  });
  host.postMessage({ type: "refresh" });
}
