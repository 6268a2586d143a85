/**
 * @file What a field parser answers: a value, nothing, or the reason why neither.
 *
 * Every parser of this folder is total: it never throws and never guesses a
 * value that was not said. "Missing" and "unreadable" are kept apart, since a
 * shop may leave a price out but should hear of a price that makes no sense.
 */

/** The outcome of reading one field. */
export type Parsed<T> =
  | {
      readonly status: "read";
      readonly value: T;
      /** What was decided in reading it that the operator should know of. */
      readonly note?: string;
    }
  | { readonly status: "missing" }
  | { readonly status: "unreadable"; readonly why: string };

/** The outcome of a field that the shop left out. */
export const missing: Parsed<never> = Object.freeze({ status: "missing" });

/** Wraps a value that was read, with a note when reading took a decision. */
export function read<T>(value: T, note?: string): Parsed<T> {
  return note === undefined ? { status: "read", value } : { status: "read", value, note };
}

/** Says why a value can not be read; `why` completes "the value …". */
export function unreadable(why: string): Parsed<never> {
  return { status: "unreadable", why };
}

/** Spellings by which exports say that there is no value: empty cells of databases, spreadsheets and pandas. */
const missingWords = new Set([
  "",
  "nan",
  "null",
  "none",
  "undefined",
  "n/a",
  "#n/a",
  "<na>",
  "nil",
]);

/** Whether a raw value of any format says that there is nothing. An empty list or object says so too. */
export function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return missingWords.has(value.trim().toLowerCase());
  if (typeof value === "number") return Number.isNaN(value);
  if (Array.isArray(value)) return value.every(isMissing);
  return typeof value === "object" && !(value instanceof Date) && Object.keys(value).length === 0;
}

/** A raw value as one would show it to a person: text as it is, the rest as JSON, at most `limit` characters. */
export function showValue(value: unknown, limit = 200): string {
  const text =
    typeof value === "string"
      ? value
      : typeof value === "number"
        ? String(value)
        : ((JSON.stringify(value) as string | undefined) ?? String(value));
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
