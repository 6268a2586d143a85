import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  cast,
  concat,
  div,
  equal,
  erf,
  exp,
  gather,
  gelu,
  gemm,
  greater,
  layerNormalization,
  less,
  log,
  matMul,
  maximum,
  minimum,
  mul,
  neg,
  pow,
  reduceL2,
  reduceMax,
  reduceMean,
  reduceSum,
  relu,
  reshape,
  sigmoid,
  sizeOf,
  slice,
  softmax,
  sqrt,
  squeeze,
  sub,
  tanh,
  transpose,
  unsqueeze,
  where,
} from "@vitrine/autodiff";
import type { Tensor } from "@vitrine/autodiff";
import { booleans, floats, integers, run } from "./run-model.js";
import type { RunResult, Value } from "./run-model.js";

const grid = [-2.5, -1, -0.25, 0, 0.5, 1, 3];

// Abramowitz and Stegun 7.1.26 would be too coarse; the series is exact enough near 0.
function erfBySeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function expectClose(got: RunResult, shape: readonly number[], data: readonly number[]): void {
  expect(got.shape).toEqual(shape);
  expect(got.inferred).toEqual(shape);
  expect(got.data).toHaveLength(data.length);
  got.data.forEach((value, index) => {
    expect(value).toBeCloseTo(data[index]!, 4);
  });
}

describe("operators on single elements", () => {
  const cases: readonly [string, (x: Tensor) => Tensor, (x: number) => number][] = [
    ["neg", neg, (x) => -x],
    ["exp", exp, Math.exp],
    ["erf", erf, erfBySeries],
    ["tanh", tanh, Math.tanh],
    ["sigmoid", sigmoid, (x) => 1 / (1 + Math.exp(-x))],
    ["relu", relu, (x) => Math.max(x, 0)],
    ["gelu", gelu, (x) => 0.5 * x * (1 + erfBySeries(x / Math.SQRT2))],
    [
      "gelu by tanh",
      (x) => gelu(x, "tanh"),
      (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
    ],
  ];
  it.each(cases)("%s equals its definition", async (_name, operator, definition) => {
    expectClose(await run([floats([7], grid)], ([x]) => operator(x!)), [7], grid.map(definition));
  });

  it("sqrt and log equal their definitions where they have one", async () => {
    const positive = [0.25, 1, 2, 9];
    const values = [floats([4], positive)];
    expectClose(await run(values, ([x]) => sqrt(x!)), [4], positive.map(Math.sqrt));
    expectClose(await run(values, ([x]) => log(x!)), [4], positive.map(Math.log));
  });
});

describe("operators on pairs of elements", () => {
  const cases: readonly [
    string,
    (a: Tensor, b: Tensor) => Tensor,
    (a: number, b: number) => number,
  ][] = [
    ["add", add, (a, b) => a + b],
    ["sub", sub, (a, b) => a - b],
    ["mul", mul, (a, b) => a * b],
    ["div", div, (a, b) => a / b],
    ["pow", pow, (a, b) => a ** b],
    ["maximum", maximum, Math.max],
    ["minimum", minimum, Math.min],
    ["equal", equal, (a, b) => Number(a === b)],
    ["greater", greater, (a, b) => Number(a > b)],
    ["less", less, (a, b) => Number(a < b)],
  ];
  it.each(cases)("%s equals its definition for every pair", async (_name, operator, definition) => {
    const left = [0.5, 1, 2];
    const right = [1, 2];
    const got = await run([floats([3, 1], left), floats([2], right)], ([a, b]) => operator(a!, b!));
    expectClose(
      got,
      [3, 2],
      left.flatMap((a) => right.map((b) => definition(a, b))),
    );
  });

  it("broadcasts any two shapes that can meet, as element by element it must", async () => {
    const axis = fc.constantFrom(1, 2, 3);
    const shapes = fc
      .array(fc.tuple(axis, fc.boolean(), fc.boolean()), { maxLength: 3 })
      .map((axes) => [
        axes.map(([size, oneLeft]) => (oneLeft ? 1 : size)),
        axes.map(([size, , oneRight]) => (oneRight ? 1 : size)),
      ]);
    await fc.assert(
      fc.asyncProperty(shapes, fc.nat(2), async ([left = [], right = []], dropped) => {
        const short = right.slice(Math.min(dropped, right.length));
        const count = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
        const a = floats(
          left,
          Array.from({ length: count(left) }, (_, i) => i + 1),
        );
        const b = floats(
          short,
          Array.from({ length: count(short) }, (_, i) => 100 * (i + 1)),
        );
        const got = await run([a, b], ([x, y]) => add(x!, y!));
        expect(got.inferred).toEqual(got.shape);
        const expected = Array.from({ length: count(got.shape) }, (_, flat) => {
          const at = (value: Value<"float32">): number => {
            let offset = 0;
            let rest = flat;
            let stride = 1;
            for (let back = 1; back <= got.shape.length; back++) {
              const place = rest % got.shape.at(-back)!;
              rest = Math.floor(rest / got.shape.at(-back)!);
              const size = value.shape.at(-back);
              if (back > value.shape.length || size === undefined) continue;
              offset += (size === 1 ? 0 : place) * stride;
              stride *= size;
            }
            return value.data[offset]!;
          };
          return at(a) + at(b);
        });
        expect(got.data).toEqual(expected);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("where takes the first where the condition holds and else the second", async () => {
    const got = await run(
      [booleans([2, 1], [true, false]), floats([2, 2], [1, 2, 3, 4]), floats([], [9])],
      ([condition, a, b]) => where(condition!, a!, b!),
    );
    expectClose(got, [2, 2], [1, 2, 9, 9]);
  });
});

describe("matrix products", () => {
  it("matMul sums products over the inner axis, batch by batch", async () => {
    const a = Array.from({ length: 12 }, (_, i) => i - 4);
    const b = Array.from({ length: 6 }, (_, i) => i / 2);
    const got = await run([floats([2, 2, 3], a), floats([3, 2], b)], ([x, y]) => matMul(x!, y!));
    const expected = [0, 1].flatMap((batch) =>
      [0, 1].flatMap((row) =>
        [0, 1].map((column) =>
          [0, 1, 2].reduce((sum, k) => sum + a[batch * 6 + row * 3 + k]! * b[k * 2 + column]!, 0),
        ),
      ),
    );
    expectClose(got, [2, 2, 2], expected);
  });

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])("gemm multiplies with transposition %s, %s and adds the bias", async (left, right) => {
    const a = [1, 2, 3, 4, 5, 6];
    const b = [1, -1, 2, 0, 3, 1];
    const atA = (n: number, k: number): number => (left ? a[k * 2 + n]! : a[n * 3 + k]!);
    const atB = (k: number, m: number): number => (right ? b[m * 3 + k]! : b[k * 2 + m]!);
    const got = await run(
      [
        floats(left ? [3, 2] : [2, 3], a),
        floats(right ? [2, 3] : [3, 2], b),
        floats([2], [10, 20]),
      ],
      ([x, y, bias]) => gemm(x!, y!, bias, { transposeA: left, transposeB: right }),
    );
    const expected = [0, 1].flatMap((n) =>
      [0, 1].map(
        (m) => 10 * (m + 1) + [0, 1, 2].reduce((sum, k) => sum + atA(n, k) * atB(k, m), 0),
      ),
    );
    expectClose(got, [2, 2], expected);
  });
});

describe("normalisation", () => {
  it("softmax gives rows that sum to 1 and does not overflow", async () => {
    const rows = [1000, 1001, 1002, -5, 0, 5];
    const got = await run([floats([2, 3], rows)], ([x]) => softmax(x!));
    const expected = [0, 3].flatMap((from) => {
      const row = rows
        .slice(from, from + 3)
        .map((x) => Math.exp(x - Math.max(...rows.slice(from, from + 3))));
      const sum = row.reduce((a, b) => a + b);
      return row.map((x) => x / sum);
    });
    expectClose(got, [2, 3], expected);
  });

  it("layerNormalization centres, scales and shifts the last axis", async () => {
    const got = await run(
      [floats([2, 2], [1, 3, -2, 8]), floats([2], [2, 10]), floats([2], [0, 1])],
      ([x, scale, bias]) => layerNormalization(x!, scale!, bias!, { epsilon: 1e-12 }),
    );
    expectClose(got, [2, 2], [-2, 11, -2, 11]);
  });
});

describe("reductions", () => {
  const cases: readonly [string, typeof reduceSum, (values: readonly number[]) => number][] = [
    ["sum", reduceSum, (values) => values.reduce((a, b) => a + b)],
    ["mean", reduceMean, (values) => values.reduce((a, b) => a + b) / values.length],
    ["maximum", reduceMax, (values) => Math.max(...values)],
    ["Euclidean length", reduceL2, (values) => Math.hypot(...values)],
  ];
  it.each(cases)("%s along an axis, with the axis kept or not", async (_name, operator, of) => {
    const value = floats([2, 3], [1, -2, 3, 4, 5, -6]);
    const columns = [of([1, 4]), of([-2, 5]), of([3, -6])];
    expectClose(await run([value], ([x]) => operator(x!, { axes: [0] })), [3], columns);
    const rows = [of([1, -2, 3]), of([4, 5, -6])];
    const kept = await run([value], ([x]) => operator(x!, { axes: [-1], keepDimensions: true }));
    expectClose(kept, [2, 1], rows);
  });
});

describe("rearranging and selecting", () => {
  const six = floats([2, 3], [1, 2, 3, 4, 5, 6]);
  it("reshape keeps the order of elements; 0 keeps a size and -1 takes the rest", async () => {
    expectClose(await run([six], ([x]) => reshape(x!, [0, -1, 1])), [2, 3, 1], [1, 2, 3, 4, 5, 6]);
  });
  it("transpose swaps axes", async () => {
    expectClose(await run([six], ([x]) => transpose(x!, [1, 0])), [3, 2], [1, 4, 2, 5, 3, 6]);
  });
  it("unsqueeze adds axes of size 1 and squeeze takes them away", async () => {
    expectClose(
      await run([six], ([x]) => unsqueeze(x!, [0, -1])),
      [1, 2, 3, 1],
      [1, 2, 3, 4, 5, 6],
    );
    const there = await run([six], ([x]) => squeeze(unsqueeze(x!, [1]), [1]));
    expectClose(there, [2, 3], [1, 2, 3, 4, 5, 6]);
  });
  it("gather picks rows by index, in the shape of the indices", async () => {
    const got = await run([six, integers([2, 1], [1, 0])], ([x, at]) => gather(x!, at!));
    expectClose(got, [2, 1, 3], [4, 5, 6, 1, 2, 3]);
  });
  it("concat joins along an axis", async () => {
    const got = await run([six, floats([2, 1], [7, 8])], ([a, b]) => concat([a!, b!], 1));
    expectClose(got, [2, 4], [1, 2, 3, 7, 4, 5, 6, 8]);
  });
  it("slice cuts an axis by numbers, also from the end", async () => {
    const got = await run([six], ([x]) => slice(x!, { axis: 1, start: -2, end: 3 }));
    expectClose(got, [2, 2], [2, 3, 5, 6]);
  });
  it("slice cuts an axis to the size of another tensor", async () => {
    const got = await run([six, floats([2], [0, 0])], ([x, other]) =>
      slice(x!, { axis: 1, start: 0, end: sizeOf(other!, 0) }),
    );
    expectClose(got, [2, 2], [1, 2, 4, 5]);
  });
  it("cast cuts fractions towards zero and makes numbers of booleans", async () => {
    expectClose(await run([floats([2], [1.9, -1.9])], ([x]) => cast(x!, "int64")), [2], [1, -1]);
    expectClose(
      await run([booleans([2], [true, false])], ([x]) => cast(x!, "float32")),
      [2],
      [1, 0],
    );
  });
});
