import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { beforeAll, describe, expect, it } from "vitest";

import { createRejectsAppender } from "./append-rejects.js";
import { readProducts } from "./import-products.js";
import type { ImportReport } from "./import-report.js";
import type { FindEarlier, StreamProductsOptions, StreamState } from "./stream-products.js";
import { streamProducts } from "./stream-products.js";
import type { Product } from "./product.js";
import type { RawRow } from "./raw-row.js";
import { freeRejectsPath, writeRejects } from "./write-rejects.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-stream-"));
});

interface Run {
  readonly products: readonly Product[];
  readonly report: ImportReport;
  readonly rejects: string;
}

/** Imports a file as a store would, killed and taken up again after each of the given batches. */
async function importInParts(
  path: string,
  options: StreamProductsOptions,
  killedAfter: readonly number[],
  store: "looks ids up" | "knows nothing",
): Promise<Run> {
  const rejectsPath = join(folder, "parts.rejects");
  await rm(rejectsPath, { force: true });
  const products: Product[] = [];
  const lines = new Map<string, number>();
  const findEarlier: FindEarlier = (ids) =>
    new Map(ids.flatMap((id) => (lines.has(id) ? [[id, lines.get(id)!] as const] : [])));
  let kept: { state?: StreamState; rejectBytes?: number } = {};
  for (const kill of [...killedAfter, Infinity]) {
    const stream = await streamProducts(path, {
      ...options,
      ...(store === "looks ids up" ? { findEarlier } : {}),
      ...(kept.state === undefined ? {} : { resume: kept.state }),
    });
    const rejects = createRejectsAppender(rejectsPath, stream.source, kept.rejectBytes);
    kept.rejectBytes ??= 0;
    let batches = 0;
    for await (const batch of stream) {
      const rejectBytes = await rejects.append(batch.rejects);
      // What was written before the death but not committed is done again.
      if (batches === kill) break;
      products.push(...batch.products);
      for (const [index, { id }] of batch.products.entries()) lines.set(id, batch.lines[index]!);
      kept = JSON.parse(JSON.stringify({ state: batch.state, rejectBytes })) as typeof kept;
      batches++;
    }
    await rejects.close();
    if (kill === Infinity) {
      const text = await readFile(rejectsPath, "utf8").catch(() => "");
      return { products, report: stream.report(), rejects: text };
    }
  }
  throw new Error("unreachable");
}

async function importAtOnce(path: string, options: StreamProductsOptions): Promise<Run> {
  const { products, report, rejects, source } = await readProducts(path, options);
  const { equalTitles, ...rest } = report;
  expect(equalTitles).toBeInstanceOf(Array);
  const rejectsPath = join(folder, "whole.rejects");
  await rm(rejectsPath, { force: true });
  if (rejects.length > 0) await writeRejects(rejectsPath, rejects, source);
  const text = await readFile(rejectsPath, "utf8").catch(() => "");
  return { products, report: rest, rejects: text };
}

const cell = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e", "f", ""),
  title: fc.constantFrom("Oak &amp; Elm", "Lamp", "Größe “L”", 'a "quoted"\nline', ""),
  price: fc.constantFrom("5", "$1,299.00", "cheap", ""),
  note: fc.constantFrom("x", "", "7"),
});
type Row = (typeof cell extends fc.Arbitrary<infer T> ? T : never) | "blank";

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function write(format: string, rows: readonly Row[], withIds: boolean): string | Uint8Array {
  const names = [...(withIds ? (["id"] as const) : []), "title", "price", "note"] as const;
  const valueOf = (row: Row, name: (typeof names)[number]): string =>
    row === "blank" ? "" : row[name];
  if (format === "parquet") {
    return new Uint8Array(
      parquetWriteBuffer({
        rowGroupSize: 7,
        columnData: names.map((name) => ({
          name,
          type: "STRING" as const,
          data: rows.map((row) => valueOf(row, name)),
        })),
      }),
    );
  }
  if (format === "csv") {
    const lines = rows.map((row) => names.map((name) => quoted(valueOf(row, name))).join(","));
    return [names.join(","), ...lines, ""].join("\n");
  }
  const objects = rows.map((row) =>
    JSON.stringify(Object.fromEntries(names.map((name) => [name, valueOf(row, name)]))),
  );
  return format === "json" ? `[${objects.join(",\n")}]` : objects.join("\n");
}

describe("streamProducts", () => {
  it.each(["csv", "jsonl", "json", "parquet"])(
    "gives from %s the products, rejects and report of one reading, wherever it was killed",
    async (format) => {
      let resumed = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 9, arbitrary: cell }, fc.constant("blank" as const)), {
            minLength: 1,
            maxLength: 40,
          }),
          fc.array(fc.nat(4), { maxLength: 4 }),
          fc.integer({ min: 1, max: 9 }),
          fc.constantFrom("looks ids up" as const, "knows nothing" as const),
          fc.boolean(),
          async (rows, killedAfter, batchRows, store, withIds) => {
            const path = join(folder, `p.${format}`);
            await writeFile(path, write(format, rows, withIds));
            const options = { onBadRow: "skip", format: format as "csv" } as const;
            const whole = await importAtOnce(path, options);
            const parts = await importInParts(path, { ...options, batchRows }, killedAfter, store);
            expect(parts).toEqual(whole);
            resumed += killedAfter.length;
          },
        ),
        { seed: 14, numRuns: 60 },
      );
      expect(resumed).toBeGreaterThan(60);
    },
  );

  it("lists the first problems and repeated rows and counts the others", async () => {
    const path = join(folder, "many.csv");
    const rows = Array.from({ length: 50 }, (_, i) =>
      i % 2 === 0 ? "1,A,5\n" : `x${i},B,cheap\n`,
    );
    await writeFile(path, `id,title,price\n${rows.join("")}`);
    const stream = await streamProducts(path, { onBadRow: "skip", listLimit: 3, batchRows: 8 });
    let rejects = 0;
    for await (const batch of stream) rejects += batch.rejects.length;
    expect(rejects).toBe(25);
    const report = stream.report();
    expect(report).toMatchObject({ rowsRead: 50, accepted: 1, skipped: 25 });
    expect([report.problems.length, report.repeated.length]).toEqual([3, 3]);
    expect(report.leftOut).toEqual({ problems: 22, repeated: 21 });
  });

  it("takes a catalogue in which every id is equal for one product", async () => {
    const path = join(folder, "equal.csv");
    await writeFile(path, `id,title\n${"1,Lamp\n".repeat(5000)}`);
    const stream = await streamProducts(path);
    let products = 0;
    for await (const batch of stream) products += batch.products.length;
    expect(products).toBe(1);
    expect(stream.report().leftOut).toEqual({ problems: 0, repeated: 3999 });
    expect(stream.repeatedProducts()).toBe(4999);
  });

  it("closes a batch of long rows before it has its number of rows", async () => {
    const path = join(folder, "long.csv");
    await writeFile(
      path,
      `id,title\n${Array.from({ length: 6 }, (_, i) => `${i},${"x".repeat(5_000_000)}\n`).join("")}`,
    );
    const sizes: number[] = [];
    for await (const batch of await streamProducts(path)) sizes.push(batch.products.length);
    expect(sizes).toEqual([2, 2, 2]);
  });

  it("does not go on with a file that has changed since", async () => {
    const path = join(folder, "changed.csv");
    await writeFile(path, "id,title\n1,A\n2,B\n");
    const states: StreamState[] = [];
    for await (const batch of await streamProducts(path, { batchRows: 1 }))
      states.push(batch.state);
    await writeFile(path, "id,title\n1,A\n2,C\n");
    await utimes(path, 1, 1);
    await expect(streamProducts(path, { resume: states[0]! })).rejects.toMatchObject({
      code: "FILE_CHANGED",
    });
  });

  it("finds the first free name for rejects beside the file", async () => {
    const file = join(folder, "named.csv.gz");
    expect(await freeRejectsPath(file, "csv")).toBe(join(folder, "named.rejects.csv"));
    await writeFile(join(folder, "named.rejects.csv"), "");
    expect(await freeRejectsPath(file, "csv")).toBe(join(folder, "named.rejects-2.csv"));
    expect(await freeRejectsPath(file, "json")).toBe(join(folder, "named.rejects.jsonl"));
  });

  it("cuts a file of rejects back to what was committed, and touches no other file", async () => {
    const path = join(folder, "own.csv");
    const source = { format: "csv", columns: ["id", "title"], delimiter: "," } as const;
    const row = (text: string): RawRow => ({ line: 1, values: {}, text });
    const first = createRejectsAppender(path, source);
    const length = await first.append([row("1,a")]);
    await first.append([row("2,b")]);
    await first.close();
    await expect(createRejectsAppender(path, source).append([row("x")])).rejects.toMatchObject({
      code: "PARAM_INVALID",
    });
    const second = createRejectsAppender(path, source, length);
    await second.append([row("3,c")]);
    await second.close();
    expect(await readFile(path, "utf8")).toBe("id,title\n1,a\n3,c\n");
    await expect(createRejectsAppender(path, source, 999).append([row("x")])).rejects.toMatchObject(
      { code: "FILE_CHANGED" },
    );
  });
});
