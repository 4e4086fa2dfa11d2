// What a comparison says, worked out apart from how it looks.

import { fnv } from "./fold.js";

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
 * @property {string} summary
 * @property {string[]} [pros]
 * @property {string[]} [cons]
 * @property {[string, string, string]} [equivalent] ref, name, address
 */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {(number | null)[]} values
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

/** @param {Product[]} products @param {import("./site.js").Rubric} rubric @returns {Row[]} */
export function rows(products, rubric) {
  const made = [compared("overall", products.map(({ overall }) => overall))];
  rubric.criteria.forEach(([id], i) => made.push(compared(id, products.map(({ scores }) => scores[i]))));
  const amounts = products.map(({ price }) => (price ? Number(price[0]) : null));
  if (amounts.some((amount) => amount !== null)) {
    const points = products.map(({ overall }) => overall / 10 ** rubric.digits);
    const each = amounts.map((amount, i) => (amount === null || points[i] <= 0 ? null : amount / points[i]));
    for (const [id, values] of /** @type {const} */ ([["price", amounts], ["per-point", each]])) {
      const row = compared(id, values, true);
      made.push(oneCurrency(products) ? row : { ...row, best: new Set(), worst: new Set(), behind: values.map(() => null) });
    }
  }
  return made;
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
