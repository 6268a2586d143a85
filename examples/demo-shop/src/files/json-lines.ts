/** @file The files of one JSON value a line: the catalogue, judgements and hidden truth. */
import type { JudgedQuery } from "../queries/make-queries.js";
import type { Shop } from "../shop.js";
import type { UnderstandingQuery } from "../understanding/understanding-queries.js";

/** Writes products.jsonl, always UTF-8: the catalogue of products.csv with types kept. */
export function toProductsJsonLines(shop: Shop): string {
  return toJsonLines([...shop.products, ...shop.repeatedRows]);
}

/** Writes judged queries as `{"query": …, "grades": {id: grade}}`, and nothing else. */
export function toJudgements(queries: readonly JudgedQuery[]): string {
  return toJsonLines(queries.map(({ query, grades }) => ({ query, grades })));
}

/** Writes what the judgements keep to themselves: kind, split and meaning of every query. */
export function toHiddenQueries(queries: readonly JudgedQuery[]): string {
  return toJsonLines(
    queries.map(({ query, kind, split, intent }) => ({ query, kind, split, intent })),
  );
}

/** Writes queries of understanding as `{"query": …, "grades": {id: grade}, "kind": …}`. */
export function toUnderstandingJudgements(queries: readonly UnderstandingQuery[]): string {
  return toJsonLines(queries.map(({ query, grades, kind }) => ({ query, grades, kind })));
}

/** Writes what their judgements keep to themselves: kind, form, split and meaning of each. */
export function toHiddenUnderstanding(queries: readonly UnderstandingQuery[]): string {
  return toJsonLines(
    queries.map(({ query, kind, form, split, intent }) => ({ query, kind, form, split, intent })),
  );
}

/** One value a line, with a line feed after the last; empty for no values. */
export function toJsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}
