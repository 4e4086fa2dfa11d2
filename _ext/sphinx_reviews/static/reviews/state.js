// What the reader chose, and its address: short, readable, and deaf to what it does not know.

/** @typedef {[number | null, number | null]} Range least and most, null where open */

/**
 * @typedef {object} State
 * @property {string} text
 * @property {string[]} category
 * @property {string[]} maker
 * @property {string[]} tag
 * @property {boolean} allTags whether a review needs all chosen tags
 * @property {Range} overall
 * @property {Record<string, Range>} criteria
 * @property {Record<string, string[]>} facets by column of the site's own, what was chosen
 * @property {Record<string, Range>} ranges by column of the site's own
 * @property {Range} price
 * @property {[string, string]} date first and last day, empty where open
 * @property {boolean} priced whether a review needs a price
 * @property {number} sources the least number of sources
 * @property {string} sort a column's id, with a leading hyphen for the unusual direction
 * @property {string[] | null} columns null: the usual ones
 * @property {"table" | "cards"} view
 * @property {number[] | null} weights null: none of one's own
 */

/**
 * @typedef {object} Known what a site has; anything else in an address is passed over
 * @property {string[]} criteria
 * @property {Set<string>} category
 * @property {Set<string>} maker
 * @property {Set<string>} tag
 * @property {string[]} columns
 * @property {string[]} sorts
 * @property {Map<string, Set<string>>} [facets] by column of the site's own, what there is to choose
 * @property {Set<string>} [ranges] columns of the site's own that have a least and a most
 */

export const MOST_WEIGHT = 10;

/** @returns {State} */
export const nothing = () => ({
  text: "",
  category: [],
  maker: [],
  tag: [],
  allTags: false,
  overall: [null, null],
  criteria: {},
  facets: {},
  ranges: {},
  price: [null, null],
  date: ["", ""],
  priced: false,
  sources: 0,
  sort: "",
  columns: null,
  view: "table",
  weights: null,
});

/** @param {State} state @returns {string} the sort that holds */
export const sortOf = (state) => state.sort || (state.weights ? "own" : "overall");

const SETS = /** @type {const} */ (["category", "maker", "tag"]);

/** @param {string} text @returns {string} encoded, but readable where an address allows it */
const encode = (text) =>
  encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replaceAll("%3A", ":")
    .replaceAll("%2F", "/")
    .replaceAll("%40", "@");

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}

/** @param {Range} range */
const written = ([least, most]) => `${least ?? ""}..${most ?? ""}`;

/** @param {Range | undefined} range */
const open = (range) => !range || (range[0] === null && range[1] === null);

/** @param {State} state @returns {string} the query, without a question mark */
export function query(state) {
  /** @type {string[]} */
  const parts = [];
  /** @param {string} key @param {string} value */
  const add = (key, value) => parts.push(`${key}=${value}`);
  if (state.text) add("q", encode(state.text));
  for (const key of SETS) if (state[key].length) add(key, state[key].map(encode).join(","));
  if (state.allTags) add("tags", "all");
  if (!open(state.overall)) add("overall", written(state.overall));
  for (const [id, range] of Object.entries(state.criteria)) {
    if (!open(range)) add(`c.${encode(id)}`, written(range));
  }
  for (const [id, found] of Object.entries(state.facets)) if (found.length) add(`f.${encode(id)}`, found.map(encode).join(","));
  for (const [id, range] of Object.entries(state.ranges)) if (!open(range)) add(`r.${encode(id)}`, written(range));
  if (!open(state.price)) add("price", written(state.price));
  if (state.date[0] || state.date[1]) add("date", state.date.join(".."));
  if (state.priced) add("priced", "1");
  if (state.sources) add("sources", String(state.sources));
  if (state.weights) add("w", state.weights.join(","));
  if (state.sort) add("sort", encode(state.sort));
  if (state.columns) add("cols", state.columns.map(encode).join(","));
  if (state.view !== "table") add("view", state.view);
  return parts.join("&");
}

/** @param {string} text @returns {number | null} */
const number = (text) => (/^-?\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : null);

/** @param {string} text @returns {Range} */
function range(text) {
  const [least, most, more] = text.split("..");
  if (more !== undefined || most === undefined) return [null, null];
  const found = /** @type {Range} */ ([number(least), number(most)]);
  return found[0] !== null && found[1] !== null && found[0] > found[1] ? [null, null] : found;
}

/** @param {string} text */
const isDay = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/**
 * Read a query; the result is what `query` writes back.
 *
 * @param {string} text with or without its question mark
 * @param {Known} known
 * @returns {State}
 */
export function parse(text, known) {
  const state = nothing();
  /** @type {Record<string, (value: string) => void>} */
  const readers = {
    q: (value) => (state.text = decode(value).slice(0, 200)),
    category: (value) => (state.category = chosen(value, known.category)),
    maker: (value) => (state.maker = chosen(value, known.maker)),
    tag: (value) => (state.tag = chosen(value, known.tag)),
    tags: (value) => (state.allTags = value === "all"),
    overall: (value) => (state.overall = range(value)),
    price: (value) => (state.price = range(value)),
    date: (value) => (state.date = days(value)),
    priced: (value) => (state.priced = value === "1"),
    sources: (value) => (state.sources = /^\d{1,4}$/.test(value) ? Number(value) : 0),
    w: (value) => (state.weights = weights(value, known.criteria.length)),
    sort: (value) => (state.sort = sorting(decode(value), known)),
    cols: (value) => (state.columns = columns(value, known)),
    view: (value) => (state.view = value === "cards" ? "cards" : "table"),
  };
  /** @type {Record<string, Range>} */
  const criteria = {};
  /** @type {Record<string, string>} */
  const facets = {};
  /** @type {Record<string, Range>} */
  const ranges = {};
  for (const part of text.replace(/^\?/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) continue;
    const [key, value] = [part.slice(0, cut), part.slice(cut + 1)];
    if (key.startsWith("c.")) criteria[decode(key.slice(2))] = range(value);
    else if (key.startsWith("f.")) facets[decode(key.slice(2))] = value;
    else if (key.startsWith("r.")) ranges[decode(key.slice(2))] = range(value);
    else if (Object.hasOwn(readers, key)) readers[key](value);
  }
  for (const id of known.criteria) {
    if (Object.hasOwn(criteria, id) && !open(criteria[id])) state.criteria[id] = criteria[id];
  }
  for (const [id, listed] of known.facets ?? []) {
    const found = Object.hasOwn(facets, id) ? chosen(facets[id], listed) : [];
    if (found.length) state.facets[id] = found;
  }
  for (const id of known.ranges ?? []) if (Object.hasOwn(ranges, id) && !open(ranges[id])) state.ranges[id] = ranges[id];
  return state;
}

/**
 * What an address asks for that is not known here, as it is written; campaigns' marks are no questions.
 *
 * @param {string} text @param {Known} known @returns {string[]}
 */
export function unknown(text, known) {
  /** @type {Record<string, (each: string) => boolean>} */
  const tests = {
    category: (each) => known.category.has(each),
    maker: (each) => known.maker.has(each),
    tag: (each) => known.tag.has(each),
    sort: (each) => known.sorts.includes(each.replace(/^-/, "")),
    cols: (each) => known.columns.includes(each),
  };
  const plain = new Set(["q", "tags", "overall", "price", "date", "priced", "sources", "w", "view"]);
  /** @type {string[]} */
  const lost = [];
  for (const part of text.replace(/^\?/, "").split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1 || /^(utm_|fbclid|gclid)/.test(part)) continue;
    const [key, value] = [part.slice(0, cut), part.slice(cut + 1)];
    const own = known.facets?.get(decode(key.slice(2)));
    const test = Object.hasOwn(tests, key) ? tests[key] : key.startsWith("f.") && own ? (/** @type {string} */ each) => own.has(each) : null;
    const ranged = (key.startsWith("c.") && known.criteria.includes(decode(key.slice(2)))) || (key.startsWith("r.") && known.ranges?.has(decode(key.slice(2))));
    if (test) lost.push(...value.split(",").map(decode).filter((each) => each && !test(each)));
    else if (!plain.has(key) && !ranged) lost.push(decode(key));
  }
  return lost.slice(0, 10).map((each) => each.slice(0, 60));
}

/** @param {string} value @param {Set<string>} known @returns {string[]} each once, in one order */
function chosen(value, known) {
  return [...new Set(value.split(",").map(decode))].filter((each) => known.has(each)).sort();
}

/** @param {string} value @returns {[string, string]} */
function days(value) {
  const [first, last, more] = value.split("..");
  if (more !== undefined || last === undefined) return ["", ""];
  return [isDay(first) ? first : "", isDay(last) ? last : ""];
}

/** @param {string} value @param {number} count @returns {number[] | null} */
function weights(value, count) {
  const found = value.split(",").map((each) => (/^\d{1,2}$/.test(each) ? Number(each) : -1));
  const sound = found.length === count && found.every((each) => each >= 0 && each <= MOST_WEIGHT);
  return sound && found.some(Boolean) ? found : null;
}

/** @param {string} value @param {Known} known */
const sorting = (value, known) => (known.sorts.includes(value.replace(/^-/, "")) ? value : "");

/** @param {string} value @param {Known} known @returns {string[] | null} */
function columns(value, known) {
  const wanted = new Set(value.split(",").map(decode));
  const found = known.columns.filter((each) => wanted.has(each));
  return found.length ? found : null;
}
