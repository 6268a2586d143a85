/**
 * @file Reads category paths: lists, `A > B > C`, `A|B|C`, `A/B/C`, or a single name.
 *
 * Names may hold commas (`Patio, Lawn & Garden`), so a comma never parts one name from
 * the next. Where a product stands in several paths the first one is its own. Which
 * sign parts the names is a property of the column, told once from its values: in a
 * column that writes `>`, a slash belongs to a name.
 */
import { stripMarkup } from "./markup.js";
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, unreadable } from "./parsed.js";
import { looksLikeLiteral, parseListLiteral } from "./parse-list.js";
import { plainText } from "./plain-text.js";

/** The signs that part the names of a path; `none` when every value is one name. */
export const categorySeparators = [">", "|", "/", "none"] as const;
export type CategorySeparator = (typeof categorySeparators)[number];

const arrows = /\s*(?:>|›|»|→|::)\s*/;

/**
 * Reads a path.
 *
 * @param value - A list (of names, or of paths), or a text.
 * @param separator - Of the column; default: told from this value alone.
 * @returns From the root to the leaf, at least one name; the note says when it is the first of several.
 *
 * @example
 * parseCategoryPath("['Patio, Lawn & Garden', ' Doormats']");
 * // { status: "read", value: ["Patio, Lawn & Garden", "Doormats"] }
 */
export function parseCategoryPath(
  value: unknown,
  separator?: CategorySeparator,
): Parsed<readonly string[]> {
  if (isMissing(value)) return missing;
  if (Array.isArray(value)) return pathOfList(value, separator);
  if (typeof value !== "string") return cleanPath([String(value)]);
  if (looksLikeLiteral(value)) {
    const items = parseListLiteral(value);
    return items === undefined
      ? unreadable("begins like a list but its quotes or brackets do not match")
      : pathOfList(items, separator);
  }
  const text = withoutMarkup(value);
  return pathOfText(text, separator ?? separatorOf([text]));
}

/**
 * Tells what parts the names in a column.
 *
 * @param values - Texts of the column; others are passed over.
 * @returns `/` only when most values have one, since `TV/Audio` is a name as well.
 */
export function detectCategorySeparator(values: readonly unknown[]): CategorySeparator {
  const texts = values.filter(
    (value): value is string =>
      typeof value === "string" && !isMissing(value) && !looksLikeLiteral(value),
  );
  return separatorOf(texts.map(withoutMarkup));
}

function separatorOf(texts: readonly string[]): CategorySeparator {
  if (texts.some((text) => arrows.test(text))) return ">";
  if (texts.some((text) => text.includes("|"))) return "|";
  const slashed = texts.filter((text) => /[^\s/]\s*\/\s*[^\s/]/.test(text)).length;
  return slashed > 0 && slashed * 2 >= texts.length ? "/" : "none";
}

function pathOfList(
  items: readonly unknown[],
  separator: CategorySeparator | undefined,
): Parsed<readonly string[]> {
  const present = items.filter((item) => !isMissing(item));
  const first = present[0];
  if (Array.isArray(first)) {
    const inner = pathOfList(first, separator);
    return inner.status === "read" && present.length > 1
      ? firstOf(inner.value, present.length)
      : inner;
  }
  const names = present.map((item) => nameOf(item));
  // A list of whole paths rather than of names: ["A > B", "A > C"].
  if (names.length > 1 && names.every((name) => arrows.test(name))) {
    const inner = pathOfText(names[0] ?? "", ">");
    return inner.status === "read" ? firstOf(inner.value, names.length) : inner;
  }
  if (names.length === 1 && arrows.test(names[0] ?? "")) return pathOfText(names[0] ?? "", ">");
  return cleanPath(names);
}

function nameOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return withoutMarkup(String(item));
  const { name, title, label } = item as Readonly<Record<string, unknown>>;
  return withoutMarkup([name, title, label].find((text) => typeof text === "string") ?? "");
}

/** Tags and entities hold signs that part names elsewhere: `>`, `/` and `;`. Lines, which part paths, stay. */
function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return stripMarkup(text).split("\n").map(plainText).join("\n");
}

function pathOfText(text: string, separator: CategorySeparator): Parsed<readonly string[]> {
  switch (separator) {
    case ">": {
      const paths = severalPaths(text);
      const path = cleanPath((paths[0] ?? "").split(arrows).map(unescapeComma));
      return path.status === "read" && paths.length > 1 ? firstOf(path.value, paths.length) : path;
    }
    case "|":
      return cleanPath(text.split("|"));
    case "/":
      return cleanPath(text.split("/"));
    case "none":
      return cleanPath([unescapeComma(text)]);
  }
}

/** Parts `A > B | A > C`, `A > B; C > D` and `A, A > B`; a comma only where the next part begins at the same root. */
function severalPaths(text: string): readonly string[] {
  const strong = text.split(/[|;\n]/).filter((part) => part.trim() !== "");
  if (strong.length > 1 && strong.filter((part) => arrows.test(part)).length > 1) return strong;
  const parts = text.split(/(?<!\\),\s*/);
  const root = rootOf(parts[0] ?? "");
  const paths: string[] = [];
  for (const part of parts) {
    const last = paths.pop();
    if (last === undefined) paths.push(part);
    else if (rootOf(part) === root) paths.push(last, part);
    else paths.push(`${last}, ${part}`);
  }
  return paths;
}

function rootOf(path: string): string {
  return (path.split(arrows)[0] ?? "").trim().toLowerCase();
}

function unescapeComma(name: string): string {
  return name.replaceAll("\\,", ",");
}

function cleanPath(names: readonly string[]): Parsed<readonly string[]> {
  const path = names.map(plainText).filter((name) => !isMissing(name));
  return path.length === 0 ? missing : read(path);
}

function firstOf(path: readonly string[], count: number): Parsed<readonly string[]> {
  return read(path, `the first of ${count} paths is kept`);
}
