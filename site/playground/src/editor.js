// The editor, and what it asks at the cursor.

import { autocompletion, closeCompletion, completionKeymap, snippet, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { EditorState, Transaction } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers,
} from "@codemirror/view";
import { languageOf } from "./language.js";
import { offsetOf, placeOf, rangeOf } from "./places.js";

/** What the kinds of an item are drawn like. */
const ICONS = {
  field: "property", value: "enum", tool: "function", model: "constant", agent: "class", skill: "interface",
  command: "method", server: "namespace", file: "text", folder: "text", heading: "text", template: "keyword",
};

/** HTML that the module made of Markdown. It is safe there, and the page's policy runs nothing of it. */
export function shown(html) {
  const element = document.createElement("div");
  element.className = "doc";
  element.innerHTML = html;
  for (const link of element.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noreferrer";
  }
  return element;
}

export class Editor {
  /** @param {HTMLElement} parent
   * @param {{ask: Function, changed: (path: string, text: string) => void, definition: () => void,
   *   references: () => void, rename: () => void}} host */
  constructor(parent, host) {
    this.host = host;
    this.path = null;
    this.states = new Map();
    this.triggers = host.ask("conventions")?.triggers ?? [];
    // In a shadow root the editor's style is no element, so the page's policy need not let any in.
    const root = parent.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "editor.css";
    root.append(style);
    this.view = new EditorView({ parent: root, root, state: this.#state("", "") });
  }

  /** Shows a file, at a place if there is one. What was done in it before can be undone. */
  show(path, text, range) {
    if (this.path !== null) {
      this.states.set(this.path, this.view.state);
    }
    this.path = path;
    const kept = this.states.get(path);
    this.view.setState(kept?.doc.toString() === text ? kept : this.#state(path, text));
    if (range !== undefined) {
      const { from, to } = rangeOf(this.view.state.doc, range);
      this.view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
    }
  }

  forget() {
    this.states.clear();
    this.path = null;
  }

  /** Where the cursor is, as the module wants it. */
  cursor(offset = this.view.state.selection.main.head) {
    return { path: this.path, ...placeOf(this.view.state.doc, offset) };
  }

  /** Marks the findings of the file that is shown. */
  mark(findings) {
    const doc = this.view.state.doc;
    const marks = findings.map((it) => ({
      ...rangeOf(doc, it.range),
      severity: it.severity === "information" ? "info" : it.severity,
      source: it.rule,
      message: it.message,
      actions: it.fixes.map(({ title, edits }) => ({ name: title.replaceAll("`", ""), apply: () => this.#apply(edits) })),
    }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  #apply(edits) {
    const doc = this.view.state.doc;
    this.view.dispatch({ changes: edits.map(({ range, text }) => ({ ...rangeOf(doc, range), insert: text })) });
  }

  #state(path, text) {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "The text of the file", spellcheck: "false" }),
        languageOf(path),
        autocompletion({ override: [(context) => this.#complete(context)], icons: true, maxRenderedOptions: 200 }),
        hoverTooltip((_, at) => this.#hover(at), { hoverTime: 250 }),
        keymap.of([
          { key: "F12", run: () => (this.host.definition(), true) },
          { key: "Shift-F12", run: () => (this.host.references(), true) },
          { key: "F2", run: () => (this.host.rename(), true) },
          ...completionKeymap, ...defaultKeymap, ...historyKeymap,
        ]),
        EditorView.domEventHandlers({
          mousedown: (event, view) => {
            if (!event.ctrlKey && !event.metaKey) {
              return false;
            }
            const at = view.posAtCoords(event);
            if (at === null) {
              return false;
            }
            event.preventDefault();
            view.dispatch({ selection: { anchor: at } });
            this.host.definition();
            return true;
          },
        }),
        EditorView.updateListener.of((update) => this.#updated(update)),
      ],
    });
  }

  #updated(update) {
    if (!update.docChanged) {
      return;
    }
    this.host.changed(this.path, update.state.doc.toString());
    // The editor itself asks after letters only.
    const typed = update.transactions.some((it) => it.isUserEvent("input.type"));
    const at = update.state.selection.main.head;
    if (typed && this.triggers.includes(update.state.sliceDoc(at - 1, at))) {
      // What is open is about the word before.
      closeCompletion(update.view);
      setTimeout(() => startCompletion(update.view));
    }
  }

  #complete(context) {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos);
    const found = this.host.ask("completion", { ...this.cursor(context.pos), typed: before });
    if (found === null || found.items.length === 0) {
      return null;
    }
    const doc = context.state.doc;
    const from = Math.min(...found.items.map((it) => offsetOf(doc, it.replace.start)));
    // They come in no order, and the editor sorts what fits equally well by this.
    const options = found.items.map((it) => ({
      label: it.filter ?? it.label,
      displayLabel: it.label,
      type: ICONS[it.kind],
      detail: it.detail ?? undefined,
      sortText: `${String(it.rank).padStart(5, "0")}${it.label}`,
      boost: -Math.min(it.rank, 99),
      info: it.doc === null ? undefined : () => shown(it.doc),
      apply: (view, completion, start, end) => {
        const to = Math.max(end, offsetOf(view.state.doc, it.replace.end) + end - context.pos);
        const own = Math.min(offsetOf(view.state.doc, it.replace.start), start + (offsetOf(doc, it.replace.start) - from));
        if (it.snippet) {
          // The protocol's `$1` is `${1}` here.
          snippet(it.text.replaceAll(/\$(\d)/g, "$${$1}"))(view, completion, own, to);
        } else {
          view.dispatch({
            changes: { from: own, to, insert: it.text },
            selection: { anchor: own + it.text.length },
            annotations: Transaction.userEvent.of("input.complete"),
          });
        }
      },
    }));
    return { from, options, validFor: found.incomplete ? undefined : /^[\w.-]*$/ };
  }

  #hover(at) {
    const found = this.host.ask("hover", this.cursor(at));
    if (found === null) {
      return null;
    }
    const { from, to } = rangeOf(this.view.state.doc, found.range);
    return { pos: from, end: to, above: true, create: () => ({ dom: shown(found.doc) }) };
  }
}
