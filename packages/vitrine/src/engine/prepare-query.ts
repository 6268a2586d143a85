/**
 * @file From what a shopper asked to what the index is asked: examples looked up, text read,
 * filters and readings made one mask.
 */
import type { Filter } from "../data/filter.js";
import { VitrineError } from "../errors.js";
import type { ProductQuery } from "./find-products.js";
import { readFilters } from "./read-filters.js";
import { readQuery } from "./read-query.js";
import type { Correction, ReadQuery, UnderstoodPart } from "./read-query.js";
import { readRelativePrice } from "./relative-price.js";
import type { SearchIndex } from "./search-index.js";
import type { SearchMode } from "./search-mode.js";
import type { SearchOptions } from "./search-options.js";

/** A query as the index is asked it, and what is to be told of it. */
export interface PreparedQuery {
  readonly query: ProductQuery;
  readonly filters: readonly Filter[];
  /** What filters and exclusions leave; absent when all may be found. */
  readonly accept: Uint8Array | undefined;
  /** What is left when what was read in the query has been applied too. */
  readonly wanted: Uint8Array | undefined;
  /** How near products come to a price that none has, where nothing else is asked. */
  readonly nearness?: NonNullable<ReadQuery["nearness"]>;
  readonly understood: readonly UnderstoodPart[];
  readonly corrected?: Correction;
  readonly didYouMean?: string;
}

/** What the text counts beside the examples. */
const TEXT_WEIGHT = 1;

/**
 * Prepares a query.
 *
 * @throws {VitrineError} `FILTER_INVALID`; `PRODUCT_NOT_FOUND` for an example; `PARAM_INVALID` for a text that is too long.
 */
export function prepareQuery(
  index: SearchIndex,
  text: string,
  mode: SearchMode,
  options: SearchOptions,
): PreparedQuery {
  const { columns } = index;
  const filters = readFilters(options.filters);
  const examples = (options.like ?? []).map((id) => needOrdinal(index, id));
  const twins = examples.flatMap((ordinal) => columns.twinsOf(ordinal).map(columns.idOf));
  const accept = columns.accept(filters, [...(options.exclude ?? []), ...twins]);
  const relative =
    options.understand === false
      ? { text, understood: [], filters: [] }
      : readRelativePrice(text, examples.map(columns.priceAt), options.literal ?? []);
  const compared =
    relative.filters.length === 0
      ? undefined
      : columns.accept([...filters, ...relative.filters], [...(options.exclude ?? []), ...twins]);
  // Nothing is cheaper than the cheapest: such a limit is given up like any other that was read.
  const holds = compared?.some((passes) => passes === 1) === true;
  const read = readQuery(index, relative.text, holds ? compared : accept, options);
  const titles = examples.map(columns.titleAt);
  return {
    query: {
      ...read.query,
      mode,
      prefix: options.prefix ?? false,
      // A search by words alone does not guess at meaning.
      ...(mode === "hybrid" && options.synonyms !== false
        ? {
            alternatives: (words: readonly string[]) => [
              ...(read.query.alternatives?.(words) ?? []),
              ...index.aids.nearWords(words),
            ],
          }
        : {}),
      ...(examples.length === 0
        ? {}
        : {
            words: [read.query.text, ...titles].join(" ").trim(),
            examples: examples.map((ordinal) => ({ ordinal, weight: 1 / examples.length })),
            textWeight: read.query.text.trim() === "" ? 0 : TEXT_WEIGHT,
          }),
    },
    filters,
    accept,
    wanted: read.accept,
    ...(read.nearness === undefined || examples.length > 0 ? {} : { nearness: read.nearness }),
    understood: [
      ...relative.understood.map((part) => ({ ...part, applied: holds })),
      ...read.understood,
    ],
    ...(read.corrected === undefined ? {} : { corrected: read.corrected }),
    ...(read.didYouMean === undefined ? {} : { didYouMean: read.didYouMean }),
  };
}

/**
 * The ordinal of a product that must be there.
 *
 * @throws {VitrineError} `PRODUCT_NOT_FOUND`.
 */
export function needOrdinal({ columns }: SearchIndex, id: string): number {
  const ordinal = columns.ordinalOf(id);
  if (ordinal >= 0) return ordinal;
  throw new VitrineError(
    "PRODUCT_NOT_FOUND",
    `The product must be in the index; there is none with id "${id}". Look it up with a search, or index again after an import.`,
    { id },
  );
}
