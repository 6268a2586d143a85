/**
 * @file Which products pass filters, decided column by column.
 *
 * A filter is first answered for the values of its field (or the categories), of which there are
 * few, then read off for each product: about a millisecond a filter and million products.
 *
 * Reference: `prepareFilters` (data/match-filter.ts), which must agree exactly.
 */
import type { Filter } from "../../data/filter.js";
import { isFilterField } from "../../data/filter.js";
import { isNumeric } from "../../data/filter-syntax.js";
import { foldText } from "../../text/fold-text.js";
import type { AttributeColumns } from "./attribute-columns.js";
import { KIND } from "./attribute-entries.js";
import type { ColumnStore, NumberColumns } from "./column-store.js";
import { AVAILABILITIES, hashPair } from "./column-store.js";
import { hashText } from "./hash-text.js";
import { comparableText } from "../../text/comparable-text.js";
import type { RowColumn } from "./row-column.js";
import type { TextColumn } from "./text-column.js";
import { FIELD } from "./value-table.js";

/** The name of the attribute that a filter asks for, folded. */
export function attributeOf({ field }: Filter): string {
  return foldText(field.replace(/^attributes\./i, ""));
}

/** The products that are looked at, by ordinal; all when absent. */
type Rows = Int32Array | undefined;

/**
 * Sets `accept` to 0 where the filter does not hold.
 *
 * @param accept - Shape [rows], or [length of the columns] without them.
 */
export function applyFilter(
  store: ColumnStore,
  columns: AttributeColumns,
  filter: Filter,
  accept: Uint8Array,
  rows?: Rows,
): void {
  if (!isFilterField(filter.field)) {
    applyToAttribute(store, columns, filter, accept, rows);
    return;
  }
  const { numbers } = store;
  const field = filter.field;
  switch (field) {
    case "category": {
      const passing = store.categories.passing(filter);
      keep(accept, ofRows(numbers.category, rows), passing);
      return;
    }
    case "price":
      applyToNumbers(ofRows(numbers.price, rows), filter, accept);
      return;
    case "updatedAt": {
      const values = filter.values.map((value) => String(Date.parse(value)));
      applyToNumbers(ofRows(numbers.updatedAt, rows), { ...filter, values }, accept);
      return;
    }
    case "availability": {
      const wanted = new Set(filter.values.map(comparableText));
      const passing = Uint8Array.from(AVAILABILITIES, (value) =>
        value !== undefined && wanted.has(comparableText(value)) !== (filter.operator === "!=")
          ? 1
          : 0,
      );
      keep(accept, ofRows(numbers.availability, rows), passing);
      return;
    }
    case "brand":
    case "currency":
    case "parentId":
      keep(accept, ofRows(numbers[field], rows), passingValues(store, FIELD[field], filter));
      return;
    case "id":
      applyToTexts(accept, rows, store.ids, filter, (hash) => ordinalsOfHash(store, hash));
      return;
    case "title":
      applyToTexts(accept, rows, store.titles, filter, (hash) =>
        placesOf(numbers.titleHash, hash, store.length),
      );
      return;
    case "description":
      applyToDescriptions(numbers, filter, accept, rows);
      return;
    case "images":
      applyToPictures(store.pictureHashes, filter, accept, rows);
      return;
  }
}

/** What of a column belongs to the rows. */
function ofRows<Column extends Uint8Array | Uint32Array | Float64Array>(
  column: Column,
  rows: Rows,
): Column {
  if (rows === undefined) return column;
  const gathered = column.slice(0, rows.length) as Column;
  for (let at = 0; at < rows.length; at++) gathered[at] = column[rows[at]!]!;
  return gathered;
}

function keep(accept: Uint8Array, column: Uint8Array | Uint32Array, passing: Uint8Array): void {
  for (let ordinal = 0; ordinal < accept.length; ordinal++)
    accept[ordinal]! &= passing[column[ordinal]!]!;
}

function applyToNumbers(column: Float64Array, filter: Filter, accept: Uint8Array): void {
  const bound = Number(filter.values[0]);
  const { length } = accept;
  switch (filter.operator) {
    case "<":
      for (let at = 0; at < length; at++) if (!(column[at]! < bound)) accept[at] = 0;
      return;
    case "<=":
      for (let at = 0; at < length; at++) if (!(column[at]! <= bound)) accept[at] = 0;
      return;
    case ">":
      for (let at = 0; at < length; at++) if (!(column[at]! > bound)) accept[at] = 0;
      return;
    case ">=":
      for (let at = 0; at < length; at++) if (!(column[at]! >= bound)) accept[at] = 0;
      return;
    case "=":
    case "!=":
    case "in": {
      const wanted = new Set(filter.values.filter(isNumeric).map(Number));
      const isWanted = filter.operator !== "!=";
      for (let at = 0; at < length; at++) {
        const number = column[at]!;
        if (accept[at] === 1 && (Number.isNaN(number) || wanted.has(number) !== isWanted))
          accept[at] = 0;
      }
      return;
    }
  }
}

/** Shape [values], 1 where a text of the field passes; lent until the next filter. */
function passingValues(
  store: ColumnStore,
  field: number,
  { operator, values }: Filter,
): Uint8Array {
  const passing = store.values.marks();
  if (operator === "!=") passing.fill(1, 1);
  for (const text of values) {
    for (const value of store.values.findComparable(field, comparableText(text)))
      passing[value] = operator === "!=" ? 0 : 1;
  }
  return passing;
}

/** For texts that nearly every product has to itself: candidates by hash, then the texts compared. */
function applyToTexts(
  accept: Uint8Array,
  rows: Rows,
  texts: TextColumn,
  { operator, values }: Filter,
  candidatesOf: (hash: number) => Iterable<number>,
): void {
  const equal = new Set<number>();
  for (const wanted of values.map(comparableText)) {
    for (const ordinal of candidatesOf(hashText(wanted))) {
      const text = texts.get(ordinal);
      if (text !== undefined && comparableText(text) === wanted) equal.add(ordinal);
    }
  }
  const isWrong = operator === "!=";
  for (let at = 0; at < accept.length; at++) {
    if (accept[at] === 1 && equal.has(rows?.[at] ?? at) === isWrong) accept[at] = 0;
  }
}

function* ordinalsOfHash({ idIndex }: ColumnStore, hash: number): Generator<number> {
  for (let ordinal = idIndex.first(hash); ordinal >= 0; ordinal = idIndex.following(ordinal))
    yield ordinal;
}

function* placesOf(hashes: Uint32Array, hash: number, length: number): Generator<number> {
  for (let at = hashes.indexOf(hash); at >= 0 && at < length; at = hashes.indexOf(hash, at + 1))
    yield at;
}

function applyToDescriptions(
  { descriptionHigh, descriptionLow }: NumberColumns,
  { operator, values }: Filter,
  accept: Uint8Array,
  rows: Rows,
): void {
  const pairs = values.map(hashPair);
  const isWanted = operator !== "!=";
  for (let at = 0; at < accept.length; at++) {
    const ordinal = rows?.[at] ?? at;
    const high = descriptionHigh[ordinal]!;
    const low = descriptionLow[ordinal]!;
    let isEqual = false;
    for (const pair of pairs) isEqual ||= pair[0] === high && pair[1] === low;
    if ((high === 0 && low === 0) || isEqual !== isWanted) accept[at] = 0;
  }
}

function applyToPictures(
  { numbers, starts, lengths }: RowColumn,
  { operator, values }: Filter,
  accept: Uint8Array,
  rows: Rows,
): void {
  const pairs = values.map(hashPair);
  const isWanted = operator !== "!=";
  for (let place = 0; place < accept.length; place++) {
    const ordinal = rows?.[place] ?? place;
    const start = starts[ordinal]!;
    const end = start + lengths[ordinal]!;
    let isEqual = false;
    for (let at = start; at < end && !isEqual; at += 2)
      for (const pair of pairs) isEqual ||= pair[0] === numbers[at] && pair[1] === numbers[at + 1];
    if (start === end || isEqual !== isWanted) accept[place] = 0;
  }
}

/** How a value passes when it is meant as a text, a number or a boolean. */
const PASSES = { text: 1, number: 2, boolean: 4 } as const;
/** By kind of entry: which of `PASSES` is asked; none for a list, which is looked at element by element. */
const ASKED = Uint8Array.of(PASSES.text, PASSES.number, PASSES.boolean, 0, 0, 0, 0, 0);

function applyToAttribute(
  store: ColumnStore,
  columns: AttributeColumns,
  filter: Filter,
  accept: Uint8Array,
  rows: Rows,
): void {
  const { fields, entries: all } = columns.column(attributeOf(filter));
  const entries = ofRows(all, rows);
  const equal = store.values.marks();
  const isOrder = !["=", "!=", "in"].includes(filter.operator);
  for (const field of fields) {
    if (isOrder) markOrdered(store, field, filter, equal);
    else markEqual(store, field, filter, equal);
  }
  const wrong = filter.operator === "!=" ? 1 : 0;
  for (let at = 0; at < accept.length; at++) {
    const entry = entries[at]!;
    const kind = entry & 7;
    if (entry === 0 || kind === KIND.empty) accept[at] = 0;
    else if (kind < KIND.empty) {
      const isEqual = (equal[entry >>> 3]! & ASKED[kind]!) === 0 ? 0 : 1;
      // True and false have no order, and neither side of one.
      if (isEqual === wrong) accept[at] = 0;
    } else if (accept[at] === 1) {
      const isEqual = hasElement(store.attributes, rows?.[at] ?? at, entry, equal) ? 1 : 0;
      if (isEqual === wrong) accept[at] = 0;
    }
  }
}

/** Whether an element passes of the list that begins with `first` in the product's row. */
function hasElement(
  { numbers, starts, lengths }: RowColumn,
  ordinal: number,
  first: number,
  passing: Uint8Array,
): boolean {
  const end = starts[ordinal]! + lengths[ordinal]!;
  let at = starts[ordinal]!;
  while (numbers[at] !== first) at++;
  do {
    if ((passing[numbers[at]! >>> 3]! & PASSES.text) !== 0) return true;
    at++;
  } while (at < end && (numbers[at]! & 7) > KIND.first);
  return false;
}

function markOrdered(
  { values }: ColumnStore,
  field: number,
  { operator, values: [first] }: Filter,
  passing: Uint8Array,
): void {
  const bound = Number(first);
  for (const value of values.valuesOf(field)) {
    const number = values.numbers[value]!;
    const passes =
      operator === "<"
        ? number < bound
        : operator === "<="
          ? number <= bound
          : operator === ">"
            ? number > bound
            : number >= bound;
    if (passes) passing[value] = PASSES.text | PASSES.number;
  }
}

function markEqual(
  { values }: ColumnStore,
  field: number,
  { values: wanted }: Filter,
  equal: Uint8Array,
): void {
  const mark = (value: number, as: number): void => {
    if (value >= 0) equal[value]! |= as;
  };
  for (const text of wanted) {
    const comparable = comparableText(text);
    for (const value of values.findComparable(field, comparable)) mark(value, PASSES.text);
    if (isNumeric(text)) mark(values.find(field, String(Number(text))), PASSES.number);
    if (["true", "yes", "1"].includes(comparable)) mark(values.find(field, "true"), PASSES.boolean);
    if (["false", "no", "0"].includes(comparable))
      mark(values.find(field, "false"), PASSES.boolean);
  }
}

/** The fields of filters that neither are a product's nor the name of any live product's attribute. */
export function unknownFields(
  { values }: ColumnStore,
  columns: AttributeColumns,
  filters: readonly Filter[],
): readonly string[] {
  return filters
    .filter(
      (filter) =>
        !isFilterField(filter.field) &&
        !columns.fieldsOf(attributeOf(filter)).some((name) => values.counts[name]! > 0),
    )
    .map(({ field }) => field);
}
