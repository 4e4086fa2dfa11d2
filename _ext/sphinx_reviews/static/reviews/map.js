// The value map: a tap shows what a point is, buttons bring it nearer, the list's filters hold here, too.

import { h } from "./dom.js";
import { site, speaker } from "./site.js";
import { compareButton } from "./tray.js";

/** What the explorer tells when its filters changed, and when it is asked: it may have begun earlier. */
const FOUND = "reviews-found";

const [WIDTH, HEIGHT] = [640, 460];
const NEAREST = 8;

/** @param {HTMLElement} figure */
export async function start(figure) {
  const say = speaker(await site());
  const svg = /** @type {SVGSVGElement} */ (figure.querySelector("svg.rv-map"));
  const points = /** @type {SVGAElement[]} */ ([...svg.querySelectorAll("a[data-ref]")]);
  const card = h("div", { class: "rv-map-card", hidden: true, role: "group", "aria-label": say("map_point") });
  const note = h("p", { class: "rv-note rv-map-shown", role: "status" });
  const tools = zooming(svg, say);
  svg.before(tools);
  svg.after(card, note);

  /** @param {SVGAElement | undefined} point */
  const show = (point) => {
    for (const each of points) each.classList.toggle("rv-chosen", each === point);
    card.hidden = !point;
    if (!point) return;
    const name = point.dataset.name ?? "";
    const told = (point.querySelector("title")?.textContent ?? "").slice(name.length + 1).trim();
    const close = h("button", { type: "button", class: "rv-button", onclick: () => leave(point) }, say("close"));
    const link = h("a", { href: point.getAttribute("href") }, name);
    const add = compareButton(point.dataset.ref ?? "", name, say, "add_this");
    card.replaceChildren(h("p", {}, link, " ", h("span", { class: "rv-number" }, told)), add, " ", close);
    link.focus({ preventScroll: true });
  };
  /** @param {SVGAElement} point */
  const leave = (point) => {
    show(undefined);
    point.focus({ preventScroll: true });
  };
  svg.addEventListener("click", (event) => {
    const point = points.find((each) => each.contains(/** @type {Node} */ (event.target)));
    if (event.ctrlKey || event.metaKey || event.shiftKey || !point) return;
    event.preventDefault();
    show(point);
  });
  figure.addEventListener("keydown", (event) => {
    const point = svg.querySelector("a.rv-chosen");
    if (event.key === "Escape" && point) leave(/** @type {SVGAElement} */ (point));
  });
  addEventListener(FOUND, (event) => {
    const refs = new Set(/** @type {CustomEvent<string[]>} */ (event).detail);
    const inside = points.filter((point) => refs.has(point.dataset.ref ?? ""));
    for (const point of points) point.classList.toggle("rv-out", !refs.has(point.dataset.ref ?? ""));
    note.textContent = inside.length < points.length ? say("map_shown", { shown: inside.length, total: points.length }) : "";
  });
  dispatchEvent(new Event(`${FOUND}-asked`));
}

/** Buttons that bring the picture nearer; then it can be dragged. @param {SVGSVGElement} svg @param {import("./site.js").Say} say */
function zooming(svg, say) {
  let [x, y, near] = [0, 0, 1];
  const look = () => {
    const [wide, high] = [WIDTH / near, HEIGHT / near];
    x = Math.max(0, Math.min(WIDTH - wide, x));
    y = Math.max(0, Math.min(HEIGHT - high, y));
    svg.setAttribute("viewBox", `${x.toFixed(1)} ${y.toFixed(1)} ${wide.toFixed(1)} ${high.toFixed(1)}`);
    svg.classList.toggle("rv-near-by", near > 1);
    svg.style.setProperty("--rv-near", String(near));
    less.disabled = near === 1;
    more.disabled = near === NEAREST;
  };
  /** @param {number} by */
  const zoom = (by) => {
    const next = Math.max(1, Math.min(NEAREST, near * by));
    x += (WIDTH / near - WIDTH / next) / 2;
    y += (HEIGHT / near - HEIGHT / next) / 2;
    near = next;
    look();
  };
  /** @param {string} word @param {string} sign @param {number} by */
  const button = (word, sign, by) => h("button", { type: "button", class: "rv-button", "aria-label": say(word), title: say(word), onclick: () => zoom(by) }, sign);
  const more = button("zoom_in", "+", 2);
  const less = button("zoom_out", "−", 1 / 2);
  /** @type {[number, number] | null} */
  let held = null;
  svg.addEventListener("pointerdown", (event) => {
    if (near > 1 && !/** @type {Element} */ (event.target).closest("a")) held = [event.clientX, event.clientY];
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const scale = WIDTH / near / svg.clientWidth;
    x -= (event.clientX - held[0]) * scale;
    y -= (event.clientY - held[1]) * scale;
    held = [event.clientX, event.clientY];
    look();
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) svg.addEventListener(end, () => (held = null));
  look();
  return h("div", { class: "rv-map-tools", role: "group", "aria-label": say("zoom") }, more, " ", less);
}
