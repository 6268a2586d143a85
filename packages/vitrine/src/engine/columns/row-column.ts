/**
 * @file A row of numbers a slot, of any length, one after the other in one array.
 *
 * A row that is replaced leaves a gap; gaps are closed when they are half of all.
 */
import { grown, withRoom } from "./growing-array.js";

const LEAST_GAPS = 1 << 16;

/** What a column is saved as. */
export interface PackedRows {
  /** Shape [slots]. */
  readonly lengths: Uint32Array;
  /** The rows one after the other. */
  readonly numbers: Uint32Array;
}

export class RowColumn {
  /** All rows; row `slot` is `numbers[starts[slot]]` and the `lengths[slot] - 1` that follow. */
  numbers: Uint32Array = new Uint32Array(0);
  starts: Uint32Array = new Uint32Array(0);
  lengths: Uint32Array = new Uint32Array(0);
  #used = 0;
  #gaps = 0;

  set(slot: number, row: readonly number[]): void {
    this.starts = grown(this.starts, slot + 1);
    this.lengths = grown(this.lengths, slot + 1);
    const before = this.lengths[slot]!;
    if (row.length > before) {
      this.#gaps += before;
      this.lengths[slot] = 0;
      if (this.#gaps > LEAST_GAPS && this.#gaps * 2 > this.#used) this.#closeGaps();
      this.numbers = grown(this.numbers, this.#used + row.length);
      this.starts[slot] = this.#used;
      this.#used += row.length;
    } else this.#gaps += before - row.length;
    this.lengths[slot] = row.length;
    this.numbers.set(row, this.starts[slot]);
  }

  /** The row of a slot; a view that the next change may overwrite. */
  get(slot: number): Uint32Array {
    if (slot >= this.lengths.length) return this.numbers.subarray(0, 0);
    const start = this.starts[slot]!;
    return this.numbers.subarray(start, start + this.lengths[slot]!);
  }

  bytes(): number {
    return 4 * (this.numbers.length + this.starts.length + this.lengths.length);
  }

  /** The rows of the first `count` slots. */
  pack(count: number): { lengths: Uint32Array; numbers: Uint32Array } {
    const lengths = new Uint32Array(count);
    lengths.set(this.lengths.subarray(0, count));
    const numbers = new Uint32Array(lengths.reduce((sum, length) => sum + length, 0));
    let at = 0;
    for (let slot = 0; slot < count; slot++) {
      const start = this.starts[slot] ?? 0;
      for (let place = 0; place < lengths[slot]!; place++)
        numbers[at++] = this.numbers[start + place]!;
    }
    return { lengths, numbers };
  }

  /** Takes over what `pack` gave; undefined when lengths and numbers contradict each other. */
  static unpack({ lengths, numbers }: PackedRows): RowColumn | undefined {
    const column = new RowColumn();
    column.starts = withRoom(new Uint32Array(lengths.length));
    column.lengths = withRoom(lengths);
    let at = 0;
    for (let slot = 0; slot < lengths.length; slot++) {
      column.starts[slot] = at;
      at += lengths[slot]!;
    }
    if (at !== numbers.length) return undefined;
    column.#used = at;
    column.numbers = withRoom(numbers);
    return column;
  }

  #closeGaps(): void {
    const old = this.numbers;
    this.numbers = new Uint32Array(LEAST_GAPS + this.#used - this.#gaps);
    let at = 0;
    for (let slot = 0; slot < this.lengths.length; slot++) {
      const start = this.starts[slot]!;
      const length = this.lengths[slot]!;
      this.numbers.set(old.subarray(start, start + length), at);
      this.starts[slot] = at;
      at += length;
    }
    this.#used = at;
    this.#gaps = 0;
  }
}
