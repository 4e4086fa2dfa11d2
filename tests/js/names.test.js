import assert from "node:assert/strict";
import { test } from "node:test";
import { ours } from "./support.js";

const { matches, nameOf, nearly } = await ours("names");

const make = (name, maker = "", kind = "product") => nameOf(kind, name, name, name, maker, "", 1);
const NAMES = [
  make("Sony WH-1000XM5", "Sony"),
  make("Sony WH-1000XM4", "Sony"),
  make("Sennheiser HD 600", "Sennheiser"),
  make("Sennheiser HD 650", "Sennheiser"),
  make("M-Audio AIR", "M-Audio"),
  make("ソニー ヘッドホン", "ソニー"),
  make("Sony", "", "company"),
  make("Noise cancelling", "", "tag"),
];
const found = (text, kind) => matches(NAMES, text, 9, kind).map(({ name }) => name);

test("a product code is found with and without hyphens and blanks", () => {
  for (const text of ["WH1000XM5", "wh-1000xm5", "WH 1000 XM5", "ｗｈ－１０００ｘｍ５"]) {
    assert.deepEqual(found(text), ["Sony WH-1000XM5"], text);
  }
  assert.deepEqual(found("hd600"), ["Sennheiser HD 600"]);
});

test("one wrong, missing, added or swapped letter still finds a name", () => {
  for (const text of ["sonny wh-1000xm5", "senheiser hd 600", "sennheizer hd600", "snenheiser hd 600"]) {
    assert.equal(found(text).length, 1, text);
  }
});

test("two wrong letters do not", () => {
  assert.deepEqual(found("senhaizer hd 600"), []);
});

test("the same name comes before names that hold it", () => {
  assert.equal(found("sony")[0], "Sony");
});

test("a maker's name lists its products best first; the start of a name the shortest first", () => {
  const of = (name, score) => nameOf("product", name, name, name, "Sony", "", score);
  const names = [of("Sony A1", 2), of("Sony WH-1000XM5", 4), of("Sony WH-1000", 3)];
  assert.deepEqual(matches(names, "sony", 9).map(({ weight }) => weight), [4, 3, 2]);
  assert.deepEqual(matches(names, "sony wh", 9).map(({ weight }) => weight), [3, 4]);
});

test("words may stand in any order and name the maker", () => {
  assert.deepEqual(found("xm4 sony"), ["Sony WH-1000XM4"]);
});

test("Japanese names are found in half width", () => {
  assert.deepEqual(found("ﾍｯﾄﾞﾎﾝ"), ["ソニー ヘッドホン"]);
});

test("only the kind asked for is found", () => {
  assert.deepEqual(found("noise", "tag"), ["Noise cancelling"]);
  assert.deepEqual(found("noise", "product"), []);
});

test("nothing is found for nothing", () => {
  assert.deepEqual(found(" -/ "), []);
});

test("nearly allows one change anywhere, no more", () => {
  assert.equal(nearly("headphone", "hedphone"), true);
  assert.equal(nearly("headphone", "hedpone"), false);
  assert.equal(nearly("xxheadphonexx", "headpohne"), true);
});
