import { describe, expect, it } from "vitest";
import { createProgress, followStages, formatDuration } from "./progress.js";
import type { ProgressStream } from "./progress.js";

function fakeTerminal(isTTY: boolean): {
  readonly stream: ProgressStream;
  readonly written: string[];
  readonly clock: { ms: number };
} {
  const written: string[] = [];
  return {
    stream: { isTTY, columns: 40, write: (text) => written.push(text) },
    written,
    clock: { ms: 0 },
  };
}

describe("progress", () => {
  it("is plain lines with an estimate when the stream is no terminal, not too many", () => {
    const { stream, written, clock } = fakeTerminal(false);
    const step = createProgress(stream, () => clock.ms).start("Encoding");
    for (let done = 0; done <= 100; done++) {
      clock.ms = done * 200;
      step.update(done, 100);
    }
    step.end();
    expect(written).toEqual([
      "Encoding: 25 % (25 of 100, 15.0 s left)\n",
      "Encoding: 50 % (50 of 100, 10.0 s left)\n",
      "Encoding: 75 % (75 of 100, 5.0 s left)\n",
      "Encoding: 100 % (100 of 100, 0 ms left)\n",
    ]);
  });

  it("is one line that is written over in a terminal, no wider than it, gone at the end", () => {
    const { stream, written, clock } = fakeTerminal(true);
    const step = createProgress(stream, () => clock.ms).start("Encoding the whole catalogue");
    clock.ms = 150;
    step.update(1500, 3000);
    step.end();
    expect(written[0]).toMatch(/^\r\u001b\[2KEncoding the whole catalogue: 50 %/);
    expect(written[0]?.replace("\r\u001b[2K", "").length).toBeLessThan(40);
    expect(written.at(-1)).toBe("\r\u001b[2K");
  });

  it("says nothing of work that ends at once", () => {
    for (const isTTY of [true, false]) {
      const { stream, written } = fakeTerminal(isTTY);
      const step = createProgress(stream, () => 0).start("Reading");
      step.update(1, 1);
      step.end();
      expect(written).toEqual([]);
    }
  });

  it("names each stage, and makes no estimate where the whole is not known", () => {
    const { stream, written, clock } = fakeTerminal(false);
    const stages = followStages(createProgress(stream, () => clock.ms));
    stages.onProgress("Downloading", 0, 0);
    clock.ms = 6000;
    stages.onProgress("Downloading", 1234, 0);
    stages.onProgress("Encoding", 0, 10);
    clock.ms = 12_000;
    stages.onProgress("Encoding", 5, 10);
    stages.end();
    expect(written).toEqual(["Downloading: 1,234\n", "Encoding: 50 % (5 of 10, 6.0 s left)\n"]);
  });
});

describe("a duration", () => {
  it.each([
    [0, "0 ms"],
    [820, "820 ms"],
    [999.7, "1.0 s"],
    [4200, "4.2 s"],
    [59_960, "1 min 00 s"],
    [185_000, "3 min 05 s"],
    [179_800, "3 min 00 s"],
    [7_800_000, "2 h 10 min"],
  ])("of %d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
