/** @file The contract of what proposes products for a placement. */
import type { SearchIndex } from "../search-index.js";
import type { LiveCounts } from "../behaviour/live-counts.js";
import type { ShopperHistory } from "../behaviour/shopper-history.js";
import type { BehaviourModels } from "./behaviour-models.js";
import type { SourceName } from "./placement.js";

/** Why a product is recommended. */
export interface Reason {
  readonly kind:
    | "viewed"
    | "in_cart"
    | "bought"
    | "liked"
    | "product"
    | "trending"
    | "popular"
    | "new"
    | "pinned";
  /** The product that led to it. */
  readonly product?: string;
}

/** A proposed product. */
export interface Candidate {
  /** In the columns of the index. */
  readonly ordinal: number;
  /** Comparable within one source only. */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** A product that a request names. */
export interface Seed {
  readonly id: string;
  readonly reason: "product" | "in_cart";
}

/** What a source may look at. */
export interface SourceContext {
  readonly index: SearchIndex;
  /** Absent until models were trained. */
  readonly models: BehaviourModels | undefined;
  readonly counts: LiveCounts;
  readonly history: ShopperHistory;
  /** Products that the request names: the one on show, what is in the cart. */
  readonly seeds: readonly Seed[];
  /** 1 where a product may be proposed. Shape [length of the columns]. */
  readonly accept: Uint8Array;
  /** In milliseconds. */
  readonly now: number;
  /** How many candidates are wanted. */
  readonly count: number;
}

/** Proposes products. */
export interface RecommendationSource {
  readonly name: SourceName;
  /** Best first, each product once; fewer than wanted, or none, where too little is known. */
  readonly propose: (context: SourceContext) => Promise<readonly Candidate[]>;
}
