import { describe, expect, it } from "vitest";
import { createRandom } from "../../random.js";
import { findPrincipalAxes, projectOnAxes } from "./principal-axes.js";

describe("findPrincipalAxes", () => {
  it("finds the axes of a stretched cloud, the longest first, and its centre", () => {
    const random = createRandom(1);
    const data = new Float32Array(3000);
    for (let row = 0; row < 1000; row++) {
      // Longest along (0, 1, 1), then along (1, 0, 0); centre (5, 0, −2).
      const [long, short] = [6 * random.normal(), 2 * random.normal()];
      data.set([5 + short, long, -2 + long], 3 * row);
    }
    const axes = findPrincipalAxes(data, 3, 2);
    expect([...axes.mean].map(Math.round)).toEqual([5, 0, -2]);
    const expected = [0, Math.SQRT1_2, Math.SQRT1_2, 1, 0, 0];
    axes.axes.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at]!, 1);
    });
    expect(axes.explained).toBeCloseTo(1, 6);
  });

  it("gives coordinates whose variance falls and that lose nothing when all axes are kept", () => {
    const random = createRandom(2);
    const data = Float32Array.from({ length: 400 }, (_, at) => random.normal() * (1 + (at % 4)));
    const axes = findPrincipalAxes(data, 4, 4);
    const coordinates = projectOnAxes(data, axes.mean, axes);
    const variances = [0, 1, 2, 3].map((axis) =>
      coordinates.reduce((sum, value, at) => sum + (at % 4 === axis ? value * value : 0), 0),
    );
    expect(variances).toEqual(variances.toSorted((a, b) => b - a));
    const total = data.reduce((sum, value, at) => sum + (value - axes.mean[at % 4]!) ** 2, 0);
    expect(variances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total, 2);
  });
});
