/**
 * @file Writes a word index as bytes and reads it back, every number checked.
 *
 * Documents lie by key (id or ordinal) and words by text, and what is deleted is left out, so
 * that the bytes depend on the contents alone. What can be counted again (documents of each
 * term, terms of words, averages) is not stored and can not contradict the rest. About 6
 * bytes an occurrence; a second copy in memory while they are written or read.
 */
import type { SectionReader, SectionValue } from "../text/byte-sections.js";
import { broken, readSections, writeSections } from "../text/byte-sections.js";
import { MAX_FREQUENCY, OccurrenceCodes } from "./lexical-codes.js";
import type { LexicalContents } from "./lexical-contents.js";
import { emptyContents } from "./lexical-contents.js";
import type { LexicalIndexSettings } from "./lexical-options.js";
import { lexicalIndexOptionsSchema } from "./lexical-options.js";

/**
 * The contents as bytes.
 *
 * @param kind - What the bytes are, to be asked for when they are read.
 * @param documents - The ordinals of all documents, in the order of their keys.
 * @param keys - The keys by section, in that order.
 */
export function writeLexicalBytes(
  kind: string,
  { settings, vocabulary, postings }: LexicalContents,
  documents: Int32Array | Uint32Array,
  keys: Readonly<Record<string, SectionValue>>,
): Uint8Array {
  const { fieldCount, segments, owners } = postings;
  const places = new Int32Array(postings.ordinalEnd); // [ordinals]
  const lengths = new Uint32Array(documents.length * fieldCount);
  documents.forEach((ordinal, place) => {
    places[ordinal] = place;
    const first = ordinal * fieldCount;
    lengths.set(postings.lengths.subarray(first, first + fieldCount), place * fieldCount);
  });
  const counts = new Uint32Array(documents.length);
  for (const { number, segment } of segments) {
    for (const ordinal of segment.ordinals) {
      if (owners[ordinal] === number) counts[places[ordinal]!]!++;
    }
  }
  const ends = new Uint32Array(documents.length);
  const next = new Uint32Array(documents.length); // Where the document's next occurrence goes.
  let end = 0;
  counts.forEach((count, place) => {
    next[place] = end;
    end += count;
    ends[place] = end;
  });

  const { codes, newCodes } = sortCodes(postings.codes, segments, owners);
  // Word by word in their new order, so that each document gets its occurrences in that order.
  const words: number[] = [];
  for (let word = 0; word < vocabulary.words.size; word++) {
    if (postings.wordFrequency(word) > 0) words.push(word);
  }
  const textOf = vocabulary.words.textOf;
  words.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  const newWords = new Uint32Array(vocabulary.words.size);
  words.forEach((word, place) => (newWords[word] = place));
  const occurrenceWords = new Uint32Array(end);
  const occurrenceCodes = codes.allocate(end);
  for (const { number, segment } of segments) {
    const order = Uint32Array.from(segment.words, (_, index) => index);
    order.sort((a, b) => newWords[segment.words[a]!]! - newWords[segment.words[b]!]!);
    for (const index of order) {
      const word = newWords[segment.words[index]!]!;
      for (let at = segment.starts[index]!; at < segment.starts[index + 1]!; at++) {
        const ordinal = segment.ordinals[at]!;
        if (owners[ordinal] !== number) continue;
        const to = next[places[ordinal]!]!++;
        occurrenceWords[to] = word;
        occurrenceCodes[to] = newCodes[segment.codes[at]!]!;
      }
    }
  }
  return writeSections(
    kind,
    { format: FORMAT, settings },
    {
      ...keys,
      words: words.map(textOf),
      lengths,
      ends,
      codes: Uint32Array.from(
        Array.from({ length: codes.size }, (_, code) => [
          codes.fields[code]!,
          codes.frequencies[code]!,
          codes.lengths[code]!,
        ]).flat(),
      ),
      occurrenceWords,
      occurrenceCodes:
        occurrenceCodes instanceof Uint32Array
          ? occurrenceCodes
          : new Uint8Array(occurrenceCodes.buffer),
    },
  );
}

/**
 * The contents that `writeLexicalBytes` wrote, each document under the ordinal that `ordinalsOf` gives it.
 *
 * @param ordinalsOf - Reads the keys; its result rises and holds one ordinal a document.
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged, of another kind or an older format.
 */
export function readLexicalBytes(
  kind: string,
  bytes: Uint8Array,
  ordinalsOf: (reader: SectionReader) => Int32Array<ArrayBuffer>,
): LexicalContents {
  const reader = readSections(kind, bytes);
  const settings = readFacts(kind, reader.facts);
  const fieldCount = Object.keys(settings.fields).length;
  const documents = ordinalsOf(reader);
  const words = reader.strings("words");
  const lengths = reader.uint32("lengths");
  const ends = reader.uint32("ends");
  const codes = readCodes(kind, reader.uint32("codes"), fieldCount);
  const occurrenceWords = reader.uint32("occurrenceWords");
  const occurrenceCodes =
    codes.size <= 2 ** 16
      ? new Uint16Array(reader.uint8("occurrenceCodes").buffer)
      : reader.uint32("occurrenceCodes");
  checkRising(kind, "words", words);
  if (lengths.length !== documents.length * fieldCount) {
    throw broken(kind, `got ${lengths.length} lengths of ${documents.length} documents`, "lengths");
  }
  const count = ends.at(-1) ?? 0;
  if (
    ends.length !== documents.length ||
    occurrenceWords.length !== count ||
    occurrenceCodes.length !== count
  ) {
    throw broken(kind, `got ${occurrenceWords.length} occurrences`, "occurrenceWords");
  }
  const starts = new Uint32Array(documents.length + 1);
  starts.set(ends, 1);
  const input = { documents, starts, words: occurrenceWords, codes: occurrenceCodes };
  for (let place = 0; place < documents.length; place++) {
    checkOccurrences(kind, place, input, lengths, codes, words.length);
  }
  const contents = emptyContents(settings, words, codes);
  contents.postings.add(input, lengths);
  return contents;
}

/** Throws `BYTES_INVALID` unless the texts rise. */
export function checkRising(kind: string, section: string, texts: readonly string[]): void {
  for (let index = 1; index < texts.length; index++) {
    if (texts[index - 1]! < texts[index]!) continue;
    throw broken(kind, `got "${texts[index]!}" after "${texts[index - 1]!}"`, section);
  }
}

const FORMAT = 2;

function readFacts(kind: string, facts: unknown): LexicalIndexSettings {
  const { format, settings } = facts as { readonly format?: unknown; readonly settings?: unknown };
  if (format !== FORMAT) {
    throw broken(kind, `got another format than ${FORMAT}`);
  }
  const parsed = lexicalIndexOptionsSchema.safeParse(settings);
  if (!parsed.success) throw broken(kind, "got options of another version");
  return parsed.data;
}

/** The codes in use by field, frequency and length, and the new code of each old one. */
function sortCodes(
  old: OccurrenceCodes,
  segments: LexicalContents["postings"]["segments"],
  owners: Uint8Array,
): { codes: OccurrenceCodes; newCodes: Uint32Array } {
  const isUsed = new Uint8Array(old.size);
  for (const { number, segment } of segments) {
    for (let at = 0; at < segment.codes.length; at++) {
      if (owners[segment.ordinals[at]!] === number) isUsed[segment.codes[at]!] = 1;
    }
  }
  const used = Array.from(isUsed.keys()).filter((code) => isUsed[code] === 1);
  used.sort(
    (a, b) =>
      old.fields[a]! - old.fields[b]! ||
      old.frequencies[a]! - old.frequencies[b]! ||
      old.lengths[a]! - old.lengths[b]!,
  );
  const codes = new OccurrenceCodes();
  const newCodes = new Uint32Array(old.size);
  for (const code of used) {
    newCodes[code] = codes.codeOf(old.fields[code]!, old.frequencies[code]!, old.lengths[code]!);
  }
  return { codes, newCodes };
}

function readCodes(kind: string, triples: Uint32Array, fieldCount: number): OccurrenceCodes {
  const codes = new OccurrenceCodes();
  for (let at = 0; at + 2 < triples.length; at += 3) {
    const [field, frequency, length] = triples.subarray(at, at + 3) as unknown as number[];
    if (field! >= fieldCount || frequency === 0) {
      throw broken(kind, `got ${frequency} occurrences in field ${field}`, "codes");
    }
    codes.codeOf(field!, frequency!, length!);
  }
  if (3 * codes.size !== triples.length) {
    throw broken(kind, `got ${codes.size} codes in ${triples.length} numbers`, "codes");
  }
  return codes;
}

/** Words and codes that exist, by rising word and field, and as many in each field as its length says. */
function checkOccurrences(
  kind: string,
  place: number,
  input: { starts: Uint32Array; words: Uint32Array; codes: ArrayLike<number> },
  lengths: Uint32Array,
  codes: OccurrenceCodes,
  wordCount: number,
): void {
  const fieldCount = lengths.length / (input.starts.length - 1);
  const own = lengths.subarray(place * fieldCount, (place + 1) * fieldCount);
  const left = Array.from(own);
  const [start, end] = [input.starts[place]!, input.starts[place + 1]!];
  if (end < start || end > input.words.length) {
    throw broken(kind, `got document ${place} from ${start} to ${end}`, "ends");
  }
  let before = -1;
  for (let at = start; at < end; at++) {
    const word = input.words[at]!;
    const code = input.codes[at]!;
    const field = codes.fields[code] ?? -1;
    const frequency = codes.frequencies[code] ?? 0;
    const key = word * 256 + field;
    if (word >= wordCount || field < 0 || key <= before || codes.lengths[code] !== own[field]) {
      throw broken(
        kind,
        `got word ${word} of ${wordCount} with code ${code} in document ${place}`,
        "occurrenceWords",
      );
    }
    before = key;
    // A frequency at the limit stands for any greater one.
    left[field] = frequency === MAX_FREQUENCY ? 0 : left[field]! - frequency;
  }
  if (left.some((count) => count !== 0)) {
    throw broken(kind, `got other lengths than document ${place} has words`, "lengths");
  }
}
