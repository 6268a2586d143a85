/**
 * @file Brings an index up to its catalogue: what changed since, from the database or from a file
 * of changes that stands in an artifact.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import type { Product } from "../data/product.js";
import { checkNotCancelled } from "../errors.js";
import type { ChangeBatch } from "../store/store.js";
import { putProducts, removeProducts } from "./search-index.js";
import type { SearchIndex } from "./search-index.js";

/** The file of an artifact that holds changes: a line of JSON each. */
export const CHANGES_FILE = "changes.jsonl";

type Change = { readonly put: Product } | { readonly remove: string };
const BATCH = 1024;

/**
 * Applies what changed, batch by batch.
 *
 * @returns The revision that the index has come to; undefined when there was no change.
 */
export async function followChanges(
  index: SearchIndex,
  changes: AsyncIterable<ChangeBatch>,
  signal?: AbortSignal,
): Promise<number | undefined> {
  let revision: number | undefined;
  for await (const batch of changes) {
    checkNotCancelled(signal, "Bringing the index up to date");
    await removeProducts(index, batch.deleted);
    await putProducts(index, batch.upserted, signal);
    revision = batch.revision;
  }
  return revision;
}

/**
 * Writes changes into a file.
 *
 * @returns The revision they lead to; undefined when there was no change.
 */
export async function writeIndexChanges(
  file: string,
  changes: AsyncIterable<ChangeBatch>,
): Promise<number | undefined> {
  let revision: number | undefined;
  async function* lines(): AsyncGenerator<string> {
    for await (const batch of changes) {
      for (const id of batch.deleted) yield toLine({ remove: id });
      for (const product of batch.upserted) yield toLine({ put: product });
      revision = batch.revision;
    }
  }
  await pipeline(lines, createWriteStream(file));
  return revision;
}

/** Applies a file of changes, which the artifact has verified. */
export async function applyIndexChanges(index: SearchIndex, file: string): Promise<void> {
  const products: Product[] = [];
  const ids: string[] = [];
  const flush = async (): Promise<void> => {
    await removeProducts(index, ids.splice(0));
    await putProducts(index, products.splice(0));
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const change = JSON.parse(line) as Change;
    if ("put" in change) products.push(change.put);
    else ids.push(change.remove);
    if (products.length + ids.length >= BATCH) await flush();
  }
  await flush();
}

function toLine(change: Change): string {
  return `${JSON.stringify(change)}\n`;
}
