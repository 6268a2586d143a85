/**
 * @file The bounded edit distance between letters that lie in typed arrays.
 *
 * The same distance as `editDistance` (edit-distance.ts) and its reference, without making
 * strings or rows for each comparison. O(length × bound) time.
 */

/** Compares; the rows of its table are used again each time. */
export interface DistanceRows {
  /**
   * The distance of `typed` to `letters[start, end)`, or `bound + 1` when it is greater than `bound`.
   */
  readonly distance: (
    typed: Uint16Array,
    letters: Uint16Array,
    start: number,
    end: number,
    bound: number,
  ) => number;
}

/** Makes rows for words of any length. */
export function createDistanceRows(): DistanceRows {
  let width = 64;
  let rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)] as const;
  return {
    distance(typed, letters, start, end, bound) {
      const far = bound + 1;
      const length = end - start;
      if (Math.abs(typed.length - length) > bound) return far;
      if (length >= width) {
        width = length + 1;
        rows = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)];
      }
      let [beforePrevious, previous, current]: readonly Uint8Array[] = rows as readonly [
        Uint8Array,
        Uint8Array,
        Uint8Array,
      ];
      for (let j = 0; j <= length; j++) previous[j] = Math.min(j, far);
      beforePrevious.fill(far, 0, length + 1);
      for (let i = 1; i <= typed.length; i++) {
        const unit = typed[i - 1]!;
        const unitBefore = i > 1 ? typed[i - 2]! : -1;
        const from = Math.max(1, i - bound);
        const to = Math.min(length, i + bound);
        let smallest = (current[from - 1] = from === 1 ? Math.min(i, far) : far);
        for (let j = from; j <= to; j++) {
          const other = letters[start + j - 1]!;
          let distance = previous[j - 1]! + (unit === other ? 0 : 1);
          // Beyond its band the row above holds what an older row left there.
          if (j < i + bound) distance = Math.min(distance, previous[j]! + 1);
          distance = Math.min(distance, current[j - 1]! + 1);
          if (j > 1 && unit === letters[start + j - 2]! && unitBefore === other) {
            distance = Math.min(distance, beforePrevious[j - 2]! + 1);
          }
          current[j] = Math.min(distance, far);
          if (distance < smallest) smallest = distance;
        }
        if (smallest > bound) return far;
        const freed: Uint8Array = beforePrevious;
        beforePrevious = previous;
        previous = current;
        current = freed;
      }
      return previous[length]!;
    },
  };
}
