/**
 * @file float32 to int8, each row with a scale of its own.
 */

/**
 * Rounds rows to 255 steps, the largest magnitude of a row being ±127.
 *
 * @param data - Shape [rows, dimensions].
 * @returns `rows` of shape [rows, dimensions] and `scales` of shape [rows]: data ≈ scale · row,
 *   to half a scale. A row of zeros has the scale 1.
 */
export function quantiseRows(
  data: Float32Array,
  dimensions: number,
): { rows: Int8Array; scales: Float32Array } {
  const scales = new Float32Array(data.length / dimensions).map((_, row) => {
    let largest = 0;
    for (const value of data.subarray(row * dimensions, (row + 1) * dimensions)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest > 0 ? largest / 127 : 1;
  });
  const rows = Int8Array.from(data, (value, at) =>
    // The scale was rounded to float32, which may put the largest just beyond 127.
    Math.max(-127, Math.min(127, Math.round(value / scales[Math.floor(at / dimensions)]!))),
  );
  return { rows, scales };
}
