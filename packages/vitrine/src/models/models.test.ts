/** @file The models against their definitions, written as plainly as they can be. */
import { describe, expect, it } from "vitest";
import { decomposeSymmetric } from "../encoders/symmetric-eigen.js";
import { createRandom } from "../random.js";
import { createInteractionsBuilder } from "./interactions.js";
import type { Interactions, ItemIndex, UserIndex } from "./interactions.js";
import { fitModel } from "./models.js";
import { invertPositiveDefinite } from "./positive-definite.js";

const USERS = 30;
const ITEMS = 18;
const DAY_MS = 86_400_000;

type Matrix = readonly (readonly number[])[];

/** Dense rows with weights, every user and item with something. */
function randomMatrix(): number[][] {
  const random = createRandom(5);
  return Array.from({ length: USERS }, (_, user) =>
    Array.from({ length: ITEMS }, (_unused, item) =>
      item === user % ITEMS || random.next() < 0.25 ? 1 + random.below(3) : 0,
    ),
  );
}

function toInteractions(matrix: Matrix): Interactions {
  const builder = createInteractionsBuilder();
  matrix.forEach((row, user) => {
    row.forEach((weight, item) => {
      if (weight > 0) builder.add(user as UserIndex, item as ItemIndex, weight);
    });
  });
  return builder.build(USERS, ITEMS);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const column = (matrix: Matrix, item: number): number[] => matrix.map((row) => row[item]!);
const history = { items: Int32Array.of(3, 7, 11), weights: Float32Array.of(1, 2, 1) };
const asRow = Array.from({ length: ITEMS }, (_, item) => {
  const at = history.items.indexOf(item);
  return at < 0 ? 0 : history.weights[at]!;
});

function expectScores(got: Float32Array, expected: readonly number[]): void {
  expected.forEach((score, item) => {
    if (score === -Infinity) expect(got[item]).toBe(-Infinity);
    else expect(got[item]).toBeCloseTo(score, 4);
  });
}

describe("the models and their definitions", () => {
  const matrix = randomMatrix();
  const interactions = toInteractions(matrix);

  it.each([
    [0, 0],
    [2, 0],
    [1, 1],
    [0.5, 0.5],
  ])("itemknn sums cosines, shrinkage %d and damping %d", async (shrinkage, damping) => {
    const model = await fitModel(
      "itemknn",
      interactions,
      { shrinkage, damping, neighbours: ITEMS },
      { seed: 1 },
    );
    const userWeights = matrix.map((row) => sum(row) ** -damping);
    const dot = (one: number, other: number): number =>
      sum(matrix.map((row, user) => userWeights[user]! * row[one]! * row[other]!));
    const expected = asRow.map((_, item) =>
      sum(
        asRow.map((weight, from) =>
          from === item
            ? 0
            : (weight * dot(from, item)) /
              (Math.sqrt(dot(from, from) * dot(item, item)) + shrinkage),
        ),
      ),
    );
    expectScores(
      model.scores(history),
      expected.map((score) => (score > 0 ? score : -Infinity)),
    );
  });

  it("itemknn keeps the nearest neighbours only", async () => {
    const all = await fitModel("itemknn", interactions, { neighbours: ITEMS }, { seed: 1 });
    const few = await fitModel("itemknn", interactions, { neighbours: 3 }, { seed: 1 });
    for (let item = 0; item < ITEMS; item++) {
      expect(few.similar!(item, 9)).toEqual(all.similar!(item, 3));
    }
  });

  it("ease solves the ridge regression without its diagonal", async () => {
    const penalty = 7;
    const model = await fitModel("ease", interactions, { penalty }, { seed: 1 });
    // Column j of B is the ridge solution over all other items, which is solved on its own here.
    const expected = await Promise.all(
      asRow.map(async (_, item) => {
        const others = asRow.flatMap((_weight, other) => (other === item ? [] : [other]));
        const n = others.length;
        const inverse = new Float64Array(n * n);
        others.forEach((one, i) => {
          others.forEach((other, j) => {
            inverse[i * n + j] =
              sum(matrix.map((row) => row[one]! * row[other]!)) + (i === j ? penalty : 0);
          });
        });
        await invertPositiveDefinite(inverse, n);
        const at = (i: number, j: number): number => inverse[Math.max(i, j) * n + Math.min(i, j)]!;
        const right = others.map((one) => sum(matrix.map((row) => row[one]! * row[item]!)));
        return sum(others.map((one, i) => asRow[one]! * sum(right.map((r, j) => at(i, j) * r))));
      }),
    );
    expectScores(model.scores(history), expected);
  });

  it("gf-cf adds the linear filter and the ideal low pass", async () => {
    const factors = 4;
    const alpha = 0.4;
    const model = await fitModel(
      "gf-cf",
      interactions,
      { factors, alpha, neighbours: ITEMS },
      { seed: 1 },
    );
    const ofUsers = matrix.map(sum);
    const ofItems = asRow.map((_, item) => sum(column(matrix, item)));
    const normal = matrix.map((row, user) =>
      row.map((weight, item) => weight / Math.sqrt(ofUsers[user]! * ofItems[item]!)),
    );
    const linear = (one: number, other: number): number =>
      one === other ? 0 : sum(normal.map((row) => row[one]! * row[other]!));
    const gram = new Float64Array(ITEMS * ITEMS).map((_, at) =>
      sum(normal.map((row) => row[Math.floor(at / ITEMS)]! * row[at % ITEMS]!)),
    );
    const { vectors } = decomposeSymmetric(gram, ITEMS);
    const lowPass = (one: number, other: number): number => {
      let dot = 0;
      for (let axis = 0; axis < factors; axis++) {
        dot += vectors[axis * ITEMS + one]! * vectors[axis * ITEMS + other]!;
      }
      return (alpha * dot * Math.sqrt(ofItems[other]!)) / Math.sqrt(ofItems[one]!);
    };
    expectScores(
      model.scores(history),
      asRow.map((_, item) =>
        sum(asRow.map((weight, from) => weight * (linear(from, item) + lowPass(from, item)))),
      ),
    );
  });

  it.each([0, 3])("co-occurrence is the logarithm of the lift, prior %d", async (prior) => {
    const minimumSupport = 3;
    const model = await fitModel(
      "co-occurrence",
      interactions,
      { minimumSupport, prior, neighbours: ITEMS },
      { seed: 1 },
    );
    const has = matrix.map((row) => row.map((weight) => Number(weight > 0)));
    const strength = (one: number, other: number): number => {
      const together = sum(has.map((row) => row[one]! * row[other]!));
      if (one === other || together < minimumSupport) return 0;
      const byChance = (sum(column(has, one)) * sum(column(has, other))) / USERS;
      return Math.max(0, Math.log2((together + prior) / (byChance + prior)));
    };
    const expected = asRow.map((_, item) =>
      sum(asRow.map((weight, from) => weight * strength(from, item))),
    );
    expectScores(
      model.scores(history),
      expected.map((score) => (score > 0 ? score : -Infinity)),
    );
  });
});

describe("what everybody likes and what rises", () => {
  const builder = createInteractionsBuilder();
  const add = (user: number, item: number, ageDays: number, weight = 1): void => {
    builder.add(user as UserIndex, item as ItemIndex, weight, (100 - ageDays) * DAY_MS);
  };
  // Item 0: much, long ago; 1: steady; 2: on the rise; 3: a single event of today.
  for (let user = 0; user < 40; user++) add(user, 0, 40 + user / 2);
  for (let user = 0; user < 20; user++) add(user, 1, 2 * user);
  for (let user = 0; user < 12; user++) add(user, 2, user / 3, 2);
  add(0, 3, 0);
  const interactions = builder.build();
  const scoresOf = async (kind: string, options: unknown): Promise<Float32Array> =>
    (await fitModel(kind, interactions, options, { seed: 1 })).scores({ items: new Int32Array() });

  it("counts interactions, with their weights or without", async () => {
    expect([...(await scoresOf("popularity", {}))]).toEqual([40, 20, 24, 1]);
    expect([...(await scoresOf("popularity", { weighted: false }))]).toEqual([40, 20, 12, 1]);
  });

  it("halves what is a half-life older than the newest", async () => {
    const [, steady] = await scoresOf("popularity", { halfLifeDays: 4 });
    const expected = Array.from({ length: 20 }, (_, user) => 0.5 ** (user / 2));
    expect(steady).toBeCloseTo(sum(expected), 4);
    const decayed = await scoresOf("popularity", { halfLifeDays: 2 });
    expect(decayed[2]).toBeGreaterThan(decayed[0]!);
  });

  it("asks for times where there is a half-life", async () => {
    const { times, ...timeless } = interactions;
    expect(times).toBeDefined();
    const fitting = fitModel("popularity", timeless, { halfLifeDays: 2 }, { seed: 1 });
    await expect(fitting).rejects.toThrow(/must have times for a half-life/);
  });

  it("finds what rises, and no trend in one event or in what is always popular", async () => {
    const [faded, steady, rising, single] = await scoresOf("trending", {});
    expect(faded).toBe(-Infinity);
    expect(single).toBe(-Infinity);
    expect(rising).toBeGreaterThan(steady === -Infinity ? 0 : steady!);
    const eager = await scoresOf("trending", { minimumCount: 1, prior: 5 });
    expect(eager[2]).toBeGreaterThan(20 * eager[3]!);
  });
});
