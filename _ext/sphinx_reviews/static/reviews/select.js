// Which reviews fit, in which order, and how many each further choice would leave.

import { compact, words } from "./fold.js";
import { dayNumber } from "./data.js";
import { sortOf } from "./state.js";

/** @typedef {import("./data.js").Table} Table */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./site.js").Rubric} Rubric */

/**
 * @typedef {object} Selection
 * @property {Int32Array} rows those that fit, ordered
 * @property {Int32Array} rank of each row in `rows`; 0 where the sort gives none
 * @property {Uint8Array} tied whether another row shares the rank
 * @property {{category: Int32Array, maker: Int32Array, tag: Int32Array} & Record<string, Int32Array>} counts
 */

/** Types of columns whose values are words: no row has a rank by them. */
export const LETTERED = new Set(["name", "link", "choice"]);

const OTHER = 1;
const CATEGORY = 2;
const MAKER = 4;
const TAG = 8;
/** Of the first column of the site's own that rows are chosen by; those of the others follow. */
const OWN = 16;

/** @param {Table} table @returns {import("./data.js").Column[]} the columns of the site's own that rows are chosen by */
export const ownFacets = (table) => table.columns.filter(({ filter }) => filter === "facet").slice(0, 24);

/** @param {Table} table @param {Rubric} rubric @param {State} state @returns {Selection} */
export function select(table, rubric, state) {
  const misses = missing(table, rubric, state);
  const counts = facets(table, misses, state);
  let fitting = 0;
  for (let i = 0; i < table.count; i += 1) if (misses[i] === 0) fitting += 1;
  const rows = new Int32Array(fitting);
  let next = 0;
  for (const row of table.best) if (misses[row] === 0) rows[next++] = row;
  return { ...order(table, rubric, state, rows), counts };
}

/** @param {Table} table @param {Rubric} rubric @param {State} state @returns {Uint32Array} which conditions each row fails */
function missing(table, rubric, state) {
  const misses = new Uint32Array(table.count);
  const tests = conditions(table, rubric, state);
  const categories = numbers(table.categories, state.category);
  const makers = numbers(table.makers, state.maker);
  const tags = numbers(table.tags, state.tag);
  const own = ownFacets(table).map(({ id }) => ({ values: table.values[id], wanted: numbers(table.lists[id], state.facets[id] ?? []) }));
  for (let i = 0; i < table.count; i += 1) {
    own.forEach(({ values, wanted }, n) => {
      if (wanted.size && !wanted.has(values[i])) misses[i] |= OWN << n;
    });
    if (categories.size && !categories.has(table.category[i])) misses[i] |= CATEGORY;
    if (makers.size && !makers.has(table.maker[i])) misses[i] |= MAKER;
    if (tags.size && !tagged(table.tag[i], tags, state.allTags)) misses[i] |= TAG;
    for (const test of tests) {
      if (!test(i)) {
        misses[i] |= OTHER;
        break;
      }
    }
  }
  return misses;
}

/** @param {[string, ...unknown[]][]} listed @param {string[]} chosen @returns {Set<number>} */
function numbers(listed, chosen) {
  if (!chosen.length) return new Set();
  const wanted = new Set(chosen);
  const found = new Set(/** @type {number[]} */ ([]));
  listed.forEach(([id], i) => wanted.has(id) && found.add(i));
  return found.size ? found : new Set([-2]);
}

/** @param {number[]} own @param {Set<number>} wanted @param {boolean} all */
function tagged(own, wanted, all) {
  let found = 0;
  for (const tag of own) if (wanted.has(tag)) found += 1;
  return all ? found === wanted.size : found > 0;
}

/** @param {Table} table @param {Rubric} rubric @param {State} state */
function conditions(table, rubric, state) {
  /** @type {((row: number) => boolean)[]} */
  const tests = [];
  const scale = 10 ** rubric.digits;
  /** @param {import("./state.js").Range | undefined} range @param {ArrayLike<number>} column @param {number} by */
  const within = (range, column, by) => {
    const [least, most] = range ?? [null, null];
    if (least !== null) tests.push((row) => column[row] >= Math.round(least * by * 1e6) / 1e6);
    if (most !== null) tests.push((row) => column[row] <= Math.round(most * by * 1e6) / 1e6);
  };
  within(state.overall, table.overall, scale);
  rubric.criteria.forEach(([id], i) => within(state.criteria[id], table.scores[i], scale));
  for (const { id, filter } of table.columns) if (filter === "range") within(state.ranges[id], table.values[id], 1);
  if (state.priced) tests.push((row) => table.price[row] >= 0);
  if (state.price[0] !== null || state.price[1] !== null) {
    tests.push((row) => table.price[row] >= 0 && table.foreign[row] === undefined);
    within(state.price, table.price, table.cents);
  }
  const [first, last] = state.date.map(dayNumber);
  if (!Number.isNaN(first)) tests.push((row) => table.day[row] >= first);
  if (!Number.isNaN(last)) tests.push((row) => table.day[row] <= last);
  if (state.sources) tests.push((row) => table.sources[row] >= state.sources);
  for (const word of words(state.text)) {
    const dense = compact(word);
    tests.push((row) => table.folded[row].includes(word) || (dense !== "" && table.dense[row].includes(dense)));
  }
  return tests;
}

/** @param {Table} table @param {Uint32Array} misses @param {State} state */
function facets(table, misses, state) {
  const category = new Int32Array(table.categories.length);
  const maker = new Int32Array(table.makers.length);
  const tag = new Int32Array(table.tags.length);
  const own = ownFacets(table).map(({ id }, n) => ({ id, bit: OWN << n, values: table.values[id], counts: new Int32Array(table.lists[id].length) }));
  for (let i = 0; i < table.count; i += 1) {
    const miss = misses[i];
    if (table.category[i] >= 0 && (miss & ~CATEGORY) === 0) category[table.category[i]] += 1;
    if (table.maker[i] >= 0 && (miss & ~MAKER) === 0) maker[table.maker[i]] += 1;
    for (const { bit, values, counts } of own) if (values[i] >= 0 && (miss & ~bit) === 0) counts[values[i]] += 1;
    if ((state.allTags ? miss : miss & ~TAG) === 0) for (const each of table.tag[i]) tag[each] += 1;
  }
  return { ...Object.fromEntries(own.map(({ id, counts }) => [id, counts])), category, maker, tag };
}

/**
 * The value a column sorts by; NaN where a row has none.
 *
 * @param {Table} table @param {Rubric} rubric @param {State} state @param {string} column
 * @returns {(row: number) => number}
 */
export function sortValue(table, rubric, state, column) {
  if (column === "own") return ownSum(table, rubric, state.weights);
  const values = table.values[column] ?? table.overall;
  return (row) => values[row];
}

/**
 * The weighted sum of a row's scores above their lowest; whole numbers, so equal means equal.
 *
 * @param {Table} table @param {Rubric} rubric @param {number[] | null} weights
 * @returns {(row: number) => number}
 */
export function ownSum(table, rubric, weights) {
  if (!weights) return (row) => table.overall[row];
  const [low] = rubric.scale;
  return (row) => weights.reduce((sum, weight, i) => sum + weight * (table.scores[i][row] - low), 0);
}

/**
 * An own score in hundredths of a point of the overall scale, rounded half up.
 *
 * @param {number} sum @param {number[]} weights @param {Rubric} rubric
 */
export function ownScore(sum, weights, rubric) {
  const [low, high] = rubric.scale;
  const [least, most] = rubric.overall;
  const whole = weights.reduce((total, weight) => total + weight, 0) * (high - low);
  const over = whole * 10 ** rubric.digits;
  const exact = (least * whole + (most - least) * sum) * 100;
  return Math.floor((2 * exact + over) / (2 * over));
}

/** @param {Table} table @param {Rubric} rubric @param {State} state @param {Int32Array} rows best first */
function order(table, rubric, state, rows) {
  const sort = sortOf(state);
  const column = sort.replace(/^-/, "");
  const value = sortValue(table, rubric, state, column);
  const known = table.columns.find(({ id }) => id === column);
  const up = Boolean(known?.low) !== sort.startsWith("-") ? 1 : -1;
  const keys = new Float64Array(table.count);
  for (const row of rows) {
    const found = value(row);
    keys[row] = Number.isNaN(found) ? Number.POSITIVE_INFINITY : found * up;
  }
  if (sort !== "overall") {
    rows.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : table.place[a] - table.place[b]));
  }
  return { rows, ...ranks(rows, keys, known !== undefined && LETTERED.has(known.type)) };
}

/** @param {Int32Array} rows @param {Float64Array} keys @param {boolean} unranked */
function ranks(rows, keys, unranked) {
  const rank = new Int32Array(rows.length);
  const tied = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length && !unranked; i += 1) {
    if (keys[rows[i]] === Number.POSITIVE_INFINITY) break;
    const same = i > 0 && keys[rows[i]] === keys[rows[i - 1]];
    rank[i] = same ? rank[i - 1] : i + 1;
    if (same) tied[i] = tied[i - 1] = 1;
  }
  return { rank, tied };
}
