/**
 * @file Gives a small number to each combination of a field, a frequency in it and its length.
 *
 * What an occurrence adds to a score depends on these three and on nothing else of its
 * document. A million products have a few thousand combinations, so an occurrence is stored
 * as its document and a code of two bytes, and what each code is worth is worked out once a
 * change instead of once an occurrence. Codes are never given back.
 */

/** Greater frequencies are counted as this many. */
export const MAX_FREQUENCY = 2 ** 20 - 1;
/** Greater lengths of a field are counted as this many words. */
export const MAX_LENGTH = 2 ** 24 - 1;

/** The codes of one field and length by frequency. */
export type CodeRow = Map<number, number>;

/** Codes as an array of the narrowest type. */
export type CodeArray = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** Combinations by code, numbered from 0 in the order they came. */
export class OccurrenceCodes {
  readonly fields: number[] = [];
  readonly frequencies: number[] = [];
  readonly lengths: number[] = [];
  readonly #rows = new Map<number, CodeRow>();

  get size(): number {
    return this.fields.length;
  }

  /** The row to look up the frequencies of one field of a document in. */
  rowOf(field: number, length: number): CodeRow {
    const key = field * (MAX_LENGTH + 1) + length;
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = new Map();
      this.#rows.set(key, row);
    }
    return row;
  }

  /**
   * The code of a frequency, a new one when it has none.
   *
   * @param row - `rowOf(field, length)`.
   */
  codeIn(row: CodeRow, field: number, frequency: number, length: number): number {
    const counted = Math.min(frequency, MAX_FREQUENCY);
    const known = row.get(counted);
    if (known !== undefined) return known;
    const code = this.fields.length;
    row.set(counted, code);
    this.fields.push(field);
    this.frequencies.push(counted);
    this.lengths.push(length);
    return code;
  }

  /** The code of a combination, a new one when it has none. */
  codeOf(field: number, frequency: number, length: number): number {
    return this.codeIn(this.rowOf(field, length), field, frequency, length);
  }

  /** Room for so many codes of those given so far. */
  allocate(size: number): CodeArray {
    return this.size <= 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
  }
}
