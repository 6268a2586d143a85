/**
 * @file Counts the values among found products, read off their columns.
 *
 * O(found × facts of a product + values): one addition a fact, and texts are only looked up for
 * what is listed.
 *
 * Reference: `countFacets` (engine/facets.ts), which must agree exactly.
 */
import { attributeField } from "../../data/filter.js";
import type { Facet, FacetValue } from "../facets.js";
import { limitFacets, MAX_FACET_VALUES } from "../facets.js";
import type { ColumnStore } from "./column-store.js";
import { AVAILABILITIES } from "./column-store.js";
import { KIND } from "./attribute-entries.js";
import type { Ordinals } from "./product-columns.js";
import { FIELD } from "./value-table.js";

/** The rule of engine/facets.ts: an attribute that nearly every product fills differently is no facet. */
const MAX_DISTINCT_SHARE = 0.5;

/** Counts values; ordinals are live, each at most once. */
export function countColumnFacets(store: ColumnStore, found: Ordinals): readonly Facet[] {
  const { brand, availability, category } = store.numbers;
  const { length, fields: fieldOf } = store.values;
  const counts = new Uint32Array(length);
  // By field: what its sum of counts lacks to the number of products that give it.
  const corrections = new Int32Array(length);
  const categories = new Uint32Array(store.categories.length);
  const availabilities = new Uint32Array(AVAILABILITIES.length);
  const { numbers, starts, lengths } = store.attributes;
  for (let place = 0; place < found.length; place++) {
    const ordinal = found[place]!;
    categories[category[ordinal]!]! += 1;
    availabilities[availability[ordinal]!]! += 1;
    counts[brand[ordinal]!]! += 1;
    const start = starts[ordinal]!;
    const end = start + lengths[ordinal]!;
    for (let at = start; at < end; at++) {
      const entry = numbers[at]!;
      const kind = entry & 7;
      if (kind < KIND.empty) counts[entry >>> 3]! += 1;
      else {
        // A list counts once for its field, whether it has no element or many.
        if (kind === KIND.first || kind === KIND.next) counts[entry >>> 3]! += 1;
        if (kind === KIND.empty) corrections[fieldOf[entry >>> 3]!]! += 1;
        if (kind === KIND.next) corrections[fieldOf[entry >>> 3]!]! -= 1;
      }
    }
  }
  const fixed = [
    { field: "category", values: categoryValues(store, categories) },
    { field: "brand", values: listValues(store, [FIELD.brand], counts) },
    { field: "availability", values: availabilityValues(availabilities) },
  ].filter(({ values }) => values.length > 0);
  // Values are listed of as many facets as are asked for.
  function* all(): Iterable<Facet> {
    yield* fixed;
    yield* attributeFacets(store, counts, corrections, found.length);
  }
  return limitFacets(all());
}

interface FieldCount {
  /** The fields that are called so, nearly always one. */
  readonly fields: number[];
  givenBy: number;
  distinct: number;
}

function* attributeFacets(
  store: ColumnStore,
  counts: Uint32Array,
  corrections: Int32Array,
  productCount: number,
): Iterable<Facet> {
  const { values } = store;
  const givenBy = corrections;
  const distinct = new Uint32Array(counts.length);
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value]!;
    if (count === 0) continue;
    const field = values.fields[value]!;
    givenBy[field]! += count;
    distinct[field]! += 1;
  }
  const names = new Map<string, FieldCount>();
  for (const field of values.valuesOf(FIELD.names)) {
    if (givenBy[field] === 0) continue;
    const name = attributeField(values.textOf(field));
    const known = names.get(name) ?? { fields: [], givenBy: 0, distinct: 0 };
    known.fields.push(field);
    known.givenBy += givenBy[field]!;
    known.distinct += distinct[field]!;
    names.set(name, known);
  }
  const most = Math.max(2, productCount * MAX_DISTINCT_SHARE);
  const inOrder = [...names]
    .filter(([, { fields, distinct: atMost }]) => {
      const exactly = fields.length === 1 ? atMost : countTexts(store, fields, counts).size;
      return exactly > 0 && exactly <= most;
    })
    .sort(([a, one], [b, other]) => other.givenBy - one.givenBy || (a < b ? -1 : 1));
  for (const [field, { fields }] of inOrder) {
    yield { field, values: listValues(store, fields, counts) };
  }
}

function listValues(
  store: ColumnStore,
  fields: readonly number[],
  counts: Uint32Array,
): readonly FacetValue[] {
  if (fields.length > 1) {
    const merged = [...countTexts(store, fields, counts)];
    return mostFrequent(
      merged,
      ([, count]) => count,
      ([text]) => text,
    );
  }
  const counted: number[] = [];
  for (const value of store.values.valuesOf(fields[0]!)) {
    if (counts[value]! > 0) counted.push(value);
  }
  return mostFrequent(
    counted,
    (value) => counts[value]!,
    (value) => store.values.textOf(value),
  );
}

/** The counts of fields that are called the same: an attribute `price` and one `attributes.price`. */
function countTexts(
  { values }: ColumnStore,
  fields: readonly number[],
  counts: Uint32Array,
): Map<string, number> {
  const merged = new Map<string, number>();
  for (const field of fields) {
    for (const value of values.valuesOf(field)) {
      if (counts[value] === 0) continue;
      const text = values.textOf(value);
      merged.set(text, (merged.get(text) ?? 0) + counts[value]!);
    }
  }
  return merged;
}

/** Counts of categories with those below them, under the names of their paths. */
function categoryValues({ categories }: ColumnStore, counts: Uint32Array): readonly FacetValue[] {
  for (let category = counts.length - 1; category > 0; category--) {
    const parent = categories.parents[category]!;
    if (parent > 0) counts[parent]! += counts[category]!;
  }
  const counted: number[] = [];
  for (let category = 1; category < counts.length; category++)
    if (counts[category]! > 0) counted.push(category);
  const nameOf = (category: number): string => categories.pathOf(category).join(" > ");
  if (!categories.hasSeparator)
    return mostFrequent(counted, (category) => counts[category]!, nameOf);
  const merged = new Map<string, number>();
  for (const category of counted)
    merged.set(nameOf(category), (merged.get(nameOf(category)) ?? 0) + counts[category]!);
  return mostFrequent(
    [...merged],
    ([, count]) => count,
    ([name]) => name,
  );
}

function availabilityValues(counts: Uint32Array): readonly FacetValue[] {
  return mostFrequent(
    [...counts.keys()].filter((number) => number > 0 && counts[number]! > 0),
    (number) => counts[number]!,
    (number) => AVAILABILITIES[number]!,
  );
}

/** The first MAX_FACET_VALUES by count and then by text; texts are made only for what may be listed. */
function mostFrequent<T>(
  all: readonly T[],
  countOf: (one: T) => number,
  textOf: (one: T) => string,
): readonly FacetValue[] {
  const least =
    all.length <= MAX_FACET_VALUES
      ? 0
      : Uint32Array.from(all, countOf).sort()[all.length - MAX_FACET_VALUES]!;
  return all
    .filter((one) => countOf(one) >= least)
    .map((one) => ({ value: textOf(one), count: countOf(one) }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_FACET_VALUES);
}
