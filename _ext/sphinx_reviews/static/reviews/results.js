// What a question finds: names at once, passages of text as they arrive.

import { h } from "./dom.js";
import { compact, plain } from "./fold.js";
import { at, speaker } from "./site.js";
import { hit, passage, search } from "./fulltext.js";
import { loadKnown, loadNames, matched } from "./names.js";
import { forTexts, split, understood } from "./understand.js";

/** @typedef {import("./names.js").Name} Name */

/** @typedef {{kind: Name["kind"], found: Name[]}} Group */
/** @typedef {{label: string, url: string}} Offer */

/**
 * What a question finds among the names, by kind; whether they hold all of it, what it may have meant, or a part;
 * and where else it leads. Names that hold all of it come before texts that do, others after them.
 *
 * @param {import("./site.js").Site} site @param {string} text @param {number} most of each kind
 */
export async function names(site, text, most) {
  const [all, known] = await Promise.all([loadNames(site), loadKnown(site)]);
  const asked = understood(text);
  const kinds = /** @type {const} */ (["product", "company", "tag"]);
  const found = kinds.map((kind) => ({ kind, ...matched(all, asked.text, most, kind, known) }));
  const plainly = found.filter(({ full, meant }) => full && !meant);
  const whole = found.filter(({ full }) => full);
  const groups = plainly.length ? plainly : whole.length ? whole : found;
  const held = plainly.some(({ found }) => found.length) ? "all" : whole.length ? "meant" : "part";
  const meant = groups.find(({ meant }) => meant)?.meant ?? "";
  return { groups: /** @type {Group[]} */ (groups), held, meant, offers: offers(site, asked, all, known) };
}

/**
 * The comparison or the list that a question asks for.
 *
 * @param {import("./site.js").Site} site @param {import("./understand.js").Understood} asked
 * @param {Name[]} all @param {import("./understand.js").Known} known @returns {Offer[]}
 */
function offers(site, asked, all, known) {
  const say = speaker(site);
  const pair = asked.compare?.map((side) => matched(all, side, 1, "product", known).found[0]);
  if (site.pages.compare && pair?.every(Boolean) && pair[0] !== pair[1]) {
    const [one, other] = pair;
    return [{ label: say("offer_compare", { one: one.name, other: other.name }), url: `${site.pages.compare}?p=${[one, other].map(({ ref }) => encodeURIComponent(ref)).join(",")}` }];
  }
  const [least, most] = asked.price;
  const priced = least !== null || most !== null;
  const { maker, category, rest } = sorted(site, split(asked.text, known), known);
  const plainly = category && !maker && !rest.length && least === null;
  const fitting = (known.choices ?? []).filter(([id, amount]) => id === category?.[0] && (most === null ? !amount : amount && amount <= most));
  const choice = plainly ? fitting.slice(-1).map(([, , url, label]) => ({ label, url })) : [];
  if (!site.pages.products || !(priced || (maker && category)) || rest.length) return choice;
  const query = [category && `category=${category[0]}`, maker && `maker=${maker[1]}`, priced && `price=${least ?? ""}..${most ?? ""}`];
  const range = [least !== null && `≥ ${least}`, most !== null && `≤ ${most}`];
  const what = [maker?.[0], category?.[1], ...range].filter(Boolean).join(" · ");
  return [...choice, { label: say("offer_list", { what }), url: `${site.pages.products}?${query.filter(Boolean).join("&")}` }];
}

/**
 * The maker and the category among words, and the words that are neither.
 *
 * @param {import("./site.js").Site} site @param {import("./understand.js").Word[]} words @param {import("./understand.js").Known} known
 */
function sorted(site, words, known) {
  /** @type {[string, string] | undefined} */
  let maker;
  /** @type {[string, string] | undefined} */
  let category;
  const rest = words.filter(({ forms, optional }) => {
    if (optional) return false;
    const named = Object.entries(known.makers).find(([name]) => forms.includes(compact(plain(name))));
    const grouped = site.categories.find(([, name]) => forms.some((form) => [form, `${form}s`].includes(compact(plain(name)))));
    maker ??= named;
    category ??= grouped;
    return !named && !grouped;
  });
  return { maker, category, rest };
}

/**
 * @param {import("./site.js").Site} found @param {string} text
 * @param {(name: Name) => boolean} [fits] which reviews count
 */
export async function texts(found, text, fits) {
  const all = await search(found, forTexts(text, found.drop), fits);
  return {
    count: all.length,
    /** The reviews at once, each with what fetches its passage. @param {number} first @param {number} last */
    some: (first, last) => all.slice(first, last).map((one) => ({ of: one.name, passage: () => hit(found, one, text) })),
  };
}

/** @param {import("./fulltext.js").Hit} one @param {string} text @returns {HTMLElement} */
export function excerpt(one, text) {
  const pieces = passage(one.text, text).map(([piece, marked]) => (marked ? h("mark", {}, piece) : piece));
  return h("span", { class: "rv-passage" }, one.heading && h("b", {}, `${one.heading} · `), pieces);
}

/**
 * What stands beside a name: kind, maker, score.
 *
 * @param {import("./names.js").Name} name @param {import("./site.js").Say} say
 * @param {import("./format.js").Formats} formats @param {boolean} [kind] whether to tell the kind
 */
export function about(name, say, formats, kind = false) {
  const maker = compact(name.name).startsWith(compact(name.maker)) ? "" : name.maker;
  const told = [kind && say(`one_${name.kind}`), maker].filter(Boolean).join(" · ");
  const value = name.kind === "tag" ? formats.count(name.weight) : formats.score(name.weight);
  const label = say(name.kind === "tag" ? "reviews" : "overall");
  return [
    told && h("span", { class: "rv-note" }, ` ${told}`),
    h("span", { class: "rv-found-value" }, h("span", { class: "rv-hidden" }, ` ${label}: `), value),
  ];
}

/** @param {string} url */
export const address = (url) => at(url);
