/** @file Reads that a product must be in stock, in seven languages. */
import type { QueryClaims } from "./query-claims.js";
import { createPhraseTable } from "./phrase-table.js";
import { formatConditions } from "./query-reading.js";
import type { QueryVocabulary } from "./query-vocabulary.js";

const phrases = createPhraseTable<true>();
for (const phrase of [
  "in stock|available now|available today|currently available|ready to ship",
  "auf lager|sofort lieferbar|lieferbar|vorratig",
  "en stock|disponible|disponibles|disponible ahora|en existencia",
  "disponibile|disponibili|disponibile subito|in magazzino",
  "op voorraad|direct leverbaar|leverbaar|em estoque|em stock|disponivel|pronta entrega",
].flatMap((list) => list.split("|"))) {
  phrases.add(phrase.split(" "), true);
}
const NEGATIONS: ReadonlySet<string> = new Set("not non nicht pas no niet nao out".split(" "));

/** Claims phrases that ask for what is in stock, if the shop says so of any product. */
export function readAvailability(
  { words, areFree, claim }: QueryClaims,
  { availabilities }: QueryVocabulary,
): void {
  if ((availabilities.get("in_stock") ?? 0) === 0) return;
  for (let at = 0; at < words.length; at++) {
    const length = phrases.longestAt(words, at)?.length ?? 0;
    if (!areFree(at, at + length) || NEGATIONS.has(words[at - 1] ?? "")) continue;
    const anyOf = [[{ field: "availability", operator: "=", values: ["in_stock"] } as const]];
    claim(at, at + length, {
      kind: "availability",
      use: "filter",
      filter: formatConditions(anyOf),
      anyOf,
      weight: 1,
      keepsText: false,
    });
  }
}
