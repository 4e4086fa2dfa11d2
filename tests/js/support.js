// What the tests share: a small site's data, and numbers that come out the same each time.

const FOLDER = new URL("../../_ext/sphinx_reviews/static/reviews/", import.meta.url);

/** Import a module of the published site. */
export const ours = (name) => import(new URL(`${name}.js`, FOLDER).href);

export const RUBRIC = {
  digits: 1,
  criteria: [
    ["sound", "Sound", "Sound"],
    ["build", "Build", "Build"],
  ],
  scale: [0, 10, 1],
  overall: [0, 20, 1],
  bands: [["poor", "Poor", 0]],
  presets: [],
};

const plain = (id, type, more = {}) => ({ id, type, heading: id, name: id, ...more });

/** What a site says of its columns, with two of its own: a weight and a form. */
export const COLUMNS = [
  plain("name", "name", { low: true, usual: true }),
  plain("maker", "link", { low: true, usual: true, roomy: true }),
  plain("category", "choice", { low: true }),
  plain("overall", "score", { judged: true, usual: true }),
  plain("price", "money", { low: true, judged: true, usual: true }),
  plain("per-point", "rate", { low: true, judged: true }),
  plain("sound", "score", { judged: true, criterion: true, usual: true }),
  plain("build", "score", { judged: true, criterion: true, usual: true }),
  plain("weight", "number", { low: true, judged: true, unit: "g", filter: "range" }),
  plain("form", "choice", { low: true, filter: "facet" }),
  plain("date", "date"),
  plain("sources", "number"),
  plain("own", "own"),
];

/** The rows of a comparison. */
export const COMPARED = ["overall", "sound", "build", "price", "per-point", "weight"].map((name) => COLUMNS.find(({ id }) => id === name));

/** Six products: two of equal score, two of equal name, one without a price, one in yen. */
export const RAW = {
  kind: "product",
  lang: "en",
  currency: "USD",
  cents: 2,
  base: "products/en/",
  name: ["Acme WH-1000XM5", "Bolt", "bolt", "Cord", "Dune One", "Echo ヘッドホン"],
  ref: ["", "", "bolt-2", "", "", "echo"],
  url: { 3: "old/cord.html" },
  same: [2],
  tags: [
    ["wired", "Wired"],
    ["usb-c", "USB-C"],
  ],
  tag: [[0], [0, 1], [1], [], [0, 1], [0]],
  columns: COLUMNS,
  lists: {
    maker: [
      ["acme", "Acme", "companies/en/acme/"],
      ["zeta", "Zeta", ""],
    ],
    category: [
      ["head", "Headphones"],
      ["amp", "Amplifiers"],
    ],
    form: [
      ["closed", "Closed"],
      ["open", "Open"],
    ],
  },
  values: {
    maker: [0, 1, 1, 0, 0, 1],
    category: [0, 1, 1, 0, null, 0],
    overall: [15, 12, 12, 18, 9, 0],
    price: [39900, 10000, 20000, null, 9950, 3000000],
    sound: [8, 6, 5, 9, 4, 0],
    build: [7, 6, 7, 9, 5, 0],
    weight: [250, null, 8.5, 312, 250, 90],
    form: [0, 0, 1, null, 1, 0],
    date: [20000, 20001, 20002, 20003, 20004, 20005],
    sources: [3, 5, 0, 8, 2, 1],
  },
  foreign: { 5: "JPY" },
};

/** A generator of equal sequences (mulberry32). @param {number} seed */
export function dice(seed) {
  let value = seed;
  const next = () => {
    value = (value + 0x6d2b79f5) | 0;
    let mixed = Math.imul(value ^ (value >>> 15), 1 | value);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (share) => next() < share,
    below: (count) => Math.floor(next() * count),
    pick: (list) => list[Math.floor(next() * list.length)],
    some: (list, share) => list.filter(() => next() < share),
  };
}
