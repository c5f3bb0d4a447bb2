// Between offsets of the editor and places of the module.

/** @param {import("@codemirror/state").Text} doc */
export function placeOf(doc, offset) {
  const line = doc.lineAt(offset);
  return { line: line.number - 1, column: offset - line.from };
}

export function offsetOf(doc, { line, column }) {
  if (line >= doc.lines) {
    return doc.length;
  }
  const at = doc.line(line + 1);
  return Math.min(at.from + column, at.to);
}

export const rangeOf = (doc, { start, end }) => ({ from: offsetOf(doc, start), to: offsetOf(doc, end) });
