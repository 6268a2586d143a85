/**
 * @file Prints times as ISO 8601 in UTC, as `Date.prototype.toISOString` does but several times faster.
 *
 * Reference: `toISOString`, which must agree exactly.
 */

const DAY_MS = 86_400_000;
/** How many dates are remembered; times of a catalogue fall on few days. */
const REMEMBERED_DAYS = 10_000;
const dates = new Map<number, string>();

/** The time in milliseconds since 1970, as for example `2024-04-03T10:30:00.000Z`. */
export function toIsoTime(time: number): string {
  const day = Math.floor(time / DAY_MS);
  let date = dates.get(day);
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, -"00:00:00.000Z".length);
    if (dates.size >= REMEMBERED_DAYS) dates.clear();
    dates.set(day, date);
  }
  const rest = time - day * DAY_MS;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${date}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${three(rest % 1000)}Z`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function three(number: number): string {
  return number < 100 ? `0${two(number)}` : `${number}`;
}
