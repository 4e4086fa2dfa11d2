// Addresses of the lists of an earlier site (?tags=, price_min, sort=rating-desc), in our words.

/** @typedef {import("./state.js").Known} Known */

const SORTS = { rating: ["-overall", "overall"], date: ["-date", "date"], price: ["price", "-price"], name: ["name", "-name"], title: ["name", "-name"] };

/** @param {string} text @returns {string} letters and digits alone, so that spellings meet */
const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}+]/gu, "");

/** @param {string} key @param {Known} known @returns {string} what we call a score of theirs */
function column(key, known) {
  if (key === "overall" || key === "price") return key;
  const head = key.slice(0, 5);
  const found = known.criteria.find((id) => id.startsWith(head) || id.split("-").some((part) => part.startsWith(head)));
  return found ? `c.${encodeURIComponent(found)}` : "";
}

/**
 * Say in our words what an address of theirs asks for; any other stays as it is.
 *
 * @param {string} search with or without its question mark
 * @param {Known} known
 * @returns {string}
 */
export function translated(search, known) {
  const asked = new URLSearchParams(search);
  /** @type {Map<string, [string, string]>} */
  const ranges = new Map();
  /** @type {string[]} */
  const parts = [];
  let theirs = false;
  const tags = new Map([...known.tag].map((tag) => [bare(tag), tag]));
  for (const [key, value] of asked) {
    const bound = /^([a-z]+)_(min|max)$/.exec(key);
    const order = /^([a-z]+)-(asc|desc)$/.exec(key === "sort" ? value : "");
    if (bound) {
      theirs = true;
      const found = ranges.get(column(bound[1], known)) ?? ["", ""];
      found[bound[2] === "min" ? 0 : 1] = value;
      ranges.set(column(bound[1], known), found);
    } else if (key === "tags" && value !== "all") {
      theirs = true;
      const found = value.split(",").map((tag) => tags.get(bare(tag)) ?? tag.trim());
      parts.push(`tag=${found.map(encodeURIComponent).join(",")}`);
      if (asked.get("mode") !== "or") parts.push("tags=all");
    } else if (order && Object.hasOwn(SORTS, order[1])) {
      theirs = true;
      parts.push(`sort=${SORTS[/** @type {keyof typeof SORTS} */ (order[1])][order[2] === "asc" ? 0 : 1]}`);
    } else if (key !== "mode") {
      parts.push(`${key}=${encodeURIComponent(value).replaceAll("%2C", ",")}`);
    }
  }
  for (const [key, [least, most]] of ranges) if (key) parts.push(`${key}=${least}..${most}`);
  return theirs ? parts.join("&") : search;
}
