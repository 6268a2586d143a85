/**
 * @file Columns of single attributes, made when one is first asked for and kept up to date from then on.
 *
 * Attributes are stored by product, which costs the same whether names are few or all different.
 * A filter or an order on one attribute wants it by itself: O(entries of all products) once,
 * 4 bytes a product, for the few names that are asked for.
 */
import { foldText } from "../../text/fold-text.js";
import { KIND, kindOf, valueOf } from "./attribute-entries.js";
import type { ColumnStore } from "./column-store.js";
import { grown } from "./growing-array.js";
import { comparableText } from "../../text/comparable-text.js";
import { RecentMap } from "../recent-map.js";
import { FIELD } from "./value-table.js";

/** How many columns are kept, those last asked for. */
const KEPT_COLUMNS = 16;

/** One attribute of all products. */
export interface AttributeColumn {
  /** The fields of this name, which may be spelled in several ways. */
  readonly fields: readonly number[];
  /** Shape [at least the columns' length]: the (first) entry of the attribute, 0 where it is not given. */
  readonly entries: Uint32Array;
}

export class AttributeColumns {
  readonly #store: ColumnStore;
  readonly #columns = new RecentMap<string, { fields: number[]; entries: Uint32Array }>(
    KEPT_COLUMNS,
  );

  constructor(store: ColumnStore) {
    this.#store = store;
    store.onChange = (ordinal) => {
      for (const column of this.#columns.values()) {
        column.entries = grown(column.entries, store.length);
        column.entries[ordinal] = this.#entryOf(ordinal, column.fields);
      }
    };
  }

  /** The attribute whose name folds to `foldedName`. */
  column(foldedName: string): AttributeColumn {
    const fields = this.fieldsOf(foldedName);
    const known = this.#columns.get(foldedName);
    if (known?.fields.length === fields.length) return known;
    const column = { fields, entries: this.#gather(fields) };
    this.#columns.set(foldedName, column);
    return column;
  }

  /** The fields whose names fold to `foldedName`; names that no live product gives are among them. */
  fieldsOf(foldedName: string): number[] {
    const { values } = this.#store;
    return values
      .findComparable(FIELD.names, comparableText(foldedName))
      .filter((name) => foldText(values.textOf(name)) === foldedName);
  }

  /** The elements of the list that begins with `entry` in the product's row. */
  listOf(ordinal: number, entry: number): Uint32Array {
    const row = this.#store.attributes.get(ordinal);
    const start = row.indexOf(entry);
    let end = start + 1;
    while (end < row.length && kindOf(row[end]!) > KIND.first) end++;
    return row.subarray(start, end);
  }

  bytes(): number {
    let sum = 0;
    for (const { entries } of this.#columns.values()) sum += entries.byteLength;
    return sum;
  }

  #gather(fields: readonly number[]): Uint32Array {
    const { length, attributes, values } = this.#store;
    const entries = new Uint32Array(length);
    const [only] = fields;
    if (only === undefined) return entries;
    if (fields.length > 1) return entries.map((_, ordinal) => this.#entryOf(ordinal, fields));
    const { numbers, starts, lengths } = attributes;
    for (let ordinal = 0; ordinal < length; ordinal++) {
      const start = starts[ordinal]!;
      const end = start + lengths[ordinal]!;
      for (let at = start; at < end; at++) {
        if (values.fields[numbers[at]! >>> 3] !== only) continue;
        entries[ordinal] = numbers[at]!;
        break;
      }
    }
    return entries;
  }

  #entryOf(ordinal: number, fields: readonly number[]): number {
    const { attributes, values } = this.#store;
    for (const entry of attributes.get(ordinal))
      if (fields.includes(values.fields[valueOf(entry)]!)) return entry;
    return 0;
  }
}
