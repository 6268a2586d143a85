/**
 * @file A source that compares terms: cosine of TF-IDF rows, by an inverted index.
 *
 * A query costs the products that share a term with it; memory is 16 bytes a term of a product.
 */
import type { SparseRows } from "../../text/sparse-rows.js";
import { transposeSparse } from "../../text/sparse-rows.js";
import type { TfIdfModel } from "../../text/tf-idf.js";
import { selectCandidates } from "./select-candidates.js";
import type { OpenSource, Ordinals, Source } from "./source.js";

export interface SparseSourceParts {
  readonly name: string;
  readonly model: TfIdfModel;
  /** One text a product, as `prepare` leaves it; shape [productCount]. */
  readonly texts: readonly string[];
  /** What is done to a text before the model sees it: the same for products and queries. */
  readonly prepare: (text: string) => string;
}

/** Builds a source over fitted TF-IDF. */
export function createSparseSource({ name, model, texts, prepare }: SparseSourceParts): Source {
  const rows = model.transform(texts);
  const byTerm = transposeSparse(rows);
  return {
    name,
    group: "lexical",
    open(query) {
      const own = model.transform([prepare(query.text)]);
      return Promise.resolve(openSparse(rows, byTerm, own));
    },
  };
}

function openSparse(rows: SparseRows, byTerm: SparseRows, query: SparseRows): OpenSource {
  return {
    candidates(count, accept) {
      const similarities = new Float64Array(rows.rowCount);
      for (let index = 0; index < query.columns.length; index++) {
        const term = query.columns[index]!;
        const weight = query.values[index]!;
        const end = byTerm.rowStarts[term + 1]!;
        for (let entry = byTerm.rowStarts[term]!; entry < end; entry++) {
          similarities[byTerm.columns[entry]!]! += weight * byTerm.values[entry]!;
        }
      }
      return Promise.resolve(selectCandidates(similarities, count, accept));
    },
    scores(pool) {
      const weights = new Float64Array(rows.columnCount);
      addRow(weights, query, 0, 1);
      return Promise.resolve(dotRows(rows, pool, weights));
    },
    movedScores(pool, best, shares, strength) {
      const weights = new Float64Array(rows.columnCount);
      best.forEach((position, index) => {
        addRow(weights, rows, pool[position]!, shares[index]!);
      });
      let squares = 0;
      for (const weight of weights) squares += weight * weight;
      const scale = squares === 0 ? 0 : strength / Math.sqrt(squares);
      for (let term = 0; term < weights.length; term++) weights[term]! *= scale;
      addRow(weights, query, 0, 1);
      return Promise.resolve(dotRows(rows, pool, weights));
    },
  };
}

/** Adds `factor` times a sparse row to a dense one. */
function addRow(dense: Float64Array, rows: SparseRows, row: number, factor: number): void {
  for (let entry = rows.rowStarts[row]!; entry < rows.rowStarts[row + 1]!; entry++) {
    dense[rows.columns[entry]!]! += factor * rows.values[entry]!;
  }
}

function dotRows(rows: SparseRows, pool: Ordinals, weights: Float64Array): Float64Array {
  return Float64Array.from(pool, (ordinal) => {
    let sum = 0;
    for (let entry = rows.rowStarts[ordinal]!; entry < rows.rowStarts[ordinal + 1]!; entry++) {
      sum += weights[rows.columns[entry]!]! * rows.values[entry]!;
    }
    return sum;
  });
}
