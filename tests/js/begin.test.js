import assert from "node:assert/strict";
import { test } from "node:test";
import { ours } from "./support.js";

const { asked, codeTerm, forms, kept, pairs, words } = await ours("cut");

test("a question's files are those of its terms, of their forms, and of its codes", () => {
  assert.deepEqual(kept("Measured noise", false), ["measured", "measur", "measureds", "noise", "nois", "noises"]);
  assert.deepEqual(kept('"noise floors"', false), ["noise", "floors"]);
  assert.deepEqual(kept("ヘッドホン 音質", true), ["ヘッ", "ドホ", "ホン", "音質"]);
  assert.deepEqual(kept("hd 600", false), ["\x01hd600", ...forms("hd"), ...forms("600")].filter((term, i, all) => all.indexOf(term) === i));
});

test("what begins asks for no less than searching does", () => {
  for (const question of ["WH-1000XM5 review", "sony wh 1000xm5", '"low noise" dac', "ノイズ「密閉型 ヘッドホン」", "K371 音質"]) {
    for (const spaceless of [false, true]) {
      const terms = new Set(kept(question, spaceless));
      for (const { text, exact } of asked(question)) {
        const pieces = (spaceless ? pairs(text) : words(text)).flatMap(({ term }) => (exact || spaceless ? [term] : forms(term)));
        for (const term of [...pieces, codeTerm(text)].filter(Boolean)) assert.ok(terms.has(term), `${question}: ${term}`);
      }
    }
  }
});
