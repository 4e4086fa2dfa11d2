// Where the site's data and pages are, and its words in the page's language.

/**
 * @typedef {object} Rubric
 * @property {number} digits digits behind the point that scores are scaled by
 * @property {[string, string, string][]} criteria id, name, short name
 * @property {[number, number, number]} scale low, high, step of a criterion
 * @property {[number, number, number]} overall low, high, step of the overall score
 * @property {[string, string, number][]} bands id, name, least share of the overall scale
 * @property {[string, string, number[]][]} presets id, name, weights
 */

/**
 * @typedef {object} Site
 * @property {Record<string, string>} words
 * @property {Record<string, string>} pages page name to address below the root
 * @property {Rubric} rubric
 * @property {import("./data.js").Column[]} compared the rows of a comparison, in their order
 * @property {Record<string, string>} files
 * @property {[string, number]} details folder and number of parts
 * @property {import("./texts.js").Index | null} search the full-text index
 * @property {[string, number, import("./curves.js").Frame[]] | null} [curves] folder, number of parts, axes
 * @property {[string, string][]} categories id, name
 * @property {string[]} drop words of intent
 */

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Say */

export const root = new URL("../../", import.meta.url);
export const lang = (typeof document === "undefined" ? "" : document.documentElement.lang) || "en";

/** @param {string} path @returns {string} the address of a path below the site's root */
export const at = (path) => new URL(path, root).href;

/** @param {string} path @param {RequestCache} [cache] @returns {Promise<any>} */
export async function load(path, cache = "default") {
  const answer = await fetch(at(`_reviews/${path}`), { cache });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/**
 * Forget what could not be loaded, so that the next try may succeed.
 *
 * @template T @param {Promise<T>} asked @param {() => void} forget @returns {Promise<T>}
 */
export function unlessLost(asked, forget) {
  asked.catch(forget);
  return asked;
}

/** @type {Promise<Site> | undefined} */
let known;

/** @returns {Promise<Site>} what the site says of itself; asked for anew on each page */
export function site() {
  known ??= load(`site.${lang}.json`, "no-cache");
  return known;
}

/** @param {Site} found @returns {Say} */
export function speaker(found) {
  return (key, values = {}) =>
    (found.words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}
