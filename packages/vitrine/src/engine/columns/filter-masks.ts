/**
 * @file Remembers which products pass the filters that are asked for again and again.
 *
 * Shops filter by the same few things, and what is read in queries repeats. A byte a product and
 * mask; all are forgotten when a product changes.
 */
import type { Filter } from "../../data/filter.js";
import { RecentKeys, RecentMap } from "../recent-map.js";
import type { AttributeColumns } from "./attribute-columns.js";
import type { ColumnStore } from "./column-store.js";
import { applyFilter } from "./filter-columns.js";

/** What the masks together may take. */
const MOST_BYTES = 32 * 2 ** 20;
/** A mask is kept when it is asked for a second time among so many. */
const KNOWN_QUESTIONS = 1000;

export class FilterMasks {
  readonly #store: ColumnStore;
  readonly #columns: AttributeColumns;
  /** By what was asked. */
  readonly #masks = new RecentMap<string, Uint8Array>(MOST_BYTES, ({ byteLength }) => byteLength);
  readonly #asked = new RecentKeys(KNOWN_QUESTIONS);
  #version = -1;

  constructor(store: ColumnStore, columns: AttributeColumns) {
    this.#store = store;
    this.#columns = columns;
  }

  /** The live products that pass all filters. Shape [length of the columns]; lent, not to be written to. */
  of(filters: readonly Filter[]): Uint8Array {
    if (this.#version !== this.#store.version) this.#masks.clear();
    this.#version = this.#store.version;
    const key = JSON.stringify(
      filters.map(({ field, operator, values }) => [field, operator, values]),
    );
    const known = this.#masks.get(key);
    if (known !== undefined) return known;
    const mask = this.#make(filters);
    if (this.#asked.wasThere(key)) this.#masks.set(key, mask);
    return mask;
  }

  bytes(): number {
    let sum = 0;
    for (const { byteLength } of this.#masks.values()) sum += byteLength;
    return sum;
  }

  #make(filters: readonly Filter[]): Uint8Array {
    const mask = this.#store.numbers.live.slice(0, this.#store.length);
    for (const filter of filters) applyFilter(this.#store, this.#columns, filter, mask);
    return mask;
  }
}
