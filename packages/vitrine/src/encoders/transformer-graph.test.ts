import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { float32Tensor, writeSafetensors } from "../../test/safetensors-file.js";
import { makeTinyBert, tinyDimensions } from "../../test/tiny-bert.js";
import type { TinyBert } from "../../test/tiny-bert.js";
import { isVitrineError } from "../errors.js";
import { readSafetensors } from "./safetensors.js";
import { readTransformerConfig } from "./transformer-config.js";
import { buildBert } from "./transformer-graph.js";
import { transformerReference } from "./transformer-graph.reference.js";
import { startTransformerSession } from "./transformer-session.js";

function build({ config, weights }: TinyBert): Uint8Array {
  const tensors = Object.entries(weights).map(
    ([name, { shape, data }]) => [name, float32Tensor(shape, data)] as const,
  );
  const file = readSafetensors(writeSafetensors(Object.fromEntries(tensors)), "tiny");
  return buildBert(file, readTransformerConfig(config, "tiny"), "tiny");
}

describe("the graph of a transformer", () => {
  it.each([
    ["bert", "gelu", ""],
    ["bert", "gelu_new", "bert."],
    ["bert", "relu", ""],
    ["roberta", "gelu", "roberta."],
    ["distilbert", "gelu", "distilbert."],
  ] as const)(
    "of %s with %s and names that begin with '%s' equals its definition to 1e-4",
    async (family, activation, prefix) => {
      const tiny = makeTinyBert({ family, activation, prefix });
      const config = readTransformerConfig(tiny.config, "tiny");
      const session = await startTransformerSession(build(tiny), "tiny", 1);
      const rows = [
        [2, 5, 6, 7, 3],
        [2, 3],
        [2, 12, 9, 3],
      ];
      const got = await session.run(
        rows.map((row) => Int32Array.from(row)),
        0,
      );
      expect([got.sequence, got.dimensions]).toEqual([5, tinyDimensions]);
      rows.forEach((row, index) => {
        const read = (name: string): Float32Array => tiny.weights[`${prefix}${name}`]!.data;
        const expected = transformerReference(read, config, row).flat();
        const start = index * got.sequence * got.dimensions;
        expected.forEach((value, at) => {
          expect(got.data[start + at]).toBeCloseTo(value, 4);
        });
      });
      await session.close();
    },
  );

  it("gives the same bytes for the same weights", () => {
    expect(build(makeTinyBert())).toEqual(build(makeTinyBert()));
  });

  it("gives a row that does not depend on padding, to 1e-6", async () => {
    const session = await startTransformerSession(build(makeTinyBert()), "tiny", 1);
    const row = fc.array(fc.integer({ min: 4, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(row, row, async (first, second) => {
        const alone = await session.run([Int32Array.from(first)], 0);
        const both = await session.run([Int32Array.from(first), Int32Array.from(second)], 0);
        alone.data.forEach((value, at) => {
          expect(Math.abs(value - both.data[at]!)).toBeLessThan(1e-5);
        });
      }),
      { seed: 1, numRuns: 40 },
    );
    await session.close();
  });

  it("takes the names gamma and beta of old files", () => {
    const { config, weights } = makeTinyBert();
    const renamed = Object.entries(weights).map(([name, weight]) => {
      const isNorm = name.includes("LayerNorm");
      const old = name.replace(/weight$/, "gamma").replace(/bias$/, "beta");
      return [isNorm ? old : name, weight] as const;
    });
    expect(() => build({ config, weights: Object.fromEntries(renamed) })).not.toThrow();
  });

  it("refuses weights that lack a tensor or have another shape, by the tensor's name", () => {
    const { config, weights } = makeTinyBert();
    const name = "encoder.layer.1.output.dense.weight";
    const { [name]: weight, ...rest } = weights;
    const reshaped = { ...weights, [name]: { ...weight!, shape: weight!.shape.toReversed() } };
    for (const broken of [rest, reshaped]) {
      expect(() => build({ config, weights: broken })).toThrow(name);
    }
  });
});

describe("the configuration of a transformer", () => {
  const { config } = makeTinyBert();
  it.each([
    [{ ...config, model_type: "mpnet" }, "mpnet"],
    [{ ...config, hidden_act: "swish" }, "swish"],
    [{ ...config, position_embedding_type: "relative_key" }, "relative_key"],
    [{ ...config, num_attention_heads: 5 }, "multiple of num_attention_heads"],
    [{ ...config, hidden_size: -1 }, "hidden_size"],
    [{}, "model_type"],
    [undefined, "config.json"],
  ])("is refused with what is wrong: %#", (broken, named) => {
    const act = (): unknown => readTransformerConfig(broken, "tiny");
    expect(act).toThrow(named);
    expect(act).toThrow(expect.objectContaining({ code: "MODEL_INVALID" }));
  });
});

describe("starting a network", () => {
  it.each([
    ["bytes that are no model", Uint8Array.of(1, 2, 3)],
    ["an empty file", new Uint8Array()],
    ["half a file", build(makeTinyBert()).slice(0, 5000)],
  ])("refuses %s", async (_title, bytes) => {
    await expect(startTransformerSession(bytes, "tiny", 1)).rejects.toSatisfy((error) =>
      isVitrineError(error, "MODEL_INVALID"),
    );
  });
});
