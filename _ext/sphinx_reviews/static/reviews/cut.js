// Terms cut as the index is cut (publishing/search_text.py does the same): see there for the reason.

import { fold } from "./fold.js";

/** @param {string} text folded */
export const joined = (text) => text.replace(/(?<=[a-z0-9])[-‐‑‒–_](?=[a-z0-9])/g, "");

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
const runs = (text) => joined(fold(text)).split(/\s+/u).filter(Boolean);

/** @param {string} term @returns {string} what Pagefind is asked for; one character finds what begins with it */
export function asked(term) {
  const all = runs(term);
  const words = all.flatMap((run, i) => (i < all.length - 1 ? cut(run) : pairs(run)));
  if (words.length) return `"${words.join(" ")}"`;
  const only = [...(all[0] ?? "")][0];
  return only ? `z${code(only)}` : "";
}

/** @param {string} text @returns {string[]} product codes written in parts, as one word each */
export function codes(text) {
  const folded = fold(text);
  const parts = [...folded.matchAll(/[a-z0-9]+/g)];
  /** @type {Set<string>} */
  const found = new Set();
  parts.slice(1).forEach((other, i) => {
    const one = parts[i];
    const between = folded.slice(one.index + one[0].length, other.index);
    if ((between === " " || between === "-") && coded(one[0], other[0])) found.add(one[0] + other[0]);
  });
  return [...found];
}

/** @param {string} one @param {string} other */
const coded = (one, other) =>
  /\d/.test(one + other) && /[a-z]/.test(one + other) && one.length <= 8 && other.length <= 8;

/**
 * What a question asks for: terms that must all be there; words in quotation marks are one term.
 *
 * @param {string} text @returns {string[]}
 */
export function terms(text) {
  const found = [...text.normalize("NFKC").matchAll(/"([^"]+)"|「([^」]+)」|(\S+)/gu)];
  return found.map((match) => (match[1] ?? match[2] ?? match[3]).trim()).filter(Boolean);
}
