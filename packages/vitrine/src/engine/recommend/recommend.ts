/**
 * @file Recommends products for a placement: its sources propose, their proposals are fused, its
 * rules hold, and where they leave too few its fallbacks fill the list, and the answer says so.
 *
 * There is no filler: a list is shorter than asked for, or empty, where nothing is known.
 */
import type { Filter } from "../../data/filter.js";
import { VitrineError } from "../../errors.js";
import type { LiveCounts } from "../behaviour/live-counts.js";
import type { ShopperHistory } from "../behaviour/shopper-history.js";
import { readFilters } from "../read-filters.js";
import type { OrdinalMask, ProductColumns } from "../columns/product-columns.js";
import type { SearchIndex } from "../search-index.js";
import { toShownProduct } from "../shown-product.js";
import type { ShownProduct } from "../shown-product.js";
import { applyPlacementRules } from "./apply-placement-rules.js";
import type { BehaviourModels } from "./behaviour-models.js";
import { fuseCandidates } from "./fuse-candidates.js";
import type { FusedCandidate } from "./fuse-candidates.js";
import type { Placement, SourceName } from "./placement.js";
import type { Reason, Seed, SourceContext } from "./recommendation-source.js";
import { recommendationSources } from "./recommendation-sources.js";

/** What is asked of a placement. */
export interface RecommendOptions {
  /** Its name in the configuration. */
  readonly placement: string;
  /** The id of a shopper with an account. */
  readonly shopper?: string;
  /** The id of a visitor without one. */
  readonly anonymous?: string;
  /** The visit. */
  readonly session?: string;
  /** The product on show. */
  readonly product?: string;
  /** The products in the cart. */
  readonly cart?: readonly string[];
  /** How many products; default 12, at most 200. */
  readonly limit?: number;
  /** Each `FIELD OP VALUE` or parsed; all must hold, beside those of the placement. */
  readonly filters?: readonly (string | Filter)[];
  /** Ids that may not be returned. */
  readonly exclude?: readonly string[];
  /** Whether each item has what is shown of the product; default false. */
  readonly details?: boolean;
}

/** A recommended product. */
export interface Recommendation {
  readonly id: string;
  /** What the sources' ranks add up to; rules may have put it elsewhere. Comparable within one answer only, and no probability. */
  readonly score: number;
  readonly source: SourceName | "pinned";
  readonly reasons: readonly Reason[];
  /** What is shown of it, where it was asked for. */
  readonly product?: ShownProduct;
}

/** What a placement shows. */
export interface RecommendedItems {
  /** Best first. */
  readonly items: readonly Recommendation[];
  /** The first fallback that had to fill the list; null where the sources sufficed, or nothing did. */
  readonly fallback: SourceName | null;
}

/** What is known when it is asked. */
export interface RecommendationState {
  readonly index: SearchIndex;
  readonly models: BehaviourModels | undefined;
  readonly counts: LiveCounts;
  readonly history: ShopperHistory;
  /** In milliseconds. */
  readonly now: number;
}

const DEFAULT_LIMIT = 12;
const MOST_ITEMS = 200;
/** Candidates of each source for every item of the list: rules take some away. */
const CANDIDATES_PER_ITEM = 4;
/** What can not be bought. */
const UNAVAILABLE: Filter = {
  field: "availability",
  operator: "in",
  values: ["out_of_stock", "discontinued"],
};

/**
 * Recommends.
 *
 * @throws {VitrineError} `PARAM_INVALID` for a limit out of range; `FILTER_INVALID`.
 */
export async function recommendProducts(
  state: RecommendationState,
  placement: Placement,
  options: Omit<RecommendOptions, "placement">,
): Promise<RecommendedItems> {
  const limit = checkLimit(options.limit ?? DEFAULT_LIMIT);
  const { columns } = state.index;
  const seeds = seedsOf(options);
  const accept = acceptedProducts(state, placement, options, seeds);
  const pinned = placement.rules.pin
    .map(columns.ordinalOf)
    .filter((ordinal) => ordinal >= 0 && accept[ordinal] === 1)
    .slice(0, limit);
  const context: SourceContext = {
    ...state,
    seeds,
    accept: withoutOrdinals(accept, pinned),
    count: limit * CANDIDATES_PER_ITEM,
  };
  const arrange = (candidates: readonly FusedCandidate[]): readonly FusedCandidate[] =>
    applyPlacementRules(
      state.index,
      // What was deleted or added while the sources were asked is not recommended.
      candidates.filter(({ ordinal }) => context.accept[ordinal] === 1 && columns.isLive(ordinal)),
      placement.rules,
      limit - pinned.length,
    );

  let candidates = await propose(context, placement.sources, placement.fusion);
  let listed = arrange(candidates);
  let fallback: SourceName | null = null;
  for (const name of placement.fallback) {
    if (listed.length >= limit - pinned.length) break;
    const more = await propose(context, [{ source: name, weight: 1 }], "in-order");
    const joined = behind(candidates, more);
    if (joined.length === candidates.length) continue;
    candidates = joined;
    listed = arrange(candidates);
    fallback ??= name;
  }
  return {
    items: [
      ...pinned.map((ordinal): Omit<FusedCandidate, "source"> & Pick<Recommendation, "source"> => ({
        ordinal,
        score: listed[0]?.score ?? 0,
        source: "pinned",
        reasons: [{ kind: "pinned" }],
      })),
      ...listed,
    ]
      .filter(({ ordinal }) => columns.isLive(ordinal))
      .map(({ ordinal, ...item }) => ({
        id: columns.idOf(ordinal),
        ...item,
        ...(options.details === true ? { product: toShownProduct(columns, ordinal) } : {}),
      })),
    fallback,
  };
}

async function propose(
  context: SourceContext,
  sources: Placement["sources"],
  fusion: Placement["fusion"],
): Promise<readonly FusedCandidate[]> {
  const proposals = await Promise.all(
    sources.map(async ({ source, weight }) => ({
      source,
      weight,
      candidates: await recommendationSources[source].propose(context),
    })),
  );
  return fuseCandidates(proposals, fusion);
}

/** What is not there yet, behind what is, with scores that go on falling. */
function behind(
  candidates: readonly FusedCandidate[],
  more: readonly FusedCandidate[],
): readonly FusedCandidate[] {
  const known = new Set(candidates.map(({ ordinal }) => ordinal));
  const added = more.filter(({ ordinal }) => !known.has(ordinal));
  const floor = candidates.at(-1)?.score ?? 0;
  const top = added[0]?.score ?? 0;
  return [
    ...candidates,
    ...added.map((candidate) => ({ ...candidate, score: floor - 1 - (top - candidate.score) })),
  ];
}

/** Each product once; the one on show may be in the cart too. */
function seedsOf({ product, cart = [] }: Omit<RecommendOptions, "placement">): readonly Seed[] {
  const seeds = new Map<string, Seed>();
  if (product !== undefined) seeds.set(product, { id: product, reason: "product" });
  for (const id of cart) if (!seeds.has(id)) seeds.set(id, { id, reason: "in_cart" });
  return [...seeds.values()];
}

function acceptedProducts(
  { index: { columns }, history }: RecommendationState,
  { rules }: Placement,
  { filters, exclude = [] }: Omit<RecommendOptions, "placement">,
  seeds: readonly Seed[],
): Uint8Array {
  const excluded = [
    ...exclude,
    ...history.unwanted,
    ...(rules.excludeBought ? history.bought : []),
    ...(rules.excludeViewed ? history.viewed : []),
    ...seeds.flatMap(({ id }) => {
      const ordinal = columns.ordinalOf(id);
      return ordinal < 0 ? [] : columns.twinsOf(ordinal).map(columns.idOf);
    }),
  ];
  const passing = columns.accept(readFilters([...rules.filters, ...(filters ?? [])]));
  const offered = rules.excludeUnavailable ? availableOf(columns, passing) : passing;
  const left = offered?.slice() ?? new Uint8Array(columns.length).fill(1);
  for (const id of excluded) {
    const ordinal = columns.ordinalOf(id);
    if (ordinal >= 0) left[ordinal] = 0;
  }
  return left;
}

/** The last mask that was made, by the mask of what can not be bought; columns lend one mask until a product changes. */
const available = new WeakMap<
  OrdinalMask,
  { passing: OrdinalMask | undefined; left: Uint8Array }
>();

/** Those that can be bought; not to be written to. */
function availableOf(
  columns: ProductColumns,
  passing: OrdinalMask | undefined,
): OrdinalMask | undefined {
  const unavailable = columns.accept([UNAVAILABLE]);
  if (unavailable === undefined) return passing;
  const known = available.get(unavailable);
  if (known !== undefined && known.passing === passing) return known.left;
  const left = unavailable.map((isGone, ordinal) => (isGone === 1 ? 0 : (passing?.[ordinal] ?? 1)));
  available.set(unavailable, { passing, left });
  return left;
}

function withoutOrdinals(accept: Uint8Array, ordinals: readonly number[]): Uint8Array {
  if (ordinals.length === 0) return accept;
  const mask = Uint8Array.from(accept);
  for (const ordinal of ordinals) mask[ordinal] = 0;
  return mask;
}

function checkLimit(limit: number): number {
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= MOST_ITEMS) return limit;
  throw new VitrineError(
    "PARAM_INVALID",
    `The limit must be a whole number from 1 to ${MOST_ITEMS}; got ${limit}. Leave it out for ${DEFAULT_LIMIT}.`,
    { param: "limit", got: limit },
  );
}
