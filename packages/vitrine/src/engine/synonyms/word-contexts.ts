/**
 * @file Where the words of a catalogue stand, and what that says of two of them.
 */
import { createAnalyzer } from "../../text/analyze.js";

/** A product as words are counted in it. */
export interface SynonymSource {
  readonly title: string;
  readonly brand?: string | undefined;
  readonly categoryPath: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Counts of the words of titles. */
export interface WordContexts {
  /** Words of letters only that stand in at least two titles, are no brand and please `may`; most frequent first. */
  readonly candidates: (most: number, may: (word: string) => boolean) => string[];
  /** In how many titles a word stands. */
  readonly countOf: (word: string) => number;
  /** In how many titles both stand. */
  readonly together: (a: string, b: string) => number;
  /** Cosine of the two words' counts by category, 0 to 1. */
  readonly sharedContext: (a: string, b: string) => number;
  /** Whether some attribute has both as values. */
  readonly areValues: (a: string, b: string) => boolean;
}

/** How two words stand in the catalogue. */
export interface Standing {
  /** Cosine of their counts by category. */
  readonly sharedContext: number;
  /** Titles with both over titles with the rarer: companions, not substitutes, have much. */
  readonly together: number;
  /** Titles with the rarer. */
  readonly count: number;
}

/** Reads a catalogue. O(words of all titles); memory grows with distinct words × their titles. */
export function countWordContexts(products: Iterable<SynonymSource>): WordContexts {
  const titles = new Map<string, number[]>();
  const categories = new Map<string, Map<string, number>>();
  const attributesOf = new Map<string, Set<string>>();
  const brands = new Set<string>();
  let number = 0;
  for (const { title, brand, categoryPath, attributes } of products) {
    const category = categoryPath.join("\n");
    for (const word of new Set(words(title))) {
      const own = titles.get(word);
      if (own === undefined) titles.set(word, [number]);
      else own.push(number);
      const counts = categories.get(word) ?? new Map<string, number>();
      counts.set(category, (counts.get(category) ?? 0) + 1);
      categories.set(word, counts);
    }
    for (const word of words(brand ?? "")) brands.add(word);
    for (const [name, value] of Object.entries(attributes)) {
      for (const text of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof text !== "string" || text.length > LONGEST_VALUE) continue;
        for (const word of words(text)) {
          const names = attributesOf.get(word) ?? new Set<string>();
          names.add(name);
          attributesOf.set(word, names);
        }
      }
    }
    number++;
  }
  const countOf = (word: string): number => titles.get(word)?.length ?? 0;
  return {
    countOf,
    candidates: (most, may) =>
      [...titles.keys()]
        .filter((word) => WORD.test(word) && countOf(word) >= 2 && !brands.has(word) && may(word))
        .sort((a, b) => countOf(b) - countOf(a) || (a < b ? -1 : 1))
        .slice(0, most),
    together(a, b) {
      const others = new Set(titles.get(b));
      return (titles.get(a) ?? []).filter((title) => others.has(title)).length;
    },
    sharedContext: (a, b) => cosineOf(categories.get(a), categories.get(b)),
    areValues(a, b) {
      const others = attributesOf.get(b);
      return (
        others !== undefined && [...(attributesOf.get(a) ?? [])].some((name) => others.has(name))
      );
    },
  };
}

/**
 * How two words stand.
 *
 * @returns Undefined when they can not be synonyms: values of one attribute, or one of them a
 *   colour, a size, a number, a unit or an opposite.
 */
export function standingOf(contexts: WordContexts, a: string, b: string): Standing | undefined {
  if (contexts.areValues(a, b) || CLOSED.has(a) || CLOSED.has(b)) return undefined;
  const count = Math.min(contexts.countOf(a), contexts.countOf(b));
  const together = contexts.together(a, b) / Math.max(1, count);
  return { sharedContext: contexts.sharedContext(a, b), together, count };
}

const WORD = /^\p{L}{3,}$/u;
const LONGEST_VALUE = 40;
const { words } = createAnalyzer();

/** Words of closed classes: near each other, and never the same. English, as the encoder's vectors are. */
const CLOSED: ReadonlySet<string> = new Set(
  [
    // Colours.
    "black white red blue green yellow orange purple pink brown grey gray beige navy teal turquoise gold silver cream ivory violet maroon khaki olive charcoal tan burgundy",
    // Sizes and degrees.
    "small medium large mini big little tiny giant short long tall low high wide narrow thin thick extra light heavy dark bright soft hard hot cold mild spicy sweet sour salted unsalted wet dry left right upper lower front back top bottom inner outer indoor outdoor new old full half double single triple twin queen king",
    // Numbers.
    "one two three four five six seven eight nine ten eleven twelve dozen pair first second third",
    // Units.
    "inch inches foot feet meter centimeter ounce ounces pound pounds gram grams liter gallon quart pint",
    // People and times.
    "men women man woman boy girl boys girls kids baby adult mens womens male female monday sunday winter summer spring autumn fall day night morning evening christmas easter",
  ].flatMap((list) => list.split(" ")),
);

function cosineOf(
  a: ReadonlyMap<string, number> | undefined,
  b: ReadonlyMap<string, number> | undefined,
): number {
  if (a === undefined || b === undefined) return 0;
  let product = 0;
  for (const [category, count] of a) product += count * (b.get(category) ?? 0);
  return product / Math.sqrt(squares(a) * squares(b));
}

function squares(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}
