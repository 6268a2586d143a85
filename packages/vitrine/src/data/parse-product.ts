/**
 * @file Makes a product of a row, or says everything that is wrong with it.
 *
 * Missing is missing: a field that the row leaves out is absent from the product. A
 * value that is there and can not be read makes the row a bad row, also in an optional
 * field: a price that is dropped in silence is worse than a row that is reported. The
 * one exception are attributes, whose type is our guess and not the shop's promise; a
 * value that does not fit is kept as text and counted as changed.
 */
import { readCurrency } from "./currency.js";
import type { ColumnMapping, MappedField } from "./mapping-schema.js";
import { attributeName, parseAttribute } from "./parse-attribute.js";
import { parseAvailability } from "./parse-availability.js";
import { parseCategoryPath } from "./parse-category-path.js";
import { parseImages } from "./parse-images.js";
import { looksLikeLiteral, parseList } from "./parse-list.js";
import { parsePrice } from "./parse-price.js";
import { parseTime } from "./parse-time.js";
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, showValue, unreadable } from "./parsed.js";
import { plainText } from "./plain-text.js";
import type { AttributeValue, Product } from "./product.js";
import { productSchema } from "./product.js";
import type { RawRow } from "./raw-row.js";

/** A value that is not quite what the file says. */
export interface FieldChange {
  readonly field: string;
  readonly column: string;
  readonly got: string;
  readonly became: string;
  readonly why: string;
}

/** A value that can not be used. */
export interface FieldProblem {
  readonly field: string;
  /** Empty when the fault is the row's and no column's. */
  readonly column: string;
  readonly got: string;
  /** Completes "the value …". */
  readonly why: string;
}

/** What became of a row. */
export type ProductReading =
  | {
      readonly product: Product;
      readonly changes: readonly FieldChange[];
      /** Mapped or not, the fields that the product lacks. */
      readonly missing: readonly MappedField[];
    }
  | {
      readonly problems: readonly FieldProblem[];
      /** Where at least the id could be read. */
      readonly id?: string;
    };

/** What reading a product needs beside the row. */
export interface ParseProductOptions {
  readonly mapping: ColumnMapping;
  /** Of prices that do not say theirs; ISO 4217. */
  readonly currency?: string;
  /** Gives ids where no column does. */
  readonly makeId: (title: string, brand: string | undefined) => string;
}

/**
 * Reads one row.
 *
 * @returns The product with the changes that cleaning made, or all problems of the row at once.
 */
export function parseProduct(row: RawRow, options: ParseProductOptions): ProductReading {
  if (row.product !== undefined) return checkProduct(row.product);
  const reader = createFieldReader(row, options.mapping);
  const id = reader.read("id", parseId);
  if (row.broken !== undefined) {
    const problem = { field: "row", column: "", got: row.broken.got, why: row.broken.why };
    return { problems: [problem], ...(id === undefined ? {} : { id }) };
  }
  const title = reader.read("title", parseText);
  const description = reader.read("description", parseText);
  const brand = reader.read("brand", parseText);
  const categoryPath = reader.read("category", (value) =>
    parseCategoryPath(value, options.mapping.conventions.categorySeparator),
  );
  const money = readMoney(reader, options);
  const availability = reader.read("availability", parseAvailability);
  const images = reader.read("images", parseImages);
  const updatedAt = reader.read("updatedAt", parseTime);
  const parentId = reader.read("parentId", parseParentId);
  const attributes = readAttributes(row, options.mapping, reader);

  if (title === undefined) reader.problem("title", "must hold text");
  if (options.mapping.fields.id !== undefined && id === undefined)
    reader.problem("id", "must hold text");
  if (reader.problems.length > 0 || title === undefined) {
    return { problems: reader.problems, ...(id === undefined ? {} : { id }) };
  }
  const product: Product = {
    id: id ?? options.makeId(title, brand),
    title,
    ...(description === undefined ? {} : { description }),
    ...(brand === undefined ? {} : { brand }),
    categoryPath: categoryPath ?? [],
    ...money,
    ...(availability === undefined ? {} : { availability }),
    images: images ?? [],
    attributes,
    ...(updatedAt === undefined ? {} : { updatedAt }),
    // A variant group's own row often names itself.
    ...(parentId === undefined || parentId === id ? {} : { parentId }),
  };
  return { product, changes: reader.changes, missing: missingFields(product) };
}

/** A product that was exported from here is what it is. */
function checkProduct(value: unknown): ProductReading {
  const parsed = productSchema.safeParse(value);
  if (parsed.success) {
    return { product: parsed.data, changes: [], missing: missingFields(parsed.data) };
  }
  const { id } = value as Readonly<Record<string, unknown>>;
  return {
    problems: parsed.error.issues.map((issue) => ({
      field: String(issue.path[0] ?? "row"),
      column: issue.path.join("."),
      got: showValue(issue.path.reduce<unknown>(valueAt, value)),
      why: `must keep to the schema of products (${issue.message})`,
    })),
    ...(typeof id === "string" && id !== "" ? { id } : {}),
  };
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;
}

interface FieldReader {
  readonly changes: FieldChange[];
  readonly problems: FieldProblem[];
  /** Reads a field; undefined when it is missing, or unreadable and noted as a problem. */
  read<T>(field: MappedField, parse: (value: unknown) => Parsed<T>): T | undefined;
  problem(field: MappedField, why: string): void;
  note(change: FieldChange): void;
}

function createFieldReader(row: RawRow, mapping: ColumnMapping): FieldReader {
  const changes: FieldChange[] = [];
  const problems: FieldProblem[] = [];
  const rawOf = (field: MappedField): { column: string; value: unknown } => {
    const columns = mapping.fields[field]?.columns ?? [];
    const values = columns.map((column) => row.values[column]);
    return {
      column: columns.join(", "),
      value: columns.length > 1 ? joinColumns(values) : values[0],
    };
  };
  return {
    changes,
    problems,
    read(field, parse) {
      const { column, value } = rawOf(field);
      const parsed = parse(value);
      if (parsed.status === "unreadable") {
        problems.push({ field, column, got: showValue(value), why: parsed.why });
        return undefined;
      }
      if (parsed.status === "missing") return undefined;
      if (parsed.note !== undefined) {
        changes.push(changeOf(field, column, value, parsed.value, parsed.note));
      }
      return parsed.value;
    },
    problem(field, why) {
      if (problems.some((problem) => problem.field === field)) return;
      const { column, value } = rawOf(field);
      problems.push({ field, column, got: showValue(value ?? ""), why });
    },
    note(change) {
      changes.push(change);
    },
  };
}

/** Of a field with several columns: a list of what each of them holds, lists laid end to end. */
function joinColumns(values: readonly unknown[]): readonly unknown[] {
  return values.flatMap((value): unknown[] => {
    if (isMissing(value)) return [];
    const list =
      Array.isArray(value) || (typeof value === "string" && looksLikeLiteral(value))
        ? parseList(value)
        : undefined;
    return list?.status === "read" ? [...list.value] : [value];
  });
}

function readMoney(
  reader: FieldReader,
  { mapping, currency: defaultCurrency }: ParseProductOptions,
): Pick<Product, "price" | "currency"> {
  const told = reader.read("currency", parseCurrency);
  const expected = told ?? defaultCurrency;
  const { decimalMark } = mapping.conventions;
  const price = reader.read("price", (value) => {
    const parsed = parsePrice(value, {
      ...(decimalMark === undefined ? {} : { decimalMark }),
      ...(expected === undefined ? {} : { currency: expected }),
    });
    if (parsed.status !== "read") return parsed;
    const said = parsed.value.currency;
    return told !== undefined && said !== undefined && said !== told
      ? unreadable(`is in ${said}, but the currency column says ${told}`)
      : parsed;
  });
  if (price === undefined) return {};
  const currency = price.currency ?? expected;
  return currency === undefined ? { price: price.amount } : { price: price.amount, currency };
}

function readAttributes(
  row: RawRow,
  mapping: ColumnMapping,
  reader: FieldReader,
): Record<string, AttributeValue> {
  const entries: [string, AttributeValue][] = [];
  const add = (name: string, column: string, parsed: Parsed<AttributeValue>): void => {
    if (parsed.status !== "read") return;
    entries.push([name, parsed.value]);
    if (parsed.note === undefined) return;
    reader.note(
      changeOf(`attributes.${name}`, column, row.values[column], parsed.value, parsed.note),
    );
  };
  for (const { name, column, type } of mapping.attributes) {
    add(
      name,
      column,
      withCleaningNote(row.values[column], parseAttribute(row.values[column], type)),
    );
  }
  const known = knownColumns(mapping);
  const taken = new Set(entries.map(([name]) => name));
  // Columns that turned up behind the sampled rows; only formats without a header have them.
  for (const [column, value] of Object.entries(row.values)) {
    if (known.has(column)) continue;
    const name = attributeName(column);
    if (!taken.has(name)) add(name, column, parseAttribute(value));
    taken.add(name);
  }
  return Object.fromEntries(entries);
}

const knownColumnsOf = new WeakMap<ColumnMapping, ReadonlySet<string>>();

function knownColumns(mapping: ColumnMapping): ReadonlySet<string> {
  const cached = knownColumnsOf.get(mapping);
  if (cached !== undefined) return cached;
  const known = new Set([
    ...Object.values(mapping.fields).flatMap((field) => field.columns),
    ...mapping.attributes.map((attribute) => attribute.column),
    ...mapping.ignored,
  ]);
  knownColumnsOf.set(mapping, known);
  return known;
}

const cleaned = "markup, entities, characters or white space were cleaned";

function withCleaningNote(value: unknown, parsed: Parsed<AttributeValue>): Parsed<AttributeValue> {
  return parsed.status === "read" &&
    parsed.note === undefined &&
    typeof value === "string" &&
    typeof parsed.value === "string" &&
    parsed.value !== value.trim()
    ? read(parsed.value, cleaned)
    : parsed;
}

function parseText(value: unknown): Parsed<string> {
  if (isMissing(value)) return missing;
  const isList = Array.isArray(value) || (typeof value === "string" && looksLikeLiteral(value));
  const list = isList ? parseList(value) : undefined;
  const text =
    list?.status === "read"
      ? list.value.join(" ")
      : typeof value === "string"
        ? value
        : showValue(value, Infinity);
  const plain = plainText(text);
  if (plain === "") return missing;
  return plain === text.trim() ? read(plain) : read(plain, cleaned);
}

/** Ids are compared byte by byte by other systems, so only what no one can see is taken out. */
function parseId(value: unknown): Parsed<string> {
  if (isMissing(value)) return missing;
  if (typeof value !== "string" && typeof value !== "number")
    return unreadable("must be a text or a number");
  const text = String(value).trim();
  const id = text.replace(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, "").trim();
  if (id === "") return missing;
  return id === text ? read(id) : read(id, "invisible characters were taken out");
}

/** WooCommerce writes `id:123`. */
function parseParentId(value: unknown): Parsed<string> {
  return parseId(typeof value === "string" ? value.trim().replace(/^id:(?=\d)/, "") : value);
}

function parseCurrency(value: unknown): Parsed<string> {
  if (isMissing(value)) return missing;
  const currency = typeof value === "string" ? readCurrency(value)?.currency : undefined;
  return currency === undefined
    ? unreadable("must be a currency code such as EUR")
    : read(currency);
}

/** Long values are shown from shortly before the place where they part, so that the change can be seen. */
function changeOf(
  field: string,
  column: string,
  got: unknown,
  became: unknown,
  why: string,
): FieldChange {
  const before = showValue(got, Infinity);
  const after = showValue(became, Infinity);
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const from = same > 100 ? same - 40 : 0;
  const cut = (text: string): string => showValue(from === 0 ? text : `…${text.slice(from)}`);
  return { field, column, got: cut(before), became: cut(after), why };
}

function missingFields(product: Product): MappedField[] {
  const absent: MappedField[] = [];
  if (product.description === undefined) absent.push("description");
  if (product.brand === undefined) absent.push("brand");
  if (product.categoryPath.length === 0) absent.push("category");
  if (product.price === undefined) absent.push("price");
  if (product.currency === undefined) absent.push("currency");
  if (product.availability === undefined) absent.push("availability");
  if (product.images.length === 0) absent.push("images");
  if (product.updatedAt === undefined) absent.push("updatedAt");
  if (product.parentId === undefined) absent.push("parentId");
  return absent;
}
