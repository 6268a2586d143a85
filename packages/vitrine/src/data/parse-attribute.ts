/**
 * @file Types the columns that are no field of a product: numbers, yes or no, lists, else text.
 *
 * The type belongs to the column, so that `size` is not a number in one product and a
 * text in the next. Codes stay text whatever they look like: `0042` and `1.10` are not
 * 42 and 1.1. A value that does not fit its column is kept as text, with a note.
 */
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, showValue } from "./parsed.js";
import { looksLikeLiteral, parseList } from "./parse-list.js";
import { plainText } from "./plain-text.js";
import type { AttributeValue } from "./product.js";

export const attributeTypes = ["number", "boolean", "list", "text"] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** Columns whose digits are names, not amounts. */
const codeColumn =
  /(?:^|[^a-z])(?:id|ids|sku|code|codes|gtin|ean|upc|isbn|asin|mpn|barcode|model|version|zip|postcode|phone|number|no|nr)(?:$|[^a-z])/;
const plainNumber = /^[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const truth = new Map([
  ["true", true],
  ["yes", true],
  ["false", false],
  ["no", false],
]);

/**
 * Tells the type of a column.
 *
 * @param column - Its name.
 * @param values - Some of its values; missing ones are passed over.
 * @returns `text` when nothing is known.
 */
export function guessAttributeType(column: string, values: readonly unknown[]): AttributeType {
  const present = values.filter((value) => !isMissing(value));
  if (present.length === 0) return "text";
  if (present.every(isTruth)) return "boolean";
  const words = column.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  if (!codeColumn.test(words) && present.every(isNumber)) return "number";
  const lists = present.filter((value) => Array.isArray(value) || isPipedOrLiteral(value));
  return lists.length * 10 >= present.length && lists.length > 0 ? "list" : "text";
}

/**
 * Reads a value.
 *
 * @param type - Of its column; default: told from this value alone, for columns that turn up late.
 * @returns Never unreadable; the note says when the value does not fit its column.
 */
export function parseAttribute(value: unknown, type?: AttributeType): Parsed<AttributeValue> {
  if (isMissing(value)) return missing;
  switch (type ?? guessAttributeType("", [value])) {
    case "number": {
      if (isNumber(value)) return read(Number(value));
      return asText(value, "the other values of the column are numbers");
    }
    case "boolean": {
      const known = truth.get(String(value).trim().toLowerCase());
      return known === undefined
        ? asText(value, "the other values of the column are yes or no")
        : read(known);
    }
    case "list": {
      const list = parseList(value);
      if (list.status !== "read") return asText(value, "the list can not be read");
      const items = list.value.map(plainText).filter((item) => item !== "");
      return items.length === 0 ? missing : read(items);
    }
    case "text":
      if (Array.isArray(value)) return parseAttribute(value, "list");
      return asText(value);
  }
}

/** The name of an attribute as shown and filtered by: the column's without stray white space and colons. */
export function attributeName(column: string): string {
  return column
    .split(".")
    .map((part) =>
      part
        .replace(/\s+/g, " ")
        .replace(/[\p{Cc}\p{Surrogate}]/gu, "")
        .trim()
        .replace(/\s*:$/, ""),
    )
    .join(".");
}

function asText(value: unknown, note?: string): Parsed<AttributeValue> {
  const text = plainText(typeof value === "string" ? value : showValue(value, Infinity));
  return text === ""
    ? missing
    : read(text, note === undefined ? undefined : `kept as text: ${note}`);
}

function isNumber(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" && plainNumber.test(value.trim());
}

function isTruth(value: unknown): boolean {
  if (typeof value === "boolean") return true;
  return typeof value === "string" && truth.has(value.trim().toLowerCase());
}

/** `Red|Blue` or `['Red', 'Blue']`, but no sentence that happens to hold a bar. */
function isPipedOrLiteral(value: unknown): boolean {
  if (typeof value !== "string") return false;
  if (looksLikeLiteral(value)) return true;
  return value.includes("|") && value.split("|").every((part) => part.trim().length <= 60);
}
