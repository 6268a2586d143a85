/**
 * @file Sources that ask a trained model: for you, because you viewed, also viewed, bought together.
 *
 * O(products of the model) a proposal, some tenths of a millisecond for 100,000.
 */
import { createTopKSelector } from "../../indexes/top-k.js";
import type { History, Model } from "../../models/model.js";
import type { BehaviourModels, ModelRole } from "./behaviour-models.js";
import { interestsOf, lastViewOf, seedsOf } from "./interests.js";
import type { Interest } from "./interests.js";
import type {
  Candidate,
  Reason,
  RecommendationSource,
  SourceContext,
} from "./recommendation-source.js";

/** How many of the newest interests a model is asked about. */
const MOST_INTERESTS = 100;
/** Among so many of them the reason is looked for. */
const MOST_REASONS = 10;

/** What the shopper likes, by everything that is known of her. */
export const forYouSource = modelSource("for-you", "forYou", interestsOf);

/** What goes with the product that was looked at last. */
export const becauseYouViewedSource = modelSource("because-you-viewed", "forYou", lastViewOf);

/** What those who looked at the named products looked at too. */
export const alsoViewedSource = modelSource("also-viewed", "alsoViewed", seedsOf);

/** What is bought with the named products. */
export const boughtTogetherSource = modelSource("bought-together", "boughtTogether", seedsOf);

function modelSource(
  name: RecommendationSource["name"],
  role: ModelRole,
  startFrom: (context: SourceContext) => readonly Interest[],
): RecommendationSource {
  return {
    name,
    propose(context) {
      const { models } = context;
      const known = startFrom(context)
        .slice(0, MOST_INTERESTS)
        .flatMap((interest) => {
          const item = models?.itemOf(interest.id) ?? -1;
          return item < 0 ? [] : [{ ...interest, item }];
        });
      if (models === undefined || known.length === 0) return Promise.resolve([]);
      const model = models[role];
      const history: History = {
        // The history of a model begins with the oldest.
        items: Int32Array.from(known, ({ item }) => item).reverse(),
        weights: Float32Array.from(known, ({ weight }) => weight).reverse(),
      };
      const best = bestAccepted(context, models, model, history);
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

/** The best products of positive score that are in the catalogue, may be proposed and are not in the history. */
function bestAccepted(
  { index, accept, count }: SourceContext,
  { idOf }: BehaviourModels,
  model: Model,
  history: History,
): (Omit<Candidate, "reasons"> & { readonly item: number })[] {
  const best = createTopKSelector<{ readonly item: number; readonly ordinal: number }>(
    count,
    (a, b) => a.item < b.item,
  );
  const known = new Set(history.items);
  const sparse = model.sparseScores?.(history);
  const scores = sparse?.scores ?? model.scores(history);
  let floor = best.floor;
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at]!;
    const item = sparse?.indices[at] ?? at;
    if (!(score > 0) || score < floor || known.has(item)) continue;
    const ordinal = index.columns.ordinalOf(idOf(item));
    if (ordinal < 0 || accept[ordinal] !== 1) continue;
    best.offer({ item, ordinal }, score);
    floor = best.floor;
  }
  return best.take().map(({ item: { item, ordinal }, score }) => ({ item, ordinal, score }));
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
