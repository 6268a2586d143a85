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

/**
 * Makes queries.
 *
 * @param minimumCount - Products that a query must be made from; an integer, at least 1.
 * @returns Most products first.
 */
export function makeCatalogueQueries(
  products: Iterable<QuerySource>,
  minimumCount = 3,
  limit = 20_000,
): MadeQuery[] {
  const counts = new Map<string, number>();
  const count = (text: string): void => {
    counts.set(text, (counts.get(text) ?? 0) + 1);
  };
  const pathWords = new Map<string, ReadonlySet<string>>();
  for (const { title, brand, categoryPath } of products) {
    const leaf = categoryPath.at(-1);
    if (leaf === undefined) continue;
    let nouns = pathWords.get(leaf);
    if (nouns === undefined) {
      nouns = new Set(
        suggestionWords(leaf)
          .filter((word) => WORD.test(word))
          .map(singular),
      );
      pathWords.set(leaf, nouns);
    }
    const words = suggestionWords(title);
    const brandText = brand === undefined ? undefined : suggestionWords(brand).join(" ");
    const made = new Set<string>([leaf.toLowerCase()]);
    words.forEach((word, at) => {
      if (!WORD.test(word) || !nouns.has(singular(word))) return;
      made.add(word);
      const before = words[at - 1];
      if (before !== undefined && WORD.test(before) && before.length > 2 && !STOPS.has(before))
        made.add(`${before} ${word}`);
      if (brandText !== undefined && brandText !== "") made.add(`${brandText} ${word}`);
    });
    for (const text of made) count(text);
  }
  return [...counts]
    .filter(([, number]) => number >= minimumCount)
    .map(([text, number]) => ({ text, count: number }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, limit);
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
