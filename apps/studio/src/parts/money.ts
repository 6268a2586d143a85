/** @file Prices and numbers, as the reader's language writes them. */

const language = document.documentElement.lang || navigator.language;

export function formatPrice(price: number, currency?: string): string {
  return new Intl.NumberFormat(
    language,
    currency === undefined ? { minimumFractionDigits: 2 } : { style: "currency", currency },
  ).format(price);
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat(language).format(count);
}

/** A number with the thing that is counted: `1 product`, `24 products`. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A share of 1 as a percentage. */
export function formatShare(share: number): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(
    share,
  );
}

/** `6.3 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = (["byte", "kilobyte", "megabyte", "gigabyte"] as const)[step]!;
  return new Intl.NumberFormat(language, {
    ...{ style: "unit", unit, unitDisplay: "short", maximumSignificantDigits: 3 },
  }).format(bytes / 1000 ** step);
}
