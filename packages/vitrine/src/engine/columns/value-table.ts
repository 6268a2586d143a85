/**
 * @file Numbers every distinct value of every field, so that columns hold numbers instead of texts.
 *
 * A value is a field and a text; numbers and booleans are values by how they print. The names of
 * attributes are values themselves (of the field NAMES), and the number of a name is the number
 * of the field: a million rare names cost what a million values cost. Some 45 bytes a value
 * beside its text. Values that no product gives any more stay until the columns are saved.
 */
import { isNumeric } from "../../data/filter-syntax.js";
import { grown } from "./growing-array.js";
import { HashIndex } from "./hash-index.js";
import { hashText, mixBits } from "./hash-text.js";
import { comparableText } from "../../text/comparable-text.js";
import { TextColumn } from "./text-column.js";

/** The fields that every table has; other fields are names of attributes. */
export const FIELD = {
  /** Its values are the names of attributes. */
  names: 0,
  /** Its values are the other fields of this list. */
  reserved: 1,
  brand: 2,
  currency: 3,
  parentId: 4,
  updatedAt: 5,
} as const;

/** The texts of the first values are kept decoded: what comes early is what is frequent. */
const REMEMBERED_TEXTS = 1 << 16;

export class ValueTable {
  length = 0;
  /** Shape [length]: the field of a value. */
  fields = new Uint32Array(0);
  /** Shape [length]: the number that the text reads as, NaN when it does not. */
  numbers = new Float64Array(0);
  /** Shape [length]: how many live products have it. */
  counts = new Uint32Array(0);
  /** Shape [length]: the next value of the same field, or -1. */
  next = new Int32Array(0);
  /** Shape [length]: the first value of the field whose number this is, or -1. */
  first = new Int32Array(0);
  #texts = new TextColumn();
  #marks = new Uint8Array(0);
  readonly #remembered: string[] = [];
  readonly #index = new HashIndex();

  constructor() {
    for (const name of Object.keys(FIELD)) this.#add(FIELD.reserved, name, comparableText(name));
  }

  /** The number of a value, which is added when it is new. */
  intern(field: number, text: string): number {
    const comparable = comparableText(text);
    const known = this.#find(field, text, comparable);
    return known < 0 ? this.#add(field, text, comparable) : known;
  }

  /** The number of a value, or -1. */
  find(field: number, text: string): number {
    return this.#find(field, text, comparableText(text));
  }

  /** The values of a field whose texts compare equal. */
  findComparable(field: number, comparable: string): number[] {
    const found: number[] = [];
    for (
      let value = this.#index.first(hashOf(field, comparable));
      value >= 0;
      value = this.#index.following(value)
    ) {
      if (this.fields[value] === field && comparableText(this.textOf(value)) === comparable)
        found.push(value);
    }
    return found;
  }

  textOf(value: number): string {
    const remembered = this.#remembered[value];
    if (remembered !== undefined) return remembered;
    const text = this.#texts.get(value)!;
    if (value < REMEMBERED_TEXTS) this.#remembered[value] = text;
    return text;
  }

  /**
   * A byte for each value, all 0. Lent until the next call: a filter marks values and reads the marks
   * in one go, and memory for each of them would keep the garbage collector busy.
   */
  marks(): Uint8Array {
    if (this.#marks.length < this.length) this.#marks = new Uint8Array(2 * this.length);
    return this.#marks.fill(0, 0, this.length);
  }

  /** The values of a field, the newest first. */
  *valuesOf(field: number): Generator<number> {
    for (let value = this.first[field]!; value >= 0; value = this.next[value]!) yield value;
  }

  bytes(): number {
    return (
      this.#texts.bytes() +
      this.#index.bytes() +
      this.#marks.length +
      4 * (this.fields.length + this.counts.length + this.next.length + this.first.length) +
      8 * this.numbers.length
    );
  }

  /** What is saved of these values, in this order. */
  pack(order: Int32Array): { lengths: Uint32Array; text: Uint8Array; hashes: Uint32Array } {
    const hashes = Uint32Array.from(order, (value) => hashText(comparableText(this.textOf(value))));
    return { ...this.#texts.pack(order), hashes };
  }

  /**
   * Takes over texts in the order of their numbers; undefined when the parts contradict each other.
   *
   * @param hashes - Of the comparable texts, as `pack` gave them.
   */
  static unpack(
    texts: TextColumn,
    fields: Uint32Array,
    numbers: Float64Array,
    hashes: Uint32Array,
  ): ValueTable | undefined {
    const table = new ValueTable();
    const reserved = table.length;
    if (numbers.length !== fields.length || hashes.length !== fields.length) return undefined;
    table.#texts = texts;
    for (let value = reserved; value < fields.length; value++) {
      const field = fields[value]!;
      if (field >= value || !texts.has(value)) return undefined;
      table.#append(field, numbers[value]!, hashes[value]!);
    }
    return table;
  }

  #find(field: number, text: string, comparable: string): number {
    let value = this.#index.first(hashOf(field, comparable));
    while (value >= 0 && !(this.fields[value] === field && this.textOf(value) === text))
      value = this.#index.following(value);
    return value;
  }

  #add(field: number, text: string, comparable: string): number {
    const value = this.length;
    this.#texts.set(value, text);
    this.#append(field, isNumeric(text) ? Number(text) : Number.NaN, hashText(comparable));
    return value;
  }

  #append(field: number, number: number, hash: number): void {
    const value = this.length++;
    this.fields = grown(this.fields, this.length);
    this.numbers = grown(this.numbers, this.length);
    this.counts = grown(this.counts, this.length);
    this.next = grown(this.next, this.length);
    this.first = grown(this.first, this.length, -1);
    this.fields[value] = field;
    this.numbers[value] = number;
    this.next[value] = this.first[field]!;
    this.first[field] = value;
    this.#index.add(value, mixBits(hash ^ mixBits(field + 1)));
  }
}

function hashOf(field: number, comparable: string): number {
  return mixBits(hashText(comparable) ^ mixBits(field + 1));
}
