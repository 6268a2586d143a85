/**
 * @file The columns themselves: what is kept of each product, and how it gets in and out.
 *
 * Numbers are typed arrays, texts packed UTF-8, values that repeat numbers of a table. Of
 * descriptions and pictures 64-bit hashes are kept, which is all that a filter can ask: two
 * different texts are taken for equal once in 10¹⁹ comparisons.
 */
import type { Product } from "../../data/product.js";
import { availabilitySchema } from "../../data/product.js";
import { countEntries, toAttributes, toEntries } from "./attribute-entries.js";
import { CategoryTable } from "./category-table.js";
import { Families } from "./families.js";
import { grown } from "./growing-array.js";
import { HashIndex } from "./hash-index.js";
import { hashText } from "./hash-text.js";
import { comparableText, normalisedTitle } from "../../text/comparable-text.js";
import { toIsoTime } from "./iso-time.js";
import { RowColumn } from "./row-column.js";
import { TextColumn } from "./text-column.js";
import { FIELD, ValueTable } from "./value-table.js";

/** `availability` is the place in this list, 0 for a product that does not say. */
export const AVAILABILITIES = [undefined, ...availabilitySchema.options] as const;

/** The texts of a product that are values of the table, 0 where there is none. */
export const VALUE_COLUMNS = ["brand", "currency", "parentId"] as const;

/** Hashes of comparable texts. */
export const HASH_COLUMNS = ["titleHash", "descriptionHigh", "descriptionLow"] as const;

/** What is kept in one number a product. */
export interface NumberColumns {
  live: Uint8Array;
  /** Of the comparable text. */
  titleHash: Uint32Array;
  /** The first 32 bits of the description's hash; both halves are 0 where there is none. */
  descriptionHigh: Uint32Array;
  descriptionLow: Uint32Array;
  /** NaN where there is none. */
  price: Float64Array;
  /** Milliseconds, NaN where there is none. */
  updatedAt: Float64Array;
  /** The value of a time that is spelled otherwise than its milliseconds print; mostly 0. */
  updatedAtText: Uint32Array;
  availability: Uint8Array;
  brand: Uint32Array;
  currency: Uint32Array;
  parentId: Uint32Array;
  category: Uint32Array;
}

export class ColumnStore {
  length = 0;
  size = 0;
  /** Changes whenever a product does. */
  version = 0;
  numbers: NumberColumns = {
    live: new Uint8Array(0),
    titleHash: new Uint32Array(0),
    descriptionHigh: new Uint32Array(0),
    descriptionLow: new Uint32Array(0),
    price: new Float64Array(0),
    updatedAt: new Float64Array(0),
    updatedAtText: new Uint32Array(0),
    availability: new Uint8Array(0),
    brand: new Uint32Array(0),
    currency: new Uint32Array(0),
    parentId: new Uint32Array(0),
    category: new Uint32Array(0),
  };
  ids = new TextColumn();
  titles = new TextColumn();
  pictures = new TextColumn();
  /** Two numbers for each picture. */
  pictureHashes = new RowColumn();
  attributes = new RowColumn();
  readonly values: ValueTable;
  readonly categories: CategoryTable;
  /** By the hash of the comparable id. */
  readonly idIndex = new HashIndex();
  /** By the hash of the normalised title. */
  readonly titleIndex = new HashIndex();
  readonly families: Families;
  /** Told of every product that came, changed or went. */
  onChange: (ordinal: number) => void = () => undefined;

  constructor(values = new ValueTable(), categories = new CategoryTable()) {
    this.values = values;
    this.categories = categories;
    this.families = new Families(values, (id) => this.ordinalOf(id));
  }

  ordinalOf(id: string): number {
    const hash = hashText(comparableText(id));
    let ordinal = this.idIndex.first(hash);
    while (ordinal >= 0 && this.ids.get(ordinal) !== id) ordinal = this.idIndex.following(ordinal);
    return ordinal;
  }

  isLive(ordinal: number): boolean {
    return ordinal < this.length && this.numbers.live[ordinal] === 1;
  }

  /** Adds a product or replaces the one with its id. */
  upsert(product: Product): number {
    const known = this.ordinalOf(product.id);
    const ordinal = known < 0 ? this.#newOrdinal(product.id) : known;
    if (known >= 0) this.#forget(ordinal);
    this.#fill(ordinal, product);
    this.version += 1;
    this.onChange(ordinal);
    return ordinal;
  }

  /** Takes a live product out. */
  remove(ordinal: number): void {
    this.#forget(ordinal);
    this.idIndex.remove(ordinal);
    for (const column of [this.ids, this.titles, this.pictures]) column.set(ordinal, undefined);
    for (const column of [this.attributes, this.pictureHashes]) column.set(ordinal, []);
    this.numbers.live[ordinal] = 0;
    this.numbers.price[ordinal] = Number.NaN;
    this.numbers.updatedAt[ordinal] = Number.NaN;
    for (const column of this.#defaulted()) column[ordinal] = 0;
    this.size -= 1;
    this.version += 1;
    this.onChange(ordinal);
  }

  productAt(ordinal: number): Product {
    const { numbers, values, attributes } = this;
    const start = attributes.starts[ordinal]!;
    const picture = this.pictures.get(ordinal);
    // Assigned field by field: spreading what may be missing takes twice the time.
    const product: { -readonly [Field in keyof Product]: Product[Field] } = {
      id: this.ids.get(ordinal)!,
      title: this.titles.get(ordinal)!,
      categoryPath: this.categories.pathOf(numbers.category[ordinal]!),
      images: picture === undefined ? [] : [picture],
      attributes: toAttributes(
        attributes.numbers,
        start,
        start + attributes.lengths[ordinal]!,
        values,
      ),
    };
    const price = numbers.price[ordinal]!;
    if (!Number.isNaN(price)) product.price = price;
    const available = AVAILABILITIES[numbers.availability[ordinal]!];
    if (available !== undefined) product.availability = available;
    const updatedAt = this.#updatedAtOf(ordinal);
    if (updatedAt !== undefined) product.updatedAt = updatedAt;
    const brand = numbers.brand[ordinal]!;
    if (brand > 0) product.brand = values.textOf(brand);
    const currency = numbers.currency[ordinal]!;
    if (currency > 0) product.currency = values.textOf(currency);
    const parentId = numbers.parentId[ordinal]!;
    if (parentId > 0) product.parentId = values.textOf(parentId);
    return product;
  }

  /** The products whose titles are the same but for case and punctuation, itself among them. */
  duplicatesOf(ordinal: number): number[] {
    const title = normalisedTitle(this.titles.get(ordinal)!);
    const found: number[] = [];
    for (
      let other = this.titleIndex.first(hashText(title));
      other >= 0;
      other = this.titleIndex.following(other)
    ) {
      if (other === ordinal || normalisedTitle(this.titles.get(other)!) === title)
        found.push(other);
    }
    return found;
  }

  bytes(): number {
    const parts = [this.ids, this.titles, this.pictures];
    const more = [this.pictureHashes, this.attributes, this.values, this.categories];
    const rest = [this.idIndex, this.titleIndex, this.families];
    return (
      [...parts, ...more, ...rest].reduce((sum, part) => sum + part.bytes(), 0) +
      Object.values(this.numbers as unknown as Record<string, Uint8Array>).reduce(
        (sum, { byteLength }) => sum + byteLength,
        0,
      )
    );
  }

  #newOrdinal(id: string): number {
    const ordinal = this.length++;
    const { numbers } = this;
    numbers.live = grown(numbers.live, this.length);
    for (const name of HASH_COLUMNS) numbers[name] = grown(numbers[name], this.length);
    numbers.price = grown(numbers.price, this.length, Number.NaN);
    numbers.updatedAt = grown(numbers.updatedAt, this.length, Number.NaN);
    numbers.updatedAtText = grown(numbers.updatedAtText, this.length);
    numbers.availability = grown(numbers.availability, this.length);
    numbers.category = grown(numbers.category, this.length);
    for (const name of VALUE_COLUMNS) numbers[name] = grown(numbers[name], this.length);
    this.ids.set(ordinal, id);
    this.idIndex.add(ordinal, hashText(comparableText(id)));
    numbers.live[ordinal] = 1;
    this.size += 1;
    return ordinal;
  }

  #fill(ordinal: number, product: Product): void {
    const { numbers, values } = this;
    this.titles.set(ordinal, product.title);
    numbers.titleHash[ordinal] = hashText(comparableText(product.title));
    this.titleIndex.add(ordinal, hashText(normalisedTitle(product.title)));
    numbers.price[ordinal] = product.price ?? Number.NaN;
    this.#fillUpdatedAt(ordinal, product.updatedAt);
    numbers.availability[ordinal] = AVAILABILITIES.indexOf(product.availability);
    numbers.category[ordinal] = this.categories.intern(product.categoryPath);
    for (const name of VALUE_COLUMNS) {
      const text = product[name];
      const value = text === undefined ? 0 : values.intern(FIELD[name], text);
      numbers[name][ordinal] = value;
      if (value > 0) values.counts[value]! += 1;
    }
    this.pictures.set(ordinal, product.images[0]);
    this.pictureHashes.set(ordinal, product.images.flatMap(hashPair));
    const { description } = product;
    const [high, low] = description === undefined ? [0, 0] : hashPair(description);
    numbers.descriptionHigh[ordinal] = high;
    numbers.descriptionLow[ordinal] = low;
    const row = toEntries(product.attributes, values);
    this.attributes.set(ordinal, row);
    countEntries(this.attributes.get(ordinal), values, 1);
    const parent = numbers.parentId[ordinal]!;
    this.families.add(ordinal, product.id, parent === 0 ? -1 : parent);
  }

  /** Takes back what other structures know of a live product. */
  #forget(ordinal: number): void {
    const { numbers, values } = this;
    this.families.remove(ordinal);
    this.titleIndex.remove(ordinal);
    countEntries(this.attributes.get(ordinal), values, -1);
    for (const name of VALUE_COLUMNS) {
      const value = numbers[name][ordinal]!;
      if (value > 0) values.counts[value]! -= 1;
    }
  }

  #fillUpdatedAt(ordinal: number, text: string | undefined): void {
    const time = text === undefined ? Number.NaN : Date.parse(text);
    const isPlain = text === undefined || toIsoTime(time) === text;
    this.numbers.updatedAt[ordinal] = time;
    this.numbers.updatedAtText[ordinal] = isPlain ? 0 : this.values.intern(FIELD.updatedAt, text);
  }

  #updatedAtOf(ordinal: number): string | undefined {
    const spelled = this.numbers.updatedAtText[ordinal]!;
    if (spelled > 0) return this.values.textOf(spelled);
    const time = this.numbers.updatedAt[ordinal]!;
    return Number.isNaN(time) ? undefined : toIsoTime(time);
  }

  #defaulted(): (Uint8Array | Uint32Array)[] {
    const { numbers } = this;
    const named = [...HASH_COLUMNS, ...VALUE_COLUMNS].map((name) => numbers[name]);
    return [...named, numbers.updatedAtText, numbers.availability, numbers.category];
  }
}

/** 64 bits of a comparable text. */
export function hashPair(text: string): [number, number] {
  const comparable = comparableText(text);
  return [hashText(comparable, 1), hashText(comparable, 2)];
}
