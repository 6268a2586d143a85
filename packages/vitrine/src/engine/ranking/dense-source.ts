/**
 * @file A source that compares meaning: cosine of the query's vector with the vector of one field
 * of the product.
 *
 * A search costs what the field's vectors cost to search; scoring costs O(pool × dimensions).
 */
import type { VectorField } from "../../indexes/vector-field.js";
import type { VectorIndex } from "../../indexes/vector-index.js";
import type { OpenSource, Ordinals, RankingQuery, Source } from "./source.js";

/** Products by ordinal, as a vector index knows them by id. */
export interface ProductIds {
  readonly idOf: (ordinal: number) => string;
  readonly ordinalOf: (id: string) => number;
}

export interface DenseSourceParts {
  readonly name: string;
  /** The vectors of one field; a product without the field has none. */
  readonly field: VectorField;
  /** The vector of a query's text, shape [dimensions]. */
  readonly encodeQuery: (text: string) => Promise<Float32Array>;
  /**
   * Whether the source proposes candidates. The nearest name of a category is shared by all
   * products of it, so that which of them would be proposed would be chance.
   */
  readonly proposes: boolean;
  /** An index of the same vectors that is asked for candidates in place of the field. */
  readonly own?: { readonly index: VectorIndex; readonly columns: ProductIds };
  /** Whether feedback moves the source's query. */
  readonly movable: boolean;
}

/** Builds a source. Example products are compared by their own vectors of the field. */
export function createDenseSource(parts: DenseSourceParts): Source {
  const { name, field, proposes, own, movable } = parts;
  return {
    name,
    group: "semantic",
    proposes,
    isEmpty: () => field.size === 0,
    async open(query): Promise<OpenSource> {
      const vector = await queryVector(parts, query);
      return {
        async candidates(count, accept) {
          if (!proposes || isZero(vector)) return new Int32Array(0);
          if (own === undefined) return (await field.nearest(vector, count, accept)).ordinals;
          const { index, columns } = own;
          const found = await index.search(vector, {
            k: count,
            ...(accept === undefined
              ? {}
              : { accept: (id: string) => accept[columns.ordinalOf(id)] === 1 }),
          });
          // The index may still name what is gone.
          return Int32Array.from(found, ({ id }) => columns.ordinalOf(id)).filter(
            (ordinal) => ordinal >= 0,
          );
        },
        scores: (pool) => Promise.resolve(field.scores(vector, pool)),
        ...(movable
          ? {
              movedScores: (
                pool: Ordinals,
                best: Ordinals,
                weights: Float64Array,
                strength: number,
              ) => {
                const pulls = Array.from(best, (position, at) => ({
                  vector: field.get(pool[position]!),
                  weight: weights[at]!,
                }));
                return Promise.resolve(field.scores(move(vector, pulls, strength), pool));
              },
            }
          : {}),
      };
    },
  };
}

/** The examples' own vectors, and the text's as far as it counts beside them. */
async function queryVector(
  { field, encodeQuery }: DenseSourceParts,
  { text, examples = [], textWeight = 0 }: RankingQuery,
): Promise<Float32Array> {
  const known = examples.flatMap(({ ordinal, weight }) => {
    const vector = field.get(ordinal);
    return vector === undefined ? [] : [{ vector, weight }];
  });
  const [only] = known;
  if (only === undefined) return encodeQuery(text);
  if (known.length === 1 && textWeight === 0) return only.vector;
  const parts =
    textWeight === 0 ? known : [...known, { vector: await encodeQuery(text), weight: textWeight }];
  const sum = addWeighted(field.options.dimensions, parts);
  const length = Math.hypot(...sum);
  return Float32Array.from(sum, (value) => (length === 0 ? 0 : value / length));
}

interface WeightedVector {
  readonly vector: Float32Array | undefined;
  readonly weight: number;
}

/** The query and the unit vector towards the centre of `pulls`, `strength` long. */
function move(
  query: Float32Array,
  pulls: readonly WeightedVector[],
  strength: number,
): Float32Array {
  const centre = addWeighted(query.length, pulls);
  let squares = 0;
  for (const value of centre) squares += value * value;
  const scale = squares === 0 ? 0 : strength / Math.sqrt(squares);
  return query.map((value, axis) => value + scale * centre[axis]!);
}

function addWeighted(dimensions: number, parts: readonly WeightedVector[]): Float64Array {
  const sum = new Float64Array(dimensions);
  for (const { vector, weight } of parts) {
    if (vector === undefined) continue;
    for (let axis = 0; axis < dimensions; axis++) sum[axis]! += weight * vector[axis]!;
  }
  return sum;
}

function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}
