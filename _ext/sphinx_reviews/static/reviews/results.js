// What a question finds: names at once, passages of text as they arrive.

import { h } from "./dom.js";
import { compact } from "./fold.js";
import { at } from "./site.js";
import { hit, passage, search } from "./fulltext.js";
import { loadNames, matches } from "./names.js";

/** @typedef {import("./names.js").Name} Name */

/** @param {import("./site.js").Site} found @param {string} text @param {number} most of each kind */
export async function names(found, text, most) {
  const all = await loadNames(found);
  const kinds = /** @type {const} */ (["product", "company", "tag"]);
  return kinds.map((kind) => /** @type {[Name["kind"], Name[]]} */ ([kind, matches(all, text, most, kind)]));
}

/**
 * @param {import("./site.js").Site} found @param {string} text
 * @param {(name: Name) => boolean} [fits] which reviews count
 */
export async function texts(found, text, fits) {
  const all = await search(found, text, fits);
  return {
    count: all.length,
    /** @param {number} first @param {number} last */
    some: (first, last) => Promise.all(all.slice(first, last).map(async (one) => ({ ...(await hit(found, one, text)), of: one.name }))),
  };
}

/** @param {import("./fulltext.js").Hit} one @param {string} text @returns {HTMLElement} */
export function excerpt(one, text) {
  const pieces = passage(one.text, text).map(([piece, marked]) => (marked ? h("mark", {}, piece) : piece));
  return h("span", { class: "rv-passage" }, one.heading && h("b", {}, `${one.heading} · `), pieces);
}

/**
 * What stands beside a name: kind, maker, score.
 *
 * @param {import("./names.js").Name} name @param {import("./site.js").Say} say
 * @param {import("./format.js").Formats} formats @param {boolean} [kind] whether to tell the kind
 */
export function about(name, say, formats, kind = false) {
  const maker = compact(name.name).startsWith(compact(name.maker)) ? "" : name.maker;
  const told = [kind && say(`one_${name.kind}`), maker].filter(Boolean).join(" · ");
  const value = name.kind === "tag" ? formats.count(name.weight) : formats.score(name.weight);
  const label = say(name.kind === "tag" ? "reviews" : "overall");
  return [
    told && h("span", { class: "rv-note" }, ` ${told}`),
    h("span", { class: "rv-found-value" }, h("span", { class: "rv-hidden" }, ` ${label}: `), value),
  ];
}

/** @param {string} url */
export const address = (url) => at(url);
