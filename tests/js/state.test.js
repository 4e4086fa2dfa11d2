import assert from "node:assert/strict";
import { test } from "node:test";
import { dice, ours } from "./support.js";

const { nothing, parse, query } = await ours("state");

const KNOWN = {
  criteria: ["sound", "build", "a&b"],
  category: new Set(["head", "amp", "a,b"]),
  maker: new Set(["acme", "ze ta", "日本"]),
  tag: new Set(["usb-c", "ヘッドホン", "c++", "a&b", "50%"]),
  columns: ["name", "maker", "overall", "sound", "price"],
  sorts: ["name", "maker", "overall", "sound", "price", "own"],
  facets: new Map([["form", new Set(["open", "a,b"])]]),
  ranges: new Set(["weight"]),
};

function range({ chance, below }) {
  const [a, b] = [below(500) / 10, below(500) / 10].sort((x, y) => x - y);
  return [chance(0.5) ? a : null, chance(0.5) ? b : null];
}

function anyState(seed) {
  const d = dice(seed);
  const criteria = {};
  for (const id of d.some(KNOWN.criteria, 0.3)) {
    const found = range(d);
    if (found[0] !== null || found[1] !== null) criteria[id] = found;
  }
  const weights = KNOWN.criteria.map(() => d.below(11));
  const columns = d.some(KNOWN.columns, 0.5);
  return {
    text: d.chance(0.3) ? d.pick(["wh-1000 xm5", "a&b=c", "50% ＋", "ノイズ", "#?/", "a+b"]) : "",
    category: d.some([...KNOWN.category], 0.3).sort(),
    maker: d.some([...KNOWN.maker], 0.3).sort(),
    tag: d.some([...KNOWN.tag], 0.3).sort(),
    allTags: d.chance(0.5),
    overall: range(d),
    criteria,
    facets: d.chance(0.3) ? { form: [d.pick(["open", "a,b"])] } : {},
    ranges: d.chance(0.3) ? { weight: [d.below(500) / 10, null] } : {},
    price: range(d),
    date: [d.pick(["", "2024-02-29"]), d.pick(["", "2025-12-31"])],
    priced: d.chance(0.5),
    sources: d.below(9),
    sort: d.pick(["", "name", "-price", "own", "-sound"]),
    columns: columns.length && d.chance(0.5) ? columns : null,
    view: d.pick(["table", "cards"]),
    weights: weights.some(Boolean) && d.chance(0.5) ? weights : null,
  };
}

test("any state written as an address and read again is the same state", () => {
  for (let seed = 0; seed < 3000; seed += 1) {
    const state = anyState(seed);
    assert.deepEqual(parse(query(state), KNOWN), state, query(state));
  }
});

test("what is read from any text is what its own address gives", () => {
  const d = dice(7);
  const parts = ["q", "=", "&", "tag", "w", "1,2,3", "..", "5..1", "c.sound", "f.form", "r.weight", "%", "%E3", "sort", "-", "own", "cols", "name"];
  for (let i = 0; i < 3000; i += 1) {
    const text = Array.from({ length: d.below(14) }, () => d.pick(parts)).join("");
    const state = parse(text, KNOWN);
    assert.deepEqual(parse(query(state), KNOWN), state, text);
  }
});

test("an empty state has an empty address, and the reverse", () => {
  assert.equal(query(nothing()), "");
  assert.deepEqual(parse("", KNOWN), nothing());
});

test("what an address does not know is passed over", () => {
  const found = parse("?utm_source=x&maker=acme,nobody&c.taste=1..2&sort=weight&w=1,99,3&view=wall&date=2025-02-30..", KNOWN);
  assert.deepEqual(found, { ...nothing(), maker: ["acme"] });
});

test("an object's own properties are no keys of an address", () => {
  assert.deepEqual(parse("constructor=1&__proto__=2&c.__proto__=1..2&c.constructor=1..2", KNOWN), nothing());
});

test("weights that are all nothing count as no weights", () => {
  assert.equal(parse("w=0,0,0", KNOWN).weights, null);
});

test("an address is readable", () => {
  const state = { ...nothing(), text: "noise floor", tag: ["c++", "usb-c"], overall: [3.5, null] };
  assert.equal(query(state), "q=noise+floor&tag=c%2B%2B,usb-c&overall=3.5..");
});
