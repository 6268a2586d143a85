/** @file The one list of vector indexes. What stands here is made, loaded, documented and tested. */
import { VitrineError } from "../errors.js";
import { createExactIndex, exactOptionsSchema, loadExactIndex } from "./exact-index.js";
import type { ExactOptions } from "./exact-index.js";
import { createHnswIndex, hnswOptionsSchema, loadHnswIndex } from "./hnsw-index.js";
import type { HnswOptions } from "./hnsw-index.js";
import type { VectorIndex } from "./vector-index.js";

/** The options that each kind takes. */
export interface VectorIndexOptions {
  exact: ExactOptions;
  hnsw: HnswOptions;
}
export type VectorIndexKind = keyof VectorIndexOptions;

type Implementations = {
  readonly [K in VectorIndexKind]: {
    /** Declares the options: ranges, defaults and descriptions. */
    readonly options: typeof exactOptionsSchema | typeof hnswOptionsSchema;
    readonly create: (options: VectorIndexOptions[K]) => VectorIndex;
    readonly load: (folder: string) => Promise<VectorIndex>;
  };
};

/** Every vector index by kind. */
export const vectorIndexes: Implementations = {
  exact: { options: exactOptionsSchema, create: createExactIndex, load: loadExactIndex },
  hnsw: { options: hnswOptionsSchema, create: createHnswIndex, load: loadHnswIndex },
};

/** The kinds there are. */
export const vectorIndexKinds = Object.keys(vectorIndexes) as readonly VectorIndexKind[];

/**
 * Makes an empty index.
 *
 * @throws {VitrineError} `PARAM_INVALID` when there is no such kind or an option is wrong.
 *
 * @example
 * const index = createVectorIndex("hnsw", { dimensions: 256 });
 */
export function createVectorIndex<K extends VectorIndexKind>(
  kind: K,
  options: VectorIndexOptions[K],
): VectorIndex {
  checkKind(kind);
  return vectorIndexes[kind].create(options);
}

/**
 * Loads what an index of this kind saved, verified.
 *
 * @throws {VitrineError} `PARAM_INVALID`, `FILE_NOT_FOUND`, `FORMAT_UNKNOWN`, `FORMAT_BROKEN`,
 *   `CHECKSUM_MISMATCH`.
 */
export async function loadVectorIndex(kind: VectorIndexKind, folder: string): Promise<VectorIndex> {
  checkKind(kind);
  return vectorIndexes[kind].load(folder);
}

/** Kinds come from configuration files too, where no compiler has checked them. */
function checkKind(kind: string): void {
  if (Object.hasOwn(vectorIndexes, kind)) return;
  throw new VitrineError(
    "PARAM_INVALID",
    `The kind of an index must be one of ${vectorIndexKinds.join(", ")}; got "${kind}".`,
    { param: "kind", got: kind },
  );
}
