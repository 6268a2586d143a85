/**
 * @file Sources that compare what is said of products: they need no behaviour of others, so they
 * know a new product as well as an old one.
 */
import { contentField, innerProduct } from "../content-similarity.js";
import { interestsOf, seedsOf } from "./interests.js";
import type { Interest } from "./interests.js";
import type { Candidate, RecommendationSource, SourceContext } from "./recommendation-source.js";

/** How many of the newest interests count. */
const MOST_EXAMPLES = 20;
/** A product of which fewer events are known is new to the shop. */
const NEW_EVENTS = 5;

/** What is like the named products. */
export const similarSource: RecommendationSource = {
  name: "similar",
  propose: async (context) => nearestTo(context, seedsOf(context)),
};

/** What is like the products that interested the shopper. */
export const likeHistorySource: RecommendationSource = {
  name: "like-history",
  propose: async (context) => nearestTo(context, newestInterests(context)),
};

/** Products that hardly anyone has seen yet and that are like what interested the shopper. */
export const newForYouSource: RecommendationSource = {
  name: "new-for-you",
  async propose(context) {
    const { index, accept, counts } = context;
    const isNew = Uint8Array.from(accept);
    for (const id of counts.knownProducts(NEW_EVENTS)) {
      const ordinal = index.columns.ordinalOf(id);
      if (ordinal >= 0) isNew[ordinal] = 0;
    }
    const candidates = await nearestTo({ ...context, accept: isNew }, newestInterests(context));
    return candidates.map((candidate) => ({
      ...candidate,
      reasons: [{ kind: "new" }, ...candidate.reasons],
    }));
  },
};

function newestInterests(context: SourceContext): readonly Interest[] {
  return interestsOf(context).slice(0, MOST_EXAMPLES);
}

/** The nearest to the weighted mean of the examples' vectors; those examples are not among them. */
async function nearestTo(
  { index, accept, count }: SourceContext,
  examples: readonly Interest[],
): Promise<readonly Candidate[]> {
  const field = contentField(index);
  const held = examples.flatMap((example) => {
    const ordinal = index.columns.ordinalOf(example.id);
    const vector = ordinal < 0 ? undefined : field?.get(ordinal);
    return vector === undefined ? [] : [{ ...example, ordinal, vector }];
  });
  if (field === undefined || held.length === 0) return [];
  const mask = Uint8Array.from(accept);
  for (const { ordinal } of held) {
    for (const twin of index.columns.twinsOf(ordinal)) mask[twin] = 0;
  }
  const { ordinals, similarities } = await field.nearest(meanOf(held), count, mask);
  return Array.from(ordinals, (ordinal, at) => {
    const vector = field.get(ordinal)!;
    let nearest = held[0]!;
    let best = -Infinity;
    for (const example of held) {
      const similarity = innerProduct(example.vector, vector);
      if (similarity > best) [nearest, best] = [example, similarity];
    }
    return {
      ordinal,
      score: similarities[at]!,
      reasons: [{ kind: nearest.reason, product: nearest.id }],
    };
  });
}

function meanOf(
  held: readonly { readonly vector: Float32Array; readonly weight: number }[],
): Float32Array {
  const mean = new Float32Array(held[0]!.vector.length);
  for (const { vector, weight } of held) {
    for (let axis = 0; axis < mean.length; axis++) mean[axis]! += weight * vector[axis]!;
  }
  const norm = Math.sqrt(innerProduct(mean, mean));
  return norm === 0 ? mean : mean.map((value) => value / norm);
}
