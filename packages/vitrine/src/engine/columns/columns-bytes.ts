/**
 * @file Columns as one block of bytes, and back.
 *
 * Values and categories are numbered anew in the order in which the products give them, and those
 * that none gives are left out, so the bytes tell the products and their ordinals, not how they
 * came about. O(all) time; a million products take a second or two.
 */
import { broken, readSections, writeSections } from "../../text/byte-sections.js";
import type { SectionReader, SectionValue } from "../../text/byte-sections.js";
import { countEntries } from "./attribute-entries.js";
import { CategoryTable } from "./category-table.js";
import type { NumberColumns } from "./column-store.js";
import { AVAILABILITIES, ColumnStore, HASH_COLUMNS, VALUE_COLUMNS } from "./column-store.js";
import { withRoom } from "./growing-array.js";
import type { HashIndex } from "./hash-index.js";
import { RowColumn } from "./row-column.js";
import { TextColumn } from "./text-column.js";
import { FIELD, ValueTable } from "./value-table.js";

const KIND = "catalogue in columns";
const TEXTS = ["ids", "titles", "pictures"] as const;
const ROWS = ["pictureHashes", "attributes"] as const;
const REFERENCES = [...VALUE_COLUMNS, "updatedAtText"] as const;

/** Writes all that lives; equal products at equal ordinals give equal bytes. */
export function writeColumns(store: ColumnStore): Uint8Array {
  const { length, numbers } = store;
  const ordinals = Int32Array.from({ length }, (_, ordinal) => ordinal);
  const { order, renumbered } = renumberValues(store);
  const values = store.values.pack(order);
  const attributes = store.attributes.pack(length);
  attributes.numbers.forEach((entry, at) => {
    attributes.numbers[at] = renumbered[entry >>> 3]! * 8 + (entry & 7);
  });
  const categories = renumberCategories(store);
  const sections: Record<string, SectionValue> = {
    live: numbers.live.slice(0, length),
    price: numbers.price.slice(0, length),
    updatedAt: numbers.updatedAt.slice(0, length),
    availability: numbers.availability.slice(0, length),
    category: categories.column,
    categoryParents: categories.parents,
    categoryNames: categories.names,
    idHashes: hashesOf(store, store.idIndex),
    titleHashes: hashesOf(store, store.titleIndex),
    valueFields: Uint32Array.from(order, (value) => renumbered[store.values.fields[value]!]!),
    valueNumbers: Float64Array.from(order, (value) => store.values.numbers[value]!),
    valueHashes: values.hashes,
    valueLengths: values.lengths,
    valueText: values.text,
  };
  for (const name of HASH_COLUMNS) sections[name] = numbers[name].slice(0, length);
  for (const name of REFERENCES)
    sections[name] = numbers[name].slice(0, length).map((value) => renumbered[value]!);
  for (const name of TEXTS) {
    const { lengths, text } = store[name].pack(ordinals);
    sections[`${name}Lengths`] = lengths;
    sections[`${name}Text`] = text;
  }
  for (const name of ROWS) {
    const { lengths, numbers: row } = name === "attributes" ? attributes : store[name].pack(length);
    sections[`${name}Lengths`] = lengths;
    sections[`${name}Numbers`] = row;
  }
  return writeSections(KIND, { length, size: store.size }, sections);
}

function hashesOf({ length, numbers }: ColumnStore, index: HashIndex): Uint32Array {
  const hashes = new Uint32Array(length);
  for (let ordinal = 0; ordinal < length; ordinal++)
    if (numbers.live[ordinal] === 1) hashes[ordinal] = index.hashOf(ordinal);
  return hashes;
}

/** @throws {VitrineError} `BYTES_INVALID` when the bytes are truncated, damaged or of another kind. */
export function readColumns(bytes: Uint8Array): ColumnStore {
  const sections = readSections(KIND, bytes);
  const length = sections.uint8("live").length;
  const values = readValues(sections);
  const categories = new CategoryTable();
  const names = sections.strings("categoryNames");
  sections.uint32("categoryParents").forEach((parent, at) => {
    if (parent > at || categories.child(parent, names[at] ?? "") !== at + 1)
      throw contradiction("categoryParents");
  });
  const store = new ColumnStore(values, categories);
  store.length = length;
  store.numbers = readNumbers(sections, length, values.length, categories.length);
  for (const name of TEXTS)
    store[name] = readTexts(sections, `${name}Lengths`, `${name}Text`, length);
  for (const name of ROWS) store[name] = readRows(sections, name, length);
  if (!areBelow(store.attributes.numbers, values.length * 8))
    throw contradiction("attributesNumbers");
  enter(store, sections.uint32("idHashes"), sections.uint32("titleHashes"));
  return store;
}

/** Rebuilds what can be told from the columns: the ways to find products, counts and families. */
function enter(store: ColumnStore, idHashes: Uint32Array, titleHashes: Uint32Array): void {
  const { length, numbers, values } = store;
  if (idHashes.length !== length || titleHashes.length !== length) throw contradiction("idHashes");
  for (let ordinal = 0; ordinal < length; ordinal++) {
    if (numbers.live[ordinal] !== 1) continue;
    if (!store.ids.has(ordinal) || !store.titles.has(ordinal)) throw contradiction("ids");
    store.size += 1;
    store.idIndex.add(ordinal, idHashes[ordinal]!);
    store.titleIndex.add(ordinal, titleHashes[ordinal]!);
    countEntries(store.attributes.get(ordinal), values, 1);
    for (const name of VALUE_COLUMNS) {
      const value = numbers[name][ordinal]!;
      if (value > 0) values.counts[value]! += 1;
    }
  }
  store.families.addAll(numbers.parentId, length);
}

function readValues(sections: SectionReader): ValueTable {
  const fields = sections.uint32("valueFields");
  const texts = readTexts(sections, "valueLengths", "valueText", fields.length);
  const table = ValueTable.unpack(
    texts,
    fields,
    sections.float64("valueNumbers"),
    sections.uint32("valueHashes"),
  );
  if (table === undefined) throw contradiction("valueFields");
  return table;
}

function readTexts(
  sections: SectionReader,
  lengthsName: string,
  textName: string,
  length: number,
): TextColumn {
  const lengths = sections.uint32(lengthsName);
  const column =
    lengths.length === length
      ? TextColumn.unpack({ lengths, text: sections.uint8(textName) })
      : undefined;
  if (column === undefined) throw contradiction(lengthsName);
  return column;
}

function readRows(sections: SectionReader, name: string, length: number): RowColumn {
  const lengths = sections.uint32(`${name}Lengths`);
  const numbers = sections.uint32(`${name}Numbers`);
  const column = lengths.length === length ? RowColumn.unpack({ lengths, numbers }) : undefined;
  if (column === undefined) throw contradiction(`${name}Lengths`);
  return column;
}

function readNumbers(
  sections: SectionReader,
  length: number,
  valueCount: number,
  categoryCount: number,
): NumberColumns {
  const bounded = <T extends Uint8Array | Uint32Array>(name: string, column: T, end: number): T => {
    if (column.length !== length || !areBelow(column, end)) throw contradiction(name);
    return withRoom(column);
  };
  const real = (name: string): Float64Array => {
    const column = sections.float64(name);
    if (column.length !== length) throw contradiction(name);
    return withRoom(column, Number.NaN);
  };
  const reference = (name: string): Uint32Array => bounded(name, sections.uint32(name), valueCount);
  return {
    live: bounded("live", sections.uint8("live"), 2),
    titleHash: bounded("titleHash", sections.uint32("titleHash"), 2 ** 32),
    descriptionHigh: bounded("descriptionHigh", sections.uint32("descriptionHigh"), 2 ** 32),
    descriptionLow: bounded("descriptionLow", sections.uint32("descriptionLow"), 2 ** 32),
    price: real("price"),
    updatedAt: real("updatedAt"),
    updatedAtText: reference("updatedAtText"),
    availability: bounded("availability", sections.uint8("availability"), AVAILABILITIES.length),
    brand: reference("brand"),
    currency: reference("currency"),
    parentId: reference("parentId"),
    category: bounded("category", sections.uint32("category"), categoryCount),
  };
}

/** Values in the order in which products give them, each after its field; and the new number of each. */
function renumberValues(store: ColumnStore): { order: Int32Array; renumbered: Uint32Array } {
  const { numbers, values, attributes } = store;
  const columns = REFERENCES.map((name) => numbers[name]);
  const reserved = Object.keys(FIELD).length;
  const order = new Int32Array(values.length);
  const renumbered = new Uint32Array(values.length);
  let count = 0;
  const visit = (value: number): void => {
    if (renumbered[value] !== 0 || value === 0) return;
    renumbered[value] = count;
    order[count++] = value;
  };
  for (let value = 0; value < reserved; value++) {
    renumbered[value] = value;
    order[count++] = value;
  }
  for (let ordinal = 0; ordinal < store.length; ordinal++) {
    for (const column of columns) visit(column[ordinal]!);
    const start = attributes.starts[ordinal]!;
    const end = start + attributes.lengths[ordinal]!;
    for (let at = start; at < end; at++) {
      const value = attributes.numbers[at]! >>> 3;
      visit(values.fields[value]!);
      visit(value);
    }
  }
  return { order: order.slice(0, count), renumbered };
}

/** The same for categories: each after those above it. */
function renumberCategories({ numbers, categories, length }: ColumnStore): {
  column: Uint32Array;
  parents: Uint32Array;
  names: string[];
} {
  const renumbered = new Uint32Array(categories.length);
  const order: number[] = [0];
  const visit = (category: number): number => {
    if (category === 0 || renumbered[category]! > 0) return renumbered[category]!;
    visit(categories.parents[category]!);
    renumbered[category] = order.length;
    return order.push(category) - 1;
  };
  const column = numbers.category.slice(0, length).map(visit);
  const used = order.slice(1);
  return {
    column,
    parents: Uint32Array.from(used, (category) => renumbered[categories.parents[category]!]!),
    names: used.map((category) => categories.names[category]!),
  };
}

function areBelow(numbers: Uint8Array | Uint32Array, end: number): boolean {
  let most = 0;
  for (let at = 0; at < numbers.length; at++) if (numbers[at]! > most) most = numbers[at]!;
  return most < end;
}

function contradiction(section: string): Error {
  return broken(KIND, `got sections that contradict each other at "${section}"`, section);
}
