// Find names, makers and tags while the reader types: words in any order, extra ones, and wrong letters.

import { addresses } from "./data.js";
import { compact, plain } from "./fold.js";
import { load, unlessLost } from "./site.js";
import { split } from "./understand.js";

/**
 * @typedef {object} Name
 * @property {"product" | "company" | "tag"} kind
 * @property {string} name
 * @property {string} ref
 * @property {string} url below the site's root
 * @property {string} maker
 * @property {string} category
 * @property {number} weight overall score, or number of reviews
 * @property {string} dense letters and digits of the name, without accents
 * @property {string} by the maker's
 * @property {string} what its category's
 * @property {number[]} starts where words begin in `dense`
 */

/** @typedef {import("./understand.js").Known} Known */
/**
 * @typedef {object} Matched
 * @property {Name[]} found
 * @property {boolean} full whether they hold every word
 * @property {string} meant the question as it was understood, where letters were wrong
 */

/** @type {Promise<{names: Name[], known: Known}> | undefined} */
let loading;

/** @param {import("./site.js").Site} found */
function loadAll(found) {
  loading ??= unlessLost(
    load(found.files.names).then((raw) => ({ names: readNames(raw), known: { ...raw.known, drop: found.drop, choices: raw.choices } })),
    () => (loading = undefined),
  );
  return loading;
}

/** @param {import("./site.js").Site} found @returns {Promise<Name[]>} */
export const loadNames = async (found) => (await loadAll(found)).names;

/** @param {import("./site.js").Site} found @returns {Promise<Known>} */
export const loadKnown = async (found) => (await loadAll(found)).known;

/** @param {any} raw @returns {Name[]} */
export function readNames(raw) {
  /** @type {Name[]} */
  const names = [];
  for (const kind of /** @type {const} */ (["product", "company"])) {
    const part = raw[kind];
    const { ref, url } = addresses(part, part.name.length);
    part.name.forEach((/** @type {string} */ name, /** @type {number} */ i) => {
      const maker = part.maker ? part.makers[part.maker[i]] : "";
      const [category, label] = part.category?.[i] >= 0 ? part.categories[part.category[i]] : ["", ""];
      names.push(nameOf(kind, name, ref[i], url[i], maker, category, part.overall[i], label));
    });
  }
  for (const [label, url, count] of raw.tags) names.push(nameOf("tag", label, "", url, "", "", count));
  return names;
}

/** A word begins after anything that is no letter or digit, and where letters and digits, or scripts, meet. */
const PIECES = /\p{N}+|(?:(?=\p{Script=Latin})\p{L})+|(?:(?!\p{Script=Latin})\p{L})+/gu;

/** Makers and categories come again and again. @type {Map<string, string>} */
const known = new Map();

/** @param {string} text */
function dense(text) {
  const found = known.get(text) ?? compact(plain(text));
  known.set(text, found);
  return found;
}

/**
 * @param {Name["kind"]} kind @param {string} name @param {string} ref @param {string} url
 * @param {string} maker @param {string} category @param {number} weight @param {string} [label] the category's name
 * @returns {Name}
 */
export function nameOf(kind, name, ref, url, maker, category, weight, label = "") {
  /** @type {number[]} */
  const starts = [];
  let letters = "";
  for (const [piece] of plain(name).matchAll(PIECES)) {
    starts.push(letters.length);
    letters += piece;
  }
  return { kind, name, ref, url, maker, category, weight, dense: letters, by: dense(maker), what: dense(label), starts };
}

/** How well a word fits: a whole word, the beginning of one, the maker's, the whole category's, its beginning. */
const WHOLE = 1;
const BEGUN = 0.8;
const MAKER = 0.7;
const GROUP = 0.65;
const CATEGORY = 0.6;

/** @param {Name} name @param {string} word @returns {number} */
function fit(name, word) {
  let best = 0;
  for (const start of name.starts) {
    if (!name.dense.startsWith(word, start)) continue;
    const end = start + word.length;
    if (end === name.dense.length || name.starts.includes(end)) return WHOLE;
    best = BEGUN;
  }
  if (best) return best;
  if (name.by.startsWith(word)) return MAKER;
  if (word.length < 3 || !name.what) return 0;
  if ([name.what, `${name.what}s`].includes(word) || name.what === `${word}s`) return GROUP;
  return name.what.startsWith(word) ? CATEGORY : 0;
}

/** A longer word says more, one with digits most. @param {string} word */
const says = (word) => 2 + Math.min(word.length, 8) / 4 + (/\d/.test(word) ? 2 : 0);

/**
 * The names that fit, best first: those in which every word begins a word, then, where there is none, those that hold
 * most of what was asked; and where letters are wrong, those that were meant.
 *
 * @param {Name[]} names @param {string} text @param {number} most @param {Name["kind"]} [kind] @param {Known} [known]
 * @returns {Name[]}
 */
export const matches = (names, text, most, kind, known) => matched(names, text, most, kind, known).found;

/**
 * @param {Name[]} names @param {string} text @param {number} most @param {Name["kind"]} [kind] @param {Known} [known]
 * @returns {Matched}
 */
export function matched(names, text, most, kind, known) {
  const all = kind ? ofKind(names, kind) : names;
  const words = split(text, known);
  if (!words.length) return { found: [], full: false, meant: "" };
  const plainly = ranked(all, words);
  if (plainly.full) return { ...plainly, found: plainly.found.slice(0, most), meant: "" };
  const meant = corrected(all, words);
  if (meant) {
    const again = ranked(all, meant);
    if (again.full) return { ...again, found: again.found.slice(0, most), meant: meant.map(({ forms }) => forms[0]).join(" ") };
  }
  const wanted = words.map(({ forms }) => forms[0]).join("");
  const wrong = wanted.length >= 10 ? 2 : 1;
  const near = wanted.length < 5 ? [] : all.filter((name) => nearly(name, wanted, wrong));
  if (near.length) {
    near.sort((a, b) => Math.abs(a.dense.length - wanted.length) - Math.abs(b.dense.length - wanted.length) || b.weight - a.weight);
    return { found: near.slice(0, most), full: true, meant: near[0].name };
  }
  return { ...plainly, found: plainly.found.slice(0, most), meant: "" };
}

/** Whether a name begins like the wanted letters, some of them wrong. @param {Name} name @param {string} wanted @param {number} wrong */
function nearly(name, wanted, wrong) {
  const whole = name.by + name.dense;
  return !lacks(whole, wanted, wrong) && (wrong >= distance(name.dense, wanted, wrong) || wrong >= distance(whole, wanted, wrong));
}

/** Whether more of the wanted letters are nowhere in a text than may be wrong. @param {string} text @param {string} wanted @param {number} wrong */
function lacks(text, wanted, wrong) {
  let missing = 0;
  for (let i = 0; i < wanted.length && missing <= wrong; i += 1) if (!text.includes(wanted[i])) missing += 1;
  return missing > wrong;
}

/** @type {WeakMap<Name[], Map<string, Name[]>>} */
const parts = new WeakMap();

/** @param {Name[]} names @param {Name["kind"]} kind @returns {Name[]} the same list each time */
function ofKind(names, kind) {
  const made = parts.get(names) ?? new Map();
  parts.set(names, made);
  if (!made.has(kind)) made.set(kind, names.filter((name) => name.kind === kind));
  return made.get(kind);
}

/** @param {Name[]} names @param {import("./understand.js").Word[]} words */
function ranked(names, words) {
  const asked = words.filter(({ optional }) => !optional);
  const needed = asked.length ? asked : words;
  const joined = needed.map(({ forms }) => forms[0]).join("");
  const whole = words.map(({ forms }) => forms[0]).join("");
  const weights = needed.map(({ forms }) => says(forms[0]));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  /** @type {{name: Name, full: boolean, exact: number, score: number, left: number}[]} */
  const found = [];
  for (const name of names) {
    let score = 0;
    let held = 0;
    let hits = 0;
    let own = 0;
    needed.forEach(({ forms }, i) => {
      const fits = Math.max(...forms.map((form) => fit(name, form)));
      if (!fits) return;
      hits += 1;
      held += weights[i];
      score += weights[i] * fits;
      if (fits >= BEGUN) own += forms[0].length;
    });
    const run = nearness(name, joined) || nearness(name, whole);
    const full = hits === needed.length || run > 0;
    if (!full && held < total / 2) continue;
    found.push({ name, full, exact: run, score: full ? Math.max(score, run ? total : 0) : score, left: own || run ? name.dense.length - own : 0 });
  }
  const full = found.some((each) => each.full);
  const kept = full ? found.filter((each) => each.full) : found;
  kept.sort((a, b) => b.exact - a.exact || b.score - a.score || beyond(a, joined) - beyond(b, joined) || b.name.weight - a.name.weight || (a.name.name < b.name.name ? -1 : 1));
  return { full, found: kept.map(({ name }) => name) };
}

/** A maker's products stand best first, others by how little the name goes beyond what was asked. @param {{name: Name, left: number}} one @param {string} asked */
const beyond = ({ name, left }, asked) => (name.kind === "product" && asked === name.by ? 0 : left);

/** How well a name fits the whole question run together. @param {Name} name @param {string} asked */
function nearness(name, asked) {
  if (name.dense === asked || name.by + name.dense === asked) return 3;
  if (name.dense.startsWith(asked) && asked !== name.by) return 2;
  return name.starts.some((start) => name.dense.startsWith(asked, start)) || (name.by + name.dense).startsWith(asked) ? 1 : 0;
}

/**
 * The words with those that stand nowhere replaced by the most like ones that do.
 *
 * @param {Name[]} names @param {import("./understand.js").Word[]} words @returns {import("./understand.js").Word[] | null}
 */
function corrected(names, words) {
  /** @type {Map<string, number> | undefined} */
  let vocabulary;
  let wrong = 0;
  const found = words.map((word) => {
    const [asked] = word.forms;
    if (word.optional || asked.length < 4 || names.some((name) => word.forms.some((form) => fit(name, form)))) return word;
    vocabulary ??= vocabularyOf(names);
    const nearest = nearestTo(asked, vocabulary);
    wrong += nearest ? 1 : 0;
    return nearest ? { ...word, forms: [nearest] } : word;
  });
  return wrong ? found : null;
}

/** @type {WeakMap<Name[], Map<string, number>>} */
const vocabularies = new WeakMap();

/** @param {Name[]} names @returns {Map<string, number>} each word and how many names have it */
function vocabularyOf(names) {
  const made = vocabularies.get(names);
  if (made) return made;
  /** @type {Map<string, number>} */
  const found = new Map();
  vocabularies.set(names, found);
  for (const { name, maker } of names) {
    for (const word of new Set(plain(`${name} ${maker}`).split(/[^\p{L}\p{N}]+/u))) {
      if (word.length > 2) found.set(word, (found.get(word) ?? 0) + 1);
    }
  }
  return found;
}

/** @param {string} word @param {Map<string, number>} vocabulary */
function nearestTo(word, vocabulary) {
  const most = word.length >= 7 ? 2 : 1;
  let best = "";
  let least = [most + 1, 0];
  for (const [other, count] of vocabulary) {
    if (Math.abs(other.length - word.length) > most) continue;
    const wrong = distance(other, word, most) + Math.abs(other.length - word.length) / 100;
    if (wrong < least[0] || (wrong === least[0] && count > least[1])) [best, least] = [other, [wrong, count]];
  }
  return least[0] <= most + 0.5 ? best : "";
}

/** What `distance` writes into: it is asked for thousands of names. */
let rows = [0, 1, 2].map(() => new Uint8Array(64));

/**
 * The fewest wrong, missing, added or swapped letters with which a text begins like the wanted one.
 *
 * @param {string} text @param {string} wanted @param {number} most more do not matter, and are told as one more
 */
export function distance(text, wanted, most) {
  const width = wanted.length;
  const far = most + 1;
  if (rows[0].length < width + 2) rows = rows.map(() => new Uint8Array(2 * width + 2));
  let [before, last, row] = rows;
  last.fill(far, 0, width + 2);
  for (let i = 0; i <= Math.min(width, most); i += 1) last[i] = i;
  let best = last[width];
  for (let j = 0; j < text.length && j < width + most; j += 1) {
    const [first, end] = [Math.max(1, j + 1 - most), Math.min(width, j + 1 + most)];
    row[first - 1] = first === 1 ? Math.min(far, j + 1) : far;
    let least = row[first - 1];
    for (let i = first; i <= end; i += 1) {
      let value = Math.min(last[i] + 1, row[i - 1] + 1, last[i - 1] + (wanted[i - 1] === text[j] ? 0 : 1), far);
      if (i > 1 && j > 0 && wanted[i - 1] === text[j - 1] && wanted[i - 2] === text[j]) value = Math.min(value, before[i - 2] + 1);
      row[i] = value;
      least = Math.min(least, value);
    }
    row[end + 1] = far;
    if (end === width) best = Math.min(best, row[width]);
    if (least > most) break;
    [before, last, row] = [last, row, before];
  }
  return best;
}
