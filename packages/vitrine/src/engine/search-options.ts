/** @file What may be asked of a search, and of a request for similar products. */
import type { Filter } from "../data/filter.js";
import { VitrineError } from "../errors.js";
import { SEARCH_MODES } from "./search-mode.js";
import type { SearchMode } from "./search-mode.js";

/** What both a search and a request for similar products may ask for. */
export interface FindOptions {
  /** Each `FIELD OP VALUE` or parsed; all must hold. */
  readonly filters?: readonly (string | Filter)[];
  /** Ids that may not be returned. */
  readonly exclude?: Iterable<string>;
  /** How many hits; default 10, at most 1,000. */
  readonly limit?: number;
  /** How many hits to pass over; default 0. */
  readonly offset?: number;
  /**
   * The `list` of an earlier answer, whose next page is wanted: the same products in the same
   * order, whatever products have changed since, without those that are gone. After a new index, or
   * 256 other lists, it is forgotten: then the page is one of a new list, which the answer names.
   */
  readonly list?: string;
  /** Whether each hit says why it was found; default false. */
  readonly explain?: boolean;
  /** Whether the values of what was found are counted, and its prices; default false. */
  readonly facets?: boolean;
  /** What to sort by instead of relevance: `price`, `-price`, `newest`, `title`, `attributes.NAME`. */
  readonly sort?: string | readonly string[];
  /** How much the first hits should differ from each other, in [0, 1]; default 0. */
  readonly diversity?: number;
  /** `grouped` shows one product of each family of variants, the one that suits best; default `all`. */
  readonly variants?: "all" | "grouped";
}

export interface SearchOptions extends FindOptions {
  /** Default `hybrid`. */
  readonly mode?: SearchMode;
  /** Whether the last word is still being typed and also means the words that begin with it; default false. */
  readonly prefix?: boolean;
  /** Ids of products that what is wanted is like: a session, a wish list. They are not returned. */
  readonly like?: readonly string[];
  /** Whether prices, measures and known values in the query are read; default true. */
  readonly understand?: boolean;
  /** Texts of `understood`, or of `corrected`, that are to be taken as words alone. */
  readonly literal?: readonly string[];
  /** Whether sure typing errors are corrected; default true. */
  readonly correct?: boolean;
  /** Whether other words for the same thing are matched too; default where the query is read. */
  readonly synonyms?: boolean;
  /** Whether the shop's rules are applied; default true. */
  readonly rules?: boolean;
}

/** Options that are numbers and modes, checked and with their defaults. */
export interface CheckedOptions {
  readonly mode: SearchMode;
  readonly limit: number;
  readonly offset: number;
  readonly sort: readonly string[];
  readonly diversity: number;
  readonly grouped: boolean;
}

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1000;

/**
 * Checks options.
 *
 * @throws {VitrineError} `PARAM_INVALID` for a limit, offset, mode or diversity out of range.
 */
export function checkSearchOptions(options: SearchOptions): CheckedOptions {
  const mode = options.mode ?? "hybrid";
  if (!SEARCH_MODES.includes(mode)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The mode must be one of ${SEARCH_MODES.join(", ")}; got "${mode}". Leave it out for hybrid.`,
      { param: "mode", got: mode },
    );
  }
  const diversity = options.diversity ?? 0;
  if (!(diversity >= 0 && diversity <= 1)) {
    throw new VitrineError(
      "PARAM_INVALID",
      `The diversity must be a number from 0 to 1; got ${diversity}. Begin with 0.3.`,
      { param: "diversity", got: diversity },
    );
  }
  return {
    mode,
    limit: checkCount("limit", options.limit ?? DEFAULT_LIMIT, 1, MAX_LIMIT),
    offset: checkCount("offset", options.offset ?? 0, 0, Number.MAX_SAFE_INTEGER),
    sort: [options.sort ?? []].flat(),
    diversity,
    grouped: options.variants === "grouped",
  };
}

function checkCount(param: string, value: number, least: number, most: number): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw new VitrineError(
    "PARAM_INVALID",
    `The ${param} must be a whole number from ${least} to ${most}; got ${value}. Ask for a page within that.`,
    { param, got: value },
  );
}
