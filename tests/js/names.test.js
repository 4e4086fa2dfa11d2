import assert from "node:assert/strict";
import { test } from "node:test";
import { ours } from "./support.js";

const { distance, matched, matches, nameOf } = await ours("names");
const { forTexts, split, understood } = await ours("understand");

const KNOWN = {
  drop: ["review", "best", "price", "vs", "レビュー"],
  alike: [["Sony", "ソニー"], ["headphones", "headphone", "ヘッドホン", "ヘッドフォン"]],
  makers: { Sony: "sony" },
};
const make = (name, maker = "", kind = "product", what = "") => nameOf(kind, name, name, name, maker, what, 1, what);
const NAMES = [
  make("Sony WH-1000XM5", "Sony", "product", "Headphones"),
  make("Sony WH-1000XM4", "Sony", "product", "Headphones"),
  make("Sony ZX100", "Sony", "product", "Players"),
  make("Sennheiser HD 600", "Sennheiser"),
  make("Sennheiser HD 650", "Sennheiser"),
  make("AKG K371", "AKG"),
  make("beyerdynamic DT 770 PRO", "beyerdynamic"),
  make("Nothing Ear", "Nothing"),
  make("HI-X25 / Inge", "Austrian"),
  make("M-Audio AIR", "M-Audio"),
  make("Brüel & Kjær 4101", "Brüel & Kjær"),
  make("Jabra Elite", "Jabra"),
  make("ソニー ヘッドホン", "ソニー"),
  make("Sony", "", "company"),
  make("Noise cancelling", "", "tag"),
];
const found = (text, kind) => matches(NAMES, text, 9, kind, KNOWN).map(({ name }) => name);

test("a product code is found with and without hyphens and blanks", () => {
  for (const text of ["WH1000XM5", "wh-1000xm5", "WH 1000 XM5", "ｗｈ－１０００ｘｍ５", "WH/1000—XM5"]) {
    assert.deepEqual(found(text), ["Sony WH-1000XM5"], text);
  }
  assert.deepEqual(found("hd600"), ["Sennheiser HD 600"]);
});

test("words of intent do not hide a name, nor does one word more", () => {
  for (const text of ["akg k371 review", "best AKG K371", "K371 price", "k371レビュー", "akg k371 vs", "akg k371 amazon"]) {
    assert.equal(found(text)[0], "AKG K371", text);
  }
  assert.equal(found("DT 770 Pro 80 ohm")[0], "beyerdynamic DT 770 PRO");
});

test("where all words stand in a name, names that hold only some are left out", () => {
  assert.deepEqual(found("sony wh xm5"), ["Sony WH-1000XM5"]);
  assert.deepEqual(found("sennheiser hd 999"), ["Sennheiser HD 600", "Sennheiser HD 650"]);
});

test("a maker and a category find the maker's products of it", () => {
  for (const text of ["sony headphones", "ソニーヘッドフォン", "headphone sony"]) {
    for (const name of ["Sony WH-1000XM4", "Sony WH-1000XM5"]) assert.ok(found(text, "product").includes(name), text);
    assert.ok(!found(text).includes("Sony ZX100"), text);
  }
});

test("a match begins where a word begins", () => {
  assert.ok(!found("hinge").includes("Nothing Ear"));
  assert.notEqual(matched(NAMES, "abra", 9, undefined, KNOWN).meant, "");
  assert.deepEqual(found("bruel"), ["Brüel & Kjær 4101"]);
  assert.deepEqual(found("kjaer"), ["Brüel & Kjær 4101"]);
});

test("wrong letters still find a name, and say what was meant", () => {
  for (const text of ["sonny wh-1000xm5", "snenheiser hd 600", "senheizer hd600", "sonnywh1000xm5", "beyerdinamik dt 770"]) {
    const { found, meant } = matched(NAMES, text, 9, undefined, KNOWN);
    assert.ok(found.length, text);
    assert.ok(meant, text);
  }
  assert.deepEqual(matched(NAMES, "sony wh-1000xm5", 9, undefined, KNOWN).meant, "");
});

test("three wrong letters are another word", () => {
  assert.deepEqual(found("sanhaizor"), []);
});

test("the same name comes before names that hold it", () => {
  assert.equal(found("sony", "company")[0], "Sony");
});

test("a maker's name lists its products best first; the start of a name the shortest first", () => {
  const of = (name, score) => nameOf("product", name, name, name, "Sony", "", score);
  const names = [of("Sony A1", 2), of("Sony WH-1000XM5", 4), of("Sony WH-1000", 3)];
  assert.deepEqual(matches(names, "sony", 9).map(({ weight }) => weight), [4, 3, 2]);
  assert.deepEqual(matches(names, "sony wh", 9).map(({ weight }) => weight), [3, 4]);
});

test("a category lists its own products before those of one that begins like it", () => {
  const of = (name, what, score) => nameOf("product", name, name, name, "Sony", "", score, what);
  const names = [of("PHA-1", "Headphone amplifiers", 5), of("MDR-M1", "Headphones", 3), of("MDR-Z1R", "Headphones", 2)];
  for (const asked of ["headphones", "headphone", "sony headphones"]) {
    assert.deepEqual(matches(names, asked, 9, "product", { drop: [], alike: [["headphone", "headphones"]], makers: {} })[0].name, "MDR-M1", asked);
  }
});

test("words may stand in any order and name the maker", () => {
  assert.deepEqual(found("xm4 sony"), ["Sony WH-1000XM4"]);
});

test("Japanese names are found in half width, and by other spellings", () => {
  assert.equal(found("ﾍｯﾄﾞﾎﾝ")[0], "ソニー ヘッドホン");
  assert.ok(found("ヘッドフォン").includes("ソニー ヘッドホン"));
});

test("only the kind asked for is found", () => {
  assert.deepEqual(found("noise", "tag"), ["Noise cancelling"]);
  assert.deepEqual(found("noise", "product"), []);
});

test("nothing is found for nothing", () => {
  assert.deepEqual(found(" -/ "), []);
});

test("the distance counts wrong, missing, added and swapped letters at the beginning of a text", () => {
  assert.equal(distance("headphones", "headphone", 2), 0);
  assert.equal(distance("headphone", "hedphone", 2), 1);
  assert.equal(distance("headphone", "haedphone", 2), 1);
  assert.equal(distance("headphone", "hedpone", 2), 2);
  assert.ok(distance("xxheadphone", "headphone", 1) > 1);
});

test("a price in a question is understood", () => {
  for (const [text, price, rest] of [
    ["headphones under $100", [null, 100], "headphones"],
    ["iem below 1,299.50 usd", [null, 1299.5], "iem"],
    ["amp over 2k", [2000, null], "amp"],
    ["dac from 100 under 300 dollars", [100, 300], "dac"],
    ["ヘッドホン 1万円以下", [null, 10000], "ヘッドホン"],
    ["３千円以上 イヤホン", [3000, null], "イヤホン"],
    ["HD 600", [null, null], "HD 600"],
    ["thunder 100", [null, null], "thunder 100"],
  ]) {
    const { price: got, text: left } = understood(text);
    assert.deepEqual([got, left], [price, rest], text);
  }
});

test("two names with a word between them are a comparison", () => {
  assert.deepEqual(understood("hd 600 vs. k371").compare, ["hd 600", "k371"]);
  assert.equal(understood("hd 600 vs").compare, null);
});

test("words without blanks are parted by those that are known", () => {
  assert.deepEqual(split("ソニーヘッドフォンレビュー", KNOWN).map(({ forms }) => forms[0]), ["ソニー", "ヘッドフォン", "レビュー"]);
  assert.deepEqual(split("ソニー", KNOWN)[0].forms, ["ソニー", "sony"]);
});

test("texts are not asked for words of intent, unless there is nothing else", () => {
  assert.equal(forTexts('distortion review under $50 "best price"', KNOWN.drop), 'distortion "best price"');
  assert.equal(forTexts("best review", KNOWN.drop), "best review");
});
