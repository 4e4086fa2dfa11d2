// A field above a long index of words: what does not fit is hidden, what is folded away opens.

import { compact } from "./fold.js";

/** @param {HTMLElement} index */
export function start(index) {
  const field = /** @type {HTMLInputElement | null} */ (index.querySelector(".rv-filter input"));
  const none = /** @type {HTMLElement | null} */ (index.querySelector(".rv-filter-none"));
  const fold = index.querySelector("details");
  const items = [...index.querySelectorAll("li[data-name]")].map((each) => {
    const item = /** @type {HTMLElement} */ (each);
    return { item, name: compact(item.dataset.name ?? "") };
  });
  if (!field) return;
  const draw = () => {
    const wanted = compact(field.value);
    let found = 0;
    for (const { item, name } of items) {
      item.hidden = !name.includes(wanted);
      if (!item.hidden) found += 1;
    }
    for (const each of index.querySelectorAll("section, details, .rv-letters")) {
      const part = /** @type {HTMLElement} */ (each);
      part.hidden = wanted !== "" && !part.querySelector("li[data-name]:not([hidden])");
    }
    if (fold) fold.open = wanted !== "" && !fold.hidden;
    if (none) none.hidden = found > 0;
  };
  field.addEventListener("input", draw);
  if (field.value) draw();
}
