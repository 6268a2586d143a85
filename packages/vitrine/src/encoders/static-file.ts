/**
 * @file The file of a static encoder: a vocabulary with one int8 vector per token.
 *
 * Sections (text/byte-sections.ts) of kind `static encoder`, behind one checksum:
 * `vocabulary`, strings [tokens]; `scales`, float32 [tokens]; `rows`, the int8 bytes
 * [tokens, dimensions] row-major. The vector of token t is scales[t] · rows[t]. The head
 * says, in readable JSON, where the weights come from and what was done to them.
 */
import { z } from "zod";
import { isVitrineError, VitrineError } from "../errors.js";
import { readSections, writeSections } from "../text/byte-sections.js";

const factsSchema = z.object({
  dimensions: z.int().min(1).max(4096),
  origin: z.string().describe("The model that the vectors were distilled from."),
  originSha256: z.string().describe("Of the file of that model's weights."),
  licence: z.string().describe("Of the weights, as an SPDX expression."),
  changes: z.string().describe("What was done to the weights."),
  seed: z.number(),
});
const formatSchema = z.object({ format: z.literal(1) });
/** What the head of a file says. */
export type StaticFacts = Readonly<z.output<typeof factsSchema>>;

/** Token vectors as the file holds them. */
export interface StaticVectors {
  readonly facts: StaticFacts;
  /** Shape [tokens]: WordPiece tokens in lower-case ASCII, `##` before one that goes on a word. */
  readonly vocabulary: readonly string[];
  /** Shape [tokens]. */
  readonly scales: Float32Array;
  /** Shape [tokens, dimensions]. */
  readonly rows: Int8Array;
}

/** The file's bytes: same vectors, same bytes. */
export function writeStaticVectors(vectors: StaticVectors): Uint8Array {
  const { facts, vocabulary, scales, rows } = vectors;
  return writeSections(
    kind,
    { format: 1, ...facts },
    {
      vocabulary,
      scales,
      rows: new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength),
    },
  );
}

/**
 * Reads what `writeStaticVectors` wrote.
 *
 * @param file - Name of the file, for messages.
 * @throws {VitrineError} `MODEL_INVALID` when the bytes are truncated, damaged, of another kind,
 *   or contradict themselves.
 */
export function readStaticVectors(bytes: Uint8Array, file: string): StaticVectors {
  const invalid = (got: string, cause?: unknown): VitrineError =>
    new VitrineError(
      "MODEL_INVALID",
      `${file} must be the whole file of a static encoder; ${got}. Install the package again, or distil the file again.`,
      { model: "static", file },
      { cause },
    );
  try {
    const reader = readSections(kind, bytes);
    const head = factsSchema.safeParse(reader.facts);
    if (!head.success || !formatSchema.safeParse(reader.facts).success) {
      throw invalid("got a head of another version", head.error);
    }
    const facts = head.data;
    const vocabulary = reader.strings("vocabulary");
    const scales = reader.float32("scales");
    const rows = new Int8Array(reader.uint8("rows").buffer);
    if (scales.length !== vocabulary.length) {
      throw invalid(`got ${scales.length} scales for ${vocabulary.length} tokens`);
    }
    if (rows.length !== vocabulary.length * facts.dimensions) {
      throw invalid(
        `got ${rows.length} numbers for ${vocabulary.length} tokens of ${facts.dimensions} dimensions`,
      );
    }
    if (new Set(vocabulary).size !== vocabulary.length || vocabulary.includes("")) {
      throw invalid("got an empty or repeated token");
    }
    if (!scales.every((scale) => scale >= 0 && scale < Infinity)) {
      throw invalid("got a scale that is no finite number from 0");
    }
    return { facts, vocabulary, scales, rows };
  } catch (error) {
    if (!isVitrineError(error, "BYTES_INVALID")) throw error;
    const got = /; (got .*)\. Build it again/.exec(error.message)?.[1] ?? error.message;
    throw invalid(got, error);
  }
}

const kind = "static encoder";
