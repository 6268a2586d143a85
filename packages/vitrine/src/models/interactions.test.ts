import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkInteractions, createInteractionsBuilder, historyOf } from "./interactions.js";
import type { Interactions, ItemIndex, UserIndex } from "./interactions.js";

type Tuple = readonly [user: number, item: number, weight?: number, time?: number];

function build(tuples: readonly Tuple[], userCount?: number, itemCount?: number): Interactions {
  const builder = createInteractionsBuilder();
  for (const [user, item, weight, time] of tuples) {
    builder.add(user as UserIndex, item as ItemIndex, weight, time);
  }
  return builder.build(userCount, itemCount);
}

describe("the builder of interactions", () => {
  it("holds what was added, by user and item, whatever the order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 4 }), fc.nat(1000)), {
          minLength: 1,
          maxLength: 60,
        }),
        (tuples) => {
          const built = build(tuples, 10, 10);
          checkInteractions(built);
          const weights = new Map<string, number>();
          const times = new Map<string, number>();
          for (const [user, item, weight, time] of tuples) {
            const key = `${user} ${item}`;
            weights.set(key, (weights.get(key) ?? 0) + weight);
            times.set(key, Math.max(times.get(key) ?? 0, time));
          }
          const found = new Map<string, readonly [number, number]>();
          for (let user = 0; user < 10; user++) {
            for (let at = built.rowStarts[user]!; at < built.rowStarts[user + 1]!; at++) {
              const weight = built.weights?.[at] ?? 1;
              found.set(`${user} ${built.items[at]!}`, [weight, built.times![at]!]);
            }
          }
          const expected = new Map(
            Array.from(weights, ([key, weight]) => [key, [weight, times.get(key)!]]),
          );
          expect(found).toEqual(expected);
        },
      ),
      { seed: 1 },
    );
  });

  it("leaves out weights that are all 1, and times that nobody gave", () => {
    expect(
      build([
        [0, 1],
        [1, 0],
      ]),
    ).toEqual({
      userCount: 2,
      itemCount: 2,
      rowStarts: Uint32Array.of(0, 1, 2),
      items: Int32Array.of(1, 0),
    });
    expect(
      build([
        [0, 1],
        [0, 1],
      ]).weights,
    ).toEqual(Float32Array.of(2));
  });

  it("goes beyond its first room without losing anything", () => {
    const many = Array.from({ length: 5000 }, (_, at): Tuple => [at % 70, Math.floor(at / 70)]);
    const built = build(many);
    expect(built.items).toHaveLength(5000);
    checkInteractions(built);
  });

  it.each<readonly [string, () => unknown]>([
    ["a negative user", () => build([[-1, 0]])],
    ["half an item", () => build([[0, 0.5]])],
    ["a weight of 0", () => build([[0, 0, 0]])],
    ["a weight that is no number", () => build([[0, 0, Number.NaN]])],
    ["an infinite time", () => build([[0, 0, 1, Infinity]])],
    [
      "times of some only",
      () =>
        build([
          [0, 0, 1, 5],
          [0, 1],
        ]),
    ],
    ["fewer users than there are", () => build([[3, 0]], 2)],
  ])("refuses %s", (_, run) => {
    expect(run).toThrow(/Of interactions,/);
  });
});

it("refuses a matrix whose parts contradict each other", () => {
  const whole = build([
    [0, 1, 2, 5],
    [1, 0, 1, 6],
  ]);
  const broken: Interactions[] = [
    { ...whole, userCount: 3 },
    { ...whole, rowStarts: Uint32Array.of(0, 2, 1) },
    { ...whole, itemCount: 1 },
    { ...whole, items: Int32Array.of(1, 0, 0) },
    { ...whole, weights: Float32Array.of(1) },
    { ...whole, weights: Float32Array.of(1, -1) },
    { ...whole, times: Float64Array.of(1, Number.NaN) },
  ];
  for (const interactions of broken) {
    expect(() => {
      checkInteractions(interactions);
    }).toThrow(/Of interactions,/);
  }
});

it("gives a history oldest first", () => {
  const built = build([
    [0, 2, 1, 50],
    [0, 1, 3, 70],
    [0, 0, 1, 60],
  ]);
  expect(historyOf(built, 0 as UserIndex)).toEqual({
    items: Int32Array.of(2, 0, 1),
    weights: Float32Array.of(1, 1, 3),
    times: Float64Array.of(50, 60, 70),
  });
});
