import { describe, expect, it } from "vitest";
import { VitrineError } from "../errors.js";
import { EXIT_CODES, exitCodeOf } from "./exit-codes.js";

describe("exit codes", () => {
  it("are those of the table: 2 to 6, and 130 for a cancelled call alone", () => {
    for (const [code, exit] of Object.entries(EXIT_CODES)) {
      expect(code === "CANCELLED" ? [130] : [2, 3, 4, 5, 6], code).toContain(exit);
    }
  });

  it("follow the code of the error; any other error is a fault of the program", () => {
    const missing = new VitrineError("FILE_NOT_FOUND", "", { path: "x" });
    expect(exitCodeOf(missing)).toBe(4);
    expect(exitCodeOf(new Error("internal: x"))).toBe(1);
    expect(exitCodeOf("thrown text")).toBe(1);
  });
});
