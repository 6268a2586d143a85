/**
 * @file What shoppers may ask a catalogue, made from the catalogue: for shops without a log of
 * queries.
 *
 * A query is a category's name, or a noun that many titles are about, alone or with a brand or
 * a word that stands before it in enough of them ("oak table"). What a title is about is taken
 * to be a word that the name of its category holds, in the singular or plural. Nobody has
 * asked these queries; whoever shows them says where they come from. O(words of all titles).
 */
import { suggestionWords } from "./entry-index.js";

/** A product as queries are made from it. */
export interface QuerySource {
  readonly title: string;
  readonly brand?: string | undefined;
  /** From the root to the leaf. */
  readonly categoryPath: readonly string[];
}

/** A query and how many products it is made from. */
export interface MadeQuery {
  readonly text: string;
  readonly count: number;
}

/** Queries of a catalogue that changes. */
export interface CatalogueQueries {
  readonly add: (product: QuerySource) => void;
  /** Takes back what `add` counted of an equal product. */
  readonly remove: (product: QuerySource) => void;
  /** Those that enough products make, most products first; changes are noted from here on. O(queries). */
  readonly made: () => MadeQuery[];
  /** Those whose products have changed since they were asked for; a count of 0 where too few are left. */
  readonly takeChanges: () => MadeQuery[];
}

/**
 * Counts queries while products come and go: O(words) each; every phrase is kept, so about 100
 * bytes a distinct one.
 *
 * @param minimumCount - Products that a query must be made from; an integer, at least 1.
 */
export function createCatalogueQueries(minimumCount = 3): CatalogueQueries {
  const counts = new Map<string, number>();
  const nounsOf = new Map<string, ReadonlySet<string>>();
  let changed: Set<string> | undefined;

  const change = (product: QuerySource, by: 1 | -1): void => {
    for (const text of queriesOf(product, nounsOf)) {
      const count = (counts.get(text) ?? 0) + by;
      if (count > 0) counts.set(text, count);
      else counts.delete(text);
      changed?.add(text);
    }
  };
  const countOf = (text: string): number => {
    const count = counts.get(text) ?? 0;
    return count >= minimumCount ? count : 0;
  };
  return {
    add(product) {
      change(product, 1);
    },
    remove(product) {
      change(product, -1);
    },
    made() {
      changed = new Set();
      return [...counts]
        .filter(([, count]) => count >= minimumCount)
        .map(([text, count]) => ({ text, count }))
        .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
    },
    takeChanges() {
      const changes = Array.from(changed ?? [], (text) => ({ text, count: countOf(text) }));
      changed?.clear();
      return changes;
    },
  };
}

/** The queries of one product, each once. @param nounsOf - What was read of categories before, by the leaf's name. */
function queriesOf(
  { title, brand, categoryPath }: QuerySource,
  nounsOf: Map<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const leaf = categoryPath.at(-1);
  if (leaf === undefined) return new Set();
  let nouns = nounsOf.get(leaf);
  if (nouns === undefined) {
    nouns = new Set(
      suggestionWords(leaf)
        .filter((word) => WORD.test(word))
        .map(singular),
    );
    nounsOf.set(leaf, nouns);
  }
  const words = suggestionWords(title);
  const brandText = brand === undefined ? "" : suggestionWords(brand).join(" ");
  const made = new Set<string>([leaf.toLowerCase()]);
  for (const [at, word] of words.entries()) {
    if (!WORD.test(word) || !nouns.has(singular(word))) continue;
    made.add(word);
    const before = words[at - 1];
    if (before !== undefined && WORD.test(before) && before.length > 2 && !STOPS.has(before))
      made.add(`${before} ${word}`);
    if (brandText !== "") made.add(`${brandText} ${word}`);
  }
  return made;
}

const WORD = /^\p{L}{3,}$/u;
const STOPS: ReadonlySet<string> = new Set([
  "the",
  "and",
  "for",
  "with",
  "und",
  "mit",
  "avec",
  "pour",
  "con",
  "para",
]);

/** Good enough to compare two words of one catalogue. */
function singular(word: string): string {
  return word.replace(/(?<=[sxz]|[cs]h)es$|(?<=[^s])s$/u, "").replace(/ie$/u, "y");
}
