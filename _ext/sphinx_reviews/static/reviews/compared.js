// What a comparison says, worked out apart from how it looks.

import { fnv } from "./fold.js";

/** @typedef {import("./data.js").Column} Column */

/**
 * @typedef {object} Product
 * @property {string} ref
 * @property {string} name
 * @property {string} url
 * @property {[string, string]} maker name, address
 * @property {string} [category]
 * @property {[string, string]} [band] id, name
 * @property {number} overall
 * @property {number[]} scores
 * @property {[string, string]} [price] amount, currency
 * @property {string} date
 * @property {Record<string, number | string>} [more] values of the other columns
 * @property {string} summary
 * @property {string[]} [pros]
 * @property {string[]} [cons]
 * @property {[string, string, string]} [equivalent] ref, name, address
 */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {Column} [column]
 * @property {(number | string | null)[]} values
 * @property {Set<number>} best
 * @property {Set<number>} worst
 * @property {(number | null)[]} behind how far each is from the best; null where that says nothing
 */

/** @param {string} text "a,b,c" @param {number} most @returns {string[]} refs, each once */
export function refsOf(text, most) {
  const refs = text.split(",").map((part) => {
    try {
      return decodeURIComponent(part).trim();
    } catch {
      return "";
    }
  });
  return [...new Set(refs.filter(Boolean))].slice(0, most);
}

/** @param {string} ref @param {number} count @returns {number} the part that holds it: FNV-1a over UTF-8 */
export function shardOf(ref, count) {
  return fnv(ref) % count;
}

/** @param {string} id @param {(number | null)[]} values @param {boolean} [lowWins] @returns {Row} */
export function compared(id, values, lowWins = false) {
  const given = /** @type {number[]} */ (values.filter((value) => value !== null));
  if (new Set(given).size < 2) {
    return { id, values, best: new Set(), worst: new Set(), behind: values.map(() => null) };
  }
  const [low, high] = [Math.min(...given), Math.max(...given)];
  const [best, worst] = lowWins ? [low, high] : [high, low];
  /** @param {number} wanted */
  const places = (wanted) => new Set(values.flatMap((value, i) => (value === wanted ? [i] : [])));
  const behind = values.map((value) => (value === null || value === best ? null : value - best));
  return { id, values, best: places(best), worst: places(worst), behind };
}

/** @param {Product[]} products @returns {string} the one currency of all prices given, or nothing */
export function oneCurrency(products) {
  const found = new Set(products.flatMap(({ price }) => (price ? [price[1]] : [])));
  return found.size === 1 ? [...found][0] : "";
}

/**
 * The rows that somebody has a value in; prices are judged where all share one currency.
 *
 * @param {Product[]} products @param {import("./site.js").Rubric} rubric @param {Column[]} columns @returns {Row[]}
 */
export function rows(products, rubric, columns) {
  const criteria = rubric.criteria.map(([id]) => id);
  return columns.flatMap((column) => {
    const values = products.map((product) => given(product, column, rubric, criteria.indexOf(column.id)));
    if (values.every((value) => value === null)) return [];
    const money = column.type === "money" || column.type === "rate";
    const judged = column.judged && !(money && !oneCurrency(products));
    const numbers = /** @type {(number | null)[]} */ (judged ? values : values.map(() => null));
    return [{ ...compared(column.id, numbers, column.low), column, values }];
  });
}

/** @param {Product} product @param {Column} column @param {import("./site.js").Rubric} rubric @param {number} criterion its place, -1 for none */
function given({ overall, scores, price, more }, { id, type }, rubric, criterion) {
  if (criterion >= 0) return scores[criterion];
  const points = overall / 10 ** rubric.digits;
  if (type === "score") return overall;
  if (type === "money") return price ? Number(price[0]) : null;
  if (type === "rate") return price && points > 0 ? Number(price[0]) / points : null;
  return more?.[id] ?? null;
}

/** @param {Product[]} products @returns {[Product, Product][]} each product with its equivalent among them */
export function equivalents(products) {
  return products.flatMap((product) => {
    const other = products.find(({ ref }) => ref === product.equivalent?.[0]);
    return other ? [/** @type {[Product, Product]} */ ([product, other])] : [];
  });
}

/**
 * The corners of one product's shape in an overlay chart.
 *
 * @param {number[]} shares 0 to 1, one per axis
 * @param {number} radius
 * @returns {[number, number][]} clockwise from the top, around 0, 0
 */
export function corners(shares, radius) {
  return shares.map((share, i) => {
    const turn = (2 * Math.PI * i) / shares.length - Math.PI / 2;
    return [Math.cos(turn) * radius * share, Math.sin(turn) * radius * share];
  });
}
