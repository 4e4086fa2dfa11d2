// Numbers and prices as the page's language writes them.

/** Formatting in one language. */
export class Formats {
  /** @param {string} lang @param {number} digits digits that scores are scaled by */
  constructor(lang, digits) {
    this.lang = lang;
    this.scale = 10 ** digits;
    this.scores = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 6 });
    this.hundredths = new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    this.plain = new Intl.NumberFormat(lang, { maximumFractionDigits: 6 });
    this.counts = new Intl.NumberFormat(lang);
    /** @type {Map<string, Intl.NumberFormat>} */
    this.currencies = new Map();
    /** @type {Map<number, string>} what was written before: formatting is slow */
    this.known = new Map();
    /** @type {Map<number, string>} */
    this.quantities = new Map();
    /** @type {Map<number, string>} */
    this.counted = new Map();
  }

  /** @param {number} value a scaled score */
  score(value) {
    let found = this.known.get(value);
    if (found === undefined) this.known.set(value, (found = this.scores.format(value / this.scale)));
    return found;
  }

  /** @param {number} value in hundredths */
  own(value) {
    return this.hundredths.format(value / 100);
  }

  /** @param {number} value */
  count(value) {
    let found = this.counted.get(value);
    if (found === undefined) this.counted.set(value, (found = this.counts.format(value)));
    return found;
  }

  /** @param {number} value @param {string} [unit] */
  quantity(value, unit = "") {
    let found = this.quantities.get(value);
    if (found === undefined) this.quantities.set(value, (found = this.plain.format(value)));
    return unit ? `${found} ${unit}` : found;
  }

  /** @param {number} amount @param {string} currency */
  money(amount, currency) {
    const whole = Number.isInteger(amount);
    const key = currency + whole;
    let made = this.currencies.get(key);
    if (!made) {
      const digits = whole ? { minimumFractionDigits: 0, maximumFractionDigits: 0 } : {};
      made = new Intl.NumberFormat(this.lang, { style: "currency", currency, ...digits });
      this.currencies.set(key, made);
    }
    return made.format(amount);
  }

  /** @param {number} amount @param {string} currency rounded to whole units */
  roundMoney(amount, currency) {
    return this.money(Math.round(amount), currency);
  }
}
