/**
 * @file The shop's brands, categories and attributes as phrases, for look-up in a query.
 *
 * Every phrase carries how many products are meant by it, which the reader compares with how
 * many titles use its words. O(distinct values) to build, some microseconds each; changed
 * products renew the phrases of their own values alone.
 *
 * A text value is found by the whole of it, by each of its parts (`Black/White`) and by their
 * ends, where the word stands that says what it is: `green` finds `Sage green`. Values that
 * begin with a word of imitation (`faux leather`) are found by the whole alone.
 */
import type { Analyzer } from "../../text/analyze.js";
import type { Filter } from "../../data/filter.js";
import { attributeField } from "../../data/filter.js";
import { wholeMeasure } from "./measure-attributes.js";
import type { PhraseTable } from "./phrase-table.js";
import { createPhraseTable } from "./phrase-table.js";
import { tokenizeQuery } from "./query-tokens.js";
import type { AttributeScalar, QueryVocabulary } from "./query-vocabulary.js";
import { CATEGORY_JOINT } from "./query-vocabulary.js";

/** What a phrase can mean. */
export interface KnownValue {
  readonly kind: "brand" | "category" | "attribute";
  /** As a filter names it. */
  readonly field: string;
  /** The value as the shop has it. */
  readonly value: string;
  /** What was counted: the value, and of a category its whole path. */
  readonly counted: string;
  readonly productCount: number;
  /** Whether the attribute's name must stand beside it, as with `M` and `42`. */
  readonly needsName: boolean;
  /** Whether it may name a thing as well, such as `frame`: of few products, or in a category's name. */
  readonly isThing: boolean;
  /** The phrase's words, folded. */
  readonly words: readonly string[];
}

/** An attribute of yes and no, or of numbers, which is asked for by its name. */
export interface KnownName {
  readonly field: string;
  readonly kind: "boolean" | "number" | "text";
  /** Folded. */
  readonly words: readonly string[];
  /** Products that say yes, a number other than 0, or any text. */
  readonly productCount: number;
  /** The least and the largest number. */
  readonly minimum: number;
  readonly maximum: number;
}

/** The phrases of a shop. */
export interface KnownValues {
  readonly values: PhraseTable<KnownValue>;
  readonly names: PhraseTable<KnownName>;
  /** Terms of the names of categories: what the shop's products are called. */
  readonly categoryTerms: ReadonlySet<string>;
  /**
   * Takes up what changed: new values, values that went, and their counts as they are now.
   * Whether an attribute is narrow or a vocabulary is judged of the values that changed alone.
   *
   * @param changed - The values of products before and after; its counts are not looked at.
   */
  readonly renew: (changed: ShopValues) => void;
}

/** What phrases are made of. */
type ShopValues = Pick<QueryVocabulary, "brands" | "categories" | "attributes">;

/** Words between the words of a name that people leave out or write otherwise. */
export const joiningTerms: ReadonlySet<string> = new Set(["&", "and", "und", "et", "y", "e", "en"]);

/**
 * Reads the phrases of a vocabulary.
 *
 * @param vocabulary - Follows the catalogue; `renew` reads it again.
 */
export function indexKnownValues(
  vocabulary: QueryVocabulary,
  analyzer: Analyzer,
  stopTerms: ReadonlySet<string>,
): KnownValues {
  const values = createPhraseTable<KnownValue>();
  const names = createPhraseTable<KnownName>();
  const categoryTerms = new Set<string>();
  let isNew = true;

  const phraseIn = (text: string): Phrase => toPhrase(text, analyzer);
  const putValue = (
    { terms, words }: Phrase,
    value: Omit<KnownValue, "needsName" | "isThing" | "words">,
    isNarrow = false,
  ): void => {
    if (terms.length > MAX_WORDS || isGeneric(terms, stopTerms)) return;
    const needsName =
      value.kind === "attribute" && terms.length === 1 && /^(?:.|\p{Nd}.*)$/u.test(terms[0]!);
    const isThing = terms.length === 1 && (isNarrow || categoryTerms.has(terms[0]!));
    const known = { ...value, needsName, isThing, words };
    // Nothing stands in a new table yet that would have to be looked for.
    if (isNew) {
      if (known.productCount > 0) values.add(terms, known);
      return;
    }
    const isSame = (one: KnownValue): boolean =>
      one.field === known.field && one.kind === known.kind && one.counted === known.counted;
    values.replace(terms, isSame, known.productCount > 0 ? known : undefined);
  };
  const putBrand = (value: string): void => {
    const productCount = vocabulary.brands.get(value) ?? 0;
    const known = { kind: "brand", field: "brand", value, counted: value, productCount } as const;
    const phrase = phraseIn(value);
    putValue(phrase, known);
    const joined = phrase.words.join("");
    if (phrase.words.length > 1 && joined.length >= MIN_JOINED_LENGTH) {
      putValue(phraseIn(joined), known);
    }
  };
  const putCategory = (path: string): void => {
    const productCount = vocabulary.categories.get(path) ?? 0;
    const value = path.split(CATEGORY_JOINT).at(-1)!;
    const known = { kind: "category", field: "category", value, counted: path } as const;
    for (const part of new Set([value, ...value.split(PARTS)])) {
      const phrase = phraseIn(part);
      for (const term of phrase.terms) categoryTerms.add(term);
      putValue(phrase, { ...known, productCount });
    }
  };
  const putAttribute = (name: string, changed: Iterable<AttributeScalar>): void => {
    const field = attributeField(name);
    const counts = vocabulary.attributes.get(name) ?? NO_COUNTS;
    const phrase = phraseIn(nameWords(name));
    if (!phrase.terms.every((term) => stopTerms.has(term))) {
      const isSame = (known: KnownName): boolean => known.field === field;
      names.replace(phrase.terms, isSame, nameOf(field, phrase.words, counts));
    }
    const given = sumOf(counts.values());
    const leastCount = isVocabulary(counts, given) ? 1 : 2;
    const isNarrow = given < vocabulary.productCount * NARROW_SHARE;
    for (const value of changed) {
      if (typeof value !== "string" || wholeMeasure(value) !== undefined) continue;
      const count = counts.get(value) ?? 0;
      const productCount = count < leastCount ? 0 : count;
      // Most values of free text stand in one product: they are no phrases, and none is cut of them.
      if (isNew && productCount === 0) continue;
      const known = { kind: "attribute", field, value, counted: value, productCount } as const;
      for (const { terms, words, isEnd } of phrasesOf(value, phraseIn)) {
        // The end of `Living Plant` does not make every plant a material.
        if (isEnd && terms.some((term) => categoryTerms.has(term))) continue;
        putValue({ terms, words }, known, isNarrow);
      }
    }
  };
  const renew = ({ brands, categories, attributes }: ShopValues): void => {
    for (const value of brands.keys()) putBrand(value);
    for (const path of categories.keys()) putCategory(path);
    for (const [name, counts] of attributes) putAttribute(name, counts.keys());
  };
  renew(vocabulary);
  isNew = false;
  return { values, names, categoryTerms, renew };
}

const NO_COUNTS: ReadonlyMap<AttributeScalar, number> = new Map();

/** The conditions that a phrase's meanings put, an attribute each: any of its values. */
export function conditionsOf(meanings: readonly KnownValue[]): Filter[] {
  const byField = new Map<string, Map<string, number>>();
  for (const { field, value, productCount } of meanings) {
    const values = byField.get(field) ?? new Map<string, number>();
    values.set(value, productCount);
    byField.set(field, values);
  }
  const counts = [...byField].map(
    ([field, values]) => [field, values, sumOf(values.values())] as const,
  );
  const most = Math.max(...counts.map(([, , count]) => count));
  return counts
    .filter(([, , count]) => count >= most * MINOR_SHARE)
    .map(([field, values]) => {
      const listed = [...values]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, MAX_LISTED)
        .map(([value]) => value);
      return { field, operator: listed.length === 1 ? "=" : "in", values: listed };
    });
}

/** An attribute that fewer products have belongs to some kind of product. */
const NARROW_SHARE = 0.05;
/** Of several attributes with a value, those that so much fewer products have it of are not meant. */
const MINOR_SHARE = 0.2;

interface Phrase {
  readonly terms: readonly string[];
  /** Folded; shape [terms]. */
  readonly words: readonly string[];
}

function toPhrase(text: string, analyzer: Analyzer): Phrase {
  const tokens = tokenizeQuery(text, analyzer).filter(
    (token) => token.kind !== "sign" && !joiningTerms.has(token.text),
  );
  return { terms: tokens.map(({ term }) => term), words: tokens.map((token) => token.text) };
}

function sumOf(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}

/** Names as words: `noiseCancelling` and `noise_cancelling` are `noise cancelling`. */
function nameWords(name: string): string {
  return name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll("_", " ");
}

const MIN_JOINED_LENGTH = 6;
const MAX_WORDS = 5;
const MAX_LISTED = 24;
const PARTS = /[/,;&+|]|\s(?:and|und|et|y|e|en)\s/u;
/** Words that make what follows another thing: `faux leather`. */
export const imitations: ReadonlySet<string> = new Set(
  "faux fake vegan imitation artificial synthetic mock non without kunst imitat simili sintetico".split(
    " ",
  ),
);
/** Values that say nothing. */
const GENERIC = new Set(
  "all any no none not n/a na other others standard normal regular default various mixed multi yes true false one size unknown general new".split(
    " ",
  ),
);

function isGeneric(terms: readonly string[], stopTerms: ReadonlySet<string>): boolean {
  return terms.every((term) => stopTerms.has(term) || GENERIC.has(term));
}

/** Where nearly every product says something else, only what several say is a known value. */
function isVocabulary(counts: ReadonlyMap<AttributeScalar, number>, given: number): boolean {
  return counts.size <= 50 || counts.size <= given / 2;
}

function phrasesOf(
  value: string,
  phraseIn: (text: string) => Phrase,
): (Phrase & { readonly isEnd: boolean })[] {
  const phrases = new Map<string, Phrase & { readonly isEnd: boolean }>();
  const keep = ({ terms, words }: Phrase, isEnd: boolean): void => {
    const key = terms.join(" ");
    if (terms.length > 0 && !phrases.has(key)) phrases.set(key, { terms, words, isEnd });
  };
  keep(phraseIn(value), false);
  for (const part of value.split(PARTS)) {
    const { terms, words } = phraseIn(part);
    keep({ terms, words }, false);
    if (imitations.has(words[0] ?? "") || words.some((word) => /\p{Nd}/u.test(word))) continue;
    for (let start = 1; start < terms.length; start++) {
      keep({ terms: terms.slice(start), words: words.slice(start) }, true);
    }
  }
  return [...phrases.values()];
}

function nameOf(
  field: string,
  words: readonly string[],
  counts: ReadonlyMap<AttributeScalar, number>,
): KnownName | undefined {
  const of = { boolean: 0, number: 0, text: 0 };
  let [minimum, maximum] = [Infinity, -Infinity];
  for (const [value, count] of counts) {
    if (typeof value === "boolean") of.boolean += value ? count : 0;
    else if (typeof value === "string") of.text += count;
    else {
      of.number += value === 0 ? 0 : count;
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
    }
  }
  const kind = of.boolean > 0 ? "boolean" : of.number > 0 ? "number" : "text";
  if (of[kind] === 0) return undefined;
  return { field, kind, words, productCount: of[kind], minimum, maximum };
}
