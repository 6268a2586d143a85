/**
 * @file Puts a shop into a folder: what a shop would have, and under `truth/` what it hides.
 *
 * Without pictures well under a second; a picture takes about 30 ms of one core, what 2,000 shoppers
 * did about five seconds.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { drawProduct } from "./drawing/picture.js";
import {
  toHiddenQueries,
  toHiddenUnderstanding,
  toJsonLines,
  toJudgements,
  toProductsJsonLines,
  toUnderstandingJudgements,
} from "./files/json-lines.js";
import { toProductsCsv } from "./files/products-csv.js";
import type { Shop } from "./shop.js";
import type { Half } from "./queries/halves.js";
import type { ShopperWorld } from "./shoppers/shopper-world.js";
import { toSynonymFile } from "./understanding/synonym-file.js";
import { understandingKinds, understandingQueries } from "./understanding/understanding-queries.js";
import { brands, renamedBrands } from "./world/brands.js";
import type { ProductTruth } from "./world/product-truth.js";
import { tasteAxes } from "./world/styles.js";
import { writeShoppers } from "./write-shoppers.js";

/** Choices for writing. */
export interface WriteShopOptions {
  /** Draws `images/<id>.webp` too; true by default. */
  readonly pictures?: boolean;
  /** Shoppers of this shop, whose log is written too; none by default. */
  readonly shoppers?: ShopperWorld;
  /** Called after each picture. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Called when the log is written, with the number of its events. */
  readonly onEvents?: (events: number) => void;
}

/**
 * Writes a shop.
 *
 * Files that are there already are overwritten; others in the folder are left alone.
 *
 * @param folder - Made when it is not there.
 * @returns The paths that were written, within the folder, in order.
 * @throws {TypeError} When `shoppers` are those of another shop.
 */
export async function writeShop(
  shop: Shop,
  folder: string,
  options: WriteShopOptions = {},
): Promise<string[]> {
  const { pictures = true, shoppers, onProgress, onEvents } = options;
  if (shoppers !== undefined && shoppers.shop !== shop) {
    throw new TypeError("the shoppers must be drawn for this shop; got those of another one");
  }
  const understanding = understandingQueries(shop);
  const half = <T extends { readonly split: Half }>(queries: readonly T[], split: Half): T[] =>
    queries.filter((query) => query.split === split);
  const ofKinds = understandingKinds.flatMap((kind) =>
    (["train", "test"] as const).map((split): readonly [string, string] => {
      const queries = half(understanding, split).filter((query) => query.kind === kind);
      return [`judgements/${kind}-${split}.jsonl`, toUnderstandingJudgements(queries)];
    }),
  );
  const files: readonly (readonly [string, string | Uint8Array])[] = [
    ["products.csv", toProductsCsv(shop)],
    ["products.jsonl", toProductsJsonLines(shop)],
    ["judgements.jsonl", toJudgements(shop.queries)],
    ["judgements-train.jsonl", toJudgements(half(shop.queries, "train"))],
    ["judgements-test.jsonl", toJudgements(half(shop.queries, "test"))],
    [
      "judgements-understanding-train.jsonl",
      toUnderstandingJudgements(half(understanding, "train")),
    ],
    ["judgements-understanding-test.jsonl", toUnderstandingJudgements(half(understanding, "test"))],
    ...ofKinds,
    ["truth/products.jsonl", toJsonLines(shop.truths)],
    ["truth/queries.jsonl", toHiddenQueries(shop.queries)],
    ["truth/understanding.jsonl", toHiddenUnderstanding(understanding)],
    ["truth/synonyms.txt", toSynonymFile(shop)],
    ["truth/world.json", `${JSON.stringify(worldOf(shop), undefined, 2)}\n`],
  ];
  for (const part of ["truth", "judgements"]) await mkdir(join(folder, part), { recursive: true });
  for (const [path, content] of files) await writeFile(join(folder, path), content);
  const written = files.map(([path]) => path);
  if (shoppers !== undefined) {
    const { paths, events } = await writeShoppers(shoppers, folder);
    written.push(...paths);
    onEvents?.(events);
  }
  if (pictures) written.push(...(await writePictures(shop, folder, onProgress)));
  return written;
}

/**
 * Draws a product as WebP.
 *
 * @returns The bytes of a picture of 400 × 500 pixels.
 */
export async function drawPicture(truth: ProductTruth): Promise<Uint8Array> {
  return sharp(Buffer.from(drawProduct(truth)))
    .webp({ quality: 82, effort: 2 })
    .toBuffer();
}

async function writePictures(
  shop: Shop,
  folder: string,
  onProgress: WriteShopOptions["onProgress"],
): Promise<string[]> {
  await mkdir(join(folder, "images"), { recursive: true });
  // A repeated title shows the picture of its twin, so it needs none of its own.
  const jobs = shop.products.flatMap((product, at) => {
    const path = `images/${product.id}.webp`;
    return product.images.includes(path) ? [{ path, truth: shop.truths[at]! }] : [];
  });
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      await writeFile(join(folder, job.path), await drawPicture(job.truth));
      onProgress?.(++done, jobs.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  return jobs.map(({ path }) => path);
}

function worldOf(shop: Shop): unknown {
  const makers = shop.options.lookalikes
    ? brands.map((brand) => ({ ...brand, name: renamedBrands[brand.name] ?? brand.name }))
    : brands;
  return { options: shop.options, tasteAxes, brands: makers, traps: shop.traps };
}
