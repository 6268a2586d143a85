/**
 * @file Searches before anybody asks: the first few hundred searches of a process take about twice as
 * long as those that follow, until the runtime has compiled what they run through.
 */
import { setImmediate as turn } from "node:timers/promises";
import type { SearchIndex } from "./search-index.js";
import { searchProducts } from "./search-products.js";

const MOST_SEARCHES = 400;
/** A small catalogue is searched fast enough by what is not compiled. */
const PRODUCTS_PER_SEARCH = 200;
const WORDS = 3;
const CHARACTERS = 100;

/** Searches for the beginnings of titles, spread over the catalogue, one after another. */
export async function practise(index: SearchIndex): Promise<void> {
  const { columns } = index;
  const count = Math.min(MOST_SEARCHES, Math.ceil(columns.size / PRODUCTS_PER_SEARCH));
  for (let step = 0; step < count; step++) {
    const ordinal = Math.floor((step * columns.length) / count);
    if (!columns.isLive(ordinal)) continue;
    const words = columns.titleAt(ordinal).split(" ", WORDS).join(" ").slice(0, CHARACTERS);
    // One that can not be answered is no reason not to serve: whoever asks it will be told.
    await searchProducts(index, words, { filters: ["price>=0"], limit: 20 }).catch(() => undefined);
    await turn();
  }
}
