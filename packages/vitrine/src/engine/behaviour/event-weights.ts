/**
 * @file How much an event says of a shopper's interest in a product.
 *
 * What was only shown says nothing, and neither does what was searched; what was put back or
 * disliked says the opposite. A rating counts by its value: from 4 upwards as a like, to 2 as a dislike.
 */
import { z } from "zod";
import type { EventKind } from "../../data/event.js";

const weight = (given: number) => z.number().min(-100).max(100).default(given);

/** Weights by kind of event; default in brackets. */
export const eventWeightsSchema = z
  .strictObject({
    view: weight(1),
    click: weight(1),
    add_to_cart: weight(3),
    remove_from_cart: weight(-1),
    purchase: weight(5),
    like: weight(3),
    dislike: weight(-5),
  })
  .prefault({});
export type EventWeights = z.output<typeof eventWeightsSchema>;

const LEAST_LIKED = 4;
const MOST_DISLIKED = 2;

/** What an event counts; 0 where it says nothing of interest. */
export function weightOf(
  { kind, value }: { readonly kind: EventKind; readonly value?: number | undefined },
  weights: EventWeights,
): number {
  switch (kind) {
    case "search":
    case "impression":
      return 0;
    case "rating":
      if (value === undefined) return 0;
      if (value >= LEAST_LIKED) return weights.like;
      return value <= MOST_DISLIKED ? weights.dislike : 0;
    case "view":
    case "click":
    case "add_to_cart":
    case "remove_from_cart":
    case "purchase":
    case "like":
    case "dislike":
      return weights[kind];
  }
}
