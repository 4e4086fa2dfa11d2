// Comparisons that the reader gave a name: kept by this browser, sent nowhere.

import { h } from "./dom.js";

/** @typedef {import("./tray.js").Choice} Choice */
/** @typedef {[name: string, choices: Choice[]]} Shortlist */

const KEY = "reviews-shortlists";
const MOST = 50;

/** @returns {Shortlist[]} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each?.[0] === "string" && Array.isArray(each[1])) : [];
  } catch {
    return [];
  }
}

/** @param {Shortlist[]} lists @returns {boolean} whether the browser keeps them */
function keep(lists) {
  try {
    localStorage.setItem(KEY, JSON.stringify(lists.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

/**
 * The lists with their names, and the field that names the present choice.
 *
 * @param {import("./site.js").Say} say @param {() => Choice[]} choice what is compared now
 * @param {(refs: string[]) => void} open
 */
export function shortlists(say, choice, open) {
  const list = h("ul");
  const told = h("p", { class: "rv-note", "aria-live": "polite" });
  const name = h("input", { id: "rv-list-name", maxlength: "60", required: true, autocomplete: "off" });
  const save = () => {
    const wanted = name.value.trim();
    const others = kept().filter(([each]) => each !== wanted);
    if (!wanted || !choice().length) return;
    told.textContent = say(keep([[wanted, choice()], ...others]) ? "list_kept" : "list_lost", { name: wanted });
    name.value = "";
    draw();
  };
  const form = h(
    "form",
    {
      onsubmit: (/** @type {Event} */ event) => {
        event.preventDefault();
        save();
      },
    },
    h("label", { for: "rv-list-name" }, say("list_name")),
    " ",
    name,
    " ",
    h("button", { class: "rv-button" }, say("list_keep")),
  );
  const draw = () =>
    list.replaceChildren(
      ...kept().map(([each, choices]) => {
        const names = choices.map(([, product]) => product).join(" · ");
        const take = h("button", { type: "button", class: "rv-button", onclick: () => open(choices.map(([ref]) => ref)) }, each);
        const drop = () => {
          keep(kept().filter(([other]) => other !== each));
          draw();
          name.focus();
        };
        const remove = h("button", { type: "button", class: "rv-chip", "aria-label": say("remove", { what: each }), onclick: drop }, "×");
        return h("li", {}, take, " ", h("span", { class: "rv-note" }, names), " ", remove);
      }),
    );
  draw();
  const heading = h("h2", { id: "shortlists" }, say("lists"));
  return h("section", { class: "rv-shortlists", "aria-labelledby": "shortlists" }, heading, form, told, list);
}
