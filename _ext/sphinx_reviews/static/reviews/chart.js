// The overlay chart: one shape per product, told apart by colour, dashes and marks. The table says the same.

import { h, s } from "./dom.js";
import { corners } from "./compared.js";

/** @typedef {import("./compared.js").Product} Product */

const RADIUS = 120;

/** @param {number} n @param {number} x @param {number} y the mark of the nth product */
function sign(n, x, y) {
  const name = { class: `rv-sign rv-p${n + 1}` };
  const r = 5;
  const paths = [
    "",
    `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`,
    `M${x} ${y - r - 1}l${r + 1} ${2 * r}h${-2 * r - 2}z`,
    `M${x} ${y - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`,
    `M${x} ${y + r + 1}l${r + 1} ${-2 * r}h${-2 * r - 2}z`,
    `M${x - r} ${y - 2}h3v-3h4v3h3v4h-3v3h-4v-3h-3z`,
  ];
  return n === 0 ? s("circle", { ...name, cx: x, cy: y, r }) : s("path", { ...name, d: paths[n] });
}

/** @param {[number, number][]} points */
const path = (points) => `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;

/**
 * @param {Product[]} products
 * @param {import("./site.js").Rubric} rubric
 * @param {string} title
 */
export function radar(products, rubric, title) {
  const [low, high] = rubric.scale;
  const axes = rubric.criteria;
  const full = corners(axes.map(() => 1), RADIUS);
  const rings = [0.25, 0.5, 0.75, 1].map((share) =>
    s("path", { class: "rv-grid", d: path(corners(axes.map(() => share), RADIUS)) }),
  );
  const spokes = full.map(([x, y]) => s("path", { class: "rv-grid", d: `M0 0L${x.toFixed(1)} ${y.toFixed(1)}` }));
  const labels = corners(axes.map(() => 1), RADIUS + 14).map(([x, y], i) =>
    s(
      "text",
      { class: "rv-tick", x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": Math.abs(x) < 8 ? "middle" : x > 0 ? "start" : "end" },
      axes[i][2],
    ),
  );
  const shapes = products.map(({ scores }, n) => {
    const points = corners(scores.map((score) => Math.max(0, Math.min(1, (score - low) / (high - low)))), RADIUS);
    return s(
      "g",
      { class: `rv-shape rv-p${n + 1}` },
      s("path", { class: "rv-shape-line", d: path(points) }),
      points.map(([x, y]) => sign(n, x, y)),
    );
  });
  return s("svg", { class: "rv-radar", viewBox: "-230 -150 460 280", role: "img", "aria-label": title }, rings, spokes, shapes, labels);
}

/** @param {Product[]} products */
export function legend(products) {
  return h(
    "ul",
    { class: "rv-legend" },
    products.map(({ name }, n) =>
      h("li", {}, s("svg", { viewBox: "-9 -9 18 18", class: "rv-legend-sign", "aria-hidden": "true" }, sign(n, 0, 0)), name),
    ),
  );
}
