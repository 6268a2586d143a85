/**
 * @file Finds out which column of a file holds which field of a product.
 *
 * Names first, then a look at values: a column called `price` whose values are no
 * prices is not the price. What no name tells, values may: pictures, prices and ids
 * can be recognised. Nothing is hidden: each choice says why and shows examples, and
 * every column that is no field becomes an attribute.
 */
import { VitrineError } from "../errors.js";
import { findColumn } from "./find-column.js";
import { comparableName, fieldSynonyms, lowerCategory, moreImages } from "./field-synonyms.js";
import type {
  AttributeMapping,
  ColumnMapping,
  FieldMapping,
  MappedField,
  MappingOverrides,
} from "./mapping-schema.js";
import { mappedFields } from "./mapping-schema.js";
import { attributeName, guessAttributeType } from "./parse-attribute.js";
import { parseAvailability } from "./parse-availability.js";
import { detectCategorySeparator } from "./parse-category-path.js";
import type { CategorySeparator } from "./parse-category-path.js";
import { detectDecimalMark, parsePrice } from "./parse-price.js";
import { parseImages } from "./parse-images.js";
import { parseTime } from "./parse-time.js";
import { isMissing, showValue } from "./parsed.js";
import type { RawRow } from "./raw-row.js";

const attributePrefix = "attributes.";

/**
 * Maps the columns of a file.
 *
 * @param columns - All columns, in the order of the file.
 * @param sample - Some of its first rows; some hundred are enough.
 * @param overrides - What the operator knows better; each of them wins over any guess.
 * @param earlier - How an earlier file was read: its conventions hold for the same columns where
 *   this sample leaves them open, as some mended rows of that file do.
 * @returns Where no column holds the id, `fields.id` is absent and ids are made from title and brand.
 * @throws {VitrineError} `MAPPING_INVALID` when an override names an unknown field or column, or
 *   when no column holds the title.
 *
 * @example
 * mapColumns(["Handle", "Title", "Variant Price"], rows, { price: "Variant Price" });
 */
export function mapColumns(
  columns: readonly string[],
  sample: readonly RawRow[],
  overrides: MappingOverrides = {},
  earlier?: ColumnMapping,
): ColumnMapping {
  const values = new Map(
    columns.map((column) => [
      column,
      sample.map((row) => row.values[column]).filter((value) => !isMissing(value)),
    ]),
  );
  const told = readOverrides(overrides, columns);
  const taken = new Set([
    ...[...told.fields.values(), ...told.attributes.values()].flat(),
    ...told.ignored,
  ]);
  const fields = new Map<MappedField, FieldMapping>();
  const mapField = (field: MappedField, chosen: readonly string[], why: string): void => {
    for (const column of chosen) taken.add(column);
    const examples = chosen.flatMap((column) => examplesOf(values.get(column) ?? []));
    fields.set(field, { columns: chosen, why, examples: examples.slice(0, 3) });
  };

  for (const [field, chosen] of told.fields) {
    if (chosen.length > 0) mapField(field, chosen, "named by the operator");
  }
  for (const field of Object.keys(fieldSynonyms) as MappedField[]) {
    if (told.fields.has(field)) continue;
    const guess = guessByName(field, columns, values, taken);
    if (guess !== undefined) mapField(field, guess, "its name is a usual one");
  }
  for (const field of ["id", "price", "images"] as const) {
    if (told.fields.has(field) || fields.has(field)) continue;
    const guess = guessByValues(field, columns, values, taken);
    if (guess !== undefined) mapField(field, [guess], `its values look like ${lookOf[field]}`);
  }
  if (!fields.has("title")) throw noTitle(columns);

  const attributes = mapAttributes(columns, values, taken, told.attributes);
  const sampleOf = (field: MappedField): unknown[] =>
    (fields.get(field)?.columns ?? []).flatMap((column) => values.get(column) ?? []);
  const earlierFor = (field: MappedField): ColumnMapping["conventions"] =>
    earlier !== undefined &&
    String(earlier.fields[field]?.columns) === String(fields.get(field)?.columns)
      ? earlier.conventions
      : {};
  const decimalMark = detectDecimalMark(sampleOf("price")) ?? earlierFor("price").decimalMark;
  return {
    fields: Object.fromEntries(
      mappedFields.flatMap((field) => {
        const mapping = fields.get(field);
        return mapping === undefined ? [] : [[field, mapping]];
      }),
    ),
    attributes,
    ignored: told.ignored,
    conventions: {
      ...(decimalMark === undefined ? {} : { decimalMark }),
      ...(fields.has("category")
        ? {
            categorySeparator: chooseSeparator(
              sampleOf("category"),
              earlierFor("category").categorySeparator,
            ),
          }
        : {}),
    },
  };
}

/** In fewer values than this a slash does not say how the whole column is written. */
const tellingCount = 20;

function chooseSeparator(
  values: readonly unknown[],
  earlier: CategorySeparator | undefined,
): CategorySeparator {
  const detected = detectCategorySeparator(values);
  const isDecided =
    detected === ">" || detected === "|" || (detected === "/" && values.length >= tellingCount);
  return isDecided ? detected : (earlier ?? detected);
}

/** Of fields whose values can contradict a name, the names that leave no doubt. */
const outrightName: Partial<Record<MappedField, RegExp>> = {
  price: /price/,
  currency: /currency/,
  availability: /availab|instock|stockstatus/,
  images: /image/,
  updatedAt: /updat|modifi/,
};

const lookOf = { id: "ids: each is different", price: "prices", images: "addresses of pictures" };

type Values = ReadonlyMap<string, readonly unknown[]>;

function guessByName(
  field: MappedField,
  columns: readonly string[],
  values: Values,
  taken: ReadonlySet<string>,
): readonly string[] | undefined {
  const free = columns.filter((column) => !taken.has(column));
  const named = fieldSynonyms[field].flatMap((synonym) =>
    free.filter((column) => comparableName(column) === synonym),
  );
  // Where values contradict every candidate, a name that says the field outright stands: its rows
  // are then reported as bad, while an attribute would swallow them in silence.
  const column =
    named.find((candidate) => valuesFit(field, values.get(candidate) ?? [])) ??
    named.find((candidate) => outrightName[field]?.test(comparableName(candidate)) ?? true);
  if (column !== undefined) {
    const further =
      field === "images" ? moreImages : field === "category" ? lowerCategory : undefined;
    if (further === undefined) return [column];
    return [
      column,
      ...free.filter((other) => other !== column && further.test(comparableName(other))),
    ];
  }
  if (field === "category") {
    const levels = free.filter((column) => lowerCategory.test(comparableName(column)));
    if (levels.length > 0) return levels;
  }
  return undefined;
}

function guessByValues(
  field: "id" | "price" | "images",
  columns: readonly string[],
  values: Values,
  taken: ReadonlySet<string>,
): string | undefined {
  return columns.find((column) => {
    const present = values.get(column) ?? [];
    if (taken.has(column) || present.length === 0) return false;
    switch (field) {
      case "id":
        return (
          /(?:id|sku|code|key|number|nr|no)$/.test(comparableName(column)) &&
          present.every((value) => /^\S{1,64}$/.test(String(value))) &&
          new Set(present).size === present.length
        );
      case "price":
        return share(present, (value) => typeof value === "string" && saysCurrency(value)) >= 0.9;
      case "images":
        return (
          share(present, (value) =>
            /^\W*https?:\/\/\S+\.(?:jpe?g|png|webp|gif|avif)\b/i.test(showValue(value)),
          ) >= 0.9
        );
    }
  });
}

/** Whether values contradict the name of their column. */
function valuesFit(field: MappedField, present: readonly unknown[]): boolean {
  if (present.length === 0) return true;
  switch (field) {
    case "price":
      return share(present, (value) => parsePrice(value).status !== "unreadable") >= 0.5;
    case "availability":
      return share(present, (value) => parseAvailability(value).status !== "unreadable") >= 0.8;
    case "updatedAt":
      return share(present, (value) => parseTime(value).status !== "unreadable") >= 0.8;
    case "images":
      return share(present, looksLikeImages) >= 0.5;
    case "currency":
      return share(present, (value) => /^\s*[a-z]{3}\s*$/i.test(showValue(value))) >= 0.9;
    case "title":
    case "category":
    case "brand":
      return share(present, (value) => /\p{L}/u.test(showValue(value))) >= 0.5;
    case "id":
    case "parentId":
      return share(present, (value) => showValue(value, 300).length <= 255) >= 0.9;
    case "description":
      return true;
  }
}

function looksLikeImages(value: unknown): boolean {
  const images = parseImages(value);
  const first = images.status === "read" ? (images.value[0] ?? "") : "";
  return /^(?:https?:)?\/\/|^[\w./-]+\.\w{3,4}$|^data:image/.test(first);
}

function saysCurrency(value: string): boolean {
  const price = parsePrice(value);
  return price.status === "read" && price.value.currency !== undefined;
}

function share(values: readonly unknown[], test: (value: unknown) => boolean): number {
  return values.filter(test).length / values.length;
}

function mapAttributes(
  columns: readonly string[],
  values: Values,
  taken: ReadonlySet<string>,
  told: ReadonlyMap<string, readonly string[]>,
): AttributeMapping[] {
  const wanted: [name: string, column: string][] = [];
  for (const [name, chosen] of told) for (const column of chosen) wanted.push([name, column]);
  for (const column of columns)
    // Nested JSON may hold the attributes under a key that says so.
    if (!taken.has(column)) {
      const own = column.startsWith(attributePrefix)
        ? column.slice(attributePrefix.length)
        : column;
      wanted.push([attributeName(own), column]);
    }
  const names = new Set<string>();
  return wanted.map(([base, column]) => {
    let name = base === "" ? column : base;
    for (let copy = 2; names.has(name.toLowerCase()); copy++) name = `${base} (${copy})`;
    names.add(name.toLowerCase());
    const present = values.get(column) ?? [];
    return {
      name,
      column,
      type: guessAttributeType(column, present),
      examples: examplesOf(present),
    };
  });
}

function readOverrides(
  overrides: MappingOverrides,
  columns: readonly string[],
): {
  fields: Map<MappedField, readonly string[]>;
  attributes: Map<string, readonly string[]>;
  ignored: string[];
} {
  const fields = new Map<MappedField, readonly string[]>();
  const attributes = new Map<string, readonly string[]>();
  const ignored: string[] = [];
  for (const [key, value] of Object.entries(overrides)) {
    const chosen = value === null || value === "" ? [] : [value].flat();
    const found = chosen.map((column) => findColumn(key, column, columns));
    if (key.startsWith(attributePrefix) && key.length > attributePrefix.length) {
      const name = key.slice(attributePrefix.length);
      // Without a column, the column of that name is left out.
      if (found.length === 0) ignored.push(findColumn(key, name, columns));
      else attributes.set(name, found);
    } else {
      fields.set(findField(key, columns), found);
    }
  }
  return { fields, attributes, ignored };
}

function findField(key: string, columns: readonly string[]): MappedField {
  const name = key === "categoryPath" ? "category" : key;
  const field = mappedFields.find((known) => known.toLowerCase() === name.toLowerCase());
  if (field !== undefined) return field;
  throw new VitrineError(
    "MAPPING_INVALID",
    `A mapping must name one of the fields ${mappedFields.join(", ")} or attributes.<name>; got ${JSON.stringify(key)}. Write for example id=${columns[0] ?? "column"}.`,
    { field: key, columns },
  );
}

function noTitle(columns: readonly string[]): VitrineError {
  return new VitrineError(
    "MAPPING_INVALID",
    `One column must hold the title of the products; none of ${columns.join(", ")} is known as one. Name it, for example title=${columns[0] ?? "column"}.`,
    { field: "title", columns },
  );
}

function examplesOf(present: readonly unknown[]): string[] {
  return [...new Set(present.map((value) => showValue(value, 80)))].slice(0, 3);
}
