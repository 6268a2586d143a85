/**
 * @file What the live products give: fields, how many give them, and their values.
 *
 * O(entries of all products) for the list, which is remembered until a product changes; values
 * and numbers are made when they are asked for.
 */
import { attributeField } from "../../data/filter.js";
import type { ColumnStore } from "./column-store.js";
import { AVAILABILITIES } from "./column-store.js";
import { KIND } from "./attribute-entries.js";
import type { FieldSummary } from "./product-columns.js";
import { FIELD } from "./value-table.js";

/** How many fields are listed: with every name different, a list of all would be the catalogue again. */
const MAX_FIELDS = 1000;

/** Lists what products give: fields of a product, then attributes by how many give them. */
export function summariseFields(store: ColumnStore): readonly FieldSummary[] {
  return [...ownFields(store), ...attributeFields(store)].slice(0, MAX_FIELDS);
}

function ownFields(store: ColumnStore): FieldSummary[] {
  const { numbers, categories } = store;
  const valueField = (field: "brand" | "currency"): FieldSummary => ({
    field,
    kind: "text",
    givenBy: countOver(numbers[field]),
    values: () => countsOf(store, [FIELD[field]]),
    numbers: () => new Float64Array(0),
  });
  const numberField = (field: "price" | "updatedAt"): FieldSummary => ({
    field,
    kind: "number",
    givenBy: numbers[field].subarray(0, store.length).filter((value) => !Number.isNaN(value))
      .length,
    values: () => new Map(),
    numbers: () =>
      numbers[field]
        .subarray(0, store.length)
        .filter((value) => !Number.isNaN(value))
        .sort(),
  });
  const all: FieldSummary[] = [
    {
      field: "category",
      kind: "text",
      givenBy: countOver(numbers.category),
      values: () => {
        const counts = countEach(numbers.category, categories.length, store.length);
        const named = new Map<string, number>();
        for (let category = counts.length - 1; category > 0; category--) {
          const count = counts[category]!;
          const parent = categories.parents[category]!;
          if (parent > 0) counts[parent]! += count;
          const name = categories.pathOf(category).join(" > ");
          if (count > 0) named.set(name, (named.get(name) ?? 0) + count);
        }
        return named;
      },
      numbers: () => new Float64Array(0),
    },
    valueField("brand"),
    {
      field: "availability",
      kind: "text",
      givenBy: countOver(numbers.availability),
      values: () => {
        const counts = countEach(numbers.availability, AVAILABILITIES.length, store.length);
        return new Map(
          AVAILABILITIES.flatMap((name, number) =>
            name === undefined || counts[number] === 0 ? [] : [[name, counts[number]!] as const],
          ),
        );
      },
      numbers: () => new Float64Array(0),
    },
    valueField("currency"),
    numberField("price"),
    numberField("updatedAt"),
  ];
  return all.filter(({ givenBy }) => givenBy > 0);
}

function attributeFields(store: ColumnStore): FieldSummary[] {
  const { values } = store;
  const numeric = new Uint32Array(values.length);
  const boolean = new Uint32Array(values.length);
  eachEntry(store, (value, kind) => {
    if (kind === KIND.number) numeric[values.fields[value]!]! += 1;
    if (kind === KIND.boolean) boolean[values.fields[value]!]! += 1;
  });
  const given: number[] = [];
  for (const field of values.valuesOf(FIELD.names))
    if (values.counts[field]! > 0) given.push(field);
  const countOf = (field: number): number => values.counts[field]!;
  const least =
    given.length <= MAX_FIELDS
      ? 0
      : Uint32Array.from(given, countOf).sort()[given.length - MAX_FIELDS]!;
  const named = new Map<string, number[]>();
  for (const field of given.filter((one) => countOf(one) >= least)) {
    const name = attributeField(values.textOf(field));
    named.set(name, [...(named.get(name) ?? []), field]);
  }
  const sum = (fields: readonly number[], counts: Uint32Array): number =>
    fields.reduce((total, field) => total + counts[field]!, 0);
  return [...named]
    .map(([field, fields]): FieldSummary => {
      const givenBy = sum(fields, values.counts);
      const numbers = sum(fields, numeric);
      const booleans = sum(fields, boolean);
      const texts = givenBy - numbers - booleans;
      return {
        field,
        kind:
          numbers > Math.max(booleans, texts) ? "number" : booleans > texts ? "boolean" : "text",
        givenBy,
        values: () => countsOf(store, fields),
        numbers: () => numbersOf(store, fields),
      };
    })
    .sort((a, b) => b.givenBy - a.givenBy || (a.field < b.field ? -1 : 1));
}

function eachEntry(store: ColumnStore, visit: (value: number, kind: number) => void): void {
  const { numbers, starts, lengths } = store.attributes;
  for (let ordinal = 0; ordinal < store.length; ordinal++) {
    const start = starts[ordinal]!;
    const end = start + lengths[ordinal]!;
    for (let at = start; at < end; at++) visit(numbers[at]! >>> 3, numbers[at]! & 7);
  }
}

function countsOf({ values }: ColumnStore, fields: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const field of fields) {
    for (const value of values.valuesOf(field)) {
      const count = values.counts[value]!;
      const text = values.textOf(value);
      if (count > 0) counts.set(text, (counts.get(text) ?? 0) + count);
    }
  }
  return counts;
}

function numbersOf(store: ColumnStore, fields: readonly number[]): Float64Array {
  const found: number[] = [];
  eachEntry(store, (value, kind) => {
    if (kind === KIND.number && fields.includes(store.values.fields[value]!))
      found.push(store.values.numbers[value]!);
  });
  return Float64Array.from(found).sort();
}

function countOver(column: Uint8Array | Uint32Array): number {
  let count = 0;
  for (const value of column) if (value > 0) count += 1;
  return count;
}

function countEach(column: Uint8Array | Uint32Array, kinds: number, length: number): Uint32Array {
  const counts = new Uint32Array(kinds);
  for (let ordinal = 0; ordinal < length; ordinal++) counts[column[ordinal]!]! += 1;
  return counts;
}
