/**
 * @file Sorts products by what their columns hold.
 *
 * O(found × log found); each key is gathered once. Texts are compared by code unit after case and
 * accents are folded, so that the order is the same on every machine.
 */
import { foldText } from "../../text/fold-text.js";
import { VitrineError } from "../../errors.js";
import type { AttributeColumns } from "./attribute-columns.js";
import { KIND, kindOf, valueOf } from "./attribute-entries.js";
import type { ColumnStore } from "./column-store.js";
import { comparableText } from "../../text/comparable-text.js";
import type { Ordinals } from "./product-columns.js";

/** One thing to sort by. */
export interface SortKey {
  /** `price`, `title`, `updatedAt`, or `attributes.NAME`. */
  readonly field: string;
  readonly descending: boolean;
}

/** What a text can ask for beside attributes, in lower case. */
const SORT_FIELDS = new Map<string, SortKey>([
  ["price", { field: "price", descending: false }],
  ["title", { field: "title", descending: false }],
  ["updatedat", { field: "updatedAt", descending: false }],
  ["newest", { field: "updatedAt", descending: true }],
]);
const ATTRIBUTE = /^attributes\./i;
/** How many attributes an error lists. */
const LISTED_ATTRIBUTES = 20;

/**
 * Reads what to sort by, `-` before it for the other direction.
 *
 * @param numericAttributes - Names to list when there is no such attribute, the most frequent first.
 * @throws {VitrineError} `PARAM_INVALID`
 */
export function parseSortKey(
  store: ColumnStore,
  columns: AttributeColumns,
  text: string,
  numericAttributes: () => readonly string[],
): SortKey {
  const given = text.trim();
  const isTurned = given.startsWith("-");
  const name = isTurned ? given.slice(1).trim() : given;
  const own = SORT_FIELDS.get(name.toLowerCase());
  if (own !== undefined) return { ...own, descending: own.descending !== isTurned };
  const attribute = name.replace(ATTRIBUTE, "");
  const hasNumbers = columns
    .fieldsOf(foldText(attribute))
    .some((field) => givesNumbers(store, field));
  if (hasNumbers) return { field: `attributes.${attribute}`, descending: isTurned };
  const names = numericAttributes().slice(0, LISTED_ATTRIBUTES);
  throw new VitrineError(
    "PARAM_INVALID",
    `Products can be sorted by ${[...["price", "title", "updatedAt", "newest"], ...names.map((one) => `attributes.${one}`)].join(", ")}, with a "-" before it for the other direction; got ${JSON.stringify(text)}. Choose one of these.`,
    { param: "sort", got: text },
  );
}

/**
 * Sorts.
 *
 * @param found - Products; one that has died since gives nothing to sort by.
 * @param by - As `parseSortKey` gives them.
 */
export function sortByColumns(
  store: ColumnStore,
  columns: AttributeColumns,
  found: Ordinals,
  by: readonly SortKey[],
): Int32Array {
  const compares = by.map((key) =>
    key.field === "title"
      ? compareTexts(store, found, key.descending)
      : compareNumbers(gatherNumbers(store, columns, found, key.field), key.descending),
  );
  const places = Int32Array.from({ length: found.length }, (_, place) => place);
  places.sort((a, b) => {
    for (const compare of compares) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return a - b;
  });
  return places.map((place) => found[place]!);
}

function givesNumbers({ values }: ColumnStore, field: number): boolean {
  for (const value of values.valuesOf(field))
    if (values.counts[value]! > 0 && !Number.isNaN(values.numbers[value])) return true;
  return false;
}

type Compare = (a: number, b: number) => number;

function compareNumbers(numbers: Float64Array, descending: boolean): Compare {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [one, other] = [numbers[a]!, numbers[b]!];
    if (one < other) return -sign;
    if (one > other) return sign;
    return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
  };
}

function compareTexts(store: ColumnStore, found: Ordinals, descending: boolean): Compare {
  const sign = descending ? -1 : 1;
  const titles = Array.from(found, (ordinal) => comparableText(store.titles.get(ordinal) ?? ""));
  return (a, b) => {
    const [one, other] = [titles[a]!, titles[b]!];
    if (one === other) return 0;
    return one < other ? -sign : sign;
  };
}

/** Shape [found], NaN where a product does not give a number. */
function gatherNumbers(
  store: ColumnStore,
  columns: AttributeColumns,
  found: Ordinals,
  field: string,
): Float64Array {
  if (field === "price" || field === "updatedAt") {
    const column = store.numbers[field];
    return Float64Array.from(found, (ordinal) => column[ordinal]!);
  }
  const { entries } = columns.column(foldText(field.replace(ATTRIBUTE, "")));
  const { numbers } = store.values;
  return Float64Array.from(found, (ordinal) => {
    const entry = entries[ordinal]!;
    const kind = kindOf(entry);
    if (entry === 0 || kind === KIND.boolean || kind === KIND.empty) return Number.NaN;
    if (kind < KIND.empty) return numbers[valueOf(entry)]!;
    const list = columns.listOf(ordinal, entry);
    const first = list.find((element) => !Number.isNaN(numbers[valueOf(element)]));
    return first === undefined ? Number.NaN : numbers[valueOf(first)]!;
  });
}
