/**
 * @file The contract of the store's other half: what shoppers did.
 *
 * Events are numbered in the order in which they are committed, also by several writers: who has
 * read up to a number misses none by asking for what comes after it. Numbers have gaps.
 *
 * What was recorded changes in three ways: a visitor is merged into an account, a shopper is
 * erased, old events are pruned. Each makes a new revision of the behaviour, so that whoever keeps
 * something made from events in memory notices. After a merge it can be followed
 * (`identityMerges`); after a removal it is made anew.
 */
import type { Event, EventKind } from "../data/event.js";

/** An event as it is kept; its time has milliseconds. */
export type RecordedEvent = Event & {
  /** Place in the order of commits. */
  readonly sequence: number;
};

/** How far the behaviour has come. */
export interface BehaviourState {
  /** Of the event that was committed last; 0 before the first. */
  readonly sequence: number;
  readonly eventCount: number;
  /** One more with each merge, erasure and pruning that changed something. */
  readonly revision: number;
  /** The last revision that took events away; what was made before it is made anew. */
  readonly removalRevision: number;
}

/** What recording did. */
export interface RecordResult {
  readonly accepted: number;
  /** Events whose key was there already, in the store or earlier in the same call. */
  readonly duplicates: number;
  /** At least that of each accepted event. */
  readonly sequence: number;
}

export interface EventScanOptions {
  /** Events a batch; 1 to 10,000, default 1,000. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

export interface HistoryOptions {
  /** At most so many; default 100. */
  readonly limit?: number;
  /** Only events of these kinds; default all. */
  readonly kinds?: readonly EventKind[];
  /** Only events older than this one: the last of the page before. */
  readonly before?: Pick<RecordedEvent, "time" | "sequence">;
}

/** A visitor that turned out to be a shopper. */
export interface IdentityMerge {
  readonly anonymous: string;
  readonly shopper: string;
  /** Of the behaviour. */
  readonly revision: number;
}

export interface MergeResult {
  /** Events that belong to the shopper from now on. */
  readonly merged: number;
  /** Whether the two were one before. */
  readonly already: boolean;
}

/** Everything that is kept of one shopper. */
export interface ShopperExport {
  readonly shopper: string;
  /** Ids of the visitor that were merged into the account. */
  readonly anonymous: readonly string[];
  /** Oldest first. */
  readonly events: readonly Event[];
}

export interface ErasureResult {
  /** Events that are no more. */
  readonly events: number;
  /** Ids of the visitor that are forgotten with the account. */
  readonly merges: number;
  /** Events of other shoppers that named such an id; they stay without it. */
  readonly unlinked: number;
}

/** What is kept of the events of one kind. */
export interface KindSummary {
  readonly kind: EventKind;
  readonly count: number;
  /** ISO 8601, UTC. */
  readonly oldest: string;
  readonly newest: string;
}

/** How many events of each kind were pruned; kinds that were not asked for are left out. */
export type PruneResult = Readonly<Partial<Record<EventKind, number>>>;

/** The events of one workspace. */
export interface EventStore {
  behaviour(): Promise<BehaviourState>;
  eventCount(): Promise<number>;
  /** Kinds of which there are events, in the order of the schema. */
  eventSummary(): Promise<readonly KindSummary[]>;
  /**
   * Records events: all of a call, or none. Of events with one key the first holds. When it resolves
   * they are committed. Calls that come while another is committed are committed together. An
   * event of a visitor who was merged into an account belongs to the shopper.
   *
   * Safe to repeat. Where the process that holds the database dies during a call, the call is
   * repeated elsewhere, and may count as duplicates what it had recorded itself.
   *
   * @throws {VitrineError} `PARAM_INVALID` when something is no event.
   */
  recordEvents(events: readonly Event[]): Promise<RecordResult>;
  /**
   * The events behind `sequence` up to the last at the time of the call, in the order of their commits.
   *
   * @throws {VitrineError} `STORE_BEHIND` when the store has not come to `sequence`: it is another
   *   database, or an older copy; `CANCELLED` when the signal asks for it.
   */
  eventsSince(
    sequence: number,
    options?: EventScanOptions,
  ): AsyncIterable<readonly RecordedEvent[]>;
  /** What a shopper did, merged visits included, newest first. */
  shopperEvents(id: string, options?: HistoryOptions): Promise<readonly RecordedEvent[]>;
  /** What was done under an anonymous id, newest first. */
  anonymousEvents(id: string, options?: HistoryOptions): Promise<readonly RecordedEvent[]>;
  /** What was done in one visit, newest first. */
  sessionEvents(id: string, options?: HistoryOptions): Promise<readonly RecordedEvent[]>;
  /** Merges of a later revision, oldest first. */
  identityMerges(sinceRevision?: number): AsyncIterable<readonly IdentityMerge[]>;
  /**
   * Gives a shopper the events of a visitor, and those to come.
   *
   * @throws {VitrineError} `SHOPPER_CONFLICT` when the visitor belongs to another shopper.
   */
  mergeShopper(anonymous: string, shopper: string): Promise<MergeResult>;
  exportShopper(id: string): Promise<ShopperExport>;
  /**
   * Takes away all events of a shopper and of the visits merged into the account. When it resolves on
   * PGlite, no file of the database holds their bytes; an erasure that is interrupted is finished
   * when the database is opened again. On a server they leave the files as its own vacuum and
   * journal go on. Cleaning the files takes a time that grows with all events, during which PGlite does
   * nothing else; calls that come meanwhile share the next cleaning.
   */
  eraseShopper(id: string): Promise<ErasureResult>;
  /** Takes away the events of a kind that are older than a time (ISO 8601, UTC). */
  pruneEvents(olderThan: Readonly<Partial<Record<EventKind, string>>>): Promise<PruneResult>;
}
