/** @file What the server asks of an engine. */
import type { Event } from "../data/event.js";
import type { Engine } from "../engine/engine.js";

/** What became of events that were sent. */
export interface RecordedEvents {
  /** Committed now. */
  readonly accepted: number;
  /** Committed before, under the same key. */
  readonly duplicates: number;
}

/** Who and what is recommended for. */
export interface RecommendRequest {
  readonly placement: string;
  readonly shopper?: string;
  readonly anonymous?: string;
  readonly session?: string;
  readonly product?: string;
  readonly cart?: readonly string[];
  readonly limit?: number;
  readonly filters?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Why an item is recommended, in the words of its source. */
export type RecommendationReason = string | Readonly<Record<string, unknown>>;

export interface RecommendedItem {
  readonly id: string;
  readonly score: number;
  readonly source: string;
  readonly reasons: readonly RecommendationReason[];
}

export interface Recommendations {
  readonly listId: string;
  readonly items: readonly RecommendedItem[];
  /** The fallback that answered; null where none was needed. */
  readonly fallback: string | null;
}

/** What the engine makes of behaviour. */
export interface BehaviourEngine {
  recordEvents(events: readonly Event[]): Promise<RecordedEvents>;
  recommend(request: RecommendRequest): Promise<Recommendations>;
  /** Everything that is known of a shopper, as JSON. */
  exportShopper(id: string): Promise<object>;
  /** What was erased. */
  eraseShopper(id: string): Promise<object>;
  /** What was taken over from the anonymous visitor. */
  mergeShopper(anonymous: string, shopper: string): Promise<object>;
}

/** An engine that can be served. */
export type ServedEngine = Pick<
  Engine,
  | "workspace"
  | "config"
  | "artifacts"
  | "evaluations"
  | "prepare"
  | "search"
  | "similar"
  | "suggest"
  | "explain"
  | "products"
  | "upsertProducts"
  | "deleteProducts"
> &
  Partial<BehaviourEngine>;
