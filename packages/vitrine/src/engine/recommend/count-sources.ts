/** @file Sources that count: what is popular, what is rising, and what the shopper herself looked at. */
import type { CountedProduct } from "../behaviour/live-counts.js";
import type {
  Candidate,
  Reason,
  RecommendationSource,
  SourceContext,
} from "./recommendation-source.js";

/** What is looked at, put into carts and bought most. */
export const popularSource: RecommendationSource = {
  name: "popular",
  propose: (context) =>
    Promise.resolve(accepted(context, context.counts.popular(context.now), "popular")),
};

/** What is asked for more than usual. */
export const trendingSource: RecommendationSource = {
  name: "trending",
  propose: (context) =>
    Promise.resolve(accepted(context, context.counts.trending(context.now), "trending")),
};

/** What the shopper looked at, the newest first. */
export const recentlyViewedSource: RecommendationSource = {
  name: "recently-viewed",
  propose: (context) =>
    Promise.resolve(
      accepted(
        context,
        context.history.viewed.map((id, at, all) => ({ id, score: all.length - at })),
        "viewed",
      ),
    ),
};

function accepted(
  { index, accept, count }: SourceContext,
  products: readonly CountedProduct[],
  kind: Reason["kind"],
): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { id, score } of products) {
    const ordinal = index.columns.ordinalOf(id);
    if (ordinal < 0 || accept[ordinal] !== 1) continue;
    candidates.push({ ordinal, score, reasons: [{ kind }] });
    if (candidates.length >= count) break;
  }
  return candidates;
}
