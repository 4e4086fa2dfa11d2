import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ours } from "./support.js";

const { asked, codeWord, cut, terms } = await ours("cut");
const { passage } = await ours("fulltext");
const samples = JSON.parse(await readFile(new URL("cut.json", import.meta.url), "utf-8"));

test("texts are cut as the index does it", () => {
  for (const { text, words } of samples) assert.deepEqual(cut(text), words, text);
});

test("a product code is asked for by the word that stands for it in the index", () => {
  for (const { text, code } of samples) assert.equal(codeWord(text), code, text);
});

test("a term is asked for as the phrase of its characters", () => {
  assert.equal(asked("DA"), '"z002s z002p"');
  assert.equal(asked("ＤＡ"), asked("da"));
  assert.equal(asked(" a  b "), '"z002p z000w z002q"');
});

test("a single character is a term as well, a blank is none", () => {
  assert.equal(asked("音"), '"z0u0j"');
  assert.equal(asked(" "), "");
});

test("blanks part terms, quotation marks keep them together", () => {
  assert.deepEqual(terms('ソニー　"noise floor" 「密閉型 ヘッドホン」'), ["ソニー", "noise floor", "密閉型 ヘッドホン"]);
});

test("a passage shows where the term stands, however it is written there", () => {
  const text = `${"x ".repeat(200)}the WH-1000XM5 measures well ${"y ".repeat(200)}`;
  const pieces = passage(text, "wh1000xm5");
  assert.deepEqual(pieces.filter(([, marked]) => marked).map(([piece]) => piece), ["WH-1000XM5"]);
  assert.ok(pieces[0][0].startsWith("…"));
});

test("a passage without the term begins at the beginning", () => {
  assert.deepEqual(passage("Some text.", "other"), [["Some text.", false]]);
});
