/**
 * @file `npm run distil -- --model NAME|FOLDER [--out FILE] [--seed N] [--threads N]`: makes the
 * static encoder that ships with the package out of a sentence transformer. Takes minutes; progress
 * goes to stderr. Same model, seed and threads give the same bytes on one machine.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { repository, setUp } from "./run.mjs";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    out: { type: "string", default: `${repository}packages/vitrine/assets/static-encoder.bin` },
    seed: { type: "string", default: "1" },
    threads: { type: "string", default: "0" },
  },
});
if (values.model === undefined) {
  console.error("Name the model to distil: npm run distil -- --model all-MiniLM-L6-v2");
  process.exit(2);
}
for (const option of ["seed", "threads"]) {
  if (!/^\d+$/.test(values[option])) {
    console.error(`--${option} must be a whole number; got ${values[option]}.`);
    process.exit(2);
  }
}

setUp();
const { createProgress, followStages } = await import("../packages/vitrine/dist/cli/progress.js");
const { distilStaticEncoder } =
  await import("../packages/vitrine/dist/encoders/distil/distil-static-encoder.js");
const { resolveModel } = await import("../packages/vitrine/dist/hub/resolve-model.js");

const cancel = new AbortController();
process.once("SIGINT", () => cancel.abort(new Error("interrupted")));
const progress = createProgress(process.stderr, () => performance.now());
const { onProgress, end } = followStages(progress);
const started = performance.now();
try {
  const bytes = await distilStaticEncoder({
    model: await resolveModel(values.model, { signal: cancel.signal }),
    seed: Number(values.seed),
    threads: Number(values.threads),
    signal: cancel.signal,
    onProgress,
  });
  end();
  writeFileSync(values.out, bytes);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.error(`${values.out}: ${bytes.length.toLocaleString("en")} bytes in ${seconds} s`);
} catch (error) {
  end();
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
