// On every page: tiny. What a page needs beyond reading is loaded when it is needed.

/** Import a module of ours when the browser has nothing better to do. @param {() => Promise<unknown>} load */
function later(load) {
  const run = () => load().catch((error) => console.warn("reviews:", error));
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 1500 });
  else setTimeout(run, 200);
}

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));

const box = /** @type {HTMLInputElement | null} */ (find("[data-review-search] input[type=search]"));
if (box) {
  let loaded = false;
  const load = () => {
    if (!loaded) import("./reviews/begin.js"); // a part of searching: both come side by side
    if (!loaded) import("./reviews/search.js").then((module) => module.attach(box));
    loaded = true;
  };
  box.addEventListener("focus", load);
  if (document.activeElement === box) load();
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const page = find("[data-review-search-page] input[type=search]");
  const field = page ?? box;
  if (!field || field.getClientRects().length === 0) return;
  event.preventDefault();
  field.focus();
});

/* Another language keeps the question, the filters and the place. */
document.querySelector(".site-languages")?.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (link && location.search) link.search = location.search;
  if (link && location.hash) link.hash = location.hash;
});

const explorer = find("[data-review-explorer]");
const compare = find("[data-review-compare]");
const search = find("[data-review-search-page]");
/** Where a tool cannot begin, what it needs stands in its place. @param {HTMLElement} place @param {Promise<unknown>} begun */
const begins = (place, begun) =>
  begun.catch((error) => {
    place.classList.add("rv-failed");
    console.warn("reviews:", error);
  });
if (explorer) begins(explorer, import("./reviews/explorer.js").then((module) => module.start(explorer)));
if (compare) begins(compare, import("./reviews/compare.js").then((module) => module.start(compare)));
if (search) begins(search, import("./reviews/search.js").then((module) => module.start(search)));

let chosen = null;
try {
  chosen = localStorage.getItem("reviews-compare");
} catch {
  /* Storage may be forbidden: then the choice lasts as long as the page. */
}
const maps = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-review-map]"));
if (maps.length) import("./reviews/map.js").then((module) => maps.forEach(module.start));
const index = find("[data-review-filter]");
if (index) import("./reviews/filter.js").then((module) => module.start(index));
if (find(".rv-table-wrap")) import("./reviews/heads.js").then((module) => module.holdHeads());
const rows = find("[data-review-list=product] [data-ref], [data-review-kind=product]");
if (rows || explorer || compare || (chosen && chosen !== "[]")) {
  later(() => import("./reviews/tray.js").then((module) => module.start()));
}
