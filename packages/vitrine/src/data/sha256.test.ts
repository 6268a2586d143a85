import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createSha256 } from "./sha256.js";

describe("createSha256", () => {
  it("gives the digest of node:crypto, however the text is cut and wherever it is saved", () => {
    const pieces = fc.array(
      fc.record({ text: fc.string({ unit: "grapheme", maxLength: 150 }), save: fc.boolean() }),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        let own = createSha256();
        const native = createHash("sha256");
        for (const { text, save } of parts) {
          own.update(text);
          native.update(text);
          expect(own.digest()).toBe(native.copy().digest("hex"));
          if (save) {
            own = createSha256(
              JSON.parse(JSON.stringify(own.save())) as ReturnType<typeof own.save>,
            );
          }
        }
        expect(own.digest()).toBe(native.digest("hex"));
      }),
      { seed: 12 },
    );
  });
});
