// The playground: a team of files, an editor, what is wrong, and the picture. All of it happens here.

import { Module, today } from "../../../server/browser/client/module.ts";
import { ask, button, find, made } from "./dom.js";
import { Editor } from "./editor.js";
import { chosen, dropped } from "./files.js";

/** Findings are looked for so many milliseconds after the last key. */
const QUIET = 120;
const SEVERITIES = ["error", "warning", "information", "hint"];

/** The texts by path. @type {Map<string, string>} */
let files = new Map();
/** What each agent file is, and what was found, by path. */
let kinds = {};
let found = {};
/** What is listed below in the place of the problems. */
let listed = null;
let timer = 0;

const opening = () => ({ files: Object.fromEntries(files), today: today() });
const edit = (path) => ({ path, text: files.get(path) });

const code = await WebAssembly.compileStreaming(fetch("dossier.wasm"));
const module = new Module(code, () => [{ open: opening() }, ...(editor.path === null ? [] : [{ edit: edit(editor.path) }])]);

/** Asks the module. What it can't do is said below, and answered with null. */
function asked(name, params) {
  try {
    return module.ask(name, params);
  } catch (error) {
    say(error.message);
    return null;
  }
}

const say = (text) => (find("status").textContent = text);

const editor = new Editor(find("editor"), {
  ask: asked,
  changed(path, text) {
    files.set(path, text);
    asked("edit", edit(path));
    clearTimeout(timer);
    timer = setTimeout(look, QUIET);
  },
  definition: goToDefinition,
  references: listReferences,
  rename,
});

/** Takes other files, and shows one of them. */
function open(texts, path) {
  files = new Map(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
  editor.forget();
  listed = null;
  asked("open", opening());
  kinds = asked("kinds") ?? {};
  const first = [...files.keys()].find((it) => kinds[it] === "agent") ?? files.keys().next().value;
  const shown = files.has(path) ? path : first;
  if (shown !== undefined) {
    show(shown);
  }
  look();
}

function show(path, range) {
  if (!files.has(path)) {
    say(`${path} is not here.`);
    return;
  }
  if (path !== editor.path) {
    asked("edit", edit(path));
  }
  editor.show(path, files.get(path), range);
  find("path").textContent = path;
  editor.mark(found[path] ?? []);
  listFiles();
  sendCurrent();
  editor.view.focus();
}

/** Looks for findings, and shows all that follows from the texts. */
function look() {
  found = asked("diagnostics") ?? found;
  kinds = asked("kinds") ?? kinds;
  if (editor.path !== null) {
    editor.mark(found[editor.path] ?? []);
  }
  listFiles();
  listProblems();
  sendPicture();
}

function listFiles() {
  const worst = (path) => SEVERITIES.find((it) => (found[path] ?? []).some(({ severity }) => severity === it));
  let folder = null;
  const rows = [];
  for (const path of files.keys()) {
    const cut = path.lastIndexOf("/") + 1;
    if (path.slice(0, cut) !== folder) {
      folder = path.slice(0, cut);
      rows.push(made("p", folder, { class: "folder" }));
    }
    const row = button(path.slice(cut), () => show(path), { class: `file ${kinds[path] ?? "none"} ${worst(path) ?? ""}`, title: path });
    row.prepend(made("i", "", { "aria-hidden": "true" }));
    const problems = (found[path] ?? []).length;
    if (problems > 0) {
      row.append(made("span", String(problems), { class: "problems", "aria-label": `${problems} problems` }));
    }
    row.setAttribute("aria-current", String(path === editor.path));
    rows.push(row);
  }
  find("files").replaceChildren(...rows);
}

function listProblems() {
  const all = Object.entries(found).flatMap(([path, some]) => some.map((it) => ({ path, ...it })));
  const counts = SEVERITIES.map((it) => [it, all.filter(({ severity }) => severity === it).length]).filter(([, count]) => count > 0);
  say(counts.length === 0 ? "No problems" : counts.map(([it, count]) => `${count} ${it}${count > 1 && it !== "information" ? "s" : ""}`).join(", "));
  find("below-close").hidden = listed === null;
  find("below-title").textContent = listed?.title ?? "Problems";
  if (listed !== null) {
    const rows = listed.places.map(({ path, range }) => row(path, range, lineAt(path, range), "place"));
    find("list").replaceChildren(...rows);
    return;
  }
  all.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const rows = all.map((it) => row(it.path, it.range, it.message, it.severity, it.rule));
  find("list").replaceChildren(...(rows.length > 0 ? rows : [made("p", "Nothing to complain about.", { class: "nothing" })]));
}

const lineAt = (path, range) => (files.get(path) ?? "").split(/\r\n|\r|\n/)[range.start.line]?.trim() ?? "";

function row(path, range, text, kind, rule) {
  const it = button("", () => show(path, range), { class: `row ${kind}`, role: "listitem" });
  it.append(made("i", "", { "aria-label": kind }), inWords(text));
  it.append(made("span", `${rule === undefined ? "" : `${rule} · `}${path.split("/").pop()}:${range.start.line + 1}`, { class: "where" }));
  return it;
}

/** A message, with what stands in backticks as code. */
function inWords(text) {
  const words = made("span", "", { class: "text" });
  words.append(...text.split("`").map((part, at) => (at % 2 === 1 ? made("code", part) : part)));
  return words;
}

function list(title, places) {
  listed = { title, places };
  listProblems();
}

function goToDefinition() {
  const places = editor.path === null ? [] : (asked("definition", editor.cursor()) ?? []);
  if (places.length === 0) {
    say("Nothing is named here.");
  } else {
    if (places.length > 1) {
      list("Definitions", places);
    }
    show(places[0].path, places[0].range);
  }
}

function listReferences() {
  const places = editor.path === null ? [] : (asked("references", editor.cursor()) ?? []);
  if (places.length === 0) {
    say("Nothing is named here.");
  } else {
    list(`References (${places.length})`, places);
  }
}

async function rename() {
  const at = editor.cursor();
  const named = editor.path === null ? null : asked("prepare-rename", at);
  if (named === null) {
    say("Nothing that can be renamed is named here.");
    return;
  }
  const given = await ask({ title: `Rename ${named.name}`, label: "New name", value: named.name, ok: "Rename" });
  const change = given === null ? null : asked("rename", { at, name: given.value });
  if (change === null) {
    return;
  }
  // Single words of prose may mean something else, and stay.
  const sure = change.edits.filter((it) => it.asks?.id !== "doubtful");
  const texts = Object.fromEntries(files);
  for (const path of new Set(sure.map((it) => it.path))) {
    texts[path] = edited(texts[path], sure.filter((it) => it.path === path));
  }
  let shown = editor.path;
  for (const [from, to] of change.moves) {
    for (const path of Object.keys(texts)) {
      if (path === from || path.startsWith(`${from}/`)) {
        texts[to + path.slice(from.length)] = texts[path];
        delete texts[path];
        shown = shown === path ? to + path.slice(from.length) : shown;
      }
    }
  }
  open(texts, shown);
  const places = sure.length === 1 ? "1 place" : `${sure.length} places`;
  say(`Renamed in ${places}${sure.length < change.edits.length ? `; ${change.edits.length - sure.length} in plain words stay` : ""}.`);
}

/** A text after edits of lines and columns. */
function edited(text, edits) {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\r|\n/g)) {
    starts.push(end.index + end[0].length);
  }
  const offset = ({ line, column }) => starts[line] + column;
  const last = edits.toSorted((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce((all, { range, text: put }) => all.slice(0, offset(range.start)) + put + all.slice(offset(range.end)), text);
}

/** Asks for the path of a new file, with what it holds. */
async function newFile(text = "") {
  const name = /^name:\s*["']?([\w-]+)/m.exec(text)?.[1] ?? "new-agent";
  const asking = ask({ title: "New file", label: "Path", value: `.claude/agents/${name}.md`, more: true, ok: "Add" });
  find("ask-text").value = text;
  const given = await asking;
  if (given !== null) {
    add({ [given.value.replace(/^\/+/, "")]: given.text });
  }
}

/** Adds files to those that are here. */
function add(texts) {
  const paths = Object.keys(texts);
  if (paths.length === 0) {
    say("No file there that an agent could be in.");
    return;
  }
  open({ ...Object.fromEntries(files), ...texts }, paths.length === 1 ? paths[0] : undefined);
}

/** The page of the picture, once somebody has asked for it. @type {HTMLIFrameElement | null} */
let page = null;

function togglePicture() {
  const side = find("picture-side");
  side.hidden = !side.hidden;
  find("show-picture").setAttribute("aria-pressed", String(!side.hidden));
  document.body.classList.toggle("pictured", !side.hidden);
  if (page === null) {
    page = /** @type {HTMLIFrameElement} */ (made("iframe", "", { src: "picture.html", title: "The picture of the team" }));
    side.append(page);
  } else {
    sendPicture();
  }
}

/** Sends the picture to its page, as the extension for VS Code does. */
function sendPicture() {
  if (page === null || find("picture-side").hidden) {
    return;
  }
  const picture = asked("picture");
  if (picture !== null) {
    page.contentWindow.postMessage({ type: "picture", ...picture, current: editor.path }, location.origin);
  }
}

function sendCurrent() {
  page?.contentWindow?.postMessage({ type: "current", current: editor.path }, location.origin);
}

addEventListener("message", ({ source, origin, data }) => {
  if (page === null || source !== page.contentWindow || origin !== location.origin) {
    return;
  }
  if (data.type === "refresh") {
    sendPicture();
  } else if (data.type === "open") {
    const place = { line: data.line, column: data.character };
    if (matchMedia("(max-width: 800px)").matches) {
      togglePicture();
    }
    show(data.path, { start: place, end: place });
  } else if (data.type === "newAgent") {
    newFile();
  }
});

async function takeSample() {
  const answer = await fetch("sample.json");
  open(await answer.json(), ".claude/agents/editor.md");
}

find("sample").addEventListener("click", takeSample);
find("new").addEventListener("click", () => newFile());
find("choose").addEventListener("click", () => find("folder").click());
find("folder").addEventListener("change", async ({ target }) => open(await chosen(target.files)));
find("show-picture").addEventListener("click", togglePicture);
find("definition").addEventListener("click", goToDefinition);
find("references").addEventListener("click", listReferences);
find("rename").addEventListener("click", rename);
find("below-close").addEventListener("click", () => {
  listed = null;
  listProblems();
});

addEventListener("dragover", (event) => {
  if (event.dataTransfer?.types.includes("Files")) {
    event.preventDefault();
    find("drop").hidden = false;
  }
});
addEventListener("dragleave", (event) => (find("drop").hidden = event.relatedTarget === null));
addEventListener("drop", async (event) => {
  find("drop").hidden = true;
  if (event.dataTransfer?.types.includes("Files")) {
    event.preventDefault();
    const isFolder = [...event.dataTransfer.items].some((it) => it.webkitGetAsEntry()?.isDirectory);
    const texts = await dropped(event.dataTransfer);
    // A folder is another team; files join the one that is here.
    isFolder ? open(texts) : add(texts);
  }
}, { capture: true });
addEventListener("paste", (event) => {
  const isField = event.composedPath().some((it) => it instanceof Element && it.matches("input, textarea, .cm-content"));
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!isField && text !== "") {
    event.preventDefault();
    newFile(text);
  }
});

await takeSample();
document.documentElement.setAttribute("data-ready", `${Math.round(performance.now())}`);
