// Colours for Markdown with front matter, line by line. What things mean, the server knows.

import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

const FENCE = /^(---|\+\+\+)\s*$/;

const markdown = StreamLanguage.define({
  name: "agent-markdown",
  startState: () => ({ head: "before", code: false }),
  token(stream, state) {
    if (stream.sol()) {
      const line = stream.string;
      if (FENCE.test(line) && state.head !== "after") {
        state.head = state.head === "before" ? "in" : "after";
        stream.skipToEnd();
        return "meta";
      }
      if (state.head === "before") {
        state.head = "after";
      }
      if (state.head === "in") {
        if (stream.match(/^\s*(- )?[\w-]+(?=:)/)) {
          return "propertyName";
        }
        if (stream.match(/^\s*#.*/)) {
          return "comment";
        }
      } else {
        if (stream.match(/^\s*(```|~~~).*/)) {
          state.code = !state.code;
          return "meta";
        }
        if (!state.code && stream.match(/^#{1,6} .*/)) {
          return "heading";
        }
        if (!state.code && stream.match(/^\s*([-*+]|\d+[.)]) /)) {
          return "punctuation";
        }
      }
    }
    if (state.code) {
      stream.skipToEnd();
      return "string";
    }
    if (state.head === "in") {
      if (stream.match(/^\s+#.*/)) {
        return "comment";
      }
      stream.next();
      stream.eatWhile(/[^\s]/);
      stream.eatSpace();
      return null;
    }
    if (stream.match(/^`[^`]+`/)) {
      return "string";
    }
    if (stream.match(/^\*\*[^*]+\*\*/)) {
      return "strong";
    }
    if (stream.match(/^\[[^\]]*\]\([^)]*\)/)) {
      return "link";
    }
    stream.next();
    stream.eatWhile(/[^`*[]/);
    return null;
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--agent)" },
  { tag: tags.heading, fontWeight: "bold" },
  { tag: tags.strong, fontWeight: "bold" },
  { tag: tags.string, color: "var(--skill)" },
  { tag: tags.link, color: "var(--agent)" },
  { tag: [tags.meta, tags.comment, tags.punctuation], color: "var(--quiet)" },
]);

/** For a file at a path. @param {string} path */
export const languageOf = (path) => [/\.(json|toml)$/.test(path) ? [] : markdown, syntaxHighlighting(colours)];
