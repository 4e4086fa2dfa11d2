// The comparison page: two to six products side by side, in an address that can be shared.

import { bar, debounce, h, s } from "./dom.js";
import { MOST, chosen, keep } from "./tray.js";
import { Formats } from "./format.js";
import { at, lang, load, site, speaker, unlessLost } from "./site.js";
import { equivalents, refsOf, rows, shardOf } from "./compared.js";
import { legend, radar } from "./chart.js";
import { holdHeads } from "./heads.js";
import { loadNames, matches } from "./names.js";

/** @typedef {import("./compared.js").Product} Product */
/** @typedef {import("./compared.js").Row} Row */

/** @param {HTMLElement} place */
export async function start(place) {
  const found = await site();
  const page = new Compare(place, found);
  await page.open(true);
  addEventListener("popstate", () => page.open(false));
  // Below the comparison, and after it: what stands first must not be pushed down.
  const { shortlists } = await import("./shortlists.js");
  place.append(shortlists(page.say, () => page.choice(), (refs) => page.show(refs, "push")));
}

class Compare {
  /** @param {HTMLElement} place @param {import("./site.js").Site} found */
  constructor(place, found) {
    this.site = found;
    this.say = speaker(found);
    this.formats = new Formats(lang, found.rubric.digits);
    /** @type {Map<number, Promise<Record<string, Product>>>} */
    this.parts = new Map();
    /** @type {Product[]} */
    this.products = [];
    /** What is to be shown, as soon as all that is known of it has come. @type {string[]} */
    this.wanted = [];
    this.onlyDifferent = false;
    /** Whether this is the reader's own choice; what somebody else sent leaves that alone. */
    this.own = true;
    this.title = document.title;
    this.shared = h("div", { class: "rv-shared", hidden: true });
    this.status = h("p", { class: "rv-note", role: "status" });
    this.body = h("div", { class: "rv-compared" });
    place.replaceChildren(this.shared, this.picker(), this.status, this.body);
  }

  /** Show what the address names, else what was chosen before. @param {boolean} first */
  async open(first) {
    const given = new URLSearchParams(location.search).get("p");
    const mine = chosen().map(([ref]) => ref);
    if (first) this.own = given === null || !mine.length || refsOf(given, MOST).join() === mine.join();
    const refs = given === null ? (first ? chosen().map(([ref]) => ref) : []) : refsOf(given, MOST);
    await this.show(refs, "replace");
  }

  /** @param {string} ref @returns {Promise<Product | undefined>} */
  async product(ref) {
    const [folder, count] = this.site.details;
    const part = shardOf(ref, count);
    if (!this.parts.has(part)) this.parts.set(part, unlessLost(load(`${folder}/${part}.json`), () => this.parts.delete(part)));
    const found = await this.parts.get(part);
    return found && Object.hasOwn(found, ref) ? found[ref] : undefined;
  }

  /** @param {string[]} refs @param {"push" | "replace"} how */
  async show(refs, how) {
    this.wanted = refs;
    const found = await Promise.all(refs.map((ref) => this.product(ref))).catch(() => null);
    if (refs !== this.wanted) return; // the reader has gone on meanwhile
    if (!found) {
      this.wanted = this.products.map(({ ref }) => ref);
      this.status.textContent = this.say("not_loaded");
      return;
    }
    this.products = found.filter((product) => product !== undefined);
    this.wanted = this.products.map(({ ref }) => ref);
    const lost = refs.length - this.products.length;
    const list = this.products.map(({ ref }) => encodeURIComponent(ref)).join(",");
    const address = `${location.pathname}${list && `?p=${list}`}`;
    if (address !== location.pathname + location.search) {
      if (how === "push") history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    if (this.own && (this.products.length || how === "push")) this.keep();
    const names = this.products.map(({ name }) => name).join(" · ");
    document.title = names ? `${names} – ${this.title}` : this.title;
    const words = this.products.length < 2 ? "too_few" : "compared";
    const count = this.formats.count(this.products.length);
    this.status.textContent = [lost ? this.say("unknown", { count: lost }) : "", this.say(words, { count })].join(" ").trim();
    this.draw();
  }

  /** @returns {import("./tray.js").Choice[]} */
  choice() {
    return this.products.map(({ ref, name }) => [ref, name]);
  }

  keep() {
    keep(this.choice());
  }

  /** Say whose comparison this is, where it is somebody else's. */
  drawShared() {
    this.shared.hidden = this.own || !this.products.length;
    if (this.shared.hidden) return;
    const { say } = this;
    const take = () => {
      this.own = true;
      this.keep();
      this.draw();
      this.input?.focus();
    };
    const back = () => {
      this.own = true;
      this.show(chosen().map(([ref]) => ref), "push").then(() => this.input?.focus());
    };
    const mine = h("button", { type: "button", class: "rv-button", onclick: back }, say("shared_back"));
    const its = h("button", { type: "button", class: "rv-button", onclick: take }, say("shared_take"));
    this.shared.replaceChildren(h("p", {}, say("shared", { count: this.formats.count(chosen().length) })), mine, " ", its);
  }

  /** @param {string} ref */
  async add(ref) {
    if (this.wanted.includes(ref) || this.wanted.length >= MOST) return;
    await this.show([...this.wanted, ref], "push");
    if (this.input?.disabled) this.removers().at(-1)?.focus();
  }

  /** @returns {HTMLElement[]} */
  removers() {
    return [...this.body.querySelectorAll("button[data-remove]")].map((each) => /** @type {HTMLElement} */ (each));
  }

  /** @param {string} ref */
  remove(ref) {
    const at_ = this.products.findIndex((product) => product.ref === ref);
    this.show(this.wanted.filter((each) => each !== ref), "push").then(() => {
      const buttons = this.removers();
      (buttons[Math.min(at_, buttons.length - 1)] ?? this.input)?.focus();
    });
  }

  picker() {
    const { say } = this;
    const list = h("ul", { class: "rv-suggestions", hidden: true });
    const input = h("input", { type: "search", id: "rv-add", autocomplete: "off" });
    /** Whether suggestions are wanted: from a letter on, until one is taken or the reader turns away. */
    let open = false;
    let drawn = "";
    const close = () => {
      open = false;
      list.hidden = true;
    };
    /** The suggestions for what stands in the field now. */
    const suggest = async () => {
      const names = await loadNames(this.site);
      if (!open) return;
      const here = new Set(this.wanted);
      const fit = matches(names, input.value, 8, "product").filter(({ ref }) => !here.has(ref));
      list.hidden = !fit.length;
      const key = fit.map(({ ref }) => ref).join();
      if (key === drawn) return; // who stands on one of them stays there
      drawn = key;
      list.replaceChildren(
        ...fit.map(({ ref, name, maker }) =>
          h("li", {}, h("button", { type: "button", onclick: () => pick(ref) }, name, h("span", { class: "rv-note" }, ` ${maker}`))),
        ),
      );
    };
    /** The first one that fits, even where the last letter has not been answered yet. */
    const first = async () => {
      await suggest();
      return open ? list.querySelector("button") : null;
    };
    /** @param {string} ref */
    const pick = (ref) => {
      input.value = "";
      close();
      input.focus();
      this.add(ref);
    };
    const soon = debounce(suggest, 60);
    input.addEventListener("input", () => {
      open = true;
      soon();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        first().then((button) => button?.click());
      }
      if (event.key === "ArrowDown") {
        event.preventDefault();
        open = true;
        first().then((button) => button?.focus());
      }
    });
    list.addEventListener("keydown", (event) => {
      if (event.key === "Escape") input.focus();
      if (event.key === "Escape") close();
      const buttons = [...list.querySelectorAll("button")];
      const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (!step || here < 0) return;
      event.preventDefault();
      (buttons[here + step] ?? input).focus();
    });
    const box = h("div", { class: "rv-picker" }, h("label", { for: "rv-add" }, say("add_product")), input, list);
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && box.contains(relatedTarget))) close();
    });
    this.input = input;
    return box;
  }

  draw() {
    const { products, say } = this;
    this.drawShared();
    if (this.input) this.input.disabled = products.length >= MOST;
    if (!products.length) {
      this.body.replaceChildren();
      return;
    }
    const made = rows(products, this.site.rubric, this.site.compared);
    const box = h("input", { type: "checkbox", checked: this.onlyDifferent });
    const table = this.table(made);
    const hide = () => {
      this.onlyDifferent = box.checked;
      table.classList.toggle("rv-only-different", box.checked);
    };
    box.addEventListener("change", hide);
    hide();
    const wrap = h("div", { class: "rv-table-wrap", role: "region", tabindex: "0", "aria-label": say("comparison") }, table);
    const parts = [h("label", { class: "rv-check" }, box, say("only_different")), wrap, this.relations(), this.chart()];
    this.body.replaceChildren(...parts.filter((part) => part !== null));
    holdHeads(this.body);
    this.drawCurves();
  }

  /** Below everything else, so that nothing moves when the curves come. */
  async drawCurves() {
    const { products } = this;
    if (!this.site.curves) return;
    const { plots } = await import("./curves.js");
    const drawn = await plots(this.site.curves, products, this.say);
    if (products === this.products) this.body.append(...drawn);
  }

  /** @param {Row[]} made */
  table(made) {
    const { products, say } = this;
    const heads = products.map((product) =>
      h(
        "th",
        { scope: "col" },
        h("a", { href: at(product.url) }, product.name),
        product.band ? this.band(product.band) : null,
        h(
          "button",
          { type: "button", class: "rv-chip", "data-remove": product.ref, "aria-label": say("remove", { what: product.name }), onclick: () => this.remove(product.ref) },
          say("remove_short"),
        ),
      ),
    );
    const body = made.map((row) => this.row(row));
    /** @param {string} label @param {(product: Product) => import("./dom.js").Child | import("./dom.js").Child[]} show */
    const text = (label, show) => {
      const cells = products.map((product) => h("td", { class: "rv-text" }, show(product)));
      const differs = new Set(cells.map((cell) => cell.textContent)).size > 1;
      return h("tr", { class: differs ? "rv-differs" : "rv-same" }, h("th", { scope: "row" }, label), cells);
    };
    /** @param {"category" | "pros" | "cons" | "equivalent"} key @param {(product: Product) => import("./dom.js").Child} show */
    const some = (key, show) => {
      if (!products.some((product) => product[key]?.length)) return;
      const none = () => h("span", { class: "rv-absent" }, say("none"));
      body.push(text(say(key), (product) => (product[key]?.length ? show(product) : none())));
    };
    /** @param {string[] | undefined} items */
    const list = (items) => h("ul", {}, (items ?? []).map((item) => h("li", {}, item)));
    body.push(text(say("maker"), ({ maker }) => (maker[1] ? h("a", { href: at(maker[1]) }, maker[0]) : maker[0])));
    some("category", ({ category }) => category);
    body.push(text(say("summary"), ({ summary }) => summary));
    some("pros", ({ pros }) => list(pros));
    some("cons", ({ cons }) => list(cons));
    some("equivalent", ({ equivalent }) => equivalent && h("a", { href: at(equivalent[2]) }, equivalent[1]));
    body.push(text(say("date"), ({ date }) => h("time", { datetime: date }, date)));
    const caption = h("caption", { class: "rv-hidden" }, say("comparison"));
    return h("table", { class: "rv-table rv-comparison" }, caption, h("thead", {}, h("tr", {}, h("td"), heads)), h("tbody", {}, body));
  }

  /** @param {[string, string]} band @returns {HTMLElement} the verdict, with columns as the server draws them */
  band([id, name]) {
    const { bands } = this.site.rubric;
    const level = bands.findIndex(([each]) => each === id) + 1;
    const columns = bands.map((_, i) => {
      const tall = 4 + (8 * (i + 1)) / bands.length;
      return s("rect", { class: `rv-step${i < level ? " rv-step-on" : ""}`, x: i * 6, y: (12 - tall).toFixed(1), width: 4, height: tall.toFixed(1) });
    });
    const steps = s("svg", { class: "rv-steps", viewBox: `0 0 ${bands.length * 6 - 2} 12`, "aria-hidden": "true" }, columns);
    return h("span", { class: "rv-band" }, steps, " ", name);
  }

  /** @param {Row} row */
  row(row) {
    const { rubric } = this.site;
    const index = rubric.criteria.findIndex(([id]) => id === row.id);
    const colour = index >= 0 ? `rv-c${(index % 8) + 1}` : "rv-c0";
    const cells = row.values.map((value, i) => this.cell(row, value, i));
    return h("tr", { class: `${colour} ${new Set(row.values).size > 1 ? "rv-differs" : "rv-same"}` }, h("th", { scope: "row" }, row.column?.name ?? row.id), cells);
  }

  /** @param {Row} row @param {number | string | null} value @param {number} i */
  cell(row, value, i) {
    const { say } = this;
    if (value === null) return h("td", { class: "rv-absent" }, say("none"));
    const best = row.best.has(i);
    const worst = row.worst.has(i);
    const behind = row.behind[i];
    const sign = best ? "▲" : "▽";
    const mark = h("span", { class: "rv-mark" }, h("span", { "aria-hidden": "true" }, sign), ` ${say(best ? "best" : "worst")}`);
    const far = () => h("span", { class: "rv-behind" }, this.difference(row, Number(behind), i), h("span", { class: "rv-hidden" }, ` ${say("behind")}`));
    return h(
      "td",
      { class: best ? "rv-best" : worst ? "rv-worst" : null },
      h("span", { class: "rv-number" }, this.value(row, value, i)),
      " ",
      behind === null ? null : far(),
      " ",
      best || worst ? mark : null,
      this.share(row, value),
    );
  }

  /** @param {Row} row @param {number | string} value @param {number} i */
  value(row, value, i) {
    if (typeof value === "string") return value;
    const currency = this.products[i].price?.[1] ?? "";
    const type = row.column?.type;
    if (type === "money") return this.formats.money(value, currency);
    if (type === "rate") return this.formats.roundMoney(value, currency);
    return type === "number" ? this.formats.quantity(value, row.column?.unit) : this.formats.score(value);
  }

  /** @param {Row} row @param {number | string} value a bar for a score, nothing for anything else */
  share(row, value) {
    if (row.column?.type !== "score" || typeof value === "string") return null;
    const [low, high] = row.column.criterion ? this.site.rubric.scale : this.site.rubric.overall;
    return bar((value - low) / (high - low));
  }

  /** @param {Row} row @param {number} behind @param {number} i */
  difference(row, behind, i) {
    const sign = behind > 0 ? "+" : "−";
    const currency = this.products[i].price?.[1] ?? "";
    if (row.column?.type === "money") return `${sign}${this.formats.roundMoney(Math.abs(behind), currency)}`;
    return `${sign}${this.value(row, Math.abs(behind), i)}`;
  }

  relations() {
    const pairs = equivalents(this.products);
    if (!pairs.length) return null;
    return h("ul", { class: "rv-relations" }, pairs.map(([one, other]) => h("li", {}, this.say("is_equivalent", { one: one.name, other: other.name }))));
  }

  chart() {
    const { products, say } = this;
    if (products.length < 2 || this.site.rubric.criteria.length < 3) return null;
    const caption = h("figcaption", {}, say("chart"));
    return h("figure", { class: "rv-overlay" }, caption, radar(products, this.site.rubric, say("chart_title")), legend(products));
  }
}

