/**
 * @file Which words stand where, while documents come and go by ordinal.
 *
 * Every batch of documents becomes a segment of its own; a segment is merged with the one
 * before it as soon as it is half as large, so that there are few segments, each occurrence
 * is moved O(log n) times, and a small batch beside a million documents costs what the batch
 * costs. A deleted document stays in its segment until half of the segment is deleted or it
 * is merged; counts (N, n, total lengths) are exact at once.
 */
import { OccurrenceCodes } from "./lexical-codes.js";
import type { LexicalSegment, SegmentInput } from "./lexical-segment.js";
import { buildSegment, mergeSegments, placeOf } from "./lexical-segment.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";

/** A segment among others. */
export interface HeldSegment {
  /** What `owners` says of its documents that count. */
  readonly number: number;
  readonly segment: LexicalSegment;
  readonly liveCount: number;
}

/** Documents and words of an index, by number. */
export class LexicalPostings {
  readonly codes: OccurrenceCodes;
  /** By ordinal: the number of the segment in which the document counts; 0 where none is. */
  owners = new Uint8Array(0);
  /** Shape [ordinals, fieldCount]: words in each field. */
  lengths = new Uint32Array(0);
  /** Shape [fieldCount]: sum of the lengths over all documents. */
  readonly totalLengths: Float64Array;
  /** Shape [fieldCount]: how many documents have the field. */
  readonly holders: Uint32Array;
  readonly fieldCount: number;

  readonly #vocabulary: LexicalVocabulary;
  readonly #segments: { number: number; segment: LexicalSegment; liveCount: number }[] = [];
  #documentCount = 0;
  #ordinalEnd = 0;
  #version = 0;
  #wordFrequencies = new Uint32Array(0);
  #termFrequencies = new Uint32Array(0);
  #lastCounted = new Uint32Array(0); // [terms]: the count that last met the term
  #counting = 0;

  /** @param fieldCount - From 1 to 255. */
  constructor(
    fieldCount: number,
    vocabulary: LexicalVocabulary,
    codes: OccurrenceCodes = new OccurrenceCodes(),
  ) {
    this.fieldCount = fieldCount;
    this.codes = codes;
    this.#vocabulary = vocabulary;
    this.totalLengths = new Float64Array(fieldCount);
    this.holders = new Uint32Array(fieldCount);
  }

  get documentCount(): number {
    return this.#documentCount;
  }

  /** More than the greatest ordinal that is there. */
  get ordinalEnd(): number {
    while (this.#ordinalEnd > 0 && this.owners[this.#ordinalEnd - 1] === 0) this.#ordinalEnd--;
    return this.#ordinalEnd;
  }

  /** Another number after every change. */
  get version(): number {
    return this.#version;
  }

  get segments(): readonly HeldSegment[] {
    return this.#segments;
  }

  has(ordinal: number): boolean {
    return (this.owners[ordinal] ?? 0) !== 0;
  }

  /** The segment in which a document counts; undefined when it is not there. */
  segmentOf(ordinal: number): HeldSegment | undefined {
    const owner = this.owners[ordinal] ?? 0;
    return owner === 0 ? undefined : this.#segments.find(({ number }) => number === owner);
  }

  /** The distinct words of a document, rising; none when it is not there. */
  wordsOf(ordinal: number): Uint32Array {
    const segment = this.segmentOf(ordinal)?.segment;
    if (segment === undefined) return new Uint32Array(0);
    const place = placeOf(segment, ordinal);
    const { documentStarts, documentWords } = segment;
    return documentWords.subarray(documentStarts[place], documentStarts[place + 1]);
  }

  /** In how many documents a word of this term stands, in any field. */
  documentFrequency(term: number): number {
    return this.#termFrequencies[term] ?? 0;
  }

  /** In how many documents the word stands, in any field. */
  wordFrequency(word: number): number {
    return this.#wordFrequencies[word] ?? 0;
  }

  /**
   * Adds documents, replacing those whose ordinal is there.
   *
   * @param lengths - Shape [documents, fieldCount].
   */
  add(input: SegmentInput, lengths: Uint32Array): void {
    const { documents } = input;
    if (documents.length === 0) return;
    for (const ordinal of documents) this.#takeOut(ordinal);
    const number = this.#freeNumber();
    const segment = buildSegment(input, this.codes, this.#vocabulary.words.size);
    const last = documents.at(-1)!;
    this.#ordinalEnd = Math.max(this.#ordinalEnd, last + 1);
    this.owners = withRoom(this.owners, last + 1);
    this.lengths = withRoom(this.lengths, (last + 1) * this.fieldCount);
    for (let place = 0; place < documents.length; place++) {
      const ordinal = documents[place]!;
      this.owners[ordinal] = number;
      const own = lengths.subarray(place * this.fieldCount, (place + 1) * this.fieldCount);
      this.lengths.set(own, ordinal * this.fieldCount);
      this.#count(segment, place, 1);
    }
    this.#documentCount += documents.length;
    this.#segments.push({ number, segment, liveCount: documents.length });
    this.#settle();
  }

  /** Takes documents out; returns how many of them were there. */
  remove(ordinals: Iterable<number>): number {
    let removed = 0;
    for (const ordinal of ordinals) if (this.#takeOut(ordinal)) removed++;
    if (removed > 0) this.#settle();
    return removed;
  }

  #takeOut(ordinal: number): boolean {
    const owner = this.owners[ordinal] ?? 0;
    if (owner === 0) return false;
    const held = this.#segments.find(({ number }) => number === owner)!;
    this.#count(held.segment, placeOf(held.segment, ordinal), -1);
    held.liveCount--;
    this.owners[ordinal] = 0;
    this.#documentCount--;
    return true;
  }

  /** Counts a document's words and lengths in (1) or out (−1). */
  #count(segment: LexicalSegment, place: number, change: 1 | -1): void {
    const { size } = this.#vocabulary.words;
    if (this.#wordFrequencies.length < size) {
      this.#wordFrequencies = withRoom(this.#wordFrequencies, size);
    }
    const { termCount } = this.#vocabulary;
    if (this.#termFrequencies.length < termCount) {
      this.#termFrequencies = withRoom(this.#termFrequencies, termCount);
      this.#lastCounted = withRoom(this.#lastCounted, termCount);
    }
    if (++this.#counting === 2 ** 32) {
      this.#lastCounted.fill(0);
      this.#counting = 1;
    }
    const end = segment.documentStarts[place + 1]!;
    for (let at = segment.documentStarts[place]!; at < end; at++) {
      const word = segment.documentWords[at]!;
      this.#wordFrequencies[word]! += change;
      for (const term of this.#vocabulary.termsOf(word)) {
        if (this.#lastCounted[term] === this.#counting) continue;
        this.#lastCounted[term] = this.#counting;
        this.#termFrequencies[term]! += change;
      }
    }
    const first = segment.documents[place]! * this.fieldCount;
    for (let field = 0; field < this.fieldCount; field++) {
      const length = this.lengths[first + field]!;
      if (length === 0) continue;
      this.totalLengths[field]! += change * length;
      this.holders[field]! += change;
    }
  }

  #freeNumber(): number {
    let number = 1;
    while (this.#segments.some((held) => held.number === number)) number++;
    return number;
  }

  /** Drops what is deleted and merges what has become too small beside its neighbour. */
  #settle(): void {
    this.#version++;
    for (let at = this.#segments.length - 1; at >= 0; at--) {
      const { segment, liveCount } = this.#segments[at]!;
      const count = segment.documents.length;
      if (liveCount === 0) this.#segments.splice(at, 1);
      else if (count > SPARED_DOCUMENTS && 2 * liveCount < count) this.#merge(at, 1);
    }
    for (let at = this.#segments.length - 1; at > 0; at--) {
      const before = this.#segments[at - 1]!.segment.ordinals.length;
      const after = this.#segments[at]!.segment.ordinals.length;
      if (2 * after >= before) this.#merge(at - 1, 2);
    }
  }

  /** Puts one segment in the place of one or two, holding what counts of them. */
  #merge(from: number, count: 1 | 2): void {
    const [first, second = NO_DOCUMENTS] = this.#segments.slice(from, from + count).map((held) => ({
      ...held,
      isLive: (ordinal: number) => this.owners[ordinal] === held.number,
    }));
    const segment = mergeSegments(first!, second, this.codes);
    const number = this.#freeNumber();
    for (const ordinal of segment.documents) this.owners[ordinal] = number;
    this.#segments.splice(from, count, { number, segment, liveCount: segment.documents.length });
  }
}

/** Segments of fewer documents are not worth cleaning. */
const SPARED_DOCUMENTS = 64;

const NO_DOCUMENTS = {
  segment: {
    words: new Uint32Array(0),
    starts: new Uint32Array(1),
    ordinals: new Int32Array(0),
    codes: new Uint16Array(0),
    documents: new Int32Array(0),
    documentStarts: new Uint32Array(1),
    documentWords: new Uint32Array(0),
  },
  liveCount: 0,
  isLive: () => false,
};

/** The same numbers in an array of at least `size`, half as large again when it has to grow. */
function withRoom<T extends Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  array: T,
  size: number,
): T {
  if (size <= array.length) return array;
  const length = Math.max(16, size, Math.ceil(1.5 * array.length));
  const larger = (
    array instanceof Uint8Array ? new Uint8Array(length) : new Uint32Array(length)
  ) as T;
  larger.set(array);
  return larger;
}
