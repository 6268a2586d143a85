/**
 * @file Search inside the shop's own process: a catalogue in, products and their reasons out.
 *
 *     node examples/search-in-process.mjs
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "vitrine";

const products = [
  ["d1", "Walnut writing desk with two drawers", "Furniture > Desks", 249],
  ["d2", "Standing desk, height-adjustable, oak", "Furniture > Desks", 399],
  ["d3", "Corner desk for a small home office", "Furniture > Desks", 129],
  ["s1", "Three-seater couch in navy velvet", "Furniture > Sofas", 899],
  ["s2", "Loveseat with washable cover, grey", "Furniture > Sofas", 449],
  ["l1", "Brass desk lamp with dimmer", "Lighting > Desk Lamps", 59],
  ["l2", "Floor lamp with linen shade", "Lighting > Floor Lamps", 89],
  ["m1", "Stoneware coffee mug, set of four", "Kitchen > Mugs", 32],
].map(([id, title, category, price]) => ({ id, title, category, price, currency: "EUR" }));

const workspace = await mkdtemp(join(tmpdir(), "vitrine-example-"));
const file = join(workspace, "products.jsonl");
await writeFile(file, products.map((product) => JSON.stringify(product)).join("\n"));

const engine = await createEngine({ workspace });
try {
  await engine.importProducts(file);
  await engine.index();

  const answers = {
    "comfy sofa": await engine.search("comfy sofa", { limit: 2 }),
    "stonware mug": await engine.search("stonware mug", { limit: 1 }),
    "desk under 200, furniture only": await engine.search("desk", {
      filters: ["price<200", "category=Furniture"],
    }),
    "like d1": await engine.similar("d1", { limit: 2 }),
  };
  for (const [asked, { hits }] of Object.entries(answers)) {
    console.log(`${asked}: ${hits.map(({ id, title }) => `${id} ${title}`).join("; ")}`);
  }

  const { reason } = await engine.explain("desk", "d2", { filters: ["price<200"] });
  console.log(`why is d2 missing? ${reason}`);
} finally {
  await engine.close();
  await rm(workspace, { recursive: true });
}
