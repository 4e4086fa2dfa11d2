// The list itself, as a table or as cards. Only what is near the window is in the page.

import { bar, h, mark, put } from "./dom.js";
import { currencyOf, isoDay } from "./data.js";
import { at, root } from "./site.js";
import { LETTERED, ownScore, ownSum } from "./select.js";
import { sortOf } from "./state.js";
import { aim } from "./tray.js";

/** @typedef {import("./data.js").Column} Column */
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
 * @property {(ref: string, name: string, long?: boolean) => HTMLButtonElement | null} button the button that adds to the comparison
 * @property {(column: string) => void} sort
 */

/** How many lines are ready above and below the window, at least; as many as it shows, if these are more. */
const MORE = 4;

/**
 * @callback Draw
 * @param {number} first the items to have in the page
 * @param {number} last
 * @param {number} above what is left out above and below, in pixels
 * @param {number} below
 * @param {[number, number]} sight the items in sight
 */

/** Keeps the items near the window in the page, and blank space for the others. */
export class Windowed {
  /** @param {HTMLElement} box what holds the items @param {Draw} draw @param {() => number} lineHeight */
  constructor(box, draw, lineHeight) {
    this.box = box;
    this.draw = draw;
    this.lineHeight = lineHeight;
    this.count = 0;
    this.perLine = 1;
    this.top = 0;
    this.shown = [-1, -1];
    this.waiting = false;
    this.printing = false;
    addEventListener("scroll", () => this.soon(), { passive: true });
    addEventListener("resize", () => this.soon(), { passive: true });
    addEventListener("beforeprint", () => this.paper(true));
    addEventListener("afterprint", () => this.paper(false));
  }

  /** On paper every item is there. @param {boolean} printing */
  paper(printing) {
    this.printing = printing;
    if (this.box.isConnected && this.count && this.box.getClientRects().length) this.update(true);
  }

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (!this.box.isConnected || this.box.getClientRects().length === 0) return;
      this.look();
      this.update(false);
    });
  }

  /** Measure before anything is changed: measuring afterwards would make the browser lay out twice. */
  look() {
    this.top = -this.box.getBoundingClientRect().top;
  }

  /** @param {number} count @param {number} [perLine] */
  set(count, perLine = 1) {
    this.count = count;
    this.perLine = perLine;
    this.update(true);
    this.soon();
  }

  /** @param {boolean} always even if the same lines are near */
  update(always) {
    const lines = Math.ceil(this.count / this.perLine);
    if (this.printing) {
      this.shown = [0, lines];
      this.draw(0, this.count, 0, 0, [0, this.count]);
      return;
    }
    const height = this.lineHeight();
    const first = Math.max(0, Math.min(Math.floor(this.top / height), lines - 1));
    const last = Math.max(first, Math.min(lines, Math.ceil((this.top + innerHeight) / height) + 1));
    const more = Math.max(MORE, last - first);
    const begin = Math.max(0, first - more - (first % 4));
    const end = Math.min(lines, last + more + 4 - (last % 4));
    if (!always && begin === this.shown[0] && end === this.shown[1]) return;
    this.shown = [begin, end];
    const items = [begin, end, first, last].map((line) => Math.min(line * this.perLine, this.count));
    this.draw(items[0], items[1], begin * height, (lines - end) * height, [items[2], items[3]]);
  }
}

/** @param {Table} table @param {number} row @param {View} view */
function price(table, row, view) {
  if (Number.isNaN(table.price[row])) return absent(view);
  return view.formats.money(table.price[row] / table.cents, currencyOf(table, row));
}

/** @param {View} view */
const absent = (view) =>
  h("span", {}, h("span", { "aria-hidden": "true" }, "–"), h("span", { class: "rv-hidden" }, view.say("none")));

/** @param {View} view @param {number} row @param {State} state */
function own(view, row, state) {
  const sum = ownSum(view.table, view.rubric, state.weights)(row);
  return state.weights ? view.formats.own(ownScore(sum, state.weights, view.rubric)) : "–";
}

/** Show a text or an element in a cell. @param {HTMLElement} cell @param {string | Node} content */
function show(cell, content) {
  if (typeof content === "string" && !cell.firstElementChild) put(cell, content);
  else cell.replaceChildren(content);
}

/** Show a link in a cell, or its text where it leads nowhere. @param {HTMLElement} cell @param {string} url @param {string} label */
function link(cell, url, label) {
  if (!url) {
    show(cell, label);
    return;
  }
  const known = /** @type {HTMLAnchorElement | null} */ (cell.lastElementChild);
  const anchor = known ?? h("a");
  mark(anchor, "href", root.href + url);
  put(anchor, label);
  if (!known) cell.replaceChildren(anchor);
}

/** @param {string} url @returns {HTMLElement} a row's picture; the name beside it says what it shows */
const portrait = (url) => h("img", { class: "rv-row-picture", src: at(url), alt: "", width: "42", height: "28", loading: "lazy", decoding: "async" });

/** Show a review's name, and its picture before it where there is one. @param {HTMLElement} cell @param {Table} table @param {number} row */
function named(cell, table, row) {
  const url = table.picture[row] ?? "";
  // Another picture is another element: one whose address changes shows the old until the new is there.
  if (url !== (cell.dataset.picture ?? "")) {
    cell.replaceChildren(...(url ? [portrait(url)] : []), h("a"));
    cell.dataset.picture = url;
  }
  link(cell, table.url[row], table.name[row]);
}

/**
 * How a column's cells show a row.
 *
 * @param {View} view @param {string} column
 * @returns {(cell: HTMLElement, row: number, state: State) => void}
 */
function shower(view, column) {
  const { table, formats, rubric } = view;
  const { id, type, unit } = described(table, column);
  const values = table.values[id];
  const criterion = rubric.criteria.findIndex(([each]) => each === id);
  if (criterion >= 0) {
    const [low, high] = rubric.scale;
    const colour = `rv-score-cell rv-c${(criterion % 8) + 1} rv-s`;
    return (cell, row) => {
      mark(cell, "class", colour + Math.max(0, Math.min(10, Math.round(((values[row] - low) / (high - low)) * 10))));
      put(cell, formats.score(values[row]));
    };
  }
  /** @param {(row: number) => string} written @returns {(cell: HTMLElement, row: number) => void} */
  const given = (written) => (cell, row) => show(cell, Number.isNaN(values[row]) ? absent(view) : written(row));
  /** @type {Record<Column["type"], (cell: HTMLElement, row: number, state: State) => void>} */
  const showers = {
    name: (cell, row) => named(cell, table, row),
    link: (cell, row) => {
      const [, label, url] = table.lists[id][values[row]];
      link(cell, url, label);
    },
    choice: given((row) => table.lists[id][values[row]][1]),
    score: (cell, row) => put(cell, formats.score(values[row])),
    own: (cell, row, state) => put(cell, own(view, row, state)),
    money: (cell, row) => show(cell, price(table, row, view)),
    rate: given((row) => formats.roundMoney((values[row] / table.cents) * 10 ** rubric.digits, currencyOf(table, row))),
    date: given((row) => isoDay(values[row])),
    number: given((row) => formats.quantity(values[row], unit)),
  };
  return showers[type];
}

/** @param {Table} table @param {string} column @returns {Column} what the site says of it */
function described(table, column) {
  const found = table.columns.find(({ id }) => id === column);
  if (!found) throw new Error(`no column ${column}`);
  return found;
}

/** @param {Table} table @param {string} column whether its cells are numbers that stand one below the other */
const numeric = (table, column) => {
  const { type } = described(table, column);
  return !LETTERED.has(type) && type !== "date";
};

/** How wide columns are at least, in rem, by their type; the name takes what is left. */
const WIDTHS = /** @type {Record<string, number>} */ ({ name: 10, link: 6.75, choice: 9, money: 5.75, rate: 5.75, date: 6 });

/** @param {Column} column @returns {string | null} the class of its cells */
function classOf({ id, type }) {
  if (type === "score" || type === "own") return `rv-number rv-col-${id}`;
  if (type === "date") return "rv-date";
  return LETTERED.has(type) ? null : "rv-number";
}

/** A line of the table; it can show one product after the other without being made anew. */
class Line {
  /** @param {View} view @param {string[]} columns @param {((cell: HTMLElement, row: number, state: State) => void)[]} showers */
  constructor(view, columns, showers) {
    this.view = view;
    this.showers = showers;
    this.place = h("span");
    this.tied = h("span", {}, h("span", { "aria-hidden": "true" }, "="), h("span", { class: "rv-hidden" }, ` ${view.say("tied")}`));
    const rank = h("td", { class: "rv-number rv-col-rank" }, this.place, this.tied);
    this.cells = columns.map((column) =>
      column === "name" ? h("th", { scope: "row" }) : h("td", { class: classOf(described(view.table, column)) }),
    );
    this.button = view.button("", "");
    const first = this.button ? [h("td", { class: "rv-col-compare" }, this.button)] : [];
    this.element = h("tr", {}, first, rank, this.cells);
  }

  /** @param {Selection} found @param {number} i @param {State} state */
  show(found, i, state) {
    const { view, element } = this;
    const row = found.rows[i];
    mark(element, "aria-rowindex", String(i + 2));
    put(this.place, found.rank[i] ? view.formats.count(found.rank[i]) : "");
    this.tied.hidden = !found.tied[i];
    this.cells.forEach((cell, n) => this.showers[n](cell, row, state));
    if (this.button) aim(this.button, view.table.ref[row], view.table.name[row], view.say);
  }
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
    const picks = view.button("", "") ? " rv-ex-pick" : "";
    this.table = h("table", { class: `rv-table rv-ex-table${picks}` }, h("thead", {}, this.head), this.body);
    const label = view.say("list");
    this.element = h("div", { class: "rv-table-wrap", role: "region", tabindex: "0", "aria-label": label }, this.table);
    this.body.append(this.top, this.end);
    this.height = 44;
    this.measured = false;
    this.headed = "";
    /** @type {((cell: HTMLElement, row: number, state: State) => void)[]} */
    this.showers = [];
    /** @type {Map<string, {cell: HTMLElement, arrow: HTMLElement}>} */
    this.headings = new Map();
    /** @type {Line[]} */
    this.lines = [];
    this.first = 0;
    this.fresh = true;
    /** @type {(() => void) | null} */
    this.rest = null;
    /** @type {string[]} */
    this.columns = [];
    this.window = new Windowed(
      this.body,
      (...given) => this.draw(...given),
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
    this.fresh = true;
    this.window.set(found.rows.length);
    if (!this.measured) this.measure();
  }

  heads() {
    if (!this.state) return;
    if (this.headed !== this.columns.join()) this.makeHeads();
    const [current, falling] = direction(this.state, this.view.table);
    for (const [column, { cell, arrow }] of this.headings) {
      const sorted = column === current;
      put(arrow, sorted ? (falling ? "▼" : "▲") : "");
      if (!sorted) cell.removeAttribute("aria-sort");
      else mark(cell, "aria-sort", falling ? "descending" : "ascending");
    }
  }

  makeHeads() {
    const { say, heading, sort } = this.view;
    const focused = /** @type {HTMLElement | null} */ (this.head.querySelector("button:focus"))?.dataset.column;
    this.headings.clear();
    this.showers = this.columns.map((column) => shower(this.view, column));
    for (const line of this.lines.splice(0)) line.element.remove();
    for (const column of this.columns) {
      const arrow = h("span", { class: "rv-arrow", "aria-hidden": "true" });
      const button = h(
        "button",
        { type: "button", "data-column": column, title: say("sort_by", { column: heading(column) }), onclick: () => sort(column) },
        heading(column),
        arrow,
      );
      const cell = h("th", { scope: "col", class: `rv-col-${column}${numeric(this.view.table, column) ? " rv-number" : ""}` }, button);
      this.headings.set(column, { cell, arrow });
    }
    const rank = h("th", { scope: "col", class: "rv-number rv-col-rank" }, h("span", {}, say("rank")));
    const hidden = h("span", { class: "rv-hidden" }, say("compare"));
    const first = this.view.button("", "") ? [h("th", { scope: "col", class: "rv-col-compare" }, hidden)] : [];
    this.head.replaceChildren(...first, rank, ...[...this.headings.values()].map(({ cell }) => cell));
    this.headed = this.columns.join();
    this.widen();
    if (focused) /** @type {HTMLElement | null} */ (this.head.querySelector(`[data-column="${focused}"]`))?.focus();
  }

  /** Columns keep their widths whatever stands in them, so that the browser need not look into every row. */
  widen() {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const narrow = innerWidth < 40 * rem;
    const tight = innerWidth < 75 * rem;
    const cells = [...this.head.cells];
    const digits = this.view.formats.count(this.view.table.count).length + 1;
    const own = Object.fromEntries(this.view.table.columns.map(({ id, type }) => [id, WIDTHS[type] ?? 0]));
    /** @type {Record<string, number>} */
    const least = { ...own, rank: digits / 2 + 0.75, compare: 2.75, ...(tight && { name: 8.5, price: 5.25, compare: 2.5 }), ...(narrow && { name: 8 }) };
    const widths = cells.map((cell) => {
      const heading = cell.firstElementChild?.getBoundingClientRect().width ?? 0;
      return Math.max(Math.ceil(heading) + (tight ? 8 : 12), (least[cell.className.match(/rv-col-(\S+)/)?.[1] ?? ""] ?? 0) * rem);
    });
    const sum = widths.reduce((total, width) => total + width, 0);
    const spare = Math.max(0, this.element.clientWidth - sum);
    cells.forEach((cell, i) => {
      const more = cell.classList.contains("rv-col-maker") ? Math.min(spare * 0.4, 4 * rem) : 0;
      if (!cell.classList.contains("rv-col-name")) cell.style.width = `${widths[i] + more}px`;
    });
    this.table.style.minWidth = `${sum}px`;
  }

  /** What is in sight is filled at once, and lines that are new; what else is near it in the next frame. @type {Draw} */
  draw(first, last, above, below, sight) {
    const { lines } = this;
    const end = this.first + lines.length;
    if (this.fresh || first >= end || last <= this.first) {
      const old = Math.min(first + lines.length, last);
      this.resize(first, last);
      for (let i = sight[0]; i < Math.min(sight[1], old); i += 1) this.fill(lines[i - first], i);
      this.later(first, old, sight);
    } else {
      this.slide(first, last, end);
    }
    this.fresh = false;
    this.first = first;
    const across = this.head.cells.length;
    space(this.top, above, across);
    space(this.end, below, across);
  }

  /** Fill the lines out of sight once the others are on the screen. @param {number} first @param {number} last @param {[number, number]} sight */
  later(first, last, sight) {
    const rest = () => {
      if (this.rest !== rest) return;
      this.rest = null;
      for (let i = first; i < last; i += 1) if (i < sight[0] || i >= sight[1]) this.fill(this.lines[i - first], i);
    };
    this.rest = rest;
    requestAnimationFrame(rest);
  }

  /** @param {Line} line @param {number} i */
  fill(line, i) {
    if (this.found && this.state) line.show(this.found, i, this.state);
  }

  /** A line comes into the page with what it shows: frames may be long in coming. @param {number} first @param {number} last */
  resize(first, last) {
    const { lines } = this;
    while (lines.length > last - first) lines.pop()?.element.remove();
    while (lines.length < last - first) this.append(new Line(this.view, this.columns, this.showers), first + lines.length);
  }

  /** @param {Line} line @param {number} i what it shows */
  append(line, i) {
    this.fill(line, i);
    this.lines.push(line);
    this.body.insertBefore(line.element, this.end);
  }

  /** Carry lines that leave at one end to the other. @param {number} first @param {number} last @param {number} end */
  slide(first, last, end) {
    const { lines } = this;
    this.rest?.();
    const spare = lines.splice(0, Math.max(0, first - this.first));
    if (end > last) spare.push(...lines.splice(last - end));
    for (let i = Math.max(first, this.first) - 1; i >= first; i -= 1) {
      const line = spare.pop() ?? new Line(this.view, this.columns, this.showers);
      lines.unshift(line);
      this.body.insertBefore(line.element, this.top.nextSibling);
      this.fill(line, i);
    }
    for (let i = first + lines.length; i < last; i += 1) {
      this.append(spare.pop() ?? new Line(this.view, this.columns, this.showers), i);
    }
    for (const line of spare) line.element.remove();
  }

  /** Lines are all as tall as the first: text does not wrap in them. */
  measure() {
    const first = /** @type {HTMLElement | null} */ (this.body.querySelector("tr:not(.rv-space)"));
    const height = first?.getBoundingClientRect().height ?? 0;
    this.measured = height > 0;
    if (height > 0 && Math.abs(height - this.height) > 0.5) {
      this.height = height;
      this.fresh = true;
      this.window.update(true);
    }
  }
}

/** @param {HTMLTableRowElement} row @param {number} height @param {number} across how many columns there are */
function space(row, height, across) {
  row.hidden = height <= 0;
  row.cells[0].colSpan = across;
  row.cells[0].style.height = `${Math.max(0, height)}px`;
}

/** @param {State} state @param {Table} table @returns {[string, boolean]} the column sorted by, and whether its greatest value comes first */
export function direction(state, table) {
  const sort = sortOf(state);
  const column = sort.replace(/^-/, "");
  return [column, Boolean(described(table, column).low) === sort.startsWith("-")];
}

/** @returns {number} the size of the reader's letters in pixels: cards grow with them */
const letters = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The cards. */
export class CardRows {
  /** @param {View} view */
  constructor(view) {
    this.view = view;
    this.element = h("ul", { class: "rv-ex-cards" });
    /** @type {Map<number, HTMLElement>} */
    this.made = new Map();
    const { length } = view.rubric.criteria;
    this.element.style.setProperty("--rv-criteria", String(length));
    this.window = new Windowed(
      this.element,
      (...given) => this.draw(...given),
      () => (8.5 + 1.4 * length) * letters(),
    );
    addEventListener("resize", () => this.found && !this.element.hidden && this.window.set(this.found.rows.length, this.perLine()));
  }

  perLine() {
    return Math.max(1, Math.floor((this.element.clientWidth / letters() + 1) / (16.5 + 1)));
  }

  /** @param {Selection} found @param {State} state */
  show(found, state) {
    this.found = found;
    this.state = state;
    this.made.clear();
    this.element.replaceChildren();
    this.window.set(found.rows.length, this.perLine());
  }

  /** Cards that stay near the window stay as they are. @type {Draw} */
  draw(first, last, above, below) {
    for (const [i, card] of this.made) {
      if (i >= first && i < last) continue;
      card.remove();
      this.made.delete(i);
    }
    /** @type {Element | null} */
    let next = this.element.firstElementChild;
    for (let i = first; i < last; i += 1) {
      const known = this.made.get(i);
      if (known) next = known.nextElementSibling;
      else this.made.set(i, this.element.insertBefore(this.card(i), next));
    }
    this.element.style.setProperty("--rv-per-line", String(this.window.perLine));
    this.element.style.paddingTop = `${above}px`;
    this.element.style.paddingBottom = `${below}px`;
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
        table.picture[row] ? portrait(table.picture[row]) : null,
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
      view.button(table.ref[row], table.name[row], true),
    );
  }
}
