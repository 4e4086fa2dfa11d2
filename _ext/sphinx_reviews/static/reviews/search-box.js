// The box in the header: results while typing, for mouse, keyboard and screen reader.

import { debounce, h } from "./dom.js";
import { Formats } from "./format.js";
import { about, address, excerpt, names, texts } from "./results.js";
import { loadNames } from "./names.js";
import { lang, site, speaker } from "./site.js";

/** @param {HTMLInputElement} input */
export async function attach(input) {
  const found = await site();
  loadNames(found);
  const box = new SearchBox(input, found, speaker(found));
  box.update();
}

/** @param {Element | undefined} option @returns {string | null | undefined} what it is in the list of any question */
const meaning = (option) => (option?.classList.contains("rv-found-all") ? "all" : option?.getAttribute("href"));

class SearchBox {
  /** @param {HTMLInputElement} input @param {import("./site.js").Site} found @param {import("./site.js").Say} say */
  constructor(input, found, say) {
    this.input = input;
    this.site = found;
    this.say = say;
    this.formats = new Formats(lang, found.rubric.digits);
    this.asked = 0;
    this.current = -1;
    this.ahead = h("link");
    this.list = h("div", { class: "rv rv-found", role: "listbox", id: "rv-found", "aria-label": say("results"), hidden: true });
    this.status = h("p", { class: "rv-hidden", role: "status" });
    const form = input.form ?? input;
    form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "rv-found",
      "aria-autocomplete": "list",
      autocomplete: "off",
    })) {
      input.setAttribute(name, value);
    }
    const soon = debounce((/** @type {number} */ turn) => turn === this.asked && this.update(), 90);
    input.addEventListener("input", () => {
      this.mark(-1);
      soon((this.asked += 1));
    });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("focus", () => this.update());
    form.addEventListener("focusout", (event) => {
      const next = /** @type {FocusEvent} */ (event).relatedTarget;
      if (!(next instanceof Node && form.contains(next))) this.close();
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Take the list away; what has been asked for it does not bring it back. */
  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.current = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  async update() {
    const text = this.input.value.trim();
    const turn = (this.asked += 1);
    if (!text) {
      this.close();
      return;
    }
    const found = await names(this.site, text, 5);
    if (turn !== this.asked || document.activeElement !== this.input) return;
    const reads = [...text].length > 1 && this.site.search;
    if (found.held === "all" || !reads) this.draw(found, []);
    if (!reads) return;
    const held = await texts(this.site, text).catch(() => null);
    const came = held ? await Promise.all(held.some(0, 5).map(({ passage }) => passage().catch(() => null))) : [];
    const hits = came.filter((one) => one !== null);
    if (turn !== this.asked || document.activeElement !== this.input) return;
    this.draw(found, hits);
    this.fetchAhead(text);
  }

  /** The page of all results, whose words and texts are here already: Enter opens it without a wait. @param {string} text */
  fetchAhead(text) {
    if (!this.site.pages.search) return;
    this.ahead.remove();
    this.ahead = h("link", { rel: "prefetch", href: this.all(text) });
    document.head.append(this.ahead);
  }

  /** @param {string} text @returns {string} the address that the form leads to */
  all(text) {
    return address(`${this.site.pages.search}?${new URLSearchParams({ q: text })}`);
  }

  /** @param {Awaited<ReturnType<typeof names>>} found @param {import("./fulltext.js").Hit[]} hits */
  draw({ groups, held, meant, offers }, hits) {
    const text = this.input.value.trim();
    let number = 0;
    /** @param {string} url @param {...import("./dom.js").Child} parts */
    const option = (url, ...parts) =>
      h("a", { role: "option", id: `rv-found-${number++}`, href: address(url), tabindex: "-1", "aria-selected": "false" }, parts);
    /** @param {string} label @param {HTMLElement[]} options */
    const group = (label, options) =>
      h("div", { role: "group", "aria-label": label }, h("p", { class: "rv-found-title", "aria-hidden": "true" }, label), options);
    const offered = offers.map(({ label, url }) => option(url, label));
    const told = meant ? h("p", { class: "rv-found-title" }, this.say("meant", { what: meant })) : "";
    const inText = () => group(this.say("in_text"), hits.map((one) => option(one.url, h("span", { class: "rv-found-name" }, one.name), excerpt(one, text))));
    const before = hits.length && held !== "all" ? [inText()] : [];
    const made = groups
      .filter(({ found }) => found.length)
      .map(({ kind, found }) =>
        group(
          this.say(`kind_${kind}`),
          found.map((name) => option(name.url, h("span", { class: "rv-found-name" }, name.name), ...about(name, this.say, this.formats))),
        ),
      );
    if (hits.length && held === "all") made.push(inText());
    const all = this.site.pages.search ? [option(this.all(text), this.say("all_results"))] : [];
    all[0]?.classList.add("rv-found-all");
    const chosen = meaning(this.options()[this.current]);
    this.list.replaceChildren(...offered, ...before, told, ...made, ...all);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    // Names come a moment after the last letter, and texts after names: what the reader has chosen meanwhile may stand elsewhere now.
    this.mark(chosen ? this.options().findIndex((one) => meaning(one) === chosen) : -1);
    this.status.textContent = this.say("suggestions", { count: number });
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  /** @param {number} place */
  mark(place) {
    const options = this.options();
    this.current = place;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === place)));
    const chosen = options[place];
    if (chosen) {
      this.input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const count = this.options().length;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = this.current + step;
      this.mark(next < -1 ? count - 1 : next >= count ? -1 : next);
    } else if (event.key === "Enter" && this.current >= 0 && !event.isComposing) {
      event.preventDefault();
      /** @type {HTMLAnchorElement} */ (this.options()[this.current]).click();
    }
  }
}
