// The panel of filters. It shows a state and tells what the reader changes; it keeps none itself.

import { debounce, h, mark, put } from "./dom.js";
import { compact } from "./fold.js";
import { MOST_WEIGHT } from "./state.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./data.js").Table} Table */
/** @typedef {import("./site.js").Rubric} Rubric */
/** @typedef {import("./site.js").Say} Say */
/** @typedef {(state: State) => void} Edit */

/**
 * @typedef {object} Panel
 * @property {Table} table
 * @property {Rubric} rubric
 * @property {Say} say
 * @property {import("./format.js").Formats} formats
 * @property {(edit: Edit) => void} note a change that is drawn with the next one
 * @property {(edit: Edit, typing?: string) => void} change `typing`: where this is one step of many
 */

/** @typedef {[label: string, undo: Edit]} Chosen what a reader chose, and how to take it back */

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {(state: State, counts: import("./select.js").Selection["counts"]) => void} show
 * @property {(state: State) => Chosen[]} chosen
 */

/** Move a handle, only where it stands elsewhere. @param {HTMLInputElement} input @param {number} value */
function turn(input, value) {
  if (input.valueAsNumber !== value) input.valueAsNumber = value;
}

/** @param {Panel} panel @param {string} what @param {string} value */
const named = ({ say }, what, value) => say("named", { what, value });

/** @param {Panel} panel @param {string} low @param {string} high */
const span = ({ say }, low, high) => say("from_to", { low, high });

let numbered = 0;
const fresh = () => `rv-field-${(numbered += 1)}`;

/** @param {Panel} panel @returns {Field} */
export function textField(panel) {
  const id = fresh();
  const input = h("input", { type: "search", id, autocomplete: "off", enterkeyhint: "search" });
  const soon = debounce(() => panel.change(() => {}, id), 60);
  // What is typed holds at once, whatever is chosen next; the list follows when the letters pause.
  input.addEventListener("input", () => {
    panel.note((state) => (state.text = input.value.trim()));
    soon();
  });
  return {
    element: h("div", { class: "rv-field" }, h("label", { for: id }, panel.say("text")), input),
    show: (state) => {
      if (input.value.trim() !== state.text) input.value = state.text;
    },
    chosen: ({ text }) => (text ? [[text, (state) => (state.text = "")]] : []),
  };
}

/**
 * A choice among many: the most frequent ones, what is chosen, and what the reader looks for.
 *
 * @param {Panel} panel
 * @param {string} key a built-in set or a column of the site's own
 * @param {[string, string, ...string[]][]} listed id, label
 * @param {string} legend
 * @param {number} most how many stand there unasked
 * @param {Field} [mode] how several are combined
 * @returns {Field}
 */
export function facetField(panel, key, listed, legend, most, mode) {
  const list = h("ul", { class: "rv-facet-list" });
  const seek = panel.say("find_in", { what: legend });
  const find = h("input", { type: "search", placeholder: seek, "aria-label": seek, autocomplete: "off" });
  const note = h("p", { class: "rv-note" });
  const labels = new Map(listed.map(([id, label]) => [id, label]));
  const dense = listed.map(([id, label]) => compact(label) + " " + compact(id));
  /** @type {[State, Int32Array] | undefined} */
  let last;

  const built = key === "category" || key === "maker" || key === "tag" ? key : null;
  /** @param {State} state @returns {string[]} */
  const read = (state) => (built ? state[built] : (state.facets[key] ?? []));
  /** @param {State} state @param {string[]} ids */
  const write = (state, ids) => {
    if (built) state[built] = ids;
    else state.facets = { ...state.facets, [key]: ids };
  };

  /** @param {string} id @param {boolean} on */
  const pick = (id, on) =>
    panel.change((state) => {
      const rest = read(state).filter((each) => each !== id);
      write(state, on ? [...rest, id].sort() : rest);
    });

  /** @type {{element: HTMLElement, box: HTMLInputElement, count: HTMLElement}[]} made when first shown */
  const items = [];
  let drawn = "";

  /** @param {number} i */
  const item = (i) => {
    const [id, label] = listed[i];
    const box = h("input", { type: "checkbox", value: id, onchange: () => pick(id, box.checked) });
    const count = h("span", { class: "rv-count" });
    return { box, count, element: h("li", {}, h("label", {}, box, h("span", {}, label), count)) };
  };

  const draw = () => {
    if (!last) return;
    const [state, counts] = last;
    const chosen = new Set(read(state));
    const wanted = compact(find.value);
    const fitting = listed.map((_, i) => i).filter((i) => !wanted || dense[i].includes(wanted));
    const order = key === "category" ? fitting : fitting.sort((a, b) => counts[b] - counts[a] || a - b);
    const shown = order.filter((i, place) => place < most || chosen.has(listed[i][0]));
    if (shown.join() !== drawn) {
      drawn = shown.join();
      const focused = list.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement).value : null;
      list.replaceChildren(...shown.map((i) => (items[i] ??= item(i)).element));
      if (focused !== null) items[listed.findIndex(([id]) => id === focused)]?.box.focus();
    }
    for (const i of shown) {
      const on = chosen.has(listed[i][0]);
      items[i].box.checked = on;
      put(items[i].count, panel.formats.count(counts[i]));
      items[i].element.classList.toggle("rv-none", !counts[i] && !on);
    }
    const more = order.length - shown.length;
    put(note, more > 0 ? panel.say("more", { count: panel.formats.count(more) }) : "");
    note.hidden = more <= 0;
  };
  find.addEventListener("input", draw);
  const many = listed.length > most;
  return {
    element: h("fieldset", { class: "rv-field rv-facet" }, h("legend", {}, legend), many ? find : null, list, many ? note : null, mode?.element),
    show: (state, counts) => {
      last = [state, counts[key]];
      draw();
      mode?.show(state, counts);
    },
    chosen: (state) => read(state).map((id) => [labels.get(id) ?? id, (after) => write(after, read(after).filter((each) => each !== id))]),
  };
}

/** Whether a review needs all chosen tags. @param {Panel} panel @returns {Field} */
export function tagModeField(panel) {
  const name = fresh();
  /** @param {boolean} all @param {string} word */
  const option = (all, word) => {
    const input = h("input", { type: "radio", name, onchange: () => panel.change((state) => (state.allTags = all)) });
    return { input, label: h("label", { class: "rv-check" }, input, panel.say(word)) };
  };
  const [any, all] = [option(false, "any_tag"), option(true, "all_tags")];
  const element = h("div", { class: "rv-radios", role: "radiogroup", "aria-label": panel.say("tag_mode") }, any.label, all.label);
  return {
    element,
    show: (state) => {
      (state.allTags ? all : any).input.checked = true;
      element.hidden = state.tag.length < 2 && !state.allTags;
    },
    chosen: () => [],
  };
}

/**
 * Two handles on one line, for the least and the most.
 *
 * @param {Panel} panel
 * @param {object} options
 * @param {string} options.legend
 * @param {number} options.steps
 * @param {(step: number) => number} options.value a step's value
 * @param {(value: number) => number} options.step a value's nearest step
 * @param {(value: number) => string} options.label
 * @param {(state: State) => import("./state.js").Range} options.read
 * @param {(state: State, range: import("./state.js").Range) => void} options.write
 * @param {string} [options.colour]
 * @returns {Field}
 */
export function rangeField(panel, { legend, steps, value, step, label, read, write, colour }) {
  const shown = h("output", { "aria-live": "off" });
  /** @param {string} word */
  const handle = (word) =>
    h("input", { type: "range", min: 0, max: steps, step: 1, "aria-label": named(panel, legend, panel.say(word)) });
  const [low, high] = [handle("least"), handle("most")];
  let said = "";
  const say = () => {
    if (said === `${low.value} ${high.value}`) return;
    said = `${low.value} ${high.value}`;
    low.setAttribute("aria-valuetext", label(value(low.valueAsNumber)));
    high.setAttribute("aria-valuetext", label(value(high.valueAsNumber)));
    shown.textContent = span(panel, label(value(low.valueAsNumber)), label(value(high.valueAsNumber)));
    line.style.setProperty("--rv-from", `${(low.valueAsNumber / steps) * 100}%`);
    line.style.setProperty("--rv-to", `${(high.valueAsNumber / steps) * 100}%`);
    low.classList.toggle("rv-front", low.valueAsNumber > steps / 2);
  };
  /** @param {boolean} typing */
  const tell = (typing) => {
    if (low.valueAsNumber > high.valueAsNumber) {
      if (document.activeElement === low) low.valueAsNumber = high.valueAsNumber;
      else high.valueAsNumber = low.valueAsNumber;
    }
    const least = low.valueAsNumber === 0 ? null : value(low.valueAsNumber);
    const most = high.valueAsNumber === steps ? null : value(high.valueAsNumber);
    say();
    panel.change((state) => write(state, [least, most]), typing ? legend : "");
  };
  for (const input of [low, high]) {
    input.addEventListener("input", () => tell(true));
    input.addEventListener("change", () => tell(false));
  }
  const line = h("div", { class: "rv-dual" }, low, high);
  return {
    element: h("fieldset", { class: `rv-field rv-range ${colour ?? ""}` }, h("legend", {}, h("span", {}, legend), shown), line),
    show: (state) => {
      const [least, most] = read(state);
      turn(low, least === null ? 0 : step(least));
      turn(high, most === null ? steps : step(most));
      say();
    },
    chosen: (state) => {
      const [least, most] = read(state);
      if (least === null && most === null) return [];
      const ends = span(panel, label(least ?? value(0)), label(most ?? value(steps)));
      return [[named(panel, legend, ends), (after) => write(after, [null, null])]];
    },
  };
}

/** @param {Panel} panel @returns {Field} */
export function dateField(panel) {
  /** @param {0 | 1} end @param {string} word */
  const day = (end, word) => {
    const id = fresh();
    const input = h("input", {
      type: "date",
      id,
      onchange: () => panel.change((state) => (state.date[end] = input.value), id), // a year changes with each digit
    });
    return { input, element: h("div", { class: "rv-day" }, h("label", { for: id }, panel.say(word)), input) };
  };
  const [first, last] = [day(0, "from"), day(1, "until")];
  return {
    element: h("fieldset", { class: "rv-field" }, h("legend", {}, panel.say("date")), first.element, last.element),
    show: (state) => {
      first.input.value = state.date[0];
      last.input.value = state.date[1];
    },
    chosen: ({ date }) =>
      date.some(Boolean) ? [[named(panel, panel.say("date"), span(panel, ...date)), (state) => (state.date = ["", ""])]] : [],
  };
}

/** @param {Panel} panel @returns {Field} */
export function pricedField(panel) {
  const input = h("input", { type: "checkbox", onchange: () => panel.change((state) => (state.priced = input.checked)) });
  return {
    element: h("div", { class: "rv-field" }, h("label", { class: "rv-check" }, input, panel.say("priced"))),
    show: (state) => {
      input.checked = state.priced;
    },
    chosen: ({ priced }) => (priced ? [[panel.say("priced"), (state) => (state.priced = false)]] : []),
  };
}

/** @param {Panel} panel @param {number} most @returns {Field} */
export function sourcesField(panel, most) {
  const id = fresh();
  const shown = h("output", { for: id, "aria-live": "off" });
  const input = h("input", { type: "range", id, min: 0, max: most, step: 1 });
  /** @param {boolean} typing */
  const tell = (typing) => panel.change((state) => (state.sources = input.valueAsNumber), typing ? id : "");
  input.addEventListener("input", () => tell(true));
  input.addEventListener("change", () => tell(false));
  return {
    element: h("div", { class: "rv-field rv-slider" }, h("div", { class: "rv-slider-head" }, h("label", { for: id }, panel.say("sources_least")), shown), input),
    show: (state) => {
      turn(input, state.sources);
      put(shown, panel.formats.count(state.sources));
    },
    chosen: ({ sources }) =>
      sources ? [[named(panel, panel.say("sources_least"), panel.formats.count(sources)), (state) => (state.sources = 0)]] : [],
  };
}

/** One slider per criterion, and the presets. @param {Panel} panel @returns {Field} */
export function weightsField(panel) {
  const { rubric, say } = panel;
  /** @param {number[] | null} weights @returns {Edit} */
  const set = (weights) => (state) => {
    state.weights = weights;
    if (weights && state.sort.replace(/^-/, "") !== "own") state.sort = "";
    if (!weights && state.sort.replace(/^-/, "") === "own") state.sort = "";
  };
  const sliders = rubric.criteria.map(([, name], i) => {
    const id = fresh();
    const shown = h("output", { for: id, "aria-live": "off" });
    const input = h("input", { type: "range", id, min: 0, max: MOST_WEIGHT, step: 1 });
    /** @param {boolean} typing */
    const tell = (typing) => {
      const all = sliders.map((slider) => slider.input.valueAsNumber);
      panel.change(set(all.some(Boolean) ? all : null), typing ? id : "");
    };
    input.addEventListener("input", () => tell(true));
    input.addEventListener("change", () => tell(false));
    const element = h("div", { class: `rv-field rv-slider rv-c${(i % 8) + 1}` }, h("div", { class: "rv-slider-head" }, h("label", { for: id }, name), shown), input);
    return { input, shown, element };
  });
  const buttons = rubric.presets.map(([, name, weights]) => {
    const button = h("button", { type: "button", class: "rv-button", onclick: () => panel.change(set([...weights])) }, name);
    return { button, key: weights.join() };
  });
  const plain = h("button", { type: "button", class: "rv-button", onclick: () => panel.change(set(null)) }, say("no_weights"));
  const summary = h("summary", {}, say("weights"));
  const element = h(
    "details",
    { class: "rv-fold rv-weights" },
    summary,
    h("p", { class: "rv-note" }, say("weights_note")),
    h("p", { class: "rv-buttons" }, buttons.map(({ button }) => button), plain),
    sliders.map((slider) => slider.element),
  );
  return {
    element,
    show: (state) => {
      if (state.weights) element.open = true;
      sliders.forEach(({ input, shown }, i) => {
        const weight = state.weights ? state.weights[i] : 1;
        turn(input, weight);
        put(shown, String(weight));
      });
      for (const { button, key } of buttons) mark(button, "aria-pressed", String(state.weights?.join() === key));
      mark(plain, "aria-pressed", String(!state.weights));
    },
    chosen: ({ weights }) => {
      if (!weights) return [];
      const preset = rubric.presets.find(([, , each]) => each.join() === weights.join());
      return [[named(panel, say("weights"), preset ? preset[1] : weights.join(" : ")), set(null)]];
    },
  };
}

/**
 * Fields that most readers pass over: folded until one of them is used.
 *
 * @param {string} title @param {Field[]} fields @returns {Field}
 */
export function foldedFields(title, fields) {
  const element = h("details", { class: "rv-fold" }, h("summary", {}, title), fields.map((field) => field.element));
  /** @param {State} state */
  const chosen = (state) => fields.flatMap((field) => field.chosen(state));
  return {
    element,
    show: (state, counts) => {
      if (chosen(state).length) element.open = true;
      for (const field of fields) field.show(state, counts);
    },
    chosen,
  };
}
