/**
 * @file Writes a lexical index as bytes and reads it back, every number checked.
 *
 * Documents lie by id and words by text, and what is deleted is left out, so that the bytes
 * depend on the contents alone. What can be counted again (documents of each term, terms of words, averages)
 * is not stored and can not contradict the rest.
 */
import { createAnalyzer } from "../text/analyze.js";
import { broken, readSections, writeSections } from "../text/byte-sections.js";
import type { LexicalIndexSettings } from "./lexical-options.js";
import { lexicalIndexOptionsSchema } from "./lexical-options.js";
import { fieldOf, frequencyOf, LexicalPostings, MAX_FREQUENCY } from "./lexical-postings.js";
import { createVocabulary } from "./lexical-vocabulary.js";
import type { LexicalVocabulary } from "./lexical-vocabulary.js";

/** What an index is made of. */
export interface LexicalContents {
  readonly settings: LexicalIndexSettings;
  readonly vocabulary: LexicalVocabulary;
  readonly postings: LexicalPostings;
}

/** The contents as bytes. */
export function writeLexicalBytes(
  settings: LexicalIndexSettings,
  vocabulary: LexicalVocabulary,
  postings: LexicalPostings,
): Uint8Array {
  const fieldCount = Object.keys(settings.fields).length;
  const { words: dictionary } = vocabulary;
  const words: number[] = [];
  for (let word = 0; word < dictionary.size; word++) {
    if (postings.wordFrequency(word) > 0) words.push(word);
  }
  words.sort((a, b) => (dictionary.textOf(a) < dictionary.textOf(b) ? -1 : 1));

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
  // Word by word in their new order, so that each document gets its pairs in that order.
  const occurrences = new Uint32Array(2 * end);
  words.forEach((word, place) => {
    const last = postings.endOf(word);
    for (let at = postings.startOf(word); at < last; at += 2) {
      const slot = postings.pool[at]!;
      if (postings.ids[slot] === undefined) continue;
      const pair = 2 * next[slot]!++;
      occurrences[pair] = place;
      occurrences[pair + 1] = postings.pool[at + 1]!;
    }
  });
  return writeSections(KIND, settings, {
    ids,
    words: words.map((word) => dictionary.textOf(word)),
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
  const words = reader.strings("words");
  const lengths = reader.uint32("lengths");
  const ends = reader.uint32("ends");
  const occurrences = reader.uint32("occurrences");
  checkRising("ids", ids);
  checkRising("words", words);
  if (lengths.length !== ids.length * fieldCount) {
    throw broken(KIND, `got ${lengths.length} lengths of ${ids.length} documents`, "lengths");
  }
  if (ends.length !== ids.length || occurrences.length !== 2 * (ends.at(-1) ?? 0)) {
    throw broken(KIND, `got ${occurrences.length} numbers of occurrences`, "occurrences");
  }
  const vocabulary = createVocabulary(createAnalyzer(settings.data.analyzer).stem, words);
  const postings = new LexicalPostings(fieldCount, vocabulary.termOf);
  let start = 0;
  ids.forEach((id, index) => {
    const end = ends[index]!;
    if (end < start || 2 * end > occurrences.length) {
      throw broken(KIND, `got document ${index} from ${start} to ${end}`, "ends");
    }
    const own = occurrences.subarray(2 * start, 2 * end);
    const ownLengths = lengths.subarray(index * fieldCount, (index + 1) * fieldCount);
    checkOccurrences(index, own, ownLengths, words.length);
    postings.add(id, own, ownLengths);
    start = end;
  });
  return { settings: settings.data, vocabulary, postings };
}

const KIND = "lexical index";

function checkRising(section: string, texts: readonly string[]): void {
  for (let index = 1; index < texts.length; index++) {
    if (texts[index - 1]! < texts[index]!) continue;
    throw broken(KIND, `got "${texts[index]!}" after "${texts[index - 1]!}"`, section);
  }
}

/** Words that exist, by rising word and field, and as many in each field as its length says. */
function checkOccurrences(
  index: number,
  occurrences: Uint32Array,
  lengths: Uint32Array,
  wordCount: number,
): void {
  const left = Array.from(lengths);
  let before = -1;
  for (let at = 0; at < occurrences.length; at += 2) {
    const word = occurrences[at]!;
    const field = fieldOf(occurrences[at + 1]!);
    const frequency = frequencyOf(occurrences[at + 1]!);
    const key = word * 256 + field;
    if (word >= wordCount || field >= lengths.length || frequency === 0 || key <= before) {
      throw broken(
        KIND,
        `got word ${word} of ${wordCount} ${frequency} times in field ${field} of document ${index}`,
        "occurrences",
      );
    }
    before = key;
    // A frequency at the limit stands for any greater one.
    left[field] = frequency === MAX_FREQUENCY ? 0 : left[field]! - frequency;
  }
  if (left.some((count) => count !== 0)) {
    throw broken(KIND, `got other lengths than document ${index} has words`, "lengths");
  }
}
