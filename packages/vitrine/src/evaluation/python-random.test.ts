import { describe, expect, it } from "vitest";
import { createPythonRandom } from "./python-random.js";

// Every expected number was printed by CPython 3.11.
describe("createPythonRandom", () => {
  it.each([
    [0, [3626764237, 1654615998, 3255389356]],
    [42, [2746317213, 478163327, 107420369]],
    [-7, [1390851128, 4071050724, 647892279]],
    [2 ** 32, [485306839, 1508871100, 1794561286]],
  ])("gives the words that Python gives for seed %d", (seed, words) => {
    const random = createPythonRandom(seed);
    expect(words.map(() => random.bits(32))).toEqual(words);
  });

  it("goes on as Python does after the state was renewed", () => {
    const random = createPythonRandom(42);
    for (let drawn = 0; drawn < 1000; drawn++) random.bits(32);
    expect([random.bits(32), random.bits(32)]).toEqual([2672573305, 2294043548]);
  });

  it("cuts words to the bits that were asked for", () => {
    const random = createPythonRandom(7);
    expect([1, 5, 8, 17, 31, 32].map((bits) => random.bits(bits))).toEqual([
      0, 30, 38, 51750, 1397871144, 207388624,
    ]);
  });

  it("draws below a bound by rejection, as Python does", () => {
    const random = createPythonRandom(3);
    const bounds = [1, 2, 3, 10, 1000, 2 ** 31, 2 ** 32 - 1];
    expect(bounds.map((bound) => random.below(bound))).toEqual([
      0, 0, 1, 9, 485, 281444313, 2601030205,
    ]);
  });

  it("samples small and large populations by Python's two ways", () => {
    const random = createPythonRandom(42);
    expect(random.sample(10, 10)).toEqual([1, 0, 4, 9, 6, 5, 8, 2, 3, 7]);
    expect(random.sample(100_000, 5)).toEqual([4165, 3905, 12280, 28657, 30495]);
    expect(random.sample(30, 6)).toEqual([16, 19, 0, 17, 6, 22]);
    expect(random.sample(277, 60).slice(0, 5)).toEqual([214, 112, 229, 142, 3]);
  });

  it("repeats the four draws of 60 out of 312 rows that follow seed 42", () => {
    const random = createPythonRandom(42);
    const draws = [1, 2, 3, 4].map(() => random.sample(312, 60));
    expect(draws.map((draw) => draw.slice(0, 5))).toEqual([
      [57, 12, 140, 125, 114],
      [136, 36, 311, 87, 273],
      [222, 80, 232, 1, 134],
      [3, 36, 30, 117, 34],
    ]);
    const weighted = draws.map((draw) => draw.reduce((sum, row, place) => sum + row * place, 0));
    expect(weighted).toEqual([261512, 288316, 280624, 265313]);
  });

  it("refuses a sample larger than its population", () => {
    expect(() => createPythonRandom(1).sample(3, 4)).toThrow("internal:");
  });
});
