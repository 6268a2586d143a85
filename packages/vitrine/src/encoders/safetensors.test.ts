import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { float32Tensor, withHeader, writeSafetensors } from "../../test/safetensors-file.js";
import { isVitrineError } from "../errors.js";
import { readSafetensors } from "./safetensors.js";

const tensor = (dtype: string, shape: number[], from: number, to: number): object => ({
  dtype,
  shape,
  data_offsets: [from, to],
});
const whole = writeSafetensors({
  a: float32Tensor([2, 2], Float32Array.of(1, -2, 3.5, 4)),
  b: float32Tensor([3], Float32Array.of(5, 6, 7)),
});

describe("a safetensors file", () => {
  it("gives its tensors by name with their shapes", () => {
    const file = readSafetensors(whole, "whole");
    expect([...file.entries.keys()]).toEqual(["a", "b"]);
    expect(file.entries.get("a")?.shape).toEqual([2, 2]);
    expect(file.float32("a")).toEqual(Float32Array.of(1, -2, 3.5, 4));
    expect(file.float32("b")).toEqual(Float32Array.of(5, 6, 7));
  });

  it("gives float32 as a view where it lies aligned, and a copy where not", () => {
    expect(readSafetensors(whole, "whole").float32("a").buffer).toBe(whole.buffer);
    const shifted = new Uint8Array(whole.length + 1).subarray(1);
    shifted.set(whole);
    const copy = readSafetensors(shifted, "shifted").float32("a");
    expect(copy).toEqual(Float32Array.of(1, -2, 3.5, 4));
    expect(copy.buffer).not.toBe(shifted.buffer);
  });

  it("keeps what the writer noted", () => {
    const bytes = withHeader({ __metadata__: { format: "pt" } }, new Uint8Array());
    expect(readSafetensors(bytes, "noted").metadata).toEqual({ format: "pt" });
  });

  it("widens BF16 by its upper half", () => {
    const values = Uint16Array.of(0x3f80, 0xc020, 0x0000, 0x7f80);
    const bytes = new Uint8Array(values.buffer);
    const file = readSafetensors(
      writeSafetensors({ x: { dtype: "BF16", shape: [4], bytes } }),
      "x",
    );
    expect([...file.float32("x")]).toEqual([1, -2.5, 0, Infinity]);
  });

  it("widens every F16 to the number that it stands for", () => {
    const halves = Uint16Array.from({ length: 65536 }, (_, index) => index);
    const bytes = new Uint8Array(halves.buffer);
    const file = readSafetensors(
      writeSafetensors({ x: { dtype: "F16", shape: [65536], bytes } }),
      "x",
    );
    const expected = Array.from(halves, (half) => {
      const sign = half & 0x8000 ? -1 : 1;
      const exponent = (half >> 10) & 31;
      const fraction = half & 1023;
      if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
      return exponent === 0
        ? sign * fraction * 2 ** -24
        : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
    });
    expect([...file.float32("x")]).toEqual(expected);
  });

  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ["shorter than its length field", whole.slice(0, 7), "8 bytes"],
    ["shorter than its header", whole.slice(0, 20), "header"],
    ["cut in its block", whole.slice(0, -1), "fill the file"],
    ["with bytes behind the tensors", Uint8Array.of(...whole, 0), "fill the file"],
    ["whose header is no JSON", Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 123, 123), "JSON"],
    ["whose header is a list", withHeader([], new Uint8Array()), "header"],
    ["with an unknown type", withHeader({ a: tensor("F4", [1], 0, 1) }, new Uint8Array(1)), "a"],
    ["with a negative size", withHeader({ a: tensor("U8", [-1], 0, 1) }, new Uint8Array(1)), "a"],
    [
      "with a size that is no integer",
      withHeader({ a: tensor("U8", [0.5], 0, 1) }, new Uint8Array(1)),
      "a",
    ],
    [
      "whose tensor has too few bytes",
      withHeader({ a: tensor("F32", [2], 0, 4) }, new Uint8Array(4)),
      "8 bytes",
    ],
    [
      "whose shape overflows",
      withHeader({ a: tensor("F32", [2 ** 40, 2 ** 40], 0, 4) }, new Uint8Array(4)),
      "bytes",
    ],
    [
      "whose tensors overlap",
      withHeader({ a: tensor("U8", [2], 0, 2), b: tensor("U8", [2], 1, 3) }, new Uint8Array(3)),
      "overlap",
    ],
    ["with a gap", withHeader({ a: tensor("U8", [1], 1, 2) }, new Uint8Array(2)), "gap"],
    [
      "whose offsets run backwards",
      withHeader({ a: tensor("U8", [0], 1, 0) }, new Uint8Array(0)),
      "bytes",
    ],
    [
      "that reaches beyond its end",
      withHeader({ a: tensor("U8", [9], 0, 9) }, new Uint8Array(2)),
      "fill the file",
    ],
  ])("%s is refused with its name and the reason", (_title, bytes, reason) => {
    const act = (): unknown => readSafetensors(bytes, "broken.safetensors");
    expect(act).toThrow(reason);
    expect(act).toThrow("broken.safetensors");
    expect(act).toThrow(expect.objectContaining({ code: "MODEL_INVALID" }));
  });

  it("refuses a length that would need more memory than there is, without asking for it", () => {
    const bytes = new Uint8Array(16).fill(255, 0, 8);
    expect(() => readSafetensors(bytes, "huge")).toThrow("header must lie within the file");
  });

  it("refuses a tensor that is absent or holds no floats", () => {
    const file = readSafetensors(
      withHeader({ ids: tensor("U8", [1], 0, 1) }, new Uint8Array(1)),
      "ids",
    );
    expect(() => file.float32("none")).toThrow("none");
    expect(() => file.float32("ids")).toThrow("F32");
  });

  it("never fails but with MODEL_INVALID, whichever bytes are changed", () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(8), (changes, cut) => {
        const bytes = whole.slice(0, whole.length - cut);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          const file = readSafetensors(bytes, "changed");
          for (const [name, { shape }] of file.entries) {
            const count = shape.reduce((a, b) => a * b, 1);
            if (file.entries.get(name)?.dtype === "F32") {
              expect(file.float32(name)).toHaveLength(count);
            }
          }
        } catch (error) {
          expect(isVitrineError(error, "MODEL_INVALID")).toBe(true);
        }
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it("never fails but with MODEL_INVALID on any JSON header", () => {
    fc.assert(
      fc.property(fc.json(), fc.uint8Array({ maxLength: 20 }), (json, block) => {
        try {
          readSafetensors(withHeader(JSON.parse(json), block), "random");
        } catch (error) {
          expect(isVitrineError(error, "MODEL_INVALID")).toBe(true);
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
