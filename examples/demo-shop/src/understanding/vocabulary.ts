/** @file The words of a catalogue: all that a search engine could have read. */
import type { ShopProduct } from "../text/listing.js";

/** Every word of titles, descriptions, makers, categories and attributes, in small letters. */
export function vocabularyOf(products: readonly ShopProduct[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { title, description = "", brand = "", categoryPath, attributes } of products) {
    const values = Object.values(attributes).flat().map(String);
    const names = Object.keys(attributes).map((name) => name.replaceAll("_", " "));
    const texts = [title, withoutMarkup(description), brand, ...categoryPath, ...names, ...values];
    for (const word of wordsOf(texts.join(" "))) words.add(word);
  }
  return words;
}

/** Runs of letters and digits, in small letters. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Damerau's distance with adjacent swaps is 1: one letter more, less, other, or two swapped. */
export function isOneSlipApart(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.length !== restB.length) {
    const [long, short] = restA.length > restB.length ? [restA, restB] : [restB, restA];
    return long.slice(1) === short;
  }
  return (
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

function withoutMarkup(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&eacute;", "é")
    .replace(/&[a-z]+;/g, " ");
}
