/**
 * @file The shop's brands, categories and attributes as phrases, for look-up in a query.
 *
 * Every phrase carries how many products are meant by it, which the reader compares with how
 * many titles use its words. O(distinct values) to build, some microseconds each.
 *
 * A text value is found by the whole of it, by each of its parts (`Black/White`) and by their
 * ends, where the word stands that says what it is: `green` finds `Sage green`. Values that
 * begin with a word of imitation (`faux leather`) are found by the whole alone.
 */
import type { Analyzer } from "../../text/analyze.js";
import type { Filter } from "../../data/filter.js";
import { filterFields } from "../../data/filter.js";
import type { PhraseTable } from "./phrase-table.js";
import { createPhraseTable } from "./phrase-table.js";
import { termsOf } from "./query-tokens.js";
import type { AttributeScalar, QueryVocabulary } from "./query-vocabulary.js";
import { CATEGORY_JOINT } from "./query-vocabulary.js";

/** What a phrase can mean. */
export interface KnownValue {
  readonly kind: "brand" | "category" | "attribute";
  /** As a filter names it. */
  readonly field: string;
  /** The value as the shop has it. */
  readonly value: string;
  readonly productCount: number;
  /** Whether the attribute's name must stand beside it, as with `M` and `42`. */
  readonly needsName: boolean;
}

/** An attribute of yes and no, or of numbers, which is asked for by its name. */
export interface KnownName {
  readonly field: string;
  readonly kind: "boolean" | "number" | "text";
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
}

/** Words between the words of a name that people leave out or write otherwise. */
export const joiningTerms: ReadonlySet<string> = new Set(["&", "and", "und", "et", "y", "e", "en"]);

/** Reads the phrases of a vocabulary. */
export function indexKnownValues(
  { brands, categories, attributes }: QueryVocabulary,
  analyzer: Analyzer,
  stopTerms: ReadonlySet<string>,
): KnownValues {
  const values = createPhraseTable<KnownValue>();
  const names = createPhraseTable<KnownName>();
  const categoryTerms = new Set<string>();
  const termsIn = (text: string): string[] =>
    termsOf(text, analyzer).filter((term) => !joiningTerms.has(term));

  for (const [brand, productCount] of brands) {
    const terms = termsIn(brand);
    const known: KnownValue = {
      kind: "brand",
      field: "brand",
      value: brand,
      productCount,
      needsName: false,
    };
    if (!isGeneric(terms, stopTerms)) values.add(terms, known);
    const joined = terms.join("");
    if (terms.length > 1 && joined.length >= MIN_JOINED_LENGTH) values.add([joined], known);
  }
  for (const [path, productCount] of categories) {
    const name = path.slice(
      path.lastIndexOf(CATEGORY_JOINT) +
        CATEGORY_JOINT.length * Number(path.includes(CATEGORY_JOINT)),
    );
    const known = {
      kind: "category",
      field: "category",
      value: name,
      productCount,
      needsName: false,
    } as const;
    for (const part of new Set([name, ...name.split(PARTS)])) {
      const terms = termsIn(part);
      for (const term of terms) categoryTerms.add(term);
      if (!isGeneric(terms, stopTerms)) values.add(terms, known);
    }
  }
  for (const [name, counts] of attributes) {
    const field = Object.hasOwn(filterFields, name) ? `attributes.${name}` : name;
    const nameTerms = termsIn(nameWords(name));
    const known = nameOf(field, counts);
    if (known !== undefined && !isGeneric(nameTerms, stopTerms)) names.add(nameTerms, known);
    if (!isVocabulary(counts)) continue;
    for (const [value, productCount] of counts) {
      if (typeof value !== "string") continue;
      for (const terms of phrasesOf(value, termsIn)) {
        if (terms.length > MAX_WORDS || isGeneric(terms, stopTerms)) continue;
        const needsName = terms.length === 1 && /^(?:.|\p{Nd}.*)$/u.test(terms[0]!);
        values.add(terms, { kind: "attribute", field, value, productCount, needsName });
      }
    }
  }
  return { values, names, categoryTerms };
}

/** The conditions that a phrase's meanings of one kind put: of an attribute's values any one. */
export function conditionsOf(meanings: readonly KnownValue[]): Filter[] {
  const byField = new Map<string, Map<string, number>>();
  for (const { field, value, productCount } of meanings) {
    const values = byField.get(field) ?? new Map<string, number>();
    values.set(value, productCount);
    byField.set(field, values);
  }
  return [...byField].map(([field, counts]) => {
    const values = [...counts]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MAX_LISTED)
      .map(([value]) => value);
    return { field, operator: values.length === 1 ? "=" : "in", values };
  });
}

/** Names as words: `noiseCancelling` and `noise_cancelling` are `noise cancelling`. */
function nameWords(name: string): string {
  return name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll("_", " ");
}

const MIN_JOINED_LENGTH = 6;
const MAX_WORDS = 5;
const MAX_LISTED = 24;
const PARTS = /[/,;&+|]|\s(?:and|und|et|y|e|en)\s/u;
const IMITATION = new Set(
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

/** An attribute that nearly every product fills otherwise is a code or prose. */
function isVocabulary(counts: ReadonlyMap<AttributeScalar, number>): boolean {
  if (counts.size <= 50) return true;
  let given = 0;
  for (const count of counts.values()) given += count;
  return counts.size <= given / 2;
}

function phrasesOf(value: string, termsIn: (text: string) => string[]): string[][] {
  const phrases = new Map<string, string[]>();
  const keep = (terms: string[]): void => {
    if (terms.length > 0) phrases.set(terms.join(" "), terms);
  };
  keep(termsIn(value));
  for (const part of value.split(PARTS)) {
    const terms = termsIn(part);
    keep(terms);
    if (IMITATION.has(terms[0] ?? "")) continue;
    for (let start = 1; start < terms.length; start++) keep(terms.slice(start));
  }
  return [...phrases.values()];
}

function nameOf(
  field: string,
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
  return { field, kind, productCount: of[kind], minimum, maximum };
}
