import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupVariants } from "./group-variants.js";

describe("grouped variants", () => {
  it("are one place for each family, its best, with the number of the others", () => {
    const family = fc.integer({ min: -1, max: 5 });
    fc.assert(
      fc.property(fc.array(family, { maxLength: 40 }), (families) => {
        const ordinals = Int32Array.from(families.keys());
        const { places, others } = groupVariants(ordinals, (ordinal) => families[ordinal]!);
        const wanted = [...ordinals].filter(
          (at) => families[at] === -1 || families.indexOf(families[at]!) === at,
        );
        expect([...places]).toEqual(wanted);
        expect([...others]).toEqual(
          wanted.map((at) =>
            families[at] === -1 ? 0 : families.filter((one) => one === families[at]).length - 1,
          ),
        );
      }),
      { seed: 4 },
    );
  });
});
