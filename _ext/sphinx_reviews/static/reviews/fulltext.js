// Full text: asks Pagefind, loaded on first use, and shows the passage that matches.

import { asked, codeWord, terms } from "./cut.js";
import { compact, fold } from "./fold.js";
import { at, lang } from "./site.js";

/**
 * @typedef {object} Hit
 * @property {string} name
 * @property {string} url
 * @property {string} text
 */

/** @typedef {{kind?: string, category?: string, band?: string[]}} Filters */
/** @typedef {{id: string, score: number, data: () => Promise<any>}} Found */

const END = "\u2042";

/** @type {Promise<any> | undefined} */
let engine;

/** @param {import("./site.js").Site} site */
async function open(site) {
  const [first, ...others] = site.search.map((folder) => at(`_reviews/${folder}/`));
  const pagefind = await import(`${first}pagefind.js`);
  const made = pagefind.createInstance({ basePath: first, excerptLength: 30 });
  await made.init();
  for (const other of others) await made.mergeIndex(other, {});
  return made;
}

/** @param {import("./site.js").Site} site */
export function ready(site) {
  engine ??= site.search.length ? open(site) : Promise.reject(new Error("no index"));
  return engine;
}

/**
 * The pages that hold every term, most fitting first; the last may be the beginning of a word.
 *
 * @param {import("./site.js").Site} site @param {string} text @param {Filters} [filters]
 * @returns {Promise<Found[]>}
 */
export async function search(site, text, filters = {}) {
  const pagefind = await ready(site);
  const options = { filters: wanted(filters) };
  /** @param {string} question @returns {Promise<Found[]>} */
  const ask = async (question) => (question ? (await pagefind.search(question, options)).results : []);
  const exact = async (/** @type {string} */ term) =>
    either(await ask(site.spaceless ? asked(term) : `"${term}"`), await ask(quoted(codeWord(term))));
  const all = terms(text);
  const answers = await Promise.all(all.map(exact));
  const last = all.at(-1);
  if (last && !answers[all.length - 1].length && !site.spaceless) {
    answers[all.length - 1] = await begun(await ask(last), last);
  }
  let found = answers.length ? answers.reduce(both) : [];
  if (all.length > 1) found = either(found, await ask(quoted(codeWord(text))));
  return found.sort((a, b) => b.score - a.score);
}

/**
 * Where no word begins with the term Pagefind answers with shorter words: then there is no answer.
 *
 * @param {Found[]} found @param {string} term
 */
async function begun(found, term) {
  if (!found.length) return found;
  const { text } = await hit(found[0]);
  return fold(text).includes(fold(term)) || compact(text).includes(compact(term)) ? found : [];
}

/** @param {string} word */
const quoted = (word) => word && `"${word}"`;

/** @param {Found[]} one @param {Found[]} other @returns {Found[]} */
function either(one, other) {
  const ids = new Set(one.map(({ id }) => id));
  return [...one, ...other.filter(({ id }) => !ids.has(id))];
}

/** @param {Found[]} one @param {Found[]} other @returns {Found[]} those in both, their scores added */
function both(one, other) {
  const scores = new Map(other.map(({ id, score }) => [id, score]));
  return one
    .filter(({ id }) => scores.has(id))
    .map(({ id, score, data }) => ({ id, score: score + (scores.get(id) ?? 0), data }));
}

/** @param {Filters} filters */
function wanted({ kind, category, band }) {
  /** @type {Record<string, any>} */
  const found = {};
  if (kind) found.kind = kind;
  if (category) found.category = category;
  if (band?.length) found.band = { any: band };
  return found;
}

/** @param {Found} found @returns {Promise<Hit>} */
export async function hit(found) {
  const { meta, content } = await found.data();
  const text = meta.text ? await (await fetch(at(`_reviews/${meta.text}`))).text() : String(content).split(END)[0];
  return { name: meta.name, url: meta.address, text };
}

/**
 * The part of a text that holds the terms, cut into pieces of which some are marked.
 *
 * @param {string} text @param {string} question @param {number} [length]
 * @returns {[string, boolean][]}
 */
export function passage(text, question, length = lang === "ja" ? 90 : 180) {
  const plain = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  const pattern = patternOf(question);
  const first = pattern ? plain.search(pattern) : -1;
  const begin = Math.max(0, first < 0 ? 0 : begins(plain, first - Math.floor(length / 3)));
  const end = Math.min(plain.length, begin + length);
  const part = `${begin > 0 ? "…" : ""}${plain.slice(begin, end)}${end < plain.length ? "…" : ""}`;
  if (!pattern) return [[part, false]];
  return part.split(pattern).map((piece, i) => /** @type {[string, boolean]} */ ([piece, i % 2 === 1])).filter(([piece]) => piece);
}

/** @param {string} text @param {number} near the beginning of a word, or the place itself */
function begins(text, near) {
  if (near <= 0) return 0;
  const blank = text.indexOf(" ", near);
  return blank >= 0 && blank - near < 20 ? blank + 1 : near;
}

/** @param {string} question @returns {RegExp | null} finds terms with other hyphens, blanks, width */
function patternOf(question) {
  const parts = terms(question)
    .map((term) => [...term].filter((each) => /[\p{L}\p{N}]/u.test(each)).map(escape).join("[-\\s_]?"))
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  return parts.length ? new RegExp(`(${parts.join("|")})`, "iu") : null;
}

/** @param {string} character half or full width */
function escape(character) {
  const wide = /[!-~]/.test(character) ? String.fromCodePoint(/** @type {number} */ (character.codePointAt(0)) + 0xfee0) : "";
  return wide ? `[${character}${wide}]` : character;
}
