/**
 * @file Which words stand where: the documents of each word and the words of each document.
 *
 * A document gets the next slot. Its occurrences are kept twice, by document (to delete it
 * and to save) and by word (to search), 8 bytes each: slot or word, then field and frequency
 * in one number. A deleted document leaves its slot empty and its occurrences in place until
 * empty slots are half as many as full ones; counts are exact at once. Adding to a word's
 * list is amortised O(1): lists move to the end of the pool with twice the room. A batch
 * larger than what is there already is sorted in as a whole, which leaves no slack.
 */

/** Pairs: a word, and `packOccurrence` of field and frequency. */
export type Occurrences = Uint32Array;

/** The greatest frequency of a word in one field; more are counted as so many. */
export const MAX_FREQUENCY = 2 ** 24 - 1;

/** Field and frequency in one number. */
export function packOccurrence(field: number, frequency: number): number {
  return ((field << 24) | Math.min(frequency, MAX_FREQUENCY)) >>> 0;
}

/** The field that `packOccurrence` was given. */
export function fieldOf(packed: number): number {
  return packed >>> 24;
}

/** The frequency that `packOccurrence` was given. */
export function frequencyOf(packed: number): number {
  return packed & MAX_FREQUENCY;
}

/** Documents and words of an index, by number. */
export class LexicalPostings {
  /** The id of each slot; undefined where the document was deleted. */
  readonly ids: (string | undefined)[] = [];
  /** The slot of each id. */
  readonly slots = new Map<string, number>();
  /** Shape [slots, fieldCount]: words in each field. */
  lengths: Uint32Array<ArrayBuffer>;
  /** Shape [fieldCount]: sum of the lengths over all documents. */
  readonly totalLengths: Float64Array;
  /** Shape [fieldCount]: how many documents have the field. */
  readonly holders: Uint32Array;
  /** Pairs of slot and packed occurrence; a word's lie together, by rising slot, then field. */
  pool = new Uint32Array(0);

  readonly #fieldCount: number;
  // By document: pairs of word and packed occurrence.
  #forward = new Uint32Array(0);
  #forwardStarts = new Uint32Array(1); // [slots + 1], in pairs
  // By word, in pairs of the pool.
  #starts = new Uint32Array(0);
  #counts = new Uint32Array(0);
  #rooms = new Uint32Array(0);
  #wordFrequencies = new Uint32Array(0);
  // By term.
  #termFrequencies = new Uint32Array(0);
  #lastCounted = new Uint32Array(0); // The count that last met the term.
  #counting = 0;
  #poolEnd = 0;
  #wasted = 0;
  #sortedSlots = 0; // Slots below this one are in the pool.

  readonly #termOf: (word: number) => number;

  /**
   * @param fieldCount - From 1 to 255.
   * @param termOf - The term that a word is a form of; must not change.
   */
  constructor(fieldCount: number, termOf: (word: number) => number) {
    this.#fieldCount = fieldCount;
    this.#termOf = termOf;
    this.lengths = new Uint32Array(0);
    this.totalLengths = new Float64Array(fieldCount);
    this.holders = new Uint32Array(fieldCount);
  }

  get documentCount(): number {
    return this.slots.size;
  }

  /** In how many documents a word of this term stands, in any field. */
  documentFrequency(term: number): number {
    return this.#termFrequencies[term] ?? 0;
  }

  /** In how many documents the word stands, in any field. */
  wordFrequency(word: number): number {
    return this.#wordFrequencies[word] ?? 0;
  }

  /** Where the word's pairs begin in the pool. Call `settle` first. */
  startOf(word: number): number {
    return 2 * (this.#starts[word] ?? 0);
  }

  /** Where the word's pairs end in the pool, those of deleted documents included. */
  endOf(word: number): number {
    return 2 * ((this.#starts[word] ?? 0) + (this.#counts[word] ?? 0));
  }

  /** The document's pairs of word and packed occurrence, a view. */
  occurrencesOf(slot: number): Occurrences {
    return this.#forward.subarray(
      2 * this.#forwardStarts[slot]!,
      2 * this.#forwardStarts[slot + 1]!,
    );
  }

  /**
   * Adds a document, whose id is not there. It is found after the next `settle`.
   *
   * @param occurrences - Pairs, distinct, those of a word together, by rising field.
   * @param lengths - Shape [fieldCount].
   */
  add(id: string, occurrences: Occurrences, lengths: Uint32Array): void {
    const slot = this.ids.length;
    this.ids.push(id);
    this.slots.set(id, slot);
    const end = 2 * this.#forwardStarts[slot]!;
    this.#forward = withRoom(this.#forward, end + occurrences.length);
    this.#forward.set(occurrences, end);
    this.#forwardStarts = withRoom(this.#forwardStarts, slot + 2);
    this.#forwardStarts[slot + 1] = (end + occurrences.length) / 2;
    this.lengths = withRoom(this.lengths, (slot + 1) * this.#fieldCount);
    this.lengths.set(lengths, slot * this.#fieldCount);
    this.#count(slot, 1);
  }

  /** Takes a document out; false when there is none with this id. */
  remove(id: string): boolean {
    const slot = this.slots.get(id);
    if (slot === undefined) return false;
    this.#count(slot, -1);
    this.ids[slot] = undefined;
    this.slots.delete(id);
    return true;
  }

  /** Makes what was added findable and clears away what was removed. Call after changes. */
  settle(): void {
    const emptySlots = this.ids.length - this.slots.size;
    if (emptySlots > Math.max(SPARED_SLOTS, this.slots.size / 2)) this.#dropEmptySlots();
    const pending = this.#forwardStarts[this.ids.length]! - this.#forwardStarts[this.#sortedSlots]!;
    if (pending === 0) {
      this.#sortedSlots = this.ids.length;
    } else if (pending > this.#poolEnd - this.#wasted || this.#wasted > this.#poolEnd / 2) {
      this.#sortAll();
    } else {
      for (let slot = this.#sortedSlots; slot < this.ids.length; slot++) this.#append(slot);
      this.#sortedSlots = this.ids.length;
    }
  }

  /** Counts a document's words and lengths in (1) or out (−1). */
  #count(slot: number, change: 1 | -1): void {
    const occurrences = this.occurrencesOf(slot);
    this.#counting++;
    let last = -1;
    for (let at = 0; at < occurrences.length; at += 2) {
      const word = occurrences[at]!;
      if (word === last) continue;
      last = word;
      this.#wordFrequencies = withRoom(this.#wordFrequencies, word + 1);
      this.#wordFrequencies[word]! += change;
      const term = this.#termOf(word);
      this.#lastCounted = withRoom(this.#lastCounted, term + 1);
      if (this.#lastCounted[term] === this.#counting) continue;
      this.#lastCounted[term] = this.#counting;
      this.#termFrequencies = withRoom(this.#termFrequencies, term + 1);
      this.#termFrequencies[term]! += change;
    }
    for (let field = 0; field < this.#fieldCount; field++) {
      const length = this.lengths[slot * this.#fieldCount + field]!;
      if (length === 0) continue;
      this.totalLengths[field]! += change * length;
      this.holders[field]! += change;
    }
  }

  /** Sorts the occurrences of every document into the pool by word, a counting sort. */
  #sortAll(): void {
    const wordCount = this.#wordFrequencies.length;
    const counts = new Uint32Array(wordCount);
    this.#eachOccurrence((_, word) => counts[word]!++);
    const starts = new Uint32Array(wordCount);
    let end = 0;
    for (let word = 0; word < wordCount; word++) {
      starts[word] = end;
      end += counts[word]!;
    }
    const pool = new Uint32Array(2 * end);
    const next = starts.slice();
    this.#eachOccurrence((slot, word, packed) => {
      const at = 2 * next[word]!++;
      pool[at] = slot;
      pool[at + 1] = packed;
    });
    this.pool = pool;
    this.#poolEnd = end;
    this.#wasted = 0;
    this.#starts = starts;
    this.#counts = counts;
    this.#rooms = counts.slice();
    this.#sortedSlots = this.ids.length;
  }

  #eachOccurrence(visit: (slot: number, word: number, packed: number) => void): void {
    for (let slot = 0; slot < this.ids.length; slot++) {
      if (this.ids[slot] === undefined) continue;
      const end = 2 * this.#forwardStarts[slot + 1]!;
      for (let at = 2 * this.#forwardStarts[slot]!; at < end; at += 2) {
        visit(slot, this.#forward[at]!, this.#forward[at + 1]!);
      }
    }
  }

  /** Adds one document's occurrences to the ends of its words' lists. */
  #append(slot: number): void {
    if (this.ids[slot] === undefined) return;
    if (this.#starts.length < this.#wordFrequencies.length) {
      this.#starts = withRoom(this.#starts, this.#wordFrequencies.length);
      this.#counts = withRoom(this.#counts, this.#wordFrequencies.length);
      this.#rooms = withRoom(this.#rooms, this.#wordFrequencies.length);
    }
    const occurrences = this.occurrencesOf(slot);
    for (let at = 0; at < occurrences.length; at += 2) {
      const word = occurrences[at]!;
      if (this.#counts[word] === this.#rooms[word]) this.#moveToEnd(word);
      const place = 2 * (this.#starts[word]! + this.#counts[word]!++);
      this.pool[place] = slot;
      this.pool[place + 1] = occurrences[at + 1]!;
    }
  }

  /** Gives a word's list twice the room. */
  #moveToEnd(word: number): void {
    const start = this.#starts[word]!;
    const count = this.#counts[word]!;
    const room = Math.max(2, 2 * count);
    this.pool = withRoom(this.pool, 2 * (this.#poolEnd + room));
    this.pool.copyWithin(2 * this.#poolEnd, 2 * start, 2 * (start + count));
    this.#wasted += this.#rooms[word]!;
    this.#starts[word] = this.#poolEnd;
    this.#rooms[word] = room;
    this.#poolEnd += room;
  }

  #dropEmptySlots(): void {
    let toSlot = 0;
    let toPair = 0;
    for (let slot = 0; slot < this.ids.length; slot++) {
      const id = this.ids[slot];
      const start = this.#forwardStarts[slot]!;
      const end = this.#forwardStarts[slot + 1]!;
      if (id === undefined) continue;
      this.ids[toSlot] = id;
      this.slots.set(id, toSlot);
      this.lengths.copyWithin(
        toSlot * this.#fieldCount,
        slot * this.#fieldCount,
        (slot + 1) * this.#fieldCount,
      );
      this.#forward.copyWithin(2 * toPair, 2 * start, 2 * end);
      this.#forwardStarts[toSlot] = toPair;
      toPair += end - start;
      toSlot++;
    }
    this.#forwardStarts[toSlot] = toPair;
    this.ids.length = toSlot;
    this.#sortAll();
  }
}

/** Fewer empty slots than this are never worth clearing away. */
const SPARED_SLOTS = 64;

/** The same numbers in an array of at least `size`, half as large again when it has to grow. */
function withRoom(array: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  if (size <= array.length) return array;
  const larger = new Uint32Array(Math.max(16, size, Math.ceil(1.5 * array.length)));
  larger.set(array);
  return larger;
}
