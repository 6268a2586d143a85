/** @file What a shopper did, as the shop's log has it. */

/** What the demo shop's shoppers do. */
export type ShopEventKind =
  | "add_to_cart"
  | "click"
  | "dislike"
  | "impression"
  | "like"
  | "purchase"
  | "rating"
  | "remove_from_cart"
  | "search"
  | "view";

/** One line of the log. */
export interface ShopEvent {
  /** Unique, rising with the time. */
  readonly key: string;
  readonly kind: ShopEventKind;
  /** Of the account; absent before she has signed in. */
  readonly shopper?: string;
  /** Of the visitor without an account; beside `shopper` in the visit in which she signs in. */
  readonly anonymous?: string;
  /** Of the visit. */
  readonly session: string;
  /** What it happened to; absent for impressions and searches. */
  readonly product?: string;
  /** What an impression showed, in its order. */
  readonly products?: readonly string[];
  /** ISO 8601, UTC. Purchases of one order have one time. */
  readonly time: string;
  /** What was paid, or the stars of a rating. */
  readonly value?: number;
  /** ISO 4217, of what was paid. */
  readonly currency?: string;
  /** The list in which she found the product; absent when she came to it another way. */
  readonly listId?: string;
  /** What a search asked for. */
  readonly query?: string;
}
