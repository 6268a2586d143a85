/**
 * @file Puts texts of similar length into common batches.
 */

/**
 * Plans batches: texts by rising length, each batch as full as the budget allows.
 *
 * @param lengths - Tokens of each text, shape [count].
 * @param tokenBudget - Most tokens of a batch, its padding included; a longer text runs alone.
 * @returns Indices of texts, each exactly once; equal lengths keep their order.
 */
export function planBatches(lengths: readonly number[], tokenBudget: number): readonly number[][] {
  const byLength = lengths.map((_, index) => index).sort((a, b) => lengths[a]! - lengths[b]!);
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const index of byLength) {
    if (batch.length > 0 && (batch.length + 1) * lengths[index]! > tokenBudget) {
      batches.push(batch);
      batch = [];
    }
    batch.push(index);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
