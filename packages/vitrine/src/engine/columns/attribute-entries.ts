/**
 * @file A product's attributes as a row of numbers: a value's number times eight, plus how it is meant.
 *
 * A list is its elements one after the other. The order of the attributes is kept.
 */
import type { AttributeValue, Product } from "../../data/product.js";
import type { ValueTable } from "./value-table.js";
import { FIELD } from "./value-table.js";

/** How a value of a row is meant; what is below `empty` stands alone. */
export const KIND = {
  text: 0,
  number: 1,
  boolean: 2,
  /** A list without elements. */
  empty: 3,
  /** The first element of a list. */
  first: 4,
  /** A later element of a list. */
  next: 5,
  /** A later element that is in the list already. */
  repeated: 6,
} as const;

/** The value's number in an entry. */
export function valueOf(entry: number): number {
  return entry >>> 3;
}

/** How the value is meant, one of `KIND`. */
export function kindOf(entry: number): number {
  return entry & 7;
}

/** Turns attributes into a row; values that are new are added to the table. */
export function toEntries(attributes: Product["attributes"], values: ValueTable): number[] {
  const row: number[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    const field = values.intern(FIELD.names, name);
    const add = (text: string, kind: number): void => {
      row.push(values.intern(field, text) * 8 + kind);
    };
    if (typeof value === "string") add(value, KIND.text);
    else if (typeof value === "number") add(String(value), KIND.number);
    else if (typeof value === "boolean") add(String(value), KIND.boolean);
    else if (value.length === 0) add("", KIND.empty);
    else {
      const seen = new Set<string>();
      for (const text of value) {
        add(text, seen.has(text) ? KIND.repeated : seen.size === 0 ? KIND.first : KIND.next);
        seen.add(text);
      }
    }
  }
  return row;
}

/** The attributes of the row that `entries` holds from `start` to `end`. */
export function toAttributes(
  entries: Uint32Array,
  start: number,
  end: number,
  values: ValueTable,
): Product["attributes"] {
  const attributes: Record<string, AttributeValue> = {};
  let list: string[] = [];
  for (let at = start; at < end; at++) {
    const value = valueOf(entries[at]!);
    const kind = kindOf(entries[at]!);
    if (kind > KIND.first) {
      list.push(values.textOf(value));
      continue;
    }
    const name = values.textOf(values.fields[value]!);
    if (kind >= KIND.empty) list = kind === KIND.empty ? [] : [values.textOf(value)];
    const given = kind >= KIND.empty ? list : toScalar(value, kind, values);
    if (name === "__proto__") {
      // An assignment would change the object's prototype instead.
      Object.defineProperty(attributes, name, {
        value: given,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else attributes[name] = given;
  }
  return attributes;
}

function toScalar(value: number, kind: number, values: ValueTable): string | number | boolean {
  if (kind === KIND.number) return values.numbers[value]!;
  return kind === KIND.boolean ? values.textOf(value) === "true" : values.textOf(value);
}

/** Adds `change` to the counts of a row's values and of the names of its attributes. */
export function countEntries(row: Uint32Array, values: ValueTable, change: 1 | -1): void {
  for (let at = 0; at < row.length; at++) {
    const value = valueOf(row[at]!);
    const kind = kindOf(row[at]!);
    if (kind !== KIND.empty && kind !== KIND.repeated) values.counts[value]! += change;
    if (kind <= KIND.first) values.counts[values.fields[value]!]! += change;
  }
}
