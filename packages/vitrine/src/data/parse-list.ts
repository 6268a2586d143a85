/**
 * @file Reads lists in the ways shops write them: JSON, Python literals, `a|b|c`, `a;b`.
 *
 * A small parser and not a replacement of quotes: `["it's", 'a "b"']` mixes both kinds
 * and names hold commas. O(n) time; nesting is bounded.
 */
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, unreadable } from "./parsed.js";

/** What a list literal holds. */
export type ListItem = string | number | boolean | null | readonly ListItem[];

const maxDepth = 8;

/**
 * Reads a list of texts.
 *
 * @param value - A list, or a text: a JSON or Python literal, else parted at `|`, else at `;`,
 *   else one item.
 * @returns Items without surrounding spaces; empty and missing ones are left out, nested lists
 *   are flattened. Unreadable when a text begins like a literal and is none.
 *
 * @example
 * parseList("['Chairs', \"Kids' Chairs\"]"); // { status: "read", value: ["Chairs", "Kids' Chairs"] }
 */
export function parseList(value: unknown): Parsed<readonly string[]> {
  if (isMissing(value)) return missing;
  if (Array.isArray(value)) return nonEmpty(flatten(value));
  if (typeof value === "number" || typeof value === "boolean") return read([String(value)]);
  if (typeof value !== "string") return unreadable("must be a list or a text");
  if (looksLikeLiteral(value)) {
    const items = parseListLiteral(value);
    if (items === undefined)
      return unreadable("begins like a list but its quotes or brackets do not match");
    return nonEmpty(flatten(items));
  }
  const separator = value.includes("|") ? "|" : value.includes(";") ? ";" : undefined;
  return nonEmpty(flatten(separator === undefined ? [value] : value.split(separator)));
}

/** Whether a text begins and ends like a list literal. */
export function looksLikeLiteral(text: string): boolean {
  return (
    /^\s*\[[\s\S]*\]?\s*$/.test(text) &&
    /^\s*\[\s*(["'\[\]]|[uUbBrR]["']|-?\d|None|True|False|null|true|false)/.test(text)
  );
}

/**
 * Reads a JSON or Python list (or tuple) literal of texts, numbers, booleans, nothing and lists.
 *
 * @returns The items, or undefined when the text is no such literal.
 */
export function parseListLiteral(text: string): readonly ListItem[] | undefined {
  let at = 0;
  const skipSpace = (): void => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const readItem = (depth: number): ListItem | undefined => {
    const opener = text[at];
    if (opener === "[" || opener === "(")
      return depth < maxDepth ? readItems(depth + 1) : undefined;
    const prefixed = /^[uUrRbB](?=["'])/.test(text.slice(at, at + 2));
    if (prefixed) at++;
    if (text[at] === '"' || text[at] === "'") return readString();
    const word =
      /^(?:None|True|False|null|true|false|NaN|nan|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(
        text.slice(at, at + 40),
      )?.[0];
    if (word === undefined) return undefined;
    at += word.length;
    if (/^(?:None|null|NaN|nan)$/.test(word)) return null;
    if (/^(?:True|true)$/.test(word)) return true;
    if (/^(?:False|false)$/.test(word)) return false;
    return Number(word);
  };
  const readItems = (depth: number): readonly ListItem[] | undefined => {
    const closer = text[at] === "[" ? "]" : ")";
    at++;
    const items: ListItem[] = [];
    for (;;) {
      skipSpace();
      if (text[at] === closer) {
        at++;
        return items;
      }
      const item = readItem(depth);
      if (item === undefined) return undefined;
      items.push(item);
      skipSpace();
      if (text[at] === ",") at++;
      else if (text[at] !== closer) return undefined;
    }
  };
  const readString = (): string | undefined => {
    const quote = text[at]!;
    let content = "";
    for (at++; at < text.length; at++) {
      const character = text[at]!;
      if (character === quote) {
        at++;
        return content;
      }
      if (character !== "\\") content += character;
      else {
        const escape = readEscape(text, at + 1);
        content += escape.text;
        at += escape.length;
      }
    }
    return undefined;
  };

  skipSpace();
  if (text[at] !== "[" && text[at] !== "(") return undefined;
  const items = readItems(1);
  skipSpace();
  return items !== undefined && at === text.length ? items : undefined;
}

const singleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\u0007",
  0: "\0",
  "\n": "",
};

/** The escape behind a backslash, by the rules that JSON and Python share and Python's own `\x` and `\U`. */
function readEscape(text: string, at: number): { text: string; length: number } {
  const kind = text[at] ?? "";
  const digits = kind === "x" ? 2 : kind === "u" ? 4 : kind === "U" ? 8 : 0;
  if (digits > 0) {
    const code = text.slice(at + 1, at + 1 + digits);
    const point = Number.parseInt(code, 16);
    if (code.length === digits && /^[0-9a-fA-F]+$/.test(code) && point <= 0x10ffff) {
      return { text: String.fromCodePoint(point), length: 1 + digits };
    }
    return { text: "\\", length: 0 };
  }
  const single = singleEscapes[kind];
  if (single !== undefined) return { text: single, length: 1 };
  // Python keeps the backslash of an escape it does not know; of quotes, slashes and itself it goes.
  return /["'\\/]/.test(kind) ? { text: kind, length: 1 } : { text: "\\", length: 0 };
}

function flatten(items: readonly unknown[]): string[] {
  return items.flatMap((item): string[] => {
    if (isMissing(item)) return [];
    if (Array.isArray(item)) return flatten(item);
    if (typeof item === "object" && item !== null)
      return [namedText(item)].filter((name) => name !== "");
    return [String(item).trim()];
  });
}

/** Of an object in a list, the part that names it: `{ src: "a.jpg" }`, `{ name: "Chairs" }`. */
function namedText(item: object): string {
  for (const key of ["name", "title", "label", "value", "src", "url", "link", "href"]) {
    const value = (item as Readonly<Record<string, unknown>>)[key];
    if (typeof value === "string") return value.trim();
  }
  return JSON.stringify(item);
}

function nonEmpty(items: readonly string[]): Parsed<readonly string[]> {
  return items.length === 0 ? missing : read(items);
}
