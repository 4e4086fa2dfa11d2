// The search page: the same results in full, with filters, in an address that can be shared.

import { debounce, h } from "./dom.js";
import { about, address, excerpt, names, texts } from "./results.js";
import { Formats } from "./format.js";
import { loadNames } from "./names.js";
import { lang, site, speaker } from "./site.js";

const STEP = 10;

/** Passages that come at once; the others come as they near the window. */
const FIRST = 3;

/** @param {HTMLElement} place */
export async function start(place) {
  const found = await site();
  loadNames(found);
  const page = new SearchPage(place, found);
  page.open();
  addEventListener("popstate", () => page.open());
}

class SearchPage {
  /** @param {HTMLElement} place @param {import("./site.js").Site} found */
  constructor(place, found) {
    this.site = found;
    this.say = speaker(found);
    this.formats = new Formats(lang, found.rubric.digits);
    this.asked = 0;
    /** @type {WeakMap<Element, () => void>} */
    this.fills = new WeakMap();
    this.near = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && this.show(one.target)), { rootMargin: "50%" });
    const { say } = this;
    this.input = h("input", { type: "search", id: "rv-q", name: "q", autocomplete: "off", enterkeyhint: "search" });
    this.kind = this.choice("kind", say("kind"), [
      ["product", say("kind_product")],
      ["company", say("kind_company")],
    ]);
    this.category = this.choice("category", say("category"), found.categories);
    const bands = found.rubric.bands.slice(1).map(([, name], i) => /** @type {[string, string]} */ ([String(i + 1), say("at_least", { what: name })]));
    this.band = this.choice("band", say("score"), bands);
    this.status = h("p", { role: "status", class: "rv-ex-status" });
    this.results = h("div", { class: "rv-results" });
    const form = h(
      "form",
      { class: "rv-search-form", role: "search", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), this.change("push")) },
      h("label", { for: "rv-q" }, say("search")),
      h("div", { class: "rv-search-row" }, this.input, h("button", { type: "submit", class: "rv-button" }, say("search"))),
      [this.kind, this.category, this.band].map(({ element }) => element),
    );
    this.input.addEventListener("input", debounce(() => this.change("replace"), 120));
    place.replaceChildren(form, this.status, this.results);
  }

  /** @param {string} key @param {string} label @param {[string, string][]} options */
  choice(key, label, options) {
    const id = `rv-${key}`;
    const select = h("select", { id, onchange: () => this.change("push") }, h("option", { value: "" }, this.say("any")));
    select.append(...options.map(([value, name]) => h("option", { value }, name)));
    return { key, select, element: h("div", { hidden: options.length < 2 }, h("label", { for: id }, label), select) };
  }

  open() {
    const given = new URLSearchParams(location.search);
    this.input.value = given.get("q") ?? "";
    for (const { key, select } of [this.kind, this.category, this.band]) {
      const wanted = given.get(key) ?? "";
      select.value = [...select.options].some(({ value }) => value === wanted) ? wanted : "";
    }
    this.update();
  }

  /** @param {"push" | "replace"} how */
  change(how) {
    const given = new URLSearchParams();
    const text = this.input.value.trim();
    if (text) given.set("q", text);
    for (const { key, select } of [this.kind, this.category, this.band]) if (select.value) given.set(key, select.value);
    const query = given.toString();
    const target = `${location.pathname}${query && `?${query}`}`;
    if (target !== location.pathname + location.search) {
      if (how === "push") history.pushState(null, "", target);
      else history.replaceState(null, "", target);
    }
    this.update();
  }

  async update() {
    const text = this.input.value.trim();
    const turn = (this.asked += 1);
    if (!text) {
      this.results.replaceChildren();
      this.status.textContent = "";
      return;
    }
    const [kind, category, least] = [this.kind, this.category, this.band].map(({ select }) => select.value);
    const fits = (/** @type {import("./names.js").Name} */ name) => this.fits(name, kind, category, least);
    const reading = this.site.search ? texts(this.site, text, fits).catch(() => null) : null;
    const { groups, held, meant, offers } = await names(this.site, text, 12);
    if (held !== "all") await reading;
    if (turn !== this.asked) return;
    const fitting = groups.map(({ kind, found }) => /** @type {const} */ ([kind, found.filter(fits)]));
    const top = h("div", { class: "rv-name-hits" }, meant && h("p", { class: "rv-meant" }, this.say("meant", { what: meant })));
    const offered = offers.map(({ label, url }) => h("p", { class: "rv-offer" }, h("a", { href: address(url) }, label)));
    for (const [what, found] of fitting) {
      if (!found.length) continue;
      const items = found.map((name) => h("li", {}, h("a", { href: address(name.url) }, name.name), about(name, this.say, this.formats)));
      top.append(h("h2", {}, this.say(`kind_${what}`)), h("ul", { class: "rv-entries" }, items));
    }
    const named = fitting.reduce((sum, [, found]) => sum + found.length, 0);
    if (named && held === "part") top.prepend(h("p", { class: "rv-note" }, this.say("in_part")));
    this.near.disconnect();
    this.results.replaceChildren(...offered, top);
    this.status.textContent = this.say(this.site.search ? "found_first" : "found_names", { names: this.formats.count(named) });
    if (!this.site.search) return;
    const found = await reading;
    if (turn !== this.asked) return;
    if (!found) {
      this.status.textContent = this.say("no_index");
      return;
    }
    const counts = { names: this.formats.count(named), texts: this.formats.count(found.count) };
    this.status.textContent = this.say("found_all", counts);
    if (found.count) this.list(found, text);
    if (held !== "all") this.results.append(top);
  }

  /** @param {import("./names.js").Name} name @param {string} kind @param {string} category @param {string} least */
  fits(name, kind, category, least) {
    if (name.kind === "tag") return !kind && !category && !least;
    const [low, high] = this.site.rubric.overall;
    const share = (name.weight - low) / (high - low);
    const needed = least ? this.site.rubric.bands[Number(least)][2] : 0;
    return (!kind || name.kind === kind) && (!category || name.category === category) && share >= needed - 1e-9;
  }

  /** @param {Awaited<ReturnType<typeof texts>>} found @param {string} text */
  list(found, text) {
    const list = h("ol", { class: "rv-text-hits" });
    const more = h("button", { type: "button", class: "rv-button" }, this.say("show_more"));
    let shown = 0;
    const add = () => {
      const hits = found.some(shown, shown + STEP);
      const first = shown;
      shown += hits.length;
      const items = hits.map((one) => this.item(one, text));
      list.append(...items);
      items.forEach((item, i) => (first + i < FIRST ? this.show(item) : this.near.observe(item)));
      more.hidden = shown >= found.count;
      if (first) list.children[first]?.querySelector("a")?.focus();
    };
    more.addEventListener("click", add);
    add();
    this.results.append(h("h2", {}, this.say("in_text")), list, more);
  }

  /**
   * A review that holds what is asked for; its passage takes its place when it is asked for and has come.
   *
   * @param {ReturnType<Awaited<ReturnType<typeof texts>>["some"]>[number]} one @param {string} text
   */
  item({ of, passage }, text) {
    const link = h("a", { href: address(of.url) }, of.name);
    const place = h("span", { class: "rv-passage" });
    const fill = (/** @type {import("./fulltext.js").Hit} */ hit) => {
      link.href = address(hit.url);
      place.replaceWith(excerpt(hit, text));
    };
    const item = h("li", {}, link, about(of, this.say, this.formats, true), place);
    this.fills.set(item, () => passage().then(fill, () => place.remove()));
    return item;
  }

  /** @param {Element} item a text that was found, whose passage is wanted */
  show(item) {
    this.near.unobserve(item);
    this.fills.get(item)?.();
    this.fills.delete(item);
  }
}
