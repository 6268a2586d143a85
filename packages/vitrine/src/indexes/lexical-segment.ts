/**
 * @file Some documents and their words, both ways and never changed: the words of each
 * document, and of each word the documents and what it does there.
 *
 * 6 bytes an occurrence (a word in one field of a document) and 4 a distinct word of a
 * document. Building and merging are linear. A document that was deleted or replaced stays
 * until its segment is merged; who reads the lists asks which documents still count.
 */
import type { CodeArray, OccurrenceCodes } from "./lexical-codes.js";

/** Documents with their words, as they are read. */
export interface SegmentInput {
  /** Shape [documents]: ordinals, rising. */
  readonly documents: Int32Array<ArrayBuffer>;
  /** Shape [documents + 1]: where the occurrences of each document start. */
  readonly starts: Uint32Array;
  /** Shape [occurrences]: word numbers; rising in each document, a word once for each field. */
  readonly words: Uint32Array;
  /** Shape [occurrences]: codes, of each word by rising field. */
  readonly codes: ArrayLike<number>;
}

export interface LexicalSegment {
  /** Word numbers, rising. */
  readonly words: Uint32Array;
  /** Shape [words + 1]: where the occurrences of each word start. */
  readonly starts: Uint32Array;
  /** Shape [occurrences]: documents, of each word by rising ordinal, then field. */
  readonly ordinals: Int32Array;
  /** Shape [occurrences]. */
  readonly codes: CodeArray;
  /** Ordinals, rising. */
  readonly documents: Int32Array<ArrayBuffer>;
  /** Shape [documents + 1]: where the words of each document start. */
  readonly documentStarts: Uint32Array;
  /** Distinct words of each document, rising. */
  readonly documentWords: Uint32Array;
}

/** The documents of one word: `ordinals[start]` to `ordinals[end - 1]`, and their codes. */
export interface PostingList {
  readonly ordinals: Int32Array;
  readonly codes: CodeArray;
  readonly start: number;
  readonly end: number;
}

/**
 * Sorts the occurrences of documents by word.
 *
 * @param wordCount - More than the greatest word number.
 */
export function buildSegment(
  input: SegmentInput,
  codes: OccurrenceCodes,
  wordCount: number,
): LexicalSegment {
  const { documents, words: inputWords } = input;
  const occurrenceCount = inputWords.length;
  const counts = new Uint32Array(wordCount);
  const documentStarts = new Uint32Array(documents.length + 1);
  let distinctCount = 0;
  for (let place = 0; place < documents.length; place++) {
    let last = -1;
    for (let at = input.starts[place]!; at < input.starts[place + 1]!; at++) {
      const word = inputWords[at]!;
      counts[word]!++;
      if (word !== last) distinctCount++;
      last = word;
    }
    documentStarts[place + 1] = distinctCount;
  }
  let usedWords = 0;
  for (let word = 0; word < wordCount; word++) if (counts[word]! > 0) usedWords++;
  const words = new Uint32Array(usedWords);
  const starts = new Uint32Array(usedWords + 1);
  let used = 0;
  let end = 0;
  for (let word = 0; word < wordCount; word++) {
    const count = counts[word]!;
    if (count === 0) continue;
    words[used++] = word;
    counts[word] = end; // From here on: where the word's next occurrence goes.
    end += count;
    starts[used] = end;
  }
  const ordinals = new Int32Array(occurrenceCount);
  const outCodes = codes.allocate(occurrenceCount);
  const documentWords = new Uint32Array(distinctCount);
  let distinct = 0;
  for (let place = 0; place < documents.length; place++) {
    const ordinal = documents[place]!;
    let last = -1;
    for (let at = input.starts[place]!; at < input.starts[place + 1]!; at++) {
      const word = inputWords[at]!;
      const to = counts[word]!++;
      ordinals[to] = ordinal;
      outCodes[to] = input.codes[at]!;
      if (word !== last) documentWords[distinct++] = word;
      last = word;
    }
  }
  return { words, starts, ordinals, codes: outCodes, documents, documentStarts, documentWords };
}

/** A segment and which of its documents still count. */
export interface LiveSegment {
  readonly segment: LexicalSegment;
  /** How many of its documents still count. */
  readonly liveCount: number;
  readonly isLive: (ordinal: number) => boolean;
}

/** One segment of what still counts in two; a document may count in one of them only. */
export function mergeSegments(
  a: LiveSegment,
  b: LiveSegment,
  codes: OccurrenceCodes,
): LexicalSegment {
  const size = liveOccurrences(a) + liveOccurrences(b);
  const ordinals = new Int32Array(size);
  const outCodes = codes.allocate(size);
  const words = new Uint32Array(a.segment.words.length + b.segment.words.length);
  const starts = new Uint32Array(words.length + 1);
  let used = 0;
  let end = 0;
  let placeA = 0;
  let placeB = 0;
  while (placeA < a.segment.words.length || placeB < b.segment.words.length) {
    const word = Math.min(a.segment.words[placeA] ?? Infinity, b.segment.words[placeB] ?? Infinity);
    const listA = a.segment.words[placeA] === word ? listAt(a.segment, placeA++) : NOTHING;
    const listB = b.segment.words[placeB] === word ? listAt(b.segment, placeB++) : NOTHING;
    const start = end;
    end = mergeLists(a, listA, b, listB, ordinals, outCodes, end);
    if (end === start) continue;
    words[used++] = word;
    starts[used] = end;
  }
  return {
    words: words.slice(0, used),
    starts: starts.slice(0, used + 1),
    ordinals,
    codes: outCodes,
    ...mergeDocuments(a, b),
  };
}

/** The list of a word; undefined when no document holds it. */
export function listOf(segment: LexicalSegment, word: number): PostingList | undefined {
  const place = firstAtLeast(segment.words, word, 0, segment.words.length);
  return segment.words[place] === word ? listAt(segment, place) : undefined;
}

/** The place of a document among those of the segment, which holds it. */
export function placeOf(segment: LexicalSegment, ordinal: number): number {
  return firstAtLeast(segment.documents, ordinal, 0, segment.documents.length);
}

/** The first place from `low` to `high` whose number is at least `wanted`; `high` when none is. The numbers rise. */
export function firstAtLeast(
  numbers: Int32Array | Uint32Array,
  wanted: number,
  low: number,
  high: number,
): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

const NOTHING: PostingList = {
  ordinals: new Int32Array(0),
  codes: new Uint16Array(0),
  start: 0,
  end: 0,
};

function listAt(segment: LexicalSegment, place: number): PostingList {
  const { ordinals, codes, starts } = segment;
  return { ordinals, codes, start: starts[place]!, end: starts[place + 1]! };
}

function isWhole({ segment, liveCount }: LiveSegment): boolean {
  return liveCount === segment.documents.length;
}

function liveOccurrences(live: LiveSegment): number {
  const { ordinals } = live.segment;
  if (isWhole(live)) return ordinals.length;
  let count = 0;
  for (const ordinal of ordinals) if (live.isLive(ordinal)) count++;
  return count;
}

/** Writes what counts of two lists by rising ordinal; returns where it ends. */
function mergeLists(
  a: LiveSegment,
  listA: PostingList,
  b: LiveSegment,
  listB: PostingList,
  ordinals: Int32Array,
  codes: CodeArray,
  to: number,
): number {
  const wholeA = isWhole(a);
  const wholeB = isWhole(b);
  let atA = listA.start;
  let atB = listB.start;
  for (;;) {
    while (!wholeA && atA < listA.end && !a.isLive(listA.ordinals[atA]!)) atA++;
    while (!wholeB && atB < listB.end && !b.isLive(listB.ordinals[atB]!)) atB++;
    const hasA = atA < listA.end;
    const hasB = atB < listB.end;
    if (!hasA && !hasB) return to;
    if (hasA && (!hasB || listA.ordinals[atA]! < listB.ordinals[atB]!)) {
      ordinals[to] = listA.ordinals[atA]!;
      codes[to++] = listA.codes[atA++]!;
    } else {
      ordinals[to] = listB.ordinals[atB]!;
      codes[to++] = listB.codes[atB++]!;
    }
  }
}

function mergeDocuments(
  a: LiveSegment,
  b: LiveSegment,
): Pick<LexicalSegment, "documents" | "documentStarts" | "documentWords"> {
  const count = a.liveCount + b.liveCount;
  const documents = new Int32Array(count);
  const documentStarts = new Uint32Array(count + 1);
  const sources = new Uint8Array(count); // 0: of a, 1: of b
  const places = new Uint32Array(count);
  let size = 0;
  let to = 0;
  let placeA = 0;
  let placeB = 0;
  const documentsA = a.segment.documents;
  const documentsB = b.segment.documents;
  while (to < count) {
    while (placeA < documentsA.length && !a.isLive(documentsA[placeA]!)) placeA++;
    while (placeB < documentsB.length && !b.isLive(documentsB[placeB]!)) placeB++;
    const ordinalA = documentsA[placeA] ?? Infinity;
    const ordinalB = documentsB[placeB] ?? Infinity;
    const fromB = ordinalB < ordinalA;
    const { documentStarts: from } = (fromB ? b : a).segment;
    const place = fromB ? placeB++ : placeA++;
    documents[to] = Math.min(ordinalA, ordinalB);
    sources[to] = fromB ? 1 : 0;
    places[to++] = place;
    size += from[place + 1]! - from[place]!;
    documentStarts[to] = size;
  }
  const documentWords = new Uint32Array(size);
  for (let index = 0; index < count; index++) {
    const { segment } = sources[index] === 1 ? b : a;
    let out = documentStarts[index]!;
    const end = segment.documentStarts[places[index]! + 1]!;
    for (let at = segment.documentStarts[places[index]!]!; at < end; at++) {
      documentWords[out++] = segment.documentWords[at]!;
    }
  }
  return { documents, documentStarts, documentWords };
}
