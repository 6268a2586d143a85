/**
 * @file Sources that compare what is said of products: they need no behaviour of others, so they
 * know a new product as well as an old one.
 */
import { topK } from "../../indexes/top-k.js";
import type { NearestOrdinals, VectorField } from "../../indexes/vector-field.js";
import { contentField } from "../content-similarity.js";
import { interestsOf, seedsOf } from "./interests.js";
import type { Interest } from "./interests.js";
import type { SearchIndex } from "../search-index.js";
import type { Candidate, RecommendationSource, SourceContext } from "./recommendation-source.js";

/** How many of the newest interests count. */
const MOST_EXAMPLES = 20;
/** A graph over another field proposes so many times as many as are wanted. */
const PROPOSED_SHARE = 2;
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

/** An example with its place in the columns. */
type KnownExample = Interest & { readonly ordinal: number };
type HeldExample = KnownExample & { readonly vector: Float32Array };

/** The nearest to the weighted mean of the examples' vectors; those examples are not among them. */
async function nearestTo(
  { index, accept, count }: SourceContext,
  examples: readonly Interest[],
): Promise<readonly Candidate[]> {
  const field = contentField(index);
  if (field === undefined) return [];
  const known = examples.flatMap((example): readonly KnownExample[] => {
    const ordinal = index.columns.ordinalOf(example.id);
    return ordinal < 0 ? [] : [{ ...example, ordinal }];
  });
  const mask = Uint8Array.from(accept);
  for (const { ordinal } of known) {
    for (const twin of index.columns.twinsOf(ordinal)) mask[twin] = 0;
  }
  const held = vectorsOf(field, known);
  if (held.length === 0) return [];
  const { ordinals, similarities } = await nearestProducts(index, field, known, count, mask);
  const examplesOf = nearestExamples(field, held, ordinals);
  return Array.from(ordinals, (ordinal, at) => {
    const example = examplesOf[at]!;
    return {
      ordinal,
      score: similarities[at]!,
      reasons: [{ kind: example.reason, product: example.id }],
    };
  });
}

/** For each product the example that it is most like; the first where it has no vector any more. */
function nearestExamples(
  field: VectorField,
  examples: readonly HeldExample[],
  ordinals: Int32Array,
): readonly HeldExample[] {
  const nearest = Array<HeldExample>(ordinals.length).fill(examples[0]!);
  const best = new Float64Array(ordinals.length).fill(-Infinity);
  for (const example of examples) {
    const similarities = field.scores(example.vector, ordinals);
    for (let at = 0; at < best.length; at++) {
      if (!(similarities[at]! > best[at]!)) continue;
      best[at] = similarities[at]!;
      nearest[at] = example;
    }
  }
  return nearest;
}

/**
 * The nearest in everything that is said of products. Where a graph knows the nearest of another field, it
 * proposes: comparing with every product of a large shop takes longer than all the rest.
 */
async function nearestProducts(
  { fields }: SearchIndex,
  content: VectorField,
  examples: readonly KnownExample[],
  count: number,
  accept: Uint8Array,
): Promise<NearestOrdinals> {
  const wanted = meanOf(vectorsOf(content, examples));
  const graph = [...fields.values()].find(({ options }) => options.graph);
  const inGraph = graph === undefined ? [] : vectorsOf(graph, examples);
  if (graph === undefined || graph === content || inGraph.length === 0) {
    return content.nearest(wanted, count, accept);
  }
  const proposed = await graph.nearest(meanOf(inGraph), PROPOSED_SHARE * count, accept);
  const scores = content.scores(wanted, proposed.ordinals);
  const { indices, scores: similarities } = topK(scores, count);
  return { ordinals: indices.map((at) => proposed.ordinals[at]!), similarities };
}

function vectorsOf(field: VectorField, examples: readonly KnownExample[]): HeldExample[] {
  return examples.flatMap((example) => {
    const vector = field.get(example.ordinal);
    return vector === undefined ? [] : [{ ...example, vector }];
  });
}

function meanOf(
  held: readonly { readonly vector: Float32Array; readonly weight: number }[],
): Float32Array {
  const mean = new Float32Array(held[0]!.vector.length);
  for (const { vector, weight } of held) {
    for (let axis = 0; axis < mean.length; axis++) mean[axis]! += weight * vector[axis]!;
  }
  const norm = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? mean : mean.map((value) => value / norm);
}
