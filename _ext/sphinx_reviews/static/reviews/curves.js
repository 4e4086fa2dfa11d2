// Measured series of the compared products on common axes; the server has worked out every place.

import { h, s } from "./dom.js";
import { shardOf } from "./compared.js";
import { load } from "./site.js";

/**
 * @typedef {object} Frame the axes of one field
 * @property {string} id
 * @property {string} name
 * @property {string} across
 * @property {string[]} ticks
 * @property {string} path
 * @property {[string, number, number, string, string][]} texts classes, x, y, anchor, words
 * @property {[number, number]} size
 */

/** @typedef {[string, string, string[]]} Curve path, how far it goes in words, values at the ticks */

/** @type {Map<string, Promise<Record<string, Record<string, Curve>>>>} */
const parts = new Map();

/** @param {[string, number, Frame[]]} known @param {string} ref @returns {Promise<Record<string, Curve>>} */
async function curvesOf([folder, count], ref) {
  const part = `${folder}/${shardOf(ref, count)}.json`;
  if (!parts.has(part)) parts.set(part, load(part));
  const found = await parts.get(part);
  return found && Object.hasOwn(found, ref) ? found[ref] : {};
}

/**
 * @param {[string, number, Frame[]]} known
 * @param {import("./compared.js").Product[]} products
 * @param {import("./site.js").Say} say
 * @returns {Promise<HTMLElement[]>} a figure for each field that one of the products has a series of
 */
export async function plots(known, products, say) {
  const all = await Promise.all(products.map(({ ref }) => curvesOf(known, ref)));
  return known[2].flatMap((frame) => {
    const shown = products.flatMap((product, n) => (all[n][frame.id] ? [{ product, n: n + 1, curve: all[n][frame.id] }] : []));
    return shown.length ? [figure(frame, shown, say)] : [];
  });
}

/** @typedef {{ product: import("./compared.js").Product, n: number, curve: Curve }} Shown */

/** @param {Frame} frame @param {Shown[]} shown @param {import("./site.js").Say} say */
function figure(frame, shown, say) {
  const { id, name, path, texts, size } = frame;
  const told = shown.map(({ curve }) => curve[1]);
  const drawing = s(
    "svg",
    { class: "rv-curves", viewBox: `0 0 ${size[0]} ${size[1]}`, role: "img", "aria-label": [name, ...told].join(" ") },
    s("path", { class: "rv-grid", d: path }),
    texts.map(([classes, x, y, anchor, words]) => s("text", { class: classes, x, y, "text-anchor": anchor }, words)),
    shown.map(({ n, curve }) => line(n, curve[0])),
  );
  const sign = (/** @type {number} */ n) => s("svg", { viewBox: "0 0 32 10", class: "rv-legend-line", "aria-hidden": "true" }, line(n, "M0 5H32"));
  const legend = h("ul", { class: "rv-legend" }, shown.map(({ product, n }) => h("li", {}, sign(n), product.name)));
  const notes = told.map((text) => h("p", { class: "rv-note" }, text));
  return h("figure", { class: "rv-plot", id: `curves-${id}` }, h("figcaption", {}, name), drawing, legend, notes, values(frame, shown, say));
}

/** @param {number} n @param {string} d */
const line = (n, d) => s("path", { class: `rv-curve rv-p${n}`, d });

/** @param {Frame} frame @param {Shown[]} shown @param {import("./site.js").Say} say */
function values({ name, across, ticks }, shown, say) {
  const heads = [across, ...shown.map(({ product }) => product.name)].map((text) => h("th", { scope: "col" }, text));
  const rows = ticks.map((tick, i) =>
    h("tr", {}, h("th", { scope: "row" }, tick), shown.map(({ curve }) => h("td", { class: "rv-number" }, curve[2][i]))),
  );
  const caption = h("caption", { class: "rv-hidden" }, name);
  const table = h("table", { class: "rv-table" }, caption, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows));
  const wrap = h("div", { class: "rv-table-wrap", role: "region", tabindex: "0", "aria-label": name }, table);
  return h("details", { class: "rv-values" }, h("summary", {}, say("values_table")), wrap);
}
