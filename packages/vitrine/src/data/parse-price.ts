/**
 * @file Reads prices as shops write them: `$1,299.00`, `1.299,00 €`, `1 299,00 kr`, `CHF 1'299.–`, `USD 12`.
 *
 * What is decided, in this order:
 * - nothing, `N/A`, a lone dash, "on request" and the like are missing; `free` is 0;
 * - of two different separators the last one is the decimal mark; one that occurs twice,
 *   or a space or an apostrophe, groups thousands;
 * - one separator with three digits behind it (`1,299`) follows the column's decimal mark
 *   where that is known; else a comma groups, and a point groups where the currency's
 *   country groups with points and is a decimal mark elsewhere;
 * - of a range the lower end is kept, as "from" prices show it, with a note;
 * - negative amounts, several prices and anything left over are unreadable.
 */
import { pointGroupingCurrencies, readCurrency } from "./currency.js";
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, unreadable } from "./parsed.js";

/** An amount, and its currency where the text says it. */
export interface Price {
  /** In units of the currency; finite, at least 0. */
  readonly amount: number;
  /** ISO 4217, upper case. */
  readonly currency?: string;
}

/** What is known of the column that the price stands in. */
export interface PriceOptions {
  /** The decimal mark of the column. */
  readonly decimalMark?: "." | ",";
  /** The shop's own currency, ISO 4217; settles what `$` or `kr` means. */
  readonly currency?: string;
}

const noPrice =
  /^(?:[-–—.]+|tbd|tba|n\.?a\.?|(?:price )?(?:on|upon) request|call(?: for price)?|auf anfrage|sur demande|unavailable|not available|see price in cart)$/i;
const free = /^(?:free|gratis|kostenlos|gratuit|offert|0)$/i;
const from =
  /^(?:from|starting (?:at|from)|as low as|ab|dès|à partir de|a partir de|od|fra|från|vanaf|da)\s+/i;
const taxNote =
  /\s*\(?(?:incl?\.?|inkl\.?|excl?\.?|exkl\.?|including|excluding|plus|zzgl\.?)\s+(?:vat|tax|mwst\.?|gst|tva|iva|btw|moms)\)?$|\s+(?:ttc|ht)$|\s*(?:each|\/\s*ea\.?|\/\s*each)$|\s*\*$/i;
/** How shops write that there are no cents: `19,-`, `1'299.–`. */
const noCents = /(?<=\d)[.,][-–—]{1,2}(?!\d)/g;
/** Groups of three; in India the higher ones have two digits. */
const grouped = /^\d+$|^\d{1,3}(?:([.,'’ ])\d{3})(?:\1\d{3})*$|^\d{1,2}(?:,\d{2})*,\d{3}$/;
/** A number with any of the separators in use. */
const number = String.raw`\d(?:[\d.,'’]|\s(?=\d{3}(?!\d)))*`;
const onePrice = new RegExp(`^([^\\d-–—]*?)\\s*(${number})\\s*([^\\d]*)$`);
const range = new RegExp(
  `^([^\\d]*?${number}[^\\d]*?)\\s*(?:-|–|—|~|\\bto\\b|\\bbis\\b|\\bà\\b|\\.\\.\\.)\\s*([^\\d]*?${number}[^\\d]*)$`,
  "i",
);

/**
 * Reads a price.
 *
 * @param value - A number, or a text as above.
 * @returns The price; the note says when it is the lower end of a range.
 *
 * @example
 * parsePrice("1.299,00 €"); // { status: "read", value: { amount: 1299, currency: "EUR" } }
 */
export function parsePrice(value: unknown, options: PriceOptions = {}): Parsed<Price> {
  if (isMissing(value)) return missing;
  if (typeof value === "number") return checkAmount(value);
  if (typeof value !== "string") return unreadable("must be a number or a text such as 12.99");
  const text = value
    .normalize("NFKC")
    .replace(/\s+/g, " ")
    .trim()
    .replace(taxNote, "")
    .replace(noCents, "");
  if (noPrice.test(text)) return missing;
  if (free.test(text)) return read({ amount: 0 });

  const isFrom = from.test(text);
  const single = parseSingle(text.replace(from, ""), options);
  if (single.status === "read") {
    return isFrom ? read(single.value, 'a "from" price: the lower end is kept') : single;
  }
  const ends = range.exec(text);
  if (ends === null) return single;
  const low = parseSingle(ends[1] ?? "", options);
  const high = parseSingle(ends[2] ?? "", options);
  if (low.status !== "read" || high.status !== "read") return single;
  const currency = low.value.currency ?? high.value.currency;
  if (high.value.currency !== undefined && high.value.currency !== currency) {
    return unreadable("names two currencies");
  }
  if (low.value.amount > high.value.amount)
    return unreadable("is a range that ends below its start");
  return read(withCurrency(low.value.amount, currency), "a range: the lower end is kept");
}

/** Which decimal mark a column uses, by the values that leave no doubt; undefined when none does. */
export function detectDecimalMark(values: readonly unknown[]): "." | "," | undefined {
  let points = 0;
  let commas = 0;
  for (const value of values) {
    const digits = typeof value === "string" ? new RegExp(number).exec(value)?.[0] : undefined;
    // Two digits behind the last separator are cents in every country.
    const mark = /([.,])\d{1,2}$/.exec(digits ?? "")?.[1];
    if (mark === ".") points++;
    if (mark === ",") commas++;
  }
  if (points === commas) return undefined;
  return points > commas ? "." : ",";
}

function parseSingle(text: string, options: PriceOptions): Parsed<Price> {
  if (/^\D*[-–—]\s*\D{0,4}\d/.test(text)) return unreadable("must not be negative");
  const parts = onePrice.exec(text);
  if (parts === null) return unreadable("must be one price such as 12.99, $1,299.00 or 1.299,00 €");
  const [, before = "", digits = "", after = ""] = parts;
  const signs = [before, after].map((sign) => sign.trim()).filter((sign) => sign !== "");
  const readings = signs.map((sign) => readCurrency(sign, options.currency));
  if (readings.some((reading) => reading === undefined)) {
    return unreadable(
      `has ${JSON.stringify(signs.join(" "))} beside the amount, which is no currency`,
    );
  }
  const named = readings.map((reading) => reading?.currency).filter((code) => code !== undefined);
  // "$ 12 CAD": the code settles the sign.
  const currency = named.find((code) =>
    readings.every((reading) => reading?.possible.includes(code)),
  );
  if (named.length > 0 && currency === undefined) return unreadable("names two currencies");
  const amount = parseAmount(digits, options.decimalMark, currency ?? options.currency);
  if (amount === undefined) return unreadable("has separators that do not group thousands");
  const checked = checkAmount(amount);
  return checked.status === "read" ? read(withCurrency(amount, currency)) : checked;
}

/** Reads the digits with their separators; undefined where the groups are not groups. */
function parseAmount(
  digits: string,
  decimalMark: "." | "," | undefined,
  currency: string | undefined,
): number | undefined {
  const trimmed = digits.replace(/[.,]$/, "");
  const marks = trimmed.match(/[.,]/g) ?? [];
  const last = marks.at(-1) ?? "";
  const tail = last === "" ? "" : trimmed.slice(trimmed.lastIndexOf(last) + 1);
  const isDecimal =
    new Set(marks).size > 1 ||
    (marks.length === 1 && isDecimalAlone(trimmed, last, tail, decimalMark, currency));
  const whole = isDecimal ? trimmed.slice(0, trimmed.length - tail.length - 1) : trimmed;
  if (!grouped.test(whole) || (isDecimal && whole.includes(last))) return undefined;
  const plain = whole.replace(/\D/g, "");
  return Number(isDecimal ? `${plain}.${tail}` : plain);
}

function isDecimalAlone(
  digits: string,
  mark: string,
  tail: string,
  decimalMark: "." | "," | undefined,
  currency: string | undefined,
): boolean {
  if (tail.length !== 3) return true;
  const head = digits.slice(0, digits.length - 4);
  // 0.125 and 1299.125 can not be groups.
  if (head === "0" || head.replace(/\D/g, "").length > 3) return true;
  if (/['’ ]/.test(head)) return true;
  if (decimalMark !== undefined) return mark === decimalMark;
  return mark === "." && !(currency !== undefined && pointGroupingCurrencies.has(currency));
}

function checkAmount(amount: number): Parsed<Price> {
  if (!Number.isFinite(amount)) return unreadable("must be a finite number");
  if (amount < 0) return unreadable("must not be negative");
  return read({ amount });
}

function withCurrency(amount: number, currency: string | undefined): Price {
  return currency === undefined ? { amount } : { amount, currency };
}
