/* Lead from an address with ?ref=&lang=&theme= to the score card that stands for it. */

const SAFE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u;

/** @param {string} search @param {string[]} languages @returns {string} the card's address, or nothing */
export const cardOf = (search, languages) => {
  const asked = new URLSearchParams(search);
  const ref = asked.get("ref") ?? "";
  const wanted = asked.get("lang") ?? "";
  const lang = languages.includes(wanted) ? wanted : languages[0];
  const theme = asked.get("theme") === "dark" ? "dark" : "light";
  return SAFE.test(ref) ? `_embed/${lang}/product/${encodeURIComponent(ref)}/${theme}.html` : "";
};

const place = /** @type {HTMLElement | null} */ (globalThis.document?.querySelector("[data-languages]"));
if (place) {
  const card = cardOf(location.search, (place.dataset.languages ?? "").split(" "));
  if (card) location.replace(new URL(card, new URL(place.dataset.root ?? "", location.href)));
}
