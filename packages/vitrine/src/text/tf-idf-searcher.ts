/**
 * @file Exact cosines of a text to many documents, by an inverted index over TF-IDF rows.
 *
 * A query costs the documents that share a term with it, summed over its terms; memory is
 * 8 bytes a term of a document.
 */
import type { SparseRows } from "./sparse-rows.js";
import { transposeSparse } from "./sparse-rows.js";
import type { TfIdfModel } from "./tf-idf.js";

/** Compares texts with a fixed list of documents. */
export interface TfIdfSearcher {
  readonly documentCount: number;
  /**
   * @param query - Any text; one with no known term is unlike everything.
   * @returns Shape [documentCount]: cosines in [0, 1], in the order of the documents.
   */
  readonly similarities: (query: string) => Float64Array;
}

/**
 * Indexes documents for comparison.
 *
 * @param documents - Texts, or their rows by `model.transform`.
 *
 * @example
 * createTfIdfSearcher(fitTfIdf(titles), titles).similarities("oak table");
 */
export function createTfIdfSearcher(
  model: TfIdfModel,
  documents: readonly string[] | SparseRows,
): TfIdfSearcher {
  const rows = "rowStarts" in documents ? documents : model.transform(documents);
  const byTerm = transposeSparse(rows);
  return Object.freeze({
    documentCount: rows.rowCount,
    similarities(query: string) {
      const { columns: terms, values: weights } = model.transform([query]);
      const similarities = new Float64Array(rows.rowCount);
      for (let index = 0; index < terms.length; index++) {
        const weight = weights[index]!;
        const end = byTerm.rowStarts[terms[index]! + 1]!;
        for (let entry = byTerm.rowStarts[terms[index]!]!; entry < end; entry++) {
          similarities[byTerm.columns[entry]!]! += weight * byTerm.values[entry]!;
        }
      }
      return similarities;
    },
  });
}
