// Find names, makers and tags while the reader types; one wrong letter does not hide them.

import { compact } from "./fold.js";
import { addresses } from "./data.js";
import { load } from "./site.js";

/**
 * @typedef {object} Name
 * @property {"product" | "company" | "tag"} kind
 * @property {string} name
 * @property {string} ref
 * @property {string} url below the site's root
 * @property {string} maker
 * @property {string} category
 * @property {number} weight overall score, or number of reviews
 * @property {string} dense letters and digits of the name
 * @property {string} with the maker's too
 * @property {string[]} starts the letters and digits from each word of the name on
 */

/** @type {Promise<Name[]> | undefined} */
let loading;

/** @param {import("./site.js").Site} found @returns {Promise<Name[]>} */
export function loadNames(found) {
  loading ??= load(found.files.names).then(readNames);
  return loading;
}

/** @param {any} raw @returns {Name[]} */
export function readNames(raw) {
  /** @type {Name[]} */
  const names = [];
  for (const kind of /** @type {const} */ (["product", "company"])) {
    const part = raw[kind];
    const { ref, url } = addresses(part, part.name.length);
    part.name.forEach((/** @type {string} */ name, /** @type {number} */ i) => {
      const maker = part.maker ? part.makers[part.maker[i]] : "";
      const category = part.category?.[i] >= 0 ? part.categories[part.category[i]][0] : "";
      names.push(nameOf(kind, name, ref[i], url[i], maker, category, part.overall[i]));
    });
  }
  for (const [label, url, count] of raw.tags) names.push(nameOf("tag", label, "", url, "", "", count));
  return names;
}

/**
 * @param {Name["kind"]} kind @param {string} name @param {string} ref @param {string} url
 * @param {string} maker @param {string} category @param {number} weight @returns {Name}
 */
export function nameOf(kind, name, ref, url, maker, category, weight) {
  const words = name.normalize("NFKC").split(/[\s\-_/・]+/u);
  const starts = words.map((_, i) => compact(words.slice(i).join("")));
  const dense = compact(name);
  return { kind, name, ref, url, maker, category, weight, dense, with: compact(maker) + dense, starts };
}

/**
 * The names that fit, best first: the same, then those that begin so, then those that hold it, then
 * those within one wrong, missing, added or swapped letter.
 *
 * @param {Name[]} names @param {string} text @param {number} most @param {Name["kind"]} [kind]
 * @returns {Name[]}
 */
export function matches(names, text, most, kind) {
  const wanted = compact(text);
  if (!wanted) return [];
  const parts = text.normalize("NFKC").split(/\s+/u).map(compact).filter(Boolean);
  /** @type {[number, Name][]} */
  const found = [];
  for (const name of names) {
    if (kind && name.kind !== kind) continue;
    const level = closeness(name, wanted, parts);
    if (level) found.push([level, name]);
  }
  if (!found.length && wanted.length >= 4) {
    for (const name of names) {
      if ((!kind || name.kind === kind) && nearly(name.with, wanted)) found.push([1, name]);
    }
  }
  /** A maker's products stand best first, others by how little the name goes beyond what was asked. @param {Name} name */
  const beyond = (name) => (wanted + name.dense === name.with ? 0 : name.dense.length);
  found.sort(([a, x], [b, y]) => b - a || beyond(x) - beyond(y) || y.weight - x.weight || (x.name < y.name ? -1 : 1));
  return found.slice(0, most).map(([, name]) => name);
}

/** @param {Name} name @param {string} wanted @param {string[]} parts */
function closeness(name, wanted, parts) {
  if (name.dense === wanted) return 6;
  if (name.dense.startsWith(wanted)) return 5;
  if (name.starts.some((start) => start.startsWith(wanted))) return 4;
  if (name.dense.includes(wanted)) return 3;
  return parts.every((part) => name.with.includes(part)) ? 2 : 0;
}

/**
 * Whether the text holds the wanted letters but for one wrong, missing, added or swapped one.
 *
 * @param {string} text @param {string} wanted
 */
export function nearly(text, wanted) {
  const width = wanted.length;
  let before = new Uint8Array(width + 1);
  let last = Uint8Array.from({ length: width + 1 }, (_, i) => Math.min(i, 255));
  for (let j = 0; j < text.length; j += 1) {
    const row = new Uint8Array(width + 1);
    for (let i = 1; i <= width; i += 1) {
      const same = wanted[i - 1] === text[j];
      row[i] = Math.min(last[i] + 1, row[i - 1] + 1, last[i - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 0 && wanted[i - 1] === text[j - 1] && wanted[i - 2] === text[j];
      if (swapped) row[i] = Math.min(row[i], before[i - 2] + 1);
    }
    if (row[width] <= 1) return true;
    before = last;
    last = row;
  }
  return last[width] <= 1;
}
