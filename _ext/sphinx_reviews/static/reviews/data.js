// The site's data as columns: row numbers are in the order of the names.

import { compact, fold } from "./fold.js";

/**
 * @typedef {object} Table
 * @property {string} kind
 * @property {string} lang
 * @property {string} currency
 * @property {number} count
 * @property {number} cents what prices are scaled by
 * @property {string[]} name
 * @property {string[]} ref
 * @property {string[]} url
 * @property {[string, string, string][]} makers id, name, address
 * @property {ArrayLike<number>} maker
 * @property {[string, string][]} categories id, name
 * @property {ArrayLike<number>} category -1: none
 * @property {[string, string][]} tags slug, label
 * @property {number[][]} tag
 * @property {ArrayLike<number>} overall
 * @property {ArrayLike<number>[]} scores one column per criterion
 * @property {ArrayLike<number>} price scaled; -1: none
 * @property {Record<number, string>} foreign currencies of rows that differ from the site's
 * @property {ArrayLike<number>} day days since 1970
 * @property {ArrayLike<number>} sources
 * @property {ArrayLike<number>} nameKey equal for equal names
 * @property {string[]} folded what the text filter looks through
 * @property {string[]} dense the same, letters and digits only
 * @property {Int32Array} best rows by overall score, ties by name
 * @property {Int32Array} place each row's place in `best`
 */

/** @param {string} name @returns {string} the ref that most authors would give the name */
export function plainRef(name) {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replaceAll(" ", "-");
}

/** @param {any} raw @param {number} count @returns {{ref: string[], url: string[]}} */
export function addresses(raw, count) {
  const ref = Array.from({ length: count }, (_, i) => raw.ref[i] || plainRef(raw.name[i]));
  const url = ref.map((each, i) => raw.url[i] ?? `${raw.base}${each}/`);
  return { ref, url };
}

/** @param {any} raw as the server wrote it @returns {Table} */
export function decode(raw) {
  const count = raw.name.length;
  const makers = raw.makers ?? [];
  const categories = raw.categories ?? [];
  const none = new Int32Array(count).fill(-1);
  const nameKey = Int32Array.from({ length: count }, (_, i) => i);
  for (const i of raw.same) nameKey[i] = nameKey[i - 1];
  const folded = raw.name.map((/** @type {string} */ name, /** @type {number} */ i) =>
    fold(
      [
        name,
        raw.maker ? makers[raw.maker[i]][1] : "",
        raw.category?.[i] >= 0 ? categories[raw.category[i]][1] : "",
        ...raw.tag[i].map((/** @type {number} */ t) => raw.tags[t][1]),
      ].join("\n"),
    ),
  );
  const overall = Int32Array.from(raw.overall);
  const best = Int32Array.from({ length: count }, (_, i) => i).sort((a, b) => overall[b] - overall[a] || a - b);
  const place = new Int32Array(count);
  best.forEach((row, i) => (place[row] = i));
  return {
    ...addresses(raw, count),
    kind: raw.kind,
    lang: raw.lang,
    currency: raw.currency,
    count,
    cents: 10 ** raw.cents,
    name: raw.name,
    makers,
    maker: raw.maker ? Int32Array.from(raw.maker) : none,
    categories,
    category: raw.category ? Int32Array.from(raw.category) : none,
    tags: raw.tags,
    tag: raw.tag,
    overall,
    scores: raw.scores.map((/** @type {number[]} */ column) => Int32Array.from(column)),
    price: raw.price ? Float64Array.from(raw.price) : Float64Array.from(none),
    foreign: raw.foreign ?? {},
    day: Int32Array.from(raw.day),
    sources: Int32Array.from(raw.sources),
    nameKey,
    folded,
    dense: folded.map((/** @type {string} */ text) => text.split("\n").map(compact).join("\n")),
    best,
    place,
  };
}

/** @param {number} day days since 1970 @returns {string} ISO 8601 */
export const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);

/** @param {string} iso @returns {number} days since 1970, NaN if it is no day */
export const dayNumber = (iso) =>
  /^\d{4}-\d\d-\d\d$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) / 86400000 : Number.NaN;

/** @param {Table} table @param {number} row */
export const currencyOf = (table, row) => table.foreign[row] ?? table.currency;
