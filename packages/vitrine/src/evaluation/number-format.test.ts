import { expect, it } from "vitest";
import {
  formatBytes,
  formatDifference,
  formatInterval,
  formatMilliseconds,
  formatPValue,
  formatScore,
} from "./number-format.js";

it("writes scores with three decimals and no leading zero", () => {
  expect([0.5834, 0, 1, -0.0214, -0.0001, 12.5].map(formatScore)).toEqual([".583", ".000", "1.000", "−.021", ".000", "12.500"]); // prettier-ignore
  expect([Number.NaN, Infinity].map(formatScore)).toEqual(["–", "–"]);
});

it("writes an interval as its mean and half its width", () => {
  expect(formatInterval({ value: 0.583, low: 0.562, high: 0.604 })).toBe(".583 ± .021");
});

it("gives differences a sign, but for none", () => {
  expect([0.021, -0.021, 0, 0.0001, -0.0001].map(formatDifference)).toEqual(["+.021", "−.021", ".000", ".000", ".000"]); // prettier-ignore
});

it("writes times, sizes and p-values with three figures and their unit", () => {
  expect([0, 0.0431, 0.99951, 4.321, 43.21, 432.1, 999.9, 1204].map(formatMilliseconds)).toEqual(["< .001 ms", ".043 ms", "1.00 ms", "4.32 ms", "43.2 ms", "432 ms", "1000 ms", "1.20 s"]); // prettier-ignore
  expect([0, 999, 999.6, 81_200, 22_710_000, 3e15].map(formatBytes)).toEqual(["0 B", "999 B", "1.00 kB", "81.2 kB", "22.7 MB", "3000 TB"]); // prettier-ignore
  expect([0.0001, 0.012, 1].map(formatPValue)).toEqual(["p < .001", "p = .012", "p = 1.000"]);
});
