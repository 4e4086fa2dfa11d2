// What a question means beside its words: intent, prices, comparisons, other spellings.

import { compact, plain } from "./fold.js";

/**
 * @typedef {object} Known what the site knows of words (publishing/search_words.py)
 * @property {string[]} drop words that say what the reader wants to do
 * @property {string[][]} alike words that mean the same
 * @property {Record<string, string>} makers name to id
 * @property {[category: string, amount: number, url: string, title: string][]} [choices] pages that choose; 0 is any price
 */

/** @typedef {{forms: string[], optional: boolean}} Word a word and its other spellings, letters and digits only */
/** @typedef {[number | null, number | null]} Range */
/** @typedef {{text: string, compare: [string, string] | null, price: Range}} Understood */

/** @type {WeakMap<Known, {drop: Set<string>, alike: Map<string, string[]>, longest: string[]}>} */
const prepared = new WeakMap();

/** @param {Known} known */
function prepare(known) {
  const made = prepared.get(known);
  if (made) return made;
  const drop = new Set(known.drop.map((word) => compact(plain(word))));
  /** @type {Map<string, string[]>} */
  const alike = new Map();
  for (const group of known.alike) {
    const forms = group.map((word) => compact(plain(word)));
    for (const form of forms) alike.set(form, [...new Set([form, ...(alike.get(form) ?? []), ...forms])]);
  }
  const longest = [...drop, ...alike.keys()].filter((word) => /[^a-z0-9]/.test(word)).sort((a, b) => b.length - a.length);
  const found = { drop, alike, longest };
  prepared.set(known, found);
  return found;
}

/**
 * The words of a question. Marks part them; where words stand without blanks, known ones do as well.
 *
 * @param {string} text @param {Known} [known] @returns {Word[]}
 */
export function split(text, known = { drop: [], alike: [], makers: {} }) {
  const { drop, alike, longest } = prepare(known);
  const parts = text.normalize("NFKC").split(/[\s—–―“”"「」/|,;:!?()[\]]+/u).map((part) => compact(plain(part)));
  const words = parts.filter(Boolean).flatMap((part) => (drop.has(part) || alike.has(part) ? [part] : pieces(part, longest)));
  return words.map((word) => ({ forms: alike.get(word) ?? [word], optional: drop.has(word) }));
}

/** @param {string} part @param {string[]} longest @returns {string[]} */
function pieces(part, longest) {
  if (/^[a-z0-9]*$/.test(part)) return [part];
  const known = longest.find((word) => word.length > 1 && part.includes(word));
  if (!known || known === part) return [part];
  const at = part.indexOf(known);
  return [part.slice(0, at), known, part.slice(at + known.length)].filter(Boolean).flatMap((each) => (each === known ? [each] : pieces(each, longest)));
}

const NUMBER = "[$€£¥￥]?\\s*(\\d[\\d,]*(?:\\.\\d+)?)\\s*(k|万|千)?\\s*(?:円|usd|eur|gbp|jpy|yen|dollars?|euros?|bucks|ドル|[$€£])?";
const MOST = [new RegExp(`(?:\\b(?:under|below|less than|cheaper than|up to|at most|max)|[<≤])\\s*${NUMBER}`, "iu"), new RegExp(`${NUMBER}(?:以下|未満|以内|まで)`, "iu")];
const LEAST = [new RegExp(`(?:\\b(?:over|above|more than|at least|from)|[>≥])\\s*${NUMBER}`, "iu"), new RegExp(`${NUMBER}(?:以上|から)`, "iu")];
const VERSUS = /\s+(?:vs\.?|versus|対)\s+/iu;

/** @param {string} text @returns {Understood} the question without its prices, and what it means */
export function understood(text) {
  let left = text.normalize("NFKC");
  /** @param {RegExp[]} ways @returns {number | null} */
  const price = (ways) => {
    for (const way of ways) {
      const found = way.exec(left);
      if (!found) continue;
      left = `${left.slice(0, found.index)} ${left.slice(found.index + found[0].length)}`;
      return Number(found[1].replaceAll(",", "")) * ({ k: 1000, K: 1000, 千: 1000, 万: 10000 }[found[2] ?? ""] ?? 1);
    }
    return null;
  };
  const most = price(MOST);
  const least = price(LEAST);
  const sides = left.split(VERSUS).map((side) => side.trim()).filter(Boolean);
  return { text: left.replace(/\s+/gu, " ").trim(), compare: sides.length === 2 ? [sides[0], sides[1]] : null, price: [least, most] };
}

/**
 * The question for the texts: without words of intent, unless there is nothing else; quoted parts stay.
 *
 * @param {string} text @param {string[]} intent
 */
export function forTexts(text, intent) {
  const drop = new Set(intent.map((word) => compact(plain(word))));
  const parts = understood(text).text.match(/"[^"]*"|“[^”]*”|「[^」]*」|\S+/gu) ?? [];
  const kept = parts.filter((part) => !drop.has(compact(plain(part))));
  return (kept.length ? kept : parts).join(" ");
}
