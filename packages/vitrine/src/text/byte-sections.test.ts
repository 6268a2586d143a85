import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVitrineError } from "../errors.js";
import { readSections, writeSections } from "./byte-sections.js";

const sample = writeSections(
  "sample",
  { answer: 42 },
  {
    counts: Uint32Array.of(1, 2, 3),
    weights: Float64Array.of(0.5, -1),
    flags: Uint8Array.of(7, 0, 255),
    scales: Float32Array.of(0.25),
    terms: ["", "café", "テーブル", "🪑"],
  },
);

describe("readSections", () => {
  it("gives back what writeSections was given, wherever the bytes lie in memory", () => {
    for (const shift of [0, 1, 3]) {
      const moved = new Uint8Array(sample.length + shift).subarray(shift);
      moved.set(sample);
      const reader = readSections("sample", moved);
      expect(reader.facts).toEqual({ answer: 42 });
      expect(reader.uint32("counts")).toEqual(Uint32Array.of(1, 2, 3));
      expect(reader.float64("weights")).toEqual(Float64Array.of(0.5, -1));
      expect(reader.uint8("flags")).toEqual(Uint8Array.of(7, 0, 255));
      expect(reader.float32("scales")).toEqual(Float32Array.of(0.25));
      expect(reader.strings("terms")).toEqual(["", "café", "テーブル", "🪑"]);
    }
  });

  it("gives back any strings", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (strings) => {
        expect(readSections("s", writeSections("s", null, { strings })).strings("strings")).toEqual(
          strings,
        );
      }),
      { seed: 1 },
    );
  });

  it("refuses the bytes cut short at any place", () => {
    for (let length = 0; length < sample.length; length++) {
      expect(() => readSections("sample", sample.subarray(0, length))).toThrow(
        /must be the bytes of a whole sample/,
      );
    }
  });

  it("refuses the bytes with any one bit changed", () => {
    for (let at = 0; at < sample.length; at++) {
      const damaged = sample.slice();
      damaged[at]! ^= 1 << (at % 8);
      expect(() => readSections("sample", damaged)).toThrow(/whole sample/);
    }
  });

  it("refuses another kind and says which it is", () => {
    expect(() => readSections("index", sample)).toThrow(/whole index; got those of a sample/);
  });

  it("names the section that is missing or of another type", () => {
    try {
      readSections("sample", sample).uint32("weights");
      expect.unreachable();
    } catch (error) {
      expect(isVitrineError(error, "BYTES_INVALID") && error.details.section).toBe("weights");
    }
  });
});
