// The list itself, as a table or as cards. Only what is near the window is in the page.

import { bar, h } from "./dom.js";
import { currencyOf, isoDay } from "./data.js";
import { at } from "./site.js";
import { ownScore, ownSum, pricePerPoint } from "./select.js";
import { sortOf } from "./state.js";

/** @typedef {import("./data.js").Table} Table */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./select.js").Selection} Selection */
/** @typedef {import("./site.js").Rubric} Rubric */

/**
 * @typedef {object} View everything that drawing needs
 * @property {Table} table
 * @property {Rubric} rubric
 * @property {import("./format.js").Formats} formats
 * @property {import("./site.js").Say} say
 * @property {(column: string) => string} heading
 * @property {(ref: string, name: string) => Node | null} button the button that adds to the comparison
 * @property {(column: string) => void} sort
 */

const MORE = 8;

/** Keeps the rows near the window in the page, and blank space for the others. */
export class Windowed {
  /**
   * @param {HTMLElement} box what holds the items
   * @param {(first: number, last: number, above: number, below: number) => void} draw given
   *   the items to show, and how many lines of items are left out above and below
   * @param {() => number} lineHeight
   */
  constructor(box, draw, lineHeight) {
    this.box = box;
    this.draw = draw;
    this.lineHeight = lineHeight;
    this.count = 0;
    this.perLine = 1;
    this.shown = [-1, -1];
    this.waiting = false;
    const move = () => {
      if (this.waiting) return;
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.update(false);
      });
    };
    addEventListener("scroll", move, { passive: true });
    addEventListener("resize", move, { passive: true });
  }

  /** @param {number} count @param {number} [perLine] */
  set(count, perLine = 1) {
    this.count = count;
    this.perLine = perLine;
    this.update(true);
  }

  /** @param {boolean} always whether to draw although the same items are near */
  update(always) {
    if (!this.box.isConnected || this.box.hidden) return;
    const lines = Math.ceil(this.count / this.perLine);
    const height = this.lineHeight();
    const top = -this.box.getBoundingClientRect().top;
    const near = Math.floor(top / height) - MORE;
    const begin = Math.max(0, Math.min(near - (near % 4), lines - 1));
    const end = Math.max(begin, Math.min(lines, begin + Math.ceil(innerHeight / height) + 2 * MORE + 4));
    if (!always && begin === this.shown[0] && end === this.shown[1]) return;
    this.shown = [begin, end];
    this.draw(begin * this.perLine, Math.min(end * this.perLine, this.count), begin * height, (lines - end) * height);
  }
}

/** @param {Table} table @param {number} row @param {View} view */
function price(table, row, view) {
  if (table.price[row] < 0) return absent(view);
  return view.formats.money(table.price[row] / table.cents, currencyOf(table, row));
}

/** @param {View} view */
function absent(view) {
  return [h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "rv-hidden" }, view.say("none"))];
}

/** @param {View} view @param {number} row @param {State} state */
function own(view, row, state) {
  const sum = ownSum(view.table, view.rubric, state.weights)(row);
  return state.weights ? view.formats.own(ownScore(sum, state.weights, view.rubric)) : "–";
}

/** @param {View} view @param {string} id @param {number} row */
function score(view, id, row) {
  const index = view.rubric.criteria.findIndex(([each]) => each === id);
  const value = view.table.scores[index][row];
  const [low, high] = view.rubric.scale;
  const tenths = Math.max(0, Math.min(10, Math.round(((value - low) / (high - low)) * 10)));
  const colour = `rv-c${(index % 8) + 1}`;
  return h("td", { class: `rv-score-cell ${colour} rv-s${tenths}` }, view.formats.score(value));
}

/** @param {View} view @param {string} column @param {number} row @param {State} state @returns {HTMLElement} */
function cell(view, column, row, state) {
  const { table, formats } = view;
  const name = () => h("th", { scope: "row" }, h("a", { href: at(table.url[row]) }, table.name[row]));
  const maker = () => {
    const [, label, url] = table.makers[table.maker[row]];
    return h("td", {}, url ? h("a", { href: at(url) }, label) : label);
  };
  const value = () => {
    const found = pricePerPoint(table, row);
    if (Number.isNaN(found)) return h("td", { class: "rv-number rv-absent" }, absent(view));
    const amount = (found / table.cents) * 10 ** view.rubric.digits;
    return h("td", { class: "rv-number" }, formats.roundMoney(amount, currencyOf(table, row)));
  };
  /** @type {Record<string, () => HTMLElement>} */
  const cells = {
    name,
    maker,
    value,
    category: () => h("td", {}, table.categories[table.category[row]]?.[1] ?? absent(view)),
    overall: () => h("td", { class: "rv-number rv-col-overall" }, formats.score(table.overall[row])),
    own: () => h("td", { class: "rv-number rv-col-own" }, own(view, row, state)),
    price: () => h("td", { class: `rv-number${table.price[row] < 0 ? " rv-absent" : ""}` }, price(table, row, view)),
    date: () => h("td", { class: "rv-date" }, h("time", { datetime: isoDay(table.day[row]) }, isoDay(table.day[row]))),
    sources: () => h("td", { class: "rv-number" }, formats.count(table.sources[row])),
  };
  return cells[column]?.() ?? score(view, column, row);
}

/** A rank as shown: equal places carry the sign of equality. @param {View} view @param {Selection} found @param {number} i */
function rank(view, found, i) {
  if (!found.rank[i]) return h("td", { class: "rv-number rv-col-rank" });
  const shown = view.formats.count(found.rank[i]);
  if (!found.tied[i]) return h("td", { class: "rv-number rv-col-rank" }, shown);
  const words = h("span", { class: "rv-hidden" }, ` ${view.say("tied")}`);
  return h("td", { class: "rv-number rv-col-rank" }, shown, h("span", { "aria-hidden": "true" }, "="), words);
}

/** The table. */
export class TableRows {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.head = h("tr");
    this.body = h("tbody");
    this.top = h("tr", { class: "rv-space", "aria-hidden": "true" }, h("td"));
    this.end = h("tr", { class: "rv-space", "aria-hidden": "true" }, h("td"));
    this.table = h("table", { class: "rv-table rv-ex-table" }, h("thead", {}, this.head), this.body);
    const label = view.say("list");
    this.element = h("div", { class: "rv-table-wrap", role: "region", tabindex: "0", "aria-label": label }, this.table);
    this.height = 44;
    /** @type {string[]} */
    this.columns = [];
    this.window = new Windowed(
      this.body,
      (first, last, above, below) => this.draw(first, last, above, below),
      () => this.height,
    );
  }

  /** @param {Selection} found @param {State} state @param {string[]} columns */
  show(found, state, columns) {
    this.found = found;
    this.state = state;
    this.columns = columns;
    this.table.setAttribute("aria-rowcount", String(found.rows.length + 1));
    this.heads();
    this.window.set(found.rows.length);
    this.measure();
  }

  heads() {
    if (!this.state) return;
    const { say, heading, sort } = this.view;
    const [current, falling] = direction(this.state);
    const focused = /** @type {HTMLElement | null} */ (this.head.querySelector("button:focus"))?.dataset.column;
    const cells = this.columns.map((column) => {
      const plain = ["name", "maker", "category", "date"].includes(column);
      const sorted = column === current;
      const arrow = h("span", { class: "rv-arrow", "aria-hidden": "true" }, sorted ? (falling ? "▼" : "▲") : "");
      const button = h(
        "button",
        { type: "button", "data-column": column, title: say("sort_by", { column: heading(column) }), onclick: () => sort(column) },
        heading(column),
        arrow,
      );
      const name = `rv-col-${column}${plain ? "" : " rv-number"}`;
      return h("th", { scope: "col", class: name, "aria-sort": sorted ? (falling ? "descending" : "ascending") : null }, button);
    });
    const first = h("th", { scope: "col", class: "rv-number rv-col-rank" }, say("rank"));
    const last = this.view.button("", "") ? [h("th", { scope: "col", class: "rv-col-compare" }, say("compare"))] : [];
    this.head.replaceChildren(first, ...cells, ...last);
    if (focused) /** @type {HTMLElement | null} */ (this.head.querySelector(`[data-column="${focused}"]`))?.focus();
  }

  /** @param {number} i */
  row(i) {
    const { view, found, state } = this;
    if (!found || !state) return h("tr");
    const row = found.rows[i];
    const button = view.button(view.table.ref[row], view.table.name[row]);
    return h(
      "tr",
      { "aria-rowindex": i + 2 },
      rank(view, found, i),
      this.columns.map((column) => cell(view, column, row, state)),
      button ? h("td", { class: "rv-col-compare" }, button) : null,
    );
  }

  /** @param {number} first @param {number} last @param {number} above @param {number} below */
  draw(first, last, above, below) {
    const rows = [];
    for (let i = first; i < last; i += 1) rows.push(this.row(i));
    this.body.replaceChildren(...space(this.top, above), ...rows, ...space(this.end, below));
  }

  /** Lines are all as tall as the first: text does not wrap in them. */
  measure() {
    const first = /** @type {HTMLElement | null} */ (this.body.querySelector("tr:not(.rv-space)"));
    const height = first?.getBoundingClientRect().height ?? 0;
    if (height > 0 && Math.abs(height - this.height) > 0.5) {
      this.height = height;
      this.window.update(true);
    }
  }
}

/** @param {HTMLTableRowElement} row @param {number} height */
function space(row, height) {
  if (height <= 0) return [];
  const only = row.cells[0];
  only.colSpan = 30;
  only.style.height = `${height}px`;
  return [row];
}

/** @param {State} state @returns {[string, boolean]} the column sorted by, and whether its greatest value comes first */
export function direction(state) {
  const sort = sortOf(state);
  const column = sort.replace(/^-/, "");
  const rising = ["name", "maker", "category", "price", "value"].includes(column);
  return [column, rising === sort.startsWith("-")];
}

/** The cards. */
export class CardRows {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.element = h("ul", { class: "rv-ex-cards" });
    this.height = 216;
    this.window = new Windowed(
      this.element,
      (first, last, above, below) => this.draw(first, last, above, below),
      () => this.height,
    );
    addEventListener("resize", () => this.found && !this.element.hidden && this.window.set(this.found.rows.length, this.perLine()));
  }

  perLine() {
    return Math.max(1, Math.floor((this.element.clientWidth + 16) / (264 + 16)));
  }

  /** @param {Selection} found @param {State} state */
  show(found, state) {
    this.found = found;
    this.state = state;
    this.element.style.setProperty("--rv-per-line", String(this.perLine()));
    this.window.set(found.rows.length, this.perLine());
  }

  /** @param {number} first @param {number} last @param {number} above @param {number} below */
  draw(first, last, above, below) {
    const cards = [];
    for (let i = first; i < last; i += 1) cards.push(this.card(i));
    this.element.style.setProperty("--rv-per-line", String(this.perLine()));
    this.element.style.paddingTop = `${above}px`;
    this.element.style.paddingBottom = `${below}px`;
    this.element.replaceChildren(...cards);
  }

  /** @param {number} i */
  card(i) {
    const { view, found, state } = this;
    if (!found || !state) return h("li");
    const { table, rubric, formats, say } = view;
    const row = found.rows[i];
    const [low, high] = rubric.scale;
    const place = found.rank[i] ? `${formats.count(found.rank[i])}${found.tied[i] ? "=" : ""}` : "";
    const bars = rubric.criteria.map(([, , short], n) =>
      h(
        "div",
        { class: `rv-score rv-c${(n % 8) + 1}` },
        h("dt", {}, short),
        h(
          "dd",
          {},
          bar((table.scores[n][row] - low) / (high - low)),
          h("span", { class: "rv-number" }, formats.score(table.scores[n][row])),
        ),
      ),
    );
    const facts = [table.makers[table.maker[row]]?.[1], table.kind === "product" ? price(table, row, view) : isoDay(table.day[row])];
    return h(
      "li",
      { class: "rv-ex-card", "aria-posinset": i + 1, "aria-setsize": found.rows.length },
      h(
        "p",
        { class: "rv-ex-card-top" },
        h("a", { href: at(table.url[row]) }, table.name[row]),
        h("strong", { class: "rv-number" }, formats.score(table.overall[row])),
      ),
      h(
        "p",
        { class: "rv-ex-card-facts" },
        place ? h("span", { class: "rv-rank" }, `${say("rank")} ${place}`) : null,
        state.weights ? h("span", {}, `${say("own")} ${own(view, row, state)}`) : null,
        h("span", {}, facts[0]),
        h("span", {}, facts[1] ?? null),
      ),
      h("dl", { class: "rv-scores rv-scores-small" }, bars),
      view.button(table.ref[row], table.name[row]),
    );
  }
}
