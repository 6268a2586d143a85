/** @file A shop to be served: products of the generator, indexed, and shoppers each with a corner of it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEngine } from "vitrine";
import { Random } from "../catalogue/random.mjs";

/** How many shoppers the events are spread over. */
export const shoppers = 5000;
const generator = fileURLToPath(new URL("../catalogue/make-catalogue.mjs", import.meta.url));

/**
 * Makes a workspace with everything that is served; one that is there is taken as it is.
 *
 * @param {string} workspace
 * @param {{ products: number, events: number }} size
 */
export async function makeShop(workspace, { products, events }) {
  if (existsSync(join(workspace, ".vitrine"))) return;
  mkdirSync(workspace, { recursive: true });
  const file = join(workspace, "products.csv");
  const made = spawnSync(process.execPath, [
    generator,
    ...["--products", String(products), "--out", file],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  const engine = await createEngine({ workspace, config: {} });
  await engine.importProducts(file);
  await engine.index();
  const ids = readFileSync(file, "utf8")
    .split("\n", products + 1)
    .slice(1)
    .map((line) => line.slice(0, line.indexOf(",")).replaceAll('"', ""));
  for (const batch of eventBatches(ids, events)) await engine.recordEvents(batch);
  await engine.train();
  await engine.close();
}

/** Every shopper has a corner of the catalogue that she looks at most. */
function* eventBatches(ids, count) {
  const random = new Random(7, "events");
  const kinds = ["view", "view", "view", "view", "add_to_cart", "purchase"];
  let batch = [];
  for (let at = 0; at < count; at++) {
    const shopper = random.below(shoppers);
    const corner = (shopper * 7919) % ids.length;
    const product = random.chance(0.7) ? corner + random.below(200) : random.below(ids.length);
    batch.push({
      key: `e${at}`,
      kind: random.pick(kinds),
      shopper: `s${shopper}`,
      session: `v${shopper}-${random.below(8)}`,
      product: ids[product % ids.length],
      time: new Date(Date.UTC(2026, 0, 1) + (at * 90 * 86_400_000) / count).toISOString(),
    });
    if (batch.length === 1000 || at === count - 1) {
      yield batch;
      batch = [];
    }
  }
}
