/**
 * @file A source that compares meaning: cosine of the query's vector with the vector of one field
 * of the product.
 *
 * A search costs what the field's index costs; scoring costs O(pool × dimensions).
 */
import type { VectorIndex } from "../../indexes/vector-index.js";
import type { OpenSource, Ordinals, Source } from "./source.js";

/** Products by ordinal, as a vector index knows them by id. */
export interface ProductIds {
  readonly idOf: (ordinal: number) => string;
  readonly ordinalOf: (id: string) => number;
}

export interface DenseSourceParts {
  readonly name: string;
  /** The vectors of one field, by product id; a product without the field has none. */
  readonly index: VectorIndex;
  readonly ids: ProductIds;
  /** The vector of a query's text, shape [dimensions]. */
  readonly encodeQuery: (text: string) => Promise<Float32Array>;
  /**
   * Whether the source proposes candidates. The nearest name of a category is shared by all
   * products of it, so that which of them would be proposed would be chance.
   */
  readonly proposes: boolean;
  /** Whether feedback moves the source's query. */
  readonly movable: boolean;
}

/** Builds a source. An example product is compared by its own vector of the field. */
export function createDenseSource(parts: DenseSourceParts): Source {
  const { name, index, ids, encodeQuery, proposes, movable } = parts;
  const vectorOf = async (ordinal: number): Promise<Float32Array | undefined> =>
    index.get(ids.idOf(ordinal));
  return {
    name,
    group: "semantic",
    async open(query): Promise<OpenSource> {
      const own = query.example === undefined ? undefined : await vectorOf(query.example);
      const vector = own?.slice() ?? (await encodeQuery(query.text));
      const scorer = createPoolScorer(vector, async (pool) =>
        Promise.all(Array.from(pool, vectorOf)),
      );
      return {
        async candidates(count, accept) {
          if (!proposes || isZero(vector)) return new Int32Array(0);
          const found = await index.search(vector, {
            k: count,
            ...(accept === undefined
              ? {}
              : { accept: (id: string) => accept[ids.ordinalOf(id)] === 1 }),
          });
          return Int32Array.from(found, ({ id }) => ids.ordinalOf(id));
        },
        scores: scorer.scores,
        ...(movable ? { movedScores: scorer.movedScores } : {}),
      };
    },
  };
}

type PoolVectors = readonly (Float32Array | undefined)[];

/** Scores a pool by cosine, reading its vectors once. */
function createPoolScorer(
  query: Float32Array,
  read: (pool: Ordinals) => Promise<PoolVectors>,
): Required<Pick<OpenSource, "scores" | "movedScores">> {
  let held: { pool: Ordinals; vectors: Promise<PoolVectors> } | undefined;
  const vectorsOf = async (pool: Ordinals): Promise<PoolVectors> => {
    if (held?.pool !== pool) held = { pool, vectors: read(pool) };
    return held.vectors;
  };
  return {
    async scores(pool) {
      return dotAll(await vectorsOf(pool), query);
    },
    async movedScores(pool, best, weights, strength) {
      const vectors = await vectorsOf(pool);
      const centre = new Float64Array(query.length);
      best.forEach((position, index) => {
        const vector = vectors[position];
        if (vector === undefined) return;
        for (let axis = 0; axis < centre.length; axis++) {
          centre[axis]! += weights[index]! * vector[axis]!;
        }
      });
      let squares = 0;
      for (const value of centre) squares += value * value;
      const scale = squares === 0 ? 0 : strength / Math.sqrt(squares);
      const moved = query.map((value, axis) => value + scale * centre[axis]!);
      return dotAll(vectors, moved);
    },
  };
}

function dotAll(vectors: PoolVectors, query: Float32Array): Float64Array {
  return Float64Array.from(vectors, (vector) => {
    if (vector === undefined) return NaN;
    let sum = 0;
    for (let axis = 0; axis < query.length; axis++) sum += query[axis]! * vector[axis]!;
    return sum;
  });
}

function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}
