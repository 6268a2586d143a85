/**
 * @file An encoder of one's own: texts become counts of their three-letter pieces, each piece at a
 * place that its hash decides. It knows no meaning, but forgives typing errors, needs no model and
 * shows everything that an encoder must do.
 *
 *     node examples/own-encoder.mjs
 */
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEngine, VitrineError } from "vitrine";

/**
 * @param {number} dimensions - Length of the vectors.
 * @returns {import("vitrine/encoders").Encoder}
 */
export function createLetterEncoder(dimensions = 512) {
  return {
    name: "letters",
    // Whatever changes the vectors must change the fingerprint: it is the key of the vector cache.
    fingerprint: createHash("sha256").update(`letters 1 ${dimensions}`).digest("hex"),
    dimensions,
    licence: "MIT",
    async encode(texts, { signal, onProgress } = {}) {
      const data = new Float32Array(texts.length * dimensions); // [texts.length, dimensions]
      texts.forEach((text, row) => {
        if (signal?.aborted === true) {
          throw new VitrineError("CANCELLED", "Encoding was cancelled before it ended.", {
            during: "Encoding",
          });
        }
        const vector = data.subarray(row * dimensions, (row + 1) * dimensions);
        for (const piece of piecesOf(text)) {
          const place = placeOf(piece, dimensions);
          vector[place] = (vector[place] ?? 0) + 1;
        }
        makeUnit(vector);
        onProgress?.(row + 1, texts.length);
      });
      return { data, count: texts.length, dimensions };
    },
  };
}

/** @param {string} text */
function piecesOf(text) {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const letters = [..." ", ...word, " "];
    return letters.slice(2).map((_, at) => letters.slice(at, at + 3).join(""));
  });
}

/**
 * FNV-1a: the same on every machine.
 *
 * @param {string} piece
 * @param {number} dimensions
 */
function placeOf(piece, dimensions) {
  let hash = 0x811c9dc5;
  for (const letter of piece) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % dimensions;
}

/** @param {Float32Array} vector - Brought to length 1; a text without letters stays 0. */
function makeUnit(vector) {
  const length = Math.hypot(...vector);
  if (length > 0) vector.forEach((value, axis) => (vector[axis] = value / length));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const workspace = await mkdtemp(join(tmpdir(), "vitrine-example-"));
  const file = join(workspace, "products.csv");
  await writeFile(
    file,
    "id,title\n1,Upholstered chair\n2,Brass desk lamp\n3,Oak chest of drawers\n",
  );
  const engine = await createEngine({
    workspace,
    // The same may stand in vitrine.config.ts; then `vitrine index` uses it too.
    config: { encoders: { letters: () => createLetterEncoder() }, search: { encoder: "letters" } },
  });
  try {
    await engine.importProducts(file);
    await engine.index();
    const { hits } = await engine.search("upholsteri", { mode: "semantic", limit: 1 });
    console.log(hits.map(({ title }) => title).join("; "));
  } finally {
    await engine.close();
    await rm(workspace, { recursive: true });
  }
}
