/** @file Which encoder an index works with, and how it comes back when the index is opened. */
import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import type { EncodeOptions, Encoder, Vectors } from "../encoders/encoder.js";
import { loadEncoder } from "../encoders/encoders.js";
import { fitTfIdfEncoder } from "../encoders/tfidf-encoder.js";
import { createVectorCache, withCache, withCounts } from "../encoders/vector-cache.js";
import type { CachedEncoder } from "../encoders/vector-cache.js";
import { VitrineError } from "../errors.js";
import { openSegmentFolder } from "../hub/segment-folder.js";
import type { EngineContext, StageProgress } from "./engine-context.js";

/**
 * The name by which an encoder can be found again: a folder by its absolute path, anything else as it is.
 *
 * @param spec - `static`, `tfidf`, the name of a model on the hub, or a folder relative to the working directory.
 */
export function settleEncoderSpec(spec: string): string {
  const isPath = isAbsolute(spec) || /^\.{1,2}([/\\]|$)/.test(spec) || existsSync(spec);
  return isPath && spec !== "static" && spec !== "tfidf" ? resolve(spec) : spec;
}

/** An encoder ready for indexing. */
export interface ChosenEncoder {
  /** With the workspace's vectors behind it. */
  readonly encoder: CachedEncoder;
  /** The bytes of an encoder that was fitted here and exists nowhere else. */
  readonly tfIdfEncoder: Uint8Array | undefined;
}

/**
 * Loads an encoder, or fits it.
 *
 * @param texts - Gives the texts of the catalogue, on which `tfidf` is fitted; not asked otherwise.
 */
export async function chooseEncoder(
  context: EngineContext,
  spec: string,
  texts: () => Promise<readonly string[]>,
  options: { readonly signal?: AbortSignal; readonly onProgress?: StageProgress } = {},
): Promise<ChosenEncoder> {
  if (spec === "tfidf") {
    const fitted = fitTfIdfEncoder(await texts());
    return { encoder: withCounts(fitted), tfIdfEncoder: fitted.toBytes() };
  }
  const encoder = await loadNamedEncoder(context, spec, options);
  return { encoder: rememberVectors(context, spec, encoder), tfIdfEncoder: undefined };
}

/** The encoder with the workspace's vectors behind it, where remembering is cheaper than encoding. */
export function rememberVectors(
  { workspace }: EngineContext,
  spec: string,
  encoder: Encoder,
): CachedEncoder {
  return spec === "static" || spec === "tfidf"
    ? withCounts(encoder)
    : withCache(encoder, createVectorCache(openSegmentFolder(workspace.vectorCacheFolder)));
}

/** Loads an encoder by its name: the shop's own first. */
export async function loadNamedEncoder(
  { config, offline }: EngineContext,
  spec: string,
  options: { readonly signal?: AbortSignal; readonly onProgress?: StageProgress } = {},
): Promise<Encoder> {
  const own = Object.hasOwn(config.encoders, spec) ? config.encoders[spec] : undefined;
  if (own !== undefined) return own();
  return loadEncoder(spec, {
    ...(offline ? { offline: true } : {}),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onProgress: ({ file, receivedBytes, totalBytes }) =>
      options.onProgress?.(`Downloading ${file}`, receivedBytes, totalBytes),
  });
}

/**
 * An encoder that is loaded at its first text: a lexical search needs none.
 *
 * @param expected - What the index was built with.
 */
export function openEncoderLater(
  load: () => Promise<Encoder>,
  expected: Pick<Encoder, "name" | "fingerprint" | "dimensions" | "licence">,
): Encoder {
  let loading: Promise<Encoder> | undefined;
  const loaded = async (): Promise<Encoder> => {
    loading ??= load().then((encoder) => {
      if (encoder.fingerprint === expected.fingerprint) return encoder;
      throw new VitrineError(
        "MODEL_INVALID",
        `The encoder must be the one the index was built with; the weights or settings of ${expected.name} have changed since. Index again: vitrine index`,
        { model: expected.name },
      );
    });
    return loading;
  };
  return {
    ...expected,
    async encode(texts: readonly string[], options?: EncodeOptions): Promise<Vectors> {
      return (await loaded()).encode(texts, options);
    },
    async close() {
      await (await loading)?.close?.();
    },
  };
}
