import assert from "node:assert/strict";
import { test } from "node:test";
import { RAW, RUBRIC, ours } from "./support.js";

const { decode } = await ours("data");
const { nothing } = await ours("state");
const { ownScore, select } = await ours("select");

const table = decode(RAW);
const found = (state) => select(table, RUBRIC, { ...nothing(), ...state });
const refs = (state) => [...found(state).rows].map((row) => table.ref[row]);

test("rows come best first; equal scores by name", () => {
  assert.deepEqual(refs({}), ["cord", "acme-wh-1000xm5", "bolt", "bolt-2", "dune-one", "echo"]);
});

test("addresses follow the ref unless the site says otherwise", () => {
  assert.deepEqual(table.url.slice(2, 4), ["products/en/bolt-2/", "old/cord.html"]);
});

test("text finds names, makers, categories and tags in any width, with any hyphens", () => {
  assert.deepEqual(refs({ text: "wh1000xm5" }), ["acme-wh-1000xm5"]);
  assert.deepEqual(refs({ text: "ＷＨ－1000ＸＭ5" }), ["acme-wh-1000xm5"]);
  assert.deepEqual(refs({ text: "ﾍｯﾄﾞﾎﾝ" }), ["echo"]);
  assert.deepEqual(refs({ text: "zeta usbc" }), ["bolt", "bolt-2"]);
  assert.deepEqual(refs({ text: "amplifiers" }), ["bolt", "bolt-2"]);
});

test("tags are joined by any or by all", () => {
  assert.deepEqual(refs({ tag: ["usb-c", "wired"] }), ["acme-wh-1000xm5", "bolt", "bolt-2", "dune-one", "echo"]);
  assert.deepEqual(refs({ tag: ["usb-c", "wired"], allTags: true }), ["bolt", "dune-one"]);
});

test("ranges hold both ends", () => {
  assert.deepEqual(refs({ overall: [1.2, 1.5] }), ["acme-wh-1000xm5", "bolt", "bolt-2"]);
  assert.deepEqual(refs({ criteria: { build: [0.7, 0.7] } }), ["acme-wh-1000xm5", "bolt-2"]);
  assert.deepEqual(refs({ date: ["2024-10-05", "2024-10-06"] }), ["bolt", "bolt-2"]);
});

test("a price range leaves out other currencies and absent prices", () => {
  assert.deepEqual(refs({ price: [99.5, 200] }), ["bolt", "bolt-2", "dune-one"]);
  assert.deepEqual(refs({ price: [null, 1e6] }), ["acme-wh-1000xm5", "bolt", "bolt-2", "dune-one"]);
  assert.equal(refs({ priced: true }).includes("cord"), false);
});

test("columns of the site's own are chosen by, ranged over and sorted by", () => {
  assert.deepEqual(refs({ facets: { form: ["open"] } }), ["bolt-2", "dune-one"]);
  assert.deepEqual(refs({ ranges: { weight: [90, 250] } }), ["acme-wh-1000xm5", "dune-one", "echo"]);
  assert.deepEqual(refs({ sort: "weight" }), ["bolt-2", "echo", "acme-wh-1000xm5", "dune-one", "cord", "bolt"]);
  const { counts } = found({ facets: { form: ["open"] }, maker: ["zeta"] });
  assert.deepEqual([[...counts.form], [...counts.maker]], [[2, 1], [1, 1]]);
});

test("sources are counted from the number asked for", () => {
  assert.deepEqual(refs({ sources: 5 }), ["cord", "bolt"]);
});

test("rows without the value sorted by stand last in both directions", () => {
  assert.equal(refs({ sort: "price" }).at(-1), "cord");
  assert.equal(refs({ sort: "-price" }).at(-1), "cord");
  assert.deepEqual(refs({ sort: "per-point" }).slice(-2), ["cord", "echo"]);
});

test("a sort keeps the best first among equals in both directions", () => {
  assert.deepEqual(refs({ sort: "name" }).slice(0, 3), ["acme-wh-1000xm5", "bolt", "bolt-2"]);
  assert.deepEqual(refs({ sort: "-name" }), ["echo", "dune-one", "cord", "bolt", "bolt-2", "acme-wh-1000xm5"]);
  assert.deepEqual(refs({ sort: "-overall" }), ["echo", "dune-one", "bolt", "bolt-2", "acme-wh-1000xm5", "cord"]);
});

test("equal values share a rank and are marked", () => {
  const { rank, tied } = found({});
  assert.deepEqual([...rank], [1, 2, 3, 3, 5, 6]);
  assert.deepEqual([...tied], [0, 0, 1, 1, 0, 0]);
});

test("rows without the value sorted by have no rank", () => {
  assert.equal(found({ sort: "price" }).rank.at(-1), 0);
});

test("a facet's counts leave its own choice out, other choices in", () => {
  const { counts } = found({ category: ["head"], maker: ["zeta"] });
  assert.deepEqual([...counts.category], [1, 2]);
  assert.deepEqual([...counts.maker], [2, 1]);
  assert.deepEqual([...counts.tag], [1, 0]);
});

test("with all tags asked for, a tag's count is what adding it would leave", () => {
  assert.deepEqual([...found({ tag: ["usb-c"], allTags: true }).counts.tag], [2, 3]);
  assert.deepEqual([...found({ tag: ["usb-c"] }).counts.tag], [4, 3]);
});

test("own weights rank by the weighted sum", () => {
  assert.deepEqual(refs({ weights: [0, 1] }), ["cord", "acme-wh-1000xm5", "bolt-2", "bolt", "dune-one", "echo"]);
});

test("an own score is exact and rounds half up", () => {
  assert.equal(ownScore(8 * 1 + 7 * 0, [1, 0], RUBRIC), 160);
  assert.equal(ownScore(8 * 1 + 7 * 2, [1, 2], RUBRIC), 147);
  assert.equal(ownScore(1, [8], { ...RUBRIC, overall: [0, 1, 1] }), 0);
  assert.equal(ownScore(1, [2], { ...RUBRIC, overall: [0, 1, 1], digits: 0 }), 5);
});
