/**
 * @file Reads what a shopper typed: typing errors mended, prices, measures and known values taken
 * as filters or preferences, other words for the same thing beside the typed ones.
 *
 * Never against the shopper: everything that was read is told and can be taken back, words stay
 * in the text unless they are an explicit limit or spell a measure, and limits that would leave
 * nothing are dropped.
 */
import type { Filter } from "../data/filter.js";
import { VitrineError } from "../errors.js";
import { foldText } from "../text/fold-text.js";
import type { ProductColumns } from "./columns/product-columns.js";
import { meanOfKnown } from "./ranking/fusion.js";
import type { Ordinals, RankingQuery } from "./ranking/source.js";
import type { SearchIndex } from "./search-index.js";
import { remainderOf } from "./understanding/query-reader.js";
import { CATEGORY_JOINT } from "./understanding/query-vocabulary.js";
import type { PriceLevels } from "./understanding/price-levels.js";
import type { Understood, UnderstoodKind, UnderstoodUse } from "./understanding/query-reading.js";

export interface ReadingOptions {
  /** Whether the query is read at all; default true. */
  readonly understand?: boolean;
  /** Texts of readings that the shopper took back: they are matched as words alone. */
  readonly literal?: readonly string[];
  /** Whether sure typing errors are corrected; default true. */
  readonly correct?: boolean;
  /** Whether other words for the same thing are matched too; default where the query is read. */
  readonly synonyms?: boolean;
}

/** A part of the query and what it was taken for. */
export interface UnderstoodPart {
  /** As it stands in the query (or in its correction); names the reading when it is taken back. */
  readonly text: string;
  readonly kind: UnderstoodKind;
  /** What suits, in the language of filters; for `exclude` that is what is not wanted. */
  readonly filter: string;
  /** `filter` leaves out what does not suit, `exclude` what does, `boost` ranks what suits higher. */
  readonly use: UnderstoodUse;
  /** False where nothing would have been left, so that it was not applied. */
  readonly applied: boolean;
}

/** A correction that was made before searching. */
export interface Correction {
  readonly from: string;
  readonly to: string;
}

/** A query as it is searched, and what is to be told of it. */
export interface ReadQuery {
  readonly query: Pick<RankingQuery, "text" | "alternatives" | "boost">;
  /** Shape [length of the columns], 1 where the readings let a product pass; absent when all may. */
  readonly accept: Uint8Array | undefined;
  /** How near products come to a price that none has, where nothing else is asked: in [0, 1]. */
  readonly nearness?: (pool: Ordinals) => Float64Array;
  readonly understood: readonly UnderstoodPart[];
  readonly corrected?: Correction;
  /** Likely meant, but not sure enough to search. */
  readonly didYouMean?: string;
}

const LONGEST_QUERY = 10_000;

/**
 * Reads a query.
 *
 * @param accept - What filters and exclusions leave, as `columns.accept` gives it.
 * @throws {VitrineError} `PARAM_INVALID` for a query of more than 10,000 characters.
 */
export function readQuery(
  index: SearchIndex,
  typed: string,
  accept: Uint8Array | undefined,
  { understand = true, literal = [], correct = true, synonyms = understand }: ReadingOptions,
): ReadQuery {
  if (typed.length > LONGEST_QUERY) {
    throw new VitrineError(
      "PARAM_INVALID",
      `A query must have at most ${LONGEST_QUERY} characters; got ${typed.length}. Ask for less.`,
      { param: "query", got: typed.length },
    );
  }
  const spelled = index.aids.spell(typed);
  const text =
    correct && !literal.map(foldText).includes(foldText(spelled.text)) ? spelled.text : typed;
  const didYouMean =
    text === spelled.text
      ? spelled.suggestions[0]?.text
      : spelled.text === typed
        ? undefined
        : spelled.text;
  const said = {
    ...(text === typed ? {} : { corrected: { from: typed, to: text } }),
    ...(didYouMean === undefined ? {} : { didYouMean }),
  };
  const others = synonyms ? { alternatives: index.aids.alternatives } : {};
  if (!understand) return { query: { text, ...others }, accept, understood: [], ...said };
  const reading = index.aids.reader().read(text, { ignore: literal });
  const limits = reading.understood.filter(({ use }) => use !== "boost");
  const left = applyLimits(index, accept, limits);
  // Where nothing would be left the limits are not applied; words of theirs are searched, prices are not.
  const holds = limits.length === 0 || left?.includes(1) === true;
  const words = holds ? reading.text : remainderOf(text, reading.understood.map(asWords));
  const prices = limits.filter(({ kind }) => kind === "price");
  const boosts = reading.understood.filter(({ use }) => use === "boost");
  return {
    query: {
      text: words,
      ...others,
      ...(boosts.length === 0 ? {} : { boost: boostOf(index, boosts) }),
    },
    accept: limits.length > 0 && holds ? left : accept,
    ...(holds || words !== "" || prices.length === 0
      ? {}
      : { nearness: (pool) => nearnessTo(index, prices, pool) }),
    understood: reading.understood.map((part) => ({
      text: part.text,
      kind: part.kind,
      filter: part.filter,
      use: part.use,
      applied: part.use === "boost" || holds,
    })),
    ...said,
  };
}

/** A limit that was given up: of a price nothing is searched, of others their words. */
function asWords(part: Understood): Understood {
  return part.use === "boost" || part.kind === "price" ? part : { ...part, keepsText: true };
}

/** Shape [pool], 1 for a product within all limits of the price, falling with the distance, 0 without a price. */
function nearnessTo(
  { columns }: SearchIndex,
  limits: readonly Understood[],
  pool: Ordinals,
): Float64Array {
  const bounds = limits
    .flatMap(({ anyOf }) => anyOf.flat())
    .filter(({ field }) => field === "price");
  return Float64Array.from(pool, (ordinal) => {
    const price = columns.priceAt(ordinal);
    const distances = bounds.map(({ operator, values: [value] }) =>
      operator.startsWith("<") ? price - Number(value) : Number(value) - price,
    );
    return Number.isNaN(price) ? 0 : 1 / (1 + Math.max(0, ...distances));
  });
}

/** What of `accept` the limits leave. */
function applyLimits(
  { columns }: SearchIndex,
  accept: Uint8Array | undefined,
  limits: readonly Understood[],
): Uint8Array | undefined {
  if (limits.length === 0) return accept;
  const left = accept?.slice() ?? new Uint8Array(columns.length).fill(1);
  for (const part of limits) {
    const suits = suitingProducts(columns, part);
    const wanted = part.use === "exclude" ? 0 : 1;
    for (let ordinal = 0; ordinal < left.length; ordinal++) {
      if (suits[ordinal] !== wanted) left[ordinal] = 0;
    }
  }
  return left;
}

/** Shape [length of the columns], 1 where one list of conditions holds; not to be written to. */
function suitingProducts(columns: ProductColumns, { anyOf }: Understood): Uint8Array {
  const [only, ...others] = anyOf.map(
    (conditions) => columns.accept(conditions) ?? new Uint8Array(columns.length).fill(1),
  );
  if (only === undefined) return new Uint8Array(columns.length);
  return others.length === 0 ? only : anyOfMasks([only, ...others]);
}

/** Shape [entries], 1 where one of the masks has 1. */
function anyOfMasks(masks: readonly Uint8Array[]): Uint8Array {
  const any = new Uint8Array(masks[0]?.length ?? 0);
  for (const mask of masks) {
    for (let at = 0; at < any.length; at++) any[at]! |= mask[at]!;
  }
  return any;
}

/**
 * How far each product of a pool suits the preferences, 1 for a sure one. A product that does not say what is asked of it
 * counts as an average one: shops forget attributes.
 */
function boostOf(
  { columns, aids }: SearchIndex,
  boosts: readonly Understood[],
): (pool: Ordinals) => Float64Array {
  const scorers = boosts.map((part) =>
    part.kind === "price-level"
      ? scoreOfLevel(columns, aids.priceLevels(), part)
      : scoreOfValue(columns, part),
  );
  return (pool) => {
    const total = new Float64Array(pool.length);
    for (const score of scorers) {
      const scores = score(pool);
      const { mean } = meanOfKnown(scores);
      for (let at = 0; at < scores.length; at++) {
        total[at]! += Number.isNaN(scores[at]!) ? mean : scores[at]!;
      }
    }
    return total;
  };
}

/** What a category counts beside other preferences: the vote of the nearest products speaks of it too. */
const CATEGORY_SHARE = 0.5;

/** How well products suit, in [0, weight]; NaN where one does not say. Shape [pool]. */
type Scorer = (pool: Ordinals) => Float64Array;

function scoreOfLevel(
  columns: ProductColumns,
  levels: PriceLevels,
  { filter, weight }: Understood,
): Scorer {
  const level = filter.endsWith("high") ? "high" : "low";
  return (pool) =>
    Float64Array.from(pool, (ordinal) => {
      const price = columns.priceAt(ordinal);
      if (Number.isNaN(price)) return NaN;
      const category = columns.categoryPathAt(ordinal).join(CATEGORY_JOINT);
      return weight * levels.score(level, category, price);
    });
}

function scoreOfValue(columns: ProductColumns, { kind, anyOf, weight }: Understood): Scorer {
  const fields = [...new Set(anyOf.flat().map(({ field }) => field))];
  const share = weight * (kind === "category" ? CATEGORY_SHARE : 1);
  return (pool) => {
    const suits = anyOfMasks(anyOf.map((conditions) => columns.passing(conditions, pool)));
    const says = anyOfMasks(fields.map((field) => columns.passing([givesField(field)], pool)));
    const scores = new Float64Array(pool.length);
    for (let at = 0; at < scores.length; at++) {
      scores[at] = suits[at] === 1 ? share : says[at] === 1 ? 0 : NaN;
    }
    return scores;
  };
}

/** What every product passes that has a value of the field. */
function givesField(field: string): Filter {
  return { field, operator: "!=", values: ["\0"] };
}
