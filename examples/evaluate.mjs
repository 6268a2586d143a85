/**
 * @file Measures search on judged queries, beside the simple methods and with intervals.
 *
 *     node examples/evaluate.mjs
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "vitrine";

/** @type {Record<string, readonly string[]>} */
const kinds = {
  desk: ["Walnut writing desk", "Corner desk in oak", "Standing desk", "Folding table for work"],
  sofa: ["Navy velvet couch", "Corner sofa in grey", "Two-seater loveseat", "Sofa bed"],
  lamp: ["Brass reading light", "Floor lamp, linen shade", "Desk lamp with dimmer", "Lantern"],
  mug: ["Stoneware mug", "Coffee cup in blue", "Set of four tea cups", "Enamel camping mug"],
};
const products = Object.entries(kinds).flatMap(([kind, titles]) =>
  titles.map((title, index) => ({ id: `${kind}-${index + 1}`, title })),
);
// A shop takes these from what its shoppers typed, and from people who know the products.
const queries = { desk: "desk", sofa: "couch", lamp: "lamp for reading", mug: "cofee mug" };
const judgements = Object.entries(queries).map(([kind, query]) => ({
  query,
  grades: Object.fromEntries(
    products.filter(({ id }) => id.startsWith(kind)).map(({ id }) => [id, 3]),
  ),
}));

const workspace = await mkdtemp(join(tmpdir(), "vitrine-example-"));
const productsFile = join(workspace, "products.jsonl");
const judgementsFile = join(workspace, "judgements.jsonl");
await writeFile(productsFile, products.map((product) => JSON.stringify(product)).join("\n"));
await writeFile(judgementsFile, judgements.map((line) => JSON.stringify(line)).join("\n"));

const engine = await createEngine({ workspace });
try {
  await engine.importProducts(productsFile);
  await engine.index();
  const report = await engine.evaluateSearch({ judgements: judgementsFile });

  console.log(`${report.queries} judged queries; ndcg@5 with its 95 % interval`);
  for (const { name, metrics } of report.systems) {
    const { value, low, high } = metrics["ndcg@5"] ?? { value: NaN, low: NaN, high: NaN };
    console.log(`${name.padEnd(8)} ${value.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}]`);
  }
  console.log("Four queries tell little: the intervals say so. Judge fifty or more.");
} finally {
  await engine.close();
  await rm(workspace, { recursive: true });
}
