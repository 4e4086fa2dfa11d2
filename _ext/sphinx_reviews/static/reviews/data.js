// The site's data as columns: row numbers are in the order of the names.

import { compact, fold } from "./fold.js";

/**
 * @typedef {object} Column what the site says of a column
 * @property {string} id
 * @property {"name" | "link" | "choice" | "score" | "money" | "rate" | "date" | "number" | "own"} type how its values are shown
 * @property {string} heading
 * @property {string} name
 * @property {boolean} [low] whether the least value comes first and is the best
 * @property {boolean} [judged] whether a comparison tells best and worst
 * @property {boolean} [criterion]
 * @property {boolean} [usual] whether the list shows it unasked
 * @property {boolean} [roomy] whether it gives way where the window is narrow
 * @property {string} [unit]
 * @property {"facet" | "range"} [filter] how a column of the site's own filters
 */

/**
 * @typedef {object} Table
 * @property {Column[]} columns in the order in which they stand side by side
 * @property {Record<string, ArrayLike<number>>} values by column, what rows are sorted by; NaN: none
 * @property {Record<string, [string, string, ...string[]][]>} lists by column, what its values count: id, label
 * @property {string} kind
 * @property {string} lang
 * @property {string} currency
 * @property {number} count
 * @property {number} cents what prices are scaled by
 * @property {string[]} name
 * @property {string[]} ref
 * @property {string[]} url
 * @property {Record<number, string>} picture addresses of the rows' pictures
 * @property {[string, string, string][]} makers id, name, address
 * @property {ArrayLike<number>} maker
 * @property {[string, string][]} categories id, name
 * @property {ArrayLike<number>} category NaN: none
 * @property {[string, string][]} tags slug, label
 * @property {number[][]} tag
 * @property {ArrayLike<number>} overall
 * @property {ArrayLike<number>[]} scores one column per criterion
 * @property {ArrayLike<number>} price scaled; NaN: none
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

/** @param {(number | null)[] | undefined} values @param {number} count @returns {Float64Array} NaN where there is none */
const numbers = (values, count) =>
  values ? Float64Array.from(values, (value) => value ?? Number.NaN) : new Float64Array(count).fill(Number.NaN);

/** @param {ArrayLike<number>} values @param {ArrayLike<number>} points @returns {Float64Array} amounts per point */
const perPoint = (values, points) => Float64Array.from(values, (value, i) => (points[i] > 0 ? value / points[i] : Number.NaN));

/** @param {any} raw as the server wrote it @returns {Table} */
export function decode(raw) {
  const count = raw.name.length;
  /** @type {Column[]} */
  const columns = raw.columns;
  const lists = raw.lists;
  const [makers, categories] = [lists.maker ?? [], lists.category ?? []];
  const nameKey = Int32Array.from({ length: count }, (_, i) => i);
  for (const i of raw.same) nameKey[i] = nameKey[i - 1];
  const folded = raw.name.map((/** @type {string} */ name, /** @type {number} */ i) =>
    fold(
      [
        name,
        makers[raw.values.maker?.[i]]?.[1] ?? "",
        categories[raw.values.category?.[i]]?.[1] ?? "",
        ...raw.tag[i].map((/** @type {number} */ t) => raw.tags[t][1]),
      ].join("\n"),
    ),
  );
  /** @type {Record<string, ArrayLike<number>>} */
  const values = { name: nameKey };
  for (const { id, type } of columns) {
    if (type === "rate") values[id] = perPoint(values.price, values.overall);
    else if (type !== "name" && type !== "own") values[id] = numbers(raw.values[id], count);
  }
  const { overall } = values;
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
    columns,
    values,
    lists,
    makers,
    maker: values.maker ?? numbers(undefined, count),
    categories,
    category: values.category ?? numbers(undefined, count),
    tags: raw.tags,
    tag: raw.tag,
    overall,
    scores: columns.filter(({ criterion }) => criterion).map(({ id }) => values[id]),
    price: values.price ?? numbers(undefined, count),
    picture: raw.picture ?? {},
    foreign: raw.foreign ?? {},
    day: values.date,
    sources: values.sources,
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
