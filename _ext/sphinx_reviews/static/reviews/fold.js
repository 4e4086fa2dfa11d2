// Texts as they are compared: full and half width, capitals, hyphens and blanks make no difference.

/** @param {string} text */
export const fold = (text) => text.normalize("NFKC").toLowerCase();

/** @param {string} text letters and digits only, folded */
export const compact = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, "");

/** @param {string} text @returns {string[]} the folded words between blanks */
export const words = (text) => fold(text).split(/\s+/u).filter(Boolean);
