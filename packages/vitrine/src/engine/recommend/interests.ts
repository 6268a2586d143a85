/** @file What a source starts from: the products that interest a shopper, or those that a request names. */
import type { EventKind } from "../../data/event.js";
import type { Reason, SourceContext } from "./recommendation-source.js";

/** A product, how much it counts, and how it is said that it led to another. */
export interface Interest {
  readonly id: string;
  readonly weight: number;
  readonly reason: Reason["kind"];
}

/** What the shopper took interest in, the newest first. */
export function interestsOf({ history }: SourceContext): readonly Interest[] {
  return history.interests.map(({ id, weight, kind }) => ({ id, weight, reason: reasonOf(kind) }));
}

/** What she looked at last. */
export function lastViewOf({ history }: SourceContext): readonly Interest[] {
  return history.viewed.slice(0, 1).map((id) => ({ id, weight: 1, reason: "viewed" }));
}

/** The product on show, and what is in the cart. */
export function seedsOf({ seeds }: SourceContext): readonly Interest[] {
  return seeds.map((seed) => ({ ...seed, weight: 1 }));
}

function reasonOf(kind: EventKind): Reason["kind"] {
  switch (kind) {
    case "purchase":
      return "bought";
    case "add_to_cart":
      return "in_cart";
    case "like":
    case "rating":
      return "liked";
    case "view":
    case "click":
    case "remove_from_cart":
    case "dislike":
    case "search":
    case "impression":
      return "viewed";
  }
}
