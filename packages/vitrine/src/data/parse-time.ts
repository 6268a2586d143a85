/**
 * @file Reads points in time: ISO 8601, seconds or milliseconds since 1970, RFC 2822, dates with month names.
 *
 * A time without a zone is taken as UTC, so that the same file gives the same catalogue
 * on every machine. `03/04/2024` is unreadable, as nothing says which number is the
 * month; `25/04/2024` is not. Nothing is left to `Date.parse`, which differs by engine.
 */
import type { Parsed } from "./parsed.js";
import { isMissing, missing, read, unreadable } from "./parsed.js";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const clock = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?)?`;
const zone = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?`;
const iso = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${clock}${zone}$`, "i");
const yearFirst = new RegExp(`^(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})${clock}${zone}$`, "i");
const numeric = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})${clock}${zone}$`, "i");
const dayMonth = new RegExp(
  `^(?:[a-z]{3,9}\\.?,?\\s+)?(\\d{1,2})(?:st|nd|rd|th|\\.)?[\\s-]+([a-z]{3,9})\\.?,?[\\s-]+(\\d{4})${clock}${zone}$`,
  "i",
);
const monthDay = new RegExp(
  `^(?:[a-z]{3,9}\\.?,?\\s+)?([a-z]{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${clock}${zone}$`,
  "i",
);

/**
 * Reads a time.
 *
 * @param value - A text as above, or a number: seconds since 1970 below 10^11, else milliseconds.
 * @returns ISO 8601 in UTC with milliseconds.
 *
 * @example
 * parseTime("5 March 2024 10:30 +0100"); // { status: "read", value: "2024-03-05T09:30:00.000Z" }
 */
export function parseTime(value: unknown): Parsed<string> {
  if (isMissing(value)) return missing;
  if (value instanceof Date) return ofEpoch(value.getTime());
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return unreadable(expected);
  const trimmed = text.trim();
  if (/^\d{9,13}(?:\.\d+)?$/.test(trimmed)) {
    const number = Number(trimmed);
    return ofEpoch(Math.round(number < 1e11 ? number * 1000 : number));
  }
  const isoParts = iso.exec(trimmed) ?? yearFirst.exec(trimmed);
  if (isoParts !== null) return ofParts(isoParts[1], isoParts[2], isoParts[3], isoParts.slice(4));
  const named = dayMonth.exec(trimmed);
  if (named !== null) return ofParts(named[3], monthNumber(named[2]), named[1], named.slice(4));
  const american = monthDay.exec(trimmed);
  if (american !== null) {
    return ofParts(american[3], monthNumber(american[1]), american[2], american.slice(4));
  }
  const numbers = numeric.exec(trimmed);
  if (numbers === null) return unreadable(expected);
  const first = Number(numbers[1]);
  const second = Number(numbers[3]);
  const [day, month] =
    numbers[2] === "." || first > 12 ? [first, second] : second > 12 ? [second, first] : [];
  if (day === undefined || month === undefined) {
    if (first !== second)
      return unreadable("leaves open which number is the month; write 2024-04-03");
    return ofParts(numbers[4], String(first), String(first), numbers.slice(5));
  }
  return ofParts(numbers[4], String(month), String(day), numbers.slice(5));
}

const expected = "must be a time such as 2024-04-03 or 2024-04-03T10:30:00Z";

function monthNumber(name: string | undefined): string {
  return String(months.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1);
}

function ofParts(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  rest: readonly (string | undefined)[],
): Parsed<string> {
  const [hours = "0", minutes = "0", seconds = "0", fraction = "0", half = "", offset = "Z"] = rest;
  let hour = Number(hours);
  if (half !== "") {
    if (hour < 1 || hour > 12) return unreadable("names an hour that does not exist");
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return unreadable("names an hour that does not exist");
  }
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) {
    return unreadable("names a day that does not exist");
  }
  const millis = Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
  date.setUTCHours(hour, Number(minutes), Number(seconds), millis);
  return ofEpoch(date.getTime() - offsetMinutes(offset) * 60_000);
}

function offsetMinutes(zoneText: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zoneText);
  if (parts === null) return 0;
  const minutes = Number(parts[2]) * 60 + Number(parts[3] ?? "0");
  return parts[1] === "-" ? -minutes : minutes;
}

function ofEpoch(epochMs: number): Parsed<string> {
  const date = new Date(epochMs);
  const year = Number.isNaN(epochMs) ? 0 : date.getUTCFullYear();
  return year >= 1000 && year <= 9999 ? read(date.toISOString()) : unreadable(expected);
}
