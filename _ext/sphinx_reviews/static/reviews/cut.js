// Terms cut as the index is cut (publishing/search_text.py does the same): see there for the reason.

import { fold } from "./fold.js";

/** @param {string} character */
const word = (character) => `z${/** @type {number} */ (character.codePointAt(0)).toString(36).padStart(4, "0")}`;

/** @param {string} text @returns {string[]} the words that stand for a text, one a character */
export const cut = (text) => [...fold(text).trim().replace(/\s+/gu, " ")].map(word);

/** @param {string} term @returns {string} what Pagefind is asked for */
export function asked(term) {
  const found = cut(term);
  return found.length ? `"${found.join(" ")}"` : "";
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
