/**
 * @file BM25F by its definition, for tests: every document is read for every query.
 *
 * It shares no code with bm25.ts on purpose.
 */

/** Terms of each field. */
export type FieldTerms = Readonly<Record<string, readonly string[]>>;

/**
 * Scores every document.
 *
 * @param documents - Their terms by field.
 * @param query - Its terms; a repeated term counts again.
 * @param fields - Weight and b by field.
 * @returns Shape [documents.length]; 0 without a common term.
 */
export function bm25ByDefinition(
  documents: readonly FieldTerms[],
  query: readonly string[],
  fields: Readonly<Record<string, { readonly weight: number; readonly b: number }>>,
  k1: number,
): number[] {
  const count = (terms: readonly string[] | undefined, wanted: string): number =>
    (terms ?? []).filter((term) => term === wanted).length;
  const averageLength = (field: string): number => {
    const lengths = documents.map((document) => document[field]?.length ?? 0).filter((n) => n > 0);
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  };
  const holds = (document: FieldTerms, term: string): boolean =>
    Object.keys(fields).some((field) => count(document[field], term) > 0);

  return documents.map((document) =>
    query.reduce((score, term) => {
      const n = documents.filter((other) => holds(other, term)).length;
      const idf = Math.log(1 + (documents.length - n + 0.5) / (n + 0.5));
      let frequency = 0;
      for (const [field, { weight, b }] of Object.entries(fields)) {
        const occurrences = count(document[field], term);
        if (occurrences === 0) continue;
        const relativeLength = document[field]!.length / averageLength(field);
        frequency += (weight * occurrences) / (1 - b + b * relativeLength);
      }
      return frequency === 0 ? score : score + (idf * frequency) / (k1 + frequency);
    }, 0),
  );
}
