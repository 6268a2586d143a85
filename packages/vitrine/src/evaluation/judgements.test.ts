import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VitrineError } from "../errors.js";
import { readJudgements } from "./judgements.js";

const path = "judged.jsonl";
const read = (text: string, knownIds?: ReadonlySet<string>): ReturnType<typeof readJudgements> =>
  readJudgements([text], knownIds === undefined ? { path } : { path, knownIds });

describe("readJudgements", () => {
  it("reads queries and grades, passing over other keys, blank lines and a byte order mark", async () => {
    const { queries } = await read(
      '\uFEFF{"query":" oak desk ","grades":{"a":3,"b":0},"by":"Ann"}\r\n\n{"query":"lamp","grades":{}}\n',
    );
    expect(queries).toEqual([
      { query: "oak desk", grades: new Map([["a", 3], ["b", 0]]) }, // prettier-ignore
      { query: "lamp", grades: new Map() },
    ]);
  });

  it("reads the same whatever the pieces are in which the text arrives", async () => {
    const text =
      '{"query":"a","grades":{"x":1}}\n\n{"query":"b","grades":{"y":2,"z":0}}\n{"query":"a","grades":{"z":3}}';
    const whole = await read(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length)), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        expect(await readJudgements(pieces, { path })).toEqual(whole);
      }),
    );
  });

  it("merges the lines of one query and counts them", async () => {
    const judged = await read(
      '{"query":"a","grades":{"x":1}}\n{"query":"a","grades":{"x":1,"y":2}}',
    );
    expect(judged.mergedLines).toBe(1);
    expect(judged.queries).toEqual([{ query: "a", grades: new Map([["x", 1], ["y", 2]]) }]); // prettier-ignore
  });

  it("names the group of a query by the key that is asked for", async () => {
    const text = [
      '{"query":"a","grades":{"x":1},"kind":"plural"}',
      '{"query":"b","grades":{"x":1},"kind":"__proto__"}',
      '{"query":"a","grades":{"y":1},"kind":"plural"}',
    ].join("\n");
    const { queries } = await readJudgements([text], { path, groupBy: "kind" });
    expect(queries.map(({ group }) => group)).toEqual(["plural", "__proto__"]);
    expect((await read(text)).queries[0]).not.toHaveProperty("group");
  });

  it.each([
    ['{"query":"a","grades":{"x":1}}', 1, "which queries are grouped by"],
    ['{"query":"a","grades":{"x":1},"kind":7}', 1, "which queries are grouped by"],
    ['{"query":"a","grades":{"x":1},"kind":""}', 1, "which queries are grouped by"],
    [
      '{"query":"a","grades":{"x":1},"kind":"one"}\n{"query":"a","grades":{"y":1},"kind":"two"}',
      2,
      'got "two" after "one"',
    ],
  ])("refuses %j, line %d, where it should name one group", async (text, line, words) => {
    const error: unknown = await readJudgements([text], { path, groupBy: "kind" }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({ code: "JUDGEMENTS_INVALID", details: { path, line } });
    expect((error as VitrineError).message).toContain(words);
  });

  it("leaves out ids that the catalogue lacks, and names them", async () => {
    const judged = await read(
      '{"query":"a","grades":{"x":1,"gone":3}}\n{"query":"b","grades":{"gone":2}}',
      new Set(["x"]),
    );
    expect(judged.unknownIds).toEqual(["gone"]);
    expect(judged.unknownGrades).toBe(2);
    expect(judged.queries.map(({ grades }) => grades.size)).toEqual([1, 0]);
  });

  it("keeps ids that mean something to JavaScript", async () => {
    const { queries } = await read('{"query":"a","grades":{"__proto__":2,"constructor":1}}');
    expect([...(queries[0]?.grades ?? [])]).toEqual([["__proto__", 2], ["constructor", 1]]); // prettier-ignore
  });

  it.each([
    ['{"query":"a","grades":{"x":1}}\n{"query":"b"', 2, "one JSON object"],
    ['{"query":"a"}', 1, '"grades"'],
    ['{"grades":{"x":1}}', 1, '"query"'],
    ['{"query":"  ","grades":{"x":1}}', 1, "must not be empty"],
    ['{"query":"a","grades":[1]}', 1, '"grades"'],
    ['{"query":"a","grades":{"x":4}}', 1, 'got 4 for "x"'],
    ['{"query":"a","grades":{"x":"3"}}', 1, "0, 1, 2 or 3"],
    ['{"query":"a","grades":{"x":1.5}}', 1, "1.5"],
    ["[]", 1, "an object like"],
    [
      '\n{"query":"a","grades":{"x":1}}\n{"query":"a","grades":{"x":2}}',
      3,
      "after 1 in an earlier line",
    ],
  ])("refuses %j at line %d", async (text, line, words) => {
    const error: unknown = await read(text).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(VitrineError);
    const { code, details, message } = error as VitrineError;
    expect({ code, details }).toEqual({ code: "JUDGEMENTS_INVALID", details: { path, line } });
    expect(message).toContain(words);
    expect(message).toContain(`${path}, line ${line}`);
  });
});
