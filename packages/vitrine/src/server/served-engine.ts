/** @file What the server asks of an engine. */
import type { Event } from "../data/event.js";
import type { Engine } from "../engine/engine.js";

/** An event as it is sent: a key is made where none is given, and the time is then now. */
export type SentEvent = Omit<Event, "key" | "time"> & Partial<Pick<Event, "key" | "time">>;

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

/** Everything that is kept of one shopper. */
export interface ExportedShopper {
  readonly shopper: string;
  /** Ids of the visitor that were merged into the account. */
  readonly anonymous: readonly string[];
  readonly events: readonly Event[];
}

/** What was erased. */
export interface ErasedShopper {
  readonly events: number;
  readonly merges: number;
  /** Events of other shoppers that named such an id; they stay without it. */
  readonly unlinked: number;
}

/** What a shopper took over from an anonymous visitor. */
export interface MergedShopper {
  readonly merged: number;
  /** Whether the two were one before. */
  readonly already: boolean;
}

/** What the engine makes of behaviour. */
export interface BehaviourEngine {
  /**
   * Records events, all or none.
   *
   * @throws {VitrineError} `ROW_INVALID` when one of them breaks the schema.
   */
  recordEvents(events: readonly SentEvent[]): Promise<RecordedEvents>;
  recommend(request: RecommendRequest): Promise<Recommendations>;
  exportShopper(id: string): Promise<ExportedShopper>;
  eraseShopper(id: string): Promise<ErasedShopper>;
  mergeShopper(anonymous: string, shopper: string): Promise<MergedShopper>;
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
