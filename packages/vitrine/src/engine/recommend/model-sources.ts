/**
 * @file Sources that ask a trained model: for you, because you viewed, also viewed, bought together.
 *
 * O(products of the model) a proposal, some tenths of a millisecond for 100,000.
 */
import { topK } from "../../indexes/top-k.js";
import type { History, Model } from "../../models/model.js";
import type { BehaviourModels } from "./behaviour-models.js";
import type {
  Candidate,
  Reason,
  RecommendationSource,
  SourceContext,
} from "./recommendation-source.js";

/** What a model is asked about. */
interface Interest {
  readonly id: string;
  readonly weight: number;
  readonly reason: Reason["kind"];
}

/** How many of the newest interests a model is asked about. */
const MOST_INTERESTS = 100;
/** Among so many of them the reason is looked for. */
const MOST_REASONS = 10;

/** What the shopper likes, by everything that is known of her. */
export const forYouSource = modelSource("for-you", "forYou", ({ history }) =>
  history.interests.map(({ id, weight, kind }) => ({ id, weight, reason: reasonOf(kind) })),
);

/** What goes with the product that was looked at last. */
export const becauseYouViewedSource = modelSource("because-you-viewed", "forYou", ({ history }) =>
  history.viewed.slice(0, 1).map((id) => ({ id, weight: 1, reason: "viewed" })),
);

/** What those who looked at the named products looked at too. */
export const alsoViewedSource = modelSource("also-viewed", "alsoViewed", ({ seeds }) =>
  seeds.map((id) => ({ id, weight: 1, reason: "product" })),
);

/** What is bought with the named products. */
export const boughtTogetherSource = modelSource("bought-together", "boughtTogether", ({ seeds }) =>
  seeds.map((id) => ({ id, weight: 1, reason: seeds.length > 1 ? "in_cart" : "product" })),
);

function modelSource(
  name: RecommendationSource["name"],
  modelName: "forYou" | "alsoViewed" | "boughtTogether",
  interestsOf: (context: SourceContext) => readonly Interest[],
): RecommendationSource {
  return {
    name,
    propose(context) {
      const { models } = context;
      const known = interestsOf(context)
        .slice(0, MOST_INTERESTS)
        .flatMap((interest) => {
          const item = models?.itemOf(interest.id) ?? -1;
          return item < 0 ? [] : [{ ...interest, item }];
        });
      if (models === undefined || known.length === 0) return Promise.resolve([]);
      const model = models[modelName];
      const scores = model.scores({
        // The history of a model begins with the oldest.
        items: Int32Array.from(known, ({ item }) => item).reverse(),
        weights: Float32Array.from(known, ({ weight }) => weight).reverse(),
      });
      for (const { item } of known) scores[item] = -Infinity;
      const best = bestAccepted(context, models, scores);
      const reasons = reasonsOf(
        model,
        Int32Array.from(best, ({ item }) => item),
        known.slice(0, MOST_REASONS),
      );
      return Promise.resolve(
        best.map(({ ordinal, score }, at) => ({ ordinal, score, reasons: reasons[at]! })),
      );
    },
  };
}

/** The best products of positive score that are in the catalogue and may be proposed. */
function bestAccepted(
  { index, accept, count }: SourceContext,
  { idOf, itemCount }: BehaviourModels,
  scores: Float32Array,
): (Omit<Candidate, "reasons"> & { readonly item: number })[] {
  for (let depth = 2 * count + 50; ; depth *= 4) {
    const { indices, scores: best } = topK(scores, depth);
    const found = Array.from(indices, (item, at) => ({
      item,
      ordinal: index.columns.ordinalOf(idOf(item)),
      score: best[at]!,
    })).filter(({ ordinal, score }) => score > 0 && ordinal >= 0 && accept[ordinal] === 1);
    if (found.length >= count || depth >= itemCount) return found.slice(0, count);
  }
}

/** For each candidate the interest that speaks most for it. */
function reasonsOf(
  model: Model,
  candidates: Int32Array,
  interests: readonly (Interest & { readonly item: number })[],
): readonly (readonly Reason[])[] {
  const best = new Float32Array(candidates.length);
  const reasons: (readonly Reason[])[] = Array.from(candidates, () => []);
  for (const { id, item, weight, reason } of interests) {
    const alone = { items: Int32Array.of(item), weights: Float32Array.of(weight) };
    const scores = scoresOf(model, alone, candidates);
    scores.forEach((score, at) => {
      if (!(score > best[at]!)) return;
      best[at] = score;
      reasons[at] = [{ kind: reason, product: id }];
    });
  }
  return reasons;
}

/** Shape [candidates.length]. */
function scoresOf(model: Model, history: History, candidates: Int32Array): Float32Array {
  if (model.scoresOf !== undefined) return model.scoresOf(history, candidates);
  const scores = model.scores(history);
  return Float32Array.from(candidates, (candidate) => scores[candidate]!);
}

/** How it is said that an event led to a recommendation. */
export function reasonOf(kind: string): Reason["kind"] {
  switch (kind) {
    case "purchase":
      return "bought";
    case "add_to_cart":
      return "in_cart";
    case "like":
    case "rating":
      return "liked";
    default:
      return "viewed";
  }
}
