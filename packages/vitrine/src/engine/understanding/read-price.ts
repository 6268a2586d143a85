/**
 * @file Reads a limit of the price: `under $150`, `between 20 and 50 euros`, `£5.99`, `50 dollars or less`, `around $100`.
 *
 * An amount that names its currency is a price wherever it stands. A bare number is one only
 * behind a word of limit, with nothing behind it that it could count (`under 50 pieces`), and
 * no people before (`women over 50`); `max 90` and `from 20` need more than that.
 */
import { readCurrency } from "../../data/currency.js";
import type { Filter } from "../../data/filter.js";
import { parsePrice } from "../../data/parse-price.js";
import type { LimitWord, PriceLimit } from "./price-words.js";
import {
  currencyWords,
  leadWords,
  limitWords,
  limitWordsBehind,
  moneyWords,
  peopleWords,
  rangeJoints,
} from "./price-words.js";
import type { QueryToken } from "./query-tokens.js";

/** What is known of the shop's prices. */
export interface PriceFacts {
  /** ISO 4217, the most frequent first; empty where no product names one. */
  readonly currencies: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
}

/** A limit that was read. */
export interface PriceReading {
  /** Tokens `[from, to)` say it. */
  readonly from: number;
  readonly to: number;
  readonly conditions: readonly Filter[];
  /** False for two bare numbers, which may be a size or a model: `70-200`. */
  readonly isSure: boolean;
}

/** A query in which limits are sought. */
export interface PriceContext {
  readonly tokens: readonly QueryToken[];
  /** Folded; shape [tokens]. */
  readonly words: readonly string[];
  readonly facts: PriceFacts;
  /** Whether the number at a token has a unit of measure behind it. */
  readonly isMeasured: (at: number) => boolean;
}

/**
 * Reads the limit that starts at a token.
 *
 * @returns Undefined when none starts there, or its currency is none of the shop's.
 */
export function readPriceAt(context: PriceContext, at: number): PriceReading | undefined {
  const lead = skipLead(context, at);
  const limit = limitWords.longestAt(context.words, lead.end);
  if (limit !== undefined) {
    for (const word of limit.meanings) {
      const read = readLimited(context, at, lead.end + limit.length, word, lead.saysMoney);
      if (read !== undefined) return read;
    }
  }
  return readPlain(context, at, lead.end);
}

/** The part of the prices that `around` means: a fifth to either side. */
export const AROUND_SHARE = 0.2;

interface AmountRead {
  readonly value: number;
  readonly end: number;
  /** The shop's currencies that it can be in; undefined where it names none. */
  readonly currencies: readonly string[] | undefined;
  /** Whether it names a currency that the shop does not have. */
  readonly isForeign: boolean;
}

function skipLead({ words }: PriceContext, at: number): { end: number; saysMoney: boolean } {
  let end = at;
  let saysMoney = false;
  while (
    end - at < 3 &&
    leadWords.has(words[end] ?? "") &&
    limitWords.longestAt(words, end) === undefined
  ) {
    saysMoney ||= moneyWords.has(words[end] ?? "");
    end++;
  }
  return { end, saysMoney };
}

function readLimited(
  context: PriceContext,
  from: number,
  start: number,
  { limit, needsCurrency }: LimitWord,
  saysMoney: boolean,
): PriceReading | undefined {
  const isFiller = ["a", "the", "about", "around", "of", ":"].includes(context.words[start] ?? "");
  const first = readAmount(context, isFiller ? start + 1 : start);
  if (first === undefined) return undefined;
  if (limit === "between") {
    const range = readRange(context, from, first);
    if (range !== undefined) return { ...range, isSure: range.isSure || !needsCurrency };
    return needsCurrency && first.currencies !== undefined && !first.isForeign
      ? reading(context, from, first, [">=", first.value])
      : undefined;
  }
  if (first.isForeign) return undefined;
  if (first.currencies === undefined) {
    if ((needsCurrency && !saysMoney) || !isAloneBehind(context, first.end)) return undefined;
    if (peopleWords.has(context.words[from - 1] ?? "") && !saysMoney) return undefined;
    if (context.tokens[from - 1]?.kind === "number") return undefined;
    if (!isPossible(context, limit, first.value)) return undefined;
  }
  if (limit !== "around") return reading(context, from, first, [limit, first.value]);
  const slack = first.value * AROUND_SHARE;
  return reading(context, from, first, [">=", first.value - slack], ["<=", first.value + slack]);
}

/** An amount without a word before it: what a shopper names is the most that is to be spent. */
function readPlain(context: PriceContext, at: number, start: number): PriceReading | undefined {
  const first = readAmount(context, start);
  if (first === undefined || first.isForeign) return undefined;
  const from = first.currencies === undefined ? start : at;
  const range = readRange(context, from, first);
  if (range !== undefined) return range;
  const behind = limitWordsBehind.longestAt(context.words, first.end);
  const limit = behind?.meanings[0];
  if (first.currencies === undefined && !saysLimit(context, first, limit)) return undefined;
  const end = first.end + (behind?.length ?? 0);
  return reading(context, from, { ...first, end }, [limit ?? "<=", first.value]);
}

function saysLimit(
  context: PriceContext,
  amount: AmountRead,
  limit: PriceLimit | undefined,
): boolean {
  const next = context.words[amount.end] ?? "";
  if (limit === undefined || next === "max" || next === "maximum" || next === "+") return false;
  return isPossible(context, limit, amount.value);
}

function readRange(context: PriceContext, from: number, low: AmountRead): PriceReading | undefined {
  if (!rangeJoints.has(context.words[low.end] ?? "")) return undefined;
  const high = readAmount(context, low.end + 1);
  if (high === undefined || high.value <= low.value || low.isForeign || high.isForeign) {
    return undefined;
  }
  const currencies = high.currencies ?? low.currencies;
  const isSure = currencies !== undefined;
  if (!isSure && !isAloneBehind(context, high.end)) return undefined;
  const { minimum, maximum } = context.facts;
  if (!isSure && (low.value < minimum || high.value > maximum)) return undefined;
  const ends = { end: high.end, currencies };
  return { ...reading(context, from, ends, [">=", low.value], ["<=", high.value]), isSure };
}

function readAmount(context: PriceContext, at: number): AmountRead | undefined {
  const { tokens, facts } = context;
  const before = signBefore(tokens, at);
  const number = tokens[before.end];
  if (number?.kind !== "number") return undefined;
  // 501s and WH-1000 are names.
  if (number.isGlued && tokens[before.end - 1]?.kind === "word") return undefined;
  const after = signBehind(tokens, before.end + 1);
  const named = [before.possible, after.possible].filter((possible) => possible !== undefined);
  const currencies = named[0]?.filter(
    (code) =>
      (facts.currencies.length === 0 || facts.currencies.includes(code)) &&
      named.every((possible) => possible.includes(code)),
  );
  const next = tokens[after.end];
  if (currencies === undefined && next?.kind === "word" && next.isGlued) return undefined;
  const isForeign = currencies?.length === 0;
  if ((currencies === undefined || isForeign) && context.isMeasured(before.end)) return undefined;
  const [currency] = facts.currencies;
  const price = parsePrice(number.text, currency === undefined ? {} : { currency });
  if (price.status !== "read") return undefined;
  return { value: price.value.amount, end: after.end, currencies, isForeign };
}

interface Sign {
  readonly possible: readonly string[] | undefined;
  readonly end: number;
}

function signBefore(tokens: readonly QueryToken[], at: number): Sign {
  const [first, second] = [tokens[at], tokens[at + 1]];
  if (first === undefined || first.kind === "number") return { possible: undefined, end: at };
  if (first.kind === "word" && second?.kind === "sign" && second.isGlued) {
    const both = readCurrency(first.text + second.text);
    if (both !== undefined) return { possible: both.possible, end: at + 2 };
  }
  const possible = possibleOf(first);
  return { possible, end: possible === undefined ? at : at + 1 };
}

function signBehind(tokens: readonly QueryToken[], at: number): Sign {
  // `20,-` and `20.-`
  const isDash =
    /^[,.]$/.test(tokens[at]?.text ?? "") && /^[-–—]$/.test(tokens[at + 1]?.text ?? "");
  const start = isDash && tokens[at]?.isGlued === true ? at + 2 : at;
  const token = tokens[start];
  const next = tokens[start + 1];
  // `$5 $10`: the second sign belongs to the number behind it.
  const isNext = token?.isGlued !== true && next?.kind === "number" && next.isGlued;
  const possible = token === undefined || isNext ? undefined : possibleOf(token);
  return { possible, end: possible === undefined ? at : start + 1 };
}

/** The currencies of a sign, a code or a name; codes that are words (`all`, `try`, `top`) are none. */
function possibleOf({ text, kind }: QueryToken): readonly string[] | undefined {
  const named = currencyWords.get(text);
  if (named !== undefined) return named;
  if (kind === "word" && !CODES.has(text)) return undefined;
  return readCurrency(text)?.possible;
}

const CODES: ReadonlySet<string> = new Set(
  "usd eur gbp chf cad aud nzd jpy cny inr sek nok dkk pln czk huf ron bgn brl mxn sgd hkd zar rs".split(
    " ",
  ),
);

/** Whether nothing follows that the number before could count. */
function isAloneBehind({ tokens }: PriceContext, at: number): boolean {
  const next = tokens[at];
  if (next === undefined) return true;
  if (next.kind === "sign") return /^[,.;:!?()]$/.test(next.text);
  return next.kind === "word" && FOLLOWERS.has(next.text);
}

const FOLLOWERS: ReadonlySet<string> = new Set(
  "for with in and or that which please only fur mit und oder aus pour avec et ou en para con y o de per e voor met of com ou em".split(
    " ",
  ),
);

/** Whether some product can be on the wanted side of a bare number. */
function isPossible({ facts }: PriceContext, limit: PriceLimit, value: number): boolean {
  if (limit === "<" || limit === "<=") return value >= facts.minimum;
  return value <= facts.maximum;
}

function reading(
  { facts }: PriceContext,
  from: number,
  { end, currencies }: Pick<AmountRead, "end" | "currencies">,
  ...limits: readonly (readonly [PriceLimit, number])[]
): PriceReading {
  const conditions: Filter[] = limits.map(([operator, value]) => ({
    field: "price",
    operator: operator as Filter["operator"],
    values: [String(Number(value.toFixed(2)))],
  }));
  // A shop of several currencies compares amounts of the one that was named.
  if (currencies !== undefined && facts.currencies.length > 1) {
    const operator = currencies.length === 1 ? "=" : "in";
    conditions.push({ field: "currency", operator, values: currencies });
  }
  return { from, to: end, conditions, isSure: true };
}
