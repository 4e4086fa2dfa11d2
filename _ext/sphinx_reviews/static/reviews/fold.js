// Texts as they are compared: full and half width, capitals, hyphens and blanks make no difference.

/** Most names: what takes time with other letters leaves them as they are. */
const ASCII = /^[\x00-\x7f]*$/;

/** @param {string} text */
export const fold = (text) => (ASCII.test(text) ? text : text.normalize("NFKC")).toLowerCase();

/** @param {string} text letters and digits only, folded */
export const compact = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, "");

/** @param {string} text @returns {string[]} the folded words between blanks */
export const words = (text) => fold(text).split(/\s+/u).filter(Boolean);

const encoder = new TextEncoder();

/** @param {string} text @returns {number} FNV-1a over UTF-8, 32 bits, as the server works it out */
export function fnv(text) {
  let value = 0x811c9dc5;
  for (const byte of encoder.encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

/** @param {string} text folded, Latin letters without accents: ü as u, ø as o */
export const plain = (text) => (ASCII.test(text) ? text.toLowerCase() : bare(text));

/** @param {string} text */
const bare = (text) =>
  fold(text)
    .normalize("NFD")
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/[øæœßłđð]/g, (letter) => LETTERS[letter]);

/** @type {Record<string, string>} */
const LETTERS = { ø: "o", æ: "ae", œ: "oe", ß: "ss", ł: "l", đ: "d", ð: "d" };
