/**
 * @file Which currency a sign or a code in a price means.
 *
 * A code says it (ISO 4217). A sign may stand for several: `$` is taken for the US
 * dollar and `kr` for none, unless the shop's own currency is one of those it can mean.
 */

const codes = new Set(Intl.supportedValuesOf("currency"));

/** What a sign can mean, the usual meaning first; undefined first where no meaning is usual. */
const signs: readonly (readonly [sign: string, meanings: readonly (string | undefined)[]])[] = [
  ["US$", ["USD"]],
  ["CA$", ["CAD"]],
  ["C$", ["CAD"]],
  ["AU$", ["AUD"]],
  ["A$", ["AUD"]],
  ["NZ$", ["NZD"]],
  ["HK$", ["HKD"]],
  ["S$", ["SGD"]],
  ["NT$", ["TWD"]],
  ["R$", ["BRL"]],
  ["MX$", ["MXN"]],
  [
    "$",
    ["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD", "TWD", "ARS", "CLP", "COP", "UYU", "BRL"],
  ],
  ["€", ["EUR"]],
  ["£", ["GBP", "EGP"]],
  ["¥", ["JPY", "CNY"]],
  ["￥", ["JPY", "CNY"]],
  ["円", ["JPY"]],
  ["元", ["CNY"]],
  ["RMB", ["CNY"]],
  ["₹", ["INR"]],
  ["Rs.", ["INR", "PKR", "LKR", "NPR"]],
  ["Rs", ["INR", "PKR", "LKR", "NPR"]],
  ["₩", ["KRW"]],
  ["₽", ["RUB"]],
  ["руб.", ["RUB"]],
  ["руб", ["RUB"]],
  ["₺", ["TRY"]],
  ["TL", ["TRY"]],
  ["₫", ["VND"]],
  ["฿", ["THB"]],
  ["₪", ["ILS"]],
  ["₴", ["UAH"]],
  ["₦", ["NGN"]],
  ["₱", ["PHP"]],
  ["zł", ["PLN"]],
  ["Kč", ["CZK"]],
  ["Ft", ["HUF"]],
  ["lei", ["RON"]],
  ["лв.", ["BGN"]],
  ["лв", ["BGN"]],
  ["Fr.", ["CHF"]],
  ["SFr.", ["CHF"]],
  ["kr.", [undefined, "SEK", "NOK", "DKK", "ISK"]],
  ["kr", [undefined, "SEK", "NOK", "DKK", "ISK"]],
  ["R", [undefined, "ZAR"]],
];

const bySign = new Map(signs.map(([sign, meanings]) => [sign.toLowerCase(), meanings]));

/** What a price said of its currency. */
export interface CurrencyReading {
  /** Absent where the sign leaves it open. */
  readonly currency?: string;
  /** Everything the sign can mean. */
  readonly possible: readonly string[];
}

/**
 * Reads a sign or a code.
 *
 * @param text - As it stands beside the number, such as `€`, `usd` or `kr`.
 * @param expected - The shop's own currency, which settles what a sign leaves open.
 * @returns Undefined when the text is no currency.
 */
export function readCurrency(text: string, expected?: string): CurrencyReading | undefined {
  const code = text.trim().toUpperCase();
  if (codes.has(code)) return { currency: code, possible: [code] };
  const meanings = bySign.get(text.trim().toLowerCase());
  if (meanings === undefined) return undefined;
  const possible = meanings.filter((meaning) => meaning !== undefined);
  const currency = expected !== undefined && possible.includes(expected) ? expected : meanings[0];
  return currency === undefined ? { possible } : { currency, possible };
}

/** Currencies of countries that group thousands with a point, where `1.299` is a thousand and more. */
export const pointGroupingCurrencies: ReadonlySet<string> = new Set(
  "EUR DKK NOK SEK ISK PLN CZK HUF RON BGN BRL ARS CLP COP UYU IDR TRY VND RUB UAH".split(" "),
);
