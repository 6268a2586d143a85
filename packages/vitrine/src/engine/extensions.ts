/**
 * @file What a shop adds of its own: encoders and vector indexes by name, beside those of the engine.
 */
import { z } from "zod";
import type { Encoder } from "../encoders/encoder.js";
import { createVectorIndex, loadVectorIndex } from "../indexes/vector-indexes.js";
import type { VectorIndexKind } from "../indexes/vector-indexes.js";
import type { VectorIndex } from "../indexes/vector-index.js";

/** Makes or loads an encoder; called once for each time it is needed. */
export type EncoderFactory = () => Promise<Encoder> | Encoder;

/** Makes vector indexes of one kind. */
export interface VectorIndexFactory {
  /** An empty index for vectors of this length. */
  readonly create: (dimensions: number) => VectorIndex;
  /** The index that `save` wrote into this folder. */
  readonly load: (folder: string) => Promise<VectorIndex>;
}

/** By the name that `search.encoder` and `--encoder` give. */
export const encodersSchema = z.record(
  z.string(),
  z.custom<EncoderFactory>((value) => typeof value === "function", "must be a function"),
);

/** By the name that `search.index` gives. */
export const vectorIndexesSchema = z.record(
  z.string(),
  z.custom<VectorIndexFactory>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      typeof (value as Partial<VectorIndexFactory>).create === "function" &&
      typeof (value as Partial<VectorIndexFactory>).load === "function",
    "must be an object with the functions create and load",
  ),
);

/**
 * The factory of a kind of vector index, the shop's own first.
 *
 * @throws {VitrineError} `PARAM_INVALID`, at its first use, when there is no such kind.
 */
export function vectorIndexFactory(
  own: Readonly<Record<string, VectorIndexFactory>>,
  kind: string,
): VectorIndexFactory {
  const factory = Object.hasOwn(own, kind) ? own[kind] : undefined;
  if (factory !== undefined) return factory;
  // A kind that does not exist is refused by the list itself, with the kinds that do.
  const builtIn = kind as VectorIndexKind;
  return {
    create: (dimensions) => createVectorIndex(builtIn, { dimensions }),
    load: async (folder) => loadVectorIndex(builtIn, folder),
  };
}
