/**
 * @file Cuts a query into words, numbers and signs, each with its place in the query as it was typed.
 *
 * Apostrophes are taken out of words, so that `levi's` is `levis`. A number ends where letters
 * begin, so that `150usd` is a number and a word. O(n) time.
 */
import type { Analyzer } from "../../text/analyze.js";
import { foldText } from "../../text/fold-text.js";
import { locateWords } from "../../text/segment-words.js";

/** A word, a number or a sign of a query. */
export interface QueryToken {
  /** Folded, without apostrophes. */
  readonly text: string;
  /** As word indexes have it: the stem of `text`. */
  readonly term: string;
  /** `query.slice(start, end)` is the token as it was typed. */
  readonly start: number;
  readonly end: number;
  readonly kind: "word" | "number" | "sign";
  /** Whether nothing stands between it and the token before. */
  readonly isGlued: boolean;
}

/** The tokens of a query, in its order. */
export function tokenizeQuery(query: string, analyzer: Analyzer): QueryToken[] {
  const tokens: QueryToken[] = [];
  const add = (start: number, end: number, kind: QueryToken["kind"]): void => {
    const text = foldText(query.slice(start, end)).replace(/['’]/g, "");
    const term = kind === "word" ? analyzer.stem(text) : text;
    tokens.push({ text, term, start, end, kind, isGlued: tokens.at(-1)?.end === start });
  };
  for (const match of query.matchAll(TOKENS)) {
    const [written] = match;
    const start = match.index;
    const end = start + written.length;
    if (match.groups?.["number"] !== undefined) add(start, end, "number");
    else if (match.groups?.["word"] === undefined) add(start, end, "sign");
    else if (!UNSPACED.test(written)) add(start, end, "word");
    else {
      for (const word of locateWords(written)) add(start + word.start, start + word.end, "word");
    }
  }
  return tokens;
}

const TOKENS = /(?<number>\p{Nd}+(?:[.,]\p{Nd}+)*)|(?<word>[\p{L}\p{M}]+(?:['’]\p{L}+)*)|[^\s]/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
