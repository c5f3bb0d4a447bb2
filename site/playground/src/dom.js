// Elements.

/** @param {string} id @returns {any} */
export const find = (id) => document.getElementById(id);

/** An element with a text and attributes. Names come from files: they are never read as HTML.
 * @param {string} name @param {string} text @param {Record<string, string>} [attributes] */
export function made(name, text = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  return element;
}

/** A button that does something. */
export function button(text, does, attributes = {}) {
  const element = made("button", text, attributes);
  element.addEventListener("click", does);
  return element;
}

/** Asks for a value, and for a text where `more` is true. Null where it is not given.
 * @returns {Promise<{value: string, text: string} | null>} */
export function ask({ title, label, value, more = false, ok }) {
  const dialog = find("ask");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("label span").textContent = label;
  find("ask-value").value = value;
  find("ask-text").value = "";
  find("ask-more").hidden = !more;
  find("ask-ok").textContent = ok;
  dialog.showModal();
  find("ask-value").select();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const given = find("ask-value").value.trim();
      done(dialog.returnValue === "ok" && given !== "" ? { value: given, text: find("ask-text").value } : null);
      dialog.returnValue = "";
    }, { once: true });
  });
}
