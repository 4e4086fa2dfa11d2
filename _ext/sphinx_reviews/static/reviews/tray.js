// What the reader wants to compare: kept by this browser, shown at the foot of every page.

import { h, mark, put } from "./dom.js";
import { at, site, speaker } from "./site.js";

/** @typedef {[ref: string, name: string]} Choice */

const KEY = "reviews-compare";
export const MOST = 6;

/** @type {Choice[]} */
let memory = [];

/** @returns {Choice[]} */
export function chosen() {
  try {
    memory = sound(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    /* No storage, or not ours: what this page knows holds. */
  }
  return memory;
}

/** @param {unknown} found @returns {Choice[]} */
function sound(found) {
  if (!Array.isArray(found)) return [];
  return found
    .filter((each) => Array.isArray(each) && typeof each[0] === "string" && typeof each[1] === "string")
    .map(([ref, name]) => /** @type {Choice} */ ([ref, name]))
    .slice(0, MOST);
}

/** @param {Choice[]} choices */
export function keep(choices) {
  memory = choices.slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    /* The choice lasts as long as the page. */
  }
  dispatchEvent(new CustomEvent(KEY));
}

/** @param {string} ref */
export const isChosen = (ref) => chosen().some(([each]) => each === ref);

/** @param {string} ref @param {string} name */
export function toggle(ref, name) {
  const now = chosen();
  if (isChosen(ref)) keep(now.filter(([each]) => each !== ref));
  else if (now.length < MOST) keep([...now, [ref, name]]);
  else dispatchEvent(new CustomEvent(FULL, { detail: name }));
}

const FULL = "reviews-compare-full";

/** @param {(choices: Choice[]) => void} tell */
export function watch(tell) {
  addEventListener(KEY, () => tell(chosen()));
  addEventListener("storage", (event) => {
    if (event.key === KEY) tell(chosen());
  });
}

/**
 * The button that adds a product to the comparison.
 *
 * @param {string} ref @param {string} name @param {import("./site.js").Say} say @param {string} [word] what stands on it
 */
export function compareButton(ref, name, say, word = "") {
  const button = h(
    "button",
    {
      type: "button",
      class: "rv-button rv-compare-button",
      onclick: () => toggle(button.dataset.compare ?? "", button.dataset.name ?? ""),
    },
    word ? say(word) : null,
  );
  if (word === "add_this") button.dataset.words = `${say("add_this")}|${say("added_this")}`;
  if (!word) button.title = say("compare");
  aim(button, ref, name, word === "add_this" ? null : say);
  return button;
}

/** Let a button stand for a product. @param {HTMLButtonElement} button @param {string} ref @param {string} name @param {import("./site.js").Say | null} say */
export function aim(button, ref, name, say) {
  mark(button, "data-compare", ref);
  mark(button, "data-name", name);
  if (say) mark(button, "aria-label", say("add", { name }));
  press(button, memory);
}

/** @param {HTMLButtonElement} button @param {Choice[]} choices */
function press(button, choices) {
  const on = choices.some(([ref]) => ref === button.dataset.compare);
  mark(button, "aria-pressed", String(on));
  if (button.dataset.words) put(button, button.dataset.words.split("|")[on ? 1 : 0]);
}

let started = false;

export async function start() {
  if (started) return;
  started = true;
  const found = await site();
  const say = speaker(found);
  if (!found.pages.compare) return;
  chosen();
  placeButtons(say);
  const list = h("ul");
  const go = h("a", { class: "rv-button rv-strong" }, say("compare_now"));
  const status = h("p", { class: "rv-hidden", role: "status" });
  const clear = h("button", { type: "button", class: "rv-button", onclick: () => keep([]) }, say("clear"));
  const title = h("strong", {}, say("compare"));
  const refused = h("p", { class: "rv-refused", role: "alert" });
  const tray = h("aside", { class: "rv rv-tray", "aria-label": say("tray") }, title, list, go, clear, refused, status);
  addEventListener(FULL, (event) => {
    refused.textContent = say("tray_full", { most: MOST, name: /** @type {CustomEvent<string>} */ (event).detail });
  });
  document.body.append(tray);

  /** @param {Choice[]} choices */
  const draw = (choices) => {
    tray.hidden = choices.length === 0 || Boolean(document.querySelector("[data-review-compare]"));
    document.body.classList.toggle("rv-with-tray", !tray.hidden);
    const index = [...list.querySelectorAll("button")].indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    list.replaceChildren(
      ...choices.map(([ref, name]) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "rv-chip", "aria-label": say("remove", { what: name }), onclick: () => toggle(ref, name) },
            name,
            h("span", { "aria-hidden": "true" }, " ×"),
          ),
        ),
      ),
    );
    if (index >= 0 && choices.length) list.querySelectorAll("button")[Math.min(index, choices.length - 1)].focus();
    const refs = choices.map(([ref]) => encodeURIComponent(ref)).join(",");
    if (choices.length > 1) go.href = `${at(found.pages.compare)}?p=${refs}`;
    else go.removeAttribute("href");
    go.toggleAttribute("aria-disabled", choices.length < 2);
    for (const button of document.querySelectorAll("[data-compare]")) press(/** @type {HTMLButtonElement} */ (button), choices);
  };
  draw(chosen());
  watch((choices) => {
    draw(choices);
    refused.textContent = "";
    status.textContent = say("in_tray", { count: choices.length, most: MOST });
  });
}

/** Put a button on a product's own page and on the rows that the server drew. @param {import("./site.js").Say} say */
function placeButtons(say) {
  for (const card of document.querySelectorAll("[data-review-kind=product]")) {
    const { ref, name } = /** @type {HTMLElement} */ (card).dataset;
    if (ref && name) card.append(h("p", { class: "rv-card-compare" }, compareButton(ref, name, say, "add_this")));
  }
  for (const row of document.querySelectorAll("[data-review-list=product] [data-ref]")) {
    const head = row.querySelector("th[scope=row], .rv-pick-name");
    const ref = /** @type {HTMLElement} */ (row).dataset.ref;
    if (head && ref) head.append(" ", compareButton(ref, head.querySelector("a")?.textContent ?? ref, say));
  }
}
