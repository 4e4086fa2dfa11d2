import assert from "node:assert/strict";
import { test } from "node:test";
import { ours } from "./support.js";

const { dayNumber, isoDay, plainRef } = await ours("data");
const { Formats } = await ours("format");

test("days go to numbers and back in every time zone", () => {
  for (const day of ["1970-01-01", "2024-02-29", "2025-12-31"]) assert.equal(isoDay(dayNumber(day)), day);
  assert.ok(Number.isNaN(dayNumber("yesterday")));
});

test("a plain ref has ASCII letters, digits and single hyphens", () => {
  assert.equal(plainRef("Sony WH-1000XM5 (2022) ヘッド"), "sony-wh-1000xm5-2022");
});

test("whole prices have no digits behind the point, others have all", () => {
  const formats = new Formats("en", 1);
  assert.equal(formats.money(158, "USD"), "$158");
  assert.equal(formats.money(1549.9, "USD"), "$1,549.90");
  assert.equal(new Formats("ja", 1).money(25173, "JPY"), "￥25,173");
});

test("scores keep at least one digit", () => {
  assert.equal(new Formats("en", 2).score(80), "0.8");
  assert.equal(new Formats("en", 1).score(40), "4.0");
});
