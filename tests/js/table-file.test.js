// Cells of the file that a list is saved as.

import assert from "node:assert/strict";
import test from "node:test";
import { cell, written } from "../../_ext/sphinx_reviews/static/reviews/table-file.js";

test("what parts cells is quoted", () => {
  assert.equal(cell('Say "hi", twice'), '"Say ""hi"", twice"');
  assert.equal(cell("two\nlines"), '"two\nlines"');
});

test("no cell is a formula", () => {
  for (const text of ["=1+1", "+cmd", "@x", "-2+3", "\tx"]) assert.equal(cell(text), `'${text}`);
  for (const text of ["-2.5", "3.9", "AKG"]) assert.equal(cell(text), text);
});

test("rows end as spreadsheets want them", () => assert.equal(written([["a", "b"], ["1", "2"]]), "a,b\r\n1,2\r\n"));
