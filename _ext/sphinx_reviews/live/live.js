// Added to pages by `live` alone: loads the page anew when it changes, and shows what is wrong.

/** @typedef {{page: string, failure: string, here: string[], elsewhere: string[], more: number}} State */

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
const shown = own.dataset.page;

/** @type {HTMLElement | null} */
let panel = null;

/**
 * @param {string} tag
 * @param {string} text
 * @returns {HTMLElement}
 */
function made(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/**
 * @param {string} title
 * @param {string[]} lines
 * @returns {HTMLElement}
 */
function list(title, lines) {
  const box = document.createElement("details");
  const items = document.createElement("ul");
  items.append(...lines.map((line) => made("li", line)));
  box.append(made("summary", title), items);
  return box;
}

/** @param {State} state */
function show(state) {
  panel?.remove();
  panel = null;
  const others = state.elsewhere.length + state.more;
  if (!state.failure && !state.here.length && !others) {
    return;
  }
  panel = made("aside", "");
  panel.className = "rv-live";
  panel.setAttribute("role", "status");
  if (state.failure) {
    panel.append(made("h2", "The site could not be built"), made("pre", state.failure));
  }
  if (state.here.length) {
    const here = list(`${state.here.length} on this page`, state.here);
    here.setAttribute("open", "");
    panel.append(here);
  }
  if (others) {
    const rest = state.more ? [`and ${state.more} more; “make check” lists them`] : [];
    panel.append(list(`${others} elsewhere`, [...state.elsewhere, ...rest]));
  }
  panel.classList.toggle("rv-live-quiet", !state.failure && !state.here.length);
  document.body.append(panel);
}

const events = new EventSource(`/_live/events?at=${encodeURIComponent(location.pathname)}`);
events.onmessage = (/** @type {MessageEvent<string>} */ event) => {
  /** @type {State} */
  const state = JSON.parse(event.data);
  if (state.page !== shown && state.page) {
    events.close();
    location.reload();
  } else {
    show(state);
  }
};
window.addEventListener("pagehide", () => events.close());
window.addEventListener("pageshow", (/** @type {PageTransitionEvent} */ event) => {
  if (event.persisted) {
    location.reload();
  }
});
