/**
 * @file An import in a process of its own that says a line at each step of its progress:
 * `node import-and-tell.mjs WORKSPACE FILE`.
 */
import { createEngine } from "../../dist/index.js";

const [workspace, file] = process.argv.slice(2);
const engine = await createEngine({ workspace });
const result = await engine.importProducts(file, {
  replace: true,
  onBadRow: "skip",
  onProgress: (stage, done) => {
    process.stdout.write(`${stage}: ${done}\n`);
  },
});
process.stdout.write(`finished ${JSON.stringify({ ...result, report: undefined })}\n`);
await engine.close();
