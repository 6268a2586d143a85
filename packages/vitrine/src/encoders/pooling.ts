/**
 * @file From the vectors of a text's tokens to one vector of the text.
 *
 * Rows are always brought to length 1, as the contract of encoders demands,
 * whether or not the model's own files name a normalising step: it changes no
 * cosine. Padding takes no part. Sums are kept in float64 and run over the
 * tokens in order, so a row does not depend on its neighbours in the batch.
 *
 * @see Reimers and Gurevych, "Sentence-BERT", 2019, section 3.
 */

/** How tokens become one vector: their mean, the first, the largest by dimension, or sum / √count. */
export type PoolingMode = "mean" | "cls" | "max" | "mean-sqrt-length";

/** Hidden states of a batch, as a model gives them. */
export interface HiddenStates {
  /** Shape [batch, sequence, dimensions], row-major. */
  readonly data: Float32Array;
  readonly sequence: number;
  readonly dimensions: number;
}

/**
 * Pools one text of a batch.
 *
 * @param row - Its place in the batch.
 * @param tokenCount - How many of its tokens are no padding; at least 1.
 * @param out - Shape [dimensions]; gets the vector, of length 1, or 0 where all is zero.
 */
export function poolTokens(
  hidden: HiddenStates,
  row: number,
  tokenCount: number,
  mode: PoolingMode,
  out: Float32Array,
): void {
  const { data, sequence, dimensions } = hidden;
  const start = row * sequence * dimensions;
  const pooled = Float64Array.from(data.subarray(start, start + dimensions));
  for (let token = 1; mode !== "cls" && token < tokenCount; token++) {
    const at = start + token * dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const value = data[at + dimension]!;
      if (mode === "max") pooled[dimension] = Math.max(pooled[dimension]!, value);
      else pooled[dimension]! += value;
    }
  }
  // Mean and sum / √count have the direction of the sum, and only the direction stays.
  const length = Math.sqrt(pooled.reduce((sum, value) => sum + value * value, 0));
  for (let dimension = 0; dimension < dimensions; dimension++) {
    out[dimension] = length > 0 ? pooled[dimension]! / length : 0;
  }
}
