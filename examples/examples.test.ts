/** @file Runs every example as a reader would, checks its types, and brings the reader's own parts under the contracts. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { describeEncoder } from "../packages/vitrine/test/contract/encoder.contract.js";
import { describeVectorIndex } from "../packages/vitrine/test/contract/vector-index.contract.js";
import type { Encoder } from "../packages/vitrine/src/encoders/encoder.js";
import type { VectorIndex } from "../packages/vitrine/src/indexes/vector-index.js";

const run = promisify(execFile);
const folder = fileURLToPath(new URL(".", import.meta.url));
const outputOf = async (example: string): Promise<string> =>
  (await run(process.execPath, [example], { cwd: folder })).stdout;

/** What each example must print; an example without an entry fails. */
const EXPECTED: Readonly<Record<string, readonly RegExp[]>> = {
  "search-in-process.mjs": [
    /^comfy sofa: s[12] .+; s[12] .+$/m,
    /^desk under 200, furniture only: d3 Corner desk/m,
    /^stonware mug: m1 Stoneware/m,
    /^like d1: d\d .+; d\d /m,
    /^why is d2 missing\? Not found: price<200 does not hold for its value "399"\.$/m,
  ],
  "evaluate.mjs": [/^4 judged queries/m, /^random +0\.\d{3} /m, /^hybrid +0\.[5-9]\d{2} /m],
  "storefront-server.mjs": [
    /^\/search\?q=walnut\+desk&visitor=v1: <h1>walnut desk<\/h1><ul><li>Walnut desk<\/li>/m,
    /^\/products\/p0\?visitor=v1: <h1>Oak desk<\/h1><ul><li>Walnut desk<\/li><li>.+<\/li><\/ul>$/m,
    /^\/sign-in\?visitor=v1: <ul><li>Oak desk<\/li><\/ul>$/m,
  ],
  "own-encoder.mjs": [/^Upholstered chair$/m],
  "own-index.mjs": [/^Three-seater sofa, found in a map index$/m],
};

describe("the examples", () => {
  const examples = readdirSync(folder).filter((file) => file.endsWith(".mjs"));

  it("all have an expectation here", () => {
    expect(examples.sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(examples)("%s runs and prints what it promises", async (example) => {
    const output = await outputOf(example);
    for (const pattern of EXPECTED[example] ?? []) expect(output).toMatch(pattern);
  });

  it("are well typed", async () => {
    const compiler = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));
    await run(process.execPath, [compiler, "-p", folder]).catch((error: unknown) => {
      expect.unreachable((error as { stdout: string }).stdout);
    });
  });
});

// The examples are JavaScript, whose types `tsc -p examples` checks; here they are what the contracts say.
const load = async <Exports>(example: string): Promise<Exports> =>
  (await import(new URL(example, import.meta.url).href)) as Exports;
const { createLetterEncoder } = await load<{ createLetterEncoder: () => Encoder }>(
  "own-encoder.mjs",
);
const { createMapIndex, loadMapIndex } = await load<{
  createMapIndex: (dimensions: number) => VectorIndex;
  loadMapIndex: (folder: string) => Promise<VectorIndex>;
}>("own-index.mjs");

describeEncoder("letters", async () => createLetterEncoder());
describeVectorIndex("map", { create: createMapIndex, load: loadMapIndex });
