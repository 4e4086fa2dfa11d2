// Terms cut as the index is cut (publishing/search_text.py does the same): see there for the reason.

import { fold } from "./fold.js";

/** @param {string} character */
const code = (character) => /** @type {number} */ (character.codePointAt(0)).toString(36).padStart(4, "0");

/** @param {string} run without blanks @returns {string[]} its pairs of characters */
function pairs(run) {
  const characters = [...run];
  return characters.slice(1).map((other, i) => `z${code(characters[i])}${code(other)}0`);
}

/** @param {string} text @returns {string[]} all words that stand for a text */
export function cut(text) {
  return runs(text).flatMap((run) => [...pairs(run), `z${code([...run].at(-1) ?? "")}0`]);
}

/** @param {string} text */
const runs = (text) => fold(text).split(/\s+/u).filter(Boolean);

/** @param {string} term @returns {string} what Pagefind is asked for; one character finds what begins with it */
export function asked(term) {
  const all = runs(term);
  const words = all.flatMap((run, i) => (i < all.length - 1 ? cut(run) : pairs(run)));
  if (words.length) return `"${words.join(" ")}"`;
  const only = [...(all[0] ?? "")][0];
  return only ? `z${code(only)}` : "";
}

/**
 * A question as one product code, if it may be one: letters and digits in at most three parts.
 *
 * @param {string} text @returns {string} the word that stands for it in the index, or nothing
 */
export function codeWord(text) {
  const parts = fold(text).trim().split(/[ \-\u2010\u2013_]/u);
  const code = parts.join("");
  const sound = parts.length <= 3 && parts.every((part) => /^[a-z0-9]+$/.test(part));
  return sound && /\d/.test(code) && /[a-z]/.test(code) ? `q${code}0` : "";
}

/**
 * What a question asks for: terms that must all be there; words in quotation marks are one term.
 *
 * @param {string} text @returns {string[]}
 */
export function terms(text) {
  const found = [...text.normalize("NFKC").matchAll(/"([^"]+)"|「([^」]+)」|(\S+)/gu)];
  return found.map((match) => (match[1] ?? match[2] ?? match[3]).trim()).filter(Boolean);
}
