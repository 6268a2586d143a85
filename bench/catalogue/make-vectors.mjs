/** @file The command that writes clustered unit vectors to a raw file, for indexes of ours and of others. */
import { integer, runCommand } from "./command.mjs";
import { writeVectors } from "./vectors.mjs";

const help = `Writes clustered unit vectors: float32, little-endian, row after row, no header.

Usage: node bench/catalogue/make-vectors.mjs --count N --out FILE [--dimension N] [--stream NAME] [--seed N]

  --count N       how many vectors; the first of more are those of fewer
  --out FILE      numpy.fromfile(FILE, "<f4").reshape(-1, dimension) reads it
  --dimension N   default: 384
  --stream NAME   items or queries: other vectors of the same clusters; default: items
  --seed N        same seed, same bytes; default: 1
  --help          shows this

Example: node bench/catalogue/make-vectors.mjs --count 100000 --out items.f32
`;

await runCommand(help, {
  options: {
    count: { type: "string" },
    out: { type: "string" },
    dimension: { type: "string", default: "384" },
    stream: { type: "string", default: "items" },
    seed: { type: "string", default: "1" },
  },
  async run({ count, out, dimension, stream, seed }) {
    if (out === undefined) throw new RangeError("--out must name a file; got none");
    if (stream !== "items" && stream !== "queries") {
      throw new RangeError(`--stream must be items or queries; got ${stream}`);
    }
    const started = performance.now();
    /** @type {Required<import("./vectors.mjs").VectorOptions>} */
    const options = {
      count: integer("count", count, 1),
      dimension: integer("dimension", dimension, 2),
      seed: integer("seed", seed, 0),
      stream,
    };
    await writeVectors(out, options);
    const seconds = (performance.now() - started) / 1000;
    console.log(
      `${options.count} vectors of ${options.dimension} in ${out}: ${seconds.toFixed(1)} s`,
    );
  },
});
