// The index of the texts (publishing/search_index.py): files of terms, loaded when a question needs them.

import { home } from "./cut.js";
import { fnv } from "./fold.js";
import { at, unlessLost } from "./site.js";

/** @typedef {Map<number, number[]>} Held the places at which a term stands, by the number of the text */
/** @typedef {{folder: string, files: number, version: string, spaceless: boolean}} Index */

/**
 * Each text's number, worked out as the index does it.
 *
 * @param {string[]} names such as `product/akg-k371` @returns {Map<number, number>} number to place in the list
 */
export function numbers(names) {
  const room = 2 ** (2 * names.length).toString(2).length;
  const wanted = names.map((name, i) => ({ name, i, hash: fnv(name) % room }));
  wanted.sort((a, b) => a.hash - b.hash || (a.name < b.name ? -1 : 1));
  /** @type {Map<number, number>} */
  const given = new Map();
  let last = -1;
  for (const { i, hash } of wanted) given.set((last = Math.max(hash, last + 1)), i);
  return given;
}

/** Reads numbers of base 128, the highest digits first. @param {Uint8Array} data @param {number} [at] */
function* digits(data, at = 0) {
  for (let value = 0; at < data.length; at += 1) {
    value = value * 128 + (data[at] & 127);
    if (data[at] > 127) continue;
    yield { value, end: at + 1 };
    value = 0;
  }
}

/** @param {Uint8Array} data what a file of terms holds: its terms, the lengths of their lists, the lists @returns {Map<string, Uint8Array>} */
export function unpacked(data) {
  const numbers = digits(data);
  const { value: size, end: begin } = numbers.next().value ?? { value: 0, end: 0 };
  const names = new TextDecoder("utf-8", { ignoreBOM: true }).decode(data.subarray(begin, begin + size)).split("\n").filter(Boolean);
  const lengths = digits(data, begin + size);
  const found = names.map((name) => ({ name, .../** @type {{value: number, end: number}} */ (lengths.next().value) }));
  let at = found.at(-1)?.end ?? 0;
  return new Map(found.map(({ name, value }) => [name, data.subarray(at, (at += value))]));
}

/** @param {Uint8Array | undefined} data a term's list @param {Held} [held] to add to @returns {Held} */
export function listed(data, held = new Map()) {
  let [text, place] = [0, 0];
  /** @type {number[]} */
  let places = [];
  for (const { value } of digits(data ?? new Uint8Array())) {
    if (value % 2 === 0) {
      places.push((place += value / 2));
      continue;
    }
    text += (value - 1) / 2;
    place = 0;
    held.set(text, (places = held.get(text) ?? []));
  }
  return held;
}

/** @type {Map<string, Promise<Map<string, Uint8Array>>>} */
const files = new Map();

/** @param {Index} index @param {string} term @returns {Promise<Map<string, Uint8Array>>} the file in which a term is kept */
export function fileOf(index, term) {
  const number = fnv(home(term, index.spaceless)) % index.files;
  const path = `${index.folder}/${number.toString(16)}.bin?${index.version}`;
  let file = files.get(path);
  if (!file) {
    file = unlessLost(loaded(path).then(unpacked), () => files.delete(path));
    files.set(path, file);
  }
  return file;
}

/** @param {string} path of a file of terms, compressed as it lies there: hosts compress no kind that they do not know */
async function loaded(path) {
  const answer = await fetch(at(`_reviews/${path}`));
  if (!answer.ok || !answer.body) throw new Error(`${path}: ${answer.status}`);
  return new Uint8Array(await new Response(answer.body.pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}

/**
 * The texts in which terms stand at these places from each other.
 *
 * @param {Held[]} lists @param {number[]} places @returns {Held} the places of the first
 */
export function together(lists, places) {
  if (lists.length === 1) return lists[0];
  const order = lists.map((list, i) => ({ list, at: places[i] })).sort((a, b) => a.list.size - b.list.size);
  const [rarest, ...others] = order;
  /** @type {Held} */
  const found = new Map();
  for (const [text, given] of rarest.list) {
    let begins = given.map((place) => place - rarest.at);
    for (const { list, at: offset } of others) {
      const there = list.get(text);
      if (!there || !begins.length) {
        begins = [];
        break;
      }
      const set = new Set(there);
      begins = begins.filter((place) => set.has(place + offset));
    }
    if (begins.length) found.set(text, begins);
  }
  return found;
}
