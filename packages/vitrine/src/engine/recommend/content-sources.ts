/**
 * @file Sources that compare what is said of products: they need no behaviour of others, so they
 * know a new product as well as an old one.
 */
import type { VectorField } from "../../indexes/vector-field.js";
import type { SearchIndex } from "../search-index.js";
import { reasonOf } from "./model-sources.js";
import type {
  Candidate,
  Reason,
  RecommendationSource,
  SourceContext,
} from "./recommendation-source.js";

/** What candidates are compared with. */
interface Example {
  readonly id: string;
  readonly weight: number;
  readonly reason: Reason["kind"];
}

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
  propose: async (context) => nearestTo(context, interestsOf(context)),
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
    const candidates = await nearestTo({ ...context, accept: isNew }, interestsOf(context));
    return candidates.map((candidate) => ({
      ...candidate,
      reasons: [{ kind: "new" }, ...candidate.reasons],
    }));
  },
};

function seedsOf({ seeds }: SourceContext): readonly Example[] {
  return seeds.map((id) => ({ id, weight: 1, reason: seeds.length > 1 ? "in_cart" : "product" }));
}

function interestsOf({ history }: SourceContext): readonly Example[] {
  return history.interests
    .slice(0, MOST_EXAMPLES)
    .map(({ id, weight, kind }) => ({ id, weight, reason: reasonOf(kind) }));
}

/** The nearest to the weighted mean of the examples' vectors; those examples are not among them. */
async function nearestTo(
  { index, accept, count }: SourceContext,
  examples: readonly Example[],
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
      const similarity = dot(example.vector, vector);
      if (similarity > best) [nearest, best] = [example, similarity];
    }
    return {
      ordinal,
      score: similarities[at]!,
      reasons: [{ kind: nearest.reason, product: nearest.id }],
    };
  });
}

/** The vectors of everything that is said of a product. */
export function contentField({ fields }: SearchIndex): VectorField | undefined {
  return fields.get("everything") ?? fields.get("title");
}

function meanOf(
  held: readonly { readonly vector: Float32Array; readonly weight: number }[],
): Float32Array {
  const mean = new Float32Array(held[0]!.vector.length);
  for (const { vector, weight } of held) {
    for (let axis = 0; axis < mean.length; axis++) mean[axis]! += weight * vector[axis]!;
  }
  const norm = Math.sqrt(dot(mean, mean));
  return norm === 0 ? mean : mean.map((value) => value / norm);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let axis = 0; axis < a.length; axis++) sum += a[axis]! * b[axis]!;
  return sum;
}
