/**
 * @file How numbers look in reports: `.583 ± .021`, `+.021`, `4.32 ms`, `22.7 MB`, `p < .001`.
 *
 * Scores have three decimals and no leading zero, so that columns align and differ where they differ.
 */
import type { IntervalValue } from "./evaluation-report.js";

/** `.583`, `1.000`, `−.021`; `–` for what is not a finite number. */
export function formatScore(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value).toFixed(3).replace(/^0\./, ".");
  return value < 0 && digits !== ".000" ? `−${digits}` : digits;
}

/** Half the width of the interval, as `.021`. */
export function formatMargin({ low, high }: IntervalValue): string {
  return formatScore((high - low) / 2);
}

/** `.583 ± .021` */
export function formatInterval(interval: IntervalValue): string {
  return `${formatScore(interval.value)} ± ${formatMargin(interval)}`;
}

/** `+.021` or `−.021`; a zero has no sign. */
export function formatDifference(value: number): string {
  const text = formatScore(value);
  return value > 0 && text !== ".000" ? `+${text}` : text;
}

/** `p = .012` or `p < .001` */
export function formatPValue(value: number): string {
  return value < 0.001 ? "p < .001" : `p = ${formatScore(value)}`;
}

/** Three significant figures with the unit: `.043 ms`, `4.32 ms`, `1.20 s`. */
export function formatMilliseconds(value: number): string {
  if (value >= 1000) return `${significant(value / 1000)} s`;
  if (value < 0.001) return "< .001 ms";
  return `${significant(value)} ms`;
}

/** Three significant figures with the unit, in powers of 1000: `812 kB`, `22.7 MB`. */
export function formatBytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let scaled = value;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(scaled) : significant(scaled)} ${units[unit] ?? ""}`;
}

/** `1,204` */
export function formatCount(value: number): string {
  return value.toLocaleString("en-GB");
}

function significant(value: number): string {
  if (value >= 99.95) return value.toFixed(0);
  if (value >= 9.995) return value.toFixed(1);
  if (value >= 0.9995) return value.toFixed(2);
  return value.toFixed(3).replace(/^0\./, ".");
}
