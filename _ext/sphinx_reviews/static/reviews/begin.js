// Runs before all else where a question stands in the address: asks for the files that hold its terms.

import { kept } from "./cut.js";
import { site } from "./site.js";
import { fileOf } from "./texts.js";
import { forTexts } from "./understand.js";

/** @param {string} question */
async function begin(question) {
  const { search, drop } = await site();
  if (search) await Promise.all(kept(forTexts(question, drop), search.spaceless).map((term) => fileOf(search, term)));
}

const question = new URLSearchParams(location.search).get("q")?.trim();
if (question) begin(question).catch(() => {}); // who asks again tells what is wrong
