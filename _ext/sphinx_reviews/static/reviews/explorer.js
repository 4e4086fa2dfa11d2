// The explorer of a list page: filters, own weights, sorting, columns, table and cards.

import { h, mark, put } from "./dom.js";
import { currencyOf, decode, isoDay } from "./data.js";
import { CardRows, TableRows, direction } from "./rows.js";
import { Formats } from "./format.js";
import { lang, load, site, speaker } from "./site.js";
import { nothing, parse, query, sortOf, unknown } from "./state.js";
import { LETTERED, ownFacets, select } from "./select.js";
import * as fields from "./filters.js";
import { holdHeads } from "./heads.js";
import { chosen, compareButton } from "./tray.js";

/** @typedef {import("./state.js").State} State */

/** @param {HTMLElement} list what the server drew; it stays until ours is ready */
export async function start(list) {
  const kind = list.dataset.reviewExplorer ?? "product";
  const found = await site();
  const raw = await load(found.files[kind]);
  const table = decode(raw);
  if (EARLIER.test(location.search)) {
    const { translated } = await import("./earlier.js");
    const ours = translated(location.search, knows(table, found.rubric));
    history.replaceState(null, "", `?${ours}${location.hash}`);
  }
  new Explorer(list, found, table);
}

/** What only addresses of an earlier site have; their words are loaded where one is asked. */
const EARLIER = /[a-z]_m(in|ax)=|[?&]tags=(?!all(&|$))|[?&]sort=[a-z]+-(de|a)sc/;

/**
 * What an address of this list may name.
 *
 * @param {import("./data.js").Table} table @param {import("./site.js").Rubric} rubric
 * @returns {import("./state.js").Known}
 */
export function knows(table, rubric) {
  const columns = table.columns.filter(({ type }) => type !== "own").map(({ id }) => id);
  const facets = ownFacets(table).map(({ id }) => /** @type {const} */ ([id, new Set(table.lists[id].map(([each]) => each))]));
  return {
    criteria: rubric.criteria.map(([id]) => id),
    category: new Set(table.categories.map(([id]) => id)),
    maker: new Set(table.makers.map(([id]) => id)),
    tag: new Set(table.tags.map(([slug]) => slug)),
    columns,
    sorts: [...columns, "own"],
    facets: new Map(facets),
    ranges: new Set(table.columns.filter(({ filter }) => filter === "range").map(({ id }) => id)),
  };
}

/** Where the table has room for the makers, too. */
const ROOMY = matchMedia("(min-width: 75rem), (min-width: 50rem) and (max-width: 63.99rem)");

class Explorer {
  /** @param {HTMLElement} list @param {import("./site.js").Site} found @param {import("./data.js").Table} table */
  constructor(list, found, table) {
    this.table = table;
    this.rubric = found.rubric;
    this.say = speaker(found);
    this.formats = new Formats(lang, found.rubric.digits);
    this.product = table.kind === "product";
    this.known = knows(table, found.rubric);
    this.told = "";
    /** The category that this page is about: it is no filter of the reader's. */
    this.within = list.dataset.reviewWithin ?? "";
    this.state = parse(location.search, this.known);
    const inside = table.categories.findIndex(([id]) => id === this.within);
    /** @param {number} row */
    this.here = (row) => !this.within || table.category[row] === inside;
    this.total = Array.from(table.category).filter((_, row) => this.here(row)).length;
    chosen();
    this.fields = this.panel();
    const stood = list.contains(document.activeElement) ? /** @type {HTMLAnchorElement} */ (document.activeElement).href : "";
    this.build(list);
    /** What the address says, and which field's steps have made it what it is. */
    this.written = query(this.state);
    this.typing = "";
    addEventListener("popstate", () => {
      this.state = parse(location.search, this.known);
      this.written = query(this.state);
      this.typing = "";
      this.draw();
    });
    ROOMY.addEventListener("change", () => this.draw());
    if (this.within) addEventListener("reviews-found-asked", () => this.tell?.());
    this.draw();
    // Who stands on a name of the list that was here before the scripts came stands on it still.
    if (stood) [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".rv-explorer a"))].find(({ href }) => href === stood)?.focus({ preventScroll: true });
    comeBack();
  }

  /** @returns {fields.Field[]} */
  panel() {
    const { table, rubric, say, formats } = this;
    const panel = { table, rubric, say, formats, note: this.note.bind(this), change: this.change.bind(this) };
    const scale = 10 ** rubric.digits;
    /** @param {[number, number, number]} ends */
    const steps = ([low, high, step]) => ({
      steps: Math.round((high - low) / step),
      value: (/** @type {number} */ n) => Math.round(low + n * step) / scale,
      step: (/** @type {number} */ v) => Math.round((v * scale - low) / step),
      label: (/** @type {number} */ v) => formats.score(Math.round(v * scale)),
    });
    const made = [fields.textField(panel)];
    if (table.categories.length && !this.within) made.push(fields.facetField(panel, "category", table.categories, say("category"), 12));
    made.push(
      fields.rangeField(panel, {
        legend: say("overall"),
        ...steps(rubric.overall),
        read: (state) => state.overall,
        write: (state, range) => (state.overall = range),
        colour: "rv-c0",
      }),
    );
    if (this.product) made.push(...this.priceFields(panel));
    made.push(...this.ownFields(panel));
    made.push(fields.weightsField(panel));
    if (this.product) made.push(fields.facetField(panel, "maker", table.makers, say("maker"), 6));
    made.push(fields.facetField(panel, "tag", table.tags, say("tags"), 8, fields.tagModeField(panel)));
    const criteria = rubric.criteria.map(([id, name], i) =>
      fields.rangeField(panel, {
        legend: name,
        ...steps(rubric.scale),
        read: (state) => state.criteria[id] ?? [null, null],
        write: (state, range) => this.narrow(state, id, range),
        colour: `rv-c${(i % 8) + 1}`,
      }),
    );
    const most = Math.max(1, ...Array.from(table.sources));
    const evidence = [fields.sourcesField(panel, Math.min(most, 40)), fields.dateField(panel)];
    made.push(fields.foldedFields(say("criteria"), criteria), fields.foldedFields(say("evidence"), evidence));
    return made;
  }

  /** One field per column of the site's own that filters. @param {fields.Panel} panel @returns {fields.Field[]} */
  ownFields(panel) {
    const { table, formats } = this;
    return table.columns.flatMap(({ id, name, filter, unit }) => {
      if (filter === "facet") return table.lists[id].length ? [fields.facetField(panel, id, table.lists[id], name, 8)] : [];
      const given = Array.from(table.values[id] ?? []).filter((value) => !Number.isNaN(value));
      if (filter !== "range" || new Set(given).size < 2) return [];
      return [this.ownRange(panel, id, name, [Math.min(...given), Math.max(...given)], (value) => formats.quantity(value, unit))];
    });
  }

  /** @param {fields.Panel} panel @param {string} id @param {string} legend @param {[number, number]} ends @param {(value: number) => string} label */
  ownRange(panel, id, legend, [low, high], label) {
    const size = 10 ** Math.floor(Math.log10((high - low) / 20));
    const first = Math.floor(low / size);
    /** @param {number} value */
    const tidy = (value) => Number(value.toPrecision(9));
    return fields.rangeField(panel, {
      legend,
      steps: Math.ceil(high / size) - first,
      value: (n) => tidy((first + n) * size),
      step: (value) => Math.round(value / size) - first,
      label,
      read: (state) => state.ranges[id] ?? [null, null],
      write: (state, range) => (state.ranges = { ...state.ranges, [id]: range }),
    });
  }

  /** @param {State} state @param {string} id @param {import("./state.js").Range} range */
  narrow(state, id, range) {
    const { [id]: _, ...rest } = state.criteria;
    const all = range[0] === null && range[1] === null ? rest : { ...rest, [id]: range };
    state.criteria = {};
    for (const each of this.known.criteria) if (all[each]) state.criteria[each] = all[each];
  }

  /** @param {fields.Panel} panel */
  priceFields(panel) {
    const { table, say, formats } = this;
    const prices = Array.from(table.price).filter((price, row) => price > 0 && table.foreign[row] === undefined && this.here(row));
    const made = [fields.pricedField(panel)];
    if (new Set(prices).size < 2) return made;
    const ends = [Math.min(...prices), Math.max(...prices)].map((price) => price / table.cents);
    const [low, high] = ends.map(Math.log10);
    const steps = 60;
    const ratio = 10 ** ((high - low) / steps) - 1;
    const value = (/** @type {number} */ n) => {
      if (n === 0 || n === steps) return ends[n / steps];
      const exact = 10 ** (low + ((high - low) * n) / steps);
      return round(exact, exact * ratio);
    };
    const nearest = (/** @type {number} */ v) => Math.round(((Math.log10(Math.max(v, 1e-6)) - low) / (high - low)) * steps);
    const range = fields.rangeField(panel, {
      legend: say("price"),
      steps,
      value,
      step: (v) => Math.max(0, Math.min(steps, nearest(v))),
      label: (v) => formats.roundMoney(v, table.currency),
      read: (state) => state.price,
      write: (state, found) => (state.price = found),
    });
    return [range, ...made];
  }

  /** @param {HTMLElement} list */
  build(list) {
    const { say } = this;
    this.status = h("p", { class: "rv-ex-status", role: "status" });
    this.chips = h("ul", { class: "rv-chips", "aria-label": say("active") });
    const view = {
      table: this.table,
      rubric: this.rubric,
      formats: this.formats,
      say,
      heading: this.heading.bind(this),
      button: this.product ? (/** @type {string} */ ref, /** @type {string} */ name, long = false) => compareButton(ref, name, say, long ? "compare" : "") : () => null,
      sort: this.sort.bind(this),
    };
    this.rows = new TableRows(view);
    this.cards = new CardRows(view);
    this.sorter = this.sorting();
    this.columnBox = this.columnPanel();
    this.views = this.viewButtons();
    this.reset = h("button", { type: "button", class: "rv-button", onclick: () => this.takeAllBack() }, say("reset"));
    this.used = h("span", { class: "rv-used" });
    const summary = h("summary", {}, say("filters"), this.used);
    const form = h("form", { class: "rv-ex-form", onsubmit: (/** @type {Event} */ event) => event.preventDefault() });
    const seen = h("button", { type: "button", class: "rv-button rv-strong rv-seen", onclick: () => this.leave(panel) }, say("show_results"));
    form.append(...this.fields.map((field) => field.element), seen);
    const panel = h("details", { class: "rv-ex-panel" }, summary, form);
    panel.open = matchMedia("(min-width: 64rem)").matches;
    const empty = h("p", { class: "rv-absent", hidden: true }, say("nothing"));
    this.empty = empty;
    const file = h("button", { type: "button", class: "rv-button rv-ex-file", title: say("file"), onclick: () => this.save() }, "CSV");
    const bar = h("div", { class: "rv-ex-bar" }, this.status, this.sorter.element, this.views.element, this.columnBox.element, file);
    const lost = unknown(location.search, this.known);
    const told = lost.length ? h("p", { class: "rv-ex-lost", role: "note" }, say("unknown_filters", { what: lost.join(", ") })) : null;
    this.choices = h("div", { class: "rv-ex-chosen" }, this.chips, this.reset);
    const results = h("div", { class: "rv-ex-results", id: "rv-results", tabindex: "-1" }, told, bar, this.choices, this.rows.element, this.cards.element, empty);
    const skip = h("a", { class: "rv-skip", href: "#rv-results" }, say("skip_filters"));
    const element = h("section", { class: "rv rv-explorer", "aria-label": say("explorer") }, skip, panel, results);
    const pages = list.nextElementSibling?.classList.contains("rv-pages") ? list.nextElementSibling : null;
    pages?.remove();
    list.previousElementSibling?.matches(".rv-held") && list.previousElementSibling.remove();
    list.replaceWith(element);
    holdHeads(element);
  }

  /** Save what is shown, in its order and with its columns. */
  async save() {
    const { table, state } = this;
    const { save } = await import("./table-file.js");
    const columns = this.columns().filter((id) => id !== "own");
    const found = select(table, this.rubric, this.held(state));
    const rows = Array.from(found.rows, (row) => [table.ref[row], ...columns.map((id) => this.plain(id, row))]);
    save([["ref", ...columns.map((id) => this.heading(id))], ...rows], `reviews-${table.kind}-${lang}.csv`);
  }

  /** A value as a machine reads it. @param {string} id @param {number} row */
  plain(id, row) {
    const { table } = this;
    const column = table.columns.find((each) => each.id === id);
    const value = table.values[id][row];
    if (id === "name") return table.name[row];
    if (Number.isNaN(value) || !column) return "";
    if (LETTERED.has(column.type)) return table.lists[id][value]?.[1] ?? "";
    if (column.type === "date") return isoDay(value);
    if (column.type === "score") return String(value / 10 ** this.rubric.digits);
    return column.type === "number" ? String(value) : `${Number((value / table.cents).toFixed(2))} ${currencyOf(table, row)}`;
  }

  /** What holds: the reader's filters, and the category that the page is about. @param {State} state @returns {State} */
  held(state) {
    return this.within ? { ...state, category: [this.within] } : state;
  }

  /** Where the filters stand above the list: fold them and go there. @param {HTMLDetailsElement} panel */
  leave(panel) {
    panel.open = false;
    panel.querySelector("summary")?.focus();
    this.status?.scrollIntoView({ block: "start" });
  }

  /** @param {string} column */
  heading(column) {
    return this.table.columns.find(({ id }) => id === column)?.heading ?? column;
  }

  sorting() {
    const select_ = h("select", { id: "rv-sort", onchange: () => this.change((state) => (state.sort = select_.value)) });
    const element = h("div", { class: "rv-ex-sort" }, h("label", { for: "rv-sort" }, this.say("sort")), select_);
    return {
      element,
      show: (/** @type {State} */ state) => {
        const key = state.weights ? "own" : "plain";
        if (select_.dataset.key === key) {
          select_.value = sortOf(state);
          return;
        }
        select_.dataset.key = key;
        const sorts = this.known.sorts.filter((sort) => sort !== "own" || state.weights);
        const options = sorts.flatMap((sort) => {
          const [, falling] = direction({ ...state, sort }, this.table);
          return [
            h("option", { value: sort }, this.order(sort, falling)),
            h("option", { value: `-${sort}` }, this.order(sort, !falling)),
          ];
        });
        select_.replaceChildren(...options);
        select_.value = sortOf(state);
      },
    };
  }

  /** @param {string} sort @param {boolean} falling */
  order(sort, falling) {
    const type = this.table.columns.find(({ id }) => id === sort)?.type ?? "number";
    const kind = type === "date" ? "days" : type === "choice" ? "list" : LETTERED.has(type) ? "letters" : "numbers";
    return this.say(`${falling ? "falling" : "rising"}_${kind}`, { column: this.heading(sort) });
  }

  columnPanel() {
    const boxes = this.known.columns
      .filter((column) => column !== "name")
      .map((column) => {
        const input = h("input", { type: "checkbox", value: column, onchange: () => this.pickColumns() });
        return { column, input, element: h("li", {}, h("label", { class: "rv-check" }, input, this.heading(column))) };
      });
    const list = h("ul", {}, boxes.map((box) => box.element));
    const element = h("details", { class: "rv-ex-columns" }, h("summary", {}, this.say("columns")), list);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !element.open) return;
      element.open = false;
      element.querySelector("summary")?.focus();
    });
    return { element, boxes };
  }

  pickColumns() {
    const picked = this.columnBox?.boxes.filter(({ input }) => input.checked).map(({ column }) => column) ?? [];
    const usual = this.usual().join();
    const chosen = ["name", ...picked];
    this.change((state) => (state.columns = chosen.join() === usual ? null : chosen));
  }

  viewButtons() {
    const made = /** @type {const} */ (["table", "cards"]).map((view) => {
      const button = h("button", { type: "button", class: "rv-button", onclick: () => this.change((state) => (state.view = view)) }, this.say(`view_${view}`));
      return { view, button };
    });
    const element = h("div", { class: "rv-ex-views", role: "group", "aria-label": this.say("view") }, made.map(({ button }) => button));
    return { element, buttons: made };
  }

  /** What fits: the list of columns gives way where the window is narrow or own scores stand there, too. */
  usual() {
    const tight = !ROOMY.matches || this.state.weights;
    return this.table.columns.filter(({ usual, roomy }) => usual && !(roomy && tight)).map(({ id }) => id);
  }

  columns() {
    const chosen = this.state.columns ?? this.usual();
    if (!this.state.weights) return chosen;
    const place = chosen.indexOf("overall") + 1;
    return place ? [...chosen.slice(0, place), "own", ...chosen.slice(place)] : [...chosen, "own"];
  }

  /** @param {string} column */
  sort(column) {
    const current = sortOf(this.state);
    this.change((state) => (state.sort = current === column ? `-${column}` : column));
  }

  takeAllBack() {
    this.change((state) => Object.assign(state, { ...nothing(), view: state.view, columns: state.columns }));
  }

  /** @param {fields.Edit} edit */
  note(edit) {
    const state = structuredClone(this.state);
    edit(state);
    this.state = state;
  }

  /** @param {fields.Edit} edit @param {string} [typing] */
  change(edit, typing = "") {
    this.note(edit);
    const { state } = this;
    if (state.sort === (state.weights ? "own" : "overall")) state.sort = "";
    const after = query(state);
    this.draw();
    setTimeout(() => this.remember(after, typing));
  }

  /** Steps of typing and dragging in one field are one step back. @param {string} after @param {string} typing */
  remember(after, typing) {
    const more = typing !== "" && typing === this.typing;
    if (after === this.written) {
      if (!typing) this.typing = "";
      return;
    }
    const address = `${location.pathname}${after && "?"}${after}${location.hash}`;
    if (more) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.written = after;
    this.typing = typing;
  }

  draw() {
    const { state, table, formats, say } = this;
    (state.view === "table" ? this.rows : this.cards)?.window.look();
    const found = select(table, this.rubric, this.held(state));
    for (const field of this.fields) field.show(state, found.counts);
    const count = { shown: formats.count(found.rows.length), total: formats.count(this.total) };
    const words = say(this.product ? "found_products" : "found_companies", count);
    if (this.status && this.status.textContent !== words) this.status.textContent = words;
    this.sorter?.show(state);
    this.tell = () => dispatchEvent(new CustomEvent("reviews-found", { detail: Array.from(found.rows, (row) => table.ref[row]) }));
    if (this.within) this.tell();
    for (const { view, button } of this.views?.buttons ?? []) mark(button, "aria-pressed", String(state.view === view));
    for (const { column, input } of this.columnBox?.boxes ?? []) input.checked = (state.columns ?? this.usual()).includes(column);
    this.columnBox?.element.toggleAttribute("hidden", state.view === "cards");
    this.drawChips();
    if (!this.rows || !this.cards || !this.empty) return;
    this.empty.hidden = found.rows.length > 0;
    this.rows.element.hidden = state.view !== "table" || !found.rows.length;
    this.cards.element.hidden = state.view !== "cards" || !found.rows.length;
    if (!this.rows.element.hidden) this.rows.show(found, state, this.columns());
    if (!this.cards.element.hidden) this.cards.show(found, state);
  }

  drawChips() {
    const { say, chips } = this;
    const chosen = this.fields.flatMap((field) => field.chosen(this.state));
    const held = this.choices?.contains(document.activeElement);
    const told = chosen.map(([label]) => label).join("\n");
    this.choices?.toggleAttribute("hidden", !chosen.length);
    if (told === this.told) return;
    this.told = told;
    chips?.replaceChildren(
      ...chosen.map(([label, undo]) => {
        const cross = h("span", { "aria-hidden": "true" }, " ×");
        const remove = { "aria-label": say("remove", { what: label }), onclick: () => this.change(undo) };
        return h("li", {}, h("button", { type: "button", class: "rv-chip", ...remove }, label, cross));
      }),
    );
    if (this.used) put(this.used, chosen.length ? ` (${this.formats.count(chosen.length)})` : "");
    if (held) (chips?.querySelector("button") ?? /** @type {HTMLElement | null} */ (document.querySelector("#rv-sort")))?.focus();
  }
}

/** Back and reload lead to the row that was in sight: when the browser looks for it, no row is there yet. */
function comeBack() {
  const key = `reviews-place:${location.pathname}`;
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  try {
    const [search, place] = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    if (entry?.type !== "navigate" && search === location.search && place > 0) requestAnimationFrame(() => scrollTo(0, place));
  } catch {
    /* No storage: the list begins at its beginning. */
  }
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(key, JSON.stringify([location.search, scrollY]));
    } catch {
      /* Nothing is kept. */
    }
  });
}

/** Round to two leading digits, so that addresses stay short; to more where steps are smaller than that. @param {number} value @param {number} step */
function round(value, step) {
  const unit = 10 ** Math.floor(Math.log10(Math.min(value / 10, step)));
  return Number((Math.round(value / unit) * unit).toPrecision(9));
}
