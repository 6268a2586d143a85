/** @file What products can be sorted by. */

/** One thing to sort by. */
export interface SortKey {
  /** `price`, `title`, `updatedAt`, or `attributes.NAME`. */
  readonly field: string;
  readonly descending: boolean;
}
