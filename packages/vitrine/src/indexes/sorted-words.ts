/**
 * @file Texts in code-unit order with a number each, walked as the trie they are.
 *
 * O(log n) to find a place, O(n) to add a batch. Memory: a reference and 4 bytes a text.
 */
import type { DistanceTable } from "./distance-table.js";

/** Texts that only become more. */
export class SortedWords {
  #texts: string[] = [];
  #numbers = new Uint32Array(0);

  get size(): number {
    return this.#texts.length;
  }

  /** Adds texts, distinct and not there yet; `first` is the number of the first, the others follow. */
  add(texts: readonly string[], first: number): void {
    const numberOf = new Map(texts.map((text, index) => [text, first + index]));
    const added = [...texts].sort(); // By code units, several times faster than with a comparison.
    const merged = new Array<string>(this.#texts.length + added.length);
    const numbers = new Uint32Array(merged.length);
    let i = 0;
    let j = 0;
    for (let place = 0; place < merged.length; place++) {
      const isAdded = i >= this.#texts.length || (j < added.length && added[j]! < this.#texts[i]!);
      numbers[place] = isAdded ? numberOf.get(added[j]!)! : this.#numbers[i]!;
      merged[place] = isAdded ? added[j++]! : this.#texts[i++]!;
    }
    this.#texts = merged;
    this.#numbers = numbers;
  }

  /** The numbers of all texts that begin with `prefix`. */
  withPrefix(prefix: string): number[] {
    const from = this.#firstPlace(0, (text) => text < prefix);
    const to = this.#firstPlace(from, (text) => text.startsWith(prefix));
    return Array.from(this.#numbers.subarray(from, to));
  }

  /** Calls `visit` with every text that the table finds near; leaps over beginnings that are too far. */
  eachNear(table: DistanceTable, visit: (number: number, distance: number) => void): void {
    let place = 0;
    while (place < this.#texts.length) {
      const text = this.#texts[place]!;
      const tooFar = table.extendTo(text);
      if (tooFar > 0) {
        const beginning = text.slice(0, tooFar);
        place = this.#firstPlace(place, (other) => other.startsWith(beginning));
        continue;
      }
      const distance = table.distance(text.length);
      if (distance <= table.bound) visit(this.#numbers[place]!, distance);
      place++;
    }
  }

  /** The first place at or after `from` whose text does not satisfy `isBefore`, which holds up to some place. */
  #firstPlace(from: number, isBefore: (text: string) => boolean): number {
    const texts = this.#texts;
    let low = from;
    let step = 1;
    while (low + step <= texts.length && isBefore(texts[low + step - 1]!)) {
      low += step;
      step *= 2;
    }
    let high = Math.min(texts.length, low + step - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(texts[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
