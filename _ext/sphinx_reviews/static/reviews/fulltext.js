// Full text: which reviews hold what is asked for, and the passage that shows it.

import { asked, codeTerm, forms, pairs, stem, terms, words } from "./cut.js";
import { compact, fold } from "./fold.js";
import { loadNames } from "./names.js";
import { at, lang, unlessLost } from "./site.js";
import { fileOf, listed, numbers, together } from "./texts.js";

/** @typedef {import("./names.js").Name} Name */
/** @typedef {import("./texts.js").Held} Held */
/** @typedef {[string, string, string][]} Passages heading, its id, text */
/** @typedef {{name: Name, score: number}} Found */
/** @typedef {{name: string, url: string, heading: string, text: string}} Hit */

/** Letters from which on the beginning of a word is enough. */
const BEGINNING = 4;

/** @type {Promise<{names: Name[], of: Map<number, number>}> | undefined} */
let reviews;

/** The reviews by their numbers in the index. @param {import("./site.js").Site} site */
function known(site) {
  reviews ??= unlessLost(
    loadNames(site).then((all) => {
      const names = all.filter(({ kind }) => kind !== "tag");
      return { names, of: numbers(names.map(({ kind, ref }) => `${kind}/${ref}`)) };
    }),
    () => (reviews = undefined),
  );
  return reviews;
}

/**
 * The reviews that hold every term, most fitting first; the last may be the beginning of a word.
 *
 * @param {import("./site.js").Site} site @param {string} text
 * @param {(name: Name) => boolean} [fits] which reviews count
 * @returns {Promise<Found[]>}
 */
export async function search(site, text, fits = () => true) {
  const index = site.search;
  if (!index) throw new Error("no index");
  const all = asked(text);
  if (!all.length) return [];
  const [{ names, of }, whole, ...each] = await Promise.all([
    known(site),
    all.length > 1 ? coded(index, text) : none(),
    ...all.map((term, i) => held(index, term, i === all.length - 1)),
  ]);
  /** @type {Found[]} */
  const found = [];
  for (const [number, place] of of) {
    if (!(whole.has(number) || each.every((term) => term.has(number))) || !fits(names[place])) continue;
    found.push({ name: names[place], score: fit(names[place], number, all, each, of.size) });
  }
  return found.sort((a, b) => b.score - a.score || (a.name.url < b.name.url ? -1 : 1));
}

/**
 * How well a review fits: how often rare terms stand in it; most where its name holds them.
 *
 * @param {Name} name @param {number} number @param {{text: string}[]} all @param {Held[]} each @param {number} count
 */
function fit(name, number, all, each, count) {
  let score = 0;
  all.forEach(({ text }, i) => {
    const often = each[i].get(number)?.length ?? 0;
    const rare = Math.log(1 + count / (1 + each[i].size));
    const called = name.dense.includes(compact(text)) ? 3 : 0;
    score += rare * (often / (often + 2) + called);
  });
  return score;
}

/** @returns {Promise<Held>} */
const none = async () => new Map();

/** @param {import("./texts.js").Index} index @param {string} text @returns {Promise<Held>} the texts that hold it as a product code */
async function coded(index, text) {
  const term = codeTerm(text);
  return term ? listed((await fileOf(index, term)).get(term)) : none();
}

/**
 * The texts that hold a term.
 *
 * @param {import("./texts.js").Index} index @param {{text: string, exact: boolean}} term @param {boolean} last
 * @returns {Promise<Held>}
 */
async function held(index, { text, exact }, last) {
  const pieces = index.spaceless ? pairs(text) : words(text);
  const bent = !exact && !index.spaceless;
  const lists = pieces.map(async ({ term }, i) =>
    bent ? family(index, term, last && i === pieces.length - 1) : listed((await fileOf(index, term)).get(term)),
  );
  const [code, ...found] = await Promise.all([coded(index, text), ...lists]);
  const phrase = together(found, pieces.map(({ at: place }) => place));
  for (const [number, places] of code) if (!phrase.has(number)) phrase.set(number, places);
  return phrase;
}

/**
 * The texts that hold a word in any of its forms, or words that begin with it.
 *
 * @param {import("./texts.js").Index} index @param {string} word @param {boolean} begun @returns {Promise<Held>}
 */
async function family(index, word, begun) {
  /** @type {Held} */
  const found = new Map();
  const root = stem(word);
  const files = await Promise.all(forms(word).map((form) => fileOf(index, form)));
  for (const file of new Set(files)) {
    for (const [term, list] of file) {
      if (stem(term) === root || (begun && word.length >= BEGINNING && term.startsWith(word))) listed(list, found);
    }
  }
  return found;
}

/** @param {import("./site.js").Site} site @param {Found} found @param {string} question @returns {Promise<Hit>} */
export async function hit(site, { name }, question) {
  const folder = `_reviews/${site.search?.folder}/${name.kind}/${encodeURIComponent(name.ref)}.json`;
  const answer = await fetch(at(`${folder}?${site.search?.version}`));
  const [heading, id, text] = best(await answer.json(), question);
  return { name: name.name, url: id ? `${name.url}#${id}` : name.url, heading: heading === name.name ? "" : heading, text };
}

/**
 * The passage that holds the most terms.
 *
 * @param {Passages} passages @param {string} question
 */
export function best(passages, question) {
  const wanted = terms(question).map(patternOf);
  const found = passages.map(([, , text]) => wanted.filter((pattern) => pattern && pattern.test(text)).length);
  return passages[found.indexOf(Math.max(...found))] ?? ["", "", ""];
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

/** @param {string} question @returns {RegExp | null} finds terms with other hyphens, blanks, width, and endings */
function patternOf(question) {
  const parts = terms(question)
    .map((term) => {
      const word = lang !== "ja" && /^[a-z]+$/i.test(term);
      const letters = [...(word ? stem(fold(term)) : term)].filter((each) => /[\p{L}\p{N}]/u.test(each)).map(escape);
      return word ? `\\b${letters.join("")}(?:(?:e|es|ies|s|y|[bdgmnprt]?ed|[bdgmnprt]?ing)\\b)?` : letters.join("[-\\s_]?");
    })
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  return parts.length ? new RegExp(`(${parts.join("|")})`, "iu") : null;
}

/** @param {string} character half or full width */
function escape(character) {
  const wide = /[!-~]/.test(character) ? String.fromCodePoint(/** @type {number} */ (character.codePointAt(0)) + 0xfee0) : "";
  return wide ? `[${character}${wide}]` : character;
}
