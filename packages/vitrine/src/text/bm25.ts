/**
 * @file The formulas of BM25 and BM25F, in Lucene's variant.
 *
 *     score(query, document) = Σ over terms of idf(term) · t / (k1 + t)
 *     t = Σ over fields of weight · tf / (1 − b + b · length / averageLength)
 *
 * With one field of weight 1 this is Lucene's BM25: without the factor k1 + 1, which changes
 * no order, and with an idf that is never negative. Several fields are added up before
 * saturation, because a word in title and description is one piece of evidence, not two.
 *
 * Sources: Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and
 * Beyond", eqs. 3.15 and 3.19; Lucene's BM25Similarity.
 */

/** How one field counts. */
export interface FieldWeight {
  /** How much an occurrence in this field is worth; greater than 0. */
  readonly weight: number;
  /** How much long fields are held back: 0 not at all, 1 in full proportion. */
  readonly b: number;
}

/**
 * How much a term tells: ln(1 + (N − n + ½) / (n + ½)).
 *
 * @param documentCount - N, all documents.
 * @param documentFrequency - n, those that hold the term; at most N.
 * @returns Greater than 0.
 */
export function inverseDocumentFrequency(documentCount: number, documentFrequency: number): number {
  return Math.log(1 + (documentCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/**
 * Occurrences in one field, weighed and set in proportion to its length.
 *
 * @param frequency - Occurrences of the term in the field.
 * @param length - Terms in the field of this document.
 * @param averageLength - Mean of the lengths over the documents that have the field; greater than 0 where `frequency` is.
 */
export function fieldFrequency(
  field: FieldWeight,
  frequency: number,
  length: number,
  averageLength: number,
): number {
  return (field.weight * frequency) / (1 - field.b + field.b * (length / averageLength));
}

/**
 * Makes the tenth occurrence worth less than the first.
 *
 * @param frequency - The sum of `fieldFrequency` over the fields.
 * @param k1 - The frequency that is worth half of what infinitely many are; at least 0.
 * @returns In [0, 1).
 */
export function saturate(frequency: number, k1: number): number {
  return frequency === 0 ? 0 : frequency / (k1 + frequency);
}
