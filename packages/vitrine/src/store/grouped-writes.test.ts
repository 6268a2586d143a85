import { describe, expect, it } from "vitest";
import { VitrineError } from "../errors.js";
import { createGroupedWrites } from "./grouped-writes.js";

/** A database that takes its time, remembers its commits, and refuses what is negative. */
function makeDatabase(groupSize = 10) {
  const commits: number[][] = [];
  const groups = createGroupedWrites<number, number>(async (calls) => {
    await new Promise(setImmediate);
    const items = calls.flat();
    if (items.some((item) => item < 0)) {
      throw new VitrineError("STORE_FAILED", "no negative numbers", { store: "test" });
    }
    if (items.includes(13)) {
      throw new VitrineError("DISK_FAILED", "no room", { path: "test" });
    }
    commits.push(items);
    return calls.map((call) => call.length);
  }, groupSize);
  return { commits, groups };
}

describe("grouped writes", () => {
  it("commit the first call at once and together what comes meanwhile, in its order", async () => {
    const { commits, groups } = makeDatabase();
    const results = await Promise.all([[1], [2, 3], [4], []].map((items) => groups.write(items)));
    expect(results).toEqual([1, 2, 1, 0]);
    expect(commits).toEqual([[1], [2, 3, 4]]);
    expect(await groups.write([5])).toBe(1);
    expect(commits).toHaveLength(3);
  });

  it("close a group that is full", async () => {
    const { commits, groups } = makeDatabase(2);
    await Promise.all([1, 2, 3, 4].map((item) => groups.write([item])));
    expect(commits).toEqual([[1], [2, 3], [4]]);
  });

  it("answer what the database refuses to the call whose fault it is", async () => {
    const { commits, groups } = makeDatabase();
    const calls = await Promise.allSettled([1, 2, -3, 4].map((item) => groups.write([item])));
    expect(calls.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(commits).toEqual([[1], [2], [4]]);
  });

  it("fail together when the database itself is at fault, and go on after it", async () => {
    const { commits, groups } = makeDatabase();
    const calls = await Promise.allSettled([1, 13, 4].map((item) => groups.write([item])));
    expect(calls.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    await groups.write([5]);
    expect(commits).toEqual([[1], [5]]);
  });
});
