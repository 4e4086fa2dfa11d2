// Questions cut as the index is cut (publishing/search_terms.py does the same): see there for the rules.

import { fold } from "./fold.js";

/** Stands before a product code in the index. */
const CODE = "\x01";

/** Letters of a word that settle where it is kept. */
const HEAD = 4;

const WORD = /[\p{L}\p{N}]+|[^\p{L}\p{N}\s_\-‐‑‒–—―…/'’‘"“”()[\]]|\n/gu;

/** @typedef {{term: string, at: number}} Piece a term and its place in the phrase */

/**
 * What a question asks for: terms that must all be there; words in quotation marks are one term, to be found as it stands.
 *
 * @param {string} text @returns {{text: string, exact: boolean}[]}
 */
export function asked(text) {
  const found = [...text.normalize("NFKC").matchAll(/"([^"]+)"|“([^”]+)”|「([^」]+)」|(\S+)/gu)];
  return found
    .map(([, a, b, c, word]) => ({ text: (a ?? b ?? c ?? word).trim(), exact: word === undefined }))
    .filter(({ text }) => /[\p{L}\p{N}]/u.test(text));
}

/** @param {string} text @returns {string[]} */
export const terms = (text) => asked(text).map(({ text }) => text);

/** @param {string} text @returns {Piece[]} the words of a phrase */
export function words(text) {
  const row = fold(text).match(WORD) ?? [];
  const found = row.map((term, at) => ({ term, at })).filter(({ term }) => /^[\p{L}\p{N}]/u.test(term));
  return found.map(({ term, at }) => ({ term, at: at - found[0].at }));
}

/** @param {string} text @returns {Piece[]} as many pairs of characters as cover a phrase, or its only character */
export function pairs(text) {
  const plain = [...fold(text).trim().replace(/\s+/gu, " ")];
  if (plain.length < 2) return plain.map((term) => ({ term, at: 0 }));
  const places = plain.map((_, at) => at).filter((at) => at % 2 === 0 && at < plain.length - 1);
  if (plain.length % 2) places.push(plain.length - 2);
  return places.map((at) => ({ term: plain[at] + plain[at + 1], at }));
}

/**
 * A question as one product code, if it may be one: letters and digits in at most three parts.
 *
 * @param {string} text @returns {string} the term that stands for it in the index, or nothing
 */
export function codeTerm(text) {
  const parts = fold(text).trim().split(/[ \-\u2010\u2011\u2013_]/u);
  const code = parts.join("");
  const sound = parts.length <= 3 && parts.every((part) => /^[a-z0-9]+$/.test(part));
  return sound && /\d/.test(code) && /[a-z]/.test(code) ? CODE + code : "";
}

/** @param {string} word @returns {string[]} terms in whose files all forms of a word are kept */
export const forms = (word) => [word, stem(word), `${word}s`];

/** @param {string} text @param {boolean} spaceless @returns {string[]} terms in whose files all is kept that a question asks for */
export function kept(text, spaceless) {
  const all = asked(text);
  const found = all.flatMap(({ text: phrase, exact }) => {
    const terms = (spaceless ? pairs(phrase) : words(phrase)).map(({ term }) => term);
    return [codeTerm(phrase), ...(exact || spaceless ? terms : terms.flatMap(forms))];
  });
  return [...new Set([all.length > 1 ? codeTerm(text) : "", ...found])].filter(Boolean);
}

/** @param {string} term @param {boolean} spaceless @returns {string} what settles in which file a term is kept */
export const home = (term, spaceless) => (spaceless || term[0] === CODE ? term : [...term].slice(0, HEAD).join(""));

/**
 * An English word without its usual endings: words that share it are forms of one.
 *
 * @param {string} word
 */
export function stem(word) {
  if (word.length < 4 || /[^a-z]/.test(word)) return word;
  let found = word;
  if (/(ss|sh|ch|x)es$/.test(found)) found = found.slice(0, -2);
  else if (/[^aeiou]ies$/.test(found)) found = `${found.slice(0, -3)}y`;
  else if (/[^sui]s$/.test(found)) found = found.slice(0, -1);
  const bare = found.replace(/(ing|ed)$/, "");
  if (bare !== found && bare.length > 2 && /[aeiouy]/.test(bare)) found = bare.replace(/([^aeiouyls])\1$/, "$1");
  return found.length > 3 ? found.replace(/e$/, "") : found;
}
