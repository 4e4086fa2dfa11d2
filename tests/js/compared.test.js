import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPARED, RUBRIC, ours } from "./support.js";

const { compared, corners, equivalents, refsOf, rows, shardOf } = await ours("compared");

const product = (ref, overall, scores, price, currency = "USD") => ({
  ref,
  name: ref,
  url: ref,
  maker: ["m", ""],
  overall,
  scores,
  price: price === undefined ? undefined : [price, currency],
  date: "2025-01-01",
  summary: "",
});

test("best and worst are marked where the values differ", () => {
  const row = compared("x", [3, 7, null, 7]);
  assert.deepEqual([[...row.best], [...row.worst], row.behind], [[1, 3], [0], [-4, null, null, null]]);
});

test("equal values are neither best nor worst", () => {
  assert.equal(compared("x", [5, 5, null]).best.size, 0);
});

test("the lowest price is the best, and price per point follows it", () => {
  const made = rows([product("a", 20, [9, 9], "100"), product("b", 10, [5, 5], "80.50"), product("c", 5, [2, 3])], RUBRIC, COMPARED);
  const [price, value] = made.slice(-2);
  assert.deepEqual([...price.best], [1]);
  assert.deepEqual(value.values, [50, 80.5, null]);
  assert.deepEqual([...value.best], [0]);
});

test("prices in different currencies are not compared", () => {
  const made = rows([product("a", 20, [9, 9], "100"), product("b", 10, [5, 5], "80", "JPY")], RUBRIC, COMPARED);
  assert.equal(made.at(-1).best.size, 0);
});

test("no row of prices without a price", () => {
  assert.deepEqual(rows([product("a", 20, [9, 9])], RUBRIC, COMPARED).map(({ id }) => id), ["overall", "sound", "build"]);
});

test("a column of the site's own has a row where a product has a value", () => {
  const heavy = { ...product("a", 20, [9, 9]), more: { weight: 312 } };
  const light = { ...product("b", 10, [5, 5]), more: { weight: 8.5 } };
  const row = rows([heavy, light, product("c", 5, [2, 3])], RUBRIC, COMPARED).at(-1);
  assert.deepEqual([row.id, row.values, [...row.best], [...row.worst], row.behind[0]], ["weight", [312, 8.5, null], [1], [0], 303.5]);
  assert.equal(rows([product("c", 5, [2, 3])], RUBRIC, COMPARED).some(({ id }) => id === "weight"), false);
});

test("an address names each product once, at most six", () => {
  assert.deepEqual(refsOf("a,b,a,,%E0%A4%A,c", 6), ["a", "b", "c"]);
  assert.equal(refsOf("1,2,3,4,5,6,7", 6).length, 6);
});

test("an equivalent among the products is told", () => {
  const one = { ...product("a", 1, [1, 1]), equivalent: ["b", "B", "b/"] };
  assert.deepEqual(equivalents([one, product("b", 1, [1, 1])]).map((pair) => pair.map(({ ref }) => ref)), [["a", "b"]]);
  assert.deepEqual(equivalents([one]), []);
});

test("parts are found by the same hash as on the server", () => {
  assert.deepEqual(["", "a", "sony-mdr-z1r", "ヘッドホン"].map((ref) => shardOf(ref, 1000)), [261, 220, 486, 539]);
});

test("a shape's corners stand around the middle, the first on top", () => {
  const [[x, y], [right]] = corners([1, 0.5, 0.5, 0.5], 10);
  assert.ok(Math.abs(x) < 1e-9 && Math.abs(y + 10) < 1e-9 && Math.abs(right - 5) < 1e-9);
});
