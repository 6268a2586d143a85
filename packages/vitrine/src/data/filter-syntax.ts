/**
 * @file The filter language: `FIELD OP VALUE`.
 *
 * `price<150`, `brand=Acme`, `category=Furniture`, `color in red,"light, blue"`. Operators
 * are `= != < <= > >= in`; the leftmost one parts field and value, so a value may hold
 * others. Names and values that would be misread are quoted, with `\` before a quote.
 * A filter is data: it is checked when it is parsed, and printing it gives it back.
 */
import { VitrineError } from "../errors.js";
import { parseAvailability } from "./parse-availability.js";
import { parseTime } from "./parse-time.js";

export const filterOperators = ["=", "!=", "<", "<=", ">", ">=", "in"] as const;
export type FilterOperator = (typeof filterOperators)[number];

/** One condition on a product. */
export interface Filter {
  /** A field of the product in its usual spelling, `attributes.<name>`, or a bare attribute's name. */
  readonly field: string;
  readonly operator: FilterOperator;
  /** One value; for `in` at least one. */
  readonly values: readonly string[];
}

/** The fields of a product that can be filtered by, and what their values are. */
export const filterFields = {
  id: "text",
  title: "text",
  description: "text",
  brand: "text",
  category: "category",
  price: "number",
  currency: "text",
  availability: "availability",
  images: "text",
  updatedAt: "time",
  parentId: "text",
} as const;
export type FilterField = keyof typeof filterFields;

/** Whether a name is that of a field; every other name is an attribute's. */
export function isFilterField(name: string): name is FilterField {
  return Object.hasOwn(filterFields, name);
}

/** How a filter names an attribute, one of the same name as a field too. */
export function attributeField(attribute: string): string {
  return isFilterField(attribute) ? `attributes.${attribute}` : attribute;
}

/** Other spellings of fields, in lower case. */
const fieldSpellings = new Map<string, FilterField>([
  ...(Object.keys(filterFields) as FilterField[]).map(
    (field) => [field.toLowerCase(), field] as const,
  ),
  ["categorypath", "category"],
  ["category_path", "category"],
  ["image", "images"],
  ["updated", "updatedAt"],
  ["updated_at", "updatedAt"],
  ["parent", "parentId"],
  ["parent_id", "parentId"],
]);

/**
 * Reads a filter.
 *
 * @param text - For example `price < 150`; spaces around the operator are optional except around `in`.
 *   For `in` the values stand in a JSON list or between commas.
 * @throws {VitrineError} `FILTER_INVALID` with the character where reading fails, and the remedy.
 *
 * @example
 * parseFilter("color in red, blue"); // { field: "color", operator: "in", values: ["red", "blue"] }
 */
export function parseFilter(text: string): Filter {
  const name = readField(text);
  const rest = text.slice(name.end);
  const found = /^\s*(<=|>=|!=|=|<|>|in(?=[\s["'])|in$)/i.exec(rest);
  if (found === null || (/^in$/i.test(found[1] ?? "") && !name.quoted && !/^\s/.test(rest))) {
    throw invalid(text, name.end, "an operator (= != < <= > >= in) must follow the field");
  }
  const operator = (found[1] ?? "").toLowerCase() as FilterOperator;
  if (name.text === "") throw invalid(text, 0, "a field must stand before the operator");
  let at = name.end + found[0].length;
  // "==" is what programmers type.
  if (operator === "=" && text[at] === "=") at++;
  const values = operator === "in" ? readValues(text, at) : [readValue(text, at)];
  const field = fieldSpellings.get(name.text.toLowerCase()) ?? name.text;
  return { field, operator, values: checkValues(text, at, field, operator, values) };
}

/**
 * Writes a filter as `parseFilter` reads it: `parseFilter(formatFilter(f))` equals `f` for every
 * filter that parsing gives.
 */
export function formatFilter({ field, operator, values }: Filter): string {
  const name = /^[^\s"'=!<>\\]+$/.test(field) ? field : quoted(field);
  const listed = values.map((value) =>
    value === "" || value !== value.trim() || /^["'[=]|[,\\]/.test(value) ? quoted(value) : value,
  );
  return operator === "in"
    ? `${name} in ${listed.join(",")}`
    : `${name}${operator}${listed[0] ?? quoted("")}`;
}

interface FieldName {
  readonly text: string;
  readonly quoted: boolean;
  readonly end: number;
}

function readField(text: string): FieldName {
  const start = text.length - text.trimStart().length;
  if (text[start] === '"' || text[start] === "'") {
    const { value, end } = readQuoted(text, start);
    return { text: value.trim(), quoted: true, end };
  }
  const symbol = text.search(/[=!<>]/);
  const word = /(?<=\S)\s+in(?=[\s["']|$)/i.exec(text)?.index ?? -1;
  const ends = [symbol, word].filter((end) => end >= 0);
  if (ends.length === 0) {
    throw invalid(text, text.length, "an operator (= != < <= > >= in) must follow the field");
  }
  const end = Math.min(...ends);
  return { text: text.slice(start, end).trim(), quoted: false, end };
}

/** The one value of all operators but `in`: quoted, or everything up to the end. */
function readValue(text: string, from: number): string {
  const start = skipSpace(text, from);
  if (start === text.length)
    throw invalid(text, start, 'a value must follow the operator; write "" for an empty one');
  if (text[start] !== '"' && text[start] !== "'") return text.slice(start).trim();
  const { value, end } = readQuoted(text, start);
  const after = skipSpace(text, end);
  if (after < text.length) throw invalid(text, after, "nothing may follow the closing quote");
  return value;
}

function readValues(text: string, from: number): string[] {
  const start = skipSpace(text, from);
  if (start === text.length) throw invalid(text, start, "at least one value must follow in");
  if (text[start] === "[") return readJsonValues(text, start);
  const values: string[] = [];
  for (let at = start; ; at++) {
    at = skipSpace(text, at);
    if (text[at] === '"' || text[at] === "'") {
      const { value, end } = readQuoted(text, at);
      values.push(value);
      at = skipSpace(text, end);
    } else {
      const comma = text.indexOf(",", at);
      const end = comma === -1 ? text.length : comma;
      const value = text.slice(at, end).trim();
      if (value === "")
        throw invalid(text, at, 'a value must stand between the commas; write "" for an empty one');
      values.push(value);
      at = end;
    }
    if (at >= text.length) return values;
    if (text[at] !== ",") throw invalid(text, at, "a comma must part the values");
  }
}

function readJsonValues(text: string, start: number): string[] {
  let list: unknown;
  try {
    list = JSON.parse(text.slice(start));
  } catch {
    throw invalid(text, start, 'a list must be JSON, such as ["red","blue"]');
  }
  const isList =
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((item) => ["string", "number", "boolean"].includes(typeof item));
  if (!isList)
    throw invalid(text, start, "a list must hold texts, numbers or true and false, at least one");
  return (list as (string | number | boolean)[]).map(String);
}

function readQuoted(text: string, start: number): { value: string; end: number } {
  const quote = text[start];
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === quote) return { value, end: at + 1 };
    if (character === "\\" && at + 1 < text.length) at++;
    value += text[at]!;
  }
  throw invalid(
    text,
    start,
    "a quote must be closed; put other quotes around a value that begins with one",
  );
}

/** Brings values into their one spelling, so that what can never match is refused here. */
function checkValues(
  text: string,
  at: number,
  field: string,
  operator: FilterOperator,
  values: readonly string[],
): readonly string[] {
  const isOrder = operator !== "=" && operator !== "!=" && operator !== "in";
  const kind = isFilterField(field) ? filterFields[field] : "attribute";
  switch (kind) {
    case "number":
      for (const value of values) {
        if (!isNumeric(value))
          throw invalid(
            text,
            at,
            `${field} is a number, and ${JSON.stringify(value)} is not one; write it like 149.99`,
          );
      }
      return values;
    case "availability":
      if (isOrder) throw invalid(text, at, `${field} has no order; use =, != or in`);
      return values.map((value) => {
        const parsed = parseAvailability(value);
        if (parsed.status === "read") return parsed.value;
        throw invalid(
          text,
          at,
          `${field} must be in_stock, out_of_stock, preorder, backorder or discontinued`,
        );
      });
    case "time":
      return values.map((value) => {
        const parsed = parseTime(value);
        if (parsed.status === "read") return parsed.value;
        throw invalid(
          text,
          at,
          `${field} must be a time such as 2024-04-03 or 2024-04-03T10:30:00Z`,
        );
      });
    case "text":
    case "category":
      if (isOrder) throw invalid(text, at, `${field} has no order; use =, != or in`);
      return values;
    case "attribute":
      for (const value of values) {
        if (isOrder && !isNumeric(value))
          throw invalid(
            text,
            at,
            `${operator} compares numbers, and ${JSON.stringify(value)} is not one; use =, != or in`,
          );
      }
      return values;
  }
}

/** Whether a text is a plain decimal number. */
export function isNumeric(text: string): boolean {
  return /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?\s*$/i.test(text);
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

function invalid(filter: string, at: number, rule: string): VitrineError {
  return new VitrineError(
    "FILTER_INVALID",
    `A filter must read FIELD OP VALUE, for example price<150 or brand="A = B": ${rule}; got ${JSON.stringify(filter)}, at character ${at + 1}.`,
    { filter },
  );
}
