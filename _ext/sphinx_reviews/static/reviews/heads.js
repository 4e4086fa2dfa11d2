// Keeps the column heads of a table in sight, and tells that there are more columns.
//
// A box that scrolls sideways holds what is sticky inside it, so the heads would scroll away with the
// page. Where the table fits, its box need not scroll; elsewhere a copy of the heads stays, which
// moves sideways with the table. Screen readers and the keyboard meet the table itself.

import { h } from "./dom.js";

/** @type {WeakSet<Element>} */
const known = new WeakSet();
/** @type {Set<() => void>} */
const held = new Set();

/** Hold the heads of every table in a part of the page. @param {ParentNode} [part] */
export function holdHeads(part = document) {
  for (const box of part.querySelectorAll(".rv-table-wrap:not(.rv-held-line)")) {
    const table = box.querySelector("table");
    if (!table?.tHead || known.has(box)) continue;
    known.add(box);
    hold(/** @type {HTMLElement} */ (box), table, table.tHead);
  }
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    for (const look of held) look();
  });
}
addEventListener("scroll", soon, { passive: true });

/** @param {HTMLElement} box @param {HTMLTableElement} table @param {HTMLTableSectionElement} head */
function hold(box, table, head) {
  const copy = h("table");
  const line = h("div", { class: "rv-held-line", hidden: true });
  const more = h("button", { type: "button", class: "rv-held-more", tabindex: -1, onclick: () => box.scrollBy({ left: box.clientWidth * 0.6 }) }, "→");
  const place = h("div", { class: "rv rv-held", "aria-hidden": "true" }, line, more);

  const sideways = () => {
    line.scrollLeft = box.scrollLeft;
    more.hidden = box.scrollLeft + box.clientWidth > table.offsetWidth - 4;
  };
  const look = () => {
    if (!box.isConnected) held.delete(look);
    if (!place.isConnected) return;
    const { top, bottom } = box.getBoundingClientRect();
    const tall = head.offsetHeight;
    const away = head.getBoundingClientRect().top < 0 && bottom > tall;
    place.hidden = bottom < tall || top > innerHeight;
    if (away === line.hidden) line.replaceChildren(...(away ? [copy] : []));
    const came = away && line.hidden;
    line.hidden = !away;
    line.classList.toggle("rv-table-wrap", away);
    if (came) draw();
    sideways();
  };
  function draw() {
    if (line.hidden) return;
    copy.className = table.className;
    copy.style.width = `${table.offsetWidth}px`;
    copy.style.minWidth = "0";
    copy.style.tableLayout = "fixed";
    const heads = /** @type {HTMLTableSectionElement} */ (head.cloneNode(true));
    const cells = [...head.querySelectorAll("th, td")];
    heads.querySelectorAll("th, td").forEach((cell, i) => {
      /** @type {HTMLElement} */ (cell).style.width = `${cells[i].getBoundingClientRect().width}px`;
    });
    for (const inside of heads.querySelectorAll("a, button")) inside.setAttribute("tabindex", "-1");
    copy.replaceChildren(heads);
    line.style.width = `${box.clientWidth}px`;
    sideways();
  }
  const fit = () => {
    if (!box.isConnected) return;
    const fits = table.offsetWidth <= box.clientWidth + 1;
    box.classList.toggle("rv-fits", fits);
    if (fits) place.remove();
    else {
      if (place.nextElementSibling !== box) box.before(place);
      draw();
      look();
    }
    if (box.hidden) place.hidden = true;
  };
  line.addEventListener("click", (event) => {
    const cell = /** @type {Element} */ (event.target).closest("th, td");
    const wanted = /** @type {HTMLElement} */ (event.target).closest("a, button");
    if (!cell || !wanted) return;
    event.preventDefault();
    const own = [...head.querySelectorAll("th, td")][[...copy.querySelectorAll("th, td")].indexOf(cell)];
    /** @type {HTMLElement | null} */ (own?.querySelectorAll("a, button")[[...cell.querySelectorAll("a, button")].indexOf(wanted)] ?? null)?.click();
  });
  box.addEventListener("scroll", sideways, { passive: true });
  new ResizeObserver(fit).observe(box);
  new ResizeObserver(fit).observe(table);
  new MutationObserver(() => !box.classList.contains("rv-fits") && draw()).observe(head, { childList: true, subtree: true, characterData: true, attributes: true });
  held.add(look);
  fit();
}
