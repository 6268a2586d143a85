/**
 * @file Entries that change: a big index, smaller ones of what came since, and marks on what
 * went.
 *
 * A changed entry dies where it stood and lives in a new small index; indexes of like size are
 * merged, so 100 changes among a million cost milliseconds and a merge of everything comes
 * only when a quarter of it has changed. Asks each of O(log changes) indexes.
 */
import {
  buildEntryIndex,
  compareEntries,
  entriesOf,
  entryIndexFromBytes,
  entryIndexToBytes,
} from "./entry-index.js";
import type { EntryIndex, SuggestionEntry } from "./entry-index.js";
import { highlight } from "./highlight.js";
import type { MatchedRange } from "./highlight.js";
import { matchEntries, readWords } from "./match-entries.js";
import type { TypedPrefix } from "./match-entries.js";

/** An entry that was found. */
export interface FoundEntry extends SuggestionEntry {
  readonly matched: readonly MatchedRange[];
}

/** Entries by the words in them. */
export interface EntryCollection {
  /** Entries that live. */
  readonly size: number;
  /** The best entries in which every typed word begins a word; equal texts once. */
  readonly find: (prefix: TypedPrefix, limit: number) => FoundEntry[];
  /** Adds entries or puts them in the place of those of the same id. */
  readonly upsert: (entries: readonly SuggestionEntry[]) => void;
  /** Removes entries; unknown ids are none. */
  readonly remove: (ids: readonly string[]) => void;
  /** Entries that live, in no promised order. */
  readonly entries: () => Iterable<SuggestionEntry>;
  /** Everything that lives, merged. */
  readonly toBytes: () => Uint8Array;
}

/** Starts a collection. */
export function createEntryCollection(entries: Iterable<SuggestionEntry>): EntryCollection {
  return collectionOf(buildEntryIndex(entries));
}

/**
 * Opens what `toBytes` wrote.
 *
 * @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind.
 */
export function entryCollectionFromBytes(bytes: Uint8Array): EntryCollection {
  return collectionOf(entryIndexFromBytes(bytes));
}

function collectionOf(first: EntryIndex): EntryCollection {
  let indexes = [first];
  let size = first.isDead.reduce((living, dead) => living + 1 - dead, 0);

  const entries = (): readonly SuggestionEntry[] =>
    indexes.flatMap((index) => [...entriesOf(index)]);
  const remove = (ids: readonly string[]): void => {
    for (const id of ids) {
      for (const index of indexes) {
        const entry = index.numberOf(id);
        if (entry < 0) continue;
        index.bury(entry);
        size--;
      }
    }
  };
  return {
    get size() {
      return size;
    },
    find(prefix, limit) {
      let found = findIn(indexes, prefix, limit, false);
      if (found.length === 0) found = findIn(indexes, prefix, limit, true);
      const texts = new Set<string>();
      const kept: FoundEntry[] = [];
      for (const entry of found) {
        if (texts.has(entry.text)) continue;
        texts.add(entry.text);
        kept.push({ ...entry, matched: highlight(entry.text, prefix) });
        if (kept.length === limit) break;
      }
      return kept;
    },
    upsert(changed) {
      if (changed.length === 0) return;
      remove(changed.map(({ id }) => id));
      let newest = buildEntryIndex(changed);
      size += newest.size;
      while (indexes.length > 0 && indexes.at(-1)!.size < newest.size * GROWTH) {
        newest = buildEntryIndex([...entriesOf(indexes.pop()!), ...entriesOf(newest)]);
      }
      indexes = [...indexes, newest];
    },
    remove,
    entries,
    toBytes() {
      const [only] = indexes;
      if (indexes.length > 1 || only === undefined || only.isDead.includes(1)) {
        indexes = [buildEntryIndex(entries())];
      }
      return entryIndexToBytes(indexes[0]!);
    },
  };
}

/** Entries of all indexes, best first; `forgives` typing errors or not, in all of them alike. */
function findIn(
  indexes: readonly EntryIndex[],
  prefix: TypedPrefix,
  limit: number,
  forgives: boolean,
): SuggestionEntry[] {
  const words = readWords(indexes, prefix, forgives);
  if (words === undefined) return [];
  return indexes
    .flatMap((index) =>
      matchEntries(index, words, limit * OVERFETCH).map((entry) => ({
        id: index.ids.textOf(entry),
        text: index.texts.textOf(entry),
        weight: index.weights[entry]!,
      })),
    )
    .sort(compareEntries)
    .slice(0, limit * OVERFETCH);
}

/** Variants of one product have one text; so many more are looked at. */
const OVERFETCH = 2;
/** An index is merged with a newer one that is not this many times smaller. */
const GROWTH = 4;
