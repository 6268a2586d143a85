import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toIsoTime } from "./iso-time.js";

describe("times", () => {
  it("print as the language prints them", () => {
    const time = fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
      fc.integer({ min: -3e9, max: 3e9 }),
      fc.constantFrom(0, -1, 8.64e15, -8.64e15, 253402300800000, -62167219200001),
    );
    fc.assert(
      fc.property(time, (given) => {
        expect(toIsoTime(given)).toBe(new Date(given).toISOString());
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
