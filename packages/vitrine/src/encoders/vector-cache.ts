/**
 * @file Remembers vectors by the content they were made of.
 *
 * The key is sha256 over the encoder's fingerprint and the text, so encoding an
 * unchanged catalogue again runs no model, and a changed product costs one text.
 * New vectors are written as segments that never change; two processes may write
 * at once, and what either loses is only encoded again. All vectors of one
 * encoder are held in memory: 4 × dimensions + 100 bytes each.
 */
import { createHash } from "node:crypto";
import { checkNotCancelled } from "../errors.js";
import type { SegmentStore } from "../hub/segment-folder.js";
import type { EncodeOptions, Encoder, Vectors } from "./encoder.js";
import { rowOf } from "./encoder.js";
import { readVectorSegment, writeVectorSegment } from "./vector-segment.js";
import type { VectorRecord } from "./vector-segment.js";

/** Vectors of one encoder by key. */
interface CachedVectors {
  readonly size: number;
  get(key: string): Float32Array | undefined;
  /** Adds vectors and writes them down; keys are those of `vectorKey`. */
  add(entries: ReadonlyMap<string, Float32Array>): Promise<void>;
}

/** Vectors of any number of encoders. */
export interface VectorCache {
  /** The vectors of the encoder with this fingerprint, read from the store. */
  open(fingerprint: string, dimensions: number): Promise<CachedVectors>;
}

/** How often the cache had a text. */
interface CacheCounts {
  /** Texts whose vector was there, or was made for an equal text of the same call. */
  readonly hits: number;
  /** Texts that were encoded. */
  readonly misses: number;
}

/** An encoder that asks its cache first. */
export interface CachedEncoder extends Encoder {
  /** Counts since the encoder was made. */
  cacheCounts(): CacheCounts;
  /** The encoder without its cache: what a text costs that was never seen. */
  readonly uncached: Encoder;
}

/** Segments beyond which reading joins them into one. */
const mostSegments = 32;
/** Texts encoded before their vectors are written down: what a killed process loses at most. */
const textsPerSegment = 2048;

/** Makes a cache over a store, such as `openSegmentFolder` gives. */
export function createVectorCache(store: SegmentStore): VectorCache {
  return {
    async open(fingerprint, dimensions) {
      const group = groupOf(fingerprint);
      const names = await store.list(group);
      const vectors = new Map<string, Float32Array>();
      for (const name of names) {
        const bytes = (await store.read(group, name)) ?? new Uint8Array();
        for (const { key, vector } of readVectorSegment(bytes, dimensions)) {
          vectors.set(Buffer.from(key).toString("hex"), vector);
        }
      }
      const write = async (entries: ReadonlyMap<string, Float32Array>): Promise<string> => {
        const records = Array.from(entries, toRecord);
        const bytes = writeVectorSegment(records, dimensions);
        const name = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
        await store.write(group, name, bytes);
        return name;
      };
      if (names.length > mostSegments) {
        // Written before the old ones go: a process that ends between leaves both, which is harmless.
        const joined = await write(vectors);
        for (const name of names) if (name !== joined) await store.remove(group, name);
      }
      return {
        get size() {
          return vectors.size;
        },
        get: (key) => vectors.get(key),
        async add(entries) {
          if (entries.size === 0) return;
          for (const [key, vector] of entries) vectors.set(key, vector);
          await write(entries);
        },
      };
    },
  };
}

/** The key of a text's vector: hexadecimal sha256. */
function vectorKey(fingerprint: string, text: string): string {
  // Lone surrogates would all become one replacement character in UTF-8.
  return createHash("sha256").update(`${fingerprint}\n`).update(text, "utf16le").digest("hex");
}

/** An encoder that remembers nothing, for one that is as fast as remembering; its texts are counted. */
export function withCounts(encoder: Encoder): CachedEncoder {
  let misses = 0;
  return {
    ...encoder,
    cacheCounts: () => ({ hits: 0, misses }),
    uncached: encoder,
    async encode(texts, options) {
      const vectors = await encoder.encode(texts, options);
      misses += texts.length;
      return vectors;
    },
  };
}

/**
 * An encoder that runs only for texts that the cache does not have.
 *
 * Vectors are the same as without the cache. What was encoded before a
 * cancellation or a crash is kept.
 */
export function withCache(encoder: Encoder, cache: VectorCache): CachedEncoder {
  const counts = { hits: 0, misses: 0 };
  let opening: Promise<CachedVectors> | undefined;
  const { dimensions, fingerprint } = encoder;
  return {
    name: encoder.name,
    fingerprint,
    dimensions,
    licence: encoder.licence,
    cacheCounts: () => ({ ...counts }),
    uncached: encoder,
    async encode(texts, options = {}) {
      checkNotCancelled(options.signal, "Encoding");
      opening ??= cache.open(fingerprint, dimensions);
      const known = await opening;
      const keys = texts.map((text) => vectorKey(fingerprint, text));
      const missing = new Map<string, string>();
      keys.forEach((key, index) => {
        if (known.get(key) === undefined) missing.set(key, texts[index]!);
      });
      counts.misses += missing.size;
      counts.hits += texts.length - missing.size;
      await encodeMissing(encoder, known, missing, texts.length - missing.size, options);
      const data = new Float32Array(texts.length * dimensions);
      keys.forEach((key, index) => {
        const vector = known.get(key);
        if (vector === undefined) throw new Error("internal: a vector was not added to the cache");
        data.set(vector, index * dimensions);
      });
      if (missing.size === 0) options.onProgress?.(texts.length, texts.length);
      return { data, count: texts.length, dimensions };
    },
    ...(encoder.close === undefined ? {} : { close: () => encoder.close!() }),
  };
}

async function encodeMissing(
  encoder: Encoder,
  known: CachedVectors,
  missing: ReadonlyMap<string, string>,
  doneBefore: number,
  { signal, onProgress }: EncodeOptions,
): Promise<void> {
  const all = [...missing];
  const total = doneBefore + all.length;
  for (let start = 0; start < all.length; start += textsPerSegment) {
    const part = all.slice(start, start + textsPerSegment);
    const vectors: Vectors = await encoder.encode(
      part.map(([, text]) => text),
      {
        ...(signal === undefined ? {} : { signal }),
        onProgress: (done) => onProgress?.(doneBefore + start + done, total),
      },
    );
    // Copies: a view would keep the whole block alive, and its owner may write to it.
    await known.add(
      new Map(part.map(([key], row) => [key, Float32Array.from(rowOf(vectors, row))] as const)),
    );
  }
}

function toRecord([key, vector]: readonly [string, Float32Array]): VectorRecord {
  return { key: Buffer.from(key, "hex"), vector };
}

function groupOf(fingerprint: string): string {
  return createHash("sha256").update(fingerprint).digest("hex").slice(0, 32);
}
