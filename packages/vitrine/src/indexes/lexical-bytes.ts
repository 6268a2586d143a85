/**
 * @file Writes a lexical index as bytes and reads it back, every number checked.
 *
 * Documents lie by id and terms by text, and what is deleted is left out, so that the bytes
 * depend on the contents alone. What can be counted again (documents of each term, averages)
 * is not stored and can not contradict the rest.
 */
import { broken, readSections, writeSections } from "../text/byte-sections.js";
import type { LexicalIndexSettings } from "./lexical-options.js";
import { lexicalIndexOptionsSchema } from "./lexical-options.js";
import { fieldOf, frequencyOf, LexicalPostings, MAX_FREQUENCY } from "./lexical-postings.js";
import type { TermDictionary } from "./term-dictionary.js";

/** What an index is made of. */
export interface LexicalContents {
  readonly settings: LexicalIndexSettings;
  /** Distinct; their places are their numbers in the postings. */
  readonly terms: readonly string[];
  readonly postings: LexicalPostings;
}

/** The contents as bytes. */
export function writeLexicalBytes(
  settings: LexicalIndexSettings,
  dictionary: TermDictionary,
  postings: LexicalPostings,
): Uint8Array {
  const fieldCount = Object.keys(settings.fields).length;
  const terms: number[] = [];
  for (let term = 0; term < dictionary.size; term++) {
    if (postings.documentFrequency(term) > 0) terms.push(term);
  }
  terms.sort((a, b) => (dictionary.textOf(a) < dictionary.textOf(b) ? -1 : 1));

  const ids = [...postings.slots.keys()].sort();
  const lengths = new Uint32Array(ids.length * fieldCount);
  const ends = new Uint32Array(ids.length);
  const next = new Uint32Array(postings.ids.length); // [slots]: where the document's next pair goes
  let end = 0;
  ids.forEach((id, index) => {
    const slot = postings.slots.get(id)!;
    const own = postings.lengths.subarray(slot * fieldCount, (slot + 1) * fieldCount);
    lengths.set(own, index * fieldCount);
    next[slot] = end;
    end += postings.occurrencesOf(slot).length / 2;
    ends[index] = end;
  });
  // Term by term in their new order, so that each document gets its pairs in that order.
  const occurrences = new Uint32Array(2 * end);
  terms.forEach((term, place) => {
    const last = postings.endOf(term);
    for (let at = postings.startOf(term); at < last; at += 2) {
      const slot = postings.pool[at]!;
      if (postings.ids[slot] === undefined) continue;
      const pair = 2 * next[slot]!++;
      occurrences[pair] = place;
      occurrences[pair + 1] = postings.pool[at + 1]!;
    }
  });
  return writeSections(KIND, settings, {
    ids,
    terms: terms.map((term) => dictionary.textOf(term)),
    lengths,
    ends,
    occurrences,
  });
}

/**
 * The contents that `writeLexicalBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function readLexicalBytes(bytes: Uint8Array): LexicalContents {
  const reader = readSections(KIND, bytes);
  const settings = lexicalIndexOptionsSchema.safeParse(reader.facts);
  if (!settings.success) throw broken(KIND, "got options of another version");
  const fieldCount = Object.keys(settings.data.fields).length;
  const ids = reader.strings("ids");
  const terms = reader.strings("terms");
  const lengths = reader.uint32("lengths");
  const ends = reader.uint32("ends");
  const occurrences = reader.uint32("occurrences");
  checkRising("ids", ids);
  checkRising("terms", terms);
  if (lengths.length !== ids.length * fieldCount) {
    throw broken(KIND, `got ${lengths.length} lengths of ${ids.length} documents`, "lengths");
  }
  if (ends.length !== ids.length || occurrences.length !== 2 * (ends.at(-1) ?? 0)) {
    throw broken(KIND, `got ${occurrences.length} numbers of occurrences`, "occurrences");
  }
  const postings = new LexicalPostings(fieldCount);
  let start = 0;
  ids.forEach((id, index) => {
    const end = ends[index]!;
    if (end < start || 2 * end > occurrences.length) {
      throw broken(KIND, `got document ${index} from ${start} to ${end}`, "ends");
    }
    const own = occurrences.subarray(2 * start, 2 * end);
    const ownLengths = lengths.subarray(index * fieldCount, (index + 1) * fieldCount);
    checkOccurrences(index, own, ownLengths, terms.length);
    postings.add(id, own, ownLengths);
    start = end;
  });
  return { settings: settings.data, terms, postings };
}

const KIND = "lexical index";

function checkRising(section: string, texts: readonly string[]): void {
  for (let index = 1; index < texts.length; index++) {
    if (texts[index - 1]! < texts[index]!) continue;
    throw broken(KIND, `got "${texts[index]!}" after "${texts[index - 1]!}"`, section);
  }
}

/** Terms that exist, by rising term and field, and as many in each field as its length says. */
function checkOccurrences(
  index: number,
  occurrences: Uint32Array,
  lengths: Uint32Array,
  termCount: number,
): void {
  const left = Array.from(lengths);
  let before = -1;
  for (let at = 0; at < occurrences.length; at += 2) {
    const term = occurrences[at]!;
    const field = fieldOf(occurrences[at + 1]!);
    const frequency = frequencyOf(occurrences[at + 1]!);
    const key = term * 256 + field;
    if (term >= termCount || field >= lengths.length || frequency === 0 || key <= before) {
      throw broken(
        KIND,
        `got term ${term} of ${termCount} ${frequency} times in field ${field} of document ${index}`,
        "occurrences",
      );
    }
    before = key;
    // A frequency at the limit stands for any greater one.
    left[field] = frequency === MAX_FREQUENCY ? 0 : left[field]! - frequency;
  }
  if (left.some((count) => count !== 0)) {
    throw broken(KIND, `got other lengths than document ${index} has terms`, "lengths");
  }
}
