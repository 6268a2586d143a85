/**
 * @file The contract of the operational store: the products of one workspace, durable and ordered,
 * and its events (event-store.ts).
 *
 * Every committed write of the catalogue has a revision, one more than the write before it; what
 * was built from the catalogue remembers the revision it was built from and asks for what changed
 * since. The catalogue has an order of its own (the order of arrival), which renewals do not alter.
 *
 * Postgres holds neither NUL nor half a surrogate pair; both are stored as U+FFFD. Attributes come
 * back in an order of their own, the same for equal attributes.
 *
 * All methods fail with `STORE_UNAVAILABLE` when the database can not be reached (any more),
 * with `DISK_FAILED` when its disk is full, and with `STORE_FAILED` when it refuses otherwise.
 * A write that failed changed nothing.
 */
import type { Product } from "../data/product.js";
import type { EventStore } from "./event-store.js";

/** What a write did. */
export interface UpsertResult {
  /** Revision of the catalogue after the write; not a new one when nothing changed. */
  readonly revision: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What a deletion did. */
export interface DeleteResult {
  readonly revision: number;
  readonly deleted: number;
}

export interface ScanOptions {
  /** Products a batch; 1 to 10,000, default 1,000. */
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}

/** Some of what changed between two revisions. */
export interface ChangeBatch {
  /** Newest state of products that changed, oldest change first. */
  readonly upserted: readonly Product[];
  /** Ids of products that are no more. */
  readonly deleted: readonly string[];
  /** Where one stands once every batch has been taken; the same in each. */
  readonly revision: number;
}

/** Where an import comes from. */
export interface ImportSource {
  /** Equal for the same file read in the same way; an interrupted import of an equal key is resumed. */
  readonly key: string;
  /** For people: what is imported. */
  readonly label: string;
}

export interface StageResult {
  /** Ids that this import had already staged, once for each row passed over. */
  readonly duplicateIds: readonly string[];
}

export interface FinishOptions {
  /** Whether products that the import does not hold are deleted. */
  readonly replace: boolean;
  /** Ids that `replace` spares: rows that were there but could not be read. */
  readonly keepIds?: Iterable<string>;
  /** JSON kept in the history of imports. */
  readonly report: unknown;
  /**
   * `known` keeps the place of known products and appends new ones; `staged` gives all products the
   * order in which they were staged, and a new revision. Default `known`.
   */
  readonly order?: "known" | "staged";
  /** The new revision is above this one as well. */
  readonly aboveRevision?: number;
  /** Told after each batch that has been applied. The first call comes when nothing can be seen yet. */
  readonly onProgress?: (applied: number, staged: number) => void;
  /** Looked at after each batch; the catalogue is then as it was, and the session goes on. */
  readonly signal?: AbortSignal;
}

export interface FinishResult extends UpsertResult {
  readonly deleted: number;
  /** Products in the catalogue now. */
  readonly products: number;
}

/** An import under way. Only one import of a store is under way at a time. */
export interface ImportSession {
  /** Rows of the source that an interrupted import of the same key has staged; 0 otherwise. */
  readonly resumeAtRow: number;
  /** Products that are staged. */
  readonly stagedCount: number;
  /** The JSON stored with the last staged batch, or undefined. */
  readonly state: unknown;
  /**
   * Commits a batch. Of products with one id the first staged holds.
   *
   * @param rowsRead - Rows of the source read up to here, from its beginning.
   * @param state - JSON given back when the import is resumed.
   */
  stage(products: readonly Product[], rowsRead: number, state: unknown): Promise<StageResult>;
  /**
   * Applies all that is staged in one transaction and ends the session; a failure changes nothing and
   * leaves the session open.
   *
   * @throws {VitrineError} `CANCELLED` when the signal asks for it.
   */
  finish(options: FinishOptions): Promise<FinishResult>;
  /** Forgets what is staged and ends the session. */
  abandon(): Promise<void>;
  /** Ends the session; what is staged stays for an import of the same key. */
  suspend(): Promise<void>;
}

/** An import that was finished. */
export interface ImportRecord {
  readonly label: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly revision: number;
  readonly report: unknown;
}

/** The products of one workspace, and what shoppers did with them. */
export interface Store extends EventStore {
  /** `remote`: another process holds the database and answers for it. It can become `pglite` when that one ends. */
  readonly kind: "pglite" | "postgres" | "remote";
  /** Which database this is, wherever it stands: revisions of two databases can not be compared. */
  identity(): Promise<string>;
  /** Number of the last write of the catalogue; 0 when there was none. */
  revision(): Promise<number>;
  productCount(): Promise<number>;
  /** The products of these ids, in the order asked; those that are not there are left out. */
  products(ids: readonly string[]): Promise<readonly Product[]>;
  /**
   * Adds and renews products in one transaction. Of products with one id the last holds.
   *
   * @throws {VitrineError} `PARAM_INVALID` when something is no product.
   */
  upsertProducts(products: readonly Product[]): Promise<UpsertResult>;
  /** Deletes products in one transaction; ids that are not there are passed over. */
  deleteProducts(ids: readonly string[]): Promise<DeleteResult>;
  /**
   * The whole catalogue in its order, as it was when the first batch was asked for, whatever is
   * written meanwhile.
   *
   * @throws {VitrineError} `CANCELLED` when the signal asks for it.
   */
  scan(options?: ScanOptions): AsyncIterable<readonly Product[]>;
  /**
   * What changed after `revision`. A product that changes again while this is read may be left out:
   * it is told by the next call, which starts from the `revision` of these batches.
   *
   * @throws {VitrineError} `STORE_BEHIND` when the store has not come to `revision`: it is another
   *   database, or an older copy.
   */
  changesSince(revision: number): AsyncIterable<ChangeBatch>;
  /** How many products `changesSince` would tell, deleted ones included. */
  changeCount(revision: number): Promise<number>;
  /**
   * Begins a bulk import, or resumes the one of the same key that was interrupted. What an
   * interrupted import of another key had staged is forgotten.
   *
   * @throws {VitrineError} `LOCKED` when an import is under way.
   */
  beginImport(source: ImportSource): Promise<ImportSession>;
  /** The last finished imports, newest first; default 20. */
  importRecords(limit?: number): Promise<readonly ImportRecord[]>;
  /** Waits for the calls in flight and lets the database go. Calls after it fail with `STORE_UNAVAILABLE`. */
  close(): Promise<void>;
}
