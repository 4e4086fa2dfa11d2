// Make elements without ever writing HTML.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Make an element; attributes named `on…` are listeners, true sets an empty attribute, null leaves it out.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  fill(made, attributes, children);
  return made;
}

/**
 * Make an SVG element.
 *
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 */
export function s(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  fill(made, attributes, children);
  return made;
}

/** @param {Element} made @param {Record<string, any>} attributes @param {(Child | Child[])[]} children */
function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : String(child));
  }
}

/** Show a text, only where it is another one: so the browser has less to lay out. @param {Node} node @param {string} text */
export function put(node, text) {
  const only = node.firstChild;
  if (!(only instanceof Text) || only.nextSibling) node.textContent = text;
  else if (only.data !== text) only.data = text;
}

/** Set an attribute, only where it is another one. @param {Element} element @param {string} name @param {string} value */
export function mark(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** A bar as the server draws it. @param {number} share 0 to 1 */
export function bar(share) {
  return s(
    "svg",
    { class: "rv-bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { class: "rv-bar-track", width: 100, height: 10 }),
    s("rect", { class: "rv-bar-value", width: Math.max(0, Math.min(100, share * 100)), height: 10 }),
  );
}

/** @template {(...given: any[]) => void} F @param {F} run @param {number} wait milliseconds @returns {F} */
export function debounce(run, wait) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return /** @type {F} */ (
    (...given) => {
      clearTimeout(timer);
      timer = setTimeout(() => run(...given), wait);
    }
  );
}
