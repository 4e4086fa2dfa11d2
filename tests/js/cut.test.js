import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ours } from "./support.js";

const { asked, codeTerm, pairs, stem, terms, words } = await ours("cut");
const { numbers, listed, unpacked } = await ours("texts");
const { best, passage } = await ours("fulltext");
const samples = JSON.parse(await readFile(new URL("cut.json", import.meta.url), "utf-8"));

test("texts are cut as the index does it", () => {
  for (const { text, pieces } of samples.words) assert.deepEqual(words(text).map(({ term, at }) => [term, at]), pieces, text);
});

test("a product code is asked for by the term that stands for it in the index", () => {
  for (const { text, code } of samples.codes) assert.equal(codeTerm(text), code && `\x01${code}`, text);
});

test("texts have the numbers that the index gives them", () => {
  const given = numbers(samples.names.map(([name]) => name));
  samples.names.forEach(([, number], i) => assert.equal(given.get(number), i));
});

test("a file of terms is read as it was written", () => {
  const lists = unpacked(Uint8Array.from(Buffer.from(samples.file, "hex")));
  const found = Object.fromEntries([...lists].map(([term, list]) => [term, [...listed(list)]]));
  assert.deepEqual(found, samples.lists);
});

test("pairs of characters cover a phrase", () => {
  const at = (text) => pairs(text).map(({ term, at }) => `${at}${term}`);
  assert.deepEqual(at("ノイズ"), ["0ノイ", "1イズ"]);
  assert.deepEqual(at("ＤＡＣ ・"), ["0da", "2c ", "3 ・"]);
  assert.deepEqual(at("音"), ["0音"]);
  assert.deepEqual(at(" "), []);
});

test("forms of an English word have one stem, other words another", () => {
  for (const forms of ["measure measures measured measuring", "headphone headphones", "battery batteries", "box boxes", "fit fits fitted fitting", "bass"]) {
    assert.equal(new Set(forms.split(" ").map(stem)).size, 1, forms);
  }
  for (const [one, other] of [["thing", "th"], ["string", "str"], ["need", "ne"], ["sound", "soundstage"], ["loss", "los"]]) {
    assert.notEqual(stem(one), stem(other), one);
  }
});

test("blanks part terms, quotation marks keep them together", () => {
  assert.deepEqual(terms('ソニー　"noise floor" 「密閉型 ヘッドホン」 —'), ["ソニー", "noise floor", "密閉型 ヘッドホン"]);
  assert.deepEqual(asked('a "b"').map(({ exact }) => exact), [false, true]);
});

test("a passage shows where the term stands, however it is written there", () => {
  const text = `${"x ".repeat(200)}the WH-1000XM5 measures well ${"y ".repeat(200)}`;
  const pieces = passage(text, "wh1000xm5");
  assert.deepEqual(pieces.filter(([, marked]) => marked).map(([piece]) => piece), ["WH-1000XM5"]);
  assert.ok(pieces[0][0].startsWith("…"));
});

test("a passage marks other forms of a word, not words that hold it", () => {
  const marked = (text, question) => passage(text, question).filter(([, is]) => is).map(([piece]) => piece);
  assert.deepEqual(marked("It was Measured and fitted, unmeasured.", "measuring fits"), ["Measured", "fitted"]);
});

test("the passage with the most terms is shown", () => {
  const passages = [["Name", "", "noise"], ["Facts", "facts", "The noise floor is low."], ["", "", "floor"]];
  assert.equal(best(passages, "noise floor")[1], "facts");
  assert.equal(best(passages, "absent")[0], "Name");
});

test("a passage without the term begins at the beginning", () => {
  assert.deepEqual(passage("Some text.", "other"), [["Some text.", false]]);
});
