import assert from "node:assert/strict";
import { test } from "node:test";
import { ours } from "./support.js";

const { translated } = await ours("earlier");
const { parse, query } = await ours("state");

const KNOWN = {
  criteria: ["scientific-validity", "technology-level", "cost-performance", "reliability-support", "design-rationality"],
  category: new Set(),
  maker: new Set(["sony"]),
  tag: new Set(["in-ear-monitors", "dac", "ヘッドホン", "c++"]),
  columns: ["name", "overall", "price", "date"],
  sorts: ["name", "overall", "price", "date"],
};
const asked = (search) => query(parse(translated(search, KNOWN), KNOWN));

test("tags of an earlier site are ours, however they are spelled", () => {
  assert.equal(asked("?tags=In-ear%20Monitors,DAC&mode=and"), "tag=dac,in-ear-monitors&tags=all");
  assert.equal(asked("?tags=DAC&mode=or"), "tag=dac");
  assert.equal(asked(`?tags=${encodeURIComponent("ヘッドホン")}`), `tag=${encodeURIComponent("ヘッドホン")}&tags=all`);
});

test("ranges of prices and scores are ours", () => {
  assert.equal(asked("?price_min=50&price_max=200"), "price=50..200");
  assert.equal(asked("?overall_min=3.5&sort=rating-desc"), "overall=3.5..&sort=overall");
  assert.equal(asked("?technical_min=0.5&cost_max=0.9&design_min=0.2"), "c.technology-level=0.5..&c.cost-performance=..0.9&c.design-rationality=0.2..");
});

test("each order is ours", () => {
  const orders = { "rating-desc": "overall", "rating-asc": "-overall", "price-asc": "price", "price-desc": "-price", "date-desc": "date", "name-asc": "name" };
  for (const [theirs, our] of Object.entries(orders)) assert.equal(asked(`?sort=${theirs}`), `sort=${our}`);
});

test("addresses of ours stay as they are", () => {
  for (const own of ["", "?q=a+b&tag=dac&tags=all", "?maker=sony&price=..200&sort=-price", "?utm_source=x"]) {
    assert.equal(translated(own, KNOWN), own);
  }
});

test("what nobody knows is passed over", () => {
  assert.equal(asked("?tags=nothing&taste_min=1&price_min=cheap&sort=rating-desc"), "sort=overall&tags=all".split("&").reverse().join("&"));
});
