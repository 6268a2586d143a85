/**
 * @file Reads the fields of documents into words and what they do there.
 */
import { VitrineError } from "../errors.js";
import type { LexicalAnalyzer } from "./lexical-analyzer.js";
import type { CodeRow, OccurrenceCodes } from "./lexical-codes.js";
import { MAX_LENGTH } from "./lexical-codes.js";
import type { LexicalIndexSettings } from "./lexical-options.js";
import type { SegmentInput } from "./lexical-segment.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";

/** Texts by field. */
export type FieldTexts = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a segment is built of, with the lengths of its documents. */
export interface ReadDocuments {
  readonly input: SegmentInput;
  /** Shape [documents, fieldCount]. */
  readonly lengths: Uint32Array;
}

/**
 * The words of documents, counted by field.
 *
 * @param documents - By rising ordinal, each once, checked.
 */
export function readDocuments(
  documents: readonly { readonly ordinal: number; readonly fields: FieldTexts }[],
  fieldNames: readonly string[],
  analyzer: LexicalAnalyzer,
  vocabulary: LexicalVocabulary,
  codes: OccurrenceCodes,
): ReadDocuments {
  const fieldCount = fieldNames.length;
  const lengths = new Uint32Array(documents.length * fieldCount);
  const starts = new Uint32Array(documents.length + 1);
  const words: number[] = [];
  const outCodes: number[] = [];
  documents.forEach(({ fields }, place) => {
    const own = lengths.subarray(place * fieldCount, (place + 1) * fieldCount);
    const keys: number[] = []; // 256 · word + field, so that sorting brings equal ones together
    fieldNames.forEach((name, field) => {
      const value = fields[name];
      if (value === undefined) return;
      const before = keys.length;
      for (const text of typeof value === "string" ? [value] : value) {
        for (const word of analyzer.words(text)) keys.push(256 * vocabulary.addWord(word) + field);
      }
      own[field] = Math.min(keys.length - before, MAX_LENGTH);
    });
    const sorted = Float64Array.from(keys).sort();
    const rows: (CodeRow | undefined)[] = [];
    for (let at = 0; at < sorted.length;) {
      const key = sorted[at]!;
      let end = at + 1;
      while (sorted[end] === key) end++;
      const field = key % 256;
      const row = (rows[field] ??= codes.rowOf(field, own[field]!));
      words.push((key - field) / 256);
      outCodes.push(codes.codeIn(row, field, end - at, own[field]!));
      at = end;
    }
    starts[place + 1] = words.length;
  });
  const narrow = codes.allocate(outCodes.length);
  narrow.set(outCodes);
  const input = {
    documents: Int32Array.from(documents, ({ ordinal }) => ordinal),
    starts,
    words: Uint32Array.from(words),
    codes: narrow,
  };
  return { input, lengths };
}

/**
 * Checks the texts of a document.
 *
 * @param name - What to call the document in an error.
 * @throws {VitrineError} `PARAM_INVALID` when a field is not one of the index or holds no text.
 */
export function checkFields(
  fields: FieldTexts,
  name: string,
  settings: LexicalIndexSettings,
): void {
  for (const [field, value] of Object.entries(fields)) {
    if (!Object.hasOwn(settings.fields, field)) {
      throw new VitrineError(
        "PARAM_INVALID",
        `The fields of a document must be among ${Object.keys(settings.fields).join(", ")}; got "${field}" for "${name}". Create the index with that field, or leave it out.`,
        { param: "fields", got: field },
      );
    }
    const texts: readonly unknown[] = Array.isArray(value) ? value : [value ?? ""];
    const wrong = texts.find((text) => typeof text !== "string");
    if (wrong === undefined) continue;
    throw new VitrineError(
      "PARAM_INVALID",
      `Field "${field}" of "${name}" must be a text or a list of texts; got ${typeof wrong}. Write numbers and flags as text.`,
      { param: "fields", got: wrong },
    );
  }
}
